"""Cleaning articles anew from their kept originals, where the cleaning has become better since; newest first.

Behind everything else: workers step back, and what they make is written a few articles at a time, so that the desk
never waits. What is written is up to date, so a run that was ended goes on where it was.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing
from typing import Final, NamedTuple, Protocol

import msgspec

from reader.article import Article
from reader.cleaning.clean import CLEANER
from reader.ingest.child import Failure, WorkLimits
from reader.ingest.originals import page_of
from reader.ingest.pipeline import Progress, Report, Unseen
from reader.ingest.pool import Pool, worker_count
from reader.ingest.rewording import Rewording, kept_share, rewording
from reader.ingest.sites import Sites
from reader.ingest.work import RECLEAN
from reader.library.errors import DamagedError, UnknownArticleError
from reader.library.library import Library
from reader.library.query import EVERYTHING, Query
from reader.library.rows import ListRow
from reader.library.versions import is_outdated, kept_from

BATCH: Final = 5
"""Articles of one write: a mark made meanwhile waits some hundredths of a second for it."""
AHEAD: Final = 8
"""Articles under way a worker."""
AHEAD_BYTES: Final = 48 * 2**20
"""Bytes of their pages together; a single larger one is still read."""
LEAST_KEPT: Final = 0.5
"""An article that would keep fewer of its words than this share stays as it is: rather a menu too many than a story
too few."""
_PAGE: Final = 500


class Witness(Progress, Protocol):
    """Whoever wants to know how far it is, and what changed."""

    def changed(self, article: Article, after: Article, what: Rewording) -> None:
        """An article was made anew, and something in it is different."""
        ...


class Recleaning(NamedTuple):
    """What became of it. Of the report, `revised` changed, `unchanged` came out as they were, and `failed` stay as they
    are, with the reason; `bytes` are articles looked at, up to date or not."""

    report: Report
    without_original: int
    """Outdated articles of which no page was kept: they stay as they are."""


class Silent(Unseen):
    """Nobody wants to know."""

    def changed(self, article: Article, after: Article, what: Rewording) -> None:
        pass


def reclean(
    library: Library,
    query: Query = EVERYTHING,
    *,
    everything: bool = False,
    dry_run: bool = False,
    jobs: int = 0,
    witness: Witness | None = None,
    limits: WorkLimits | None = None,
) -> Recleaning:
    """Makes every outdated article that the query finds anew from its original; with `everything` up-to-date ones, too.

    Id, marks, tags and the time it came in stay, and so do corrections; mentions are found anew. What was before is
    kept as the version before. An article whose page gives none any more, or of whose words fewer than LEAST_KEPT would
    be left, stays as it is and isn't tried again by this version of the cleaning, unless with `everything`; one whose
    worker was lost is tried again the next time. With `dry_run` all is told and nothing kept. Raises what the library
    raises, and WorkerStartError.
    """
    with Pool(RECLEAN, jobs=jobs, limits=limits) as pool, closing(Sites(library)) as sites:
        run = _Run(library, pool, sites, witness or Silent(), everything=everything, dry_run=dry_run)
        run.through(query, AHEAD * worker_count(jobs))
    return Recleaning(run.report, run.without_original)


def take_back(
    library: Library, query: Query = EVERYTHING, *, dry_run: bool = False, witness: Witness | None = None
) -> Report:
    """Gives every article that the query finds, and that was cleaned anew, the words it had before; the report counts
    them as `revised`.

    They are not outdated then, until there is another version of the cleaning. Raises what the library raises.
    """
    report = Report()
    witness = witness or Silent()
    batch: list[Article] = []
    for article_id in [row.id for row in _rows(library, query)]:
        try:
            article = library.uncorrected(article_id)
            before = library.versions.before(article)
        except (DamagedError, UnknownArticleError) as error:
            report.failed.append((article_id, error.what))
            witness.failure(article_id, error.what)
            continue
        report.bytes += 1
        if before is not None:
            witness.changed(article, before, rewording(article, before))
            report.pages += 1
            report.revised += 1
            batch.append(msgspec.structs.replace(kept_from(before, CLEANER), revision=article.revision))
        if len(batch) >= BATCH:
            library.versions.keep(() if dry_run else batch)
            batch.clear()
        witness.page(report)
    library.versions.keep(() if dry_run else batch)
    return report


def _rows(library: Library, query: Query) -> Iterator[ListRow]:
    cursor = None
    while rows := library.rows(query, after=cursor, limit=_PAGE):
        yield from rows
        cursor = rows[-1].cursor


class _Under(NamedTuple):
    """An article under way, the worker's answer, and the bytes of its page."""

    article: Article
    answer: Future[bytes | Failure]
    size: int


class _Run:
    """One way through the articles that a query finds."""

    def __init__(
        self, library: Library, pool: Pool, sites: Sites, witness: Witness, *, everything: bool, dry_run: bool
    ) -> None:
        self.report = Report()
        self.without_original = 0
        self._library = library
        self._pool = pool
        self._sites = sites
        self._witness = witness
        self._everything = everything
        self._dry_run = dry_run
        self._tried: set[str] = set()
        self._batch: list[Article] = []
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(Article | str).decode

    def through(self, query: Query, ahead: int) -> None:
        """Ends when every article was looked at once."""
        under_way: deque[_Under] = deque()
        held = 0
        for one in self._tasks(query):
            under_way.append(one)
            held += one.size
            while len(under_way) >= ahead or (held > AHEAD_BYTES and under_way):
                held -= under_way[0].size
                self._take(under_way.popleft())
        while under_way:
            self._take(under_way.popleft())
        self._write()

    def _tasks(self, query: Query) -> Iterator[_Under]:
        """The articles to be made anew, handed to the workers. One that gets another date meanwhile comes only once."""
        for row in _rows(self._library, query):
            if row.id in self._tried:
                continue
            try:
                task = self._task(row.id)
            except (DamagedError, UnknownArticleError) as error:
                self._fail(row.id, error.what)
                continue
            if task is None:
                self._looked_at()
            else:
                self._tried.add(row.id)
                yield task

    def _task(self, article_id: str) -> _Under | None:
        article = self._library.uncorrected(article_id)
        if not (self._everything or is_outdated(article, CLEANER)):
            return None
        original = self._library.versions.original(article)
        if original is None:
            self.without_original += 1
            return None
        page = self._sites.among_others(page_of(original, article))
        answer = self._pool.submit(self._encode(page))
        return _Under(article, answer, len(original.content))

    def _take(self, one: _Under) -> None:
        answer, article = one.answer.result(), one.article
        if isinstance(answer, Failure):
            self._fail(article.id, f"stays as it is for now: its page {answer.reason}")
            return
        found = self._decode(answer)
        if isinstance(found, str):
            self._leave(article, f"stays as it is: its page {found}")
            return
        made = msgspec.structs.replace(
            found, id=article.id, fetched=article.fetched, page=article.page, revision=article.revision
        )
        share = kept_share(article, made)
        if share < LEAST_KEPT:
            self._leave(article, f"stays as it is: only {share:.0%} of its words would be left")
            return
        what = rewording(article, made)
        if what.differs:
            self._witness.changed(article, made, what)
        self.report.revised += what.differs
        self.report.unchanged += not what.differs
        self._keep(made)
        self._done()

    def _leave(self, article: Article, reason: str) -> None:
        self._keep(kept_from(article, CLEANER))
        self._fail(article.id, reason)

    def _fail(self, article_id: str, reason: str) -> None:
        self.report.failed.append((article_id, reason))
        self._witness.failure(article_id, reason)
        self._done()

    def _keep(self, article: Article) -> None:
        self._batch.append(article)
        if len(self._batch) >= BATCH:
            self._write()

    def _write(self) -> None:
        if self._batch and not self._dry_run:
            self._library.versions.keep(self._batch)
        self._batch.clear()

    def _done(self) -> None:
        self.report.pages += 1
        self._looked_at()

    def _looked_at(self) -> None:
        self.report.bytes += 1
        self._witness.page(self.report)
