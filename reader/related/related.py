"""Related coverage of an article: candidates from the index, ranked by their words, named by their shared entities."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final, NamedTuple, Protocol

import msgspec

from reader.library.errors import UnknownArticleError
from reader.library.evidence import Compared, Evidence, NamedEntity
from reader.library.fingerprint import NEAR_COPY, resemblance
from reader.library.index import Index
from reader.library.schema import seconds_of
from reader.related.candidates import candidates
from reader.related.copies import Copies
from reader.related.reasons import Shared, entity_rarity, sentence, shared_entities, shared_terms
from reader.related.weighing import (
    ENTITIES,
    LEAD,
    WHOLE,
    Weighed,
    entity_likeness,
    entity_weights,
    weigh,
    word_likeness,
)

WORTH_SHOWING: Final = 0.12
"""The score from which an article is worth a person's look. On 719 articles three in four that reach it are of the same
story (P .74, R .92); from .2 on it is nine in ten (P .91, R .78)."""
TIME_SHARE: Final = 0.02
TIME_SCALE: Final = 30 * 86_400
"""The part of a score that fades with distance in time, and how fast (seconds, to 1/e). It decides between equals and
no more: whether recency says anything about relatedness could not be measured without its being put in by the data."""


class Related(msgspec.Struct, frozen=True, array_like=True):
    """An article that belongs with another. `date` is whole seconds since 1970 UTC, `score` 0 to 1.

    `shared` are the entities both name, strongest first. `copies` counts other articles of nearly the same text, which
    are not listed again. `why` is one or two sentences.
    """

    id: str
    title: str
    source: str
    date: int
    score: float
    shared: tuple[Shared, ...]
    copies: int
    why: str


class HasIndex(Protocol):
    """What is needed of a library."""

    @property
    def index(self) -> Index: ...


class _Ranked(NamedTuple):
    score: float
    article: Compared


def related(library: HasIndex, article_id: str, *, limit: int = 20, at_least: float = 0.0) -> list[Related]:
    """At most `limit` articles that belong with this one and score `at_least` so much, best first.

    Nothing that shares neither a word nor an entity is listed; the article itself and deleted ones never are, and while
    the words of an article wait to be taken in, it has none and is none. Raises UnknownArticleError.
    """
    evidence = library.index.evidence
    with evidence.snapshot():
        row = evidence.row_of(article_id)
        if row is None:
            raise UnknownArticleError(article_id)
        subjects = evidence.compared([row])
        return _Comparison(evidence, subjects[0]).best(limit, at_least) if subjects else []


class _Comparison:
    """One article against the library."""

    def __init__(self, evidence: Evidence, subject: Compared) -> None:
        self._evidence = evidence
        self._subject = subject
        self._rarities = evidence.rarities()
        self._total = evidence.articles()
        self._words: Weighed = weigh(subject.vector, self._rarities)
        self._saliences: Mapping[int, int] = evidence.saliences([subject.row])[subject.row]

    def best(self, limit: int, at_least: float) -> list[Related]:
        copies = Copies()
        kept: list[_Ranked] = []
        folded: list[int] = []
        for found in self._ranked():
            if found.score <= 0 or found.score < at_least:
                break
            original = copies.original(found.article.fingerprint)
            if original is not None:
                folded[original] += 1
            elif len(kept) == limit:
                break
            else:
                kept.append(found)
                folded.append(0)
        return self._told(kept, folded)

    def _ranked(self) -> list[_Ranked]:
        known = self._evidence.entities(self._saliences)
        own = entity_weights(self._saliences, self._entity_rarities(known))
        found = self._evidence.compared(candidates(self._evidence, self._subject.row, self._words, own))
        saliences = self._evidence.saliences([article.row for article in found])
        rarities = self._entity_rarities(
            self._evidence.entities({key for weights in saliences.values() for key in weights})
        )
        ranked = []
        for article in found:
            whole, lead = word_likeness(self._words, article.vector, self._rarities)
            its = saliences[article.row]
            entities = 0.0 if own.keys().isdisjoint(its) else entity_likeness(own, entity_weights(its, rarities))
            score = WHOLE * whole + LEAD * lead + ENTITIES * entities
            ranked.append(_Ranked(score * self._nearness(article.row), article))
        return sorted(ranked, key=lambda found: (-found.score, -found.article.row))

    def _told(self, kept: list[_Ranked], folded: list[int]) -> list[Related]:
        rows = [found.article.row for found in kept]
        shown = self._evidence.list_rows(rows)
        saliences = self._evidence.saliences(rows)
        known = self._evidence.entities(self._saliences)
        terms = {found.article.row: shared_terms(self._words, found.article.vector, self._rarities) for found in kept}
        words = self._evidence.words({term for found in terms.values() for term in found})
        answer = []
        for (score, article), copies in zip(kept, folded, strict=True):
            listed = shown[article.row]
            shared = shared_entities(self._saliences, saliences[article.row], known, self._total)
            why = sentence(
                shared,
                [words[term] for term in terms[article.row]],
                copy=resemblance(article.fingerprint, self._subject.fingerprint) >= NEAR_COPY,
            )
            answer.append(
                Related(
                    listed.id, listed.title, listed.source, listed.date, round(score, 4), tuple(shared), copies, why
                )
            )
        return answer

    def _entity_rarities(self, known: Mapping[int, NamedEntity]) -> dict[int, float]:
        return {key: entity_rarity(entity.articles, self._total) for key, entity in known.items()}

    def _nearness(self, row: int) -> float:
        """1 for the same moment, 1 - TIME_SHARE for another age."""
        distance = abs(seconds_of(row) - seconds_of(self._subject.row))
        return 1 - TIME_SHARE * (1 - math.exp(-distance / TIME_SCALE))
