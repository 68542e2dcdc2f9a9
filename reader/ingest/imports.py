"""How far large files have been imported, so that the same command goes on where it was ended, by the record.

It is kept in the library's folder, and written after the library: what it says is on the disk, and a kill between the
two costs one batch read twice, whose articles are known then.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from reader.library.database import Database, IndexStaleError
from reader.sources.page import Page, SourceFailure

NAME: Final = "imports.sqlite"
VERSION: Final = 1
"""Raised with every change of the table."""
DIGESTED: Final = 65_536
"""Bytes of a file's beginning and of its end by which it is known again."""
FILES: Final = 10_000
"""Files that are remembered, the latest ones."""
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS import(file TEXT PRIMARY KEY, place INTEGER NOT NULL, pieces INTEGER NOT NULL,
  done INTEGER NOT NULL, noted INTEGER NOT NULL)
"""

Pieces = Iterator[Page | SourceFailure]


class Position(NamedTuple):
    """How far a file is read: the byte after which the next record begins, how many pieces it gave, and whether that is
    all.
    """

    place: int = 0
    pieces: int = 0
    done: bool = False


class Archive(NamedTuple):
    """A file of records: how it is read from a byte on, and whether that can be done there.

    The weights of what `read` gives and the byte it began at add up to where the next record begins.
    """

    path: Path
    read: Callable[[Path, int], Pieces]
    can_begin_at: Callable[[Path, int], bool]


class Imports:
    """What is known of the imports into one library. The pieces may be drawn in another thread."""

    def __init__(self, library: Path) -> None:
        """Raises DatelineError where the file can't be written; one that is damaged is begun anew."""
        path = library / NAME
        try:
            self._database = _opened(path)
        except IndexStaleError:
            for ending in ("", "-wal", "-shm"):
                with contextlib.suppress(FileNotFoundError):
                    path.with_name(path.name + ending).unlink()
            self._database = _opened(path)
        self._under_way: deque[tuple[str, Position, bool]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def position(self, path: Path) -> Position:
        """How far the file was imported. Raises OSError where it can't be read."""
        row = self._database.row("SELECT place, pieces, done FROM import WHERE file = ?", (file_name(path),))
        return Position(row[0], row[1], bool(row[2])) if row else Position()

    def forget(self, path: Path) -> None:
        """The file is imported from its beginning the next time."""
        with self._database.transaction():
            self._database.run("DELETE FROM import WHERE file = ?", (file_name(path),))

    def rest(self, archive: Archive, known: Position) -> Pieces:
        """What of the file is behind that position; `kept` is to be told of all that is drawn."""
        name = file_name(archive.path)
        place, pieces = known.place, known.pieces
        if place and not archive.can_begin_at(archive.path, place):
            drawn: Pieces = islice(archive.read(archive.path, 0), pieces, None)
        else:
            drawn = archive.read(archive.path, place)
        for piece in drawn:
            place += piece.weight
            pieces += 1
            self._under_way.append((name, Position(place, pieces), True))
            yield piece
        self._under_way.append((name, Position(place, pieces, done=True), False))

    def kept(self, pieces: int) -> None:
        """That many more pieces of all that was drawn are dealt with, in their order."""
        reached: dict[str, Position] = {}
        while self._under_way and (pieces or not self._under_way[0][2]):
            name, position, is_piece = self._under_way.popleft()
            reached[name] = position
            pieces -= is_piece
        if not reached:
            return
        now = time.time_ns()
        with self._database.transaction():
            self._database.many(
                "INSERT OR REPLACE INTO import(file, place, pieces, done, noted) VALUES (?, ?, ?, ?, ?)",
                [(name, *position, now) for name, position in reached.items()],
            )
            self._database.run(
                "DELETE FROM import WHERE noted < (SELECT noted FROM import ORDER BY noted DESC LIMIT 1 OFFSET ?)",
                (FILES,),
            )


def file_name(path: Path) -> str:
    """What a file is known by, wherever it lies: size, time of change, its beginning and its end."""
    status = path.stat()
    digest = hashlib.sha256()
    with path.open("rb") as file:
        digest.update(file.read(DIGESTED))
        file.seek(max(0, status.st_size - DIGESTED))
        digest.update(file.read(DIGESTED))
    return f"{status.st_size}-{status.st_mtime_ns}-{digest.hexdigest()}"


def _opened(path: Path) -> Database:
    database = Database(path)
    try:
        path.chmod(0o600)
        with database.transaction():
            version = database.value("PRAGMA user_version")
            if version not in (0, VERSION):
                raise IndexStaleError(f"it is of version {version}", path)
            database.run(_TABLE)
            database.run(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        database.close()
        raise
    return database
