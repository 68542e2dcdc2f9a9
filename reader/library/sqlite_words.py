"""SQLite's result codes as errors that a person can act on, and the read-only connections every reader here uses."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from reader.errors import DatelineError
from reader.library.errors import DamagedError, busy, disk_full, read_only

READ_PATIENCE: Final = 5.0
"""Seconds a reader waits for SQLite's own locks; in WAL mode it waits only while a database is being recovered."""

_PRIMARY = 0xFF  # extended result codes carry the primary one in their low byte
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_SCHEMA)


def in_words(error: BaseException, path: Path) -> DatelineError:
    """What happened to the database at `path`.

    LibraryInUseError for a lock, DiskFullError for a refused write, ReadOnlyLibraryError, DamagedError for content
    that is no database of ours; DatelineError with SQLite's own words for the rest.
    """
    cause = _root(error)
    code = (getattr(cause, "sqlite_errorcode", None) or sqlite3.SQLITE_ERROR) & _PRIMARY
    if code in _BUSY:
        return busy(path)
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return disk_full(path, str(cause))
    if code == sqlite3.SQLITE_READONLY:
        return read_only(path, "the folder can't be written")
    if code in _DAMAGED or (isinstance(cause, sqlite3.OperationalError) and "no such" in str(cause)):
        return DamagedError(
            f"this file is damaged: {cause}", str(path), "`dateline doctor` says how much; restore a backup"
        )
    return DatelineError(f"cannot be used: {cause}", str(path), "check its permissions and its disk")


def connect_read_only(path: Path) -> sqlite3.Connection:
    """A connection that can't write, also on a full or read-only disk.

    Raises sqlite3.Error where even that can't be. On a read-only disk SQLite can't make the shared memory file of a WAL
    database; there it is opened as it lies, without changes a killed writer may have left in the WAL.
    """
    uri = path.absolute().as_uri()
    try:
        return _connect(f"{uri}?mode=ro")
    except sqlite3.OperationalError:
        return _connect(f"{uri}?mode=ro&immutable=1")


def log_is_out_of_reach(path: Path) -> bool:
    """Whether a killed writer's last changes are in a log that can't be read without writing beside it."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0 and not path.with_name(f"{path.name}-shm").exists()


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=READ_PATIENCE, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA mmap_size = 268435456")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _root(error: BaseException) -> BaseException:
    """The first SQLite error of a chain: a failed write's ROLLBACK fails in turn and hides it."""
    root, cause = error, error.__context__
    while cause is not None:
        if isinstance(cause, sqlite3.Error):
            root = cause
        cause = cause.__context__
    return root
