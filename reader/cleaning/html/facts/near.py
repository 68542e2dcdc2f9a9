"""What stands beside a page's headline: the short pieces of text from just above it to the body's first paragraphs.

Byline, date and standfirst are looked for here and nowhere else, so that other stories' are never taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import msgspec

from reader import safe_text

ELEMENTS_MAX: Final = 220
"""Elements looked at after the headline."""
ABOVE_MAX: Final = 40
"""Elements looked at before it."""
LEVELS: Final = 5
"""Ancestors of the headline in which its neighbours are looked for."""
TEXT_MAX: Final = 700
"""Code points of a piece; a longer one is the body."""
PARTS_MAX: Final = 12
"""Parts of a piece; an element of more is a list or a part of the page."""
BODY_WORDS: Final = 30
"""Words of a paragraph that may be the body's."""
BODY_PARAGRAPHS: Final = 3
"""So many such paragraphs, one of which may be the standfirst, and the header is over."""

_PIECES = frozenset(
    "p div span h2 h3 h4 h5 time a li dd section address em strong b i header small ul font td label".split()
)
_OUT = frozenset(
    "nav aside footer form button figure figcaption script style template svg select iframe noscript".split()
)
_OUT_NAMED = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|comments?|newsletter|promo\w*|advert\w*|ads?|sponsor\w*|breaking|ticker|trending|popular"
    r"|most-?read|read-?more|caption|gallery|menu|navigation|cookie\w*|consent)(?:$|[\s_-])",
    re.IGNORECASE,
)


class Piece(msgspec.Struct, frozen=True):
    """An element beside the headline, its text in one line, and whether it stands `below` the headline."""

    element: Any
    text: str
    below: bool


def pieces(tree: Any, headline: Any) -> list[Piece]:
    """The pieces beside the headline, those below it first; without a headline those at the article's beginning."""
    if headline is None:
        start = next(tree.iter("article"), None)
        start = next(tree.iter("main", "body"), tree) if start is None else start
        return list(_read(islice(_inside(start), ELEMENTS_MAX), below=True))
    below = list(_read(islice(_after(headline), ELEMENTS_MAX), below=True))
    return below + list(_read(islice(_before(headline), ABOVE_MAX), below=False))


def _after(headline: Any) -> Iterator[Any]:
    element = headline
    for _ in range(LEVELS):
        for sibling in element.itersiblings():
            yield from _inside(sibling)
        element = element.getparent()
        if element is None or element.tag == "body":
            return


def _before(headline: Any) -> Iterator[Any]:
    element = headline
    for _ in range(2):
        for sibling in islice(element.itersiblings(preceding=True), 4):
            yield from _inside(sibling)
        element = element.getparent()
        if element is None or element.tag in ("body", "main"):
            return


def _inside(element: Any) -> Iterator[Any]:
    """The element and what is in it, in the order of the page, without parts that are none of the article's."""
    waiting = [element]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in _OUT or is_apart(element):
            continue
        yield element
        waiting.extend(reversed(element))


def is_apart(element: Any) -> bool:
    """Whether the element's class or id says that it is about other stories, comments or promotion."""
    return _OUT_NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}"[:300]) is not None


def _read(elements: Iterator[Any], *, below: bool) -> Iterator[Piece]:
    body = 0
    for element in elements:
        if element.tag == "h1" and below:
            continue
        text = _text(element) if element.tag in _PIECES and len(element) <= PARTS_MAX else ""
        if text:
            yield Piece(element, text, below)
        if element.tag == "p" and len(text.split()) >= BODY_WORDS:
            body += 1
            if body >= BODY_PARAGRAPHS:
                return


def _text(element: Any) -> str:
    """The element's text in one line; empty where it is too long for a piece."""
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        size += len(part.strip())
        if size > TEXT_MAX:
            return ""
        parts.append(part)
    return safe_text.line(" ".join(parts), TEXT_MAX)
