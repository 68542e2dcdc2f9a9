"""Re-annotation in the background: another process finds who and where anew, and this tells how far it is.

A process of its own, so that neither gazetteer nor rules cost the desk memory or the interpreter lock; it also knows
whether there is anything to do. What it has done it has kept, so that it can be ended at any moment.
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Final

import msgspec

from reader.tui.messages import Annotated, Progressed

TELL_EVERY: Final = 0.5
"""Seconds between two messages on how far it is."""
TELLING: Final = 20
"""Articles from which a rate tells anything."""
PATIENCE: Final = 5.0
"""Seconds that the process has to end when it is asked to."""


class _Line(msgspec.Struct):
    """A line of `dateline reannotate --json`."""

    event: str
    bytes: int | None = None
    pages: int = 0
    revised: int = 0
    failed: int = 0
    rate: float = 0.0
    seconds_left: float | None = None


class Reannotation:
    """One run of the process; `run` in a thread of its own, `stop` from any."""

    def __init__(self, command: Sequence[str], tell: Callable[[object], object]) -> None:
        self._command = command
        self._tell = tell
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def run(self) -> None:
        """Start the process and tell how far it is, until it ends: Progressed now and then, Annotated at last."""
        try:
            process = self._start()
        except OSError as error:
            self._tell(Annotated(0, 0, problem=f"no process can be started: {error.strerror}"))
            return
        if process is None:
            return
        assert process.stdout
        with process:
            lines = deque(self._lines(process.stdout), maxlen=1)
        last = lines[0] if lines else _Line("start")
        if last.event != "done" and not self._stopped:
            told = f"ended with code {process.returncode}" if process.returncode > 0 else "was ended"
            self._tell(Annotated(last.pages, 0, problem=f"it {told}; `dateline reannotate` tells more"))
        else:
            self._tell(Annotated(last.pages, last.revised, last.failed))

    def stop(self) -> None:
        """Ask the process to end, and see that it does."""
        with self._lock:
            self._stopped = True
            if self._process is None or self._process.poll() is not None:
                return
            self._process.terminate()
            insist = threading.Timer(PATIENCE, self._process.kill)
            insist.daemon = True
            insist.start()

    def _start(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._stopped:
                return None
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            return self._process

    def _lines(self, stream: IO[bytes]) -> Iterator[_Line]:
        """What the process says; how far it is is told on."""
        decode = msgspec.json.Decoder(_Line).decode
        total = 0
        told = 0.0
        for raw in stream:
            try:
                line = decode(raw)
            except msgspec.DecodeError:
                continue
            if line.event == "start":
                total = line.bytes or 0
            elif line.event == "progress" and time.monotonic() >= told + TELL_EVERY:
                told = time.monotonic()
                self._tell(Progressed(line.pages, max(total, line.pages), line.rate, line.seconds_left))
            yield line


def progress_in_words(progress: Progressed, keys: str) -> str:
    """How far it is, the most telling first: `Re-annotating 120/9,000 (X stops) · 210/s · 42 s left`."""
    words = f"Re-annotating {progress.done:,}/{progress.total:,}"
    figures = [f"{words} ({keys} stops)" if keys else words]
    if progress.done < TELLING:
        return figures[0]
    figures.append(f"{progress.rate:,.0f}/s")
    if progress.left is not None:
        figures.append(f"{_span(progress.left)} left")
    return " · ".join(figures)


def result_in_words(done: Annotated) -> str:
    """What the re-annotation came to; empty where there was nothing to do."""
    if done.problem:
        return f"Re-annotation stopped early: {done.problem}"
    if not done.done:
        return ""
    articles = "1 article" if done.done == 1 else f"{done.done:,} articles"
    failed = f", {done.failed:,} could not be read" if done.failed else ""
    return f"Re-annotated {articles}: {done.changed:,} changed{failed}"


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 90 * 60 else f"{seconds / 3600:.0f} h"
