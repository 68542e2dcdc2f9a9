"""Entities as the library has seen them: how many articles name them, since when, and which go with a query."""

# ruff: noqa: S608 - statements are put together of this module's constants; every value is a parameter

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from reader.article import EntityKind
from reader.library.database import Database
from reader.library.entity_names import keys_of
from reader.library.query import Query
from reader.library.rows import EntityRow
from reader.library.schema import seconds_of
from reader.library.selection import select

FACET_ARTICLES: Final = 2_000
"""The newest articles of a query whose entities are counted: enough to say who goes with whom, at a bounded price."""

_COLUMNS: Final = (
    "e.id, e.kind, e.name, e.country, e.articles,"
    " (SELECT min(row) FROM postings WHERE entity = e.key), (SELECT max(row) FROM postings WHERE entity = e.key)"
)


def entities(database: Database, query: Query, kinds: Sequence[EntityKind], limit: int) -> list[EntityRow]:
    """Entities of the articles a query finds, most articles first; see Index.entities."""
    among = f"AND e.kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    if query.empty:
        return _rows(
            database.rows(
                f"SELECT {_COLUMNS} FROM entity e WHERE e.articles > 0 {among} ORDER BY e.articles DESC, e.id LIMIT ?",
                (*kinds, limit),
            )
        )
    stream = select(database, query)
    return _rows(
        database.rows(
            "SELECT e.id, e.kind, e.name, e.country, t.articles, t.first, t.last FROM"
            " (SELECT d.entity, count(*) AS articles, min(d.row) AS first, max(d.row) AS last"
            f" FROM (SELECT row FROM ({stream.sql}) ORDER BY row DESC LIMIT ?) s CROSS JOIN doc_entity d"
            f" ON d.row = s.row GROUP BY d.entity) t CROSS JOIN entity e ON e.key = t.entity WHERE 1 {among}"
            " ORDER BY t.articles DESC, e.id LIMIT ?",
            (*stream.parameters, FACET_ARTICLES, *kinds, limit),
        )
    )


def entity(database: Database, wanted: str) -> EntityRow | None:
    """One entity by its id; None where no article names it."""
    found = database.rows(f"SELECT {_COLUMNS} FROM entity e WHERE e.id = ? AND e.articles > 0", (wanted,))
    return _rows(found)[0] if found else None


def find(database: Database, name: str) -> list[EntityRow]:
    """Entities meant by a name, most articles first; see Index.find_entity."""
    keys = keys_of(database, None, name)
    found = database.rows(
        f"SELECT {_COLUMNS} FROM entity e WHERE e.key IN ({', '.join('?' * len(keys))}) AND e.articles > 0"
        " ORDER BY e.articles DESC, e.id",
        keys,
    )
    return _rows(found)


def _rows(found: Iterable[tuple[Any, ...]]) -> list[EntityRow]:
    return [
        EntityRow(key, kind, name, country, articles, seconds_of(first), seconds_of(last))
        for key, kind, name, country, articles, first, last in found
    ]
