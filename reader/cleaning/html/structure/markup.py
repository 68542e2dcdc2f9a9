"""Single elements of a page as text with links: for what the extractor drops or flattens and the page still has."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import urljoin

from reader import safe_text
from reader.article import Link
from reader.cleaning.html.structure.inline import InlineText

DEPTH_MAX: Final = 40
"""Levels of nesting inside one element that are read."""

_SILENT = frozenset(
    "script style noscript template svg button select input textarea form nav iframe video audio".split()
)
_INNER_LISTS = frozenset(("ul", "ol", "dl", "menu"))
_BLOCKS = frozenset("p div section article blockquote h1 h2 h3 h4 h5 h6 dt dd figure table tr".split())
_BLANK_LINES = re.compile(r"\n{3,}")
_EDGE_LINES = re.compile(r"\A(?:[ \t]*\n)+|\s+\Z")


def inline_of(element: Any, base: str = "") -> tuple[str, tuple[Link, ...]]:
    """The element's text and links, lists inside it left out, white space as in running text; `base` is the address
    that relative links are against.
    """
    text = InlineText()
    _put(element, text, base, 0)
    shown, links, _ = text.take()
    return shown, tuple(link for link in links if link.url)


def cells_of(row: Any) -> str:
    """The cells of a table row, parted by tabs; a cell that spans columns is followed by empty ones."""
    parts: list[str] = []
    for cell in row:
        if cell.tag in ("td", "th"):
            parts.append(" ".join(inline_of(cell)[0].split()))
            parts.extend([""] * (_span(cell) - 1))
    return "\t".join(parts).rstrip()


def code_of(element: Any) -> str:
    """The text of a pre element with its white space and lines as they are."""
    for line_break in element.iter("br"):
        if not (line_break.tail or "").startswith("\n"):
            line_break.tail = "\n" + (line_break.tail or "")
    text = safe_text.filtered("".join(element.itertext()))
    return safe_text.capped(_BLANK_LINES.sub("\n\n", _EDGE_LINES.sub("", text)), safe_text.PARAGRAPH)


def _put(element: Any, text: InlineText, base: str, depth: int) -> None:
    text.add(element.text)
    for child in element:
        tag = child.tag
        if not isinstance(tag, str):
            pass
        elif tag == "br":
            text.line_break()
        elif tag == "a":
            start = text.length
            _put(child, text, base, depth + 1)
            text.link(start, urljoin(base, child.get("href") or "") if base else child.get("href") or "")
        elif tag not in _SILENT and tag not in _INNER_LISTS and depth < DEPTH_MAX:
            if tag in _BLOCKS:
                text.add(" ")
            _put(child, text, base, depth + 1)
            if tag in _BLOCKS:
                text.add(" ")
        text.add(child.tail)


def _span(cell: Any) -> int:
    columns = cell.get("colspan") or "1"
    return min(int(columns), 20) if columns.isascii() and columns.isdigit() and columns != "0" else 1


def base_of(tree: Any, url: str) -> str:
    """The address that the page's relative ones are against: its own, or what a base element makes of that."""
    element = next(tree.iter("base"), None)
    return safe_text.url(urljoin(url, (element.get("href") or "").strip())) if element is not None else url
