"""Several whole articles on one page of text: where each begins, and which of them is the page's own."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import Final

from reader.cleaning.dates import Order
from reader.cleaning.text.header import Header, header_below
from reader.cleaning.text.headline import may_be_headline, named_by
from reader.cleaning.text.lines import Line

PROSE_MIN: Final = 3
"""Lines of prose of the shortest article among several."""
MAIN_SHARE: Final = 0.4
"""Words of the first article as a part of the longest one's, from which it is the page's own."""
LEADS_IN: Final = 4
"""Lines below a header in which its article has begun."""


def main_story(lines: list[Line], found: list[int], slug: frozenset[str], order: Order | None = None) -> list[int]:
    """Those of the likely lines that are the page's own article.

    The one whose headline the address names; else the first, unless it is short beside the longest. All of them where
    no other article begins on the page.
    """
    begins = _beginnings(lines, found, order)
    if not begins:
        return found
    edges = [0, *begins, len(lines)]
    stories = [[n for n in found if low <= n < high] for low, high in pairwise(edges)]
    for begin, story in zip(begins, stories[1:], strict=True):
        if named_by(slug, lines[begin]):
            return story
    sizes = [sum(lines[number].words for number in story) for story in stories]
    first = next(number for number, size in enumerate(sizes) if size >= MAIN_SHARE * max(sizes))
    return stories[first]


def _beginnings(lines: list[Line], found: list[int], order: Order | None) -> list[int]:
    """The headlines of the articles after the first."""
    begins: list[int] = []
    prose = [number for number in found if lines[number].prose]
    if len(prose) < 2 * PROSE_MIN:
        return []
    last = 0
    for number in range(prose[PROSE_MIN - 1] + 1, prose[-PROSE_MIN]):
        if number < last or not may_be_headline(lines, number) or lines[number].bullet or lines[number].ends:
            continue
        place = bisect_left(prose, number)
        if place - bisect_left(prose, last) < PROSE_MIN or len(prose) - place < PROSE_MIN:
            continue
        header = header_below(lines, number, order, over=False)
        if _is_signed(header) and any(
            header.end <= n < header.end + LEADS_IN for n in prose[place : place + PROSE_MIN]
        ):
            begins.append(number)
            last = number
    return begins


def _is_signed(header: Header) -> bool:
    """Whether a header is one beyond doubt: right below its headline stand an author and a date."""
    return header.opens and header.labelled and header.dated
