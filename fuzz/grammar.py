"""What random pages and texts are made of: sound markup, broken markup, and what attackers are known to send."""

from __future__ import annotations

import codecs
import gzip
import json
from typing import Any, Final

from hypothesis import strategies as st

NASTY: Final = tuple(
    "\x1b[31m~\x1b]0;x\x07~\x9b2J~\x00~\x08~\x7f~\x85~\u202e~\u2066~\u200b~\u200d~\ufeff~\xad~\u2028~\ufffe~"
    "\U000e0041~\U0001f468\u200d~e\u0301\u0323\u0301\u0323\u0301\u0323~\ufdfa~\ufb01~&#27;~&#x9b;~&#0;~"
    "&#xD800;~&#x110000;~&#99999999999;~&amp;#27;~&lt;b&gt;~&nbsp;~&#~&~<~>~<!--~-->~<![CDATA[~]]>~<?x~</p~"
    "[red]x[/]~javascript:alert(1)~%1b~\t~\r~\x0c".split("~")
)
TAGS: Final = tuple(
    "p div span a b i em strong h1 h2 h3 ul ol li dl dt dd table tr td th blockquote pre code br hr img "
    "figure figcaption article main section aside nav header footer form button select option iframe object "
    "svg math title meta link base script style noscript template textarea time video picture source details "
    "summary q sub sup font center html body".split()
)
ATTRIBUTES: Final = tuple(
    "class id href src srcset alt title content name property itemprop datetime lang style rel data-x hidden "
    "colspan type".split()
)
SENTENCES: Final = (
    "The harbour council of Port Ellery voted on Monday to rebuild the northern pier after six hours of debate.",
    "Mayor Ines Okafor said the work would begin before the autumn gales and cost less than a temporary ferry.",
    "“We have waited long enough,” she told the meeting, to applause from the public benches.",
    "Read more: Ferry line to Marrow Bay closes",
    "By Jo Lind and Ann Roe",
    "12 May 2024 14:05 GMT",
    "Subscribe now",
    "LONDON (AP) — ",
    "Advertisement",
    "Photo: Jo Lind",
    "港口委员会周一投票决定重建北码头。",
    "Порт открыт.",
)
CODECS: Final = (
    "utf-8",
    "cp1252",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "koi8-r",
    "shift_jis",
    "gb18030",
    "utf-7",
    "utf-8-sig",
)
REPEATS: Final = 400
"""Times that one piece of a page is repeated at most, to find what costs by the square."""

pieces = st.one_of(st.sampled_from(SENTENCES), st.sampled_from(NASTY), st.text(max_size=12))
phrases = st.lists(pieces, min_size=1, max_size=6).map(" ".join)


@st.composite
def tags(draw: st.DrawFn) -> str:
    """An opening tag, seldom a sound one."""
    attributes = draw(st.lists(st.tuples(st.sampled_from(ATTRIBUTES), phrases, st.sampled_from("\"' ")), max_size=3))
    written = "".join(f" {name}={quote}{value}{quote}" for name, value, quote in attributes)
    return f"<{draw(st.sampled_from(TAGS))}{written}{draw(st.sampled_from(('>', '>', '>', '/>', '', ' ')))}"


@st.composite
def records(draw: st.DrawFn) -> str:
    """A script of JSON-LD with values of any type in the fields that are read."""
    names = (
        "headline",
        "author",
        "datePublished",
        "dateModified",
        "publisher",
        "keywords",
        "description",
        "articleBody",
    )
    values: st.SearchStrategy[Any] = st.recursive(
        st.one_of(phrases, st.none(), st.integers(), st.sampled_from(("2024-05-12T14:05:00Z", "0000-99-99", ""))),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(st.sampled_from(("@type", "name", "@graph", "@value", "url")), inner, max_size=3),
        ),
        max_leaves=5,
    )
    record = {"@type": draw(st.sampled_from(("NewsArticle", "LiveBlogPosting", "Person", "")))}
    record |= draw(st.dictionaries(st.sampled_from(names), values, max_size=5))
    return f'<script type="application/ld+json">{json.dumps(record, ensure_ascii=draw(st.booleans()))}</script>'


nodes = st.one_of(
    phrases,
    tags(),
    st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"),
    st.tuples(st.sampled_from(TAGS), phrases).map(lambda node: f"<{node[0]}>{node[1]}</{node[0]}>"),
    st.sampled_from(SENTENCES).map(lambda sentence: f"<p>{sentence}</p>"),
    records(),
)
repeated = st.tuples(nodes, st.integers(1, REPEATS)).map(lambda node: node[0] * node[1])
bodies = st.lists(st.one_of(nodes, nodes, nodes, repeated), max_size=25).map("".join)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A web page: an article of invented news somewhere in random markup, then cut and spliced."""
    article = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:3])
    head = draw(st.lists(st.one_of(tags(), records()), max_size=5).map("".join))
    page = f"<html><head><title>{draw(phrases)}</title>{head}</head><body>{draw(bodies)}{article}{draw(bodies)}</body>"
    for _ in range(draw(st.integers(0, 3))):
        start, length = draw(st.integers(0, len(page))), draw(st.integers(0, 40))
        page = page[:start] + draw(st.sampled_from(NASTY)) + page[start + length :]
    return page


lines = st.one_of(phrases, st.sampled_from(SENTENCES), st.just(""), st.tuples(phrases, st.integers(1, REPEATS)).map(
    lambda line: "\n".join([line[0]] * line[1])
))  # fmt: skip
texts = st.tuples(st.lists(lines, max_size=30), st.sampled_from(("\n", "\n\n", "\r\n", "\u2028", "\t\n"))).map(
    lambda made: made[1].join(made[0])
)


def _encoded(made: tuple[str, str, bool, bytes]) -> bytes:
    text, codec, packed, tail = made
    content = codecs.encode(text, codec, "replace") + tail
    return gzip.compress(content, 1)[: None if not tail else -1] if packed else content


contents = st.one_of(
    st.binary(max_size=600),
    st.tuples(st.one_of(pages(), texts), st.sampled_from(CODECS), st.booleans(), st.binary(max_size=4)).map(_encoded),
)
