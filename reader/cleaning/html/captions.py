"""Captions of the article's pictures, by a pass of our own: the extractor drops them."""

from __future__ import annotations

from typing import Any, Final

from reader import safe_text
from reader.article import Block
from reader.cleaning import furniture
from reader.cleaning.names import folded

CAPTIONS_MAX: Final = 60
"""Captions of one page."""
WORDS_MIN: Final = 3
SAME: Final = 0.8
"""Share of words (Jaccard) from which two captions tell the same."""
KEY: Final = 60
"""Folded letters by which a block is recognised in the page."""

_ANCHORS = frozenset(("p", "h1", "h2", "h3", "li", "blockquote"))
_CLASSES = ("caption", "legende")
_CANDIDATES = "//figcaption | //*[contains(@class, 'aption') or contains(@class, 'egende')]"
_ELSEWHERE = (
    "related",
    "teaser",
    "recommend",
    "sidebar",
    "more-",
    "promo",
    "footer",
    "comment",
    "trending",
    "popular",
    "card",
)
_CAPTIONED = frozenset(("figcaption", "div", "p", "span", "small", "dd"))
_OUTSIDE = frozenset(("nav", "aside", "footer", "a", "button", "form"))


def with_captions(tree: Any, blocks: list[Block], *, title: str | None) -> list[Block]:
    """The blocks with the page's captions put where the pictures stand: after the last block before each picture.

    Captions of other stories (in navigation, asides, related boxes, or beyond the last block) are not taken; of two
    that tell the same the first is.
    """
    found = [element for element in tree.xpath(_CANDIDATES) if _is_caption(element)]
    if not found or not blocks:
        return blocks
    marked = set(found)
    places: dict[str, int] = {}
    for number, block in enumerate(blocks):
        places.setdefault(folded(block.text[: KEY * 2])[:KEY], number)
    body = {folded(block.text) for block in blocks}
    last = len(blocks) - 1
    position = -1
    begun = title is None
    captions: dict[int, list[Block]] = {}
    taken: list[set[str]] = []
    for element in tree.iter(*_ANCHORS, *{element.tag for element in found}):
        if element in marked:
            if begun and position < last and len(taken) < CAPTIONS_MAX:
                text = _caption_text(element)
                words = set(text.lower().split())
                if _tells(text, words) and folded(text) not in body and not any(_same(words, other) for other in taken):
                    taken.append(words)
                    captions.setdefault(position, []).append(Block("caption", text))
        elif element.tag in _ANCHORS:
            begun = begun or element.tag == "h1"
            place = places.get(_key(element), -1)
            if place >= max(0, position):
                position = place
                begun = True
    if not captions:
        return blocks
    merged = list(captions.get(-1, ()))
    for number, block in enumerate(blocks):
        merged.append(block)
        merged.extend(captions.get(number, ()))
    return merged


def _is_caption(element: Any) -> bool:
    if element.tag not in _CAPTIONED:
        return False
    if element.tag != "figcaption":
        classes = (element.get("class") or "").lower()
        if not classes or not any(name in classes for name in _CLASSES) or element.getparent() is None:
            return False
        if (
            element.getparent().tag == "figcaption"
            or next(element.iter("figcaption", "p", "h2", "img"), element) is not element
        ):
            return False
    for parent in element.iterancestors():
        if parent.tag in _OUTSIDE:
            return False
        if parent.tag in ("article", "main", "body"):
            return True
        classes = (parent.get("class") or "").lower()
        if any(name in classes for name in _ELSEWHERE):
            return False
    return True


def _caption_text(element: Any) -> str:
    return safe_text.line(" ".join(element.itertext()), 2_000)


def _key(element: Any) -> str:
    """The beginning of an element's text, folded; text of a container's children counts, so only a little is read."""
    text = element.text or ""
    if len(text) < KEY:
        pieces: list[str] = []
        length = 0
        for piece in element.itertext():
            pieces.append(piece)
            length += len(piece)
            if length > KEY * 3:
                break
        text = "".join(pieces)
    return folded(text[: KEY * 3])[:KEY]


def _tells(text: str, words: set[str]) -> bool:
    return len(words) >= WORDS_MIN and not furniture.is_control(text) and not furniture.is_credit(text)


def _same(words: set[str], other: set[str]) -> bool:
    return len(words & other) >= SAME * len(words | other)
