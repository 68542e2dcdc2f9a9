"""One writer at a time, in turn: locks on files that the system frees when their process ends, however it ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from reader.errors import LibraryInUseError
from reader.library.errors import busy
from reader.library.places import could_not_write

PATIENCE: Final = 15.0
"""Seconds to wait for another writer. One holds the lock for one batch: well under a second."""
_FIRST_PAUSE = 0.0005
_LONGEST_PAUSE = 0.004


@contextmanager
def locked(path: Path, *, patience: float | None = None, what: str = "") -> Iterator[None]:
    """Hold the lock on `path` (made when missing). Not re-entrant.

    Whoever waits holds the place of the next in line, a lock on a file beside it, so that a busy writer that comes back
    at once does not go first again. Raises LibraryInUseError when it is not free within `patience` seconds (default
    PATIENCE); `what` says who holds it.
    """
    deadline = time.monotonic() + (PATIENCE if patience is None else patience)
    next_in_line = path.with_suffix(".next")
    waiting = _opened(next_in_line)
    try:
        holding = _opened(path)
        try:
            if not (_acquired(waiting, deadline) and _acquired(holding, deadline)):
                raise _in_use(path, what)
            fcntl.flock(waiting, fcntl.LOCK_UN)
            yield
        finally:
            os.close(holding)
    finally:
        os.close(waiting)


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise could_not_write(path, error) from error


def _acquired(handle: int, deadline: float) -> bool:
    pause = _FIRST_PAUSE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
        else:
            return True
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _in_use(path: Path, what: str) -> LibraryInUseError:
    return busy(path.parent, what) if what else busy(path.parent)
