"""How far a long job is: a bar on a terminal, quiet lines in a pipe, JSON lines for a program such as the desk."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final, Self, TextIO

import msgspec

from reader import safe_text
from reader.ingest.pipeline import Report

JSON_SECONDS: Final = 0.1
"""A program is told how far it is at most this often."""
LINE_SECONDS: Final = 10.0
"""A pipe or a log is told how far it is this often, so that it can be seen to live."""


class Bar:
    """A bar on a terminal: pages, pages a second, time left, counted in bytes of `total` (0: unknown)."""

    def __init__(self, stream: TextIO, title: str, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        self._console = Console(file=stream, highlight=False, markup=False)
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[pages]:,} pages · {task.fields[rate]:,.0f}/s", markup=False),
            TimeRemainingColumn(compact=True),
            console=self._console,
            transient=True,
            # What a command prints meanwhile stands above the bar on a terminal, and goes where it should in a pipe.
            redirect_stdout=sys.stdout.isatty(),
        )
        self._task = self._bar.add_task(title, total=total or None, pages=0, rate=0.0)
        self._clock = _Clock(total)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def page(self, report: Report) -> None:
        rate = self._clock.rate(report)
        self._bar.update(self._task, completed=report.bytes, pages=report.pages, rate=rate)

    def failure(self, address: str, reason: str) -> None:
        self._console.print(failure_line(address, reason), soft_wrap=True)


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
