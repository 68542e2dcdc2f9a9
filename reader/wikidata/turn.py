"""One update at a time: two would ask the service in parallel, which it forbids, and each undo what the other takes."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from platformdirs import PlatformDirs

from reader.errors import DatelineError


class UpdateRunningError(DatelineError):
    """Another update is running: exit 4."""

    exit_code = 4


def answers_folder() -> Path:
    """`$XDG_CACHE_HOME/dateline/wikidata`, where answers are kept."""
    return Path(PlatformDirs("dateline", appauthor=False).user_cache_dir) / "wikidata" / "answers"


@contextmanager
def one_update() -> Iterator[None]:
    """Holds the turn; the system frees it however the process ends. Raises UpdateRunningError where it is taken."""
    path = answers_folder().parent / "turn"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise DatelineError(
            f"cannot be written: {error.strerror}", str(path), "make room, or mend its rights"
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UpdateRunningError("another update is running", str(path), "wait for it to end") from None
        yield
    finally:
        os.close(handle)
