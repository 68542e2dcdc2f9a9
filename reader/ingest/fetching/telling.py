"""How a fetch tells how far it is: a bar on a terminal, quiet lines in a pipe, JSON lines for a program such as the
desk."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final, Self, TextIO

import msgspec

from reader import safe_text
from reader.ingest.fetching.report import FeedResult, FetchReport
from reader.ingest.progress import JSON_SECONDS, LINE_SECONDS, TerminalBar, failure_line

TITLE: Final = "Fetching"


class Quiet:
    """Tells failures, each on a line, and nothing else."""

    def __init__(self, write: Callable[[str], Any]) -> None:
        self._write = write
        self._clock = _Clock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def start(self, feeds: int) -> None:
        pass

    def progress(self, report: FetchReport) -> None:
        pass

    def feed(self, result: FeedResult) -> None:
        if result.reason and result.outcome != "waiting":
            self._write(f"{failure_line(_name(result), result.reason)}\n")

    def failure(self, address: str, reason: str) -> None:
        self._write(f"{failure_line(address, reason)}\n")

    def annotating(self, done: int, of: int) -> None:
        pass

    def done(self, report: FetchReport) -> None:
        pass


class Lines(Quiet):
    """For a pipe or a log: each failure on a line, and a sign of life now and then."""

    def __init__(self, write: Callable[[str], Any]) -> None:
        super().__init__(write)
        self._next = time.monotonic() + LINE_SECONDS

    def progress(self, report: FetchReport) -> None:
        if self._is_time():
            self._write(f"{TITLE}: {_standing(report)}\n")

    def annotating(self, done: int, of: int) -> None:
        if self._is_time():
            self._write(f"Finding who and where: {done:,} of {of:,} articles\n")

    def _is_time(self) -> bool:
        if time.monotonic() < self._next:
            return False
        self._next = time.monotonic() + LINE_SECONDS
        return True


class Bar(Quiet):
    """A bar on a terminal: feeds, articles, articles a second, time left; what fails stands above it."""

    def __init__(self, stream: TextIO) -> None:
        from rich.progress import MofNCompleteColumn, TextColumn

        told = TextColumn("{task.fields[told]}", markup=False)
        self._bar = TerminalBar(stream, TITLE, MofNCompleteColumn(), told, told="")
        super().__init__(lambda line: self._bar.say(line.rstrip("\n")))

    def __enter__(self) -> Self:
        self._bar.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.__exit__(kind, error, trace)

    def start(self, feeds: int) -> None:
        self._bar.begin(TITLE, feeds, told="")

    def progress(self, report: FetchReport) -> None:
        rate = self._clock.rate(report)
        told = f"{report.added:,} articles · {rate:,.0f}/s"
        if report.pages_left:
            told += f" · {report.pages_left:,} full texts to come"
        self._bar.show(done=report.done, told=told)

    def annotating(self, done: int, of: int) -> None:
        self._bar.show("Finding who and where", done=done, total=of, told="")


class JsonLines(Quiet):
    """For a program: `{"event": "start" | "progress" | "feed" | "failed" | "annotating" | "done", …}`, one a line."""

    def __init__(self, write: Callable[[str], Any]) -> None:
        super().__init__(write)
        self._next = 0.0

    def start(self, feeds: int) -> None:
        self._emit({"event": "start", "what": TITLE, "feeds": feeds})

    def progress(self, report: FetchReport) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + JSON_SECONDS
            self._emit(
                {
                    "event": "progress",
                    "feeds": report.done,
                    "of": report.feeds,
                    "articles": report.added,
                    "revised": report.revised,
                    "pages_left": report.pages_left,
                    "failed": report.failed,
                    "rate": round(self._clock.rate(report), 1),
                    "seconds_left": self._clock.seconds_left(report),
                }
            )

    def feed(self, result: FeedResult) -> None:
        self._emit({"event": "feed"} | msgspec.structs.asdict(result))

    def failure(self, address: str, reason: str) -> None:
        self._emit({"event": "failed", "address": address, "reason": reason})

    def annotating(self, done: int, of: int) -> None:
        if time.monotonic() >= self._next or done == of:
            self._next = time.monotonic() + JSON_SECONDS
            self._emit({"event": "annotating", "articles": done, "of": of})

    def done(self, report: FetchReport) -> None:
        names = ("feeds", "added", "revised", "unchanged", "failed", "queued", "moved", "gone", "waiting", "known")
        event: dict[str, Any] = {"event": "done"} | {name: getattr(report, name) for name in names}
        self._emit(event | ({"stopped": True} if report.stopped else {}))

    def _emit(self, event: dict[str, Any]) -> None:
        self._write(msgspec.json.encode(event).decode() + "\n")


class _Clock:
    """What follows from a report and the time since the start."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def rate(self, report: FetchReport) -> float:
        """New and changed articles a second."""
        return (report.added + report.revised) / max(time.monotonic() - self._start, 1e-6)

    def seconds_left(self, report: FetchReport) -> float | None:
        """In how many seconds the rest of the feeds should be done; None where nobody knows."""
        if not report.done:
            return None
        elapsed = time.monotonic() - self._start
        return round(elapsed * (report.feeds - report.done) / report.done, 1)


def summary(report: FetchReport) -> str:
    """What became of the feeds, in one line."""
    counts = _counted((report.revised, "changed"), (report.completed, "completed with their full text"))
    articles = [f"{report.added:,} added", *counts]
    feeds = _counted(
        (report.unchanged, "unchanged"),
        (report.moved, "moved"),
        (report.gone, "gone"),
        (report.waiting, "to be asked later"),
        (report.failed, "failed"),
    )
    line = f"{', '.join(articles)}; {_number(report.feeds, 'feed')}"
    line += f": {', '.join(feeds)}" if feeds else ""
    line += f"; {_number(report.queued, 'full text')} still to come" if report.queued else ""
    return f"stopped: {line}" if report.stopped else line


def _counted(*counts: tuple[int, str]) -> list[str]:
    return [f"{count:,} {what}" for count, what in counts if count]


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _standing(report: FetchReport) -> str:
    return f"{report.done:,} of {report.feeds:,} feeds, {report.added:,} new articles"


def _name(result: FeedResult) -> str:
    return safe_text.line(result.title, 60) + " " * bool(result.title) + f"<{result.address}>"
