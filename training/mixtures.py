"""More texts from few pages: an article amid another page's menus and footers, or pasted with little around it."""

from __future__ import annotations

from collections import Counter, defaultdict
from random import Random
from typing import Final

import msgspec

from reader.cleaning.text.lines import Line
from training.pages import Label, Text

DENSE: Final = 0.6
"""Least share of article lines between the first and the last of them, for an article that can be moved."""
LEAST: Final = 4
"""Lines of the shortest article that is moved."""
MARGINS: Final = (0, 0, 2, 8)
"""Lines of the page that are pasted along with an article, before and after it."""
SHORTENED: Final = 0.4
"""Share of articles of which only the first lines are taken: most raw text that people paste is short."""
SHORT: Final = (3, 8)
"""Fewest and most lines of an article that are then taken."""
LED: Final = 0.4
"""Share of pasted articles that leads of other stories stand beside."""


def mixtures(texts: list[Text], seed: int = 1) -> list[Text]:
    """For each movable article one text where it stands in the place of another's, of the same fold and rendering."""
    chance = Random(seed)
    out = []
    for pool in _pools(texts):
        for text in pool:
            other = chance.choice(pool)
            if other.page == text.page:
                continue
            begin, end = _taken(text, chance)
            before, after = _bounds(other)
            out.append(
                _made(
                    text,
                    "mixture",
                    [*other.lines[:before], *text.lines[begin:end], *other.lines[after:]],
                    [*other.labels[:before], *text.labels[begin:end], *other.labels[after:]],
                )
            )
    return out


def pasted(texts: list[Text], seed: int = 2) -> list[Text]:
    """For each movable article one text with few of the page's lines around it, some with leads of other stories."""
    chance = Random(seed)
    out = []
    for pool in _pools(texts):
        for text in pool:
            begin, end = _taken(text, chance)
            whole = end == _bounds(text)[1]
            begin = max(0, begin - chance.choice(MARGINS))
            end = min(len(text.lines), end + chance.choice(MARGINS)) if whole else end
            lines, labels = text.lines[begin:end], text.labels[begin:end]
            leads = _leads(text, pool, chance) if chance.random() < LED else []
            strange: list[Label] = ["other"] * len(leads)
            if chance.random() < 0.25:
                lines, labels = leads[:3] + lines, strange[:3] + labels
            else:
                lines, labels = lines + leads, labels + strange
            out.append(_made(text, "pasted", lines, labels))
    return out


def _pools(texts: list[Text]) -> list[list[Text]]:
    pools: defaultdict[tuple[str, str, int], list[Text]] = defaultdict(list)
    for text in texts:
        if text.labels.count("body") < LEAST:
            continue
        begin, end = _bounds(text)
        if text.labels[begin:end].count("body") >= DENSE * (end - begin):
            pools[text.origin if text.rendering == "given" else "", text.rendering, text.fold].append(text)
    return [pools[key] for key in sorted(pools)]


def _bounds(text: Text) -> tuple[int, int]:
    body = [number for number, label in enumerate(text.labels) if label == "body"]
    return body[0], body[-1] + 1


def _taken(text: Text, chance: Random) -> tuple[int, int]:
    """Where the lines begin and end that are taken of an article: all of it, or its first few."""
    begin, end = _bounds(text)
    if chance.random() < SHORTENED:
        body = [number for number, label in enumerate(text.labels) if label == "body"]
        end = body[: chance.randint(*SHORT)][-1] + 1
    return begin, end


def _leads(text: Text, pool: list[Text], chance: Random) -> list[Line]:
    """First lines of other articles, half of them cut short."""
    leads = []
    for other in chance.sample(pool, min(len(pool), chance.randint(3, 9))):
        line = other.lines[_bounds(other)[0]]
        if other.page == text.page or line.words < 12:
            continue
        if chance.random() < 0.5:
            cut = " ".join(line.text.split()[: chance.randint(15, 30)]) + "..."
            line = msgspec.structs.replace(line, text=cut, words=len(cut.split()), ends=True, cut=True, key=cut.lower())
        leads.append(line)
    return leads


def _made(text: Text, rendering: str, lines: list[Line], labels: list[Label]) -> Text:
    counts = Counter(line.key for line in lines)
    lines = [msgspec.structs.replace(line, times=counts[line.key]) for line in lines]
    return Text(text.page, text.origin, rendering, lines, labels, text.gold)
