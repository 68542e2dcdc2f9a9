"""Full texts: pages that items stand for, held for or queued, asked for, read, and given up."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from reader.ingest.child import Failure
from reader.ingest.fetching.events import Events
from reader.ingest.fetching.full_text import HOLD_SECONDS
from reader.ingest.fetching.page_queue import Wanted
from reader.ingest.fetching.schedule import LONGEST_WAIT, UNHEARD, back_off
from reader.ingest.fetching.state import State
from reader.ingest.fetching.tasks import page_message, read_page
from reader.ingest.fetching.visit import Arrival
from reader.sources.page import PAGE_LIMIT, Page
from reader.sources.web.exchange import Answer, Refusal, Request
from reader.subscriptions.subscription import Subscription

AT_ONCE: Final = 32
"""Pages asked for or read at once."""
AHEAD: Final = 200
"""Pages taken from the queue at a time."""
LOOK_SECONDS: Final = 0.1
"""Seconds between two looks at the queue while there is other work."""
HELD_MOST: Final = 500
"""Items that wait for their pages at once; further ones are listed at once as the feed gave them."""
ATTEMPTS: Final = 6
"""A page that its server refused so often is given up; with the back-off that is after some two and a half hours."""
ATTEMPTS_UNHEARD: Final = 24
"""The same for one whose server can't be reached, which may be for want of a network: after some two weeks."""
FINAL: Final = ("robots", "address", "size")
FINAL_STATUS: Final = (401, 402, 404, 405, 410, 451)
"""Why asking for a page again is no use."""
PAGE_TYPES: Final = ("", "text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain")


class Held(NamedTuple):
    """An item that waits for its page, and until when."""

    arrival: Arrival
    deadline: float


class Pages:
    """The pages of one run. `ask` sends a request out, `submit` a message to a worker, `put` takes what is to be
    written, `failed` a page's address and the reason why it gave no full text. `only` are the feeds whose pages
    are asked for, None: all.
    """

    def __init__(
        self,
        state: State,
        events: Events,
        subscriptions: Mapping[str, Subscription],
        *,
        ask: Callable[[Request], Future[Answer | Refusal]],
        submit: Callable[[bytes], Future[bytes | Failure]],
        put: Callable[[Arrival], None],
        failed: Callable[[str, str], None],
        only: Sequence[str] | None = None,
    ) -> None:
        self._state = state
        self._events = events
        self._subscriptions = subscriptions
        self._ask = ask
        self._submit = submit
        self._put = put
        self._failed = failed
        self._only = only
        self._held: dict[str, Held] = {}
        self._next: deque[Wanted] = deque()
        self._next_look = 0.0
        self._under_way: set[str] = set()
        self._tried: set[str] = set()
        self._read: set[str] = set()

    @property
    def held(self) -> int:
        """Items that wait for their pages."""
        return len(self._held)

    @property
    def left(self) -> int:
        """Pages that this run asks for or still will."""
        return self._state.queue.ready(int(time.time()), self._only)

    def was_tried(self, article: str) -> bool:
        """Whether this run has asked for the article's page already."""
        return article in self._tried

    def was_read(self, article: str) -> bool:
        """Whether this run has the article's whole text already: it is in the library, or on its way there."""
        return article in self._read

    def hold(self, arrival: Arrival, wanted: Wanted) -> bool:
        """Keep the item back until its page has come, which an earlier run may have queued; False where too many are
        held, or the page was tried in vain already.
        """
        if len(self._held) >= HELD_MOST or wanted.article in self._held:
            return False
        if wanted.article not in self._tried:
            with self._state.transaction():
                self._state.queue.want(wanted, int(time.time()))
            self._next.append(wanted)
        elif wanted.article not in self._under_way:
            return False
        self._held[wanted.article] = Held(arrival, time.monotonic() + HOLD_SECONDS)
        return True

    def fill(self, *, at_once: bool) -> bool:
        """Ask for as many pages as may be under way; whether any is. Unless `at_once`, the queue is not looked at again
        within LOOK_SECONDS after it had none.
        """
        while len(self._under_way) < AT_ONCE:
            if not self._next and (at_once or time.monotonic() >= self._next_look):
                due = self._state.queue.due(int(time.time()), AHEAD, self._only)
                self._next.extend(wanted for wanted in due if wanted.article not in self._tried)
            if not self._next:
                self._next_look = time.monotonic() + LOOK_SECONDS
                break
            wanted = self._next.popleft()
            if wanted.article not in self._tried:
                self._tried.add(wanted.article)
                self._under_way.add(wanted.article)
                self._events.follow(self._ask(self._request(wanted)), partial(self._answered, wanted))
        return bool(self._under_way)

    def release(self, *, everything: bool = False) -> None:
        """List the items that have waited long enough as their feeds gave them, or all of them."""
        now = time.monotonic()
        for article in [key for key, held in self._held.items() if everything or held.deadline <= now]:
            self._put(self._held.pop(article).arrival)

    @property
    def patience(self) -> float | None:
        """Seconds until an item has waited long enough; None where none waits."""
        first = next(iter(self._held.values()), None)  # the one held longest
        return first.deadline - time.monotonic() if first else None

    def _request(self, wanted: Wanted) -> Request:
        feed = self._feed(wanted)
        at_home = _host(wanted.url) == _host(feed.address)  # what the user granted the feed's host, no other has
        return Request(
            url=wanted.url,
            headers=tuple(feed.headers.items()) if at_home else (),
            proxy=feed.proxy,
            allow_private=feed.allow_private and at_home,
            page=True,
            limit=PAGE_LIMIT,
        )

    def _feed(self, wanted: Wanted) -> Subscription:
        return self._subscriptions.get(wanted.feed, Subscription(wanted.feed))

    def _answered(self, wanted: Wanted, answer: Answer | Refusal) -> None:
        if isinstance(answer, Refusal):
            self._refused(wanted, answer)
            return
        kind = answer.content_type.partition(";")[0].strip().lower()
        if kind not in PAGE_TYPES:
            self._miss(wanted, f"its page is no text, but {kind}", final=True)
            return
        page = Page(wanted.url, answer.content, "html", url=answer.url, id=wanted.article, source=wanted.source)
        message = page_message(page, wanted.item, wanted.language, self._feed(wanted).tags)
        self._events.follow(self._submit(message), partial(self._was_read, wanted))

    def _was_read(self, wanted: Wanted, answer: bytes | Failure) -> None:
        if isinstance(answer, Failure):
            self._miss(wanted, answer.reason)
            return
        read = read_page(answer)
        if read.article is None:
            self._miss(wanted, read.reason, final=True)
            return
        self._under_way.discard(wanted.article)
        self._read.add(wanted.article)
        held = self._held.pop(wanted.article, None)
        self._put(held.arrival._replace(read=read, done=True) if held else Arrival(read, done=True))

    def _refused(self, wanted: Wanted, refusal: Refusal) -> None:
        most = ATTEMPTS_UNHEARD if refusal.why in UNHEARD else ATTEMPTS
        final = refusal.why in FINAL or refusal.status in FINAL_STATUS or wanted.attempts + 1 >= most
        self._miss(wanted, refusal.reason, final=final, wait=refusal.retry_after)

    def _miss(self, wanted: Wanted, reason: str, *, final: bool = False, wait: float = 0.0) -> None:
        """The page gave nothing: the item is listed as its feed gave it, and the queue keeps why."""
        self._under_way.discard(wanted.article)
        now = int(time.time())
        with self._state.transaction():
            if final or wanted.attempts + 1 >= ATTEMPTS_UNHEARD:
                self._state.queue.give_up(wanted.article, reason, now)
            else:
                due = now + max(back_off(wanted.attempts), round(min(wait, LONGEST_WAIT)))
                self._state.queue.later(wanted.article, due, reason)
        held = self._held.pop(wanted.article, None)
        if held:
            self._put(held.arrival)
        self._failed(wanted.url, reason)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
