"""The article store, first of the two truths: every version of every article, and the original pages that were kept.

It is a diskcache folder that is only ever added to, so its row numbers grow with time. Writing goes through diskcache;
reading is a few narrow SELECTs on a plain read-only connection, because diskcache writes its settings whenever it is
opened, which a full or read-only disk refuses, and takes longer to import than a first page takes to show.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from reader.article import Article
from reader.library.errors import DamagedError, busy
from reader.library.keys import ARTICLES, ArticleKey, all_revisions, article_key, page_key, read_article_key
from reader.library.originals import Original
from reader.library.places import could_not_read, make_private
from reader.library.sqlite_words import connect_read_only, in_words

DATABASE: Final = "cache.db"
WRITE_PATIENCE: Final = 15.0
"""Seconds to wait for SQLite's write lock."""
SETTINGS: Final[Mapping[str, Any]] = {
    # diskcache's defaults delete the oldest articles at 1 GiB, without a word.
    "eviction_policy": "none",
    "cull_limit": 0,
    "size_limit": 2**62,
    # Larger than any row that ArticleDisk takes: no side files, so that a row is there whole or not at all.
    "disk_min_file_size": 2**25,
    "statistics": 0,
    "tag_index": 0,
}

# "+key" keeps SQLite from walking the index of keys where the order of rows is what counts.
_LAST = "SELECT rowid FROM Cache WHERE +key >= ? AND +key < ? ORDER BY rowid DESC LIMIT 1"
_KEY_AT = "SELECT key FROM Cache WHERE rowid = ? AND raw = 1"
_SINCE = (
    "SELECT rowid, key, raw, mode, filename, value FROM Cache"
    " WHERE rowid > ? AND (raw != 1 OR +key >= ? AND +key < ?) ORDER BY rowid LIMIT ?"
)
_EVERYTHING = "SELECT rowid, key, raw, mode, filename, value FROM Cache WHERE rowid > ? ORDER BY rowid LIMIT ?"
_AT_ONCE = 200
_NOT_MADE_YET = "no such table: Cache"  # another process is just making it, or was killed while it did
_COUNT = "SELECT count(*) FROM Cache WHERE rowid > ? AND +key >= ? AND +key < ?"
_ROW = "SELECT mode, filename, value FROM Cache WHERE key = ? AND raw = 1"
_LATEST = (
    "SELECT key, mode, filename, value FROM Cache WHERE key >= ? AND key < ? AND raw = 1 ORDER BY key DESC LIMIT 1"
)
_LATEST_KEY = "SELECT key FROM Cache WHERE key >= ? AND key < ? AND raw = 1 ORDER BY key DESC LIMIT 1"


class DamagedRow(NamedTuple):
    """A row that can't be read: its number, its key as far as it is one, and why."""

    row: int
    key: str
    why: str


class Slice(NamedTuple):
    """Rows in the order they were written; `last` is the number of the last one looked at, 0 for none."""

    rows: list[tuple[int, Article]]
    damaged: list[DamagedRow]
    last: int


class Survey(NamedTuple):
    """What became of reading every row."""

    readable: int
    damaged: list[DamagedRow]


class ArticleStore:
    """The store in `folder`. Use it from one thread. Nothing is opened until it is needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / DATABASE
        self._connection: sqlite3.Connection | None = None
        self._cache: Any = None

    def last_row(self) -> int:
        """The number of the newest article row; 0 for an empty store."""
        return self._first(_LAST, ARTICLES) or 0

    def key_at(self, row: int) -> ArticleKey | None:
        """Whose version row `row` holds; None where it is no article's."""
        key = self._first(_KEY_AT, (row,))
        return read_article_key(key) if isinstance(key, str) else None

    def count(self, since: int = 0) -> int:
        """Article rows (versions, not articles) after row `since`."""
        return self._first(_COUNT, (since, *ARTICLES)) or 0

    def since(self, row: int, limit: int) -> Slice:
        """At most `limit` article rows after row `row`. Damaged ones are told apart and never stop the others."""
        found = self._all(_SINCE, (row, *ARTICLES, limit))
        rows: list[tuple[int, Article]] = []
        damaged: list[DamagedRow] = []
        for number, content in _decoded(found):
            if isinstance(content, Article):
                rows.append((number, content))
            elif isinstance(content, DamagedRow):
                damaged.append(content)
        return Slice(rows, damaged, found[-1][0] if found else 0)

    def survey(self) -> Survey:
        """Read every row there is, articles and kept originals, and check it. Takes 20 s for a million."""
        readable, last = 0, 0
        damaged: list[DamagedRow] = []
        while found := self._all(_EVERYTHING, (last, _AT_ONCE)):
            last = found[-1][0]
            for _, content in _decoded(found):
                if isinstance(content, DamagedRow):
                    damaged.append(content)
                else:
                    readable += 1
        return Survey(readable, damaged)

    def latest(self, article_id: str) -> int:
        """The number of the article's newest version; 0 for an article that isn't there."""
        key = read_article_key(self._first(_LATEST_KEY, all_revisions(article_id)) or "")
        return key.revision if key else 0

    def get(self, article_id: str, revision: int) -> Article | None:
        """That version of the article; None where there is none. Raises DamagedError for one that can't be read."""
        key = article_key(article_id, revision)
        return self._article((key, *values) for values in self._all(_ROW, (key,)))

    def newest(self, article_id: str) -> Article | None:
        """The article's newest version; None for an article that isn't there. Raises as `get` does."""
        return self._article(self._all(_LATEST, all_revisions(article_id)))

    def original(self, name: str) -> Original | None:
        """The kept original of that name; None where none is kept. Raises DamagedError for one that can't be read."""
        from reader.library.codec import checked_value, decode

        key = page_key(name)
        for mode, filename, value in self._all(_ROW, (key,)):
            original = decode(checked_value(mode, filename, value, key), key)
            return original if isinstance(original, Original) else None
        return None

    def add(self, articles: Sequence[Article], originals: Mapping[str, Original]) -> None:
        """Store new versions, and originals by name, all or nothing; on the disk when this returns.

        A version or an original that is there already stays as it is. Raises LibraryInUseError, DiskFullError,
        ReadOnlyLibraryError or DamagedError; then nothing of the batch was stored.
        """
        with self._writing() as cache, cache.transact():
            for name, original in originals.items():
                if page_key(name) not in cache:
                    cache.add(page_key(name), original)
            for article in articles:
                cache.add(article_key(article.id, article.revision), article)

    def renew(self, articles: Sequence[Article]) -> None:
        """Write these versions over the stored ones of the same numbers, in their rows, all or nothing.

        For what is known of its words, as mentions are: the words of a version never change. Raises as `add` does; then
        all are as they were.
        """
        if not articles:
            return
        with self._writing() as cache, cache.transact():
            for article in articles:
                cache.set(article_key(article.id, article.revision), article)

    def close(self) -> None:
        """Let go of the files. The store opens them again when it is used again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._close_cache()

    def _article(self, found: Iterable[Any]) -> Article | None:
        from reader.library.codec import checked_value, decode

        for key, mode, filename, value in found:
            article = decode(checked_value(mode, filename, value, key), key)
            return article if isinstance(article, Article) else None
        return None

    def _first(self, sql: str, values: Sequence[object]) -> Any:
        for row in self._all(sql, values):
            return row[0]
        return None

    def _all(self, sql: str, values: Sequence[object]) -> list[Any]:
        try:
            if self._connection is None:
                if not self._is_there():
                    return []
                self._connection = connect_read_only(self.database)
            return self._connection.execute(sql, tuple(values)).fetchall()
        except sqlite3.Error as error:
            if str(error) == _NOT_MADE_YET:
                return []
            raise in_words(error, self.database) from error

    def _is_there(self) -> bool:
        try:
            self.database.stat()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise could_not_read(self.database, error) from error
        return True

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        from diskcache import Timeout

        try:
            if self._cache is None:
                self._cache = self._open_cache()
            yield self._cache
        except Timeout as error:
            self._close_cache()
            raise self._why_not_writable() from error
        except sqlite3.Error as error:
            self._close_cache()
            raise in_words(error, self.database) from error

    def _open_cache(self) -> Any:
        from diskcache import Cache

        from reader.library.disk import ArticleDisk

        make_private(self.folder)
        cache = Cache(str(self.folder), timeout=WRITE_PATIENCE, disk=ArticleDisk, **SETTINGS)
        # A commit is on the disk when it returns; set for this connection only, so that opening stays cheap.
        cache.reset("sqlite_synchronous", 2, update=False)
        return cache

    def _close_cache(self) -> None:
        if self._cache is not None:
            self._cache.close()
            self._cache = None

    def _why_not_writable(self) -> Exception:
        """diskcache says Timeout whatever kept it from writing: ask SQLite for the reason."""
        connection = sqlite3.connect(self.database, timeout=0, isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            return in_words(error, self.database)
        finally:
            connection.close()
        return busy(self.folder)


def _decoded(rows: Iterable[Any]) -> Iterator[tuple[int, Article | Original | DamagedRow]]:
    """What each row (number, key, raw, mode, filename, value) holds, or why it can't be read."""
    from reader.library.codec import checked_key, checked_value, decode

    for number, key, raw, mode, filename, value in rows:
        try:
            content = decode(checked_value(mode, filename, value, checked_key(key, raw)), key)
        except DamagedError as error:
            yield number, DamagedRow(number, key if isinstance(key, str) else "", error.what)
            continue
        if _is_named_by(key, content):
            yield number, content
        else:
            yield number, DamagedRow(number, key, "it holds something else than its key says")


def _is_named_by(key: str, content: Article | Original) -> bool:
    if isinstance(content, Article):
        return key == article_key(content.id, content.revision)
    return key == page_key(content.name)
