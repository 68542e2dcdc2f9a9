"""The list of articles: what it is, whether it is read or starred, where from, when, which countries, which leaders."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.message import Message

from reader.library.rows import Cursor, ListRow
from reader.tui.ages import age
from reader.tui.cells import joined, paint, shortened
from reader.tui.paints import Paints
from reader.tui.row_list import RowList
from reader.tui.row_window import RowWindow

COUNTRIES_SHOWN: Final = 4
LEADERS_SHOWN: Final = 3
UNREAD_LOOKED_AT: Final = 2_000
"""Rows that are looked through for the next unread one."""


class ArticleList(RowList):
    """Two lines an article, rows fetched from a RowWindow as they come into sight."""

    ROW = 2

    class OutOfReach(Message):
        """Rows are in sight that cannot be reached before the list's anchors are known. Told once a list."""

    def __init__(self, paints: Paints, clock: Callable[[], datetime], *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(paints, id=id)
        self.window: RowWindow | None = None
        self._told = False
        self._clock = clock
        self._hits: re.Pattern[str] | None = None

    def load(self, window: RowWindow, words: Sequence[str] = ()) -> None:
        """Show the rows of another query from the top, with the words searched for marked."""
        wanted = "|".join(re.escape(word) for word in words)
        self._hits = re.compile(rf"\b(?:{wanted})\b", re.IGNORECASE) if wanted else None
        self.window = window
        self._told = False
        self.put(0, 0)
        self.set_count(window.total)

    def reload(self, window: RowWindow, words: Sequence[str], shift: int) -> None:
        """Show the rows anew with the same article under the cursor, at the same height on the screen; in a list that
        shows its top, what is new at the top is shown as far as there is room for it.

        `shift` is how far it has moved down. The article may have gone, or the cursor have moved on since it was known.
        """
        selected, above = self.selected, self.cursor - self.scroll_y / self.ROW
        index = max(0, min(window.total - 1, self.cursor + shift))
        if selected and (row := window.row(index)) and row.id != selected.id:
            known = window.known(selected.id)
            index = index if known is None else known
        is_at_top = self.scroll_y == 0
        self.load(window, words)
        self.put(index, 0 if is_at_top else max(0, index - above))
        if is_at_top:
            self.keep_in_sight()

    def set_total(self, total: int) -> None:
        """Learn how many rows there are."""
        if self.window:
            self.window.total = total
            self.set_count(total)

    def set_anchors(self, anchors: Sequence[Cursor]) -> None:
        """Learn how to reach any row."""
        if self.window:
            self.window.set_anchors(anchors)
            self.refresh()

    @property
    def selected(self) -> ListRow | None:
        """The article under the cursor."""
        return self.window.row(self.cursor) if self.window else None

    def replace(self, row: ListRow) -> None:
        """Draw an article as it is now."""
        if self.window:
            self.window.replace(row)
            self.refresh()

    def select(self, article: str) -> None:
        """Put the cursor on an article, if it is among the rows seen."""
        if self.window and (index := self.window.known(article)) is not None:
            self.put(index)
            self.keep_in_sight()

    def next_unread(self, by: int) -> int | None:
        """The number of the next unread row that way, among the next UNREAD_LOOKED_AT."""
        if self.window is None:
            return None
        for index in range(self.cursor + by, self.cursor + by * UNREAD_LOOKED_AT, by):
            row = self.window.row(index)
            if row is None:
                return None
            if not row.read:
                return index
        return None

    def row_line(self, index: int, part: int, ground: Style, width: int) -> list[Segment]:
        row = self.window.row(index) if self.window else None
        if row is None:
            if not self._told:
                self._told = True
                self.post_message(self.OutOfReach())
            return [Segment("  …" if part == 0 else "", ground + self.paints["muted"])]
        return self._meta(row, ground, width) if part else self._title(row, ground, width)

    def _title(self, row: ListRow, ground: Style, width: int) -> list[Segment]:
        style = ground + self.paints["muted" if row.read else "title"]
        if row.untitled:
            style += Style(italic=True)
        title = shortened(row.title, width - 3)
        hit = self.paints["hit"]
        hits = [(*match.span(), hit) for match in self._hits.finditer(title)] if self._hits else []
        mark = Segment(" " if row.read else "●", ground + self.paints["unread"])
        return [mark, Segment(" ", ground), *paint(title, 0, len(title), style, hits)]

    def _meta(self, row: ListRow, ground: Style, width: int) -> list[Segment]:
        meta = ground + self.paints["muted"]
        when = age(row.when, self._clock()) if row.dated else "no date"
        texts = [(text, meta) for text in (row.source, when) if text]
        if row.countries:
            texts.append((" ".join(row.countries[:COUNTRIES_SHOWN]), ground + self.paints["country name"]))
        if row.leaders:
            texts.append((", ".join(row.leaders[:LEADERS_SHOWN]), ground + self.paints["leader name"]))
        if row.tags:
            texts.append((" ".join(f"#{tag}" for tag in row.tags), meta))
        star = Segment("★" if row.starred else " ", ground + self.paints["star"])
        return [star, Segment(" ", ground), *joined(texts, (" · ", meta), width - 3)]
