"""Which items of a feed are read at all, and their way through the workers: in turn with other feeds', a few at a time,
so that a feed whose items take long holds up no other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Final

from reader import safe_text
from reader.ingest.child import Failure
from reader.ingest.fetching.events import Events
from reader.ingest.fetching.items import ItemBatch, ReadItem, item_digest, shared_addresses
from reader.ingest.fetching.state import item_key
from reader.ingest.fetching.tasks import ITEMS_A_TASK, items_message, read_items
from reader.ingest.fetching.visit import Fresh, Visit
from reader.sources.feeds.feed import Feed

AHEAD: Final = 3
"""Tasks under way or waiting for a worker, each worker."""
MOST_LOSSES: Final = 16
"""Tasks of one feed that may end their worker; what is left of the feed then is not read."""

Read = Callable[[Visit, Fresh, ReadItem], None]


def fresh_items(visit: Visit, feed: Feed) -> tuple[list[Fresh], list[bytes]]:
    """The feed's items that are new or changed; and the keys of all that it lists.

    One that says what another said before has changed its key alone, and is known.
    """
    contents = {known.digest for known in visit.seen.values()}
    fresh: list[Fresh] = []
    keys: list[bytes] = []
    for item in feed.items:
        key, digest = item_key(item.key), item_digest(item)
        keys.append(key)
        if digest not in contents:
            fresh.append(Fresh(item, key, digest))
            contents.add(digest)
            if known := visit.seen.get(key):
                visit.known_ids[item.key] = known.article
    visit.known_ids = {key: article for key, article in visit.known_ids.items() if article}
    visit.known += len(keys) - len(fresh)
    visit.title, visit.language = safe_text.line(feed.title, safe_text.NAME), feed.language
    visit.shared = shared_addresses(feed) if fresh else frozenset()
    return fresh, keys


class Reading:
    """Items on their way through the workers. `read` is called with each, in the thread that takes events."""

    def __init__(
        self, events: Events, submit: Callable[[bytes], Future[bytes | Failure]], workers: int, read: Read
    ) -> None:
        self._events = events
        self._submit = submit
        self._most = workers * AHEAD
        self._read = read
        self._waiting: deque[tuple[Visit, deque[list[Fresh]]]] = deque()
        self._under_way = 0

    def take(self, visit: Visit, fresh: list[Fresh]) -> None:
        """Have these items read."""
        chunks = deque(fresh[start : start + ITEMS_A_TASK] for start in range(0, len(fresh), ITEMS_A_TASK))
        self._waiting.append((visit, chunks))

    def fill(self) -> None:
        """Send as many tasks as may be under way, one of each feed in turn."""
        while self._waiting and self._under_way < self._most:
            visit, chunks = self._waiting.popleft()
            self._send(visit, chunks.popleft())
            if chunks:
                self._waiting.append((visit, chunks))

    def _send(self, visit: Visit, chunk: list[Fresh]) -> None:
        if visit.losses >= MOST_LOSSES:
            for fresh in chunk:
                self._read(visit, fresh, ReadItem(fresh.item.key, reason="not read: too many before it took too long"))
            return
        known = {
            fresh.item.key: visit.known_ids[fresh.item.key] for fresh in chunk if fresh.item.key in visit.known_ids
        }
        items = tuple(fresh.item for fresh in chunk)
        batch = ItemBatch(visit.source, items, visit.language, known, visit.shared, visit.subscription.tags)
        self._under_way += 1
        self._events.follow(self._submit(items_message(batch)), partial(self._was_read, visit, chunk))

    def _was_read(self, visit: Visit, chunk: list[Fresh], answer: bytes | Failure) -> None:
        self._under_way -= 1
        if isinstance(answer, bytes):
            for fresh, read in zip(chunk, read_items(answer), strict=True):
                self._read(visit, fresh, read)
            return
        visit.losses += 1
        if len(chunk) == 1:
            self._read(visit, chunk[0], ReadItem(chunk[0].item.key, reason=answer.reason))
            return
        middle = len(chunk) // 2  # one of them is to blame: the others are read all the same
        self._waiting.append((visit, deque([chunk[:middle], chunk[middle:]])))
