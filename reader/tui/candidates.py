"""Whom or where words can mean: everybody of the gazetteer and of the library, found by what is typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import Final

from reader.article import Entity
from reader.library.folding import folded
from reader.library.rows import EntityRow
from reader.tui.messages import Candidate

SHOWN: Final = 40
"""Candidates that are listed; more words name fewer."""


def all_candidates(met: Iterable[EntityRow]) -> list[Candidate]:
    """Those of the gazetteer, and those that only the library has met."""
    from reader.entities.gazetteer.gazetteer import load_gazetteer

    rows = {row.id: row for row in met}
    known = [_known(entity, rows.pop(entity.id, None)) for entity in load_gazetteer()]
    return known + [
        Candidate(row.id, row.kind, row.name, row.country, _lines([row.name]), "not in the gazetteer", row.articles)
        for row in rows.values()
    ]


def matching(candidates: Sequence[Candidate], text: str) -> list[Candidate]:
    """The candidates, at most SHOWN, in whose names words begin with each word of `text`.

    First those whose name it is, then those it begins a name of; among them those whom most articles name. Called at
    every key of a line that is typed, so it looks through the names of thousands as single texts.
    """
    wanted = folded(text)
    if not wanted:
        return []
    name, beginning = f"\n{wanted}\n", f"\n{wanted}"
    words = [(f" {word}", f"\n{word}") for word in wanted.split()]
    ranked = (
        (name not in one.names, beginning not in one.names, -one.articles, len(one.name), one.name, one.entity, number)
        for number, one in enumerate(candidates)
        if all(inside in one.names or first in one.names for inside, first in words)
    )
    return [candidates[number] for *_, number in nsmallest(SHOWN, ranked)]


def _known(entity: Entity, met: EntityRow | None) -> Candidate:
    names = _lines((entity.name, *entity.aliases))
    newest = max(entity.offices, key=lambda office: office.since or "", default=None)
    note = newest.title if newest else ""
    articles = met.articles if met else 0
    return Candidate(entity.id, entity.kind, entity.name, entity.country, names, note, articles)


def _lines(names: Iterable[str]) -> str:
    return "".join(f"\n{name}" for name in dict.fromkeys(folded(name) for name in names)) + "\n"
