"""How a feed's visit ends: what is known of the feed from then on, where it moved to, and what is told of it."""

from __future__ import annotations

import time

import msgspec

from reader.errors import DatelineError
from reader.ingest.fetching.asking import FetchSettings
from reader.ingest.fetching.report import FetchReport, Outcome, Witness
from reader.ingest.fetching.schedule import GONE, after_answer, after_refusal, failure, is_put_off
from reader.ingest.fetching.state import State
from reader.ingest.fetching.visit import Visit
from reader.sources.web.exchange import Refusal
from reader.sources.web.secrecy import without_credentials
from reader.subscriptions.file import readdress


class Settling:
    """The ends of one run's visits."""

    def __init__(self, state: State, settings: FetchSettings, report: FetchReport, witness: Witness) -> None:
        self._state = state
        self._settings = settings
        self._report = report
        self._witness = witness

    def rest(self, visit: Visit, reason: str) -> None:
        """The feed is not asked now."""
        self._tell(visit, "gone" if visit.before.gone else "waiting", reason)

    def refused(self, visit: Visit, refusal: Refusal) -> None:
        """The feed could not be had."""
        visit.after = after_refusal(visit.before, refusal, interval=visit.interval, now=int(time.time()))
        self._end(visit, _outcome(refusal), refusal.reason)

    def failed(self, visit: Visit, reason: str) -> None:
        """What came is no feed."""
        visit.after = failure(visit.before, reason, interval=visit.interval, now=int(time.time()))
        self._end(visit, "failed", reason)

    def written(self, visit: Visit) -> None:
        """All of the feed's items are in the library."""
        assert visit.answer is not None
        after = after_answer(
            visit.before,
            visit.answer,
            interval=visit.interval,
            now=int(time.time()),
            ttl=visit.ttl,
            title=visit.title,
        )
        visit.after = msgspec.structs.replace(after, articles=after.articles + visit.added)
        self._end(visit, "new" if visit.added or visit.revised else "unchanged")

    def _end(self, visit: Visit, outcome: Outcome, reason: str = "") -> None:
        if visit.moved and self._readdress(visit):
            outcome = "moved" if outcome in ("new", "unchanged") else outcome
        elif visit.after is not None:
            self._state.keep(visit.after)
        self._tell(visit, outcome, reason)

    def _tell(self, visit: Visit, outcome: Outcome, reason: str) -> None:
        result = visit.result(outcome, reason)
        self._report.count(result)
        self._witness.feed(result)

    def _readdress(self, visit: Visit) -> bool:
        """The feed has another address for good: subscription and state follow. Whether they could."""
        new = without_credentials(visit.moved)
        if self._settings.feeds_file is None or visit.after is None:
            return False
        try:
            moved = readdress(self._settings.feeds_file, visit.address, visit.moved)
        except DatelineError as error:
            visit.notes.append(f"it moved to {new}, which could not be noted: {error}")
            return False
        if not moved:
            visit.notes.append(f"it moved to {new}, which you are subscribed to already: remove one of the two")
            return False
        visit.notes.insert(0, f"it moved to {new}, and your subscription with it")
        self._state.keep(visit.after)
        self._state.readdress(visit.address, visit.moved)
        return True


def _outcome(refusal: Refusal) -> Outcome:
    if refusal.status == GONE:
        return "gone"
    return "waiting" if refusal.why in ("offline", "wait") or is_put_off(refusal) else "failed"
