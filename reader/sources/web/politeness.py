"""Whose turn it is: how many requests run at once in all and at one host, in which order, and who has to wait.

Hosts take turns, so that a slow one with a long queue holds up nobody else. At one host feeds go before pages.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable

from reader.sources.web.limits import AT_ONCE, PER_HOST


class Ticket:
    """A request that waits for its turn. `start` is called when it has come; it must be answered with Gate.leave.

    `wait` is called instead, with seconds, when its host asked to be left alone. `delay` are the seconds to the next
    page of the host; None for what is no page. Set `dropped` to give a turn up before it came.
    """

    __slots__ = ("delay", "dropped", "site", "start", "wait")

    def __init__(
        self, site: str, start: Callable[[], None], wait: Callable[[float], None], delay: float | None = None
    ) -> None:
        self.site, self.start, self.wait, self.delay = site, start, wait, delay
        self.dropped = False


class _Host:
    __slots__ = ("active", "feeds", "next_page", "pages", "queued", "rests", "until")

    def __init__(self) -> None:
        self.active = 0
        self.feeds: deque[Ticket] = deque()
        self.pages: deque[Ticket] = deque()
        self.next_page = 0.0
        self.until = 0.0
        self.queued = self.rests = False

    def take(self, now: float) -> Ticket | None:
        """The ticket whose turn it is."""
        for line in (self.feeds, self.pages):
            while line and line[0].dropped:
                line.popleft()
        if self.feeds:
            return self.feeds.popleft()
        if self.pages and self.next_page <= now:
            return self.pages.popleft()
        return None


class Gate:
    """Every moment is of the monotonic clock, in seconds."""

    def __init__(self, at_once: int = AT_ONCE, per_host: int = PER_HOST) -> None:
        self._at_once, self._per_host = max(1, at_once), max(1, per_host)
        self._active = 0
        self._hosts: dict[str, _Host] = {}
        self._turns: deque[_Host] = deque()
        self._resting: list[tuple[float, int, _Host]] = []
        self._order = 0

    def enter(self, ticket: Ticket, now: float) -> None:
        """Queue for a turn; `admit` gives it."""
        host = self._hosts.setdefault(ticket.site, _Host())
        if host.until > now:
            ticket.wait(host.until - now)
            return
        (host.feeds if ticket.delay is None else host.pages).append(ticket)
        self._queue(host, now)

    def leave(self, site: str, now: float) -> None:
        """A request that was started has ended."""
        self._active -= 1
        host = self._hosts[site]
        host.active -= 1
        self._queue(host, now)

    def rest(self, site: str, until: float, now: float) -> None:
        """Nothing more goes to a host until then; what waited for it is told so."""
        host = self._hosts.setdefault(site, _Host())
        host.until = max(host.until, until)
        waiting = [*host.feeds, *host.pages]
        host.feeds.clear()
        host.pages.clear()
        for ticket in waiting:
            if not ticket.dropped:
                ticket.wait(host.until - now)

    def admit(self, now: float) -> float | None:
        """Start all whose turn it is. Returns when to call again if nothing happens before, None for never."""
        while self._resting and self._resting[0][0] <= now:
            host = heapq.heappop(self._resting)[2]
            host.rests = False
            self._queue(host, now)
        while self._turns and self._active < self._at_once:
            host = self._turns.popleft()
            host.queued = False
            ticket = host.take(now)
            if ticket is not None:
                self._active += 1
                host.active += 1
                if ticket.delay is not None:
                    host.next_page = now + ticket.delay
                ticket.start()
            self._queue(host, now)
        return self._resting[0][0] if self._resting else None

    def _queue(self, host: _Host, now: float) -> None:
        """Give the host a place in the order of turns, where it may start something now or later."""
        if host.queued or host.active >= self._per_host or not (host.feeds or host.pages):
            return
        if host.feeds or host.next_page <= now:
            host.queued = True
            self._turns.append(host)
        elif not host.rests:
            host.rests = True
            self._order += 1
            heapq.heappush(self._resting, (host.next_page, self._order, host))
