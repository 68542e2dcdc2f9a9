"""A page of HTML as plain text, in the ways in which people copy, save and print pages."""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec


class Rendering(msgspec.Struct, frozen=True):
    """How a page becomes text: `bullets` by depth (none: list items are plain lines), spaces of `indent` a level, blank
    lines by the margins of paragraphs or not at all, cells of a table in one line or each in its own.
    """

    name: str
    bullets: tuple[str, ...] = ()
    indent: int = 0
    blanks: bool = True
    cells: str = " "


RENDERINGS: Final = (
    Rendering("layout", bullets=("* ", "+ ", "o "), indent=4),
    Rendering("copied", bullets=("• ",), indent=2, cells="\n"),
    Rendering("plain", blanks=False),
)

_UNSEEN = frozenset("script style noscript template head svg select textarea iframe object audio video canvas".split())
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1"
    " h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody tfoot thead tr ul"
    " caption".split()
)
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl blockquote pre figure table".split())
_SPACE = re.compile(r"[ \t\n\r\f]+")


def text_of(html: str, rendering: Rendering) -> list[str]:
    """The lines of the page's text; no lines where lxml finds no tree in it."""
    from lxml import etree
    from lxml import html as parser

    try:
        tree = parser.document_fromstring(html, parser=parser.HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.ParserError, ValueError):
        return []
    pen = _Pen(rendering)
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        unseen = element.tag in _UNSEEN
        if event == "start" and unseen:
            walk.skip_subtree()
        elif event == "start":
            pen.open(element.tag)
            pen.write(element.text)
        else:
            if not unseen:
                pen.close(element.tag)
            pen.write(element.tail)
    return pen.finished()


class _Pen:
    """Writes inline text until a block ends the line."""

    def __init__(self, rendering: Rendering) -> None:
        self.rendering = rendering
        self.lines: list[str] = []
        self.parts: list[str] = []
        self.depth = 0
        self.bullet = ""

    def open(self, tag: Any) -> None:
        if tag in _BLOCKS:
            self._end(blank=tag in _SPACED)
        if tag in ("ul", "ol"):
            self.depth += 1
        if tag == "li" and self.rendering.bullets:
            bullets = self.rendering.bullets
            self.bullet = bullets[min(max(self.depth, 1), len(bullets)) - 1]
        elif tag == "br":
            self._end(blank=False)

    def close(self, tag: Any) -> None:
        if tag in ("td", "th"):
            if self.rendering.cells == "\n":
                self._end(blank=False)
            else:
                self.parts.append(self.rendering.cells)
        if tag in _BLOCKS:
            self._end(blank=tag in _SPACED)
        if tag in ("ul", "ol"):
            self.depth = max(0, self.depth - 1)

    def write(self, text: str | None) -> None:
        if text:
            self.parts.append(text)

    def finished(self) -> list[str]:
        self._end(blank=False)
        return self.lines

    def _end(self, *, blank: bool) -> None:
        line = _SPACE.sub(" ", "".join(self.parts)).strip()
        self.parts.clear()
        if line:
            margin = " " * (self.rendering.indent * self.depth)
            self.lines.append(f"{margin}{self.bullet}{line}")
            self.bullet = ""
        if blank and self.rendering.blanks and self.lines and self.lines[-1]:
            self.lines.append("")
