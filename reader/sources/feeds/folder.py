"""Feeds that are files on this machine: one that a program writes, one that was saved."""

from __future__ import annotations

import stat
from pathlib import Path

from reader.sources.feeds.decoding import BYTES
from reader.sources.page import SourceFailure


def read_place(path: Path) -> bytes | SourceFailure:
    """The bytes of a file, at most BYTES and one more, so that its parser can say that it was longer.

    A failure in words for what is no regular file: a folder (whose pages are read one by one), a device, nothing.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return SourceFailure(str(path), "is a folder: its pages are read, not a feed")
        if not stat.S_ISREG(status.st_mode):
            return SourceFailure(str(path), "is no file (a device, a pipe or a socket)")
        with path.open("rb") as file:
            return file.read(BYTES + 1)
    except FileNotFoundError:
        return SourceFailure(str(path), "there is no such file (check the path)")
    except OSError as error:
        return SourceFailure(str(path), f"cannot be read: {error.strerror}")
