"""How well chances tell articles from pages: precision and recall of 4-word shingles, mean over pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from reader.cleaning.text.lines import Line
from training.labels import shingles
from training.pages import Text

LOST: Final = 0.1
"""Recall under which a page is lost."""


class Score(msgspec.Struct, frozen=True):
    """Means over pages, the F1 of the means, and how many pages are lost."""

    pages: int
    precision: float
    recall: float
    f1: float
    lost: int


def scores_by_set(texts: Sequence[Text], chances: Sequence[list[float]], keep: float) -> dict[str, Score]:
    """The score of each set and rendering, lines of `keep` or more chance taken for the article; mixtures left out."""
    found: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for text, of_text in zip(texts, chances, strict=True):
        if text.rendering not in ("mixture", "pasted"):
            kept = [line for line, chance in zip(text.lines, of_text, strict=True) if chance >= keep]
            found[f"{text.origin} {text.rendering}"].append(precision_and_recall(text.gold, kept))
    return {name: _score(pairs) for name, pairs in sorted(found.items())}


def precision_and_recall(gold: str, kept: Iterable[Line]) -> tuple[float, float]:
    """Of the shingles of the kept lines, each long line once, against those of the gold text."""
    once: dict[str, str] = {}
    for number, line in enumerate(kept):
        once.setdefault(line.key if line.words >= 10 else f"{number}", line.text)
    wanted, mine = shingles(gold), shingles("\n".join(once.values()))
    both = sum((wanted & mine).values())
    return both / (sum(mine.values()) or 1), both / (sum(wanted.values()) or 1)


def _score(pairs: list[tuple[float, float]]) -> Score:
    size = len(pairs)
    precision = sum(pair[0] for pair in pairs) / size
    recall = sum(pair[1] for pair in pairs) / size
    whole = precision + recall
    lost = sum(1 for pair in pairs if pair[1] < LOST)
    return Score(size, precision, recall, 2 * precision * recall / whole if whole else 0.0, lost)
