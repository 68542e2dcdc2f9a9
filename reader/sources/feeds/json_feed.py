"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1), also where it is written carelessly."""

from __future__ import annotations

import json
from typing import Any, Final

from reader.sources.feeds.dates import iso_date
from reader.sources.feeds.decoding import without_controls
from reader.sources.feeds.entries import LABELS, NAMES, Text, as_html
from reader.sources.feeds.feed import ITEMS, Feed, Item, NotAFeedError
from reader.sources.feeds.keys import distinct, key_of
from reader.sources.feeds.links import absolute
from reader.sources.feeds.plain import plain_line
from reader.sources.feeds.raw import FIELD
from reader.sources.feeds.refusals import no_json_feed

ERRORS: Final = ("error", "errors", "message", "detail")
"""Members in which servers say what went wrong."""


def read_json(text: str, url: str) -> Feed:
    """The feed in a JSON text. Raises NotAFeedError where it is broken, or something else than a feed."""
    try:
        data = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        reason = f"is broken JSON, not a feed: {error.msg.lower()} in line {error.lineno}"
        raise NotAFeedError(reason, remedy="look again later") from error
    except RecursionError as error:
        raise NotAFeedError("is JSON nested too deep to be a feed", remedy="check the address") from error
    if not isinstance(data, dict) or not _is_feed(data):
        said = next((_text(data[key]) for key in ERRORS if data.get(key)), "") if isinstance(data, dict) else ""
        raise no_json_feed(said)
    entries = data["items"] if isinstance(data.get("items"), list) else []
    notes = []
    if len(entries) > ITEMS:
        notes.append(f"has more than {ITEMS:,} items; the first {ITEMS:,} were read")
    site = absolute(_text(data.get("home_page_url")), url)
    items = distinct(_item(entry, site or url) for entry in entries[:ITEMS] if isinstance(entry, dict))
    return Feed(
        "json",
        title=plain_line(_text(data.get("title")), html=False),
        url=site,
        language=_text(data.get("language")),
        items=tuple(items),
        notes=tuple(notes),
    )


def _is_feed(data: dict[str, Any]) -> bool:
    if "jsonfeed.org" in _text(data.get("version")):
        return True
    items = data.get("items")
    return isinstance(items, list) and any(
        isinstance(item, dict) and ({"content_html", "content_text", "url", "id"} & item.keys()) for item in items
    )


def _item(entry: dict[str, Any], base: str) -> Item:
    content, plain = _text(entry.get("content_html")), False
    if not content:
        content, plain = _text(entry.get("content_text")), True
    summary = Text(_text(entry.get("summary")), plain=True)
    if not plain and content:
        summary = as_html(summary)
    url = absolute(_text(entry.get("url")), base)
    return Item(
        key=key_of(_text(entry.get("id")) or _text(entry.get("url"))),
        url=url or absolute(_text(entry.get("external_url")), base),
        title=plain_line(_text(entry.get("title")), html=False),
        content=content,
        summary=summary.text if summary.text != content else "",
        plain=plain,
        published=iso_date(_text(entry.get("date_published"))),
        updated=iso_date(_text(entry.get("date_modified"))),
        authors=_authors(entry),
        tags=tuple(dict.fromkeys(tag for one in _list(entry.get("tags")) if (tag := plain_line(_text(one)))))[:LABELS],
        language=_text(entry.get("language")),
    )


def _authors(entry: dict[str, Any]) -> tuple[str, ...]:
    """Names of the `authors` of version 1.1, else of the one `author` of 1.0, also where it is a mere name."""
    given = _list(entry.get("authors")) or _list(entry.get("author"))
    names = (_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in given[:NAMES])
    return tuple(dict.fromkeys(plain for name in names if (plain := plain_line(name, html=False))))


def _list(value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value in (None, "") else [value]


def _text(value: object) -> str:
    """What a member says: a number as its digits, nothing for what is no text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return without_controls(str(value)[:FIELD]).strip()
