"""What the lines of a page speak of: their longer words, and how far other lines share them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from reader.cleaning.text.lines import Line

TOPIC_LENGTH: Final = 5
"""Letters of the shortest word that can carry the topic."""
STEM: Final = 8
"""Letters that are compared."""
PROSE: Final = 15
"""Words of the shortest line that can set the topic."""
LOOKED_AT: Final = 1_500
"""Characters of a line that are looked at."""

_WORD = re.compile(rf"[^\W\d_]{{{TOPIC_LENGTH},}}")
_UNSPACED = re.compile("[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f]{2,}")


def carriers(lines: Sequence[Line]) -> list[set[str]]:
    """For each line the stems that can carry a topic; pairs of characters in scripts that do not part words."""
    return [_carriers(line.text[:LOOKED_AT]) for line in lines]


def _carriers(text: str) -> set[str]:
    runs = _UNSPACED.findall(text)
    found = {word[:STEM] for word in _WORD.findall(_UNSPACED.sub(" ", text.lower()) if runs else text.lower())}
    for run in runs:
        found.update(run[place : place + 2] for place in range(len(run) - 1))
    return found


def shared(lines: Sequence[Line], stems: Sequence[set[str]]) -> tuple[list[float], list[float]]:
    """For each line two numbers about its stems in those *other* lines that set the topic: the share of stems found
    there, and the mean of ln(1 + lines they are found in). Both are 0 for a line without stems.
    """
    setting = [_sets_topic(line) for line in lines]
    counted = Counter(stem for number, own in enumerate(stems) if setting[number] for stem in own)
    shares, weights = [], []
    for number, own in enumerate(stems):
        others = [counted[stem] - setting[number] for stem in own]
        size = len(own) or 1
        shares.append(sum(1 for other in others if other) / size)
        weights.append(sum(map(math.log1p, others)) / size)
    return shares, weights


def _sets_topic(line: Line) -> bool:
    """Whether a line is long enough to set the topic of a page, and no text that every page repeats."""
    return line.words >= PROSE and line.times < 3
