"""The page's own block elements in order, and which of them each extracted block came from: the extractor gives the
text of an article well and its structure badly, the page has both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from reader.article import Block
from reader.cleaning.html.structure.embeds import quoted_post
from reader.cleaning.html.structure.markup import inline_of
from reader.cleaning.names import folded

KEY: Final = 60
"""Folded letters by which a block is recognised in the page."""
ANCHOR: Final = 24
"""Folded letters from which a text is rare enough to say on its own where in the page it stands."""
BEGIN: Final = 5
"""Letters by which it is told in passing that an element is no block's."""
PLACES_MAX: Final = 8
"""Blocks with the same beginning that are looked at."""

HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
LISTS: Final = frozenset(("ul", "ol", "dl", "menu"))
CAPTION: Final = "caption"
"""Tag of the entry of a caption."""
POST: Final = "post"
"""Tag of the entry of an embedded post; its key is that of its first line."""
PICTURES: Final = frozenset(("img", "amp-img"))
_TEXTS: Final = ("p", "li", "dt", "dd", "pre", "blockquote", "tr", "summary", *sorted(HEADINGS))
_MARKED: Final = frozenset(_TEXTS)
_NESTED: Final = 3
"""Steps up from a paragraph to an item or quotation that it opens."""


class Entry:
    """One block element of the page, with the number of the block that came from it (-1: none).

    `key` is the beginning of its text, folded: known where a block begins likewise, else empty.
    """

    __slots__ = ("block", "element", "key", "tag")

    def __init__(self, element: Any, tag: str, key: str) -> None:
        self.element = element
        self.tag = tag
        self.key = key
        self.block = -1


def outline_of(
    tree: Any, blocks: Sequence[Block], captions: Collection[Any] = (), posts: Sequence[Any] = ()
) -> list[Entry]:
    """The entries of a parsed page in document order, elements without text left out, matched with `blocks`.

    `captions` and `posts` are elements that are captions and embedded posts whatever their tag; what is inside a post
    has no entries.
    """
    post: Any = None
    begins = {block.text[:length].casefold() for block in blocks for length in (1, BEGIN)}
    entries: list[Entry] = []
    for element in _region(tree, begins).iter(*_TEXTS, *PICTURES, *{part.tag for part in (*captions, *posts)}):
        tag = element.tag
        if post is not None and post in element.iterancestors():
            continue
        if posts and element in posts:
            post = element
            entries.append(Entry(element, POST, _post_key(element)))
        elif tag in PICTURES:
            entries.append(Entry(element, tag, ""))
        elif element in captions:
            entries.append(Entry(element, CAPTION, ""))
        elif tag in _MARKED:
            begin = _first_letters(element)
            if not begin:
                continue
            key = key_of(element) if begin in begins else ""
            if key and entries and entries[-1].key == key and _holds(entries[-1].element, element):
                if tag not in HEADINGS and tag != "pre":
                    continue  # the paragraph that opens an item or a quotation says no more than that
                entries.pop()
            entries.append(Entry(element, tag, key))
    match(entries, blocks)
    return entries


def _post_key(post: Any) -> str:
    quoted = quoted_post(post)
    return block_key(quoted[0].text) if quoted else ""


def _region(tree: Any, begins: Collection[str]) -> Any:
    """The innermost element around all headlines and all paragraphs that begin like a block."""
    marks = [part for part in tree.iter("p", "h1", "h2") if part.tag == "h1" or _first_letters(part) in begins]
    if len(marks) < 2:
        return tree
    around = set(marks[-1].iterancestors())
    return next((outer for outer in marks[0].iterancestors() if outer in around), tree)


def _first_letters(element: Any) -> str:
    """The BEGIN letters the element's text begins with, or one where its first piece has fewer; empty without text."""
    text: str = element.text or ""
    if not text or text.isspace():
        text = next((piece for piece in element.itertext() if piece and not piece.isspace()), "")
    text = text.lstrip()[:BEGIN].casefold()
    whole = len(text) == BEGIN and "\n" not in text and "\t" not in text and "  " not in text
    return text if whole else text[:1]


def key_of(element: Any) -> str:
    """The beginning of an element's text, folded; only as much of the text is read as that needs."""
    text = element.text or ""
    if element.tag == "li" and next(element.iter(*LISTS), None) is not None:
        text = inline_of(element)[0]
    elif len(element):
        pieces: list[str] = []
        length = 0
        for piece in element.itertext():
            pieces.append(piece)
            length += len(piece.strip())
            if length > KEY * 2:
                break
        text = "".join(pieces)
    return folded(text.strip()[: KEY * 3])[:KEY]


def block_key(text: str) -> str:
    """The beginning of a block's text, folded: comparable with `key_of` the element it came from."""
    return folded(text[: KEY * 3])[:KEY]


def match(entries: Sequence[Entry], blocks: Sequence[Block]) -> None:
    """Set each entry's `block`. Matches are in order in the page and in the blocks; no block has two entries.

    Long texts are matched first, by the longest increasing subsequence; short ones only between two of them,
    or anywhere in a page that has no long ones.
    """
    places: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        if key := block_key(block.text):
            same = places.setdefault(key, [])
            if len(same) < PLACES_MAX:
                same.append(number)
    for entry in entries:
        entry.block = -1
    for number, place in _longest(list(_candidates(entries, places))):
        entries[number].block = place
    _match_short(entries, places, len(blocks))


def _candidates(entries: Sequence[Entry], places: dict[str, list[int]]) -> Iterator[tuple[int, int]]:
    for number, entry in enumerate(entries):
        if len(entry.key) >= ANCHOR:
            for place in reversed(places.get(entry.key, ())):
                yield number, place


def _longest(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs in which both numbers grow (Fredman 1975, patience sorting); of two pairs with the
    same first number the greater second must come first.
    """
    tops: list[int] = []
    last: list[int] = []
    back: list[int] = []
    for index, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        back.append(last[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(place)
            last.append(index)
        else:
            tops[pile], last[pile] = place, index
    out: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        out.append(pairs[index])
        index = back[index]
    return out[::-1]


def _match_short(entries: Sequence[Entry], places: dict[str, list[int]], blocks: int) -> None:
    ceiling = [blocks] * (len(entries) + 1)
    for number in range(len(entries) - 1, -1, -1):
        ceiling[number] = entries[number].block if entries[number].block >= 0 else ceiling[number + 1]
    floor = -1
    without_anchor = ceiling[0] == blocks
    for number, entry in enumerate(entries):
        if entry.block >= 0:
            floor = entry.block
        elif entry.key and len(entry.key) < ANCHOR and (without_anchor or (floor >= 0 and ceiling[number] < blocks)):
            place = next((p for p in places.get(entry.key, ()) if floor < p < ceiling[number]), -1)
            if place >= 0:
                entry.block = floor = place


def _holds(outer: Any, inner: Any) -> bool:
    for _ in range(_NESTED):
        inner = inner.getparent()
        if inner is None:
            return False
        if inner is outer:
            return True
    return False
