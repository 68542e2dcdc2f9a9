"""Finding who and where in articles that are not annotated yet, or by other rules or another gazetteer; newest first.

Anew is behind everything else: workers step back, and what they find is written a few articles at a time, so that the
desk never waits. What is written is up to date, so a run that was ended goes on where it was.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Final, NamedTuple

import msgspec

from reader.article import Article
from reader.errors import DatelineError
from reader.ingest.child import Failure, WorkLimits
from reader.ingest.pipeline import Progress, Report, Unseen
from reader.ingest.pool import Pool, worker_count
from reader.ingest.work import ANNOTATE, REANNOTATE, Annotation
from reader.library.errors import DamagedError, UnknownArticleError
from reader.library.library import Library
from reader.library.terms import TermCounts

BATCH: Final = 5
"""Articles of one write: a mark made meanwhile waits some hundredths of a second for it."""
AWAITED_BATCH: Final = 50
"""Articles of one write where somebody waits for them: a tenth of a second."""
AHEAD: Final = 8
"""Articles under way a worker."""
AWAITED_AHEAD: Final = 32
"""The same where somebody waits for them."""
MOST_CHANGES: Final = 3
"""How often the gazetteer may change during one run before it gives up."""


def reannotate(
    library: Library, *, jobs: int = 0, progress: Progress | None = None, limits: WorkLimits | None = None
) -> Report:
    """Gives every outdated article the mentions that rules and gazetteer find now; the report counts articles.

    `revised` are those whose mentions changed, `failed` those that can't be read or annotated: they keep what they
    have and are not tried again with the same annotator. Where the gazetteer changes meanwhile, all that is outdated
    then is read again. Raises what the library raises, WorkerStartError, and DatelineError where the gazetteer
    changes more than MOST_CHANGES times.
    """
    report = Report()
    before = ""
    for _ in range(MOST_CHANGES + 1):
        with Pool(REANNOTATE, jobs=jobs, limits=limits) as pool:
            annotator = _annotator(pool)
            if annotator == before or not library.annotations.outdated(annotator):
                return report
            before = annotator
            outdated = partial(library.annotations.outdated_ids, annotator)
            one = _Pass(library, pool, annotator, report, progress or Unseen(), outdated, BATCH)
            one.run(AHEAD * worker_count(jobs))
    raise _never_still()


def annotate_awaiting(
    library: Library, *, jobs: int = 0, progress: Progress | None = None, limits: WorkLimits | None = None
) -> Report:
    """Finds who and where in the articles that came in without, and puts them into search, newest first; the report
    counts articles.

    `revised` are those in which somebody or somewhere is named, `failed` those that can't be read or annotated: their
    words are found all the same. Whatever ends it, what was written stays. Raises as `reannotate` does.
    """
    report = Report()
    annotations = library.annotations
    before = ""
    for _ in range(MOST_CHANGES + 1):
        if not annotations.awaiting(1):
            return report
        with Pool(ANNOTATE, jobs=jobs, limits=limits) as pool:
            annotator = _annotator(pool)
            if annotator == before:
                return report
            before = annotator
            one = _Pass(library, pool, annotator, report, progress or Unseen(), annotations.awaiting, AWAITED_BATCH)
            one.run(AWAITED_AHEAD * worker_count(jobs))
    raise _never_still()


def _never_still() -> DatelineError:
    return DatelineError(
        "the gazetteer changed again and again while the articles were read",
        remedy="run it again when the gazetteer stays as it is; what was read is kept",
    )


class _Under(NamedTuple):
    """An article under way, and the worker's answer; None where its mentions are right already."""

    article: Article
    answer: Future[bytes | Failure] | None


class _Pass:
    """One way through all articles that are to be annotated, with one annotator; `newest` are the newest so many."""

    def __init__(
        self,
        library: Library,
        pool: Pool,
        annotator: str,
        report: Report,
        progress: Progress,
        newest: Callable[[int], list[str]],
        batch: int,
    ) -> None:
        self._library = library
        self._pool = pool
        self._annotator = annotator
        self._report = report
        self._progress = progress
        self._tried: set[str] = set()
        self._under_way: deque[_Under] = deque()
        self._newest = newest
        self._most = batch
        self._batch: list[tuple[Article, bool]] = []
        self._counts: dict[str, TermCounts] = {}
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(Annotation).decode

    def run(self, ahead: int) -> None:
        """Ends when every article was tried once, or when a worker has another gazetteer than the first one had."""
        self._fill(ahead)
        while self._under_way:
            if not self._take(self._under_way.popleft()):
                break
            if len(self._batch) >= self._most:
                self._write()
            if len(self._under_way) <= ahead // 2:
                self._fill(ahead)
        self._write()

    def _fill(self, ahead: int) -> None:
        wanted = ahead - len(self._under_way)
        for article_id in self._untried(wanted):
            self._tried.add(article_id)
            try:
                article = self._library.uncorrected(article_id)
            except (DamagedError, UnknownArticleError) as error:
                self._fail(article_id, error.what)
                continue
            is_done = article.annotator == self._annotator
            self._under_way.append(_Under(article, None if is_done else self._pool.submit(self._encode(article))))

    def _untried(self, wanted: int) -> list[str]:
        """The newest articles that this pass hasn't tried; those being revised elsewhere stay to be annotated."""
        limit = wanted + len(self._under_way) + len(self._batch)
        while True:
            found = self._newest(limit)
            fresh = [article_id for article_id in found if article_id not in self._tried]
            if len(fresh) >= wanted or len(found) < limit:
                return fresh[:wanted]
            limit *= 2

    def _take(self, one: _Under) -> bool:
        """Whether the answer is one of this pass's annotator."""
        answer = one.answer.result() if one.answer else None
        if answer is None:
            self._batch.append((one.article, False))
        elif isinstance(answer, Failure):
            self._fail(one.article.id, answer.reason)
        else:
            found = self._decode(answer)
            if found.annotator != self._annotator:
                return False
            made = msgspec.structs.replace(one.article, mentions=found.mentions, annotator=found.annotator)
            self._batch.append((made, made.mentions != one.article.mentions))
            self._counts[made.id] = found.counts
        return True

    def _write(self) -> None:
        if not self._batch:
            return
        self._library.annotations.keep([article for article, _ in self._batch], self._counts)
        for _, is_changed in self._batch:
            self._report.revised += is_changed
            self._report.unchanged += not is_changed
            self._done()
        self._batch.clear()
        self._counts.clear()

    def _fail(self, article_id: str, reason: str) -> None:
        self._library.annotations.pass_over([article_id], self._annotator)
        self._report.failed.append((article_id, reason))
        self._progress.failure(article_id, reason)
        self._done()

    def _done(self) -> None:
        self._report.pages += 1
        self._report.bytes += 1
        self._progress.page(self._report)


def _annotator(pool: Pool) -> str:
    """What the pool's workers say of mentions made now."""
    answer = pool.submit(b"").result()
    if isinstance(answer, Failure):
        raise DatelineError(f"the gazetteer can't be read: {answer.reason}", remedy="try `dateline gazetteer check`")
    return answer.decode()
