"""Pages whose full text is wanted, until they have been read: a queue that outlives the run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from reader.library.database import Database
from reader.sources.feeds.feed import Item

KEPT_DAYS: Final = 30
"""Days for which it is remembered why a page is not asked for again."""
_DAY: Final = 86_400


class Wanted(NamedTuple):
    """A page that is wanted: whose article it completes, the item it came from, the outlet and language its feed
    gave, and how often it was tried in vain.
    """

    article: str
    url: str
    feed: str
    item: Item
    source: str = ""
    language: str = ""
    attempts: int = 0


class PageQueue:
    """The queue in the state's file. Writes happen inside the state's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def want(self, wanted: Wanted, now: int) -> None:
        """Put the page in; one that waits already for the same article gives way, with its failures."""
        self._database.run(
            "INSERT OR REPLACE INTO page(article, url, feed, item, source, language, attempts, due, reason, final) "
            "VALUES (?, ?, ?, ?, ?, ?, 0, ?, '', 0)",
            (*wanted[:3], _encode(wanted.item), wanted.source, wanted.language, now),
        )

    def due(self, now: int, limit: int, feeds: Sequence[str] | None = None) -> list[Wanted]:
        """At most `limit` pages that may be asked for now, those that wait longest first; None: of all feeds."""
        rows = self._database.rows(
            f"SELECT article, url, feed, item, source, language, attempts FROM page WHERE {_DUE} "  # noqa: S608
            "ORDER BY due, rowid LIMIT :limit",
            {"now": now, "limit": limit, "feeds": _names(feeds)},
        )
        return [Wanted(article, url, feed, _decode(item), *rest) for article, url, feed, item, *rest in rows]

    def ready(self, now: int, feeds: Sequence[str] | None = None) -> int:
        """How many pages may be asked for now."""
        count = self._database.value(
            f"SELECT count(*) FROM page WHERE {_DUE}",  # noqa: S608
            {"now": now, "feeds": _names(feeds)},
        )
        return int(count)

    def later(self, article: str, due: int, reason: str) -> None:
        """The page could not be had: ask again at `due`, and until then say why."""
        self._database.run(
            "UPDATE page SET attempts = attempts + 1, due = ?, reason = ? WHERE article = ?", (due, reason, article)
        )

    def give_up(self, article: str, reason: str, now: int) -> None:
        """The page is not asked for again."""
        self._database.run(
            "UPDATE page SET attempts = attempts + 1, due = ?, reason = ?, final = 1 WHERE article = ?",
            (now, reason, article),
        )

    def done(self, article: str) -> None:
        """The page was read."""
        self._database.run("DELETE FROM page WHERE article = ?", (article,))

    def readdress(self, old: str, new: str) -> None:
        """The pages' feed has another address now."""
        self._database.run("UPDATE page SET feed = ? WHERE feed = ?", (new, old))

    def waiting(self) -> int:
        """How many pages wait, now or later."""
        return int(self._database.value("SELECT count(*) FROM page WHERE final = 0"))

    def clear_out(self, now: int) -> None:
        """Forget pages that were given up KEPT_DAYS ago."""
        self._database.run("DELETE FROM page WHERE final = 1 AND due < ?", (now - KEPT_DAYS * _DAY,))


_DUE: Final = "final = 0 AND due <= :now AND (:feeds IS NULL OR feed IN (SELECT value FROM json_each(:feeds)))"


def _names(feeds: Sequence[str] | None) -> str | None:
    return None if feeds is None else msgspec.json.encode(feeds).decode()


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Item).decode
