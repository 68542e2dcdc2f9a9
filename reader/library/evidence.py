"""What related coverage reads of the index: term vectors, frequencies, entities, and which articles near in time share
a word or an entity.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any, Final, NamedTuple

from reader.article import EntityKind
from reader.library.database import Database
from reader.library.reading import rows_by_key
from reader.library.rows import ListRow
from reader.library.schema import row_of, seconds_of
from reader.library.vectors import Vector, read_vector
from reader.library.vocabulary import Vocabulary

_AT_ONCE: Final = 500


class Compared(NamedTuple):
    """An article as far as comparing goes."""

    row: int
    vector: Vector
    fingerprint: bytes


class NamedEntity(NamedTuple):
    """An entity of the index: its key there, and in how many articles it is named."""

    key: int
    id: str
    kind: EntityKind
    name: str
    articles: int


class Evidence:
    """Reading for reader.related. Rows are those of ListRow; deleted articles are never handed out."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rarities: array[float] | None = None
        self._rarities_of: dict[str, int] = {}

    def snapshot(self) -> AbstractContextManager[None]:
        """All reads inside see one state of the index."""
        return self._database.snapshot()

    def compared(self, rows: Collection[int]) -> list[Compared]:
        """Vectors and fingerprints of those of the rows that are shown."""
        found = self._in(
            "SELECT v.row, v.terms, v.counts, v.lead, v.fingerprint FROM article a CROSS JOIN vector v ON v.row = a.row"
            " WHERE a.row IN",
            rows,
        )
        return [Compared(row, read_vector(*vector), print_) for row, *vector, print_ in found]

    def row_of(self, article: str) -> int | None:
        """The row of an article; None for one that is unknown or deleted."""
        found: int | None = self._database.value("SELECT row FROM document WHERE id = ? AND deleted = 0", (article,))
        return found

    def list_rows(self, rows: Collection[int]) -> dict[int, ListRow]:
        """What lists show of these articles, by row."""
        return rows_by_key(self._database, rows)

    def rarities(self) -> array[float]:
        """Inverse document frequencies as the library is now, by the numbers of terms."""
        written = dict(self._database.rows("SELECT name, value FROM meta WHERE name IN ('position', 'replaced')"))
        if self._rarities is None or written != self._rarities_of:
            self._rarities, self._rarities_of = Vocabulary(self._database).rarities(), written
        return self._rarities

    def words(self, terms: Collection[int]) -> dict[int, str]:
        """The words that the numbers of terms stand for."""
        return dict(self._in("SELECT key, word FROM term WHERE key IN", terms))

    def saliences(self, rows: Collection[int]) -> dict[int, dict[int, int]]:
        """For each of the rows, the weights of the entities it names, by their keys."""
        found: dict[int, dict[int, int]] = {row: {} for row in rows}
        for row, entity, weight in self._in("SELECT row, entity, weight FROM doc_entity WHERE row IN", rows):
            found[row][entity] = weight
        return found

    def entities(self, keys: Collection[int]) -> dict[int, NamedEntity]:
        """Entities by their keys."""
        found = self._in("SELECT key, id, kind, name, articles FROM entity WHERE key IN", keys)
        return {entity.key: entity for entity in (NamedEntity(*values) for values in found)}

    def articles(self) -> int:
        """How many articles are shown."""
        return int(self._database.value("SELECT value FROM meta WHERE name = 'articles'") or 0)

    def with_word(self, word: str, row: int, each_side: int) -> list[int]:
        """The articles nearest in time to `row` that hold the word, at most so many before and as many after."""
        source = "SELECT rowid FROM fts WHERE fts MATCH ? AND rowid"
        return self._nearest(source, "rowid", ('"' + word.replace('"', '""') + '"',), row, each_side)

    def with_entity(self, key: int, row: int, each_side: int, seconds: int) -> list[int]:
        """The articles nearest to `row`, and not further than so many seconds, that name the entity."""
        earliest, latest = row_of(seconds_of(row) - seconds), row_of(seconds_of(row) + seconds + 1)
        source = "SELECT row FROM postings WHERE entity = ? AND row >= ? AND row < ? AND row"
        return self._nearest(source, "row", (key, earliest, latest), row, each_side)

    def _nearest(self, source: str, order: str, parameters: tuple[Any, ...], row: int, each_side: int) -> list[int]:
        before = self._database.rows(f"{source} < ? ORDER BY {order} DESC LIMIT ?", (*parameters, row, each_side))
        after = self._database.rows(f"{source} > ? ORDER BY {order} LIMIT ?", (*parameters, row, each_side))
        return [found for (found,) in before + after]

    def _in(self, source: str, keys: Iterable[int]) -> Iterator[Any]:
        wanted = sorted(keys)
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            yield from self._database.rows(f"{source} ({', '.join('?' * len(part))})", part)
