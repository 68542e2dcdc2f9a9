"""The lines of raw page text, each with what can be told from the line alone."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

import msgspec

from reader import safe_text
from reader.cleaning import furniture
from reader.cleaning.dates import date_span
from reader.cleaning.names import folded

LINES_MAX: Final = 6_000
"""Lines of one text that are looked at, blank ones not counted."""
PROSE_WORDS: Final = 12
"""Words of the shortest line that counts as prose when it ends like a sentence."""

_BULLET = re.compile(r"^(?:[•◦▪‣·●○■□►▸*+–—-]|o(?=\s{1,3}\S)|\d{1,2}[.)](?=\s))\s*(?:[•*]\s*)?")
_ORDINAL = re.compile(r"^(\d{1,3})[.)]\s")
_END = re.compile(r"[.!?…。！？｡।։؟][\"”’'»)\]」』]*(?:\s?\([\w/. -]{2,30}\))?$")
_CUT = re.compile(r"(?:\.\.\.|…|\[…\])[\"”’)]*$")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f]")
CJK_A_WORD: Final = 2
"""Characters of a script without spaces that count as one word."""


class Line(msgspec.Struct, frozen=True):
    """One line: its safe text without the bullet, and what it looks like."""

    text: str
    words: int
    key: str
    indent: int = 0
    bullet: bool = False
    ordinal: int = 0
    blank_before: bool = False
    ends: bool = False
    cut: bool = False
    dated: bool = False
    heading: bool = False
    pointer: bool = False
    plea: bool = False
    credit: bool = False
    stamp: bool = False
    control: bool = False
    consent: bool = False
    caption: bool = False
    times: int = 1

    @property
    def prose(self) -> bool:
        """Whether the line is a dozen words or more that end like a sentence, and not cut short."""
        return self.words >= PROSE_WORDS and self.ends and not self.cut

    @property
    def junk(self) -> bool:
        """Whether the vocabulary alone says that the line is no part of an article."""
        return self.heading or self.pointer or self.plea or self.credit or self.stamp or self.control


def lines_of(text: str) -> list[Line]:
    """The lines of a text that hold anything, at most LINES_MAX."""
    found: list[Line] = []
    blank = True
    for raw in text.split("\n"):
        plain = safe_text.line(raw, safe_text.PARAGRAPH)
        bullet = _BULLET.match(plain)
        body = plain[bullet.end() :] if (bullet and plain[:1] not in "-–—") or (bullet and plain[1:2] == " ") else plain
        bullet = bullet if body is not plain else None
        if not any(map(str.isalnum, body)):
            blank = True
            continue
        found.append(_line(raw, plain, body, bullet is not None, blank))
        blank = False
        if len(found) == LINES_MAX:
            break
    counts = Counter(line.key for line in found)
    return [msgspec.structs.replace(line, times=counts[line.key]) if counts[line.key] > 1 else line for line in found]


def word_count(text: str) -> int:
    """Words; in scripts that do not part them, as many as CJK_A_WORD characters make."""
    unspaced = len(_CJK.findall(text))
    return len(text.split()) + unspaced // CJK_A_WORD


def _line(raw: str, plain: str, body: str, bullet: bool, blank: bool) -> Line:
    words = word_count(body)
    short = words <= furniture.SHORT
    ordinal = _ORDINAL.match(plain)
    return Line(
        text=body,
        words=words,
        key=folded(body[:400])[:200],
        indent=min(60, len(raw) - len(raw.lstrip())),
        bullet=bullet,
        ordinal=int(ordinal[1]) if ordinal and bullet else 0,
        blank_before=blank,
        ends=_END.search(body[-60:]) is not None,
        cut=_CUT.search(body[-12:]) is not None,
        dated=words <= 16 and date_span(body) is not None,
        heading=short and furniture.is_heading(body),
        pointer=short and furniture.is_pointer(body),
        plea=short and furniture.is_plea(body),
        credit=short and furniture.is_credit(body),
        stamp=short and furniture.is_stamp(body),
        control=short and furniture.is_control(body),
        consent=furniture.is_consent(body[:2_000]),
        caption=words >= 4 and furniture.is_caption(body),
    )
