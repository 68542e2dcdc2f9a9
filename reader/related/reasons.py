"""Why an article is related: the entities both name, strongest first, and a sentence that says so."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from reader.article import EntityKind
from reader.library.evidence import NamedEntity
from reader.library.vectors import Vector
from reader.related.weighing import Weighed

NAMED_IN_SENTENCE: Final = 3
WORDS_IN_SENTENCE: Final = 3


class Shared(msgspec.Struct, frozen=True, array_like=True):
    """An entity that both articles name."""

    id: str
    kind: EntityKind
    name: str


def entity_rarity(articles: int, total: int) -> float:
    """The inverse document frequency of an entity that so many of all articles name; above 0 even for all of them."""
    return math.log(1 + total / max(articles, 1))


def shared_entities(
    subject: Mapping[int, int], other: Mapping[int, int], known: Mapping[int, NamedEntity], total: int
) -> list[Shared]:
    """The entities that both name, by rarity times the salience they have in both (geometric mean), strongest first."""
    strength = {
        key: entity_rarity(known[key].articles, total) * math.sqrt(weight * other[key])
        for key, weight in subject.items()
        if key in other
    }
    ordered = sorted(strength, key=lambda key: (-strength[key], known[key].id))
    return [Shared(known[key].id, known[key].kind, known[key].name) for key in ordered]


def shared_terms(subject: Weighed, other: Vector, rarities: Sequence[float]) -> list[int]:
    """Numbers of the terms that both hold and that weigh most, at most WORDS_IN_SENTENCE."""
    common = [term for term in other.terms if term in subject.whole and rarities[term] > 0]
    return sorted(common, key=lambda term: (-subject.whole[term], term))[:WORDS_IN_SENTENCE]


def sentence(shared: list[Shared], words: list[str], *, copy: bool) -> str:
    """Why it is related, in words; `copy` where the text itself is nearly the same."""
    start = "Nearly the same text. " if copy else ""
    if shared:
        names = [entity.name for entity in shared[:NAMED_IN_SENTENCE]]
        more = len(shared) - len(names)
        return f"{start}Both name {_listed([*names, f'{more} more'] if more else names)}."
    if words:
        return f"{start}Both use the word{'s' if len(words) > 1 else ''} {_listed([f'“{word}”' for word in words])}."
    return start.strip()


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
