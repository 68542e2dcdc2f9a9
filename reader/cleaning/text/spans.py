"""Where in a raw page the bulk of the article lies, from the chances of its lines."""

from __future__ import annotations

import math
from typing import Final

from reader.cleaning.text.lines import Line

SPAN_CHANCE: Final = 0.35
"""Chance from which a line speaks for being in the article's span."""
GAP_COST: Final = 30.0
"""Most that a gap between two parts of the article can cost, in weighed words."""
INSIDE: Final = 0.4
"""What the span adds to the logarithm of a line's odds."""
OUTSIDE: Final = -0.8
"""The same for the lines that it leaves out."""


def main_span(lines: list[Line], scores: list[float]) -> tuple[int, int]:
    """The run of lines with the greatest sum of chances weighed by words: first line, and the one after the last.

    What a gap of other lines costs is capped, so that a long advertisement does not part an article.
    """
    best = total = cost = 0.0
    start = 0
    span = (0, len(lines))
    for number, line in enumerate(lines):
        value = (scores[number] - SPAN_CHANCE) * min(line.words, 40)
        if value > 0:
            cost = 0.0
        else:
            value = max(value - 1, -(GAP_COST - cost))
            cost -= value
        if total <= 0:
            start, total = number, 0.0
        total += value
        if total > best:
            best, span = total, (start, number + 1)
    return span


def moved_to_span(lines: list[Line], scores: list[float]) -> list[float]:
    """The chances, greater for lines of the main span and smaller for the others."""
    begin, end = main_span(lines, scores)
    return [_moved(score, INSIDE if begin <= number < end else OUTSIDE) for number, score in enumerate(scores)]


def _moved(chance: float, step: float) -> float:
    odds = math.exp(step) * chance
    return odds / (1 - chance + odds)
