"""One line of an article as strips: its lead, its text with what is painted over it, or the cells of a table row."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.tui.cells import Overlay, paint
from reader.tui.layout import Line, Part


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
