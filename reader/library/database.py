"""One connection to the index's SQLite file: its settings, its transactions, and its failures in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from reader.errors import DatelineError
from reader.library.errors import DamagedError
from reader.library.sqlite_words import connect_read_only, in_words

BUSY_SECONDS: Final = 10.0
"""How long a writer waits for another process's transaction. Readers never wait: the file is in WAL mode."""
CACHE_KIBIBYTES: Final = 16_384
MAPPED_BYTES: Final = 1 << 30
"""Page cache of a connection, and how much of the file is read through the page cache of the system instead."""

_Parameters = Sequence[Any] | dict[str, Any]


class IndexStaleError(DatelineError):
    """The index can't be used as it is: another format version, or damaged. It is derived, so it can be made anew."""

    def __init__(self, what: str, path: Path) -> None:
        super().__init__(what, str(path), "`dateline reindex` makes it anew from the articles")


class Database:
    """A connection in autocommit mode; writes happen inside `transaction`. Used from the thread that made it."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self.term_numbers: dict[str, int] = {}
        """Numbers of terms that were read here: a term keeps its number for good. See Vocabulary."""
        with self._told():
            self._connection = _tuned(connect_read_only(path) if read_only else _connect(path))

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection itself, for who brings statements of their own; they belong inside `transaction`."""
        return self._connection

    def rows(self, sql: str, parameters: _Parameters = ()) -> list[Any]:
        """Every row of the answer, as tuples."""
        with self._told():
            return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: _Parameters = ()) -> Any:
        """The first row of the answer, None where there is none."""
        with self._told():
            return self._connection.execute(sql, parameters).fetchone()

    def value(self, sql: str, parameters: _Parameters = ()) -> Any:
        """The first column of the first row, None where there is none."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]

    def run(self, sql: str, parameters: _Parameters = ()) -> int:
        """Do it; the number of rows it changed."""
        with self._told():
            return self._connection.execute(sql, parameters).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Do it once for each of `rows`."""
        with self._told():
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block's writes, or none. Waits up to `BUSY_SECONDS` for another writer."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._connection.rollback()
            raise
        self.run("COMMIT")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside the block see one state of the index, whatever others commit meanwhile."""
        if self._connection.in_transaction:
            yield
            return
        self.run("BEGIN")
        try:
            yield
        finally:
            self._connection.rollback()

    def close(self) -> None:
        """Let the file go; the last connection to do so folds the write-ahead log into it."""
        self._connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise _failure(error, self.path) from error


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, cached_statements=256)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
    except BaseException:
        connection.close()
        raise
    return connection


def _tuned(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute(f"PRAGMA cache_size=-{CACHE_KIBIBYTES}")
    connection.execute(f"PRAGMA mmap_size={MAPPED_BYTES}")
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection


def _failure(error: sqlite3.DatabaseError, path: Path) -> Exception:
    """The error in words; a mistake in a statement of ours stays what it is."""
    missing = str(error).startswith("no such ")
    if isinstance(error, sqlite3.ProgrammingError | sqlite3.IntegrityError):
        return error
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR and not missing:
        return error
    told = in_words(error, path)
    return IndexStaleError(told.what, path) if isinstance(told, DamagedError) else told
