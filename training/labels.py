"""Which lines of a page's text are its article's, told from the article's paragraphs as people set them down."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final

SIZE: Final = 4
"""Words of a shingle."""
SUPPORT: Final = 0.7
"""Share of a line's shingles that the article has too, from which the line is the article's."""
SURE: Final = 8
"""Words of the shortest line that is judged wherever it stands; shorter ones have to stand between such lines."""
REACH: Final = 6

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("([\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f])")


def words_of(text: str) -> list[str]:
    """The words of a text, folded; each character of a script that does not part words is one."""
    return _WORD.findall(_UNSPACED.sub(r" \1 ", unicodedata.normalize("NFKC", text).lower()))


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of SIZE words of a text, each with how often it comes; one shorter run for a shorter text."""
    words = words_of(text)
    return Counter(tuple(words[n : n + SIZE]) for n in range(max(1, len(words) - SIZE + 1))) if words else Counter()


def labels(lines: list[str], paragraphs: list[str]) -> list[bool]:
    """For each line whether it is the article's."""
    whole = shingles("\n".join(paragraphs))
    exact = {" ".join(words_of(paragraph)) for paragraph in paragraphs}
    found = []
    sure = []
    seen: set[str] = set()
    for line in lines:
        own = shingles(line)
        count = len(words_of(line))
        key = " ".join(words_of(line))
        held = sum(1 for shingle in own if shingle in whole)
        good = key in exact or (count >= SIZE and held >= SUPPORT * len(own))
        found.append(good)
        sure.append(good and count >= SURE and key not in seen)
        if good:
            seen.add(key)
    return [
        good and (sure[number] or any(sure[max(0, number - REACH) : number + REACH + 1]))
        for number, good in enumerate(found)
    ]
