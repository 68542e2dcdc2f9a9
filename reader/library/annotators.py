"""Which rules and gazetteer made each article's mentions, and so which articles are out of date or not yet read."""

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
    """How many articles, deleted ones apart, have mentions that another annotator made, or words that wait."""
    others: int = sum(
        database.value("SELECT count(*) FROM document WHERE deleted = 0 AND annotator = ?", (key,))
        for key in _others(database, annotator)
    )
    return others + len(_waiting_of(database, annotator, -1))


def outdated_ids(database: Database, annotator: str, limit: int) -> list[str]:
    """The newest `limit` of those articles, newest first."""
    streams = [_of(database, key, limit) for key in _others(database, annotator)]
    return [id_ for _, id_ in heapq.merge(*streams, _waiting_of(database, annotator, limit))][:limit]


def waiting(database: Database) -> int:
    """How many articles, deleted ones apart, are not found by their words yet."""
    return int(database.value("SELECT count(*) FROM waiting w CROSS JOIN article a ON a.row = w.row"))


def waits(database: Database, article: str) -> bool:
    """Whether the article is one of them, or would be if it were not deleted."""
    sql = "SELECT 1 FROM document d CROSS JOIN waiting w ON w.row = d.row WHERE d.id = ?"
    return database.value(sql, (article,)) is not None


def awaiting(database: Database, limit: int) -> list[str]:
    """The newest `limit` of those and of the articles that have never been annotated, newest first."""
    found: list[tuple[int, str]] = database.rows(
        "SELECT -w.row, a.id FROM waiting w CROSS JOIN article a ON a.row = w.row ORDER BY w.row DESC LIMIT ?", (limit,)
    )
    key = database.value("SELECT key FROM annotator WHERE name = ''")
    never = _of(database, key, limit) if key is not None else []
    return [id_ for _, id_ in sorted({*found, *never})][:limit]


def passed_over(database: Database, articles: Iterable[str], annotator: str) -> None:
    """Count these articles as up to date although they can't be read again; one transaction."""
    wanted = list(articles)
    with database.transaction():
        key = annotator_key(database, annotator)
        database.many("UPDATE document SET annotator = ? WHERE id = ?", [(key, article) for article in wanted])
        database.many(
            "DELETE FROM waiting WHERE row = (SELECT row FROM document WHERE id = ?)",
            [(each,) for each in wanted],
        )


def _of(database: Database, key: int, limit: int) -> list[tuple[int, str]]:
    return database.rows(
        "SELECT -row, id FROM document WHERE deleted = 0 AND annotator = ? ORDER BY row DESC LIMIT ?", (key, limit)
    )


def _waiting_of(database: Database, annotator: str, limit: int) -> list[tuple[int, str]]:
    """Those whose words wait although this annotator has read them."""
    return database.rows(
        "SELECT -w.row, a.id FROM waiting w CROSS JOIN article a ON a.row = w.row CROSS JOIN document d ON d.id = a.id"
        " WHERE d.annotator = (SELECT key FROM annotator WHERE name = ?) ORDER BY w.row DESC LIMIT ?",
        (annotator, limit),
    )


def _others(database: Database, annotator: str) -> list[int]:
    return [key for (key,) in database.rows("SELECT key FROM annotator WHERE name <> ?", (annotator,))]
