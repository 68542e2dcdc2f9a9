"""The status line: where the reader is, what just happened, what the most useful keys are."""

from __future__ import annotations

from typing import Literal

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from reader.library.rows import Counters
from reader.tui.cells import fitted, shortened
from reader.tui.paints import Paints
from reader.tui.words import numbered

Hint = tuple[str, str]
"""Keys and what they do."""


class StatusLine(Widget):
    """One line: on the left a message, or else the place; on the right hints, as many as fit."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    StatusLine {
        height: 1; width: 1fr; color: $status; background: $status-background;
    }
    """

    def __init__(self, paints: Paints) -> None:
        super().__init__()
        self._paints = paints
        self.place = ""
        self.message = ""
        self.work = ""
        self.pointed = ""
        self.alone = ""
        """A text that is all there is room for."""
        self._kind: Literal["place", "problem"] = "place"
        self._hints: tuple[Hint, ...] = ()

    def set_place(self, place: str) -> None:
        """Say where the reader is."""
        if place != self.place:
            self.place = place
            self.refresh()

    def set_hints(self, *hints: Hint) -> None:
        """Show these keys, the most useful first."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def set_work(self, work: str) -> None:
        """Say what is being done in the background, after the first figure of the place; empty for nothing."""
        if work != self.work:
            self.work = work
            self.refresh()

    def set_pointed(self, words: str) -> None:
        """Say what the mouse points at, before anything else; empty for nothing."""
        if words != self.pointed:
            self.pointed = words
            self.refresh()

    def say(self, message: str) -> None:
        """Show a message until the next key; empty for none."""
        self._show(message, "place")

    def complain(self, problem: str) -> None:
        """Show what went wrong until the next key."""
        self._show(problem, "problem")

    @property
    def complains(self) -> bool:
        """Whether it says what went wrong."""
        return bool(self.message) and self._kind == "problem"

    def _show(self, message: str, kind: Literal["place", "problem"]) -> None:
        if (message, kind) != (self.message, self._kind):
            self.message, self._kind = message, kind
            self.refresh()

    def render_line(self, _: int) -> Strip:
        width = self.size.width
        ground = self.rich_style
        if self.alone:
            return Strip(fitted([(self.alone, ground)], width)).adjust_cell_length(width, ground)
        style = ground + self._paints[self._kind if self.message and not self.pointed else "place"]
        told = self.pointed or self.message
        left = shortened(told, width - 2) if told else self._fitting_place(width - 2)
        hints = self._fitting(width - cell_len(left) - 4)
        gap = width - 1 - cell_len(left) - sum(cell_len(text) for text, _ in hints) - 1
        texts = [(" ", ground), (left, style), (" " * max(0, gap), ground), *hints]
        return Strip(fitted(texts, width)).adjust_cell_length(width, ground)

    def _fitting_place(self, width: int) -> str:
        """As many of the place's figures as fit, the first the most telling."""
        first, *rest = self.place.split(" · ")
        figures = [figure for figure in (first, *(self.work.split(" · ") if self.work else ()), *rest) if figure]
        while len(figures) > 1 and cell_len(" · ".join(figures)) > width:
            figures.pop()
        return shortened(" · ".join(figures), width)

    def _fitting(self, width: int) -> list[tuple[str, Style]]:
        key = self.rich_style + self._paints["key"]
        texts: list[tuple[str, Style]] = []
        for keys, meaning in self._hints:
            cells = cell_len(keys) + 1 + cell_len(meaning) + (2 if texts else 0)
            if cells > width:
                break
            width -= cells
            if texts:
                texts.append(("  ", self.rich_style))
            texts += [(keys, key), (f" {meaning}", self.rich_style)]
        return texts


def place_in_words(counters: Counters, cursor: int, total: int, query: str = "") -> str:
    """Where the reader is in the list, and what the library or the query holds."""
    if not counters.articles:
        return ""
    place = f"{cursor + 1:,}/{total:,}" if total else "nothing found"
    if query:
        return f"{place} · /{query}"
    named = (
        f"{numbered(counters.leaders, 'leader', 'leaders')} · {numbered(counters.countries, 'country', 'countries')}"
    )
    return f"{place} · {counters.unread:,} unread · {named}"
