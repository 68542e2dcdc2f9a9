"""Gradient-boosted decision trees for a yes or no, with weights, in plain Python.

Friedman, "Greedy function approximation: a gradient boosting machine" (2001), with the second-order gain and leaf
values of Chen and Guestrin, "XGBoost" (2016), equations 5 to 7. Columns are cut into at most BINS bins of about equal
weight first, so that a split is found by adding up bins and not by sorting. A gradient and its second derivative travel
as the two parts of one complex number: half the additions.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import Final

import msgspec

from reader.cleaning.text.trees import Node, Split, value_of

BINS: Final = 32
DIGITS: Final = 3
"""Digits after the point of a leaf."""
LEAST_GAIN: Final = 1e-6
"""Gain of the poorest split that is made; less is rounding."""


class Recipe(msgspec.Struct, frozen=True):
    """How to grow: number of trees, their depth, the share of each that counts, the shares of rows and columns that a
    tree sees, the least weight of a leaf and the penalty on its value.
    """

    trees: int = 320
    depth: int = 3
    rate: float = 0.05
    rows: float = 0.5
    columns: float = 0.3
    leaf: float = 8.0
    penalty: float = 8.0
    seed: int = 1


class Sample(msgspec.Struct, frozen=True):
    """Rows of numbers, whether each is a yes, and what each weighs."""

    rows: list[list[float]]
    answers: list[bool]
    weights: list[float]


def grown(sample: Sample, recipe: Recipe) -> list[Node]:
    """The trees; the sum of their values for a row is the logarithm of the odds of a yes."""
    chance = random.Random(recipe.seed)
    columns = [_column(list(values)) for values in zip(*sample.rows, strict=True)]
    usable = [number for number, column in enumerate(columns) if column.cuts]
    start = _start(sample)
    sums = [start] * len(sample.rows)
    trees: list[Node] = [round(start, DIGITS)]
    everything = range(len(sample.rows))
    for _ in range(recipe.trees):
        pulls = [
            _pull(total, answer, weight)
            for total, answer, weight in zip(sums, sample.answers, sample.weights, strict=True)
        ]
        rows = [row for row in everything if chance.random() < recipe.rows]
        seen = sorted(chance.sample(usable, max(1, round(recipe.columns * len(usable)))))
        tree = _Grower(columns, pulls, seen, recipe).grow(rows, recipe.depth)
        trees.append(tree)
        for number, row in enumerate(sample.rows):
            sums[number] += value_of(tree, row)
    return trees


class _Column(msgspec.Struct, frozen=True):
    bins: bytes
    cuts: list[float]


def _column(values: list[float]) -> _Column:
    """The bin of each value; bin n holds what is at most cuts[n] and more than the cut before."""
    ordered = sorted(values)
    kinds = sorted(set(ordered))
    if len(kinds) > BINS:
        picked = {ordered[len(ordered) * n // (2 * BINS)] for n in range(2 * BINS)}
        kinds = sorted(picked | {kinds[-1]})
        while len(kinds) > BINS:
            kinds = kinds[::2] if kinds[-1] == kinds[::2][-1] else [*kinds[::2], kinds[-1]]
    cuts = [_between(low, high) for low, high in pairwise(kinds)]
    return _Column(bytes(bisect_left(cuts, value) for value in values), cuts)


def _between(low: float, high: float) -> float:
    """A number of few digits between the two, for a table that people read."""
    for digits in range(6):
        middle = round((low + high) / 2, digits)
        if low <= middle < high:
            return middle
    return low


def _start(sample: Sample) -> float:
    yes = sum(weight for weight, answer in zip(sample.weights, sample.answers, strict=True) if answer)
    return math.log(yes / (sum(sample.weights) - yes))


def _pull(total: float, answer: bool, weight: float) -> complex:
    chance = 1 / (1 + math.exp(-total))
    return complex(weight * (answer - chance), weight * chance * (1 - chance) + 1e-12)


class _Grower:
    def __init__(self, columns: Sequence[_Column], pulls: list[complex], seen: list[int], recipe: Recipe) -> None:
        self.columns = columns
        self.pulls = pulls
        self.seen = seen
        self.recipe = recipe

    def grow(self, rows: list[int], depth: int, known: list[list[complex]] | None = None) -> Node:
        if depth == 0 or len(rows) < 2:
            return self._leaf(rows)
        bins = known or self._binned(rows)
        best, cut_column, cut_bin = LEAST_GAIN, -1, -1
        for number, sums in zip(self.seen, bins, strict=True):
            gain, place = self._best_cut(sums)
            if gain > best:
                best, cut_column, cut_bin = gain, number, place
        if cut_column < 0:
            return self._leaf(rows)
        column = self.columns[cut_column]
        low = [row for row in rows if column.bins[row] <= cut_bin]
        high = [row for row in rows if column.bins[row] > cut_bin]
        if depth == 1:
            return Split(cut_column, column.cuts[cut_bin], self._leaf(low), self._leaf(high))
        # The sums of the larger part are those of the whole without the smaller's.
        small = self._binned(min(low, high, key=len))
        large = [[a - b for a, b in zip(*pair, strict=True)] for pair in zip(bins, small, strict=True)]
        of_low, of_high = (small, large) if len(low) <= len(high) else (large, small)
        return Split(
            cut_column, column.cuts[cut_bin], self.grow(low, depth - 1, of_low), self.grow(high, depth - 1, of_high)
        )

    def _binned(self, rows: list[int]) -> list[list[complex]]:
        if len(rows) < 2:
            rows = rows * 2
        if not rows:
            return [[0j] * (len(self.columns[number].cuts) + 1) for number in self.seen]
        pick = itemgetter(*rows)
        pulls = pick(self.pulls)
        out = []
        for number in self.seen:
            column = self.columns[number]
            sums = [0j] * (len(column.cuts) + 1)
            for place, pull in zip(pick(column.bins), pulls, strict=True):
                sums[place] += pull
            out.append(sums)
        return out

    def _best_cut(self, sums: list[complex]) -> tuple[float, int]:
        whole = sum(sums)
        leaf, penalty = self.recipe.leaf, self.recipe.penalty
        parent = whole.real * whole.real / (whole.imag + penalty)
        best, place = 0.0, -1
        for number, low in enumerate(accumulate(sums[:-1])):
            high = whole - low
            if low.imag < leaf or high.imag < leaf:
                continue
            gain = low.real**2 / (low.imag + penalty) + high.real**2 / (high.imag + penalty) - parent
            if gain > best:
                best, place = gain, number
        return best, place

    def _leaf(self, rows: list[int]) -> float:
        whole = sum(map(self.pulls.__getitem__, rows), 0j)
        return round(self.recipe.rate * whole.real / (whole.imag + self.recipe.penalty), DIGITS)
