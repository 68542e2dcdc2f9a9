"""What a page says of itself in JSON-LD: the article's own record among whatever else is there."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

import msgspec

from reader.cleaning.dates import from_iso
from reader.cleaning.html.facts.mending import loaded
from reader.cleaning.names import folded

RECORDS_MAX: Final = 400
"""Records looked at in one page."""
DEPTH_MAX: Final = 6
"""Levels of nesting searched for the article's record."""
NAMES_MAX: Final = 40
"""Names, tags and sections of one record that are read."""

_ARTICLE = ("article", "blogposting", "report", "liveblogposting", "mediaposting", "story", "review")
_LISTED = "itemListElement"
_FREE: Final = {"true": True, "false": False}


class Stated(msgspec.Struct, frozen=True):
    """The article's record. Strings are as the page has them: not yet safe to show.

    `authors` are people or of no stated kind, `organisations` sign as such; `dates` are the strings that `published`
    and `updated` were read from; `breadcrumbs` lead from the site's first page to this one. `free` is whether the whole
    article is open to everybody and `words` how many it has, as stated; None and 0 where the page does not say.
    """

    headline: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    publisher: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    dates: tuple[str, str] = ("", "")
    language: str = ""
    section: str = ""
    keywords: tuple[str, ...] = ()
    body: str = ""
    url: str = ""
    breadcrumbs: tuple[str, ...] = ()
    free: bool | None = None
    words: int = 0


def stated(tree: Any, *, url: str = "") -> Stated:
    """The record of the page's article; empty where there is none.

    Among several it is the one that has this page's address or headline, and then the one that says most.
    """
    records = records_of(tree)
    named = {record["@id"]: record for record, _ in records if isinstance(record.get("@id"), str) and len(record) > 1}
    crumbs = next(filter(None, (_breadcrumbs(record) for record, _ in records)), ())
    titles = _titles(tree)
    addresses = {_bare(address) for address in (url, *_addresses(tree)) if address}
    best: dict[str, Any] = {}
    most = 0.0
    for record, listed in records:
        worth = _worth(record, titles, addresses, listed=listed)
        if worth > most:
            best, most = record, worth
    if not best:
        return Stated(breadcrumbs=crumbs)
    published, updated = _date(best, "datePublished", "dateCreated", "uploadDate"), _date(best, "dateModified")
    authors = _resolved(best.get("author") or best.get("creator"), named)
    return Stated(
        headline=_text(best.get("headline")) or (_text(best.get("name")) if _is_article(best) else ""),
        description=_text(best.get("description")),
        authors=tuple(islice((name for name, person in _names(authors) if person), NAMES_MAX)),
        organisations=tuple(islice((name for name, person in _names(authors) if not person), NAMES_MAX)),
        publisher=next((name for name, _ in _names(_resolved(best.get("publisher"), named))), ""),
        published=from_iso(published),
        updated=from_iso(updated),
        dates=(published, updated),
        language=_text(best.get("inLanguage"))[:20],
        section=_text(best.get("articleSection")),
        keywords=tuple(islice(_keywords(best.get("keywords")), NAMES_MAX)),
        body=_text(best.get("articleBody")),
        url=_address(best),
        breadcrumbs=crumbs,
        free=_FREE.get(str(best.get("isAccessibleForFree")).lower()),
        words=_count(best.get("wordCount")),
    )


def records_of(tree: Any) -> list[tuple[dict[str, Any], bool]]:
    """Every record of the page's JSON-LD, and whether it is an item of a list; at most RECORDS_MAX."""
    scripts = (script for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower())
    values = (value for script in scripts for value in loaded(script.text or ""))
    return list(islice((found for value in values for found in _records(value, 0, listed=False)), RECORDS_MAX))


def _records(value: Any, depth: int, *, listed: bool) -> Iterator[tuple[dict[str, Any], bool]]:
    if depth > DEPTH_MAX:
        return
    if isinstance(value, list):
        for part in value[:RECORDS_MAX]:
            yield from _records(part, depth + 1, listed=listed)
    elif isinstance(value, dict):
        yield value, listed
        for key in ("@graph", "mainEntity", "mainEntityOfPage", _LISTED, "item"):
            if isinstance(value.get(key), list | dict):
                yield from _records(value[key], depth + 1, listed=listed or key == _LISTED)


def _worth(record: dict[str, Any], titles: set[str], addresses: set[str], *, listed: bool) -> float:
    """How surely a record is that of the page's article; 0 where it is no article's.

    A record of the page itself ("WebPage") serves where there is no other.
    """
    if not _is_article(record):
        return 0.5 if _is_page(record) and record.get("datePublished") else 0.0
    headline = folded(_text(record.get("headline")) or _text(record.get("name")))
    same = bool(headline) and any(headline in title or title in headline for title in titles)
    here = _bare(_address(record)) in addresses
    if listed and not (same or here):
        return 0.0
    kinds = str(record.get("@type")).lower()
    parts = sum(bool(record.get(key)) for key in ("headline", "datePublished", "author", "publisher", "articleBody"))
    return 1 + 40 * same + 20 * here + 4 * parts + min(len(record), 30) / 10 - 8 * ("review" in kinds)


def _count(value: Any) -> int:
    digits = str(value).strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else 0


def _titles(tree: Any) -> set[str]:
    """What the page calls itself: title element, og:title and visible headlines, folded."""
    found = [tree.findtext(".//title") or ""]
    found += [meta.get("content") or "" for meta in tree.iter("meta") if meta.get("property") == "og:title"]
    found += [" ".join(h1.itertext()) for h1 in islice(tree.iter("h1"), 8)]
    return {key for key in (folded(text[:500]) for text in found) if len(key) > 6}


def _addresses(tree: Any) -> Iterator[str]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield link.get("href") or ""
    for meta in tree.iter("meta"):
        if meta.get("property") == "og:url":
            yield meta.get("content") or ""


def _address(record: dict[str, Any]) -> str:
    page = record.get("mainEntityOfPage")
    page = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    return next((value for value in (record.get("url"), page) if isinstance(value, str) and value), "")


def _bare(address: str) -> str:
    """An address without what does not tell pages apart."""
    return address.split("#")[0].split("?")[0].split("://")[-1].removeprefix("www.").rstrip("/").lower()


def _kinds(record: dict[str, Any]) -> list[str]:
    kinds = record.get("@type")
    return [kind.lower() for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _is_article(record: dict[str, Any]) -> bool:
    return any(kind.endswith(_ARTICLE) for kind in _kinds(record))


def _is_page(record: dict[str, Any]) -> bool:
    return any(kind.endswith("webpage") for kind in _kinds(record))


def _resolved(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    """The value with bare references to other records replaced by these."""
    if isinstance(value, list):
        return [_resolved(part, named) for part in value[:NAMES_MAX] if not isinstance(part, list)]
    if isinstance(value, dict) and not value.get("name") and isinstance(value.get("@id"), str):
        return named.get(value["@id"], value)
    return value


def _date(record: dict[str, Any], *keys: str) -> str:
    return next((value for value in (_text(record.get(key)) for key in keys) if from_iso(value)), "")


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = next((part for part in value if isinstance(part, str | dict)), "")
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("alternateName")
    if not isinstance(value, str):
        return ""
    return html.unescape(value) if "&" in value else value


def _names(value: Any) -> Iterator[tuple[str, bool]]:
    """Names, and whether each may be a person's: an organisation that signs is none."""
    for part in value[:NAMES_MAX] if isinstance(value, list) else [value]:
        if isinstance(part, str):
            if not part.startswith(("http", "/")):
                yield html.unescape(part), True
        elif isinstance(part, dict):
            person = not any(kind.endswith(("organization", "corporation", "brand")) for kind in _kinds(part))
            names = part.get("name") or f"{_text(part.get('givenName'))} {_text(part.get('familyName'))}".strip()
            for name in names[:NAMES_MAX] if isinstance(names, list) else [names]:
                if isinstance(name, str) and not name.startswith(("http", "/")):
                    yield html.unescape(name), person


def _keywords(value: Any) -> Iterator[str]:
    for part in value[:NAMES_MAX] if isinstance(value, list) else [value]:
        if isinstance(part, str):
            yield from html.unescape(part).split(",")
        elif isinstance(part, dict):
            yield _text(part)


def _breadcrumbs(record: dict[str, Any]) -> tuple[str, ...]:
    """The names of a list of breadcrumbs, in order."""
    items = record.get(_LISTED)
    if not any(kind.endswith("breadcrumblist") for kind in _kinds(record)) or not isinstance(items, list):
        return ()
    named = ((item, _text(item) or _text(item.get("item"))) for item in items[:NAMES_MAX] if isinstance(item, dict))
    placed = [(str(item.get("position") or "").zfill(4), name) for item, name in named if name]
    return tuple(name for _, name in sorted(placed, key=lambda crumb: crumb[0]))
