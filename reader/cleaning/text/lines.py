"""The lines of raw page text, each with what can be told from the line alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

import msgspec

from reader import safe_text
from reader.cleaning import furniture
from reader.cleaning.dates import date_span
from reader.cleaning.names import folded
from reader.cleaning.text.markup import Mark, Marked, has_link_numbers, has_markdown, rows_of, unmarked

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
    """One line: its safe text without the bullet, and what it looks like.

    `mark` and `level` are what Markdown says of it.
    """

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
    mark: Mark = ""
    level: int = 0

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
    for marked in _marked(text):
        raw = marked.text
        plain = safe_text.line(raw, safe_text.PARAGRAPH)
        body = _without_bullet(plain)
        if not any(map(str.isalnum, body)):
            blank = True
            continue
        line = _line(raw, plain, body, body is not plain, blank)
        if marked.mark:
            picture = marked.mark == "picture"
            line = msgspec.structs.replace(line, mark=marked.mark, level=marked.level, caption=line.caption or picture)
        found.append(line)
        blank = False
        if len(found) == LINES_MAX:
            break
    counts = Counter(line.key for line in found)
    return [msgspec.structs.replace(line, times=counts[line.key]) if counts[line.key] > 1 else line for line in found]


def keys_of(text: str) -> list[tuple[str, int]]:
    """The `key` and `words` of each line that `lines_of` gives, and no more: cheap enough for many pages."""
    bodies = (_without_bullet(safe_text.line(marked.text, safe_text.PARAGRAPH)) for marked in _marked(text))
    lines = (body for body in bodies if any(map(str.isalnum, body)))
    return [(_key(body), word_count(body)) for body in islice(lines, LINES_MAX)]


def _marked(text: str) -> Iterator[Marked]:
    markdown, numbered = has_markdown(text), has_link_numbers(text)
    return (unmarked(row, markdown=markdown, numbered=numbered) for row in rows_of(text))


def _without_bullet(plain: str) -> str:
    """The line without its bullet; the very same string where it has none."""
    bullet = _BULLET.match(plain)
    if not bullet or (plain[:1] in "-–—" and plain[1:2] != " "):
        return plain
    return plain[bullet.end() :]


def _key(body: str) -> str:
    return folded(body[:400])[:200]


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
        key=_key(body),
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
