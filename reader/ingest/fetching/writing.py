"""The one place of a fetch that writes: articles into the library a batch at a time, then the state, never before.

A kill between the two costs reading some items again, which the library knows already: nothing is lost or doubled.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from typing import Final

from reader.article import Article, Outlet
from reader.ingest.fetching.copies import Copies
from reader.ingest.fetching.report import FetchReport
from reader.ingest.fetching.schedule import DAY
from reader.ingest.fetching.state import State, is_stale
from reader.ingest.fetching.visit import Arrival, Visit
from reader.library.errors import DamagedError, UnknownArticleError
from reader.library.library import Incoming, Library, Outcome

BATCH: Final = 200
"""Arrivals of one write to the library."""
BATCH_BYTES: Final = 16 * 2**20
"""Bytes of original pages of one write."""
BATCH_SECONDS: Final = 0.2
"""Seconds that an article waits for others before it is written, so that it is seen while the fetch goes on."""


class Writing:
    """What has been read and is to be written. `finished` is called with every visit whose last item is in the
    library, inside the transaction that keeps its state.
    """

    def __init__(
        self,
        library: Library,
        state: State,
        report: FetchReport,
        finished: Callable[[Visit], None],
        *,
        keep_originals: bool = True,
    ) -> None:
        self._library = library
        self._state = state
        self._report = report
        self._finished = finished
        self._keep_originals = keep_originals
        self._copies = Copies(state.connection)
        self._batch: list[Arrival] = []
        self._ended: list[Visit] = []
        self._bytes = 0
        self._deadline = 0.0

    def put(self, arrival: Arrival) -> None:
        """Write it with the next batch, which may be now."""
        if not self._batch:
            self._deadline = time.monotonic() + BATCH_SECONDS
        self._batch.append(arrival)
        self._bytes += len(arrival.read.original.content) if arrival.read.original else 0
        if len(self._batch) >= BATCH or self._bytes >= BATCH_BYTES:
            self.write()

    def end(self, visit: Visit) -> None:
        """The visit has nothing more to be read."""
        if not self._batch and not self._ended:
            self._deadline = time.monotonic() + BATCH_SECONDS
        self._ended.append(visit)

    @property
    def patience(self) -> float | None:
        """Seconds until the batch is to be written; None where there is none."""
        return self._deadline - time.monotonic() if self._batch or self._ended else None

    def write(self) -> None:
        """Write all there is."""
        batch, self._batch, self._bytes = self._batch, [], 0
        with self._state.transaction():  # committed last
            now = int(time.time())
            incoming, copies = self._sorted(batch)
            for arrival, outcome in zip(incoming, self._add(incoming), strict=True):
                self._count(arrival, outcome)
            self._add_outlets([(original, batch[number]) for number, original in copies.items()])
            for number, arrival in enumerate(batch):
                self._note(arrival, copies.get(number, ""), now)
            self._remember(batch, copies, now)
            self._copies.keep(now // DAY)
            ended, self._ended = self._ended, []
            for visit in ended:
                self._finished(visit)

    def clear_out(self) -> None:
        """Forget stories too old to be copied, where any were looked at, and pages that were given up long ago."""
        now = int(time.time())
        with self._state.transaction():
            self._state.queue.clear_out(now)
            self._copies.forget(now // DAY)

    def _sorted(self, batch: Sequence[Arrival]) -> tuple[list[Arrival], dict[int, str]]:
        """Those whose articles are to be added; and of those that are copies the number and the original's id."""
        incoming: list[Arrival] = []
        copies: dict[int, str] = {}
        coming: set[str] = set()
        for number, arrival in enumerate(batch):
            article = arrival.read.article
            if article is None or arrival.is_listed:
                continue
            original = "" if article.id in coming else self._original(arrival, article, coming)
            if original:
                copies[number] = original
                continue
            self._copies.add(article, arrival.read.marks)
            coming.add(article.id)
            incoming.append(arrival)
        return incoming, copies

    def _add(self, arrivals: Sequence[Arrival]) -> list[Outcome]:
        batch = [
            Incoming(read.article, read.original if self._keep_originals else None, read.packed)
            for read in (arrival.read for arrival in arrivals)
            if read.article is not None
        ]
        return self._library.add(batch, words_later=True) if batch else []

    def _original(self, arrival: Arrival, article: Article, coming: Container[str]) -> str:
        """The article that this one is a copy of, in the library or on its way; empty for one of its own, or one that
        is there already.
        """
        found = [arrival.read.twin, self._copies.original(article, arrival.read.marks)]
        if not any(found) or self._is_there(article.id):
            return ""
        return next((one for one in found if one and (one in coming or self._is_there(one))), "")

    def _is_there(self, article_id: str) -> bool:
        return self._library.index.revision(article_id) is not None

    def _add_outlets(self, copies: Sequence[tuple[str, Arrival]]) -> None:
        """Keep that these outlets printed the articles too. One that can't be read now has none to be added to."""
        pairs: list[tuple[str, Outlet]] = []
        for original, arrival in copies:
            copy = arrival.read.article
            try:
                stored = self._library.uncorrected(original)
            except (DamagedError, UnknownArticleError):
                continue
            if copy and copy.source and copy.source != stored.source:
                pairs.append((original, Outlet(copy.source, copy.url, copy.published)))
        if pairs:
            self._library.add_outlets(pairs)

    def _count(self, arrival: Arrival, outcome: Outcome) -> None:
        visit = arrival.visit
        if visit is None or arrival.fresh is None:
            self._report.completed += outcome != "unchanged"
            return
        if outcome == "added":
            visit.added += 1
            self._report.added += 1
        elif outcome == "revised":
            visit.revised += 1
            self._report.revised += 1
        else:
            visit.known += 1

    def _note(self, arrival: Arrival, copy_of: str, now: int) -> None:
        """The item is settled, and its page wanted or read."""
        article = arrival.read.article
        visit = arrival.visit
        if visit is not None:
            if copy_of or arrival.is_listed:
                visit.known += 1
            visit.left -= 1
            if not visit.left:
                self._ended.append(visit)
        if arrival.wanted is not None and not copy_of:
            self._state.queue.want(arrival.wanted, now)
        if arrival.done and article is not None:
            self._state.queue.done(article.id)

    def _remember(self, batch: Sequence[Arrival], copies: Mapping[int, str], now: int) -> None:
        """Remember the batch's items, by their feeds."""
        seen: defaultdict[str, list[tuple[bytes, bytes, str]]] = defaultdict(list)
        for number, (read, visit, fresh, *_) in enumerate(batch):
            if visit is not None and fresh is not None:
                article = copies.get(number) or (read.article.id if read.article else "")
                seen[visit.address].append((fresh.key, fresh.digest, article))
        for address, items in seen.items():
            self._state.see(address, items, now)


def note_listing(state: State, visit: Visit, keys: Sequence[bytes], now: int) -> None:
    """Remember which of its items the feed lists now, where that was not noted lately."""
    stale = [key for key in keys if key in visit.seen and is_stale(visit.seen[key], now)]
    if stale or len(visit.seen) > len(keys):
        with state.transaction():
            state.listed(visit.address, stale, now)
