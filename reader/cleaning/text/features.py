"""Numbers about each line of raw page text, for telling the article's lines from the page's.

Two rounds: the first looks at a line and the shape of its neighbours, the second at what the first said of them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from operator import mul
from typing import Final

from reader.cleaning import furniture
from reader.cleaning.language import common_words
from reader.cleaning.text.lines import Line
from reader.cleaning.text.spans import main_span, run_shares
from reader.cleaning.text.weights import FIRST_WEIGHTS, SECOND_WEIGHTS

NEIGHBOURS: Final = 3
"""Lines before and after that are looked at one by one."""
WINDOW: Final = 8
"""Lines before and after that are looked at together."""
TOPIC_LENGTH: Final = 5
"""Letters of the shortest word that can carry the topic."""

_WORD = re.compile(r"[^\W\d_]+")
_QUOTE = re.compile(r"[\"“”«»„「]")
_SPEECH = re.compile(
    r"\b(?:said|says|told|according to|added|announced|reported|sagte|dit|dijo|disse|ha detto|erklärte|afirmou)\b",
    re.IGNORECASE,
)


def first_round(lines: list[Line], language: str | None) -> list[list[float]]:
    """A row of numbers for each line, in the order of FIRST_WEIGHTS."""
    common = common_words(language)
    words = [_WORD.findall(line.text[:1500].lower()) for line in lines]
    topic = _topics(lines, words)
    prose = [1.0 if line.prose and not line.consent and not line.junk else 0.0 for line in lines]
    near = _window_sums(prose, WINDOW)
    first = next((number for number, value in enumerate(prose) if value), len(lines))
    last = next((number for number in range(len(lines) - 1, -1, -1) if prose[number]), -1)
    rows = []
    for number, line in enumerate(lines):
        own = words[number]
        text = line.text
        count = max(1, len(own))
        capitals = sum(1 for word in text.split()[:60] if word[:1].isupper())
        rows.append([
            1.0,
            min(line.words, 80) / 40,
            math.log1p(min(line.words, 200)) / 3,
            float(line.words >= 12),
            float(line.words >= 30),
            float(line.ends),
            float(line.cut),
            min(3, text.count(",") + text.count("、") + text.count("，")) / 3,
            min(3, text.count(". ") + text.count("? ") + text.count("。")) / 3,
            float(line.bullet),
            float(text[:1].islower()),
            sum(1 for word in own if word in common) / count,
            capitals / max(1, min(60, len(text.split()))),
            sum(map(str.isdigit, text[:400])) / max(1, min(400, len(text))),
            float(_QUOTE.search(text) is not None),
            float(_SPEECH.search(text[:1500]) is not None),
            float(line.heading),
            float(line.pointer),
            float(line.plea),
            float(line.credit),
            float(line.stamp),
            float(line.control),
            float(line.consent),
            float(line.caption),
            float(line.dated),
            min(3, line.times - 1) / 3,
            topic[number],
            float("|" in text or "»" in text[-2:] or ">" in text),
            _at(prose, number - 1),
            _at(prose, number + 1),
            near[number] / (2 * WINDOW),
            min(lines[number - 1].words if number else 0, 60) / 60,
            min(lines[number + 1].words if number + 1 < len(lines) else 0, 60) / 60,
            float(number < first),
            float(number > last),
            number / len(lines),
            float(not _has_case(text)),
        ])  # fmt: skip
    return rows


def second_round(lines: list[Line], rows: list[list[float]], scores: list[float]) -> list[list[float]]:
    """A row of numbers for each line, in the order of SECOND_WEIGHTS; `scores` are the first round's chances."""
    near = _window_sums(scores, 3)
    wide = _window_sums(scores, 12)
    topic = tuple(FIRST_WEIGHTS).index("topic")
    begin, end = main_span(lines, scores)
    runs = run_shares(lines, scores)
    commented = _after_comments(lines, begin)
    ended = _after_ending(lines, begin)
    out = []
    for number, line in enumerate(lines):
        before = [_at(scores, number - step) for step in range(1, NEIGHBOURS + 1)]
        after = [_at(scores, number + step) for step in range(1, NEIGHBOURS + 1)]
        out.append([
            1.0,
            _logit(scores[number]),
            *before,
            *after,
            near[number] / 6,
            wide[number] / 24,
            max(scores[max(0, number - 12) : number], default=0.0),
            max(scores[number + 1 : number + 13], default=0.0),
            min(line.words, 60) / 60,
            float(line.ends),
            float(_between(lines, number)),
            float(line.words <= 14 and not line.ends and before[0] > 0.6 and after[0] > 0.6),
            rows[number][topic],
            float(line.bullet),
            float(begin <= number < end),
            scores[number] if begin <= number < end else 0.0,
            math.log1p(max(0, begin - number)) / 4,
            math.log1p(max(0, number - end + 1)) / 4,
            min(1.0, sum(scores) / 20),
            runs[number],
            float(commented[number]),
            float(line.words <= 14 and begin <= number < end),
            float(ended[number]),
        ])  # fmt: skip
    return out


def _after_comments(lines: list[Line], begin: int) -> list[bool]:
    seen = False
    out = []
    for number, line in enumerate(lines):
        seen = seen or (number > begin and furniture.is_comments(line.text))
        out.append(seen)
    return out


def _after_ending(lines: list[Line], begin: int) -> list[bool]:
    seen = False
    out = []
    for number, line in enumerate(lines):
        out.append(seen)
        seen = seen or (number > begin and furniture.is_ending(line.text))
    return out


def line_chances(lines: list[Line], language: str | None) -> list[float]:
    """For each line the chance that it is the article's, by two rounds of logistic regression."""
    rows = first_round(lines, language)
    scores = _chances(rows, tuple(FIRST_WEIGHTS.values()))
    return _chances(second_round(lines, rows, scores), tuple(SECOND_WEIGHTS.values()))


def _chances(rows: list[list[float]], weights: tuple[float, ...]) -> list[float]:
    return [_sigmoid(sum(map(mul, row, weights))) for row in rows]


def _topics(lines: list[Line], words: list[list[str]]) -> list[float]:
    """For each line the share of its longer words that other long lines of the page have too."""
    counted: Counter[str] = Counter()
    carriers: list[set[str]] = []
    for line, own in zip(lines, words, strict=True):
        long = {word[:8] for word in own if len(word) >= TOPIC_LENGTH}
        carriers.append(long)
        if line.words >= 15:
            counted.update(long)
    out = []
    for line, long in zip(lines, carriers, strict=True):
        itself = 1 if line.words >= 15 else 0
        out.append(sum(1 for word in long if counted[word] > itself) / len(long) if long else 0.0)
    return out


def _between(lines: list[Line], number: int) -> bool:
    """Whether a heading over other stories stands among the few lines before, with no prose since."""
    for earlier in range(number - 1, max(-1, number - 10), -1):
        if lines[earlier].heading:
            return True
        if lines[earlier].prose:
            return False
    return False


def _window_sums(values: list[float], reach: int) -> list[float]:
    """For each value the sum of those up to `reach` away, itself left out."""
    sums = [0.0]
    for value in values:
        sums.append(sums[-1] + value)
    size = len(values)
    return [sums[min(size, n + reach + 1)] - sums[max(0, n - reach)] - values[n] for n in range(size)]


def _has_case(text: str) -> bool:
    return any(char.islower() or char.isupper() for char in text[:80])


def _at(values: list[float], number: int) -> float:
    return values[number] if 0 <= number < len(values) else 0.0


def _logit(chance: float) -> float:
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(chance / (1 - chance)) / 4


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
