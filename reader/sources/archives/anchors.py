"""Links and headings of simple HTML such as lists of bookmarks, in one pass whose time grows with the text alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple

_ATTRIBUTE = re.compile(r"(?<![\w-])([\w-]{1,40})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]{1,4000}))")
WORDS: Final = 2_000
"""Characters of a link's words."""
HEADINGS: Final = 50
"""How deep lists may lie in lists."""
_READ: Final = ("a", "h1", "h2", "h3")


class Anchor(NamedTuple):
    """A link: its address, its words, its other attributes by their names in lower case, the heading above it."""

    url: str
    words: str
    attributes: dict[str, str]
    heading: str


def anchors(text: str) -> Iterator[Anchor]:
    """The links in the text, in order. A heading holds until the next, or until its list (`</dl>`) ends."""
    headings: list[str] = []
    opened: tuple[str, dict[str, str]] | None = None
    words: list[str] = []
    for piece in text.split("<"):
        tag, closed, after = piece.partition(">")
        name = tag[:10].partition(" ")[0].strip().lower()
        ends = name.removeprefix("/") if name.startswith("/") else ""
        if opened is not None and (ends == opened[0] or name in _READ):
            told = " ".join(unescape("".join(words)[:WORDS]).split())
            if opened[0] == "a":
                yield Anchor(opened[1].pop("href", ""), told, opened[1], headings[-1] if headings else "")
            else:
                headings.append(told)
                del headings[:-HEADINGS]
            opened = None
        if ends == "dl" and headings:
            headings.pop()
        if closed and name in _READ:
            opened, words = (name, _attributes(tag)), []
        if opened is not None:
            words.append(after)


def _attributes(tag: str) -> dict[str, str]:
    return {
        match[1].lower(): unescape(match[2] or match[3] or match[4] or "").strip() for match in _ATTRIBUTE.finditer(tag)
    }
