"""What an article says of itself: each field with the place where it stood, put together from the rooms beside."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import msgspec

from reader import safe_text
from reader.cleaning.cleaned import Origin, Place, origin
from reader.cleaning.dates import order_of
from reader.cleaning.html.facts import times
from reader.cleaning.html.facts.filing import section_of, tags_of
from reader.cleaning.html.facts.head import Metas, canonical_address, first, metas_of
from reader.cleaning.html.facts.headline import headline_of
from reader.cleaning.html.facts.jsonld import Stated
from reader.cleaning.html.facts.marks import marked_elements
from reader.cleaning.html.facts.near import pieces
from reader.cleaning.html.facts.signing import Signed, signed_by
from reader.cleaning.html.facts.standfirst import described, descriptions, set_apart
from reader.cleaning.language import language_code, settled_language
from reader.cleaning.names import folded, host_of

REFUSED_MAX: Final = 6
"""Statements of one field that were passed over and are told of."""
_OUTLETS: Final = ("og:site_name", "application-name", "dc.publisher", "publisher", "copyright", "dcterms.publisher")


class Facts(msgspec.Struct, frozen=True):
    """Metadata of a page, safe to show.

    `standfirst` is what the page itself sets apart under its headline, `description` what its head says; `language` is
    what the page declares. `origins` tell where each field stood.
    """

    url: str = ""
    title: str | None = None
    standfirst: str | None = None
    description: str | None = None
    byline: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    source: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    section: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()


def facts_of(tree: Any, record: Stated, *, url: str) -> Facts:
    """The facts of a page: `record` is its JSON-LD, `url` where it came from. To be read before the tree is changed."""
    metas = metas_of(tree)
    canonical = canonical_address(tree) or safe_text.url(first(metas, "og:url")[0])
    address = _address(canonical, url)
    host = host_of(address)
    outlet, outlet_origin = _outlet(metas, record, host)
    headline = headline_of(tree, record, metas, outlet=outlet, host=host)
    beside = pieces(tree, headline.element)
    declared, language_words = _language(tree, record, metas)
    marked = marked_elements(tree)
    when = times.times_of(record, metas, marked, beside, url=address, order=order_of(declared, host))
    published = when.published or times.searched(tree, address)
    who = signed_by(record, metas, marked, beside, outlet=outlet, host=host)
    found = descriptions(record, metas)
    standfirst = set_apart(beside, found, headline.text, outlet)
    description = described(found, headline.text, outlet)
    section = section_of(tree, record, metas, url=address, title=headline.text, outlet=outlet)
    tags, tag_words = tags_of(tree, record, metas, outlet)
    told: list[tuple[str, object, Place, str]] = [
        ("url", address, "meta" if address != safe_text.url(url) else "given", _of_address(address, url)),
        ("title", headline.text, headline.place, headline.words),
        ("standfirst", standfirst.text, standfirst.place, standfirst.words),
        ("standfirst", description.text and not standfirst.text, description.place, description.words),
        ("byline", who.people, who.place, who.words),
        ("agencies", who.agencies, who.agency_place, who.agency_words),
        ("source", outlet, *outlet_origin),
        ("published", published, *((published.place, published.words) if published else ("refused", ""))),
        ("updated", when.updated, *((when.updated.place, when.updated.words) if when.updated else ("refused", ""))),
        ("section", section.name, section.place, section.words),
        (
            "tags",
            tags,
            "meta" if "meta" in tag_words else "json-ld" if "JSON-LD" in tag_words else "microdata",
            tag_words,
        ),
        ("language", declared, "meta", language_words),
    ]
    return Facts(
        url=address,
        title=headline.text,
        standfirst=standfirst.text,
        description=description.text,
        byline=who.people,
        agencies=who.agencies,
        source=outlet,
        published=published.moment if published else None,
        updated=when.updated.moment if when.updated else None,
        section=section.name,
        language=language_code(declared),
        tags=tags,
        origins=(
            *(origin(field, place, words) for field, value, place, words in told if value),
            *_refused(who, when.refused),
        ),
    )


def _refused(who: Signed, dates: tuple[str, ...]) -> list[Origin]:
    return [
        *(origin("byline", "refused", words) for words in who.refused[:REFUSED_MAX]),
        *(origin("published", "refused", words) for words in dates[:REFUSED_MAX]),
    ]


def _language(tree: Any, record: Stated, metas: Metas) -> tuple[str, str]:
    """The language tag that the page declares, and where."""
    for value, words in (
        (tree.get("lang") or tree.get("xml:lang"), 'the "lang" of the page'),
        (record.language, 'the page\'s JSON-LD, "inLanguage"'),
        *(
            (metas.get(name, [""])[0], f'the meta element "{name}"')
            for name in ("og:locale", "content-language", "language")
        ),
    ):
        if language_code(value):
            return value or "", f"{words}: {value}"
    return "", ""


def _address(canonical: str, url: str) -> str:
    """The canonical address, if it is of the same site as `url`; a page can't claim to be another outlet's."""
    given, claimed = safe_text.url(url), safe_text.url(canonical)
    if not claimed:
        return given
    if not given:
        return claimed
    own, other = host_of(given), host_of(claimed)
    related = own == other or own.endswith(f".{other}") or other.endswith(f".{own}")
    bare = claimed.split("://", 1)[-1].strip("/").count("/") == 0
    return claimed if related and not (bare and given.strip("/").count("/") > 2) else given


def _of_address(address: str, url: str) -> str:
    return "as it was given" if address == safe_text.url(url) else "the page's canonical address"


def _outlet(metas: Metas, record: Stated, host: str) -> tuple[str | None, tuple[Place, str]]:
    """The outlet's name as it writes itself, else its host; and where it stood."""
    name, where = first(metas, "og:site_name")
    candidates: list[tuple[str, Place, str]] = [
        (name, "meta", f'the meta element "{where}"'),
        (record.publisher, "json-ld", 'the page\'s JSON-LD, "publisher"'),
        *((metas.get(other, [""])[0], "meta", f'the meta element "{other}"') for other in _OUTLETS[1:4]),
        (host, "address", "the host of the address"),
    ]
    for value, place, words in candidates:
        plain = safe_text.line(value, safe_text.NAME).lstrip("@")
        plain = host_of(plain) if plain.startswith("http") else plain
        if folded(plain):
            return plain, (place, words)
    return None, ("address", "")


def completed(facts: Facts, *, standfirst: str | None, text: str, dateline: str | None) -> Facts:
    """The facts with what only the article's text can tell: which description is its standfirst, and its language."""
    origins = [told for told in facts.origins if told.field != "standfirst" or standfirst]
    language, believed = settled_language(facts.language, text)
    if believed or not facts.language:
        origins = [told for told in origins if told.field != "language"]
        against = f', not the "{facts.language}" that the page declares' if believed else ""
        origins.append(origin("language", "text", f"its words and script{against}"))
    if dateline:
        origins.append(origin("dateline", "text", "the opening of the first paragraph"))
    return msgspec.structs.replace(facts, standfirst=standfirst, language=language, origins=tuple(origins))
