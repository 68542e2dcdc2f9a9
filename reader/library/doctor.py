"""What is well with a library and what isn't: all is looked at, nothing changed, and every finding has a remedy."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final, Literal, NamedTuple

from reader.errors import DatelineError
from reader.library.catchup import Truths, disagrees, is_behind
from reader.library.clock import BEGINNING, wall_millis
from reader.library.correcting import Corrections
from reader.library.entries import backwards, ends_whole, forwards, open_journal, size
from reader.library.errors import DamagedError
from reader.library.index import Index
from reader.library.opening import ROOM_TO_WRITE
from reader.library.places import Places, free_bytes
from reader.library.rows import CorrectionChange
from reader.library.sqlite_words import connect_read_only, in_words
from reader.library.store import SETTINGS

SHOWN: Final = 10
"""Damaged rows or lines that are named; of more, only the number is told."""
CLOCK_AHEAD: Final = 24 * 3600 * 1000
"""Milliseconds that another device's clock may be ahead of this one's before it is worth a word."""
LATEST_DATE: Final = 253_402_214_400
"""Seconds since 1970 of the last day that a date can name."""
RESTORE: Final = "restore a backup of the library"
ADD_AGAIN: Final = "add that page again, or restore a backup of the library"
REINDEX: Final = "run `dateline reindex`"


class Finding(NamedTuple):
    """One thing that was looked at. `remedy` is empty where none is needed."""

    level: Literal["good", "warning", "bad"]
    what: str
    where: str = ""
    remedy: str = ""


def examine(places: Places, truths: Truths, index: Index) -> list[Finding]:
    """All findings, for the folder, the articles, the journal and the index in turn."""
    return [
        *_folder(places),
        *_articles(places, truths),
        *_journal(truths),
        *_index(places, truths, index),
    ]


def _folder(places: Places) -> Iterator[Finding]:
    for folder in (places.folder, places.articles, places.journal):
        if folder.exists() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
            yield Finding("warning", "others can look into this folder", str(folder), f"chmod 700 {folder}")
    free = free_bytes(places.folder)
    if free < ROOM_TO_WRITE:
        yield Finding("bad", f"the disk is full ({free // 1024:,} KiB free)", str(places.folder), "free some space")
    else:
        yield Finding("good", f"{free / 2**30:,.1f} GiB are free on its disk", str(places.folder))


def _articles(places: Places, truths: Truths) -> Iterator[Finding]:
    database = truths.store.database
    if not database.exists():
        yield Finding("good", "no articles yet", str(places.articles))
        return
    yield from _database(database, RESTORE)
    yield from _settings(database)
    try:
        readable, damaged = truths.store.survey()
    except DamagedError as error:
        yield Finding("bad", error.what, error.where, RESTORE)
        return
    for row in damaged[:SHOWN]:
        yield Finding("bad", f"row {row.row} is damaged: {row.why}", row.key or str(database), ADD_AGAIN)
    if len(damaged) > SHOWN:
        yield Finding("bad", f"{len(damaged) - SHOWN:,} more rows are damaged", str(database), RESTORE)
    yield Finding("good", f"{readable:,} stored articles and originals can be read", str(places.articles))


def _settings(database: Path) -> Iterator[Finding]:
    """diskcache keeps its settings in the database: whoever opened it without ours has switched deleting back on."""
    try:
        with closing(connect_read_only(database)) as connection:
            kept = dict(connection.execute("SELECT key, value FROM Settings"))
    except sqlite3.Error:
        return  # told already: the database is damaged
    if any(kept.get(name) != SETTINGS[name] for name in ("eviction_policy", "cull_limit")):
        yield Finding(
            "bad",
            "another program has set the article store to delete old articles by itself",
            str(database),
            "add any page with Dateline: that sets it right",
        )


def _journal(truths: Truths) -> Iterator[Finding]:
    lines = 0
    for path in truths.journal.files():
        file = open_journal(path)
        if file is None:
            yield Finding("warning", "this journal file can't be read", str(path), "check its permissions")
            continue
        with file:
            yield from _unreadable_lines(path, file)
            latest = next((entry.stamp for entry in backwards(file, size(file))), BEGINNING)
            lines += sum(1 for line in forwards(file, 0) if line.entry)
        if latest.millis > wall_millis() + CLOCK_AHEAD:
            day = datetime.fromtimestamp(min(latest.millis / 1000, LATEST_DATE), UTC).date()
            yield Finding(
                "warning",
                f"a device wrote a mark dated {day}: its clock was ahead, and its marks won over later ones",
                str(path),
                "set that device's clock; marks made from now on count as later",
            )
    yield Finding("good", f"{lines:,} lines on what you did can be read", str(truths.journal.folder))


def _unreadable_lines(path: Path, file: BinaryIO) -> Iterator[Finding]:
    bad = [number for number, line in enumerate(forwards(file, 0), 1) if line.entry is None]
    if bad:
        named = ", ".join(map(str, bad[:SHOWN])) + (" and more" if len(bad) > SHOWN else "")
        yield Finding(
            "warning",
            f"{len(bad):,} lines can't be understood and are passed over: {named}",
            str(path),
            "lines torn by a crash were never confirmed and may stay; where there are many, restore a backup",
        )
    if not ends_whole(file, size(file)):
        yield Finding(
            "warning",
            "the last line is torn, or still being copied",
            str(path),
            "nothing to do: it is passed over, and the next mark starts a new line",
        )


def _index(places: Places, truths: Truths, index: Index) -> Iterator[Finding]:
    if places.index_file.exists():
        yield from _database(places.index_file, REINDEX)
    else:
        yield Finding("bad", "there is no index", str(places.index_file), REINDEX)
    try:
        if disagrees(truths, index):
            yield Finding("bad", "the index is not of these articles", str(places.index_file), REINDEX)
        elif is_behind(truths, index):
            yield Finding(
                "warning", "the index is behind the articles", str(places.index_file), "open the library again"
            )
        else:
            yield from _corrections(places, truths, index)
        yield Finding("good", f"{index.counters().articles:,} articles are listed", str(places.index_file))
        if waiting := index.waiting():
            what = "1 of them is" if waiting == 1 else f"{waiting:,} of them are"
            told = f"{what} not found by their words yet: they came in just now"
            yield Finding("warning", told, str(places.index_file), "run `dateline reannotate`")
    except DatelineError as error:
        yield Finding("bad", error.what, error.where, error.remedy)


def _corrections(places: Places, truths: Truths, index: Index) -> Iterator[Finding]:
    """Whether the index obeys what the journal says about who and where."""
    changes, _ = truths.journal.since({})
    said = [change.correction for change in changes if isinstance(change, CorrectionChange) and change.correction]
    if Corrections(said).all != index.corrections.all:
        yield Finding("bad", "the index follows other corrections than yours", str(places.index_file), REINDEX)
    elif index.is_unsettled:
        yield Finding(
            "warning",
            "lists don't follow all of your corrections yet",
            str(places.index_file),
            "open the library: it goes on by itself",
        )
    if said:
        count = "1 correction holds" if len(said) == 1 else f"{len(said):,} corrections hold"
        yield Finding("good", count, str(truths.journal.folder))


def _database(database: Path, remedy: str) -> Iterator[Finding]:
    """SQLite's own look at a file's structure."""
    try:
        with closing(connect_read_only(database)) as connection:
            told = [row[0] for row in connection.execute(f"PRAGMA quick_check({SHOWN})")]
    except sqlite3.Error as error:
        yield Finding("bad", in_words(error, database).what, str(database), remedy)
        return
    if told != ["ok"]:
        yield Finding("bad", f"its structure is damaged: {' '.join(told[0].split())}", str(database), remedy)
