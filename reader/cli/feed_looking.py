"""What is at an address, asked once and stored nowhere: a feed, a page that names feeds, or why there is nothing."""

from __future__ import annotations

from argparse import Namespace
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Final, NamedTuple, Self

import msgspec

from reader.config import Settings, feeds_file
from reader.ingest.fetching.asking import Asker, FetchSettings
from reader.ingest.fetching.feed_state import FeedState
from reader.sources.web.exchange import Answer, Refusal
from reader.subscriptions.addresses import checked_address, kind_of, place_of
from reader.subscriptions.subscription import Subscription

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.ingest.pool import Pool
    from reader.sources.feeds.feed import Feed

FEEDS: Final = 50
"""Feeds of one page that are looked at."""


class Link(msgspec.Struct, frozen=True):
    """A feed that a page names."""

    address: str
    title: str = ""


class Found(NamedTuple):
    """What is there: a `feed` with the answer it came in, or `links` to feeds, or the `reason` why neither. A folder of
    pages is a feed without either. `moved` is the address that the feed has for good.
    """

    answer: Answer | None = None
    feed: Feed | None = None
    links: tuple[Link, ...] = ()
    reason: str = ""
    moved: str = ""


class Looker:
    """Looks; a context manager, for the connections and the worker that it starts when they are needed."""

    def __init__(self, settings: Settings, options: Namespace) -> None:
        self._asker = Asker(
            FetchSettings(
                feeds_file=feeds_file(),
                contact=settings.contact,
                offline=is_offline(settings, options),
                allow_private=bool(getattr(options, "allow_private", False)),
            )
        )
        self._stack = ExitStack()
        self._pool: Pool | None = None

    def __enter__(self) -> Self:
        self._stack.enter_context(self._asker)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def ask(self, feed: Subscription) -> Future[Answer | Refusal] | None:
        """The answer that is waited for, so that several can be under way; None for a folder, which answers nothing."""
        if kind_of(feed.address) == "place" and place_of(feed.address, feeds_file().parent).is_dir():
            return None
        return self._asker.ask(feed, FeedState(feed.address))

    def found(self, asked: Future[Answer | Refusal] | None) -> Found:
        """What the answer is."""
        from reader.ingest.child import Failure

        if asked is None:
            return Found()
        answer = asked.result()
        if isinstance(answer, Refusal):
            return Found(reason=answer.reason, moved=answer.moved)
        from reader.ingest.fetching.tasks import feed_message, read_feed

        parsed = self._workers().submit(feed_message(answer.content, answer.url, answer.content_type)).result()
        if isinstance(parsed, Failure):
            links = _links(answer)
            return Found(answer, links=links, reason="" if links else _why_nothing(parsed.reason))
        return Found(answer, read_feed(parsed), moved=_moved(answer))

    def look(self, feed: Subscription) -> Found:
        """What is at the feed's address."""
        return self.found(self.ask(feed))

    def _workers(self) -> Pool:
        from reader.ingest.fetching.tasks import FETCHING
        from reader.ingest.pool import Pool

        if self._pool is None:
            self._pool = self._stack.enter_context(Pool(FETCHING, jobs=1))
        return self._pool


def is_offline(settings: Settings, options: Namespace) -> bool:
    """Whether the network is forbidden, by the settings or on the command line."""
    return settings.offline or bool(getattr(options, "offline", False))


def _why_nothing(reason: str) -> str:
    """Why there is no feed, where the page names none either."""
    from reader.sources.feeds.refusals import page

    if reason.startswith(page().what):
        return "is a web page that names no feed (look on the site for its address, or `dateline add` the page itself)"
    return reason


def _moved(answer: Answer) -> str:
    from reader.errors import DatelineError

    try:
        return checked_address(answer.moved) if answer.moved else ""
    except DatelineError:
        return ""


def _links(answer: Answer) -> tuple[Link, ...]:
    """The feeds that a page names, each once."""
    from reader import safe_text
    from reader.errors import DatelineError
    from reader.sources.feeds.discovery import feeds_of_page

    links: dict[str, Link] = {}
    for found in feeds_of_page(answer.content, answer.url):
        try:
            address = checked_address(found.url)
        except DatelineError:
            continue
        if kind_of(address) == "web":  # a page may not point to files or programs of ours
            links.setdefault(address, Link(address, safe_text.line(found.title)))
    return tuple(links.values())[:FEEDS]
