"""Where in a raw page the bulk of the article lies, from the chances of its lines."""

from __future__ import annotations

from typing import Final

from reader.cleaning.text.lines import Line

SPAN_CHANCE: Final = 0.35
"""Chance from which a line speaks for being in the article's span."""
GAP_COST: Final = 30.0
"""Most that a gap between two parts of the article can cost, in weighed words."""
RUN_GAP: Final = 3
"""Other lines that end a run."""


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


def run_shares(lines: list[Line], scores: list[float]) -> list[float]:
    """For each line the words of the run it is in as a share of the greatest run's; three strangers end a run."""
    masses = [0.0] * len(lines)
    run: list[int] = []
    mass, misses = 0.0, 0

    def close() -> None:
        for member in run:
            masses[member] = mass

    for number, line in enumerate(lines):
        if scores[number] > SPAN_CHANCE:
            mass += line.words
            misses = 0
        else:
            misses += 1
        run.append(number)
        if misses > RUN_GAP:
            close()
            run, mass, misses = [], 0.0, 0
    close()
    greatest = max(masses, default=0.0) or 1.0
    return [value / greatest for value in masses]
