"""Feeds that are no XML: references that nobody declared are mended for the strict parser, all else feedparser reads.

feedparser takes a hundred times as long as the strict parser and keeps nearly all text, which no other parser does on
broken XML. It is given little enough to be done within seconds.
"""

from __future__ import annotations

import re
from html import escape
from html.entities import html5
from typing import Any, Final

from reader.sources.feeds.decoding import without_controls
from reader.sources.feeds.feed import NotAFeedError
from reader.sources.feeds.raw import Field, Fields, Raw, no_fields

ITEMS: Final = 500
"""Items that are read of a feed that is broken."""
LENGTH: Final = 2_000_000
"""Code points that are read of a feed that is broken."""
MENDED: Final = 4_000_000
"""Code points of a feed in which references are mended."""
TOKENS: Final = 60_000
"""Tags and references that are read of a feed that is broken; each costs feedparser about 20 µs."""

_REFERENCE = re.compile(
    r"(?P<kept><!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)"
    r"|&(?P<name>[A-Za-z][A-Za-z0-9]{1,31};)?",
    re.DOTALL,
)
_BEGINNING = re.compile(r"<(?:item|entry|\w{1,20}:entry)[\s>]", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml[^<>]{0,400}>")
_TOKEN = re.compile("[<&]")
_RISKY: Final = (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError, ArithmeticError)
"""What feedparser lets through on damaged input instead of answering (its issue 599)."""


def has_items(text: str) -> bool:
    """Whether an item begins in the text."""
    return bool(_BEGINNING.search(text))


def mended(text: str) -> str:
    """The text with every reference that XML does not know as the character it means, every bare & escaped, and CDATA
    that never ends closed at the end; at most MENDED code points of it.
    """
    return _REFERENCE.sub(_character, text[:MENDED])


def _character(match: re.Match[str]) -> str:
    if kept := match["kept"]:
        return f"{kept}]]>" if kept.startswith("<!") and kept[2] == "[" and not kept.endswith("]]>") else kept
    name = match["name"] or ""
    return escape(html5[name]) if name in html5 else f"&amp;{name}"


def read_broken(text: str, url: str) -> Raw:
    """The fields of a broken feed as feedparser finds them. Raises NotAFeedError where it finds none."""
    import feedparser

    raw = Raw()
    text = _cut(_DECLARATION.sub("", text), raw)
    try:
        found = feedparser.parse(
            text.encode(),
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except _RISKY as error:
        raise NotAFeedError("is too damaged to be read as a feed", remedy="look again later") from error
    raw.kind = "atom" if str(found.get("version") or "").startswith("atom") else "rss"
    _read_head(found.get("feed", {}), raw)
    raw.items = [_fields_of(entry) for entry in found.get("entries", ())]
    return raw


def _cut(text: str, raw: Raw) -> str:
    """The text up to the limits, cut before an item if there is one."""
    end = len(text)
    for number, token in enumerate(_TOKEN.finditer(text)):
        if number == TOKENS or token.start() >= LENGTH:
            end = token.start()
            break
    end = min(end, LENGTH)
    begins = [begin.start() for begin in _BEGINNING.finditer(text, 0, end)]
    whole = end == len(text)
    if len(begins) > ITEMS:
        raw.note(f"is broken XML, of which the first {ITEMS:,} items were read")
        return text[: begins[ITEMS]]
    if whole:
        return text
    raw.note(f"is broken XML, of which the first {end:,} characters were read")
    return text[: begins[-1] if len(begins) > 1 else end]


def _read_head(head: dict[str, Any], raw: Raw) -> None:
    for name in ("title", "language", "ttl"):
        if head.get(name):
            raw.head[name].append(Field(_said(head[name])))
    for name in ("sy_updateperiod", "sy_updatefrequency"):
        if head.get(name):
            raw.head[name.replace("_", ":")].append(Field(_said(head[name])))
    raw.head["link"] += _links(head)


def _fields_of(found: dict[str, Any]) -> Fields:
    entry = dict(found)  # feedparser's own dictionary answers for a missing date with another one
    fields = no_fields()
    for name, path in _TEXTS.items():
        if value := entry.get(name):
            detail = entry.get(f"{name}_detail") or {}
            fields[path].append(_text(detail if detail.get("value") == value else {"value": value}))
    fields["content"] += [_text(content) for content in entry.get("content", ())]
    if entry.get("id"):
        fields["guid"].append(
            Field(_said(entry["id"]), {"isPermaLink": "true" if entry.get("guidislink") else "false"})
        )
    fields["link"] += _links(entry)
    people = [_said(author.get("name") or author.get("email")) for author in entry.get("authors", ())]
    fields["author"] += [Field(name) for name in people or [_said(entry.get("author"))]]
    fields["category"] += [Field(_said(tag.get("label") or tag.get("term"))) for tag in entry.get("tags", ())]
    if (source := entry.get("source")) and source.get("title"):
        fields["source"].append(Field(_said(source["title"])))
    return fields


_TEXTS: Final = {
    "title": "title",
    "summary": "description",
    "subtitle": "itunes:subtitle",
    "published": "published",
    "created": "created",
    "updated": "updated",
    "feedburner_origlink": "feedburner:origlink",
    "language": "language",
}


def _text(detail: Any) -> Field:
    """A text of feedparser: its type, base and language where they are said."""
    kind = str(detail.get("type") or "text/html")
    return Field(
        _said(detail.get("value")),
        {"type": "text/plain" if kind == "text/plain" else "html"},
        "",
        _said(detail.get("language")),
    )


def _links(found: Any) -> list[Field]:
    links = [
        Field("", {key: _said(link[key]) for key in ("rel", "type", "href") if link.get(key)})
        for link in found.get("links", ())
    ]
    return [*links, Field(_said(found["link"]))] if found.get("link") else links


def _said(value: object) -> str:
    """A value of feedparser, which resolves references to control characters too."""
    return without_controls(str(value or "")).strip()
