"""One figure of the bench: its name, what was measured, and the bar it is held against."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

RUNS: Final = 7
"""Counted runs of each side; the two sides run in turn, after one run of each that does not count."""


class Figure(NamedTuple):
    """A measured value, or a ratio of two, and the most it may be."""

    name: str
    value: float
    bar: float
    detail: str
    unit: str = "×"

    @property
    def held(self) -> bool:
        """Whether the value keeps the bar."""
        return self.value <= self.bar


def interleaved(one: Callable[[], float], other: Callable[[], float], runs: int = RUNS) -> tuple[float, float]:
    """Medians of `one` and `other`, run in turn so that a busy machine slows both."""
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(runs + 1):
        first, second = one(), other()
        if number:
            ours.append(first)
            theirs.append(second)
    return statistics.median(ours), statistics.median(theirs)


def ratio(name: str, bar: float, one: Callable[[], float], other: Callable[[], float], scale: str = "ms") -> Figure:
    """The ratio of the medians of two measurements taken in turn."""
    ours, theirs = interleaved(one, other)
    factor, unit = {"ms": (1e3, "ms"), "MiB": (1 / (1 << 20), "MiB")}[scale]
    return Figure(name, ours / theirs, bar, f"{ours * factor:.1f} {unit} ÷ {theirs * factor:.1f} {unit}")


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(share * len(ordered)) - 1))]


def tell(figures: Iterable[Figure]) -> int:
    """Print a line a figure as it comes; returns how many missed their bar."""
    missed = 0
    for figure in figures:
        verdict = "ok    " if figure.held else "MISSED"
        missed += not figure.held
        value = f"{figure.value:.2f} {figure.unit}"
        print(f"{verdict}  {figure.name:<42} {value:>10}   bar {figure.bar:g}   {figure.detail}", flush=True)
    return missed
