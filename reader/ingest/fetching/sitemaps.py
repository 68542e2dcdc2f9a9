"""An index of sitemaps read as one feed: the few sitemaps of it that can hold news, fetched and put together."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Final
from urllib.parse import urlsplit

import msgspec

from reader.ingest.child import Failure
from reader.ingest.fetching.events import Events
from reader.ingest.fetching.tasks import feed_message, read_feed
from reader.ingest.fetching.visit import Visit
from reader.sources.feeds.feed import ITEMS, Feed, Item
from reader.sources.web.exchange import Answer, Refusal, Request

EACH_END: Final = 2
"""Sitemaps read from either end of an index: makers put the newest first or last."""


class Sitemaps:
    """Reads the sitemaps that an index names. `ask` sends a request out, `submit` a message to a worker."""

    def __init__(
        self,
        events: Events,
        ask: Callable[[Request], Future[Answer | Refusal]],
        submit: Callable[[bytes], Future[bytes | Failure]],
    ) -> None:
        self._events = events
        self._ask = ask
        self._submit = submit

    def read(self, visit: Visit, index: Feed, then: Callable[[Feed], None], failed: Callable[[str], None]) -> None:
        """Call `then` with the index and the items of its sitemaps, or `failed` where none of them could be had."""
        _Together(self, visit, index, then, failed).begin()

    def ask(self, visit: Visit, url: str, then: Callable[[Feed | str], None]) -> None:
        """Call `then` with the sitemap, or with why there is none."""
        feed = visit.subscription
        at_home = urlsplit(url).hostname == urlsplit(feed.address).hostname
        request = Request(
            url=url,
            headers=tuple(feed.headers.items()) if at_home else (),
            proxy=feed.proxy,
            allow_private=feed.allow_private and at_home,
        )
        self._events.follow(self._ask(request), partial(self._answered, then))

    def _answered(self, then: Callable[[Feed | str], None], answer: Answer | Refusal) -> None:
        if isinstance(answer, Refusal):
            then(answer.reason)
            return
        message = feed_message(answer.content, answer.url, answer.content_type)
        self._events.follow(self._submit(message), lambda read: then(_read(read)))


class _Together:
    """The sitemaps of one index, until the last one has come."""

    def __init__(
        self,
        sitemaps: Sitemaps,
        visit: Visit,
        index: Feed,
        then: Callable[[Feed], None],
        failed: Callable[[str], None],
    ) -> None:
        self._sitemaps = sitemaps
        self._visit = visit
        self._index = index
        self._then = then
        self._failed = failed
        self._urls = _chosen(index.more)
        self._items: dict[str, Item] = {}
        self._left = len(self._urls)
        self._reasons: list[str] = []

    def begin(self) -> None:
        if len(self._urls) < len(self._index.more):
            count = f"{len(self._urls)} of its {len(self._index.more):,}"
            self._visit.notes.append(f"{count} sitemaps were read, from both ends of the index")
        for url in self._urls:
            self._sitemaps.ask(self._visit, url, self._came)

    def _came(self, sitemap: Feed | str) -> None:
        self._left -= 1
        if isinstance(sitemap, str):
            self._reasons.append(sitemap)
        else:
            self._items.update((item.key, item) for item in sitemap.items)
            self._visit.notes.extend(sitemap.notes)
        if self._left:
            return
        if len(self._reasons) == len(self._urls):
            self._failed(f"none of its sitemaps could be read: {self._reasons[0]}")
            return
        self._visit.notes.extend(f"one of its sitemaps could not be read: {reason}" for reason in self._reasons)
        items = tuple(self._items.values())
        if len(items) > ITEMS:
            self._visit.notes.append(f"its sitemaps have more than {ITEMS:,} items; the first {ITEMS:,} were read")
        self._then(msgspec.structs.replace(self._index, items=items[:ITEMS], more=()))


def _chosen(urls: tuple[str, ...]) -> tuple[str, ...]:
    return urls if len(urls) <= 2 * EACH_END else urls[:EACH_END] + urls[-EACH_END:]


def _read(answer: bytes | Failure) -> Feed | str:
    return answer.reason if isinstance(answer, Failure) else read_feed(answer)
