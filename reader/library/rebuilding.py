"""Making the index anew from the store and the journal: beside the old one, which serves until the new one is whole."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Final

from reader.library.catchup import Progress, Truths, settle, take_in_all
from reader.library.index import Index
from reader.library.lock import locked
from reader.library.places import Places, could_not_write
from reader.library.stored_rows import DamagedRow

BULK: Final = 1000
"""Articles taken in at once where nobody else waits for the file."""
_BESIDE = ("", "-wal", "-shm", "-journal")
"""SQLite's own files beside a database, by what follows its name."""


def rebuild(places: Places, truths: Truths, progress: Progress | None = None) -> list[DamagedRow]:
    """A new index in place of the old one, if any; the rows of the store that can't be read.

    Hold the rebuild lock, and have no connection to the old index open. The write lock is taken for the last moment
    only, so others add and read meanwhile. A kill at any point leaves the old index, or none, never half of one.
    Windows that have the old one open go on reading it until they look again; SQLite sees that their file has moved and
    leaves the new one's log alone.
    """
    draft = places.index_file.with_suffix(".new")
    _remove(draft)
    damaged = fill(draft, truths, progress)
    with locked(places.write_lock):
        damaged += fill(draft, truths)
        _remove(places.index_file)
        try:
            draft.replace(places.index_file)
        except OSError as error:
            raise could_not_write(places.index_file, error) from error
    return damaged


def identity(file: Path) -> tuple[int, int]:
    """What tells an index file from the one that replaced it; (0, 0) for none."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return (0, 0)
    return (found.st_dev, found.st_ino)


def fill(file: Path, truths: Truths, progress: Progress | None = None) -> list[DamagedRow]:
    """Bring the index in `file`, made if need be, up to the truths; the rows of the store that can't be read."""
    index = Index.open(file)
    try:
        damaged = take_in_all(truths, index, chunk=BULK, progress=progress)
        settle(truths, index, math.inf)
        return damaged
    finally:
        index.close()


def _remove(file: Path) -> None:
    """The database first: what is left of a database without its log is not to be trusted, a log alone is nothing."""
    for ending in _BESIDE:
        beside = file.with_name(file.name + ending)
        try:
            beside.unlink(missing_ok=True)
        except OSError as error:
            raise could_not_write(beside, error) from error
