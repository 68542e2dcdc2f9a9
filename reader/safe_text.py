"""The one filter between a page and a terminal. Every string that a page, feed or file supplies passes it.

What it removes can move the cursor, write the clipboard, reorder or hide text, or pile marks on one cell. What it keeps
is what a reader needs: joiners inside scripts and emoji, variation selectors, up to four combining marks a letter.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

MARKS_A_BASE: Final = 4
"""Combining marks kept on one base character; Vietnamese, Hebrew and Tibetan need at most four."""
FLOOD: Final = 32
"""Combining marks in a row that are put in order at all: that takes time by the square of their number."""
TITLE: Final = 300
NAME: Final = 200
PARAGRAPH: Final = 20_000
URL: Final = 2_000
TAG: Final = 80
"""Length caps, in code points, by field."""

_ELLIPSIS = "…"
_ZWNJ, _ZWJ = "\u200c", "\u200d"

_REMOVED = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 but tab, newline and carriage return; DEL; C1
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # soft hyphen, grapheme joiner, fillers
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff"  # zero width, invisible operators, deprecated format
    "\ufdd0-\ufdef\ufff0-\ufffb"  # non-characters, interlinear marks, unassigned specials
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tag characters and other default ignorables
    "\ud800-\udfff"  # lone surrogates
    "\U0001d173-\U0001d17a"  # musical format controls
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")
_NEEDS_WORK = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u1fff\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u20d0-\u20ff\u2de0-\u2dff\u302a-\u302f\u3099\u309a\u3164\ua66f-\uabff\ud800-\udfff\ufb1e\ufdd0-\ufdef"
    "\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff0-\uffff\U00010000-\U0010ffff]"
)
_SPACE = re.compile(r"\s+")
# Marks are no word characters; what else is in the range does no harm, as each character is looked at.
_MAYBE_FLOOD = re.compile(rf"[^\w\s\x00-\u02ff\u2000-\u206f]{{{FLOOD + 1},}}")
# Scripts whose spelling uses the joiners: the Arabic family, and Indic to Khmer and Mongolian (Unicode 16).
_JOINING_SCRIPTS = (
    (0x0600, 0x08FF),
    (0x0900, 0x109F),
    (0x1780, 0x18AF),
    (0xA800, 0xABFF),
    (0x10A00, 0x11FFF),
)


def filtered(text: str) -> str:
    """The text in NFC without anything that a terminal would obey or a reader could not see.

    Newline and tab stay; carriage returns and Unicode line separators become newlines. Idempotent, never longer than
    NFC of the input.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _BREAKS.sub("\n", text)
    if not _NEEDS_WORK.search(text):  # no mark in it, so that NFC takes linear time
        return unicodedata.normalize("NFC", text)
    text = unicodedata.normalize("NFC", _without_floods(_REMOVED.sub("", text)))
    if _ZWJ in text or _ZWNJ in text:
        text = _without_idle_joiners(text)
    return unicodedata.normalize("NFC", _marks_capped(text))


def line(text: str, limit: int = TITLE) -> str:
    """One line: filtered, white space runs made one space, ends stripped, at most `limit` code points."""
    return capped(_SPACE.sub(" ", filtered(text)).strip(), limit)


def prose(text: str, limit: int = PARAGRAPH) -> str:
    """Text of several lines: filtered, tabs and newlines kept, ends stripped, at most `limit` code points."""
    return capped(filtered(text).strip(), limit)


def capped(text: str, limit: int) -> str:
    """The text, or its first `limit` - 1 code points and an ellipsis."""
    if len(text) <= limit:
        return text
    return unicodedata.normalize("NFC", text[: limit - 1].rstrip(_ZWJ + _ZWNJ + " \n\t")) + _ELLIPSIS


def url(address: str, limit: int = URL) -> str:
    """An http, https or mailto address without controls or spaces; empty where it is another kind, or too long.

    An address cut short leads elsewhere, so a long one is dropped and not capped.
    """
    address = _SPACE.sub("", filtered(address))
    if len(address) > limit:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme.lower() in ("http", "https"):
        return address if parts.netloc else ""
    return address if parts.scheme.lower() == "mailto" and parts.path else ""


def _without_floods(text: str) -> str:
    """The text with at most FLOOD combining marks in a row."""
    return _MAYBE_FLOOD.sub(_thinned, text)


def _thinned(match: re.Match[str]) -> str:
    kept: list[str] = []
    row = 0
    for char in match[0]:
        row = row + 1 if unicodedata.combining(char) else 0
        if row <= FLOOD:
            kept.append(char)
    return "".join(kept)


def _without_idle_joiners(text: str) -> str:
    kept: list[str] = []
    for index, char in enumerate(text):
        if char in (_ZWJ, _ZWNJ):
            before = kept[-1] if kept else ""
            after = text[index + 1] if index + 1 < len(text) else ""
            if not (_joins(before, char) and _joins(after, char)):
                continue
        kept.append(char)
    return "".join(kept)


def _joins(char: str, joiner: str) -> bool:
    if not char or char in (_ZWJ, _ZWNJ):
        return False
    point = ord(char)
    if any(low <= point <= high for low, high in _JOINING_SCRIPTS):
        return True
    return joiner == _ZWJ and (unicodedata.category(char) in ("So", "Sk") or point == 0xFE0F)


def _marks_capped(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        if unicodedata.category(char) in ("Mn", "Me", "Mc"):
            marks += 1
            if marks > MARKS_A_BASE:
                continue
        elif char not in (_ZWJ, _ZWNJ):
            marks = 0
        kept.append(char)
    return "".join(kept)
