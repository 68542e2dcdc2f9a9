"""Telling by its beginning whether a file is a list of feeds, and in which form; light, since every file is asked."""

from __future__ import annotations

import codecs
import re
from typing import Final, Literal

SubscriptionKind = Literal["opml", "urls"]

HEAD: Final = 64 * 2**10
"""Bytes of a file's beginning that are looked at."""
_OPML: Final = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?opml[\s>/]", re.IGNORECASE)
_BEFORE: Final = re.compile(r"\s*(?:<\?[^>]{0,1000}>\s*|<!--(?:[^-]|-(?!->))*-->\s*|<!(?!--)[^>\[]{0,1000}[>\[]\s*)*")
_LINE: Final = re.compile(
    r'[ \t]*(?:"(?=(?:https?://|feed:|file:|exec:|filter:|query:))|(?=(?:https?://|feed:|file:|exec:|filter:|query:)))'
    r"\S+",
)


def subscription_kind(head: bytes) -> SubscriptionKind | None:
    """ "opml" or newsboat's "urls" where a file that begins with `head` is a list of feeds; None for everything else.

    A file of urls has nothing but addresses at the beginnings of its lines, comments aside. A last line that is cut
    short doesn't count.
    """
    text = _text(head[:HEAD])
    if text is None:
        return None
    if text.lstrip().startswith("<"):
        return "opml" if _OPML.search(text, 0, HEAD) and not _is_page(text) else None
    lines = text.split("\n")
    if len(head) >= HEAD and len(lines) > 1:
        lines.pop()
    told = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return "urls" if told and all(_LINE.match(line) for line in told) else None


def _is_page(text: str) -> bool:
    """Whether its first element is one of another language, as in a page that writes about OPML."""
    match = _BEFORE.match(text)
    rest = text[match.end() if match else 0 :]
    return rest[:200].lower().startswith(("<html", "<rss", "<feed", "<rdf", "<head", "<body", "<div", "<p>", "<urlset"))


def _text(head: bytes) -> str | None:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore")
    return None if b"\0" in head else head.decode("utf-8", "replace")
