"""The article store, first of the two truths: every version of every article, and the original pages that were kept.

It is a diskcache folder that is only ever added to, so its row numbers grow with time. Writing goes through diskcache;
reading is a few narrow SELECTs on a plain read-only connection, because diskcache writes its settings whenever it is
opened, which a full or read-only disk refuses, and takes longer to import than a first page takes to show.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from reader.article import Article
from reader.library.errors import busy
from reader.library.keys import ARTICLES, ArticleKey, all_revisions, article_key, page_key, read_article_key
from reader.library.originals import Original
from reader.library.packed import ready_row
from reader.library.places import could_not_read, make_private
from reader.library.sqlite_words import connect_read_only, in_words
from reader.library.stored_rows import DamagedRow, Slice, Survey, decoded

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
_NUMBERS = "SELECT rowid, key FROM Cache WHERE rowid > ? AND +key >= ? AND +key < ? ORDER BY rowid"
_INSERT = (
    "INSERT INTO Cache(key, raw, store_time, access_time, access_count, size, mode, filename, value)"
    " VALUES(?, 1, ?, ?, 0, ?, ?, ?, ?) ON CONFLICT(key, raw) DO"
)
_AS_IT_IS = "NOTHING"
_OVER_IT = (
    "UPDATE SET store_time = excluded.store_time, access_time = excluded.access_time, size = excluded.size,"
    " mode = excluded.mode, filename = excluded.filename, value = excluded.value"
)
_COUNT = "SELECT count(*) FROM Cache WHERE rowid > ? AND +key >= ? AND +key < ?"
_ROW = "SELECT mode, filename, value FROM Cache WHERE key = ? AND raw = 1"
_ROWS = "SELECT rowid, key, raw, mode, filename, value FROM Cache WHERE key IN ({}) AND raw = 1"
_LATEST = (
    "SELECT key, mode, filename, value FROM Cache WHERE key >= ? AND key < ? AND raw = 1 ORDER BY key DESC LIMIT 1"
)
_LATEST_KEYS = (
    "WITH wanted(low, high) AS (VALUES {}) SELECT"
    " (SELECT key FROM Cache WHERE key >= low AND key < high AND raw = 1 ORDER BY key DESC LIMIT 1) FROM wanted"
)
_LATEST_KEY = "SELECT key FROM Cache WHERE key >= ? AND key < ? AND raw = 1 ORDER BY key DESC LIMIT 1"


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
        for number, content in decoded(found):
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
            for _, content in decoded(found):
                if isinstance(content, DamagedRow):
                    damaged.append(content)
                else:
                    readable += 1
        return Survey(readable, damaged)

    def latest(self, article_id: str) -> int:
        """The number of the article's newest version; 0 for an article that isn't there."""
        key = read_article_key(self._first(_LATEST_KEY, all_revisions(article_id)) or "")
        return key.revision if key else 0

    def latest_of(self, article_ids: Sequence[str]) -> dict[str, int]:
        """The numbers of the newest versions of those of the articles that are there, by id."""
        found: dict[str, int] = {}
        for start in range(0, len(article_ids), _AT_ONCE):
            wanted = article_ids[start : start + _AT_ONCE]
            bounds = [bound for article_id in wanted for bound in all_revisions(article_id)]
            sql = _LATEST_KEYS.format(", ".join("(?, ?)" for _ in wanted))
            keys = (read_article_key(key) for (key,) in self._all(sql, bounds) if key)
            found.update((key.id, key.revision) for key in keys if key)
        return found

    def get(self, article_id: str, revision: int) -> Article | None:
        """That version of the article; None where there is none. Raises DamagedError for one that can't be read."""
        key = article_key(article_id, revision)
        return self._article((key, *values) for values in self._all(_ROW, (key,)))

    def newest(self, article_id: str) -> Article | None:
        """The article's newest version; None for an article that isn't there. Raises as `get` does."""
        return self._article(self._all(_LATEST, all_revisions(article_id)))

    def newest_of(self, article_ids: Sequence[str]) -> dict[str, Article]:
        """The newest versions of those of the articles that are there and can be read, by id."""
        latest = [article_key(article_id, number) for article_id, number in self.latest_of(article_ids).items()]
        found: dict[str, Article] = {}
        for start in range(0, len(latest), _AT_ONCE):
            keys = latest[start : start + _AT_ONCE]
            for _, content in decoded(self._all(_ROWS.format(", ".join("?" * len(keys))), keys)):
                if isinstance(content, Article):
                    found[content.id] = content
        return found

    def original(self, name: str) -> Original | None:
        """The kept original of that name; None where none is kept. Raises DamagedError for one that can't be read."""
        from reader.library.codec import checked_value, decode

        key = page_key(name)
        for mode, filename, value in self._all(_ROW, (key,)):
            original = decode(checked_value(mode, filename, value, key), key)
            return original if isinstance(original, Original) else None
        return None

    def add(
        self,
        articles: Sequence[Article],
        originals: Mapping[str, Original],
        ready: Mapping[str, tuple[bytes, bytes]] | None = None,
    ) -> None:
        """Store new versions, and originals by name, all or nothing; on the disk when this returns.

        A version or an original that is there already stays as it is. `ready` are rows made ahead (`packed`). Raises
        LibraryInUseError, DiskFullError, ReadOnlyLibraryError or DamagedError; then nothing of the batch was stored.
        """
        contents: dict[str, Article | Original] = {page_key(name): original for name, original in originals.items()}
        contents |= {article_key(article.id, article.revision): article for article in articles}
        self._write(contents, _AS_IT_IS, ready or {})

    def numbered(self, articles: Sequence[Article], after: int) -> list[tuple[int, Article]]:
        """These articles with the numbers of their rows, those that are stored in rows after row `after`."""
        wanted = {article_key(article.id, article.revision): article for article in articles}
        rows = self._all(_NUMBERS, (after, *ARTICLES))
        return [(number, wanted[key]) for number, key in rows if key in wanted]

    def renew(self, articles: Sequence[Article]) -> None:
        """Write these versions over the stored ones of the same numbers, in their rows, all or nothing.

        For what is known of its words, as mentions are: the words of a version never change. Raises as `add` does; then
        all are as they were.
        """
        if not articles:
            return
        self._write({article_key(article.id, article.revision): article for article in articles}, _OVER_IT, {})

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

    def _write(
        self, values: Mapping[str, Article | Original], where_one_is: str, ready: Mapping[str, tuple[bytes, bytes]]
    ) -> None:
        with self._writing() as cache:
            from reader.library.codec import MODE_RAW, compressed, contents
            from reader.library.disk import checked_size

            now = time.time()
            rows = []
            for key, value in values.items():
                content = contents(value)
                row = ready_row(ready, key, content) or checked_size(compressed(value, content), key)
                rows.append((key, now, now, 0, MODE_RAW, None, row))
            with cache.transact():
                # One statement for all rows, as diskcache makes it for each: its own calls take twice as long.
                cache._con.executemany(f"{_INSERT} {where_one_is}", rows)  # noqa: SLF001

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
