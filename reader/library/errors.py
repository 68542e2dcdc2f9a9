"""What can go wrong with a library, each with the words and the exit code it ends in."""

from __future__ import annotations

from pathlib import Path

from reader.errors import DatelineError, LibraryInUseError, UsageError


class NotALibraryError(DatelineError):
    """The path exists and is something else: it is left alone."""


class NoLibraryError(NotALibraryError):
    """There is nothing at the path yet."""

    def __init__(self, path: Path) -> None:
        super().__init__("there is no library here yet", str(path), "`dateline add` makes one")


class NewerLibraryError(DatelineError):
    """The library was written by a later Dateline, in a form this one doesn't know."""


class ReadOnlyLibraryError(DatelineError):
    """Something was to be written to a library that is open for reading only."""


class DiskFullError(DatelineError):
    """The disk could not take what was written; everything stored before is still there."""


class DamagedError(DatelineError):
    """A stored article, page or file is not what was once written: flipped bytes, or somebody else's row."""


class UnknownArticleError(DatelineError):
    """No article of the library has that id, or begins with it."""

    def __init__(self, text: str) -> None:
        super().__init__("no article has this id", text, "`dateline list --json` shows the ids")


class AmbiguousArticleError(UsageError):
    """Several articles' ids begin with the text."""

    def __init__(self, text: str, candidates: list[str]) -> None:
        super().__init__(f"could be {', '.join(candidates)}", text, "give more of the id")
        self.candidates = candidates


def busy(path: Path, what: str = "another Dateline is writing to this library") -> LibraryInUseError:
    """The error for a lock that was not free in reasonable time."""
    return LibraryInUseError(what, str(path), "try again when it has finished")


def disk_full(path: Path, reason: str) -> DiskFullError:
    """The error for a write that the disk refused for want of room, with the system's own reason."""
    return DiskFullError(
        f"there is no room to write ({reason})",
        str(path),
        "free some space and try again; what was stored before is safe",
    )


def read_only(path: Path, notice: str) -> ReadOnlyLibraryError:
    """The error for a change to a library that is open for reading only, with the reason it is."""
    return ReadOnlyLibraryError(notice or "the library is open for reading only", str(path), "nothing was changed")
