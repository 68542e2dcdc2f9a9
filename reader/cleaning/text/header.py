"""The header of an article in raw page text: what stands with the headline, in whatever order a page sets it.

Which line is the headline is weighed in `headline`; here the lines below it, or above a text without one, are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec

from reader.cleaning.cleaned import Origin, origin
from reader.cleaning.dates import Order
from reader.cleaning.text.lines import Line
from reader.cleaning.text.signing import Signature, bare_name, section_of, signature_of

REACH: Final = 14
"""Lines below the headline in which the header's other lines stand."""
STRANGERS: Final = 5
"""Lines among them that are no part of a header; what comes after more is another matter."""
OVER: Final = 3
"""Lines over a headline that may say what those below it do not."""
ABOVE: Final = 6
"""Lines above an article without a headline in which its byline and date may stand."""
LEAD_WORDS: Final = (6, 60)
"""Fewest and most words of a standfirst."""
LEAD_REACH: Final = 4
"""Lines below a standfirst in which a signature has to follow."""


class Header(msgspec.Struct, frozen=True):
    """A header's line numbers (`end` is the line after its last) and what they say. `byline` is as it stands there.

    `title` is None where the text has no headline. `used` are the lines that are no body; `parts` says how much was
    found beside the headline, `opens` whether a signature follows it at once, or after the standfirst, and `dated`
    whether a date is among it, be it only "3 hours ago", and `labelled` whether "by" stands before the author.
    """

    title: int | None
    end: int
    standfirst: int | None = None
    byline: tuple[str, ...] = ()
    source: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    section: str | None = None
    used: frozenset[int] = frozenset()
    origins: tuple[Origin, ...] = ()
    parts: float = 0.0
    opens: bool = False
    dated: bool = False
    labelled: bool = False


def header_below(lines: list[Line], title: int, order: Order | None = None, *, over: bool = True) -> Header:
    """The header whose headline is the line `title`; lines over it are read too where `over` says so."""
    reader = _Reader(lines, order)
    lead: int | None = None
    strangers = 0
    for number in range(title + 1, min(len(lines), title + 1 + REACH)):
        line = lines[number]
        if reader.take(number):
            continue
        body = line.words >= 20 or line.prose
        if body and (reader.used or lead is not None):
            break
        if lead is None and not reader.used and _may_lead(line):
            lead = number
        elif not (line.control or line.caption or line.pointer):
            strangers += 1
        if strangers > STRANGERS:
            break
    if lead is not None and not any(lead < number <= lead + LEAD_REACH for number in reader.signed):
        lead = None
    opens = any(_leads_to_signature(lines, reader, below) for below in (title, lead) if below is not None)
    end = max(reader.used, default=title) + 1
    for number in range(title - 1, max(-1, title - 1 - OVER) if over else title - 1, -1):
        if lines[number].prose or reader.complete:
            break
        reader.take(number)
    return reader.header(title, end, lead, opens)


def _leads_to_signature(lines: list[Line], reader: _Reader, number: int) -> bool:
    """Whether the next line that is no control, caption or section is a signature."""
    for below in range(number + 1, min(len(lines), number + 1 + LEAD_REACH)):
        if below in reader.signed:
            return True
        if below not in reader.used and not (lines[below].control or lines[below].caption):
            return False
    return False


def header_above(lines: list[Line], first: int, order: Order | None = None) -> Header:
    """What stands above the first line of an article that has no headline."""
    reader = _Reader(lines, order)
    for number in range(max(0, first - ABOVE), first):
        reader.take(number)
    return reader.header(None, first, None, bool(reader.signed))


def _may_lead(line: Line) -> bool:
    low, high = LEAD_WORDS
    return low <= line.words <= high and not (line.junk or line.caption or line.cut or line.bullet)


class _Reader:
    """Takes lines one by one and remembers what they said first."""

    def __init__(self, lines: list[Line], order: Order | None) -> None:
        self._lines = lines
        self._order = order
        self.used: set[int] = set()
        self.signed: set[int] = set()
        self._found: dict[str, tuple[str | datetime | tuple[str, ...], str]] = {}
        self._labelled = False
        self._dated = False
        self._counted = False

    def take(self, number: int) -> bool:
        """Whether the line is a header's; if so, what it says is kept."""
        line = self._lines[number]
        said = signature_of(line, self._order) or self._name_beside_date(number)
        section = section_of(line)
        if said is None and section is None:
            return False
        self.used.add(number)
        if section:
            self._keep("section", section, line)
        if said is None:
            return True
        if said.names or said.dated or said.labelled:
            self.signed.add(number)
        if said.names and (said.labelled or "byline" not in self._found):
            if said.labelled and not self._labelled:
                self._found.pop("byline", None)
            self._keep("byline", said.names, line)
        self._labelled |= said.labelled
        self._dated |= said.dated
        self._counted |= said.counted
        for field, value in (("source", said.source), ("published", said.published), ("updated", said.updated)):
            if value:
                self._keep(field, value, line)
        return True

    @property
    def complete(self) -> bool:
        """Whether both an author and a date are known."""
        return "byline" in self._found and self._dated

    def _name_beside_date(self, number: int) -> Signature | None:
        """A bare name stands for a byline where "by" is the line before, or a date is within two lines."""
        line = self._lines[number]
        if not bare_name(line) or "byline" in self._found:
            return None
        before = self._lines[number - 1].text.casefold().strip(" :") if number else ""
        if before in ("by", "von", "par", "por", "di", "written by", "author", "autor"):
            return Signature(names=(line.text,), labelled=True)
        for near in (number + 1, number - 1, number + 2):
            if not 0 <= near < len(self._lines) or self._lines[near].bullet > line.bullet:
                continue
            other = signature_of(self._lines[near], self._order)
            if other and other.dated and not other.names:
                return Signature(names=(line.text,))
        return None

    def _keep(self, field: str, value: str | datetime | tuple[str, ...], line: Line) -> None:
        self._found.setdefault(field, (value, line.text))

    def header(self, title: int | None, end: int, lead: int | None, opens: bool) -> Header:
        """What was read, with how much it speaks for a headline above it."""
        found = self._found
        parts = 0.0
        if "byline" in found or self._labelled:
            parts += 1.5 if self._labelled else 0.8
        parts += 1.2 if "published" in found else 0.6 * self._dated
        parts += 0.6 * ("source" in found) + 0.4 * self._counted
        byline = found.get("byline", ((), ""))[0]
        source, section = found.get("source", (None, ""))[0], found.get("section", (None, ""))[0]
        published, updated = found.get("published", (None, ""))[0], found.get("updated", (None, ""))[0]
        return Header(
            title,
            end,
            lead,
            byline if isinstance(byline, tuple) else (),
            source if isinstance(source, str) else None,
            published if isinstance(published, datetime) else None,
            updated if isinstance(updated, datetime) else None,
            section if isinstance(section, str) else None,
            frozenset(self.used),
            tuple(_origins(found.items())),
            parts,
            opens,
            self._dated,
            self._labelled,
        )


def _origins(found: Iterable[tuple[str, tuple[object, str]]]) -> Iterable[Origin]:
    return (origin(field, "header", words) for field, (_, words) in found)
