"""What something is that is no feed, in words: a page, another kind of XML, a picture, an error message."""

from __future__ import annotations

import re
from typing import Final

from reader import safe_text
from reader.sources.feeds.decoding import is_binary
from reader.sources.feeds.feed import NotAFeedError
from reader.sources.sniff import binary_name

QUOTED: Final = 80
"""Code points of a text that is quoted to say what came instead of a feed."""
SEARCHED: Final = 65_536
"""Code points at the beginning in which the root of a feed, or of a page, is looked for."""

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PIECE = re.compile(
    r"\s*<(?:div|p|span|table|ul|h[1-6]|a|article|section|meta|title|script|center|form)\b", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_XML_TEXT: Final = {"error", "errors", "response", "status", "code", "exception"}


def other_bytes(content: bytes) -> NotAFeedError | None:
    """Why bytes that no text can be read from are no feed; None where they may be one."""
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf"):
        return NotAFeedError("is empty", remedy="its server may be at fault: try again later")
    name = binary_name(content) or ("a binary file" if is_binary(content) else "")
    return NotAFeedError(f"is {name}, not a feed", remedy=_ADDRESS) if name else None


def other_root(name: str, text: str = "") -> NotAFeedError:
    """Why an XML document with this root is no feed."""
    if name in ("html", "head", "body", "div"):
        return page()
    if name == "opml":
        return NotAFeedError("is a list of feeds (OPML), not a feed", remedy="`dateline import` reads it")
    if name in _XML_TEXT and (said := _quoted(text)):
        return NotAFeedError(f"is an error message, not a feed: {said}", remedy="try again later")
    shown = safe_text.line(name, QUOTED)
    return NotAFeedError(f"is XML of another kind (<{shown}>), not a feed", remedy=_ADDRESS)


def other_text(text: str) -> NotAFeedError:
    """Why a text without the root of a feed is none."""
    if _PAGE.search(text, 0, SEARCHED) or _PIECE.match(text):
        return page()
    said = _quoted(text)
    if not said:
        return NotAFeedError("is empty", remedy="its server may be at fault: try again later")
    return NotAFeedError(f"is plain text, not a feed: {said}", remedy=_ADDRESS)


def page() -> NotAFeedError:
    """A web page came where a feed was asked for."""
    return NotAFeedError("is a web page, not a feed", remedy="`dateline feed add` finds the feeds it names", page=True)


def entities() -> NotAFeedError:
    """The feed declares entities of its own."""
    return NotAFeedError(
        "declares XML entities, which feeds do not need and attackers use: it is refused",
        remedy="look for another feed of this site",
    )


def no_json_feed(said: str) -> NotAFeedError:
    """JSON came that is no JSON Feed; `said` is what it says of an error."""
    if said := _quoted(said):
        return NotAFeedError(f"is an error message, not a feed: {said}", remedy="try again later")
    return NotAFeedError("is JSON, but no feed", remedy=_ADDRESS)


def _quoted(text: str) -> str:
    said = safe_text.line(_TAG.sub(" ", text[: 20 * QUOTED]), QUOTED)
    return f"“{said}”" if said else ""


_ADDRESS: Final = "check the address"
