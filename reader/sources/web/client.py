"""The web, as the rest of the program sees it: requests in, futures of answers out.

One thread drives all transfers. Redirects are followed here and not by libcurl, and each address is checked at every
hop: as it is written, and, where we connect ourselves, as it was looked up, before the first packet. Through a proxy
the proxy looks names up, so a name that leads to a private address cannot be told there; written IP addresses and
`localhost` are refused all the same. The proxy itself may be private: the user named it.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from functools import partial
from types import TracebackType

from reader.sources.web import refusals
from reader.sources.web.engine import Engine
from reader.sources.web.exchange import Answer, Refusal, Request, Why
from reader.sources.web.journey import Journey
from reader.sources.web.limits import AT_ONCE, PAGE_DELAY, PER_HOST, Limits
from reader.sources.web.secrecy import without_credentials

Answered = Future[Answer | Refusal]


class Client:
    """Fetches for all threads; a context manager, as it holds a thread and connections.

    `at_once` and `per_host` (host and port) bound the requests under way, `page_delay` are the seconds between two
    pages of one host (none on this machine), `contact` goes into the User-Agent. `offline` refuses everything at once.
    `allow_private` allows private addresses to all requests, as `Request.allow_private` does to one.
    """

    def __init__(
        self,
        *,
        at_once: int = AT_ONCE,
        per_host: int = PER_HOST,
        contact: str = "",
        offline: bool = False,
        allow_private: bool = False,
        page_delay: float = PAGE_DELAY,
        limits: Limits | None = None,
    ) -> None:
        self._offline = offline
        self._lock = threading.Lock()
        self._closed = False
        self._waiting: dict[Answered, Request] = {}
        self._journeys: dict[Answered, Journey] = {}
        self._engine: Engine | None = None
        self._make_engine = partial(
            Engine,
            at_once=at_once,
            per_host=per_host,
            contact=contact,
            allow_private=allow_private,
            page_delay=page_delay,
            limits=limits or Limits(),
            ended=self._stop_waiting,
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def fetch(self, request: Request) -> Answered:
        """Ask the web. What the web does comes as a Refusal, never as an exception. Cancelling the future drops the
        request, also one under way. Callbacks of the future run in the client's own thread: they have to be short.
        """
        future: Answered = Future()
        if self._offline:
            future.set_result(_refusal(request, "offline", refusals.OFFLINE))
            return future
        with self._lock:
            if self._closed:
                future.set_result(_refusal(request, "stopped", refusals.STOPPED))
                return future
            if self._engine is None:
                self._engine = self._make_engine()
            self._waiting[future] = request
            loop = self._engine.loop
        future.add_done_callback(lambda _: loop.call(partial(self._dropped, future)))
        loop.call(partial(self._begin, future, request))
        return future

    def close(self) -> None:
        """End all requests under way; their futures become Refusals ("stopped"). What was cancelled stays cancelled."""
        with self._lock:
            self._closed = True
            engine = self._engine
        if engine is not None:
            engine.loop.close()

    def _begin(self, future: Answered, request: Request) -> None:
        assert self._engine is not None
        if future in self._waiting:
            journey = self._journeys[future] = Journey(self._engine, request, partial(self._tell, future))
            journey.begin()

    def _tell(self, future: Answered, answer: Answer | Refusal) -> None:
        self._journeys.pop(future, None)
        if self._waiting.pop(future, None) is not None and future.set_running_or_notify_cancel():
            future.set_result(answer)

    def _dropped(self, future: Answered) -> None:
        """After any end of a future: only a cancelled one is still waited for."""
        journey = self._journeys.pop(future, None)
        if journey is not None:
            journey.cancel()
        if self._waiting.pop(future, None) is not None:
            future.set_running_or_notify_cancel()

    def _stop_waiting(self) -> None:
        """The loop has ended, because it was told to or by a fault of ours: nobody waits for ever."""
        with self._lock:
            self._closed = True
            waiting, self._waiting = self._waiting, {}
        self._journeys.clear()
        for future, request in waiting.items():
            if future.set_running_or_notify_cancel():
                future.set_result(_refusal(request, "stopped", refusals.STOPPED))


def _refusal(request: Request, why: Why, reason: str) -> Refusal:
    return Refusal(url=without_credentials(request.url), why=why, reason=reason)
