"""The way in: pages are read by workers, and what comes back goes into the library in batches, in order.

The library is written by this process alone. A page that fails is named with its reason, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import Final, NamedTuple, Protocol

import msgspec

from reader.article import Article
from reader.ingest.child import Failure, WorkLimits
from reader.ingest.originals import original_of
from reader.ingest.pool import Pool
from reader.ingest.sites import Sites
from reader.ingest.work import INGEST, READ_ARCHIVED
from reader.library.library import Incoming, Library
from reader.sources.page import Page, SourceFailure

BATCH: Final = 100
"""Articles of one write to the library."""
BATCH_BYTES: Final = 32 * 2**20
"""Bytes of original pages of one write: a batch of large pages is cut short."""
PIECES: Final = 2_000
"""Pages and failures after which it is noted how far it is, articles or none."""
TOLD: Final = 1_000
"""Failures of which a report keeps address and reason; of more it keeps the number."""
REASONS: Final = 50
"""Reasons for leaving out what is no page that a report counts one by one."""
OTHER_REASONS: Final = "other reasons"


class Way(NamedTuple):
    """How pages become articles: by which work, and whether their words are found only when they are annotated."""

    work: str
    words_later: bool = False


AT_ONCE: Final = Way(INGEST)
"""Who and where is found on the way, and everything can be searched at once."""
IN_BULK: Final = Way(READ_ARCHIVED, words_later=True)
"""Pages are only cleaned, and `annotate_awaiting` does the rest. A page without an article is no failure then: nobody
asked for just that one."""


class Report(msgspec.Struct):
    """What became of the pages: how many were new, changed, known already; who failed and why; what was no page.

    `pages` counts what has been dealt with so far, and `bytes` how much of the source that was. Of many failures only
    the first TOLD are kept, and counted in `untold_failed` and `untold_skipped` from there on; `reasons` counts what
    was no page by its reason.
    """

    pages: int = 0
    bytes: int = 0
    added: int = 0
    revised: int = 0
    unchanged: int = 0
    failed: list[tuple[str, str]] = msgspec.field(default_factory=list)
    skipped: list[tuple[str, str]] = msgspec.field(default_factory=list)
    untold_failed: int = 0
    untold_skipped: int = 0
    reasons: dict[str, int] = msgspec.field(default_factory=dict)

    @property
    def failures(self) -> int:
        """How many failed."""
        return len(self.failed) + self.untold_failed

    @property
    def left_out(self) -> int:
        """How many were no pages."""
        return len(self.skipped) + self.untold_skipped

    def fail(self, address: str, reason: str) -> None:
        """Note a failure."""
        if len(self.failed) < TOLD:
            self.failed.append((address, reason))
        else:
            self.untold_failed += 1

    def skip(self, address: str, reason: str) -> None:
        """Note what is no page."""
        known = reason if reason in self.reasons or len(self.reasons) < REASONS else OTHER_REASONS
        self.reasons[known] = self.reasons.get(known, 0) + 1
        if len(self.skipped) < TOLD:
            self.skipped.append((address, reason))
        else:
            self.untold_skipped += 1

    @property
    def read(self) -> int:
        """Pages that gave an article."""
        return self.added + self.revised + self.unchanged


class Progress(Protocol):
    """Whoever wants to know how far it is."""

    def page(self, report: Report) -> None:
        """One more page is done; `report` is how it stands."""
        ...

    def failure(self, address: str, reason: str) -> None:
        """A page gave no article."""
        ...


class Unseen:
    """Nobody wants to know."""

    def page(self, report: Report) -> None:
        pass

    def failure(self, address: str, reason: str) -> None:
        pass


def ingest(
    library: Library,
    pages: Iterable[Page | SourceFailure],
    *,
    jobs: int = 0,
    progress: Progress | None = None,
    limits: WorkLimits | None = None,
    keep_originals: bool = True,
    way: Way = AT_ONCE,
    kept: Callable[[int], None] | None = None,
) -> Report:
    """Reads the pages with `jobs` workers (0: one a processor) and adds their articles to the library.

    A page that was there already changes nothing; a page that has changed becomes a new revision. What is in a batch
    that was written stays, whatever happens afterwards. With each article its page is kept as it came, unless
    `keep_originals` is off, so that it can be cleaned again. `kept` is told whenever that many more of `pages` are
    dealt with, and what they gave is on the disk. Raises what the library raises, and WorkerStartError.
    """
    report = Report()
    progress = progress or Unseen()
    with Pool(way.work, jobs=jobs, limits=limits) as pool:
        batch: list[Incoming] = []
        held = pieces = 0
        for piece, answer in pool.map(_tasks(pages, library)):
            found = _found(piece, answer)
            if isinstance(found, SourceFailure):
                _note_failure(report, progress, found)
            elif isinstance(piece, Page):
                batch.append(Incoming(found, original_of(piece) if keep_originals else None))
                held += len(piece.content) if keep_originals else 0
            pieces += 1
            if len(batch) >= BATCH or held >= BATCH_BYTES or pieces >= PIECES:
                _write(library, batch, report, way)
                if kept is not None:
                    kept(pieces)
                held = pieces = 0
            report.pages += not (isinstance(found, SourceFailure) and found.skipped)
            report.bytes += piece.weight
            progress.page(report)
        _write(library, batch, report, way)
        if kept is not None:
            kept(pieces)
    return report


_ANSWER: msgspec.msgpack.Decoder[Article | str] = msgspec.msgpack.Decoder(Article | str)


def _tasks(
    pages: Iterable[Page | SourceFailure], library: Library
) -> Iterator[tuple[Page | SourceFailure, bytes | None]]:
    """The pages and the messages of those that go to a worker; runs in a thread of its own."""
    encoder = msgspec.msgpack.Encoder()
    with closing(Sites(library)) as sites:
        for piece in pages:
            yield piece, encoder.encode(sites.among_others(piece)) if isinstance(piece, Page) else None


def _found(piece: Page | SourceFailure, answer: bytes | Failure | None) -> Article | SourceFailure:
    """The article, or why there is none: what was no page, and what bulk work found to be none, is `skipped`."""
    if isinstance(piece, SourceFailure):
        return piece
    if not isinstance(answer, bytes):
        return SourceFailure(piece.address, answer.reason if answer else "was not read")
    article = _ANSWER.decode(answer)
    return SourceFailure(piece.address, article, skipped=True) if isinstance(article, str) else article


def _note_failure(report: Report, progress: Progress, failure: SourceFailure) -> None:
    if failure.skipped:
        report.skip(failure.address, failure.reason)
        return
    report.fail(failure.address, failure.reason)
    progress.failure(failure.address, failure.reason)


def _write(library: Library, batch: list[Incoming], report: Report, way: Way) -> None:
    """Adds the batch and empties it."""
    if not batch:
        return
    for outcome in library.add(batch, words_later=way.words_later):
        if outcome == "added":
            report.added += 1
        elif outcome == "revised":
            report.revised += 1
        else:
            report.unchanged += 1
    batch.clear()
