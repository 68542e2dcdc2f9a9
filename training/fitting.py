"""From labelled texts to boosted trees, and the chances that each text's lines get when its page is left out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from random import Random
from typing import Final

import msgspec

from reader.cleaning.language import guessed_language
from reader.cleaning.text import features
from reader.cleaning.text.trees import Node, value_of
from training.boosting import Recipe, Sample, grown
from training.pages import FOLDS, Text

RECIPE: Final = Recipe()
"""Found by the pages left out: deeper trees and a second round over the first's chances did worse there."""
NEAR: Final = 5
"""Lines from prose or the article within which every line is learned from."""
FAR_KEPT: Final = 0.1
"""Share of the other lines that is learned from, at so much greater weight."""
PAGE_WEIGHT: Final = 30.0
"""What the lines of a text weigh together; a line weighs by the square root of its words."""
ORIGIN_WEIGHTS: Final = {"readability": 0.5}
RENDERING_WEIGHTS: Final = {"layout": 0.5, "copied": 0.5, "plain": 0.5, "mixture": 0.4, "pasted": 0.4}


class Numbers(msgspec.Struct, frozen=True):
    """What a text's lines look like in numbers: names of the columns, and a row for each line."""

    names: tuple[str, ...]
    rows: list[list[float]]


class Fitted(msgspec.Struct, frozen=True):
    """The trees with the names of their columns, and the chances of each text's lines from trees without its fold."""

    names: tuple[str, ...]
    trees: list[Node]
    left_out: list[list[float]]


def numbers_of(text: Text) -> Numbers:
    """The numbers of a text's lines, in the language that the cleaner takes it for."""
    longest = sorted(text.lines, key=lambda line: -line.words)[:12]
    columns = features.columns_of(text.lines, guessed_language(" ".join(line.text for line in longest)))
    return Numbers(tuple(columns), [list(row) for row in zip(*columns.values(), strict=True)])


def fitted(texts: Sequence[Text], recipe: Recipe = RECIPE, folds: int = FOLDS, workers: int = 4) -> Fitted:
    """Trees fitted to the texts. `left_out` shows how good they are on pages they never saw (empty without folds)."""
    with ProcessPoolExecutor(workers) as pool:
        numbers = list(pool.map(numbers_of, texts, chunksize=8))
        samples = [_sample(texts, numbers, [text.fold % folds != fold for text in texts]) for fold in range(folds)]
        samples.append(_sample(texts, numbers, [True] * len(texts)))
        grown_on = list(pool.map(grown, samples, [recipe] * len(samples)))
    left_out = [
        _chances(grown_on[text.fold % folds], of_text) for text, of_text in zip(texts, numbers, strict=True) if folds
    ]
    return Fitted(numbers[0].names, grown_on[-1], left_out)


def chances_by(found: Fitted, texts: Sequence[Text], workers: int = 4) -> list[list[float]]:
    """The chances of lines of texts that the trees were not fitted to."""
    with ProcessPoolExecutor(workers) as pool:
        return [_chances(found.trees, numbers) for numbers in pool.map(numbers_of, texts, chunksize=8)]


def _sample(texts: Sequence[Text], numbers: Sequence[Numbers], wanted: Sequence[bool]) -> Sample:
    sample = Sample([], [], [])
    for text, of_text, in_it in zip(texts, numbers, wanted, strict=True):
        if in_it:
            _add(sample, text, of_text.rows)
    return sample


def _add(sample: Sample, text: Text, rows: list[list[float]]) -> None:
    chance = Random(len(rows))
    weights = [
        0.0 if label == "free" else math.sqrt(min(60, line.words) + 2)
        for line, label in zip(text.lines, text.labels, strict=True)
    ]
    scale = PAGE_WEIGHT * ORIGIN_WEIGHTS.get(text.origin, 1.0) * RENDERING_WEIGHTS.get(text.rendering, 1.0)
    scale /= sum(weights) or 1.0
    for number, row in enumerate(rows):
        if not weights[number]:
            continue
        near = any(
            label == "body" or line.prose
            for label, line in zip(
                text.labels[max(0, number - NEAR) : number + NEAR + 1],
                text.lines[max(0, number - NEAR) : number + NEAR + 1],
                strict=True,
            )
        )
        if near or chance.random() < FAR_KEPT:
            sample.rows.append(row)
            sample.answers.append(text.labels[number] == "body")
            sample.weights.append(weights[number] * scale / (1.0 if near else FAR_KEPT))


def _chances(trees: list[Node], numbers: Numbers) -> list[float]:
    return [features.chance_of(sum(value_of(tree, row) for tree in trees)) for row in numbers.rows]
