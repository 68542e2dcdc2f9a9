"""An article as lines of a given width. Wrapped once; what a line looks like is decided when it is drawn."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import Final, Literal, NamedTuple

from reader.article import STANDFIRST, TITLE, Article, Block, BlockKind, reading_minutes
from reader.tui.ages import moment
from reader.tui.cells import shortened
from reader.tui.tables import Cell, table_lines
from reader.tui.wrap import fold, wrap

FACTS: Final = -3
"""`Part.block` of the lines with source, date and reading time, and who else printed it."""
BLANK: Final = -1
"""`Line.part` of an empty line between parts."""

UPDATED_SECONDS: Final = 60
"""Pages stamp both times a moment apart when they first come out: below this it is no news."""

_CODE_TAB = 4
_NO_BREAK = "\u00a0"
_INDENT = 2

PartKind = BlockKind | Literal["title", "facts", "standfirst"]


class Part(NamedTuple):
    """A text that wraps by itself. `block` numbers it as `Mention.block` does; FACTS is ours."""

    block: int
    kind: PartKind
    text: str
    level: int = 0


class Line(NamedTuple):
    """One line on the screen: code points `start` to `end` of a part, after `lead`. A table row has `cells` instead."""

    part: int
    start: int
    end: int
    lead: str = ""
    cells: tuple[Cell, ...] = ()


class Layout(NamedTuple):
    """The lines, and where each part begins among them."""

    width: int
    parts: list[Part]
    lines: list[Line]
    first_lines: list[int]

    def line_of(self, part: int, offset: int) -> int:
        """The number of the line that shows that code point."""
        first = self.first_lines[part]
        last = self.first_lines[part + 1] if part + 1 < len(self.first_lines) else len(self.lines)
        if self.lines[first].cells:
            inside = (n for n in range(first, last) if any(c.start <= offset <= c.end for c in self.lines[n].cells))
            return next(inside, first)
        starts = [line.start for line in self.lines[first:last] if line.part == part]
        return first + max(0, bisect_right(starts, offset) - 1)

    def part_of_block(self) -> dict[int, int]:
        """From a block number to the number of its part."""
        return {part.block: number for number, part in enumerate(self.parts)}


def lay_out(article: Article, width: int) -> Layout:
    """The article in lines of at most `width` cells."""
    parts: list[Part] = []
    lines: list[Line] = []
    first_lines: list[int] = []

    def add(part: Part, spans: list[tuple[int, int]], lead: str = "", hang: str = "") -> None:
        number = len(parts)
        parts.append(part)
        first_lines.append(len(lines))
        lines.extend(Line(number, start, end, hang if n else lead) for n, (start, end) in enumerate(spans))

    def gap() -> None:
        lines.append(Line(BLANK, 0, 0))

    gap()
    for part in _head(article, width):
        if part.kind == "standfirst":
            gap()
        add(part, wrap(part.text, width))
    before: BlockKind | None = None
    number = 0
    for is_table, group in groupby(article.blocks, lambda block: block.kind == "table_row"):
        blocks = list(group)
        if is_table:
            gap()
            for offset, row in enumerate(table_lines([block.text for block in blocks], width)):
                first_lines.append(len(lines))
                parts.append(Part(number + offset, "table_row", blocks[offset].text))
                lines.extend(Line(len(parts) - 1, 0, 0, "", cells) for cells in row)
        else:
            for offset, block in enumerate(blocks):
                if not (before == block.kind == "list_item"):
                    gap()
                lead, hang = _leads(block)
                part = Part(number + offset, block.kind, _drawn(block), block.level)
                add(part, _wrapped(part, width - len(lead)), lead, hang)
                before = block.kind
        before = blocks[-1].kind
        number += len(blocks)
    return Layout(width, parts, lines, first_lines)


def lay_out_lines(article: Article, header: str, width: int) -> Layout:
    """The lines of a page as it came, each a block, under a header; empty ones are gaps."""
    parts = [Part(FACTS, "facts", header)]
    lines = [Line(BLANK, 0, 0), *(Line(0, *span) for span in wrap(header, width)), Line(BLANK, 0, 0)]
    first_lines = [1]
    for number, block in enumerate(article.blocks):
        if not block.text:
            lines.append(Line(BLANK, 0, 0))
            continue
        first_lines.append(len(lines))
        lines.extend(Line(len(parts), start, end) for start, end in wrap(block.text, width))
        parts.append(Part(number, "paragraph", block.text))
    return Layout(width, parts, lines, first_lines)


def _head(article: Article, width: int) -> list[Part]:
    when = moment(article.published) if article.published else f"no date, came in {moment(article.fetched)}"
    later = f"updated {moment(article.updated)}" if _is_updated(article) and article.updated else ""
    kept_whole = [fact.replace(" ", _NO_BREAK) for fact in (when, later, f"{reading_minutes(article.words)} min")]
    signed = ", ".join(dict.fromkeys((*article.byline, *article.agencies)))
    facts = [article.source, article.section, signed, *kept_whole]
    parts = [Part(TITLE, "title", article.title)] if article.title else []
    lines = [" · ".join(fact for fact in facts if fact)]
    if article.outlets:
        others = ", ".join(dict.fromkeys(outlet.source for outlet in article.outlets))
        lines.append(shortened(f"Also printed by {others}", width))
    parts.append(Part(FACTS, "facts", "\n".join(lines)))
    if article.standfirst:
        parts.append(Part(STANDFIRST, "standfirst", article.standfirst))
    return parts


def _is_updated(article: Article) -> bool:
    """Whether it was changed so long after it came out that a reader would ask when."""
    if article.updated is None or article.published is None:
        return article.updated is not None
    return abs((article.updated - article.published).total_seconds()) >= UPDATED_SECONDS


def _leads(block: Block) -> tuple[str, str]:
    """What stands before the first line of a block and before the others."""
    if block.kind == "list_item":
        indent = " " * (_INDENT * max(0, block.level - 1))
        bullet = f"{block.ordinal}. " if block.ordinal else "• "
        return indent + bullet, " " * len(indent + bullet)
    if block.kind == "quote":
        return "▎ ", "▎ "
    if block.kind == "code":
        return "  ", "  "
    return "", ""


def _drawn(block: Block) -> str:
    return block.text.expandtabs(_CODE_TAB) if block.kind == "code" else block.text


def _wrapped(part: Part, width: int) -> list[tuple[int, int]]:
    return (fold if part.kind == "code" else wrap)(part.text, max(1, width))
