"""One line of a page as strips: its lead, its text with what is painted over it, or the cells of a table row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.selection import Selection
from textual.strip import Strip

from reader.tui.cells import Overlay, paint
from reader.tui.layout import BLANK, Line, Part
from reader.tui.page import Page
from reader.tui.paints import Paints

_PLAIN: Final = frozenset({"paragraph", "list_item", "table_row"})


def page_line(
    page: Page, number: int, width: int, paints: Paints, ground: Style, selected: tuple[Selection, Style] | None
) -> Strip:
    """Line `number` of a page in the middle of `width` cells; `selected` is the selection and how it is painted."""
    if number >= len(page.layout.lines) or page.layout.lines[number].part == BLANK:
        return Strip.blank(width, ground)
    line = page.layout.lines[number]
    part = page.layout.parts[line.part]
    overlays = [(start, end, paints[name]) for start, end, name in page.overlays(line.part)]
    if selected and (span := selected[0].get_span(line.part)) is not None:
        overlays.append((span[0], len(part.text) if span[1] == -1 else span[1], selected[1]))
    base = ground if part.kind in _PLAIN else ground + paints[part.kind]
    text = line_strips(line, part, overlays, ground, base, ground + paints["muted"])
    margin = max(0, (width - page.layout.width) // 2)
    return Strip.join([spaces(margin, ground), *text]).adjust_cell_length(width, ground)


def selected_text(page: Page, selection: Selection) -> str:
    """The selected text, paragraph by paragraph as the article has it, not as the screen breaks it."""
    chosen = []
    for number, part in enumerate(page.layout.parts):
        if (span := selection.get_span(number)) is not None:
            chosen.append(part.text[span[0] : None if span[1] == -1 else span[1]])
    return "\n\n".join(chosen)


def line_strips(
    line: Line, part: Part, overlays: Sequence[Overlay], ground: Style, base: Style, lead: Style
) -> list[Strip]:
    """The strips of a line of a part, `base` the style of its text; they know which part and code points they show."""
    if not line.cells:
        text = Strip(paint(part.text, line.start, line.end, base, overlays)).apply_offsets(line.start, line.part)
        return [Strip([Segment(line.lead, lead)]), text]
    strips, drawn = [], 0
    for x, start, end in line.cells:
        text = Strip(paint(part.text, start, end, base, overlays))
        strips += [spaces(x - drawn, ground), text.apply_offsets(start, line.part)]
        drawn = x + text.cell_length
    return strips


def spaces(cells: int, ground: Style) -> Strip:
    """That many empty cells."""
    return Strip([Segment(" " * cells, ground)], cells)
