"""Re-annotation in the background: another process finds who and where anew, and this tells how far it is.

The process also knows whether there is anything to do. What it has done it has kept, so that it can be ended at any
moment.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from reader.errors import DatelineError
from reader.tui.messages import Annotated, Progressed
from reader.tui.processes import TELL_EVERY, LineProcess
from reader.tui.words import numbered, span

TELLING: Final = 20
"""Articles from which a rate tells anything."""


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
        self._process = LineProcess(command, _Line)
        self._tell = tell

    def run(self) -> None:
        """Start the process and tell how far it is, until it ends: Progressed now and then, Annotated at last."""
        process = self._process
        try:
            last = self._follow()
        except DatelineError as error:
            self._tell(Annotated(0, 0, problem=str(error)))
            return
        if process.code is None:
            return
        if last.event != "done" and not process.stopped:
            told = f"ended with code {process.code}" if process.code > 0 else "was ended"
            self._tell(Annotated(last.pages, 0, problem=f"it {told}; `dateline reannotate` tells more"))
        else:
            self._tell(Annotated(last.pages, last.revised, last.failed))

    def stop(self) -> None:
        """Ask the process to end, and see that it does."""
        self._process.stop()

    def _follow(self) -> _Line:
        """Tell how far it is; the last line of the process."""
        total = 0
        told = 0.0
        line = _Line("start")
        for line in self._process.lines():
            if line.event == "start":
                total = line.bytes or 0
            elif line.event == "progress" and time.monotonic() >= told + TELL_EVERY:
                told = time.monotonic()
                self._tell(Progressed(line.pages, max(total, line.pages), line.rate, line.seconds_left))
        return line


def progress_in_words(progress: Progressed, keys: str) -> str:
    """How far it is, the most telling first: `Re-annotating 120/9,000 (X stops) · 210/s · 42 s left`."""
    words = f"Re-annotating {progress.done:,}/{progress.total:,}"
    figures = [f"{words} ({keys} stops)" if keys else words]
    if progress.done < TELLING:
        return figures[0]
    figures.append(f"{progress.rate:,.0f}/s")
    if progress.left is not None:
        figures.append(f"{span(progress.left)} left")
    return " · ".join(figures)


def result_in_words(done: Annotated) -> str:
    """What the re-annotation came to; empty where there was nothing to do."""
    if done.problem:
        return f"Re-annotation stopped early: {done.problem}"
    if not done.done:
        return ""
    failed = f", {done.failed:,} could not be read" if done.failed else ""
    return f"Re-annotated {numbered(done.done, 'article', 'articles')}: {done.changed:,} changed{failed}"
