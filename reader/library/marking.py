"""What the user did, done to the index: read, starred, tags, and deleted, which hides and can be undone."""

# ruff: noqa: S608 - statements are put together of this module's constants; every value is a parameter

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

from reader.library.correcting import keep_corrections, recheck_article
from reader.library.counting import Tally
from reader.library.database import Database
from reader.library.folding import folded
from reader.library.rows import Change, CorrectionChange


class MarkRow(NamedTuple):
    """The row of one article's marks; None where the user never said. `tags` are one a line."""

    read: int | None
    starred: int | None
    deleted: int | None
    tags: str | None


NO_MARKS: Final = MarkRow(None, None, None, None)
MARK_COLUMNS: Final = "read, starred, deleted, tags"
_AT_ONCE: Final = 400
_OF_A_ROW: Final = ("article", "hidden", "doc_entity", "corrected_away", "waiting", "outlet")


def mark_of(database: Database, article: str) -> MarkRow:
    """The marks of an article, also of one that the index does not have yet."""
    found = database.row(f"SELECT {MARK_COLUMNS} FROM mark WHERE id = ?", (article,))
    return NO_MARKS if found is None else MarkRow(*found)


def apply_changes(
    database: Database, changes: Sequence[Change | CorrectionChange], positions: Mapping[str, int]
) -> None:
    """Keep the changes and do what the marks among them say to the articles there are; one transaction.

    Positions that lie before those already applied are old news: another process was faster, and nothing is done.
    """
    with database.transaction():
        known = dict(database.rows("SELECT device, position FROM journal"))
        if any(position < known.get(device, 0) for device, position in positions.items()):
            return
        tally = Tally()
        marks = [change for change in changes if isinstance(change, Change)]
        for article, wanted in _by_article(marks).items():
            _mark(database, article, wanted, tally)
        tally.flush(database)
        keep_corrections(database, [change for change in changes if isinstance(change, CorrectionChange)])
        database.many("INSERT OR REPLACE INTO journal VALUES(?, ?)", sorted(positions.items()))


def withdraw(database: Database, rows: Sequence[int], tally: Tally) -> None:
    """Take articles out of every list, shown or hidden, before they come again in another form; their rows are `gone`
    until then.
    """
    tags: list[tuple[str, int]] = []
    links: list[tuple[int, int]] = []
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        among = f"IN ({', '.join('?' * len(part))})"
        for row, read, starred, its in database.rows(
            f"SELECT row, read, starred, tags FROM article WHERE row {among}", part
        ):
            tags += tag_rows(its, row)
            tally.article(-1, read=bool(read), starred=bool(starred))
        links += database.rows(
            f"SELECT d.entity, d.row FROM doc_entity d CROSS JOIN article a ON a.row = d.row WHERE d.row {among}", part
        )
    database.many("DELETE FROM postings WHERE entity = ? AND row = ?", links)
    for entity, _ in links:
        tally.entity(entity, -1)
    database.many("DELETE FROM tagged WHERE tag = ? AND row = ?", tags)
    for table in _OF_A_ROW:
        database.many(f"DELETE FROM {table} WHERE row = ?", [(row,) for row in rows])
    database.many("INSERT OR IGNORE INTO gone(row) VALUES(?)", [(row,) for row in rows])


def show_entities(database: Database, links: Iterable[tuple[int, int, int]], tally: Tally) -> None:
    """Put (row, entity, weight) links into the postings, where lists and related coverage find them."""
    postings = sorted((entity, row, weight) for row, entity, weight in links)
    database.many("INSERT INTO postings(entity, row, weight) VALUES(?, ?, ?)", postings)
    for entity, _, _ in postings:
        tally.entity(entity, 1)


def tag_rows(tags: str, row: int) -> list[tuple[str, int]]:
    """The rows of `tagged` for tags kept one a line."""
    return sorted({(tag, row) for text in tags.split("\n") if (tag := folded(text))})


def _by_article(changes: Iterable[Change]) -> dict[str, dict[str, Any]]:
    wanted: dict[str, dict[str, Any]] = {}
    for change in changes:
        value = (
            "\n".join(" ".join(tag.split()) for tag in change.value)
            if isinstance(change.value, tuple)
            else int(change.value)
        )
        wanted.setdefault(change.article, {})[change.field] = value
    return wanted


def _mark(database: Database, article: str, wanted: dict[str, Any], tally: Tally) -> None:
    mark = mark_of(database, article)._replace(**wanted)
    database.run(f"INSERT OR REPLACE INTO mark(id, {MARK_COLUMNS}) VALUES(?, ?, ?, ?, ?)", (article, *mark))
    found = database.row("SELECT row, deleted FROM document WHERE id = ?", (article,))
    if found is None:
        return
    row, was_deleted = found
    if mark.deleted and not was_deleted:
        _hide(database, row, tally)
    _set(database, "hidden" if mark.deleted or was_deleted else "article", row, mark, tally)
    if was_deleted and not mark.deleted:
        _show(database, row, tally)
        recheck_article(database, article)
    if bool(mark.deleted) != bool(was_deleted):
        database.run("UPDATE document SET deleted = ? WHERE id = ?", (mark.deleted or 0, article))


def _set(database: Database, table: Literal["article", "hidden"], row: int, mark: MarkRow, tally: Tally) -> None:
    read, starred, tags, own_tags = database.row(
        f"SELECT read, starred, tags, own_tags FROM {table} WHERE row = ?", (row,)
    )
    new = (mark.read or 0, mark.starred or 0, own_tags if mark.tags is None else mark.tags)
    if new == (read, starred, tags):
        return
    database.run(f"UPDATE {table} SET read = ?, starred = ?, tags = ? WHERE row = ?", (*new, row))
    if table == "hidden":
        return
    tally.article(-1, read=bool(read), starred=bool(starred))
    tally.article(1, read=bool(new[0]), starred=bool(new[1]))
    if new[2] != tags:
        database.many("DELETE FROM tagged WHERE tag = ? AND row = ?", tag_rows(tags, row))
        database.many("INSERT INTO tagged(tag, row) VALUES(?, ?)", tag_rows(new[2], row))


def _hide(database: Database, row: int, tally: Tally) -> None:
    read, starred, tags = database.row("SELECT read, starred, tags FROM article WHERE row = ?", (row,))
    links = database.rows("SELECT entity, row FROM doc_entity WHERE row = ?", (row,))
    database.many("DELETE FROM postings WHERE entity = ? AND row = ?", links)
    for entity, _ in links:
        tally.entity(entity, -1)
    database.many("DELETE FROM tagged WHERE tag = ? AND row = ?", tag_rows(tags, row))
    database.run("INSERT INTO hidden SELECT * FROM article WHERE row = ?", (row,))
    database.run("DELETE FROM article WHERE row = ?", (row,))
    database.run("INSERT INTO gone(row) VALUES(?)", (row,))
    tally.article(-1, read=bool(read), starred=bool(starred))


def _show(database: Database, row: int, tally: Tally) -> None:
    read, starred, tags = database.row("SELECT read, starred, tags FROM hidden WHERE row = ?", (row,))
    show_entities(database, database.rows("SELECT row, entity, weight FROM doc_entity WHERE row = ?", (row,)), tally)
    database.many("INSERT INTO tagged(tag, row) VALUES(?, ?)", tag_rows(tags, row))
    database.run("INSERT INTO article SELECT * FROM hidden WHERE row = ?", (row,))
    database.run("DELETE FROM hidden WHERE row = ?", (row,))
    database.run("DELETE FROM gone WHERE row = ?", (row,))
    tally.article(1, read=bool(read), starred=bool(starred))
