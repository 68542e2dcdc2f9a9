"""What all requests of a client share: the loop, the turns, the robots rules and the settings."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from reader.sources.web.addresses import address_of
from reader.sources.web.exchange import Request
from reader.sources.web.limits import Limits
from reader.sources.web.loop import Loop
from reader.sources.web.politeness import Gate, Ticket
from reader.sources.web.robots import RobotsBook, Rules
from reader.sources.web.transfer import Transfer
from reader.sources.web.trust import authorities
from reader.sources.web.user_agent import user_agent


class Engine:
    """For the loop's thread only, but for `loop.call` and `loop.close`."""

    def __init__(
        self,
        *,
        at_once: int,
        per_host: int,
        contact: str,
        allow_private: bool,
        page_delay: float,
        limits: Limits,
        ended: Callable[[], None],
    ) -> None:
        self.limits, self.allow_private = limits, allow_private
        self.loop = Loop(2 * at_once, ended)
        self._page_delay = page_delay
        self._gate = Gate(at_once, per_host)
        self._books: dict[tuple[str, bool], RobotsBook] = {}
        self._admitting = False
        self._next_call = math.inf
        self._agent = user_agent(contact)
        self._authorities = authorities()

    def transfer(self, request: Request) -> Transfer:
        """A handle for a request, with its feed's cookies."""
        return Transfer(request.cookies, self.limits, self._authorities, self._agent)

    def robots(self, request: Request) -> RobotsBook:
        """The robots rules known; those had by one way (a proxy, private addresses allowed) do not hold on another."""
        return self._books.setdefault((request.proxy, request.allow_private), RobotsBook())

    def delay(self, host: str, rules: Rules) -> float:
        """Seconds between two pages of a host."""
        address = address_of(host)
        here = host == "localhost" or (address is not None and address.is_loopback)
        return max(0.0 if here else self._page_delay, rules.delay)

    def enter(self, ticket: Ticket) -> None:
        self._gate.enter(ticket, time.monotonic())
        self._admit()

    def leave(self, site: str) -> None:
        self._gate.leave(site, time.monotonic())
        self._admit()

    def rest(self, site: str, seconds: float) -> None:
        now = time.monotonic()
        self._gate.rest(site, now + seconds, now)

    def _admit(self) -> None:
        """Start what may; not from within itself, as a start that fails at once gives its turn back."""
        if self._admitting:
            return
        self._admitting = True
        due = self._gate.admit(time.monotonic())
        self._admitting = False
        if due is not None and due < self._next_call:
            self._next_call = due
            self.loop.later(due, self._awake)

    def _awake(self) -> None:
        self._next_call = math.inf
        self._admit()
