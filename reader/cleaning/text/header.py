"""The header of an article in raw page text: headline, byline, source, date and counters in a few lines together.

The headline is taken only where its next line is a byline or a date: a ticker's last line stands as near to both as the
headline does, but not before them.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

import msgspec

from reader.cleaning.dates import date_span, in_words
from reader.cleaning.names import is_bare_name, people, signed
from reader.cleaning.text.lines import Line

REACH: Final = 8
"""Lines below the headline in which the header's other lines stand."""
TITLE_WORDS: Final = (3, 30)
"""Fewest and most words of a headline."""
STANDFIRST_WORDS: Final = (8, 60)

_SOURCE = re.compile(r"(?:source|quelle|fuente|fonte|agency)s?\s*[:|]\s*(.{2,60})$", re.IGNORECASE)
_DATE_LABEL = re.compile(
    r"(?:last |first )?(?:published|updated|posted|date|modified|publié|mis à jour|publicado|veröffentlicht|stand"
    r"|aktualisiert)\b",
    re.IGNORECASE,
)


class Header(msgspec.Struct, frozen=True):
    """Line numbers of a header's parts (`end` is the line after its last) and what they say, not yet judged."""

    title: int
    end: int
    byline: tuple[str, ...] = ()
    source: str | None = None
    published: datetime | None = None
    used: frozenset[int] = frozenset()


def header_of(lines: list[Line]) -> Header | None:
    """The header of the text; None where no headline is followed by a byline or date. The one with most parts wins."""
    best: Header | None = None
    most = 0
    for number, line in enumerate(lines[:-1]):
        if not _may_be_title(line) or not _opens(lines, number + 1):
            continue
        header, parts = _read(lines, number)
        if parts >= 2 and parts > most and _leads_to_prose(lines, header.end):
            best, most = header, parts
    return best


def byline_in(line: Line) -> tuple[str, ...]:
    """The people whom a line names as its authors; nobody where it is no byline."""
    named = signed(_before_date(line.text))
    return people((named,)) if named else ()


def date_in(line: Line) -> datetime | None:
    """The moment that a line of little else gives, aware UTC; None where it is no date line."""
    return in_words(line.text) if _is_date(line) else None


def _may_be_title(line: Line) -> bool:
    low, high = TITLE_WORDS
    return (
        low <= line.words <= high
        and not (line.junk or line.cut or line.bullet or line.consent)
        and not line.text.endswith((".", ":", ";", ","))
        and not signed(line.text)
        and not (line.dated and line.words <= 8)
    )


def _opens(lines: list[Line], number: int) -> bool:
    line = lines[number]
    if signed(line.text) or _is_date(line):
        return True
    # A standfirst may stand between, and a bare name stands for a byline where a date is next to it.
    after = lines[number + 1] if number + 1 < len(lines) else None
    if after is None:
        return False
    if is_bare_name(line.text) and not line.bullet and _is_date(after):
        return True
    return STANDFIRST_WORDS[0] <= line.words <= STANDFIRST_WORDS[1] and line.ends and signed(after.text) is not None


def _read(lines: list[Line], title: int) -> tuple[Header, int]:
    byline: tuple[str, ...] = ()
    source: str | None = None
    published: datetime | None = None
    used: set[int] = set()
    counted = False
    for number in range(title + 1, min(len(lines), title + 1 + REACH)):
        line = lines[number]
        named = signed(_before_date(line.text))
        if named and not byline:
            byline = (named,)
            used.add(number)
        elif (match := _SOURCE.match(line.text)) and line.words <= 8 and not source:
            source = match[1].strip()
            used.add(number)
        elif _is_date(line):
            published = published or in_words(line.text)
            used.add(number)
        elif line.stamp:
            counted = True
            used.add(number)
        elif not byline and is_bare_name(line.text) and number + 1 < len(lines) and _is_date(lines[number + 1]):
            byline = (line.text,)
            used.add(number)
            continue
        if named and published is None and date_span(line.text):
            published = in_words(line.text)
    end = max(used, default=title) + 1
    parts = bool(byline) + bool(source) + bool(published) + counted
    return Header(title, end, byline, source, published, frozenset(used)), parts


def _is_date(line: Line) -> bool:
    if not line.dated:
        return False
    return line.words <= 8 or _DATE_LABEL.match(line.text) is not None or signed(line.text) is not None


def _before_date(text: str) -> str:
    span = date_span(text)
    return text[: span[0]].strip(" |,-–—•·") if span else text


def _leads_to_prose(lines: list[Line], start: int) -> bool:
    return any(line.prose for line in lines[start : start + 12])
