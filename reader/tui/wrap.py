"""Where the lines of a paragraph break, in terminal cells: fast where a character is a cell, right where it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len, split_graphemes

Span = tuple[int, int]

_ONE_CELL_EACH: Final = re.compile(
    "[ -~\u00a0-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\t]*"
)
_WORD: Final = re.compile(r"\S+")
_NEVER_FIRST: Final = frozenset("、。，．・：；？！」』）】〉》〕”’…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
"""Characters that do not begin a line in Chinese and Japanese (from the usual kinsoku sets, JIS X 4051)."""


def wrap(text: str, width: int) -> list[Span]:
    """Code point ranges of the lines, each at most `width` cells wide; spaces at breaks belong to no line.

    A newline always breaks. An empty text is one empty line.
    """
    lines: list[Span] = []
    start = 0
    for piece in text.split("\n"):
        if _ONE_CELL_EACH.fullmatch(piece):
            _wrap_even(text, start, start + len(piece), width, lines)
        else:
            lines.extend((start + first, start + last) for first, last in _wrap_uneven(piece, width))
        start += len(piece) + 1
    return lines


def fold(text: str, width: int) -> list[Span]:
    """The lines of code: broken at newlines, and hard at `width` cells."""
    lines: list[Span] = []
    start = 0
    for piece in text.split("\n"):
        lines.extend((start + first, start + last) for first, last in _folded(piece, 0, width, width))
        start += len(piece) + 1
    return lines


def _wrap_even(text: str, start: int, stop: int, width: int, lines: list[Span]) -> None:
    while stop - start > width:
        space = text.rfind(" ", start + 1, start + width + 1)
        if space < 0:
            lines.append((start, start + width))
            start += width
            continue
        end = space
        while end > start and text[end - 1] == " ":
            end -= 1
        lines.append((start, end))
        start = space + 1
        while start < stop and text[start] == " ":
            start += 1
    lines.append((start, stop))


def _wrap_uneven(text: str, width: int) -> Iterator[Span]:
    start = end = used = 0
    for match in _WORD.finditer(text):
        first, last = match.span()
        cells = cell_len(match[0])
        begun = end > start
        gap = cell_len(text[end:first]) if begun else 0
        if used + gap + cells <= width:
            start, end, used = (start if begun else first), last, used + gap + cells
            continue
        room = width - used - gap if begun and _breaks_anywhere(match[0]) else 0
        if begun and room < 2:
            yield start, end
            begun, used = False, 0
        if cells <= width and not begun:
            start, end, used = first, last, cells
            continue
        *full, rest = _folded(match[0], 0, room if begun else width, width)
        for piece_start, piece_end in full:
            yield (start if begun else first + piece_start), first + piece_end
            begun = False
        start, end = (start if begun else first + rest[0]), first + rest[1]
        used = cell_len(text[start:end])
    yield start, end


def _breaks_anywhere(word: str) -> bool:
    """Whether a word is in a script without spaces: most of its characters take two cells."""
    return cell_len(word) > len(word) * 1.5


def _folded(text: str, start: int, room: int, width: int) -> list[Span]:
    """The text cut at grapheme borders: the first piece at most `room` cells wide, the rest `width`."""
    pieces: list[Span] = []
    used = 0
    before = start
    for first, _, cells in split_graphemes(text)[0]:
        if used + cells > room and first > start:
            cut, used = first, 0
            if text[first] in _NEVER_FIRST and before > start:
                carried = cell_len(text[before:first])
                if carried + cells <= width:
                    cut, used = before, carried
            pieces.append((start, cut))
            start, room = cut, width
        used += cells
        before = first
    pieces.append((start, len(text)))
    return pieces
