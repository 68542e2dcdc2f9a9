"""The article's pictures and their captions, by a pass of our own: the extractor drops both, and asked for pictures
it gives worse text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from reader import safe_text
from reader.article import Block, Link
from reader.cleaning import furniture
from reader.cleaning.html.structure.outline import CAPTION, PICTURES, Entry
from reader.cleaning.html.structure.pictures import Picture, picture_of
from reader.cleaning.names import folded

CAPTIONS_MAX: Final = 80
"""Pictures and captions of one page."""
WORDS_MIN: Final = 3
SAME: Final = 0.8
"""Share of words (Jaccard) from which two captions tell the same."""
STEPS_MAX: Final = 3
"""Levels above a picture and its caption at most until both are in one element."""
UNNAMED: Final = "[picture]"
"""Text of a picture that the page says nothing of."""

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
_CAPTIONED = ("figcaption", "div", "p", "span", "small", "dd", "td")
_OUTSIDE = frozenset(("nav", "aside", "footer", "a", "button", "form"))
_THIN = frozenset(("picture", "source", "noscript", "a", "td", "tr", "tbody"))
_BOUNDS = frozenset(("article", "main", "body", "section", "ul", "ol"))


def captions_of(tree: Any) -> list[Any]:
    """The page's elements that are captions of pictures, those of other stories left out."""
    return [element for element in tree.iter(*_CAPTIONED) if _is_named(element) and _is_caption(element)]


def with_captions(
    entries: Sequence[Entry], blocks: list[Block], *, title: str | None, people: Sequence[str] = (), base: str = ""
) -> list[Block]:
    """The blocks with the article's pictures and captions after the last block before each.

    `entries` are matched with `blocks`; `base` is the page's address; `people` signed the article and are no picture
    of it. Pictures of other stories (in navigation,
    asides, related boxes, or beyond the last block) are not taken; of two captions that tell the same the first is.
    """
    if not blocks:
        return blocks
    placed = _Placed(entries, blocks, base)
    placed.begun = title is None
    placed.untold = {folded(name) for name in people}
    placed.told_alt = {folded(title or "")}
    for entry in entries:
        if entry.tag in PICTURES:
            placed.picture(entry.element)
        elif entry.tag == CAPTION:
            placed.caption(entry.element)
        else:
            placed.text(entry)
    captions = placed.found()
    if not captions:
        return blocks
    merged = list(captions.get(-1, ()))
    for number, block in enumerate(blocks):
        merged.append(block)
        merged.extend(captions.get(number, ()))
    return merged


class _Shown:
    """A picture or a caption, or both, with its place. `text` is the caption, `alt` the picture's other text."""

    __slots__ = ("alt", "element", "picture", "place", "text")

    def __init__(self, element: Any, place: int, picture: Picture | None, *, text: str = "", alt: str = "") -> None:
        self.element, self.place, self.picture, self.text, self.alt = element, place, picture, text, alt

    def block(self) -> Block:
        text = self.text or self.alt or UNNAMED
        links = (Link(0, len(text), self.picture.address),) if self.picture and self.picture.address else ()
        return Block("caption", text, links)


class _Placed:
    """Goes along the page and knows the last block passed."""

    def __init__(self, entries: Sequence[Entry], blocks: list[Block], base: str) -> None:
        self.base = base
        self.last = len(blocks) - 1
        self.position = -1
        self.begun = False
        self.untold: set[str] = set()
        self.told_alt: set[str] = set()
        self.hosts = {next(entry.element.iterancestors("article"), None) for entry in entries if entry.block >= 0}
        self.body = {folded(block.text) for block in blocks}
        self.shown: list[_Shown] = []
        self.early: list[_Shown] = []
        self.near: dict[Any, _Shown] = {}
        self.keys: set[str] = set()
        self.told: list[set[str]] = []
        self.after: Any = None

    def text(self, entry: Entry) -> None:
        if entry.block >= 0:
            if not self.begun or self.position < 0:
                self._begin(entry.element)
            self.position = entry.block
            self.begun = True
            self.after = entry.element.getparent()
        elif entry.tag == "h1" and not self.begun:
            self.begun = True
            self._begin(entry.element)

    def _begin(self, element: Any) -> None:
        """Pictures above the headline or the first block count where they are in the same article."""
        around = next(element.iterancestors("article", "main"), None)
        if around is not None:
            for shown in self.early:
                if (shown.text or shown.alt) and around in shown.element.iterancestors("article", "main"):
                    self.shown.append(shown)
        self.early = []

    def picture(self, element: Any) -> None:
        if len(self.shown) >= CAPTIONS_MAX or not self._reaches(element):
            return
        if not self.begun and next(element.iterancestors("article", "main"), None) is None:
            return
        picture = picture_of(element, self.base)
        if picture is None or picture.key in self.keys or folded(picture.alt) in self.untold:
            return
        article = next(element.iterancestors("article"), None)
        if article is not None and self.hosts and article not in self.hosts and not _holds_any(article, self.hosts):
            return  # a card of another story
        self.keys.add(picture.key)
        alt = folded(picture.alt)
        shown = _Shown(element, self.position, picture, alt="" if alt in self.told_alt else picture.alt)
        self.told_alt.add(alt)
        self._add(shown)
        for parent in _surroundings(element):
            self.near.setdefault(parent, shown)

    def caption(self, element: Any) -> None:
        text = safe_text.line(" ".join(element.itertext()), 2_000)
        words = set(text.lower().split())
        if folded(text) in self.body or any(_same(words, other) for other in self.told):
            return
        shown = next((self.near[parent] for parent in _surroundings(element) if parent in self.near), None)
        if shown is not None and not shown.text:
            if text and not furniture.is_control(text) and (len(words) >= WORDS_MIN or not shown.picture):
                shown.text = text
                self.told.append(words)
        elif _tells(text, words) and len(self.shown) < CAPTIONS_MAX and self._reaches(element):
            self.told.append(words)
            self._add(_Shown(element, self.position, None, text=text))

    def _add(self, shown: _Shown) -> None:
        (self.shown if self.begun else self.early).append(shown)

    def _reaches(self, element: Any) -> bool:
        """Whether the article goes on here: before its last block, or right beside it."""
        if self.position < self.last:
            return True
        return any(parent is self.after for parent in _surroundings(element))

    def found(self) -> dict[int, list[Block]]:
        captions: dict[int, list[Block]] = {}
        for shown in self.shown:
            captions.setdefault(shown.place, []).append(shown.block())
        return captions


def _surroundings(element: Any) -> Iterable[Any]:
    """The elements a picture and its caption may share: a figure, or a few levels of others."""
    steps = 0
    for parent in element.iterancestors():
        steps += parent.tag not in _THIN
        if steps > STEPS_MAX or parent.tag in _BOUNDS:
            return
        yield parent
        if parent.tag == "figure":
            return


def _holds_any(outer: Any, hosts: Iterable[Any]) -> bool:
    return any(host is not None and outer in host.iterancestors("article") for host in hosts)


def _is_named(element: Any) -> bool:
    if element.tag == "figcaption":
        return True
    classes = element.get("class")
    return classes is not None and ("aption" in classes or "egende" in classes)


def _is_caption(element: Any) -> bool:
    parent = element.getparent()
    if parent is None or parent.tag == "figcaption":
        return False
    if element.tag != "figcaption" and next(element.iter("figcaption", "p", "h2", "img"), element) is not element:
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


def _tells(text: str, words: set[str]) -> bool:
    return len(words) >= WORDS_MIN and not furniture.is_control(text) and not furniture.is_credit(text)


def _same(words: set[str], other: set[str]) -> bool:
    return len(words & other) >= SAME * max(1, len(words | other))
