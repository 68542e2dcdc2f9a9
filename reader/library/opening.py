"""Opening a library as well as its disk allows: to write, or only to read, with its index caught up or made anew."""

from __future__ import annotations

import os
from functools import cache, partial
from pathlib import Path
from typing import Final

from reader.errors import DatelineError, LibraryInUseError
from reader.library.catchup import (
    Intake,
    Progress,
    Truths,
    disagrees,
    is_behind,
    is_far_behind,
    place,
    settle,
    take_in_marks,
)
from reader.library.device import device_name
from reader.library.errors import DamagedError
from reader.library.index import Index, IndexStaleError
from reader.library.journal import Journal
from reader.library.lock import locked
from reader.library.places import Places, free_bytes
from reader.library.rebuilding import fill, identity, rebuild
from reader.library.session import A_MOMENT, Session, unreadable
from reader.library.sqlite_words import log_is_out_of_reach
from reader.library.store import ArticleStore
from reader.library.stored_rows import DamagedRow

ROOM_TO_WRITE: Final = 4 * 2**20
"""Bytes that must be free for a library to be opened for writing: SQLite's logs alone take some."""


GLANCE: Final = 0.05
"""Seconds that opening waits for another writer, who catches up on everything anyway."""
A_LITTLE: Final = 20
"""Articles that one look takes in: some hundredths of a second."""


def open_session(places: Places, *, writable: bool, progress: Progress | None) -> Session:
    """The library, for writing if that is wanted and its disk can take it, else for reading with a notice why.

    Raises LibraryInUseError where another process has it, DamagedError where neither articles nor index can be read.
    """
    truths = truths_of(places)
    try:
        return _opened(places, truths, writable=writable, progress=progress)
    except BaseException:
        truths.store.close()
        raise


def _opened(places: Places, truths: Truths, *, writable: bool, progress: Progress | None) -> Session:
    log_is_lost = log_is_out_of_reach(truths.store.database)
    why_not = _why_not_writable(places) if writable else ""
    try:
        truths.store.last_row()
    except DamagedError as error:
        return _open_lists_only(places, truths, error)
    if writable and not why_not:
        try:
            return _open_to_write(places, truths, progress)
        except LibraryInUseError:
            raise
        except DamagedError as error:
            return _open_lists_only(places, truths, error)
        except DatelineError as error:
            why_not = str(error)
    if why_not and log_is_lost:
        why_not += "; what was added last can only be read once it can be written"
    return _open_to_read(places, truths, why_not, progress)


def truths_of(places: Places) -> Truths:
    """The store and the journal; nothing is opened yet."""
    return Truths(ArticleStore(places.articles), Journal(places.journal, cache(partial(_device, places))))


def follow(session: Session, *, patience: float | None = None) -> list[DamagedRow]:
    """Take in what isn't in the index yet, in chunks between which others may write; the rows that can't be read.

    What others write meanwhile is theirs to take in. Raises LibraryInUseError where the lock isn't free within
    `patience` seconds (default lock.PATIENCE).
    """
    intake = Intake(session.truths, session.index)
    target = session.truths.store.last_row()
    looked_at = is_behind(session.truths, session.index)
    while looked_at:
        with locked(session.places.write_lock, patience=patience):
            looked_at = intake.step() > 0 and session.index.position < target
            take_in_marks(session.truths, session.index)
    return intake.damaged


def look(session: Session) -> list[DamagedRow]:
    """Take in a little of what isn't in the index yet, so that a window stays responsive; the rows that can't be read.

    Raises LibraryInUseError where another writer is at work, who takes it all in.
    """
    intake = Intake(session.truths, session.index, A_LITTLE)
    if is_behind(session.truths, session.index) or session.index.is_unsettled:
        with locked(session.places.write_lock, patience=0):
            intake.step()
            take_in_marks(session.truths, session.index)
            settle(session.truths, session.index, A_MOMENT)
    return intake.damaged


def _open_to_write(places: Places, truths: Truths, progress: Progress | None) -> Session:
    index, damaged = _usable_index(places, truths, progress)
    session = Session(places, truths, True, places.index_file, index, identity=identity(places.index_file))
    try:
        damaged += follow(session, patience=GLANCE)
        damaged += look(session)
    except LibraryInUseError:
        pass  # the other writer takes in what is missing
    except BaseException:
        index.close()
        raise
    session.notice = unreadable(damaged)
    session.seen = place(index)
    return session


def _usable_index(places: Places, truths: Truths, progress: Progress | None) -> tuple[Index, list[DamagedRow]]:
    index = _agreeing_index(places, truths)
    if index is not None:
        return index, []
    with locked(places.rebuild_lock, what="another Dateline is making its index anew"):
        index = _agreeing_index(places, truths)  # the other one may have made it while we waited
        if index is not None:
            return index, []
        damaged = rebuild(places, truths, progress)
    return Index.open(places.index_file), damaged


def _agreeing_index(places: Places, truths: Truths) -> Index | None:
    """The index as it is; None for one that must be made anew."""
    if not places.index_file.exists() and truths.store.last_row():
        return None
    try:
        index = Index.open(places.index_file)
    except IndexStaleError:
        return None
    try:
        if not disagrees(truths, index) and not is_far_behind(truths, index):
            return index
    except IndexStaleError:
        pass
    except BaseException:
        index.close()
        raise
    index.close()
    return None


def _open_to_read(places: Places, truths: Truths, notice: str, progress: Progress | None) -> Session:
    try:
        index = Index.open(places.index_file, read_only=True)
    except DatelineError:
        return _open_with_own_index(places, truths, notice, progress)
    try:
        stale = disagrees(truths, index)
        behind = is_behind(truths, index)
    except IndexStaleError:
        stale = behind = True
    if stale:
        index.close()
        return _open_with_own_index(places, truths, notice, progress)
    if behind and notice:
        notice += "; what came in last is not listed until it can be written"
    session = Session(places, truths, False, places.index_file, index, notice, None, identity(places.index_file))
    session.seen = place(index)
    return session


def _open_with_own_index(places: Places, truths: Truths, notice: str, progress: Progress | None) -> Session:
    """For a library that can't be written and has no usable index: one for this session, in the temporary folder."""
    from tempfile import TemporaryDirectory

    scratch = TemporaryDirectory(prefix="dateline-")
    file = Path(scratch.name) / places.index_file.name
    try:
        damaged = fill(file, truths, progress)
        index = Index.open(file)
    except BaseException:
        scratch.cleanup()
        raise
    told = "; ".join(part for part in (notice, unreadable(damaged)) if part)
    return Session(places, truths, False, file, index, told, scratch, identity(file), place(index))


def _open_lists_only(places: Places, truths: Truths, error: DamagedError) -> Session:
    try:
        index = Index.open(places.index_file, read_only=True)
    except DatelineError:
        raise error from None
    notice = f"{error.where}: {error.what}; lists still work, articles can't be opened ({error.remedy})"
    return Session(
        places, truths, False, places.index_file, index, notice, None, identity(places.index_file), place(index)
    )


def _device(places: Places) -> str:
    with locked(places.write_lock):
        return device_name(places.device_file)


def _why_not_writable(places: Places) -> str:
    for path in (places.folder, places.articles, places.journal, places.index_file):
        if path.exists() and not os.access(path, os.W_OK):
            return f"{path} can't be written, so the library is open for reading only"
    free = free_bytes(places.folder)
    if free < ROOM_TO_WRITE:
        return f"the disk is full ({free // 1024:,} KiB free), so the library is open for reading only"
    return ""
