"""What a page says of itself in JSON-LD: the article's own record among whatever else is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import msgspec

from reader.cleaning.dates import from_iso

RECORDS_MAX: Final = 400
"""Records looked at in one page."""
DEPTH_MAX: Final = 6
"""Levels of nesting searched for the article's record."""

_ARTICLE = ("article", "newsarticle", "blogposting", "report", "liveblogposting", "posting", "review", "story")


class Stated(msgspec.Struct, frozen=True):
    """The article's record. Strings are as the page has them: not yet safe to show."""

    headline: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: datetime | None = None
    language: str = ""
    section: str = ""
    keywords: tuple[str, ...] = ()
    body: str = ""


def stated(tree: Any) -> Stated:
    """The record of the page's article; empty where there is none."""
    best: dict[str, Any] = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for record in _records(_loaded(script.text or ""), 0):
            if _is_article(record) and len(record) > len(best):
                best = record
    if not best:
        return Stated()
    return Stated(
        headline=_text(best.get("headline")),
        description=_text(best.get("description")),
        authors=tuple(_names(best.get("author") or best.get("creator"))),
        publisher=next(_names(best.get("publisher"), people=False), ""),
        published=from_iso(best.get("datePublished")) or from_iso(best.get("dateCreated")),
        language=_text(best.get("inLanguage"))[:20],
        section=_text(best.get("articleSection")),
        keywords=tuple(_keywords(best.get("keywords"))),
        body=_text(best.get("articleBody")),
    )


def _loaded(text: str) -> Any:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _records(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEPTH_MAX:
        return
    if isinstance(value, list):
        for part in value[:RECORDS_MAX]:
            yield from _records(part, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if isinstance(value.get(key), list | dict):
                yield from _records(value[key], depth + 1)


def _is_article(record: dict[str, Any]) -> bool:
    kinds = record.get("@type")
    return any(
        isinstance(kind, str) and kind.lower().endswith(_ARTICLE)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = next((part for part in value if isinstance(part, str)), "")
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("alternateName")
    return value if isinstance(value, str) else ""


def _names(value: Any, *, people: bool = True) -> Iterator[str]:
    """Names of people; or of anybody. An organisation that signs is no person."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, str):
            if not part.startswith("http"):
                yield part
        elif isinstance(part, dict):
            kind = part.get("@type")
            if people and kind and "Person" not in (kind if isinstance(kind, list) else [kind]):
                continue
            yield from _names(part.get("name"), people=people)


def _keywords(value: Any) -> Iterator[str]:
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, str):
            yield from part.split(",")
        elif isinstance(part, dict):
            yield _text(part)
