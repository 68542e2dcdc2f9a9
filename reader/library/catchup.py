"""How the index follows the two truths: what was written to the store or the journal and isn't in it yet, is taken in.

Every writer writes truth first and then catches up from it, never past what others wrote before. So it does not matter
which process takes what in, nor where one was killed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from reader.article import Article
from reader.library.errors import DamagedError
from reader.library.index import Index
from reader.library.journal import Journal
from reader.library.store import ArticleStore
from reader.library.stored_rows import DamagedRow

CHUNK: Final = 50
"""Articles taken in under one lock: a fraction of a second, which is how long another writer waits for it."""

FEW: Final = 1000
"""Rows of the store that are taken in one chunk after the other, however few the index has."""

AT_ONCE: Final = 5
"""Articles placed anew in one transaction because of a correction: some milliseconds."""

Progress = Callable[[int, int], None]
"""Called with how many article versions are taken in, and how many there are to take in."""


class Truths(NamedTuple):
    """What an index is made from."""

    store: ArticleStore
    journal: Journal


class Place(NamedTuple):
    """How far an index has come: the last row of the store, bytes by journal file, and articles placed anew."""

    row: int
    journal: dict[str, int]
    replaced: int = 0


def place(index: Index) -> Place:
    """How far it has come."""
    return Place(index.position, index.journal_positions, index.replaced)


def is_behind(truths: Truths, index: Index) -> bool:
    """Whether something was written that isn't in the index. Costs two point reads and a stat a device."""
    return truths.store.last_row() > index.position or truths.journal.is_behind(index.journal_positions)


def is_far_behind(truths: Truths, index: Index) -> bool:
    """Whether making the index anew takes less time than taking in what it lacks: it lacks most of it."""
    position, last = index.position, truths.store.last_row()
    return last - position > max(position, FEW)


def disagrees(truths: Truths, index: Index) -> bool:
    """Whether the index was made from other truths than these: a store put back from a backup, a journal cut short."""
    position = index.position
    if position > truths.store.last_row() or truths.journal.was_replaced(index.journal_positions):
        return True
    if not position:
        return False
    key = truths.store.key_at(position)
    return key is None or (index.revision(key.id) or 0) < key.revision


def take_in_marks(truths: Truths, index: Index) -> None:
    """Take in what the user did since the index last looked. Hold the write lock.

    A file that was replaced by a shorter one keeps its position, so that the index takes the other files' marks; it is
    read whole each time, until the next opening finds that the index `disagrees`.
    """
    positions = index.journal_positions
    if truths.journal.is_behind(positions):
        changes, reached = truths.journal.since(positions)
        reached = {name: max(at, positions.get(name, 0)) for name, at in reached.items()}
        if changes or reached != positions:
            index.apply_changes(changes, reached)


def settle(truths: Truths, index: Index, seconds: float) -> bool:
    """Place articles anew that a changed correction concerns, the newest first, until none is left or time is up.

    Whether any may be left. Hold the write lock. Ends within one step of AT_ONCE articles after `seconds`.
    """
    until = time.monotonic() + seconds
    while work := index.next_work(AT_ONCE):
        index.replace(stored(work.articles, truths, index), work)
        if time.monotonic() >= until:
            return index.is_unsettled
    return False


def stored(article_ids: Sequence[str], truths: Truths, index: Index) -> list[Article]:
    """These articles as they are stored, in the versions that the index has; those that can't be read are left out."""
    found = []
    for article_id in article_ids:
        revision = index.revision(article_id)
        try:
            article = truths.store.get(article_id, revision) if revision else None
        except DamagedError:
            continue
        if article is not None:
            found.append(article)
    return found


class Intake:
    """Takes articles in, chunk by chunk, past rows that can't be read."""

    def __init__(self, truths: Truths, index: Index, chunk: int = CHUNK) -> None:
        self.damaged: list[DamagedRow] = []
        """Rows that were passed over, with why."""
        self._truths = truths
        self._index = index
        self._chunk = chunk
        self._passed = 0

    def step(self) -> int:
        """Take the next chunk in; how many rows it looked at, 0 when there are no more. Hold the write lock."""
        start = max(self._index.position, self._passed)
        rows, damaged, last = self._truths.store.since(start, self._chunk)
        self.damaged += damaged
        if rows:
            self._index.apply(rows)
        self._passed = last
        return len(rows) + len(damaged)


def take_in_all(
    truths: Truths, index: Index, *, chunk: int = CHUNK, progress: Progress | None = None
) -> list[DamagedRow]:
    """Take in everything there is; the rows that can't be read. Hold the write lock, or be the index's only user.

    What the user did comes first, so that articles are placed as corrected at once.
    """
    take_in_marks(truths, index)
    intake = Intake(truths, index, chunk)
    total = truths.store.count(index.position) if progress else 0
    done = 0
    while looked_at := intake.step():
        done += looked_at
        if progress:
            progress(done, max(done, total))
    take_in_marks(truths, index)
    return intake.damaged
