"""Plain text out of what feeds put into titles, names and labels: HTML, escaped once or twice or not at all."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

SHORT: Final = 10_000
"""Code points of a title, a name or a label that are looked at."""

# Elements that are put into a title for its looks; others, such as <canvas>, are what the title is about.
_FORMATTING = re.compile(
    r"<(/?)(a|abbr|b|bdi|big|center|cite|code|del|div|em|font|h[1-6]|i|ins|kbd|mark|p|q|s|small|span|strike|strong|sub"
    r"|sup|tt|u|var)(?:\s[^<>]{0,2000})?>",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"<(?:br|hr|img|wbr)\b[^<>]{0,2000}>|<!--[^<>]{0,2000}-->", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
ROUNDS: Final = 2
"""How many times a title is unescaped at most: some software escapes twice what is escaped already."""


def plain_line(text: str, *, html: bool = True) -> str:
    """One line of text. With `html`, tags that only format are taken out and references resolved."""
    text = text[:SHORT]
    if html:
        if "&" in text:
            text = resolved(text)
        if "<" in text:
            text = without_formatting(text)
    return " ".join(text.split())


def resolved(text: str) -> str:
    """The text with its character references resolved, also those that were escaped twice."""
    for _ in range(ROUNDS):
        if not _REFERENCE.search(text):
            break
        text = unescape(text)
    return text


def without_formatting(text: str) -> str:
    """The text without tags that format it. A tag without its partner is a word of the title and stays."""
    closed = {name.lower() for slash, name in _FORMATTING.findall(text) if slash}
    opened = {name.lower() for slash, name in _FORMATTING.findall(text) if not slash}
    paired = closed & opened

    def shown(match: re.Match[str]) -> str:
        return "" if match[2].lower() in paired else match[0]

    return _FORMATTING.sub(shown, _EMPTY.sub(" ", text)) if paired or _EMPTY.search(text) else text
