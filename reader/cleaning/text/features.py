"""Numbers about each line of raw page text, for telling the article's lines from the page's.

They say what a line looks like, what stands around it, where it lies among the prose of the page, and how much of the
page's topic it shares. Each has a name, by which the trees of the table (`weights`) ask for it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Final

from reader.cleaning import furniture
from reader.cleaning.language import common_words
from reader.cleaning.text import topics
from reader.cleaning.text.lines import PROSE_WORDS, Line
from reader.cleaning.text.spans import moved_to_span
from reader.cleaning.text.trees import value_of
from reader.cleaning.text.weights import trees_table
from reader.cleaning.text.windows import Sums, past, shifted, since, until

SHORT: Final = 6
"""Words of the longest line that is a menu entry or a label by its length."""
INDENT: Final = 24
"""Spaces, at most, that a line is told to stand left or right of the page's long lines."""
ALIKE: Final = 16
"""Words of the longest line that is compared with its neighbours' length."""

Columns = dict[str, list[float]]

_WORD = re.compile(r"[^\W\d_]+")
_QUOTE = re.compile(r"[\"“”«»„「]")
_SPEECH = re.compile(
    r"\b(?:said|says|told|according to|added|announced|reported|sagte|dit|dijo|disse|ha detto|erklärte|afirmou)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\b(?:you|your|yours|our|us|we|here|now|free|please)\b", re.IGNORECASE)
_STOP = re.compile(r"[.!?][\"”’)]{0,3}\s(?=[\"“‘(]?[^\W\d_a-zà-þ])|[。！？।؟](?=.)")
_COMMA = re.compile(r"[,،、，;]")
_LINKED = re.compile(r"https?:|www\.|@|\.com\b|©|[»›>|]")
_LOOKED_AT: Final = 1_500


def line_chances(lines: list[Line], language: str | None) -> list[float]:
    """For each line the chance that it is the article's, by the table's trees and by the span that they give."""
    if not lines:
        return []
    columns = columns_of(lines, language)
    table = trees_table()
    rows = zip(*(columns[name] for name in table.names), strict=True)
    chances = [chance_of(sum(value_of(tree, row) for tree in table.trees)) for row in rows]
    return moved_to_span(lines, chances)


def columns_of(lines: list[Line], language: str | None) -> Columns:
    """The numbers by name, one for each line; there has to be one line at least."""
    columns = _own(lines, language)
    stems = topics.carriers(lines)
    shares, weights = topics.shared(lines, stems)
    columns |= {"topic": shares, "topic_weight": weights}
    prose = [float(line.prose and not line.consent and not line.junk) for line in lines]
    return columns | _neighbours(lines, columns) | _layout(lines, prose) | _landmarks(lines, columns, prose)


def _own(lines: list[Line], language: str | None) -> Columns:
    """What a line says of itself."""
    common = common_words(language)
    indents = sorted(line.indent for line in lines if line.words >= PROSE_WORDS) or [0]
    margin = indents[len(indents) // 2]
    beside = Counter(indents)
    rows = []
    for line in lines:
        text = line.text[:_LOOKED_AT]
        words = _WORD.findall(text.lower())
        parts = text.split()[:60]
        count = max(1, line.words)
        rows.append((
            min(120, line.words),
            len(line.text) / count,
            text[-1:] in ":：",
            len(_COMMA.findall(text)) / count,
            min(6, len(_STOP.findall(text))),
            max(-INDENT, min(INDENT, line.indent - margin)),
            beside[line.indent] / len(indents),
            text[:1].islower(),
            text[:1] in "\"“‘'«„「",
            sum(1 for word in words if word in common) / max(1, len(words)),
            sum(1 for part in parts if part[:1].isupper()) / max(1, len(parts)),
            sum(map(str.isdigit, text[:400])) / max(1, len(text[:400])),
            _QUOTE.search(text) is not None,
            _SPEECH.search(text) is not None,
            min(4, len(_ADDRESS.findall(text[:600]))),
            _LINKED.search(text[:300]) is not None,
            not any(char.islower() or char.isupper() for char in text[:80]),
            text[-1:] in "!?？！",
            min(4, line.times),
            line.junk or line.caption or line.consent,
            *(getattr(line, flag) for flag in _FLAGS),
        ))  # fmt: skip
    return dict(zip((*_OWN, *_FLAGS), (list(map(float, values)) for values in zip(*rows, strict=True)), strict=True))


_OWN: Final = (
    "words length colon commas stops indent margin_share lower_start quote_start common_share capital_share digit_share"
    " quote speech address linked no_case called times junk"
).split()
_FLAGS: Final = ("ends cut bullet heading pointer plea credit stamp control consent caption dated blank_before").split()


def _neighbours(lines: list[Line], own: Columns) -> Columns:
    """What the few lines before and after look like."""
    words = [float(min(60, line.words)) for line in lines]
    out = {f"{name}_{'before' if step < 0 else 'after'}{abs(step)}": shifted(values, step) for name, values, steps in (
        ("words", words, (-3, -2, -1, 1, 2, 3)),
        ("ends", own["ends"], (-2, -1, 1, 2)),
        ("bullet", own["bullet"], (-1, 1)),
        ("junk", own["junk"], (-1, 1)),
    ) for step in steps}  # fmt: skip
    out["blank_after"] = shifted(own["blank_before"], 1)
    out["capitals_near"] = [value / 6 for value in Sums(own["capital_share"]).around(3)]
    out["words_near"] = [value / 8 for value in Sums(words).around(4)]
    out["linked_near"] = Sums(own["linked"]).around(4)
    out["topic_near"] = [value / 8 for value in Sums(own["topic"]).around(4)]
    out["dated_near"] = Sums([float(line.dated or line.stamp) for line in lines]).around(5)
    out["alike_near"] = [
        float(sum(1 for other in lines[max(0, number - 4) : number + 5] if abs(other.words - line.words) <= 2))
        if line.words <= ALIKE
        else 0.0
        for number, line in enumerate(lines)
    ]
    return out


def _layout(lines: list[Line], prose: list[float]) -> Columns:
    """Where a line stands among the prose of the page."""
    sums = Sums(prose)
    mass = Sums([line.words * value for line, value in zip(lines, prose, strict=True)])
    before = mass.shares_before()
    lengths = sorted(line.words for line, value in zip(lines, prose, strict=True) if value) or [20]
    median = max(8, lengths[len(lengths) // 2])
    long = [line.words > SHORT for line in lines]
    out = {f"prose_before{reach}": sums.before(reach) for reach in (4, 12, 40)}
    out |= {f"prose_after{reach}": sums.after(reach) for reach in (4, 12, 40)}
    return out | {
        "relative": [min(4.0, line.words / median) for line in lines],
        "since_prose": since(prose),
        "until_prose": until(prose),
        "mass_before": before,
        "mass_after": [1 - value for value in [*before[1:], 1.0]],
        "position": [number / len(lines) for number in range(len(lines))],
        "prose_share": [sum(prose) / len(lines)] * len(lines),
        "short_before": since(long),
        "short_after": until(long),
    }


def _landmarks(lines: list[Line], own: Columns, prose: list[float]) -> Columns:
    """How far it is to lines that stand at the edges of articles."""
    first = next((number for number, value in enumerate(prose) if value), len(lines))
    ending = [number > first and furniture.is_ending(line.text) for number, line in enumerate(lines)]
    comments = [number > first and furniture.is_comments(line.text) for number, line in enumerate(lines)]
    return {
        "since_heading": since(own["heading"]),
        "since_dated": since([line.dated or line.stamp for line in lines]),
        "past_comments": past(comments),
        "past_ending": past(ending),
        "until_ending": until(ending),
    }


def chance_of(odds: float) -> float:
    """The chance for the logarithm of the odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
