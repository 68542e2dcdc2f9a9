"""The figures the index keeps as it is written, so that nobody has to count."""

from __future__ import annotations

from collections import Counter
from typing import Final

from reader.article import EntityKind
from reader.library.database import Database
from reader.library.rows import Counters

_KINDS: Final = {"leader": "leaders", "country": "countries", "organisation": "organisations"}


class Tally:
    """Differences collected during one transaction, written by `flush`."""

    def __init__(self) -> None:
        self._figures: Counter[str] = Counter()
        self._entities: Counter[int] = Counter()

    def article(self, sign: int, *, read: bool, starred: bool) -> None:
        """An article with these marks came (1) or went (-1)."""
        self._figures["articles"] += sign
        self._figures["unread"] += 0 if read else sign
        self._figures["starred"] += sign if starred else 0

    def entity(self, key: int, sign: int) -> None:
        """An article that names this entity came or went."""
        self._entities[key] += sign

    def flush(self, database: Database) -> None:
        """Write the differences, and what they mean for the number of entities of each kind."""
        for key, change in sorted(self._entities.items()):
            if not change:
                continue
            kind, before = database.row("SELECT kind, articles FROM entity WHERE key = ?", (key,))
            self._figures[_KINDS[kind]] += (before + change > 0) - (before > 0)
            database.run("UPDATE entity SET articles = articles + ? WHERE key = ?", (change, key))
        database.many(
            "INSERT INTO meta(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = value + excluded.value",
            [(name, change) for name, change in self._figures.items() if change],
        )
        self._figures.clear()
        self._entities.clear()


def change_kind(database: Database, key: int, before: EntityKind, after: EntityKind) -> None:
    """An entity turned out to be of another kind; where articles name it, it is counted there from now on."""
    if not database.value("SELECT articles FROM entity WHERE key = ?", (key,)):
        return
    database.many(
        "INSERT INTO meta(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = value + excluded.value",
        [(_KINDS[before], -1), (_KINDS[after], 1)],
    )


def counters(database: Database) -> Counters:
    """How much the library holds, as kept."""
    figures = dict(database.rows("SELECT name, value FROM meta"))
    return Counters(*(figures.get(name, 0) for name in Counters._fields))
