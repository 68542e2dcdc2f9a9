"""Web pages: one parse, the extractor's tree as blocks, then what the extractor leaves to do."""

from __future__ import annotations

import contextlib
import logging
from typing import Any, Final

from reader import safe_text
from reader.article import Block, BlockKind
from reader.cleaning import furniture, guard
from reader.cleaning.cleaned import Cleaned, NotAnArticleError
from reader.cleaning.dateline import dateline_of
from reader.cleaning.html import jsonld
from reader.cleaning.html.captions import with_captions
from reader.cleaning.html.metadata import Facts, canonical_address, facts_of, metas_of, page_date, states_all
from reader.cleaning.html.repeats import without_repeats
from reader.cleaning.html.sift import sifted
from reader.cleaning.html.tree import blocks_of, live_links
from reader.cleaning.language import guessed_language
from reader.cleaning.text.article import clean_lines
from reader.cleaning.text.lines import word_count

SHORT: Final = 250
"""Characters; an extraction below is compared with the page's JSON-LD and its plain text."""
WALL_WORDS: Final = 120
"""Words; a page that says less and speaks of cookies or JavaScript is a wall and not an article."""
WORDS_MIN: Final = 8
"""Words of the shortest text that counts as an article in a page that marks none as such."""

POURED: Final = 0.6
"""Least ratio of sizes between one poured block and the paragraphs that are the same text."""
OPENING: Final = 4
"""Blocks at the beginning among which a description may come again."""


def article_of(page: str, *, url: str = "") -> Cleaned:
    """The article of a web page. Raises NotAnArticleError and PageTooLargeError."""
    tree = _parsed(guard.safe_markup(page))
    record = jsonld.stated(tree)
    metas = metas_of(tree)
    published = page_date(tree, metas, record)
    document = _extracted(tree, safe_text.url(url) or canonical_address(tree), facts=not states_all(metas, record))
    if document is None:
        return _rescued(tree, record, url)
    facts = facts_of(tree, document, record, metas, url=url, published=published)
    blocks = blocks_of(document.body)
    blocks = _in_paragraphs(blocks, record, tree)
    if _size(blocks) < SHORT:
        blocks = _fuller(blocks, record, tree)
    return _assembled(tree, facts, blocks)


def _parsed(page: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(
        collect_ids=False, default_doctype=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        tree = html.document_fromstring(page.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotAnArticleError("is empty", remedy="save the page again") from error
    if guard.is_deep(tree):
        tree = html.document_fromstring(guard.flattened(page).encode(), parser=parser)
    guard.trim_tree(tree)
    return tree


def _extracted(tree: Any, url: str, *, facts: bool) -> Any:
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        include_links=True,
        include_images=False,
        with_metadata=facts,
        deduplicate=False,
    )


def _rescued(tree: Any, record: jsonld.Stated, url: str) -> Cleaned:
    """For a page in which the extractor sees nothing: its JSON-LD, else its plain text."""
    blocks = _fuller([], record, tree)
    facts = Facts(url=safe_text.url(url), title=safe_text.line(record.headline) or None, published=record.published)
    return _assembled(tree, facts, blocks)


def _fuller(blocks: list[Block], record: jsonld.Stated, tree: Any) -> list[Block]:
    """The longest of: the blocks, the article text of the JSON-LD, and what the cleaner of raw text finds."""
    candidates = [blocks, _stated_body(record)]
    if max(map(_size, candidates)) < SHORT:
        with contextlib.suppress(NotAnArticleError):
            candidates.append(list(clean_lines(_plain(tree)).blocks))
    return max(candidates, key=_size)


def _stated_body(record: jsonld.Stated) -> list[Block]:
    lines = (safe_text.line(part, safe_text.PARAGRAPH) for part in record.body.split("\n"))
    return [Block("paragraph", line) for line in lines if line]


def _in_paragraphs(blocks: list[Block], record: jsonld.Stated, tree: Any) -> list[Block]:
    """The blocks; or, where the extractor poured all it found into one, the same text in its paragraphs.

    It does so with short articles and with the text of JSON-LD.
    """
    if len(blocks) != 1:
        return blocks
    size = _size(blocks)
    for parts in (_stated_body(record), _marked_paragraphs(tree)):
        if len(parts) > 1 and POURED * size <= _size(parts) <= size / POURED:
            return parts
    return blocks


def _marked_paragraphs(tree: Any) -> list[Block]:
    """The paragraphs and subheadings in the page's first article element."""
    article = next(tree.iter("article"), None)
    blocks = []
    for element in article.iter("p", "h2", "h3", "li") if article is not None else ():
        text = safe_text.line(" ".join(element.itertext()), safe_text.PARAGRAPH)
        kind: BlockKind = "paragraph" if element.tag == "p" else "list_item" if element.tag == "li" else "heading"
        if text:
            blocks.append(Block(kind, text, level=0 if kind == "paragraph" else 1 if kind == "list_item" else 2))
    return blocks


def _plain(tree: Any) -> str:
    from trafilatura import html2txt

    return str(html2txt(tree))


def _assembled(tree: Any, facts: Facts, blocks: list[Block]) -> Cleaned:
    standfirst = facts.standfirst or _unless_in(blocks, facts.description)
    blocks = without_repeats(blocks, lambda: " ".join(tree.itertext()))
    blocks = sifted(blocks, title=facts.title, standfirst=standfirst, byline=facts.byline)
    blocks = [live_links(block) for block in blocks]
    prose = " ".join(block.text for block in blocks)
    words = word_count(prose)
    least = 1 if next(tree.iter("article"), None) is not None else WORDS_MIN
    if words < least or (words < WALL_WORDS and furniture.is_wall(prose)):
        raise NotAnArticleError(_reason(prose), remedy="open the page in a browser and save it from there")
    first = next((block.text for block in blocks if block.kind == "paragraph"), "")
    return Cleaned(
        url=facts.url,
        title=facts.title,
        standfirst=standfirst,
        byline=facts.byline,
        source=facts.source,
        published=facts.published,
        tags=facts.tags,
        language=facts.language or guessed_language(prose),
        dateline=dateline_of(first),
        blocks=tuple(with_captions(tree, blocks, title=facts.title)),
    )


def _unless_in(blocks: list[Block], description: str | None) -> str | None:
    """The description, unless the body opens with it or says it in nearly the same words: then it is no standfirst."""
    if not description:
        return None
    words = set(description.lower().split())
    for block in blocks[:OPENING]:
        other = set(block.text.lower().split())
        if len(words & other) >= 0.8 * len(words):
            return None
    return description


def _reason(prose: str) -> str:
    if not prose:
        return "has no article in it"
    if furniture.is_wall(prose):
        return "is a consent, login or JavaScript page without the article"
    return "has too little text to be an article"


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)
