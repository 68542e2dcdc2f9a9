"""Trees grown on a few rows of numbers."""

from __future__ import annotations

import math
from random import Random

import pytest

from reader.cleaning.text.trees import Split, value_of
from training.boosting import Recipe, Sample, grown

SMALL = Recipe(trees=30, depth=2, rate=0.3, rows=0.8, columns=1.0, leaf=0.1, penalty=0.1)


def chance(trees: list[Split | float], row: list[float]) -> float:
    return 1 / (1 + math.exp(-sum(value_of(tree, row) for tree in trees)))


def test_trees_learn_an_answer_that_two_columns_give_together() -> None:
    random = Random(4)
    rows = [[random.random(), random.random(), random.random()] for _ in range(400)]
    answers = [(row[0] > 0.5) and (row[2] <= 0.3) for row in rows]
    trees = grown(Sample(rows, answers, [1.0] * 400), SMALL)
    assert chance(trees, [0.9, 0.5, 0.1]) > 0.9
    assert chance(trees, [0.1, 0.5, 0.1]) < 0.1
    assert chance(trees, [0.9, 0.5, 0.9]) < 0.1


def test_the_same_seed_grows_the_same_trees() -> None:
    random = Random(7)
    rows = [[random.random(), random.random()] for _ in range(100)]
    sample = Sample(rows, [row[0] > row[1] for row in rows], [1.0] * 100)
    assert grown(sample, SMALL) == grown(sample, SMALL)


def test_a_column_that_never_changes_is_never_asked_for() -> None:
    rows = [[1.0, float(number)] for number in range(50)]
    trees = grown(Sample(rows, [number > 20 for number in range(50)], [1.0] * 50), SMALL)
    assert {tree.column for tree in trees if isinstance(tree, Split)} == {1}


def test_rows_of_no_weight_teach_nothing() -> None:
    rows = [[float(number % 2)] for number in range(80)]
    answers = [number % 2 == 1 for number in range(40)] + [number % 2 == 0 for number in range(40)]
    trees = grown(Sample(rows, answers, [1.0] * 40 + [0.0] * 40), SMALL)
    assert chance(trees, [1.0]) > 0.9


@pytest.mark.parametrize("kinds", [3, 500])
def test_columns_of_few_and_of_many_values_are_cut_where_the_answer_changes(kinds: int) -> None:
    rows = [[float(number % kinds)] for number in range(1000)]
    answers = [row[0] >= kinds / 2 for row in rows]
    trees = grown(Sample(rows, answers, [1.0] * 1000), SMALL)
    assert chance(trees, [0.0]) < 0.1
    assert chance(trees, [kinds - 1.0]) > 0.9
