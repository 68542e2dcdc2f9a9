"""Lists from the index: pages by keyset, counts, and anchors for reaching any place of a long list."""

# ruff: noqa: S608 - statements are put together of this module's constants; every value is a parameter

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from reader.library.database import Database
from reader.library.query import Query
from reader.library.rows import Cursor, ListRow
from reader.library.schema import FIRST_ROW, LAST_ROW, seconds_of
from reader.library.selection import RANGE, Stream, select

_COLUMNS: Final = (
    "a.row, a.id, a.title, a.untitled, (SELECT name FROM source WHERE key = a.source), a.url, a.language, a.words,"
    " a.read, a.starred, a.dated, a.tags, a.leaders, a.countries"
)
_IDS_AT_ONCE: Final = 500


def rows(database: Database, query: Query, *, after: Cursor | None, before: Cursor | None, limit: int) -> list[ListRow]:
    """A page of `query`, newest first; see Index.rows."""
    low = FIRST_ROW if before is None else before.row + 1
    high = LAST_ROW if after is None else after.row - 1
    stream = select(database, query, low, high)
    order = "DESC" if before is None else "ASC"
    found = database.rows(
        f"SELECT {_COLUMNS} FROM ({stream.sql} ORDER BY row {order} LIMIT ?) s CROSS JOIN article a ON a.row = s.row"
        " ORDER BY s.row DESC",
        (*stream.parameters, limit),
    )
    return [_list_row(values) for values in found]


def rows_by_id(database: Database, articles: Sequence[str]) -> list[ListRow]:
    """The rows of these articles in the order asked for, unknown and deleted ones left out."""
    by_id: dict[str, ListRow] = {}
    for start in range(0, len(articles), _IDS_AT_ONCE):
        wanted = articles[start : start + _IDS_AT_ONCE]
        found = database.rows(
            f"SELECT {_COLUMNS} FROM document d CROSS JOIN article a ON a.row = d.row"
            f" WHERE d.id IN ({', '.join('?' * len(wanted))})",
            wanted,
        )
        by_id.update((values[1], _list_row(values)) for values in found)
    return [by_id[article] for article in articles if article in by_id]


def rows_by_key(database: Database, keys: Collection[int]) -> dict[int, ListRow]:
    """Articles by their rows, deleted ones left out; at most 500 at once."""
    found = database.rows(
        f"SELECT {_COLUMNS} FROM article a WHERE a.row IN ({', '.join('?' * len(keys))})", sorted(keys)
    )
    return {values[0]: _list_row(values) for values in found}


def revisions(database: Database, articles: Sequence[str]) -> dict[str, int]:
    """The revisions of those of the articles that are known, deleted ones among them, by id."""
    found: dict[str, int] = {}
    for start in range(0, len(articles), _IDS_AT_ONCE):
        wanted = articles[start : start + _IDS_AT_ONCE]
        found.update(
            database.rows(f"SELECT id, revision FROM document WHERE id IN ({', '.join('?' * len(wanted))})", wanted)
        )
    return found


def count(database: Database, query: Query) -> int:
    """How many articles a query finds, from the kept figures where one of them says it."""
    stream = select(database, query)
    if stream.kept:
        return int(database.value("SELECT value FROM meta WHERE name = ?", (stream.kept,)) or 0)
    return int(database.value(f"SELECT count(*) FROM ({stream.sql})", stream.parameters))


def anchors(database: Database, query: Query, step: int) -> list[Cursor]:
    """The cursor of every `step`th row; see Index.anchors."""
    if step < 1:
        raise ValueError("step counts rows, from 1")
    stream = select(database, query)
    found = database.rows(*(_skipping if stream.ranged else _numbering)(stream, step))
    return [Cursor(seconds_of(row), row) for (row,) in found]


def _skipping(stream: Stream, step: int) -> tuple[str, list[Any]]:
    """One range scan from each anchor to the next: passing a row over costs SQLite far less than numbering it.

    The anchor must be the only upper bound: beside a second one SQLite would begin at that and pass over everything.
    """
    *parameters, low, high = stream.parameters
    above = min(high, LAST_ROW - 1) + 1
    sql = (
        "WITH RECURSIVE anchor(row) AS (VALUES(?) UNION ALL"
        f" SELECT ({stream.sql.removesuffix(RANGE)} AND row >= ? AND row < anchor.row"
        " ORDER BY row DESC LIMIT 1 OFFSET ?) FROM anchor WHERE anchor.row IS NOT NULL)"
        " SELECT row FROM anchor WHERE row <> ?"
    )
    return sql, [above, *parameters, low, step - 1, above]


def _numbering(stream: Stream, step: int) -> tuple[str, list[Any]]:
    sql = (
        f"SELECT row FROM (SELECT row, row_number() OVER (ORDER BY row DESC) AS number FROM ({stream.sql}))"
        " WHERE number % ? = 0 ORDER BY row DESC"
    )
    return sql, [*stream.parameters, step]


def resolve(database: Database, prefix: str, limit: int) -> list[str]:
    """Ids that begin with `prefix`, in their order: the very id comes first."""
    found = database.rows(
        "SELECT id FROM document WHERE id >= ? AND id < ? AND deleted = 0 ORDER BY id LIMIT ?",
        (prefix, prefix + "\U0010ffff", limit),
    )
    return [article for (article,) in found]


def _list_row(values: tuple[Any, ...]) -> ListRow:
    row, article, title, untitled, source, url, language, words, read, starred, dated, tags, leaders, countries = values
    return ListRow(
        row,
        article,
        seconds_of(row),
        title,
        bool(untitled),
        source,
        url,
        language,
        words,
        bool(read),
        bool(starred),
        bool(dated),
        _lines(tags),
        _lines(leaders),
        _lines(countries),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
