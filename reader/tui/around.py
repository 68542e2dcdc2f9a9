"""The list read anew around the article under the cursor: the reader's place stays, at the cost of two pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from reader.library.query import Query
from reader.library.query_tree import All, Period
from reader.library.rows import Cursor
from reader.tui.row_window import PAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.library import Library
    from reader.library.rows import ListRow

SAME_SECOND: Final = 2_000
"""Articles of one second that are counted one by one; beyond, the number of a row is only about right."""


class Around(NamedTuple):
    """A list as it is now: its first rows, how many it has, and page `number` (from 0) of it, with the reader's place.

    `shift` is by how much the number of the article under the cursor has grown.
    """

    query: Query
    total: int
    first: Sequence[ListRow]
    number: int = 0
    page: Sequence[ListRow] = ()
    shift: int = 0


def look_around(library: Library, query: Query, selected: ListRow | None, index: int) -> Around:
    """The list of a query with `selected`, which was row `index` of it, or with what stands in its place now."""
    first = library.rows(query, limit=PAGE)
    total = library.count(query)
    if selected is None:
        return Around(query, total, first)
    now = library.row(selected.id)
    at = (now or selected).cursor
    number, offset = divmod(above := _above(library, query, at), PAGE)
    page = [
        *(library.rows(query, before=at, limit=offset) if offset else ()),
        *library.rows(query, after=Cursor(at.date, at.row + 1), limit=PAGE - offset),
    ]
    return Around(query, total, first, number, page, above - index)


def _above(library: Library, query: Query, at: Cursor) -> int:
    """How many rows of the list stand above that place."""
    later = Query(query.text, All((query.tree, Period(since=at.date + 1))))
    above = library.count(later)
    while rows := library.rows(query, before=at, limit=PAGE):
        same = sum(row.date == rows[-1].date == at.date for row in rows)
        above += same
        if same < len(rows) or above > SAME_SECOND:
            break
        at = rows[0].cursor
    return above
