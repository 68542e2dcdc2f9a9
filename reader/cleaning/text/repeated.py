"""A site's own lines: those that stand on several of its pages, whatever the pages are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from functools import lru_cache
from typing import Final

from reader.cleaning.text.lines import PROSE_WORDS, Line, keys_of

OTHERS_MIN: Final = 2
"""Other pages on which a line of the site's own stands."""
COPY: Final = 0.5
"""Share of a page's prose that another has, from which the two are one article: such a page is no other."""


def repeated_keys(text: str, others: Iterable[str]) -> frozenset[str]:
    """The keys (`Line.key`) of the text's lines that two or more other pages of its site have; copies don't count."""
    short, long = _keys(text)
    counts: Counter[str] = Counter()
    for other in others:
        its_short, its_long = _keys(other)
        if not long or len(long & its_long) < COPY * len(long):
            counts.update(its_short | its_long)
    return frozenset(key for key in short | long if counts[key] >= OTHERS_MIN)


def repeated_lines(lines: list[Line], repeated: Container[str]) -> set[int]:
    """The numbers of the lines whose keys are repeated. What stands twice in the page itself is no safer for that."""
    return {number for number, line in enumerate(lines) if line.key in repeated}


@lru_cache(maxsize=64)
def _keys(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of a text's short lines, and of those long enough to be prose."""
    keys = keys_of(text)
    return (
        frozenset(key for key, words in keys if words < PROSE_WORDS),
        frozenset(key for key, words in keys if words >= PROSE_WORDS),
    )
