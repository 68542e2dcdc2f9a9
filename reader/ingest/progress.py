"""How far a long job is: a bar on a terminal, quiet lines in a pipe, JSON lines for a program such as the desk."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, TextIO

import msgspec

from reader import safe_text
from reader.ingest.pipeline import Report

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

JSON_SECONDS: Final = 0.1
"""A program is told how far it is at most this often."""
LINE_SECONDS: Final = 10.0
"""A pipe or a log is told how far it is this often, so that it can be seen to live."""


class TerminalBar:
    """A bar that goes when its job ends, with a title, `columns` and the time left; what is said meanwhile stands above
    it, or goes where it should in a pipe. `fields` are what the columns show.
    """

    def __init__(
        self, stream: TextIO, title: str, *columns: ProgressColumn, total: int | None = None, **fields: Any
    ) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._console = Console(file=stream, highlight=False, markup=False)
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            *columns,
            TimeRemainingColumn(compact=True),
            console=self._console,
            transient=True,
            redirect_stdout=sys.stdout.isatty(),
        )
        self._task = self._bar.add_task(title, total=total, **fields)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def say(self, line: str) -> None:
        """A line above the bar."""
        self._console.print(line, soft_wrap=True)

    def show(
        self, title: str | None = None, *, done: float | None = None, total: float | None = None, **fields: Any
    ) -> None:
        """How far it is: `done` of `total`; what is None stays as it was."""
        self._bar.update(self._task, description=title, completed=done, total=total, **fields)

    def begin(self, title: str, total: int, **fields: Any) -> None:
        """Another part of the job, from its start."""
        self._bar.reset(self._task, total=total, description=title, **fields)


class Bar(TerminalBar):
    """A bar on a terminal: pages, pages a second, time left, counted in bytes of `total` (0: unknown)."""

    def __init__(self, stream: TextIO, title: str, total: int) -> None:
        from rich.progress import TaskProgressColumn, TextColumn

        told = TextColumn("{task.fields[pages]:,} pages · {task.fields[rate]:,.0f}/s", markup=False)
        super().__init__(stream, title, TaskProgressColumn(), told, total=total or None, pages=0, rate=0.0)
        self._clock = _Clock(total)

    def page(self, report: Report) -> None:
        self.show(done=report.bytes, pages=report.pages, rate=self._clock.rate(report))

    def failure(self, address: str, reason: str) -> None:
        self.say(failure_line(address, reason))


class Quiet:
    """Tells failures, each on a line, and nothing else."""

    def __init__(self, write: Callable[[str], Any]) -> None:
        self._write = write

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def page(self, report: Report) -> None:
        pass

    def failure(self, address: str, reason: str) -> None:
        self._write(f"{failure_line(address, reason)}\n")


class Lines(Quiet):
    """For a pipe or a log: each failure on a line, and a sign of life now and then."""

    def __init__(self, write: Callable[[str], Any], title: str) -> None:
        super().__init__(write)
        self._title = title
        self._clock = _Clock(0)
        self._next = time.monotonic() + LINE_SECONDS

    def page(self, report: Report) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + LINE_SECONDS
            self._write(f"{self._title}: {report.pages:,} pages, {self._clock.rate(report):,.0f} a second\n")


class JsonLines:
    """For a program: `{"event": "start" | "progress" | "failed" | "done", …}`, one object a line.

    `progress` has `pages`, `failed`, `rate` (pages a second), and where the total is known `share` (0 to 1) and
    `seconds_left`; `done` has the counts of the report.
    """

    def __init__(self, write: Callable[[str], Any], title: str, total: int) -> None:
        self._write = write
        self._clock = _Clock(total)
        self._next = 0.0
        self._report = Report()
        self._emit({"event": "start", "what": title, "bytes": total or None})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            counts = {name: getattr(self._report, name) for name in ("added", "revised", "unchanged")}
            failed = {"failed": self._report.failures, "skipped": self._report.left_out}
            self._emit({"event": "done", "pages": self._report.pages} | counts | failed)

    def page(self, report: Report) -> None:
        self._report = report
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + JSON_SECONDS
            state = {"event": "progress", "pages": report.pages, "failed": report.failures}
            self._emit(state | {"rate": round(self._clock.rate(report), 1)} | self._clock.outlook(report))

    def failure(self, address: str, reason: str) -> None:
        self._emit({"event": "failed", "address": address, "reason": reason})

    def _emit(self, event: dict[str, Any]) -> None:
        self._write(msgspec.json.encode(event).decode() + "\n")


class _Clock:
    """What follows from a report and the time since the start."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._start = time.monotonic()

    def rate(self, report: Report) -> float:
        """Pages a second."""
        return report.pages / max(time.monotonic() - self._start, 1e-6)

    def outlook(self, report: Report) -> dict[str, float]:
        """How much of the source is done, and in how many seconds the rest should be; empty where nobody knows."""
        if not (self._total and report.bytes):
            return {}
        share = min(report.bytes / self._total, 1.0)
        left = (time.monotonic() - self._start) * (1 - share) / share
        return {"share": round(share, 4), "seconds_left": round(left, 1)}


def failure_line(address: str, reason: str) -> str:
    """What went wrong with a page, in one line that is safe to print."""
    return f"{safe_text.line(address, safe_text.URL)}: {safe_text.line(reason)}"
