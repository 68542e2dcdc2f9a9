"""What is known of feeds and their items from earlier fetches, so that a fetch asks and reads only what is new.

It is written after the library: a kill between the two costs work done twice, never an article. One run at a time
writes it; whoever only wants to look at the feeds takes `read_states`.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

import msgspec

from reader.ingest.fetching.feed_state import FeedState
from reader.ingest.fetching.page_queue import PageQueue
from reader.ingest.fetching.state_file import open_file, open_to_read
from reader.sources.feeds.feed import ITEMS

SEEN_DAYS: Final = 60
"""Days for which an item is remembered that its feed no longer lists."""
SEEN_MOST: Final = 4 * ITEMS
"""Items remembered of one feed: one that names its items anew each time is not followed for ever."""
LISTED_DAYS: Final = 7
"""Days after which it is noted again that an item is still listed: not at every fetch, as that would write them all."""
KEY_BYTES: Final = 16
_DAY: Final = 86_400


class Known(NamedTuple):
    """What is remembered of an item: the digest of what it said, its article, and the day it was last listed."""

    digest: bytes
    article: str
    day: int


class State:
    """The state of one library's feeds, for the run that holds the fetch lock. Writes happen inside `transaction`."""

    def __init__(self, library: Path) -> None:
        """Raises DatelineError where the file can't be read or written."""
        self._database, self.notice = open_file(library)
        self.queue = PageQueue(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """For the marks of stories, which are kept in the same file."""
        return self._database.connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block's writes, or none."""
        with self._database.transaction():
            yield

    def feed(self, address: str) -> FeedState:
        """What is known of that feed; a bare FeedState for one that was never asked."""
        found = self._database.value("SELECT state FROM feed WHERE address = ?", (address,))
        return _decoded(address, found) if found else FeedState(address)

    def keep(self, state: FeedState) -> None:
        """Keep what is known of a feed now."""
        self._database.run(
            "INSERT INTO feed(address, state) VALUES (?, ?) ON CONFLICT(address) DO UPDATE SET state = excluded.state",
            (state.address, _encode(state)),
        )

    def readdress(self, old: str, new: str) -> None:
        """The feed is asked for at another address from now on; what was known of that one before is forgotten."""
        self.forget(new)
        self._database.run("UPDATE feed SET address = ? WHERE address = ?", (new, old))
        self.queue.readdress(old, new)

    def forget(self, address: str) -> None:
        """Nothing is known of that feed any more; full texts that wait for it stay."""
        self._database.run("DELETE FROM seen WHERE feed = (SELECT key FROM feed WHERE address = ?)", (address,))
        self._database.run("DELETE FROM feed WHERE address = ?", (address,))

    def seen(self, address: str) -> dict[bytes, Known]:
        """The items remembered of that feed, by `item_key`."""
        rows = self._database.rows(
            "SELECT key, digest, article, day FROM seen WHERE feed = (SELECT key FROM feed WHERE address = ?)",
            (address,),
        )
        return {key: Known(digest, article, day) for key, digest, article, day in rows}

    def see(self, address: str, items: Iterable[tuple[bytes, bytes, str]], now: int) -> None:
        """Remember items of that feed: key, digest, id of the article; listed today."""
        feed, day = self._key(address), now // _DAY
        self._database.many(
            "INSERT OR REPLACE INTO seen(feed, key, digest, article, day) VALUES (?, ?, ?, ?, ?)",
            ((feed, key, digest, article, day) for key, digest, article in items),
        )

    def listed(self, address: str, keys: Iterable[bytes], now: int) -> None:
        """Note that the feed lists these items today, and forget those it has not listed for SEEN_DAYS.

        Items beyond SEEN_MOST are forgotten too, those longest unlisted first.
        """
        feed, day = self._key(address), now // _DAY
        self._database.many("UPDATE seen SET day = ? WHERE feed = ? AND key = ?", ((day, feed, key) for key in keys))
        self._database.run("DELETE FROM seen WHERE feed = ? AND day < ?", (feed, day - SEEN_DAYS))
        self._database.run(
            "DELETE FROM seen WHERE feed = :feed AND key IN "
            "(SELECT key FROM seen WHERE feed = :feed ORDER BY day DESC LIMIT -1 OFFSET :most)",
            {"feed": feed, "most": SEEN_MOST},
        )

    def _key(self, address: str) -> int:
        found = self._database.value("SELECT key FROM feed WHERE address = ?", (address,))
        if found is None:
            self.keep(FeedState(address))
            return self._key(address)
        return int(found)


def read_states(library: Path) -> dict[str, FeedState]:
    """What is known of every feed of the library in that folder, by address; empty where nothing was ever fetched."""
    database = open_to_read(library)
    if database is None:
        return {}
    try:
        rows = database.rows("SELECT address, state FROM feed")
    finally:
        database.close()
    return {address: _decoded(address, state) for address, state in rows}


def read_feeds_of(library: Path, article_id: str) -> list[str]:
    """The addresses of the feeds that this article of the library in that folder came from."""
    database = open_to_read(library)
    if database is None:
        return []
    try:
        rows = database.rows(
            "SELECT DISTINCT address FROM seen JOIN feed ON feed.key = seen.feed WHERE article = ?", (article_id,)
        )
    finally:
        database.close()
    return [address for (address,) in rows]


def read_waiting(library: Path) -> int:
    """How many full texts wait to be fetched for the library in that folder."""
    database = open_to_read(library)
    if database is None:
        return 0
    try:
        return PageQueue(database).waiting()
    finally:
        database.close()


def item_key(key: str) -> bytes:
    """The key of an item as it is remembered: KEY_BYTES, however long its feed made it."""
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()


def is_stale(known: Known, now: int) -> bool:
    """Whether it is time to note again that the item is listed."""
    return known.day <= now // _DAY - LISTED_DAYS


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(FeedState).decode


def _decoded(address: str, state: bytes) -> FeedState:
    """The row's address counts: a moved feed's state is moved by its row alone. An unreadable one is begun anew."""
    try:
        return msgspec.structs.replace(_decode(state), address=address)
    except msgspec.DecodeError:
        return FeedState(address)
