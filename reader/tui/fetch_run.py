"""Fetching in the background: another process asks the feeds, and this tells how far it is and what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from reader.errors import DatelineError
from reader.safe_text import line as one_line
from reader.tui.messages import Failure, Fetched, FetchProgressed
from reader.tui.processes import TELL_EVERY, LineProcess

PATIENCE: Final = 10.0
"""Seconds that the process has, when asked to end, to keep what it has fetched."""
NICE: Final = 5
"""How far it steps back behind the keys, whose desk shares the processors with its workers."""
FAILURES_KEPT: Final = 1_000


class _Line(msgspec.Struct):
    """A line of `dateline fetch --progress json`. `feeds` counts all of them at the start, those done later on."""

    event: str
    feeds: int = 0
    of: int = 0
    articles: int = 0
    pages_left: int = 0
    failed: int = 0
    rate: float = 0.0
    seconds_left: float | None = None
    address: str = ""
    title: str = ""
    outcome: str = ""
    reason: str = ""
    added: int = 0
    revised: int = 0
    queued: int = 0
    stopped: bool = False


class FetchRun:
    """One run of the process; `run` in a thread of its own, `stop` from any."""

    def __init__(self, command: Sequence[str], tell: Callable[[object], object]) -> None:
        self._process = LineProcess(command, _Line, patience=PATIENCE, nice=NICE)
        self._tell = tell
        self._failures: list[Failure] = []
        self._at = FetchProgressed(0, 0)
        self._last = ""
        self._told = 0.0

    def run(self) -> None:
        """Start the process and tell how far it is, until it ends: FetchProgressed now and then, Fetched at last."""
        line = _Line("")
        try:
            for line in self._process.lines():
                self._hear(line)
        except DatelineError as error:
            self._tell(Fetched(problem=str(error)))
            return
        self._tell(self._result(line))

    def stop(self) -> None:
        """Ask the process to end, and see that it does."""
        self._process.stop()

    def _hear(self, line: _Line) -> None:
        at = self._at
        if line.event == "start":
            self._at = FetchProgressed(0, line.feeds)
        elif line.event == "progress":
            self._at = FetchProgressed(
                line.feeds, line.of, line.articles, line.failed, line.pages_left, line.rate, line.seconds_left
            )
        elif line.event == "annotating":
            self._at = FetchProgressed(line.articles, line.of, at.new, at.failed, annotating=True)
        elif line.event == "feed" and line.outcome in ("failed", "gone") and len(self._failures) < FAILURES_KEPT:
            self._failures.append(Failure(one_line(line.address), one_line(line.title), one_line(line.reason)))
        if self._at is not at and (line.event != self._last or time.monotonic() >= self._told + TELL_EVERY):
            self._last, self._told = line.event, time.monotonic()
            self._tell(self._at)

    def _result(self, last: _Line) -> Fetched:
        process = self._process
        if last.event == "done":
            stopped = last.stopped or process.stopped
            if not (last.feeds or stopped) and process.last_words:
                return Fetched(problem=process.last_words)
            return Fetched(last.feeds, last.added, last.revised, last.queued, tuple(self._failures), stopped)
        if process.stopped:
            return Fetched(stopped=True)
        code = process.code or 0
        told = f"it ended with code {code}" if code >= 0 else "it was ended"
        return Fetched(problem=process.last_words or f"{told}; `dateline fetch` tells more")
