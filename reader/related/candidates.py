"""Which articles are worth comparing: those near in time that share the article's strongest words or rarest entities.

Every look-up is one bounded range of the index, so a library of any size answers in about the same time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from reader.library.evidence import Evidence
from reader.related.weighing import ENTITIES, LEAD, WHOLE, Weighed

MOST_CANDIDATES: Final = 150
WORDS_ASKED: Final = 16
ARTICLES_A_WORD: Final = 150
"""Nearest articles taken for a word, before and after each. Rare words are thus followed through the whole library,
common ones only around the article's date, where sharing several of them still counts."""
ENTITIES_ASKED: Final = 6
ARTICLES_AN_ENTITY: Final = 150
ENTITY_DAYS: Final = 30


def candidates(evidence: Evidence, row: int, words: Weighed, entities: Mapping[int, float]) -> list[int]:
    """At most MOST_CANDIDATES rows, those that share most first; never `row` itself."""
    shared: defaultdict[int, float] = defaultdict(float)
    strength = {term: WHOLE * weight**2 + LEAD * words.lead.get(term, 0.0) ** 2 for term, weight in words.whole.items()}
    asked = sorted(strength, key=lambda term: (-strength[term], term))[:WORDS_ASKED]
    spelt = evidence.words(asked)
    for term in asked:
        for found in evidence.with_word(spelt[term], row, ARTICLES_A_WORD):
            shared[found] += strength[term]
    for key in sorted(entities, key=lambda key: (-entities[key], key))[:ENTITIES_ASKED]:
        for found in evidence.with_entity(key, row, ARTICLES_AN_ENTITY, ENTITY_DAYS * 86_400):
            shared[found] += ENTITIES * entities[key] ** 2
    return sorted(shared, key=shared.__getitem__, reverse=True)[:MOST_CANDIDATES]
