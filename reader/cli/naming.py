"""Which one entity a name on the command line means: by the gazetteer first, then by what the library has met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from reader.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.article import Article, Entity, EntityKind
    from reader.library.library import Library
    from reader.library.rows import EntityRow

CANDIDATES: Final = 8
"""Entities that a refusal names."""


class Named(NamedTuple):
    """An entity that a name means."""

    id: str
    kind: EntityKind
    name: str
    country: str | None


def entity_named(name: str, library: Library) -> Named:
    """The entity of that id or name. Raises UsageError, with the candidates, where there is none or more than one."""
    for found in (_known(name), _met(name, library)):
        if len(found) > 1:
            told = ", ".join(f"{one.id} ({one.name}{_of(one)})" for one in found[:CANDIDATES])
            more = f" and {len(found) - CANDIDATES:,} more" if len(found) > CANDIDATES else ""
            raise UsageError(f"could be {told}{more}", name, "give the id")
        if found:
            return found[0]
    raise UsageError("nobody and nothing of this name is known", name, "add them to your gazetteer.toml")


def known_id(name: str, article: Article, library: Library) -> str:
    """The id of an entity of the article, else of the one that `name` means. Raises as `entity_named` does."""
    if any(mention.entity == name for mention in (*article.mentions, *library.uncorrected(article.id).mentions)):
        return name
    return entity_named(name, library).id


def _known(name: str) -> list[Named]:
    """Entities of the gazetteer: the one of that id, else those of that name, else those it is another name of, else
    those whose name has all of its words.
    """
    from reader.entities.gazetteer.gazetteer import load_gazetteer
    from reader.library.folding import folded

    gazetteer = load_gazetteer()
    for id_ in (name, name.upper(), name.lower()):
        if entity := gazetteer.entity(id_):
            return _named([entity])
    wanted = folded(name)
    words = set(wanted.split())
    if not words:
        return []
    named: list[Entity] = []
    called: list[Entity] = []
    alike: list[Entity] = []
    for entity in gazetteer:
        if folded(entity.name) == wanted:
            named.append(entity)
        elif any(folded(alias) == wanted for alias in entity.aliases):
            called.append(entity)
        elif words <= set(folded(entity.name).split()):
            alike.append(entity)
    return _named(named or called or alike)


def _met(name: str, library: Library) -> list[Named]:
    return _named(library.find_entity(name))


def _named(found: Sequence[Entity] | Sequence[EntityRow]) -> list[Named]:
    return [Named(one.id, one.kind, one.name, one.country) for one in found]


def _of(one: Named) -> str:
    return f", {one.country}" if one.country and one.kind == "leader" else f", {one.kind}"
