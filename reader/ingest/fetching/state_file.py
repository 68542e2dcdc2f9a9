"""The file `fetch.sqlite` in a library's folder: its tables, and what becomes of one that can't be used.

It holds nothing that can't be fetched again, so a damaged one, or one of another version, is set aside and begun anew.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

from reader.library.database import Database, IndexStaleError

NAME: Final = "fetch.sqlite"
VERSION: Final = 1
"""Raised with every change of the tables."""
APPLICATION: Final = 0x44544C46
"""`PRAGMA application_id` of the file: DTLF."""
_BESIDE: Final = ("-wal", "-shm")

_TABLES: Final = """
CREATE TABLE feed(key INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, state BLOB NOT NULL);
CREATE TABLE seen(feed INTEGER, key BLOB, digest BLOB NOT NULL, article TEXT NOT NULL, day INTEGER NOT NULL,
  PRIMARY KEY(feed, key)) WITHOUT ROWID;
CREATE INDEX seen_article ON seen(article);
CREATE TABLE page(article TEXT PRIMARY KEY, url TEXT NOT NULL, feed TEXT NOT NULL, item BLOB NOT NULL,
  source TEXT NOT NULL, language TEXT NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL,
  reason TEXT NOT NULL, final INTEGER NOT NULL);
CREATE INDEX page_due ON page(final, due);
"""
"""`seen.key` and `seen.digest` are digests, `day` the last on which the feed listed the item. A page that is `final` is
not asked for again; it stays a while to say why its full text is missing."""


def open_file(library: Path) -> tuple[Database, str]:
    """The state of that library, made where there is none; and what had to be set aside, in words, mostly empty.

    Raises DatelineError where it can't be read or written.
    """
    path = library / NAME
    try:
        return _opened(path), ""
    except IndexStaleError as error:
        aside = set_aside(path)
        words = f"{NAME} could not be used ({error.what}) and is kept as {aside.name}; all feeds are asked in full"
        return _opened(path), words


def open_to_read(library: Path) -> Database | None:
    """The state of that library for reading; None where there is none that can be used."""
    path = library / NAME
    if not path.exists():
        return None
    database = Database(path, read_only=True)
    try:
        _check(database)
    except IndexStaleError:
        database.close()
        return None
    return database


def set_aside(path: Path) -> Path:
    """Where the file now lies that could not be used; an earlier one there makes room."""
    aside = path.with_name(f"{path.name}.set-aside")
    path.replace(aside)
    for ending in _BESIDE:
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + ending).unlink()
    return aside


def _opened(path: Path) -> Database:
    database = Database(path)
    try:
        path.chmod(0o600)
        if not database.value("PRAGMA application_id") and not database.value("SELECT count(*) FROM sqlite_master"):
            _make(database)
        _check(database)
    except BaseException:
        database.close()
        raise
    return database


def _make(database: Database) -> None:
    with database.transaction():
        for statement in filter(str.strip, _TABLES.split(";")):
            database.run(statement)
        database.run(f"PRAGMA application_id = {APPLICATION}")
        database.run(f"PRAGMA user_version = {VERSION}")


def _check(database: Database) -> None:
    if database.value("PRAGMA application_id") != APPLICATION:
        raise IndexStaleError("it is no state of feeds", database.path)
    version = database.value("PRAGMA user_version")
    if version != VERSION:
        raise IndexStaleError(f"it is of version {version}, and this Dateline writes {VERSION}", database.path)
