"""From the extractor's tree (head, p, list, item, quote, caption, table, row, cell, hi, ref, lb, code) to blocks."""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec

from reader import safe_text
from reader.article import Block, BlockKind
from reader.cleaning.html.structure.inline import InlineText, at_breaks
from reader.cleaning.text.lines import word_count

LEVEL_MAX: Final = 6
SUBHEAD_WORDS: Final = 14
"""Words that a bold paragraph without an end of sentence may have to be taken for a heading."""
LAYOUT_CELL: Final = 300
"""Characters; a table with a longer cell lays out text and is no table."""
ROWS_MIN: Final = 3
"""Rows from which header cells make a table of what might be layout."""

_SENTENCE_END = re.compile(r"[.!…,;:。！][\"”’»)\]」]*$")
"""A question may head the answer that follows it."""
_BLANK_LINES = re.compile(r"\n{3,}")


def blocks_of(body: Any) -> list[Block]:
    """The blocks of an extractor's body element, in order, safe to show; empty ones left out.

    A link that is not to be followed (relative without a base, or no http, https, mailto) is there with an empty url:
    `sift` asks how much of a block is links, `live_links` then drops those.
    """
    walker = _Walker()
    walker.flow(body)
    walker.flush()
    return walker.blocks


def live_links(block: Block) -> Block:
    """The block without links that have no url."""
    if all(link.url for link in block.links):
        return block
    return msgspec.structs.replace(block, links=tuple(link for link in block.links if link.url))


class _Walker:
    """Walks a tree and keeps what the text now being collected will become."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.text = InlineText()
        self.kind: BlockKind = "paragraph"
        self.level = 0
        self.ordinal = 0
        self.lists = 0

    def flush(self) -> None:
        text, links, bold = self.text.take()
        if not text:
            return
        if self.kind == "paragraph" and bold and _is_subhead(text):
            self.blocks.append(Block("heading", text, links, level=3))
            return
        if self.kind != "paragraph":
            self.blocks.append(Block(self.kind, text, links, self.level, self.ordinal))
            return
        self.blocks.extend(Block("paragraph", part, inside) for part, inside in at_breaks(text, links) if part)

    def flow(self, element: Any, *, bold: bool = False) -> None:
        self.text.add(element.text, bold=bold)
        for child in element:
            if isinstance(child.tag, str):
                self.child(child, bold=bold)
            self.text.add(child.tail, bold=bold)

    def child(self, element: Any, *, bold: bool) -> None:
        tag = element.tag
        if tag == "lb":
            self._break()
        elif tag == "hi":
            self.flow(element, bold=bold or element.get("rend") == "#b")
        elif tag == "ref":
            start = self.text.length
            self.flow(element, bold=bold)
            self.text.link(start, element.get("target") or "")
        elif tag == "code":
            self.code(element, bold=bold)
        elif tag == "graphic":
            return
        elif tag in _BLOCKS:
            _BLOCKS[tag](self, element)
        else:
            self.flow(element, bold=bold)

    def _break(self) -> None:
        if self.kind == "table_row":
            self.text.add(" ")
        else:
            self.text.line_break()

    def _as(self, kind: BlockKind, element: Any, level: int = 0, ordinal: int = 0) -> None:
        self.flush()
        before = (self.kind, self.level, self.ordinal)
        self.kind, self.level, self.ordinal = kind, level, ordinal
        self.flow(element)
        self.flush()
        self.kind, self.level, self.ordinal = before

    def paragraph(self, element: Any) -> None:
        if self.kind == "paragraph":
            self._as("paragraph", element)
        elif self.kind == "quote":
            self._as("quote", element)
        else:  # a paragraph inside an item goes on with it
            self._break()
            self.flow(element)

    def heading(self, element: Any) -> None:
        digits = (element.get("rend") or "")[1:2]
        self._as("heading", element, level=int(digits) if digits in tuple("123456") else 2)

    def quote(self, element: Any) -> None:
        self._as("quote", element)

    def caption(self, element: Any) -> None:
        self._as("caption", element)

    def list(self, element: Any) -> None:
        self.flush()
        self.lists += 1
        ordered = element.get("rend") == "ol"
        number = 0
        for item in element:
            if not isinstance(item.tag, str):
                continue
            number += 1
            kind: BlockKind = "quote" if self.kind == "quote" and not ordered else "list_item"
            self._as(kind, item, min(self.lists, LEVEL_MAX) if kind == "list_item" else 0, number if ordered else 0)
            self.text.add(item.tail)
        self.lists -= 1

    def table(self, element: Any) -> None:
        self.flush()
        rows = [row for row in element if row.tag == "row"]
        if not _lays_out(element, rows):
            for row in rows:
                self.row(row)
            return
        before, self.kind = self.kind, "paragraph"
        for row in rows:
            for cell in row:
                self._as("paragraph", cell)
        self.kind = before

    def row(self, element: Any) -> None:
        """A row of cells parted by tabs; one that has a single long cell is a paragraph."""
        self.flush()
        cells = [cell for cell in element if cell.tag == "cell"]
        filled = [cell for cell in cells if "".join(cell.itertext()).strip()]
        if len(filled) == 1 and len("".join(filled[0].itertext()).split()) > SUBHEAD_WORDS:
            self._as("paragraph", filled[0])
            return
        if len(cells) == 1 and filled:  # the table's title
            self._as("paragraph", cells[0])
            return
        before, self.kind = self.kind, "table_row"
        for number, cell in enumerate(cells if filled else ()):
            if number:
                self.text.tab()
            if next(cell.iter("list", "head", "quote", "table"), None) is None:
                self.flow(cell)
            else:
                self.text.add(" ".join(cell.itertext()))
        self.flush()
        self.kind = before

    def code(self, element: Any, *, bold: bool) -> None:
        content = "".join(element.itertext())
        single = "\n" not in content.strip()
        if self.text.length or (single and (self.kind != "paragraph" or (element.tail and element.tail.strip()))):
            self.text.add(content, bold=bold)
            return
        self.flush()
        text = safe_text.filtered(content).strip("\n").rstrip()
        if text.strip():
            self.blocks.append(Block("code", safe_text.capped(_BLANK_LINES.sub("\n\n", text), safe_text.PARAGRAPH)))


def _is_subhead(text: str) -> bool:
    return "\n" not in text and 1 < word_count(text) <= SUBHEAD_WORDS and not _SENTENCE_END.search(text)


def _lays_out(table: Any, rows: list[Any]) -> bool:
    """Whether the table only places text: it holds headings, quotes or tables, a long cell, or a single cell.

    One whose rows and columns have headings says itself that it is a table, whatever is in its cells.
    """
    cells = [len("".join(cell.itertext()).strip()) for row in rows for cell in row]
    if not cells or len(cells) == 1:
        return True
    headed = sum(cell.get("role") == "head" for row in rows for cell in row)
    if len(rows) >= ROWS_MIN and headed >= 2 and next(table.iterdescendants("table"), None) is None:
        return max(cells) > LAYOUT_CELL * 4
    if next((part for part in table.iter("head", "quote", "table", "list") if part is not table), None) is not None:
        return True
    return max(cells) > LAYOUT_CELL


_BLOCKS = {
    "p": _Walker.paragraph,
    "head": _Walker.heading,
    "quote": _Walker.quote,
    "caption": _Walker.caption,
    "list": _Walker.list,
    "table": _Walker.table,
    "row": _Walker.row,
}
