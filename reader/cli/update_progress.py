"""How far an update from Wikidata is: a bar on a terminal, quiet lines in a pipe."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Final, Self

from reader.cli.output import complain
from reader.ingest.progress import LINE_SECONDS, TerminalBar

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


class Bar(TerminalBar):
    """A bar on the terminal that stderr is: countries done, time left, and what is waited for."""

    def __init__(self) -> None:
        from rich.progress import MofNCompleteColumn

        super().__init__(sys.stderr, "Asking Wikidata", MofNCompleteColumn())

    def country(self, code: str, done: int, total: int) -> None:
        self.show(f"Asking Wikidata about {code}", done=done, total=total)

    def gave_up(self, code: str, reason: str) -> None:
        self.say(f"dateline: {code}: {reason}")

    def waiting(self, seconds: float, reason: str) -> None:
        if seconds >= TOLD_WAIT:
            self.show(f"{reason}; waiting {seconds:,.0f} seconds")
