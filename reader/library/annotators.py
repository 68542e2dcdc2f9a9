"""Which rules and gazetteer made each article's mentions, and so which articles are out of date."""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from reader.library.database import Database


def annotator_key(database: Database, name: str) -> int:
    """The key of an annotator, made when it is new. Inside a transaction."""
    database.run("INSERT OR IGNORE INTO annotator(name) VALUES(?)", (name,))
    key: int = database.value("SELECT key FROM annotator WHERE name = ?", (name,))
    return key


def outdated(database: Database, annotator: str) -> int:
    """How many articles, deleted ones apart, have mentions that another annotator made."""
    return sum(
        database.value("SELECT count(*) FROM document WHERE deleted = 0 AND annotator = ?", (key,))
        for key in _others(database, annotator)
    )


def outdated_ids(database: Database, annotator: str, limit: int) -> list[str]:
    """The newest `limit` of those articles, newest first."""
    streams = [
        database.rows(
            "SELECT -row, id FROM document WHERE deleted = 0 AND annotator = ? ORDER BY row DESC LIMIT ?", (key, limit)
        )
        for key in _others(database, annotator)
    ]
    return [id_ for _, id_ in heapq.merge(*streams)][:limit]


def passed_over(database: Database, articles: Iterable[str], annotator: str) -> None:
    """Count these articles as up to date although they can't be read again; one transaction."""
    with database.transaction():
        key = annotator_key(database, annotator)
        database.many("UPDATE document SET annotator = ? WHERE id = ?", [(key, article) for article in articles])


def _others(database: Database, annotator: str) -> list[int]:
    return [key for (key,) in database.rows("SELECT key FROM annotator WHERE name <> ?", (annotator,))]
