"""What other threads have ready, handed to the one thread that holds the library and the state."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from queue import Empty, SimpleQueue
from typing import TypeVar

Result = TypeVar("Result")


class Events:
    """Futures and what is to be done with their results, each in the thread that calls `take`."""

    def __init__(self) -> None:
        self._ready: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._stopped = False
        self.under_way = 0

    def follow(self, future: Future[Result], then: Callable[[Result], None]) -> None:
        """Call `then` with the result, in turn; what the future raises is raised by `take`."""
        self.under_way += 1
        future.add_done_callback(lambda done: self._ready.put(partial(self._pass_on, done, then)))

    def take(self, seconds: float) -> bool:
        """Do what is next; whether there was anything within so many seconds."""
        try:
            event = self._ready.get(timeout=max(seconds, 0.0))
        except Empty:
            return False
        if event is not None:
            event()
        return True

    def stop(self) -> None:
        """Ask whoever takes to end in order. May be called from a signal handler."""
        self._stopped = True
        self._ready.put(None)

    @property
    def stopped(self) -> bool:
        """Whether somebody asked for the end."""
        return self._stopped

    def _pass_on(self, future: Future[Result], then: Callable[[Result], None]) -> None:
        self.under_way -= 1
        then(future.result())
