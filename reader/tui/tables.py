"""Rows of a table as lines: columns as wide as they need, narrowed where they do not fit, numbers to the right."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Final, NamedTuple

from rich.cells import cell_len

from reader.tui.wrap import Span, wrap

GAP: Final = 2
NARROWEST: Final = 6
"""Cells below which a column is not narrowed; a table that needs it is drawn as running text."""

_NUMBER = re.compile(r"[-+−±~<>≈$€£¥]{0,2}\s?[\d.,:/ ]*\d\s?(?:%|[a-zA-Z]{1,3})?|[-–—]|")


class Cell(NamedTuple):
    """Code points `start` to `end` of the row's text, drawn `x` cells from the left."""

    x: int
    start: int
    end: int


Row = list[tuple[Cell, ...]]


def table_lines(rows: list[str], width: int) -> list[Row]:
    """The lines of each row; a row's cells are separated by tabs."""
    spans = [_cell_spans(row) for row in rows]
    widths = _column_widths(rows, spans, width)
    if widths is None:
        return [[(Cell(0, start, end),) for start, end in wrap(row, width)] for row in rows]
    right = [_is_numeric(rows, spans, column) for column in range(len(widths))]
    return [_row_lines(row, cells, widths, right) for row, cells in zip(rows, spans, strict=True)]


def _cell_spans(row: str) -> list[Span]:
    spans, start = [], 0
    for cell in row.split("\t"):
        spans.append((start, start + len(cell)))
        start += len(cell) + 1
    return spans


def _column_widths(rows: list[str], spans: list[list[Span]], width: int) -> list[int] | None:
    """The width of each column in cells; None where there are too many columns for the width."""
    measured = [[cell_len(row[a:b]) for a, b in cells] for row, cells in zip(rows, spans, strict=True)]
    widths = [max(1, *column) for column in zip_longest(*measured, fillvalue=0)]
    room = width - GAP * (len(widths) - 1)
    if sum(min(column, NARROWEST) for column in widths) > room:
        return None
    while (excess := sum(widths) - room) > 0:
        widest = max(widths)
        second = max((column for column in widths if column < widest), default=NARROWEST)
        at = widths.index(widest)
        widths[at] = max(second, widest - excess, NARROWEST) if widths.count(widest) == 1 else widest - 1
    return widths


def _is_numeric(rows: list[str], spans: list[list[Span]], column: int) -> bool:
    """Whether every cell of the column below the first row is a number (and there is one)."""
    cells = [row[slice(*cells[column])] for row, cells in zip(rows[1:], spans[1:], strict=True) if column < len(cells)]
    return any(cells) and all(_NUMBER.fullmatch(cell) for cell in cells)


def _row_lines(row: str, cells: list[Span], widths: list[int], right: list[bool]) -> Row:
    columns: list[list[Cell]] = []
    x = 0
    for (start, end), width, to_right in zip(cells, widths, right, strict=False):
        lines = [(start + a, start + b) for a, b in wrap(row[start:end], width)]
        columns.append([Cell(x + (width - cell_len(row[a:b]) if to_right else 0), a, b) for a, b in lines])
        x += width + GAP
    return [tuple(cell for cell in line if cell is not None) for line in zip_longest(*columns)]
