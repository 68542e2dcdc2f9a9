"""Words that speak for one sense of a doubtful word or the other: which of them stand in a text."""

from __future__ import annotations

import re
from functools import lru_cache


def standing(words: tuple[str, ...], text: str) -> list[str]:
    """Those of the words, in capitals too, that stand in the text as whole words, as often as they do.

    A look for each of them is many times quicker than one for all of them, and most texts have few.
    """
    there = tuple(word for word in _spellings(words) if word in text)
    return _any_of(there).findall(text) if there else []


@lru_cache(maxsize=256)
def _spellings(words: tuple[str, ...]) -> list[str]:
    return sorted({spelling for word in words for spelling in (word, word.upper() if word[0].isupper() else word)})


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")(?!\w)")
