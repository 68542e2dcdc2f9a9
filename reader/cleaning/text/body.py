"""Which lines of raw page text are the article's: each by its chance, put right by what the layout says for certain."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import pairwise
from typing import Final

from reader.cleaning.text.ending import end_of, thread_start
from reader.cleaning.text.header import Header
from reader.cleaning.text.lines import PROSE_WORDS, Line
from reader.cleaning.text.tail import cut_at_teasers, cut_by_topic, is_teaser

KEEP: Final = 0.6
"""Chance from which a line is kept (best F1 on pages left out of the fit: .55 to .65)."""
PROSE_KEEP: Final = 0.08
"""The same for prose between the lines of an article that has a header."""
LAST_KEEP: Final = 0.08
"""The same for prose after the last of those lines."""
SURE: Final = 0.8
"""Chance from which a line is kept although it stands alone."""
LONG_WORDS: Final = 25
LONG_KEEP: Final = 0.25
LONG_MORE: Final = 2.0
"""Long lines of some chance that weigh so much more are the article: some scripts end no sentence with a dot."""
SUBHEAD_WORDS: Final = 14
GOOD_WORDS: Final = 8
CONSENT_WORDS: Final = 60
"""Words from which a line about cookies or data is more likely an article about them."""
LIST_KEPT: Final = 0.3
"""Share of a list's words that are kept from which all of it is."""
STRAY_REACH: Final = 3
"""Lines before and after a short kept line in which another has to be kept."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,2000}")
COLONS: Final = (":", "：")
SENTENCE_END: Final = re.compile(r"[.!?…,;:。！？][\"”’»)\]]*$")


def likely(lines: list[Line], chances: list[float], dropped: Container[int]) -> list[int]:
    """The lines that their chances alone keep; prose, or long lines, where there are none."""
    skipped = skipped_lines(lines)
    open_ = [n for n in range(thread_start(lines)) if n not in skipped and n not in dropped and not is_out(lines[n])]
    kept = [number for number in open_ if chances[number] >= KEEP]
    long = [number for number in open_ if lines[number].words >= LONG_WORDS and chances[number] >= LONG_KEEP]
    if _mass(lines, chances, long) >= LONG_MORE * _mass(lines, chances, kept):
        kept = long
    return (
        kept
        or [number for number in open_ if lines[number].prose]
        or [number for number in open_ if lines[number].words >= PROSE_WORDS]
    )


def _mass(lines: list[Line], chances: list[float], numbers: list[int]) -> float:
    return sum(lines[number].words * chances[number] for number in numbers)


def body_of(
    lines: list[Line], chances: list[float], found: list[int], header: Header | None, dropped: Container[int]
) -> list[int]:
    """The article's lines: `found`, those that belong between them, and none from after its end.

    A header with a signature vouches for prose of little chance below it. `dropped` lines never count.
    """
    skipped = skipped_lines(lines)
    start = header.title + 1 if header and header.title is not None else 0
    used = _not_body(header)
    barred = skipped | used
    kept = [number for number in found if number >= start and number not in used]
    if header and header.parts and kept:
        present = set(kept)
        low, high = header.end, _reach(lines, chances, kept, barred)
        kept = [
            n
            for n in range(min(kept[0], low), high)
            if n in present
            or (
                n >= low
                and n not in barred
                and n not in dropped
                and not is_out(lines[n])
                and _good(lines[n], chances[n])
            )
        ]
    last = end_of(lines, kept)
    kept = [number for number in kept if number < last]
    kept = cut_at_teasers(lines, kept)
    kept = _without_strays(lines, kept, chances)
    kept = cut_by_topic(lines, kept)
    return _with_between(lines, _with_whole_lists(lines, kept, barred, dropped), barred, dropped)


def _reach(lines: list[Line], chances: list[float], kept: list[int], barred: Container[int]) -> int:
    """The line after the last that a header still vouches for: prose of some chance, parted from the article only by
    captions and the page's own lines.
    """
    number = last = kept[-1]
    while number + 1 < len(lines) and number - last < STRAY_REACH:
        number += 1
        line = lines[number]
        if line.heading or number in barred:
            break
        if _good(line, chances[number]) and chances[number] >= LAST_KEEP and not is_out(line):
            last = number
        elif not is_out(line):
            break
    return last + 1


def is_out(line: Line) -> bool:
    """Whether the line's own words say that it is no part of a body; an address alone is none either."""
    return (
        _ADDRESS.fullmatch(line.text) is not None
        or line.junk
        or line.caption
        or (line.consent and line.words < CONSENT_WORDS)
        or is_teaser(line)
    )


def skipped_lines(lines: list[Line]) -> set[int]:
    """Lines under a heading over other stories, up to the next sentence."""
    out: set[int] = set()
    running = False
    for number, line in enumerate(lines):
        if line.heading:
            running = True
        elif running and line.prose and not line.bullet and not line.pointer:
            running = False
        if running:
            out.add(number)
    return out


def _not_body(header: Header | None) -> set[int]:
    if header is None:
        return set()
    return set(header.used) | {n for n in (header.title, header.standfirst) if n is not None}


def _good(line: Line, chance: float) -> bool:
    return line.words >= GOOD_WORDS and line.ends and chance >= PROSE_KEEP


def _without_strays(lines: list[Line], kept: list[int], chances: list[float]) -> list[int]:
    """Kept lines without short ones that stand alone: nothing kept near them."""
    present = set(kept)
    out = []
    for number in kept:
        around = range(number - STRAY_REACH, number + STRAY_REACH + 1)
        near = any(other in present for other in around if other != number)
        if near or lines[number].prose or chances[number] >= SURE:
            out.append(number)
    return out


def _with_whole_lists(lines: list[Line], kept: list[int], barred: set[int], dropped: Container[int]) -> list[int]:
    """Kept lines with the other items of lists of which a part was kept, and the line that heads such a list."""
    present = set(kept)
    number = 0
    while number < len(lines):
        end = number
        while end < len(lines) and lines[end].bullet and end not in barred and end not in dropped:
            end += 1
        items = [n for n in range(number, end) if not is_out(lines[n])]
        words = sum(lines[n].words for n in items)
        if sum(lines[n].words for n in items if n in present) >= LIST_KEPT * max(1, words):
            present.update(items)
            if items and {number - 2} & present and number - 1 not in barred and _heads(lines[number - 1]):
                present.add(number - 1)
        number = end + 1
    return sorted(present)


def _heads(line: Line) -> bool:
    return not is_out(line) and not line.bullet and line.words <= SUBHEAD_WORDS


def _with_between(lines: list[Line], kept: list[int], barred: set[int], dropped: Container[int]) -> list[int]:
    """Kept lines with those between two of them that look like subheads, short sentences or items of their list."""
    present = set(kept)
    out = list(kept)
    for before, after in pairwise(kept):
        gap = [number for number in range(before + 1, after) if not lines[number].caption]
        free = [n for n in gap if n not in barred and n not in dropped and not is_out(lines[n])]
        if not gap or len(free) < len(gap):
            continue
        if len(gap) == 1 and _belongs(lines[gap[0]]):
            out.append(gap[0])
        elif _is_list(lines, before, gap):
            out += gap
    return sorted(set(out) | present)


def _belongs(line: Line) -> bool:
    if line.bullet or line.words > SUBHEAD_WORDS:
        return False
    return line.words >= 2 and (line.ends or not SENTENCE_END.search(line.text))


def _is_list(lines: list[Line], before: int, gap: list[int]) -> bool:
    """Whether the lines of a gap are the items of a list that the line before them, or the first of them, announces, or
    that the line before them begins.
    """
    announced = lines[before].text.endswith(COLONS)
    if not announced and len(gap) > 1 and lines[gap[0]].text.endswith(COLONS):
        announced, gap = True, gap[1:]
    if not all(lines[number].bullet for number in gap):
        return False
    return announced or (lines[before].bullet and len(gap) <= 3)
