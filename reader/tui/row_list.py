"""Rows of equal height on the line API: a cursor, motion, the mouse. What a row looks like is up to its heirs."""

from __future__ import annotations

from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.events import Click, Leave, MouseMove
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.tui.cells import shortened
from reader.tui.paints import Paints

SCROLL_OFF: Final = 2
"""Rows kept in sight above and below the cursor, where there are any."""


class RowList(ScrollView, can_focus=True):
    """Rows numbered from 0 to `count` - 1. Nothing is kept per row, so a million cost what fifty cost."""

    ROW: ClassVar[int] = 2
    """Lines a row takes."""
    GAP: ClassVar[int] = 0
    """How many of them, the last, are always empty."""
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    RowList {
        overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
    }
    """

    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: RowList, index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

    class Chosen(Moved):
        """A row was chosen."""

    def __init__(self, paints: Paints, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.paints = paints
        self.count = 0
        self.empty_text = ""
        self._hovered = -1

    def set_count(self, count: int) -> None:
        """Have that many rows."""
        self.count = count
        self.virtual_size = Size(0, count * self.ROW)
        if self.cursor >= count > 0:
            self.cursor = count - 1
        self.refresh()

    def move(self, rows: int) -> bool:
        """Move the cursor by rows; False at the end."""
        before = self.cursor
        self.cursor = before + rows
        return self.cursor != before

    @property
    def page_rows(self) -> int:
        """Rows on a screenful."""
        return max(1, self.scrollable_content_region.height // self.ROW)

    def put(self, index: int, top: float | None = None) -> None:
        """Set the cursor without telling; `top` is the row (fractions allowed) at the top of the pane."""
        with self.prevent(self.Moved):
            self.cursor = index
        if top is not None:
            self.scroll_to(y=top * self.ROW, animate=False, force=True, immediate=True)
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(self.count - 1, cursor))

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the two rows and keep the cursor in sight."""
        self._repaint(old)
        self._repaint(new)
        self.keep_in_sight()
        self.post_message(self.Moved(self, new))

    def keep_in_sight(self) -> None:
        """Scroll as little as shows the cursor with some rows around it."""
        around = min(SCROLL_OFF, (self.page_rows - 1) // 2)
        region = Region(0, (self.cursor - around) * self.ROW, 1, (2 * around + 1) * self.ROW)
        self.scroll_to_region(region, animate=False, force=True, immediate=True, x_axis=False)

    def on_focus(self) -> None:
        self._repaint(self.cursor)

    def on_blur(self) -> None:
        self._repaint(self.cursor)

    def on_resize(self) -> None:
        self.keep_in_sight()

    def _repaint(self, index: int) -> None:
        self.refresh_lines(index * self.ROW, self.ROW)

    # The mouse

    def _row_at(self, y: int) -> int:
        index = (y + round(self.scroll_y)) // self.ROW
        return index if 0 <= index < self.count else -1

    def on_mouse_move(self, event: MouseMove) -> None:
        self._hover(self._row_at(event.get_content_offset_capture(self).y))

    def on_leave(self, _: Leave) -> None:
        self._hover(-1)

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            old, self._hovered = self._hovered, index
            for row in (old, index):
                if row >= 0:
                    self._repaint(row)

    def on_click(self, event: Click) -> None:
        if (offset := event.get_content_offset(self)) is not None and (index := self._row_at(offset.y)) >= 0:
            self.cursor = index
            self.post_message(self.Chosen(self, index))

    # Drawing

    def row_style(self, index: int) -> Style:
        """The ground a row is painted on."""
        if index == self.cursor:
            name = "cursor" if self.has_focus else "cursor elsewhere"
        elif index == self._hovered:
            name = "hover"
        else:
            return self.rich_style
        return self.rich_style + self.paints[name]

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index, part = divmod(y + round(self.scroll_y), self.ROW)
        if not self.count:
            return self._empty_line(y, width)
        if index >= self.count or part >= self.ROW - self.GAP:
            return Strip.blank(width, self.rich_style)
        ground = self.row_style(index)
        bar = Segment("▌" if index == self.cursor else " ", ground + self.paints["bar"])
        return Strip([bar, *self.row_line(index, part, ground, width - 1)]).adjust_cell_length(width, ground)

    def _empty_line(self, y: int, width: int) -> Strip:
        lines = ["", *self.empty_text.split("\n")]
        text = shortened(f"  {lines[y]}", width) if y < len(lines) else ""
        style = self.rich_style + self.paints["muted"]
        return Strip([Segment(text, style)]).adjust_cell_length(width, self.rich_style)

    def row_line(self, index: int, part: int, ground: Style, width: int) -> list[Segment]:
        """One line of a row, `part` from 0, at most about `width` cells; what is too much is cut off."""
        raise NotImplementedError
