"""Any row of a list by its number, a page at a time: a million rows cost what fifty cost."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final, Protocol

from reader.library.query import EVERYTHING, Query
from reader.library.rows import Cursor, ListRow

PAGE: Final = 50
"""Rows fetched at once."""
STEP: Final = 250
"""Rows from one anchor to the next; what is passed over to reach a page is less than this."""
PAGES_KEPT: Final = 40
_END: Final = Cursor(-(2**62), -(2**62))
"""Below every row: the page before it is the last."""


class Rows(Protocol):
    """What lists are read from: the library, or its index."""

    def rows(
        self, query: Query, *, after: Cursor | None = None, before: Cursor | None = None, limit: int = 50
    ) -> list[ListRow]:
        """A page, newest first."""
        ...


class RowWindow:
    """The rows of one query. `total` is how many there are, as far as is known."""

    def __init__(self, library: Rows, total: int, first: Sequence[ListRow] = (), query: Query = EVERYTHING) -> None:
        self.total = total
        self._query = query
        self._library = library
        self._anchors: Sequence[Cursor] = ()
        self._pages: OrderedDict[int, list[ListRow]] = OrderedDict()
        if first:
            self._pages[0] = list(first[:PAGE])

    def put(self, number: int, page: Sequence[ListRow]) -> None:
        """Have the page of that number, from 0; its neighbours can be reached from it."""
        if page:
            self._keep(number, list(page))

    def set_anchors(self, anchors: Sequence[Cursor]) -> None:
        """Have the cursor of every STEPth row, as `anchors(query, STEP)` of the library gives them."""
        self._anchors = anchors

    def row(self, index: int) -> ListRow | None:
        """The row of that number from 0; None where there is none, or where it cannot be reached before the anchors."""
        number, offset = divmod(index, PAGE)
        if not 0 <= index < self.total:
            return None
        page = self._pages.get(number)
        if page is None:
            page = self._fetch(number)
            if page is None:
                return None
            self._keep(number, page)
        else:
            self._pages.move_to_end(number)
        return page[offset] if offset < len(page) else None

    def known(self, article: str) -> int | None:
        """The number of an article among the pages kept."""
        for number, page in self._pages.items():
            for offset, row in enumerate(page):
                if row.id == article:
                    return number * PAGE + offset
        return None

    def replace(self, row: ListRow) -> None:
        """Have a row as it is now, in its old place."""
        index = self.known(row.id)
        if index is not None:
            self._pages[index // PAGE][index % PAGE] = row

    def _keep(self, number: int, page: list[ListRow]) -> None:
        self._pages[number] = page
        if len(page) < PAGE and (number + 1) * PAGE <= self.total:
            self.total = number * PAGE + len(page)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)

    def _fetch(self, number: int) -> list[ListRow] | None:
        if before := self._pages.get(number - 1):
            return self._rows(after=before[-1].cursor, limit=PAGE)
        if (after := self._pages.get(number + 1)) and len(page := self._rows(before=after[0].cursor)) == PAGE:
            return page
        first = number * PAGE
        anchor = first // STEP - 1
        if anchor < 0:
            return self._rows(limit=first + PAGE)[first:]
        if anchor < len(self._anchors):
            passed = first - (anchor + 1) * STEP
            return self._rows(after=self._anchors[anchor], limit=passed + PAGE)[passed:]
        if (left := self.total - first) <= STEP:
            return self._rows(before=_END, limit=left)[:PAGE]
        return None

    def _rows(self, *, after: Cursor | None = None, before: Cursor | None = None, limit: int = PAGE) -> list[ListRow]:
        return self._library.rows(self._query, after=after, before=before, limit=limit)
