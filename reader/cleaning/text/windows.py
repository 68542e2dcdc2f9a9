"""Sums and distances over the lines before and after each line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

FAR: Final = 30
"""Lines: a greater distance counts as this."""


class Sums:
    """Sums over stretches of a list of numbers, each in constant time; what lies outside the list counts nothing."""

    def __init__(self, values: Iterable[float]) -> None:
        self._up_to = [0.0, *accumulate(values)]

    def before(self, reach: int) -> list[float]:
        """For each number the sum of the `reach` before it."""
        sums = self._up_to
        return [sums[place] - sums[place - reach if place > reach else 0] for place in range(len(sums) - 1)]

    def after(self, reach: int) -> list[float]:
        """For each number the sum of the `reach` after it."""
        sums = self._up_to
        last = len(sums) - 1
        return [sums[min(last, end)] - sums[end - reach] for end in range(1 + reach, last + 1 + reach)]

    def around(self, reach: int) -> list[float]:
        """For each number the sum of the `reach` before and after it, itself left out."""
        return [low + high for low, high in zip(self.before(reach), self.after(reach), strict=True)]

    def shares_before(self) -> list[float]:
        """For each number what came before it as a share of the whole, 0 for a whole of 0."""
        whole = self._up_to[-1] or 1.0
        return [value / whole for value in self._up_to[:-1]]


def since(flags: Iterable[object]) -> list[float]:
    """For each place how many places before it the last true flag stands, at most FAR."""
    out = []
    distance = FAR
    for flag in flags:
        distance = min(FAR, distance + 1)
        out.append(float(distance))
        if flag:
            distance = 0
    return out


def until(flags: Sequence[object]) -> list[float]:
    """For each place how many places after it the next true flag stands, at most FAR."""
    return since(flags[::-1])[::-1]


def past(flags: Iterable[object]) -> list[float]:
    """For each place how many places before it the first true flag stands, at most FAR; 0 where none came yet."""
    out = []
    distance = 0
    for flag in flags:
        out.append(float(distance))
        if flag or distance:
            distance = min(FAR, distance + 1)
    return out


def shifted(values: Sequence[float], step: int, outside: float = -1.0) -> list[float]:
    """For each place the number `step` places on, `outside` beyond the ends."""
    size = len(values)
    return [values[place + step] if 0 <= place + step < size else outside for place in range(size)]
