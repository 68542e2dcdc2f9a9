"""What can go wrong in words a person can act on: what happened, to what, and what to do."""

from __future__ import annotations


class DatelineError(Exception):
    """A failure that is told in one line and ends with an exit code, never a traceback.

    `what` says what happened, `where` names the file, address or id it happened to, `remedy` says what to do.
    """

    exit_code = 1

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line} ({self.remedy})" if self.remedy else line


class UsageError(DatelineError):
    """The command's words are off: exit 2."""

    exit_code = 2


class LibraryInUseError(DatelineError):
    """The library is open in a way that prevents what was asked: exit 4."""

    exit_code = 4
