"""Rounds of fetching: one, or one every so often until somebody ends it; and how a signal ends them in order."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
import time
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Final, Self

from reader.cli.output import DONE, complain
from reader.errors import DatelineError
from reader.ingest.fetching.events import Events
from reader.ingest.fetching.report import FetchReport
from reader.ingest.fetching.run import fetch
from reader.ingest.fetching.telling import summary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.ingest.fetching.asking import FetchSettings
    from reader.ingest.fetching.schedule import Occasion
    from reader.ingest.fetching.telling import Quiet
    from reader.ingest.pipeline import Report
    from reader.library.library import Library
    from reader.subscriptions.subscription import Subscription

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class StoppedError(Exception):
    """Annotating was asked to end; what is left of it is done by the next fetch."""


class Ending:
    """Takes the signals that end a program: the first ends the round in order, a second one at once."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._events: Events | None = None

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._signalled) for number in SIGNALS}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @property
    def asked(self) -> bool:
        """Whether there was a signal."""
        return self._asked.is_set()

    def events(self) -> Events:
        """New events, which end with the signal."""
        self._events = Events()
        if self.asked:
            self._events.stop()
        return self._events

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until a signal; whether there was one."""
        return self._asked.wait(max(seconds, 0.0))

    def _signalled(self, _number: int, _frame: FrameType | None) -> None:
        self._asked.set()
        if self._events is not None:
            self._events.stop()
        for other, handler in self._before.items():
            signal.signal(other, handler)


def one_round(
    library: Library,
    feeds: Sequence[Subscription],
    everything: Sequence[Subscription],
    settings: FetchSettings,
    witness: Quiet,
    ending: Ending,
    occasion: Occasion,
) -> FetchReport:
    """Fetches the feeds, then finds who and where in what is new; what became of it. Raises as `fetch` does."""
    report = fetch(library, feeds, settings, witness, occasion=occasion, everything=everything, events=ending.events())
    if not ending.asked:
        _annotate(library, settings, witness, ending)
    report.stopped = ending.asked
    witness.done(report)
    return report


def again_and_again(
    library: Library,
    settings: FetchSettings,
    ending: Ending,
    *,
    seconds: int,
    choose: Callable[[], tuple[Sequence[Subscription], Sequence[Subscription]]],
    tell: Callable[[], Quiet],
    say: Callable[[str], None] | None,
) -> int:
    """A round of what is due every so many seconds, until a signal ends it. `choose` gives the feeds of each round and
    all there are, `tell` who tells how far it is, `say` takes the line in which a round ends.

    What goes wrong in one round is told, and the next is begun all the same.
    """
    while not ending.asked:
        begun = time.monotonic()
        try:
            feeds, everything = choose()
            with tell() as witness:
                report = one_round(library, feeds, everything, settings, witness, ending, "due")
            if say and (report.feeds or report.stopped):
                say(f"{time.strftime('%H:%M')}: {summary(report)}")
                sys.stdout.flush()
        except DatelineError as error:
            complain(str(error))
        ending.wait(begun + seconds - time.monotonic())
    return DONE


class _Annotating:
    """Tells the witness how far annotating is, and ends it when a signal asked for that."""

    def __init__(self, witness: Quiet, ending: Ending, of: int) -> None:
        self._witness = witness
        self._ending = ending
        self._of = of

    def page(self, report: Report) -> None:
        if self._ending.asked:
            raise StoppedError
        self._witness.annotating(report.pages, max(self._of, report.pages))

    def failure(self, address: str, reason: str) -> None:
        self._witness.failure(address, reason)


def _annotate(library: Library, settings: FetchSettings, witness: Quiet, ending: Ending) -> None:
    if not library.annotations.awaiting(1):
        return
    from reader.ingest.reannotating import annotate_awaiting

    progress = _Annotating(witness, ending, library.annotations.waiting)
    with contextlib.suppress(StoppedError):
        annotate_awaiting(library, jobs=settings.jobs, progress=progress)
