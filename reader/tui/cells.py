"""Lines of text as segments: cut to a number of terminal cells, painted over in places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

LEAST_SEEN: Final = 5
"""Cells of a piece cut short, below which it is rather left out."""


def shortened(text: str, width: int) -> str:
    """The text, or as much as leaves a cell for an ellipsis; at most `width` cells."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


def fitted(texts: Iterable[tuple[str, Style]], width: int) -> list[Segment]:
    """Pieces of a line as segments, the one that reaches past `width` cells cut short and the rest left out."""
    segments: list[Segment] = []
    for text, style in texts:
        cells = cell_len(text)
        if cells > width:
            segments.append(Segment(shortened(text, width), style))
            break
        segments.append(Segment(text, style))
        width -= cells
    return segments


def joined(texts: Iterable[tuple[str, Style]], separator: tuple[str, Style], width: int) -> list[Segment]:
    """Pieces with a separator between them, as many as fit; the last may be cut short, if enough of it is seen."""
    segments: list[Segment] = []
    for text, style in texts:
        if segments:
            room = width - cell_len(separator[0])
            if room < min(cell_len(text), LEAST_SEEN):
                break
            segments.append(Segment(*separator))
            width = room
        segments.append(Segment(shortened(text, width), style))
        width -= cell_len(text)
        if width < 0:
            break
    return segments


Overlay = tuple[int, int, Style]


def paint(text: str, start: int, end: int, base: Style, overlays: Sequence[Overlay]) -> list[Segment]:
    """Code points `start` to `end` of the text as segments; a later overlay is painted over an earlier one."""
    inside = [(max(a, start), min(b, end), style) for a, b, style in overlays if a < end and b > start]
    if not inside:
        return [Segment(_visible(text[start:end]), base)] if end > start else []
    cuts = sorted({start, end, *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
    segments = []
    for left, right in pairwise(cuts):
        style = base
        for a, b, over in inside:
            if a <= left and right <= b:
                style += over
        segments.append(Segment(_visible(text[left:right]), style))
    return segments


def _visible(text: str) -> str:
    return text.replace("\t", " ")
