"""The one thread that drives libcurl: sockets, timers, and calls from other threads, each waited for at once."""

from __future__ import annotations

import heapq
import itertools
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pycurl

Done = Callable[[int, str], None]
"""Told libcurl's error, 0 for none, and its message."""

_LONGEST_SLEEP: Final = 60.0
_GOODBYE: Final = 1.0
"""Seconds that closing waits for libcurl to tidy up. It takes longer where a name is being looked up and no name server
answers: then the thread ends after that, or with the program."""


class Loop:
    """Transfers run from `start` until they are done or `abort`ed. All but `call` and `close` is for the loop's own
    thread. At most `connections` are kept open; `ended` is called, once, when the loop has ended, by whatever.
    """

    def __init__(self, connections: int, ended: Callable[[], None]) -> None:
        import pycurl

        self._pycurl = pycurl
        self._calls: deque[Callable[[], None]] = deque()
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._running: dict[pycurl.Curl, Done] = {}
        self._curl_due: float | None = None
        self._ended = False
        self._tell_ended = ended
        self._selector = selectors.DefaultSelector()
        self._bell, self._ear = socket.socketpair()
        self._bell.setblocking(False)
        self._ear.setblocking(False)
        self._selector.register(self._ear, selectors.EVENT_READ)
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._set_timer)
        self._multi.setopt(pycurl.M_MAXCONNECTS, connections)
        self._multi.setopt(pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX)
        self._thread = threading.Thread(target=self._run, name="web", daemon=True)
        self._thread.start()

    def call(self, function: Callable[[], None]) -> None:
        """Have the loop's thread run it soon. From any thread."""
        self._calls.append(function)
        self._ring()

    def close(self) -> None:
        """End the loop: transfers under way are dropped without a word. From another thread; twice is once."""
        if not self._ended:
            self._ended = True
            self._ring()
        self._thread.join(_GOODBYE)

    def start(self, transfer: pycurl.Curl, done: Done) -> None:
        """Begin a transfer; `done` is called when it ended."""
        self._running[transfer] = done
        self._multi.add_handle(transfer)

    def abort(self, transfer: pycurl.Curl) -> None:
        """End a transfer now; its `done` is not called."""
        if self._running.pop(transfer, None) is not None:
            self._multi.remove_handle(transfer)

    def later(self, moment: float, function: Callable[[], None]) -> None:
        """Run it at a moment of the monotonic clock."""
        heapq.heappush(self._timers, (moment, next(self._order), function))

    def _ring(self) -> None:
        try:
            self._bell.send(b"\0")
        except BlockingIOError:
            pass  # it rings already
        except OSError:
            if not self._ended:
                raise

    def _run(self) -> None:
        try:
            while not self._ended:
                self._once()
        finally:
            self._ended = True
            for transfer in list(self._running):
                self.abort(transfer)
                transfer.close()
            self._tell_ended()
            self._multi.close()  # waits for names that are still being looked up
            self._selector.close()
            self._bell.close()
            self._ear.close()

    def _once(self) -> None:
        for key, events in self._selector.select(self._pause()):
            if key.fileobj is self._ear:
                self._ear.recv(4096)
            else:
                self._multi.socket_action(key.fd, _curl_events(events))
        now = time.monotonic()
        if self._curl_due is not None and now >= self._curl_due:
            self._curl_due = None
            self._multi.socket_action(self._pycurl.SOCKET_TIMEOUT, 0)
        self._collect()
        while self._calls:
            self._calls.popleft()()
        while self._timers and self._timers[0][0] <= time.monotonic():
            heapq.heappop(self._timers)[2]()

    def _pause(self) -> float:
        if self._calls:
            return 0.0
        dues = [due for due in (self._curl_due, self._timers[0][0] if self._timers else None) if due is not None]
        return max(0.0, min(_LONGEST_SLEEP, min(dues) - time.monotonic())) if dues else _LONGEST_SLEEP

    def _collect(self) -> None:
        """Tell the done ones."""
        more = 1
        while more:
            more, good, bad = self._multi.info_read()
            for transfer in good:
                self._finish(transfer, 0, "")
            for transfer, code, message in bad:
                self._finish(transfer, code, message)

    def _finish(self, transfer: pycurl.Curl, code: int, message: str) -> None:
        done = self._running.pop(transfer, None)
        if done is not None:
            self._multi.remove_handle(transfer)
            done(code, message)

    def _watch(self, event: int, fd: int, _multi: pycurl.CurlMulti, _data: object) -> None:
        """What libcurl wants to know of a socket."""
        known = fd in self._selector.get_map()
        if event == self._pycurl.POLL_REMOVE:
            if known:
                self._selector.unregister(fd)
            return
        wanted = 0
        if event in (self._pycurl.POLL_IN, self._pycurl.POLL_INOUT):
            wanted |= selectors.EVENT_READ
        if event in (self._pycurl.POLL_OUT, self._pycurl.POLL_INOUT):
            wanted |= selectors.EVENT_WRITE
        if known and wanted:
            self._selector.modify(fd, wanted)
        elif wanted:
            self._selector.register(fd, wanted)
        elif known:
            self._selector.unregister(fd)

    def _set_timer(self, milliseconds: int) -> None:
        self._curl_due = None if milliseconds < 0 else time.monotonic() + milliseconds / 1000


def _curl_events(events: int) -> int:
    return (events & selectors.EVENT_READ and 1) | (events & selectors.EVENT_WRITE and 2)
