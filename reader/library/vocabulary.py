"""The terms of all articles: a number for each, and in how many articles it stands.

Numbers are given in the order of first sight, so that frequent terms have small ones; the frequencies are one array in
that order, kept in chunks, so that a query loads all of them in one read.
"""

# ruff: noqa: S608 - statements are put together of this module's constants; every value is a parameter

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Final

from reader.library.database import Database

CHUNK: Final = 1024
"""Terms whose frequencies are kept together, 4 bytes each."""
MOST_REMEMBERED: Final = 50_000
"""Terms whose numbers a connection remembers: some megabytes, and most of what the next articles say."""
_AT_ONCE: Final = 500


class Vocabulary:
    """Numbers and document frequencies as they were when it was made; changes are written by `flush`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._changed: set[int] = set()
        self.articles: int = database.value("SELECT value FROM meta WHERE name = 'vectors'") or 0
        """In how many articles the terms were counted."""
        self.frequencies: array[int] = array("I")
        """In how many articles each term stands, by its number; padded with zeros to whole chunks."""
        for (counts,) in database.rows("SELECT counts FROM term_articles ORDER BY chunk"):
            self.frequencies.frombytes(counts)

    def numbers(self, words: Iterable[str]) -> dict[str, int]:
        """The numbers of those of the words that are known."""
        remembered = self._database.term_numbers
        found: dict[str, int] = {}
        wanted = []
        for word in words:
            number = remembered.get(word)
            if number is None:
                wanted.append(word)
            else:
                found[word] = number
        looked_up: dict[str, int] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            looked_up.update(
                self._database.rows(f"SELECT word, key FROM term WHERE word IN ({', '.join('?' * len(part))})", part)
            )
        if len(remembered) < MOST_REMEMBERED:
            remembered.update(looked_up)
        return found | looked_up

    def learn(self, words: Iterable[str]) -> dict[str, int]:
        """The numbers of all the words; new ones get the next numbers."""
        wanted = list(dict.fromkeys(words))
        numbers = self.numbers(wanted)
        new = [word for word in wanted if word not in numbers]
        following = self._database.value("SELECT value FROM meta WHERE name = 'terms'") or 0
        numbers.update(zip(new, range(following, following + len(new)), strict=True))
        self._database.many("INSERT INTO term(word, key) VALUES(?, ?)", sorted((word, numbers[word]) for word in new))
        self._database.run("INSERT OR REPLACE INTO meta VALUES('terms', ?)", (following + len(new),))
        missing = following + len(new) - len(self.frequencies)
        if missing > 0:
            self.frequencies.extend([0] * (-(-missing // CHUNK) * CHUNK))
        return numbers

    def count(self, terms: Sequence[int], sign: int) -> None:
        """An article with these terms came (1) or went (-1)."""
        self.articles += sign
        for term in terms:
            self.frequencies[term] += sign
        self._changed.update({term // CHUNK for term in terms})

    def rarities_of(self, terms: Collection[int]) -> dict[int, float]:
        """The inverse document frequencies of these terms, by their numbers."""
        frequencies = self.frequencies
        table = {frequency: rarity(frequency, self.articles) for frequency in {frequencies[term] for term in terms}}
        return {term: table[frequencies[term]] for term in terms}

    def rarities(self) -> array[float]:
        """The inverse document frequencies of all terms, by their numbers."""
        table = {frequency: rarity(frequency, self.articles) for frequency in set(self.frequencies)}
        return array("d", map(table.__getitem__, self.frequencies))

    def flush(self) -> None:
        """Write the frequencies that changed."""
        self._database.many(
            "INSERT OR REPLACE INTO term_articles(chunk, counts) VALUES(?, ?)",
            [
                (chunk, self.frequencies[chunk * CHUNK : (chunk + 1) * CHUNK].tobytes())
                for chunk in sorted(self._changed)
            ],
        )
        self._database.run("INSERT OR REPLACE INTO meta VALUES('vectors', ?)", (self.articles,))
        self._changed.clear()


@lru_cache(1 << 16)
def rarity(frequency: int, articles: int) -> float:
    """The inverse document frequency of a term in `frequency` of so many articles: 0 for one that is everywhere."""
    return max(0.0, math.log((articles + 1) / (frequency + 0.5)))
