"""How far an update from Wikidata is: a bar on a terminal, quiet lines in a pipe."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from reader.cli.output import complain

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

LINE_SECONDS: Final = 10.0
"""A pipe or a log is told how far it is this often, so that it can be seen to live."""
TOLD_WAIT: Final = 3.0
"""Seconds of a wait that are worth a word."""


class Lines:
    """For a pipe or a log, on stderr: what failed, long waits, and a sign of life now and then."""

    def __init__(self) -> None:
        self._next = time.monotonic() + LINE_SECONDS

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def country(self, code: str, done: int, total: int) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + LINE_SECONDS
            complain(f"asking about {code}, {done} of {total} countries done")

    def gave_up(self, code: str, reason: str) -> None:
        complain(f"{code}: {reason}")

    def waiting(self, seconds: float, reason: str) -> None:
        if seconds >= TOLD_WAIT:
            complain(f"{reason}; asking again in {seconds:,.0f} seconds")


class Bar:
    """A bar on the terminal that stderr is: countries done, time left, and what is waited for."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._console = Console(file=sys.stderr, highlight=False, markup=False)
        self._bar: RichProgress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(compact=True),
            console=self._console,
            transient=True,
        )
        self._task = self._bar.add_task("Asking Wikidata", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def country(self, code: str, done: int, total: int) -> None:
        self._bar.update(self._task, description=f"Asking Wikidata about {code}", completed=done, total=total)

    def gave_up(self, code: str, reason: str) -> None:
        self._console.print(f"dateline: {code}: {reason}", soft_wrap=True)

    def waiting(self, seconds: float, reason: str) -> None:
        if seconds >= TOLD_WAIT:
            self._bar.update(self._task, description=f"{reason}; waiting {seconds:,.0f} seconds")
