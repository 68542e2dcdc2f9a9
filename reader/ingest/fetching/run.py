"""A fetch: feeds are asked, what is new in them is read by workers and written, pages follow for full texts.

One thread holds the library and the state and decides; the web, the workers and the disk's slow files run in others,
and what they have ready comes as events. So one slow feed delays no other, and everything kept in memory is counted.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from functools import partial
from typing import Final

import msgspec

from reader import safe_text
from reader.errors import DatelineError
from reader.ingest.child import Failure
from reader.ingest.fetching.admission import Admission
from reader.ingest.fetching.asking import Asker, FetchSettings
from reader.ingest.fetching.events import Events
from reader.ingest.fetching.folders import Folders
from reader.ingest.fetching.items import ReadItem
from reader.ingest.fetching.pages import Pages
from reader.ingest.fetching.reading import Reading, fresh_items
from reader.ingest.fetching.report import FetchReport, Witness
from reader.ingest.fetching.schedule import Occasion, reason_to_wait
from reader.ingest.fetching.settling import Settling
from reader.ingest.fetching.sitemaps import Sitemaps
from reader.ingest.fetching.state import State
from reader.ingest.fetching.state_file import NAME, set_aside
from reader.ingest.fetching.tasks import FETCHING, feed_message, read_feed
from reader.ingest.fetching.visit import Fresh, Visit
from reader.ingest.fetching.writing import Writing, note_listing
from reader.ingest.pool import Pool, worker_count
from reader.library.index import IndexStaleError
from reader.library.library import Library
from reader.library.lock import locked
from reader.sources.feeds.feed import Feed
from reader.sources.web.exchange import Answer, Refusal
from reader.sources.web.secrecy import without_credentials
from reader.subscriptions.subscription import Subscription

VISITS: Final = 64
"""Feeds asked for or read at once; those whose items only wait for their pages don't count."""
HELD_BYTES: Final = 64 * 2**20
"""Bytes of feeds that wait for a worker; while there are more, no further feed is asked."""
TICK: Final = 0.1
"""Seconds after which progress is told, and the clock looked at, when nothing happens."""


def fetch(
    library: Library,
    feeds: Sequence[Subscription],
    settings: FetchSettings,
    witness: Witness,
    *,
    occasion: Occasion = "all",
    everything: Iterable[Subscription] = (),
    events: Events | None = None,
) -> FetchReport:
    """Fetches these feeds and the full texts that wait, and adds their articles to the library.

    `everything` are all subscriptions, for pages that wait for feeds not asked now; where feeds are named, only theirs
    are fetched. `events.stop` ends it in order:
    what was fetched is kept. Raises LibraryInUseError where another fetch of this library runs, WorkerStartError, and
    what the library raises.
    """
    lock = library.path / "fetch.lock"
    with locked(lock, patience=0.0, what="another fetch of this library is running"):
        try:
            return _fetch(library, feeds, settings, witness, occasion, everything, events or Events())
        except IndexStaleError as error:
            path = library.path / NAME
            if error.where != str(path):
                raise
            aside = set_aside(path)
            remedy = "fetch again: all feeds are asked in full then, and no article is lost"
            raise DatelineError(f"was damaged and is kept as {aside.name}", str(path), remedy) from error


def _fetch(
    library: Library,
    feeds: Sequence[Subscription],
    settings: FetchSettings,
    witness: Witness,
    occasion: Occasion,
    everything: Iterable[Subscription],
    events: Events,
) -> FetchReport:
    with ExitStack() as stack:
        state = stack.enter_context(State(library.path))
        if state.notice:
            witness.failure(str(library.path), state.notice)
        only = [feed.address for feed in feeds] if occasion == "named" else None
        run = _Run(library, state, settings, witness, events, stack, [*feeds, *everything], only)
        return run.go(feeds, occasion)


class _Run:
    """One fetch of one library."""

    def __init__(
        self,
        library: Library,
        state: State,
        settings: FetchSettings,
        witness: Witness,
        events: Events,
        stack: ExitStack,
        subscriptions: Sequence[Subscription],
        only: Sequence[str] | None,
    ) -> None:
        self._state = state
        self._settings = settings
        self._witness = witness
        self._events = events
        self._stack = stack
        self._pool: Pool | None = None
        self._asker = stack.enter_context(Asker(settings))
        self._library = library
        self._report = FetchReport()
        self._to_ask: deque[Visit] = deque()
        self._next_told = 0.0
        self._visits = 0
        self._unread = 0
        self._held = 0
        self._settling = Settling(state, settings, self._report, witness)
        self._writing = Writing(library, state, self._report, self._written, keep_originals=settings.keep_originals)
        self._reading = Reading(events, self._submit, worker_count(settings.jobs), self._item_read)
        self._sitemaps = Sitemaps(events, self._asker.fetch, self._submit)
        self._pages = Pages(
            state,
            events,
            {feed.address: feed for feed in subscriptions},
            ask=self._asker.fetch,
            submit=self._submit,
            put=self._writing.put,
            failed=self._lost,
            only=only,
        )
        self._admission = Admission(library, self._pages, self._writing.put, self._lost, offline=settings.offline)
        self._folders = Folders(
            events, self._asker.run, self._submit, read=self._admission.admit, lost=self._lost, ended=self._folder_ended
        )

    def go(self, feeds: Sequence[Subscription], occasion: Occasion) -> FetchReport:
        """Everything; what became of it."""
        self._choose(feeds, occasion)
        while not self._events.stopped and self._is_busy():
            self._events.take(self._patience())
            self._pages.release()
            patience = self._writing.patience
            if patience is not None and patience <= 0:
                self._writing.write()
            self._tell()
        self._pages.release(everything=True)
        self._writing.write()
        self._writing.clear_out()
        self._report.stopped = self._events.stopped
        self._report.queued = self._state.queue.waiting()
        return self._report

    def _choose(self, feeds: Sequence[Subscription], occasion: Occasion) -> None:
        now = int(time.time())
        resting: list[tuple[Visit, str]] = []
        for feed in feeds:
            visit = self._visit(feed)
            reason = reason_to_wait(visit.before, occasion, now)
            if not reason:
                self._to_ask.append(visit)
            elif occasion != "due":
                resting.append((visit, reason))
        self._report.feeds = len(self._to_ask) + len(resting)
        self._witness.start(self._report.feeds)
        for visit, reason in resting:
            self._settling.rest(visit, reason)

    def _visit(self, feed: Subscription) -> Visit:
        rule = self._settings.overruling or feed.full_text or self._settings.full_text
        return Visit(feed, self._state.feed(feed.address), rule, feed.interval or self._settings.interval)

    def _is_busy(self) -> bool:
        """Gives everybody more to do; whether anything is still to be waited for."""
        self._reading.fill()
        while self._to_ask and self._unread < VISITS and self._held < HELD_BYTES:
            visit = self._to_ask.popleft()
            self._visits += 1
            self._unread += 1
            self._begin(visit)
        busy = bool(self._to_ask or self._visits or self._events.under_way)
        if self._settings.offline or (self._to_ask and not self._pages.held):
            return busy
        return self._pages.fill(at_once=not busy) or busy

    def _begin(self, visit: Visit) -> None:
        folder = self._asker.folder(visit.subscription)
        if folder is None:
            self._events.follow(self._asker.ask(visit.subscription, visit.before), partial(self._answered, visit))
            return
        visit.answer = Answer(url=folder.absolute().as_uri(), status=200)
        visit.seen = self._state.seen(visit.address)
        self._folders.take(visit, folder)

    def _folder_ended(self, visit: Visit) -> None:
        self._unread -= 1
        if not visit.left:
            self._writing.end(visit)

    def _patience(self) -> float:
        times = (TICK, self._writing.patience, self._pages.patience)
        return min(seconds for seconds in times if seconds is not None)

    def _submit(self, message: bytes) -> Future[bytes | Failure]:
        if self._pool is None:
            self._pool = self._stack.enter_context(Pool(FETCHING, jobs=self._settings.jobs))
        return self._pool.submit(message)

    def _answered(self, visit: Visit, answer: Answer | Refusal) -> None:
        visit.moved = answer.moved
        if isinstance(answer, Refusal):
            self._visits -= 1
            self._unread -= 1
            self._settling.refused(visit, answer)
            return
        visit.answer = answer
        if answer.note:
            visit.notes.append(answer.note)
        if answer.status == 304:
            self._unread -= 1
            self._writing.end(visit)
            return
        self._held += len(answer.content)
        message = feed_message(answer.content, answer.url, answer.content_type)
        self._events.follow(self._submit(message), partial(self._parsed, visit, len(answer.content)))
        visit.answer = msgspec.structs.replace(answer, content=b"")

    def _parsed(self, visit: Visit, size: int, answer: bytes | Failure) -> None:
        self._held -= size
        if isinstance(answer, Failure):
            self._fail(visit, answer.reason)
            return
        feed = read_feed(answer)
        if visit.notes and feed.notes and not (feed.items or feed.more):  # a broken answer, before its first item
            self._fail(visit, "; ".join(feed.notes))
            return
        if not feed.more:
            self._take(visit, feed)
            return
        # An index may stay as it is while its sitemaps change: it is asked in full each time.
        visit.answer = Answer(url=visit.address, status=200)
        self._sitemaps.read(visit, feed, partial(self._take, visit), partial(self._fail, visit))

    def _take(self, visit: Visit, feed: Feed) -> None:
        visit.notes.extend(feed.notes)
        visit.ttl = feed.ttl
        visit.seen = self._state.seen(visit.address)
        fresh, keys = fresh_items(visit, feed)
        note_listing(self._state, visit, keys, int(time.time()))
        visit.left = visit.unread = len(fresh)
        if fresh:
            self._reading.take(visit, fresh)
        else:
            self._unread -= 1
            self._writing.end(visit)

    def _item_read(self, visit: Visit, fresh: Fresh, read: ReadItem) -> None:
        visit.unread -= 1
        self._unread -= not visit.unread
        self._admission.admit(visit, fresh, read)

    def _written(self, visit: Visit) -> None:
        self._visits -= 1
        self._settling.written(visit)

    def _fail(self, visit: Visit, reason: str) -> None:
        self._visits -= 1
        self._unread -= 1
        self._settling.failed(visit, reason)

    def _lost(self, address: str, reason: str) -> None:
        self._report.lost += 1
        self._witness.failure(safe_text.line(without_credentials(address), safe_text.URL), safe_text.line(reason))

    def _tell(self) -> None:
        if time.monotonic() >= self._next_told:
            self._next_told = time.monotonic() + TICK
            self._report.pages_left = 0 if self._settings.offline else self._pages.left
            self._witness.progress(self._report)
