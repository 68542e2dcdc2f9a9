"""Running text with links, put together piece by piece, so that link offsets stay true after the text is made safe."""

from __future__ import annotations

import re

from reader import safe_text
from reader.article import Link

_SPACES = re.compile(r"[^\S ]\s*| \s+")
"""White space that is anything but a single space: most is that already."""
_AROUND_BREAK = re.compile(r" *\n[ \n]*")
_ENDS = re.compile(r"[.!?…:;][\"”’»)\]]*$")


class InlineText:
    """Collects the pieces of one block. A break is a newline; white space runs are one space."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._last = ""
        self._links: list[tuple[int, int, str]] = []
        self._bold = 0

    def add(self, piece: str | None, *, bold: bool = False) -> None:
        """Append text of the page, in which newlines mean no more than spaces."""
        if not piece:
            return
        text = _SPACES.sub(" ", safe_text.filtered(piece))
        if text.startswith(" ") and self._last in ("", " ", "\n", "\t"):
            text = text[1:]
        self._put(text)
        if bold:
            self._bold += len(text.strip())

    def line_break(self) -> None:
        """Append a newline, unless there is one already or nothing before."""
        if self._last and self._last != "\n":
            self._put("\n")

    def tab(self) -> None:
        """Append a tab, which parts the cells of a row and is kept even where a cell is empty."""
        self._put("\t")

    @property
    def length(self) -> int:
        """Code points so far."""
        return self._length

    def link(self, start: int, address: str) -> None:
        """Make a link of all text since code point `start`; its url is empty where the target is not to be followed."""
        if self._length > start:
            self._links.append((start, self._length, safe_text.url(address)))

    def take(self) -> tuple[str, tuple[Link, ...], bool]:
        """The text, its links, and whether all of it is bold; the collector is empty afterwards."""
        raw = "".join(self._pieces)
        links, bold = self._links, self._bold
        self.__init__()  # type: ignore[misc]  # starting over is exactly what the constructor does
        joined = _AROUND_BREAK.sub("\n", raw) if "\n" in raw else raw
        text = safe_text.capped(safe_text.filtered(joined).strip(" \n").rstrip(), safe_text.PARAGRAPH)
        made = tuple(_settled(raw, text, links))
        letters = len(text.replace(" ", ""))
        return text, made, bool(letters) and bold >= len(text.replace("\n", "").strip()) * 0.95

    def _put(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._length += len(text)
            self._last = text[-1]


def _settled(raw: str, text: str, links: list[tuple[int, int, str]]) -> list[Link]:
    """Links moved from the raw to the final text: the two differ in trimming, breaks and joined marks only."""
    out: list[Link] = []
    cursor = 0
    for start, end, url in links:
        label = _AROUND_BREAK.sub("\n", raw[start:end]).strip()
        if not label:
            continue
        before = max(cursor, start - (len(raw) - len(text)) - len(label))
        found = text.find(label, max(0, before))
        if found < 0:
            continue
        out.append(Link(found, found + len(label), url))
        cursor = found + len(label)
    return out


def at_breaks(text: str, links: tuple[Link, ...]) -> list[tuple[str, tuple[Link, ...]]]:
    """The text split where a line break parts two paragraphs: the line before ends a sentence of a dozen words."""
    if "\n" not in text:
        return [(text, links)]
    parts: list[tuple[str, tuple[Link, ...]]] = []
    start = position = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        position += len(line) + 1
        if number == len(lines) - 1 or (_ENDS.search(line) and len(line.split()) >= 8):
            end = position - 1
            inside = tuple(
                Link(a.start - start, a.end - start, a.url) for a in links if a.start >= start and a.end <= end
            )
            parts.append((text[start:end], inside))
            start = position
    return parts
