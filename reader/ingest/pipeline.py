"""The way in: pages are read by workers, and what comes back goes into the library in batches, in order.

The library is written by this process alone. A page that fails is named with its reason, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Final, Protocol

import msgspec

from reader.article import Article
from reader.ingest.child import Failure, WorkLimits
from reader.ingest.originals import original_of
from reader.ingest.pool import Pool
from reader.ingest.sites import Sites
from reader.ingest.work import INGEST
from reader.library.library import Incoming, Library
from reader.sources.page import Page, SourceFailure

BATCH: Final = 100
"""Articles of one write to the library."""
BATCH_BYTES: Final = 32 * 2**20
"""Bytes of original pages of one write: a batch of large pages is cut short."""


class Report(msgspec.Struct):
    """What became of the pages: how many were new, changed, known already; who failed and why; what was no page.

    `pages` counts what has been dealt with so far, and `bytes` how much of the source that was.
    """

    pages: int = 0
    bytes: int = 0
    added: int = 0
    revised: int = 0
    unchanged: int = 0
    failed: list[tuple[str, str]] = msgspec.field(default_factory=list)
    skipped: list[tuple[str, str]] = msgspec.field(default_factory=list)

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
) -> Report:
    """Reads the pages with `jobs` workers (0: one a processor) and adds their articles to the library.

    A page that was there already changes nothing; a page that has changed becomes a new revision. What is in a batch
    that was written stays, whatever happens afterwards. With each article its page is kept as it came, unless
    `keep_originals` is off, so that it can be cleaned again. Raises what the library raises, and WorkerStartError.
    """
    report = Report()
    progress = progress or Unseen()
    with Pool(INGEST, jobs=jobs, limits=limits) as pool:
        batch: list[Incoming] = []
        held = 0
        for piece, answer in pool.map(_tasks(pages, library)):
            reason = piece.reason if isinstance(piece, SourceFailure) else _reason(answer)
            if reason:
                _note_failure(report, progress, piece, reason)
            elif isinstance(piece, Page) and isinstance(answer, bytes):
                batch.append(Incoming(_ARTICLE.decode(answer), original_of(piece) if keep_originals else None))
                held += len(piece.content) if keep_originals else 0
            if len(batch) >= BATCH or held >= BATCH_BYTES:
                _write(library, batch, report)
                held = 0
            report.pages += not (isinstance(piece, SourceFailure) and piece.skipped)
            report.bytes += piece.weight
            progress.page(report)
        _write(library, batch, report)
    return report


_ARTICLE = msgspec.msgpack.Decoder(Article)


def _tasks(
    pages: Iterable[Page | SourceFailure], library: Library
) -> Iterator[tuple[Page | SourceFailure, bytes | None]]:
    """The pages and the messages of those that go to a worker; runs in a thread of its own."""
    encoder = msgspec.msgpack.Encoder()
    with closing(Sites(library)) as sites:
        for piece in pages:
            yield piece, encoder.encode(sites.among_others(piece)) if isinstance(piece, Page) else None


def _reason(answer: bytes | Failure | None) -> str:
    return answer.reason if isinstance(answer, Failure) else ""


def _note_failure(report: Report, progress: Progress, piece: Page | SourceFailure, reason: str) -> None:
    if isinstance(piece, SourceFailure) and piece.skipped:
        report.skipped.append((piece.address, reason))
        return
    report.failed.append((piece.address, reason))
    progress.failure(piece.address, reason)


def _write(library: Library, batch: list[Incoming], report: Report) -> None:
    """Adds the batch and empties it."""
    if not batch:
        return
    for outcome in library.add(batch):
        if outcome == "added":
            report.added += 1
        elif outcome == "revised":
            report.revised += 1
        else:
            report.unchanged += 1
    batch.clear()
