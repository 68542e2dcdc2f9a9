"""A query turned into SQL that yields rows of articles newest first, lazily.

Every condition is a stream of rows in the index's one order (see schema): a range of postings, hits of words, a partial
index. AND, OR and NOT are INTERSECT, UNION and EXCEPT of such streams, which SQLite runs as one merge that stops as
soon as a page is full. So a page costs what it shows and what lies between, however common its words are.
"""

# ruff: noqa: S608 - statements are put together of this module's constants; every value is a parameter

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from reader.library.database import Database
from reader.library.entity_names import keys_of
from reader.library.folding import folded
from reader.library.query import Query
from reader.library.query_tree import All, Language, Marked, Names, Node, Not, Period, Some, Source, Tagged, Words
from reader.library.schema import FIRST_ROW, LAST_ROW, row_of

RANGE: Final = " AND row BETWEEN ? AND ?"
"""How every stream of one range ends; its bounds are the last two parameters."""
NOTHING: Final = "SELECT row FROM article WHERE 0"


class Stream(NamedTuple):
    """A SELECT of one column `row`, without ORDER BY, and its parameters.

    `compound`: made of several by set operators. `ranged`: one range of one b-tree, so that starting it anew costs
    next to nothing; its statement ends in RANGE. `kept`: the name of the counter that holds its length.
    """

    sql: str
    parameters: tuple[Any, ...] = ()
    compound: bool = False
    ranged: bool = False
    kept: str = ""


class _Range(NamedTuple):
    low: int
    high: int

    def within(self, parts: Iterable[Node]) -> _Range:
        """The range narrowed by the periods among `parts`."""
        low, high = self
        for part in parts:
            if isinstance(part, Period):
                low = low if part.since is None else max(low, _clamped(part.since))
                high = high if part.until is None else min(high, _clamped(part.until) - 1)
        return _Range(low, high)


def select(database: Database, query: Query, low: int = FIRST_ROW, high: int = LAST_ROW) -> Stream:
    """The rows from `low` to `high` that a query finds."""
    return _Compiler(database).stream(query.tree, _Range(low, high))


class _Compiler:
    def __init__(self, database: Database) -> None:
        self._database = database

    def stream(self, node: Node, within: _Range) -> Stream:
        if (words := _match(node)) is not None:
            return _hits(words, within)
        match node:
            case All(parts):
                return self._all(parts, within)
            case Some(parts):
                return _joined("UNION", [self.stream(part, within) for part in parts])
            case Not(part):
                return _joined("EXCEPT", [_everything(within), *self._unwanted([part], within)])
            case Period():
                return _everything(within.within([node]))
            case Names(kind, name):
                return _postings(keys_of(self._database, kind, name), within)
            case Source(name):
                return self._source(name, within)
            case Tagged(tag):
                return _ranged("tagged WHERE tag = ?", (folded(tag),), within)
            case Language(code):
                return _ranged("article INDEXED BY article_language WHERE language = ?", (code,), within)
            case Marked(flag):
                return _marked(flag, within)
        raise AssertionError(node)

    def _all(self, parts: tuple[Node, ...], within: _Range) -> Stream:
        narrowed = within.within(parts)
        parts = tuple(part for part in parts if not isinstance(part, Period))
        wanted = [part for part in parts if not isinstance(part, Not)]
        unwanted = [part.part for part in parts if isinstance(part, Not)]
        words = [match for part in wanted if (match := _match(part)) is not None]
        streams = [self.stream(part, narrowed) for part in wanted if _match(part) is None]
        if words:
            streams.append(_hits(" AND ".join(words), narrowed))
        found = _joined("INTERSECT", streams) if streams else _everything(narrowed)
        return _joined("EXCEPT", [found, *self._unwanted(unwanted, narrowed)])

    def _unwanted(self, parts: list[Node], within: _Range) -> list[Stream]:
        """What the parts find; where they ask what an article says, also those of which that isn't known yet."""
        streams = [self.stream(part, within) for part in parts]
        if any(map(_asks_what_it_says, parts)) and self._database.value("SELECT 1 FROM waiting LIMIT 1") is not None:
            streams.append(_ranged("waiting WHERE 1", (), within))
        return streams

    def _source(self, name: str, within: _Range) -> Stream:
        words = folded(name).split()
        known = self._database.rows("SELECT key, folded FROM source")
        keys = [key for key, its in known if all(word in its.split() for word in words)]
        own = [_ranged("article INDEXED BY article_source WHERE source = ?", (key,), within) for key in keys]
        return _joined("UNION", [*own, *(self._printed_by(key, within) for key in keys if self._has_printed(key))])

    def _has_printed(self, source: int) -> bool:
        """Whether it is another outlet of any article: mostly not, and then one stream is all that is asked."""
        return self._database.value("SELECT 1 FROM outlet WHERE source = ? LIMIT 1", (source,)) is not None

    @staticmethod
    def _printed_by(source: int, within: _Range) -> Stream:
        shown = "EXISTS (SELECT 1 FROM article WHERE article.row = outlet.row)"
        return _ranged(f"outlet INDEXED BY outlet_source WHERE source = ? AND {shown}", (source,), within)


def _match(node: Node) -> str | None:
    """The full-text expression of a condition made of words only; None for any other."""
    match node:
        case Words(text, beginning, title):
            quoted = '"' + text.replace('"', '""') + '"' + ("*" if beginning else "")
            return f"(title : {quoted})" if title else quoted
        case All(parts) if parts and all(map(_is_words, parts)):
            return _bracketed("AND", parts)
        case Some(parts) if all(map(_is_words, parts)):
            return _bracketed("OR", parts)
    return None


def _asks_what_it_says(node: Node) -> bool:
    match node:
        case All(parts) | Some(parts):
            return any(map(_asks_what_it_says, parts))
        case Not(part):
            return _asks_what_it_says(part)
    return isinstance(node, Words | Names)


def _is_words(node: Node) -> bool:
    return _match(node) is not None


def _bracketed(operator: str, parts: tuple[Node, ...]) -> str:
    return f"({f' {operator} '.join(match for part in parts if (match := _match(part)) is not None)})"


def _hits(expression: str, within: _Range) -> Stream:
    return Stream(
        "SELECT rowid AS row FROM fts WHERE fts MATCH ? AND rowid BETWEEN ? AND ?"
        " AND NOT EXISTS (SELECT 1 FROM gone WHERE gone.row = fts.rowid)",
        (expression, *within),
    )


def _everything(within: _Range) -> Stream:
    whole = within == (FIRST_ROW, LAST_ROW)
    return _ranged("article INDEXED BY article_row WHERE 1", (), within)._replace(kept="articles" if whole else "")


def _postings(keys: list[int], within: _Range) -> Stream:
    if len(keys) == 1:
        return _ranged("postings WHERE entity = ?", (keys[0],), within)
    if not keys:
        return Stream(NOTHING)
    return Stream(
        f"SELECT DISTINCT row FROM postings WHERE entity IN ({', '.join('?' * len(keys))}) AND row BETWEEN ? AND ?",
        (*keys, *within),
    )


def _marked(flag: str, within: _Range) -> Stream:
    whole = within == (FIRST_ROW, LAST_ROW)
    if flag == "starred":
        stream = _ranged("article INDEXED BY article_starred WHERE starred = 1", (), within)
        return stream._replace(kept="starred" if whole else "")
    unread = _ranged("article INDEXED BY article_unread WHERE read = 0", (), within)
    if flag == "unread":
        return unread._replace(kept="unread" if whole else "")
    return _joined("EXCEPT", [_everything(within), unread])


def _ranged(table: str, parameters: tuple[Any, ...], within: _Range) -> Stream:
    return Stream(f"SELECT row FROM {table}{RANGE}", (*parameters, *within), ranged=True)


def _joined(operator: str, streams: list[Stream]) -> Stream:
    """The streams put together; SQL's set operators bind from the left, so a compound one goes into brackets."""
    if not streams:
        return Stream(NOTHING)
    if len(streams) == 1:
        return streams[0]
    first, *others = streams
    sql = [first.sql, *(f"SELECT row FROM ({other.sql})" if other.compound else other.sql for other in others)]
    parameters = tuple(parameter for stream in streams for parameter in stream.parameters)
    return Stream(f" {operator} ".join(sql), parameters, compound=True)


def _clamped(seconds: int) -> int:
    return min(max(row_of(seconds), FIRST_ROW), LAST_ROW)
