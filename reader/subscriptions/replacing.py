"""Changing a file that somebody may edit by hand: one program at a time, the old file or the new one after a kill, and
a link stays a link.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from reader.config import FileStamp, data_folder
from reader.errors import DatelineError, LibraryInUseError

PATIENCE: Final = 15.0
"""Seconds to wait for another program that changes the file."""
TRIES: Final = 20
"""Times that a change is made anew because the file changed under it."""
_PAUSE: Final = 0.01


def replace(path: Path, edit: Callable[[bytes | None], bytes | None], *, private: Callable[[bytes], bool]) -> None:
    """Writes what `edit` makes of the file's bytes (None: no file); nothing where it gives None.

    A file that somebody else saves meanwhile is read again. A new file is for its owner alone, and one whose new bytes
    are `private` becomes so; no right is ever added. Raises DatelineError, and the old file is still there then.
    """
    try:
        real = Path(os.path.realpath(path))
        with _locked(real):
            for _ in range(TRIES):
                stamp, before = _read(real)
                after = edit(before)
                if after is None or after == before:
                    return
                if _write(real, after, stamp, private(after)):
                    return
    except OSError as error:
        where = str(error.filename or path)
        raise DatelineError(f"cannot be written: {error.strerror}", where, "make room, or mend its rights") from error
    raise DatelineError("changes all the time", str(path), "end the program that writes it")


def _read(path: Path) -> tuple[FileStamp, bytes | None]:
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            return _stamp(status), file.read()
    except FileNotFoundError:
        return None, None


def _stamp(status: os.stat_result) -> FileStamp:
    return status.st_ino, status.st_size, status.st_mtime_ns


def _write(path: Path, content: bytes, stamp: FileStamp, private: bool) -> bool:
    """Whether it was written; not where the file is no longer the one with that stamp."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)  # of a program that was killed
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            if stamp is not None:
                with contextlib.suppress(FileNotFoundError):
                    os.fchmod(file.fileno(), path.stat().st_mode & (0o700 if private else 0o777))
            os.fsync(file.fileno())
        if _now(path) != stamp:
            beside.unlink()
            return False
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _keep_name(path.parent)
    return True


def _now(path: Path) -> FileStamp:
    try:
        return _stamp(path.stat())
    except FileNotFoundError:
        return None


def _keep_name(folder: Path) -> None:
    """The folder's list of names reaches the disk, where the file system has such a thing."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Holds the lock for the file. It lies in the data folder, since the folder of settings may be under version
    control. The system frees it however the process ends.
    """
    folder = data_folder() / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    handle = os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise LibraryInUseError("another program is changing it", str(path), "wait for it to end") from None
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)
