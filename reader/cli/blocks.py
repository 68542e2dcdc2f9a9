"""Blocks as text: plain for a pipe and as Markdown. Lines that belong together, items and rows, stand together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from rich.cells import cell_len, set_cell_size

from reader.article import Block

TABLE_WIDTH: Final = 120
"""Cells of the widest table whose columns are set under one another; of a wider one they are parted by tabs."""

_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>|~])")
_LINE_START: Final = re.compile(r"^(\s*)([#+-]|\d+[.)]|={3,}|!)", re.MULTILINE)


def plain_parts(blocks: Sequence[Block]) -> Iterator[str]:
    """The blocks as plain text, one part for each paragraph, list and table."""
    for kind, run in _runs(blocks):
        yield "\n".join(_aligned(run) if kind == "table_row" else map(block_text, run))


def markdown_parts(blocks: Sequence[Block]) -> Iterator[str]:
    """The blocks as Markdown, in the same parts; the first row of a table is its head, as Markdown knows no other."""
    for kind, run in _runs(blocks):
        lines = [_markdown(block) for block in run]
        if kind == "table_row":
            lines.insert(1, f"|{' --- |' * (run[0].text.count(chr(9)) + 1)}")
        yield "\n".join(lines)


def block_text(block: Block) -> str:
    """One block as plain text."""
    if block.kind == "list_item":
        mark = f"{block.ordinal}." if block.ordinal else "•"
        return f"{'  ' * (max(block.level, 1) - 1)}{mark} {block.text}"
    if block.kind == "quote":
        return "\n".join(f"> {line}" for line in block.text.splitlines())
    if block.kind == "caption":
        return block.text if block.text.startswith("[") else f"[{block.text}]"
    return block.text


def escaped(text: str) -> str:
    """The text so that Markdown takes it for nothing else."""
    return _MARKDOWN.sub(r"\\\1", text)


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    """Blocks that stand together: the items of a list, the rows of a table; all others alone."""
    for (kind, _), run in groupby(enumerate(blocks), key=_together):
        yield kind, [block for _, block in run]


def _together(numbered: tuple[int, Block]) -> tuple[str, int]:
    number, block = numbered
    return block.kind, -1 if block.kind in ("list_item", "table_row") else number


def _aligned(rows: Sequence[Block]) -> list[str]:
    cells = [row.text.split("\t") for row in rows]
    widths = [0] * max(map(len, cells))
    for row in cells:
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], cell_len(cell))
    if sum(widths) + 2 * len(widths) > TABLE_WIDTH:
        return [row.text for row in rows]
    return [
        "  ".join(set_cell_size(cell, width) for cell, width in zip(row, widths, strict=False)).rstrip()
        for row in cells
    ]


def _markdown(block: Block) -> str:
    if block.kind == "code":
        longest = max((len(run) for run in re.findall("`+", block.text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}\n{block.text}\n{fence}"
    if block.kind == "caption" and (picture := _picture(block)):
        return picture
    text = _linked(block)
    if block.kind == "heading":
        return f"{'#' * min(max(block.level, 2), 6)} {text}"
    if block.kind == "list_item":
        mark = f"{block.ordinal}." if block.ordinal else "-"
        return f"{'    ' * (max(block.level, 1) - 1)}{mark} {text}"
    if block.kind == "quote":
        return "\n".join(f"> {line}" for line in text.splitlines())
    if block.kind == "caption":
        return f"*{text}*"
    if block.kind == "table_row":
        return f"| {text.replace(chr(9), ' | ')} |"
    return text


def _picture(block: Block) -> str:
    """A caption that is one link, which leads to its picture, as a picture; empty for another."""
    if len(block.links) != 1 or (block.links[0].start, block.links[0].end) != (0, len(block.text)):
        return ""
    return f"![{escaped(block.text)}](<{_address(block.links[0].url)}>)"


def _linked(block: Block) -> str:
    """The text escaped, its links as Markdown links."""
    parts, done = [], 0
    for link in sorted(block.links, key=lambda link: link.start):
        if link.start >= done:
            parts += [escaped(block.text[done : link.start]), f"[{escaped(block.text[link.start : link.end])}]"]
            parts.append(f"(<{_address(link.url)}>)")
            done = link.end
    parts.append(escaped(block.text[done:]))
    return _LINE_START.sub(r"\1\\\2", "".join(parts))


def _address(url: str) -> str:
    return url.replace(">", "%3E").replace("<", "%3C")
