"""Articles that are no prose: recipes, line-ups, tables, poems. Their lines have little chance one by one.

Such a text is found by its header, which vouches for what stands below it where the likelier lines are few or
elsewhere; or, on a page without any prose, as the longest run of lines that look like entries of a list.
"""

from __future__ import annotations

import re
from typing import Final

from reader.cleaning import furniture
from reader.cleaning.dates import Order
from reader.cleaning.text.header import Header
from reader.cleaning.text.headline import header_on_its_own
from reader.cleaning.text.lines import Line
from reader.cleaning.text.tags import is_tags_label

PROSE_MOST: Final = 150
"""Words of likely prose from which a page has an article of prose."""
NOTHING: Final = 25
"""Words of likely lines so few that whatever a header vouches for takes their place."""
MOSTLY: Final = 0.6
"""Share of the likely lines' words, hardly any of them prose, from which a listing has them."""
ELSEWHERE: Final = 0.35
"""Share of the likely lines' words below a header up to which they are not its article."""
ENTRIES: Final = 0.5
"""Share of entries among the lines of a listing."""
LINES_MIN: Final = 4
WORDS_MIN: Final = 20
"""Lines and words of the shortest listing."""
RUN_MIN: Final = 8
"""Entries of the shortest listing without a header."""
ENTRY_WORDS: Final = 30
OTHER_COST: Final = 1.5
"""What a line that is no entry costs a run; an entry counts one."""
PROSE_SHARE: Final = 0.4
"""Share of a listing's words that may be prose."""
FURNITURE_RUN: Final = 2
"""Lines of the page's own, one after another, that end a listing below a header."""

_FIGURE = re.compile(r"\d|\S\s?[:–—\t]\s\S|\S\s-\s\S")
_ENTRY = re.compile(r"\S\s?[:–—\t]\s\S|\S\s-\s\S|\S\t\S|\d.*[^\W\d_]|[^\W\d_].*\d")


def listing_of(
    lines: list[Line], found: list[int], url: str, order: Order | None = None
) -> tuple[Header | None, list[int]]:
    """The header and the lines of a listing; no lines where the page is none. `found` are the likely lines."""
    if sum(lines[number].words for number in found if lines[number].prose) >= PROSE_MOST:
        return None, []
    header = header_on_its_own(lines, url, order)
    if header is not None:
        below = _below(lines, header)
        first = found[0] if found else len(lines)
        for kept in (below, [number for number in below if number < first]):
            if _is_listing(lines, kept) and _replaces(lines, kept, found):
                return header, kept
    elif not any(lines[number].prose for number in found):
        run = _run(lines)
        if _is_listing(lines, run):
            return None, run
    return None, []


def _is_listing(lines: list[Line], kept: list[int]) -> bool:
    size = _size(lines, kept)
    prose = sum(lines[n].words for n in kept if lines[n].prose or lines[n].words > ENTRY_WORDS)
    return len(kept) >= LINES_MIN and size >= WORDS_MIN and prose <= PROSE_SHARE * size


def _replaces(lines: list[Line], kept: list[int], found: list[int]) -> bool:
    """Whether a listing takes the place of the likely lines: there are next to none, it has most of them and they are
    no prose, or it has others, entries.
    """
    words = _size(lines, found)
    inside = _size(lines, sorted(set(kept) & set(found)))
    prose = _size(lines, [number for number in found if lines[number].prose])
    if words < NOTHING or (prose < NOTHING and inside >= MOSTLY * words):
        return True
    entries = sum(1 for number in kept if _FIGURE.search(lines[number].text[:200]))
    return inside <= ELSEWHERE * words and entries >= ENTRIES * len(kept)


def _size(lines: list[Line], numbers: list[int]) -> int:
    return sum(lines[number].words for number in numbers)


def _below(lines: list[Line], header: Header) -> list[int]:
    """The lines from a header to where the page's own begin again."""
    kept: list[int] = []
    strangers = 0
    for number in range(header.end, len(lines)):
        line = lines[number]
        if _is_furniture(line):
            strangers += 1
            if strangers >= FURNITURE_RUN or line.heading or is_tags_label(line):
                break
            continue
        strangers = 0
        if number != header.standfirst and number not in header.used:
            kept.append(number)
    return kept


def _run(lines: list[Line]) -> list[int]:
    """The run of lines with the most entries."""
    best, most = (0, 0), 0.0
    start, total = 0, 0.0
    for number, line in enumerate(lines):
        if total <= 0:
            start, total = number, 0.0
        total += 1.0 if _is_entry(line) else -OTHER_COST
        if total > most:
            best, most = (start, number + 1), total
    return [number for number in range(*best) if not _is_furniture(lines[number])] if most >= RUN_MIN else []


def _is_entry(line: Line) -> bool:
    return 2 <= line.words <= ENTRY_WORDS and not _is_furniture(line) and _ENTRY.search(line.text[:200]) is not None


def _is_furniture(line: Line) -> bool:
    return line.junk or line.consent or furniture.is_comments(line.text) or furniture.is_ending(line.text)
