"""A second look at a page of which the extractor may have seen a part: it takes one container, and articles are cut
into several by advertisements, or written without paragraphs. Only what stands beside the text it found is added.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, Final

from reader import safe_text
from reader.article import Block
from reader.cleaning import furniture
from reader.cleaning.html.structure.markup import inline_of
from reader.cleaning.html.structure.outline import block_key, key_of
from reader.cleaning.names import folded

LONGER: Final = 1.3
"""Ratio of sizes from which another reading of the page is clearly longer."""
CONSISTENT: Final = 0.6
"""Share of what the extractor found that another reading must hold, by size."""
LETTERS_MIN: Final = 40
"""Characters of the shortest paragraph that is looked for elsewhere than right beside others."""
HOME_MIN: Final = 2
"""Found paragraphs of a container from which another of the same name holds more of the article."""
LINKED: Final = 0.5
PLAIN: Final = 0.5
"""Share of the found text below which the page's own paragraphs say that it is written without them."""
WRONG: Final = 2.5
"""Ratio of sizes from which one other container is the article, and what was found is not."""
WRONG_MIN: Final = 1_000
"""Characters of such a container."""
STATED_MAX: Final = 200_000
"""Characters of another reading, and paragraphs, that are compared."""
HELD_MAX: Final = 1_000
PARAGRAPHS_MAX: Final = 20_000

_OUTSIDE = frozenset(
    "nav aside footer form figure figcaption button dialog template noscript table li header address".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd label mark q s samp small span strike"
    " strong sub sup time tt u var wbr".split()
)
_APART = re.compile(
    r"related|recommend|sidebar|promo|newsletter|footer|comment|discuss|repl(?:y|ies)|trending|popular|social|teaser|card"
    r"|author|\bbio|cookie|consent|subscri|sponsor|advert|legal|disclaim|copyright|caption|modal|popup|menu|paywall-",
    re.IGNORECASE,
)
_TAGS = re.compile(r"<[^<>]{0,300}>")
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/h[1-6])\b[^<>]{0,100}>", re.IGNORECASE)


def recovered(tree: Any, blocks: list[Block], *, stated: str, title: str | None, base: str = "") -> list[Block]:
    """The blocks, with what the extractor left out put in their order; or the blocks as they are where another reading
    of the page is not clearly longer (LONGER) and consistent with what was found. `stated` is the text that the page's
    JSON-LD gives, `base` the page's address.
    """
    size = _size(blocks)
    paragraphs = list(_paragraphs(tree, plain=False))
    if sum(len(p.text_content()) for p in paragraphs) < PLAIN * size:
        paragraphs = list(_paragraphs(tree, plain=True))
    if blocks and sum(len(p.text_content()) for p in paragraphs) >= LONGER * size:
        look = _Look(paragraphs, blocks, base)
        fuller = look.beside_found()
        if _size(fuller) >= LONGER * size:
            blocks = fuller
        elif not stated:
            blocks = look.elsewhere(title) or blocks
    if len(stated) >= LONGER * _size(blocks) and is_consistent(blocks, stated):
        return _as_stated(paragraphs, stated, blocks, base)
    return blocks


def running_text(tree: Any, *, beside: Sequence[Block]) -> list[Block]:
    """All paragraphs of a page outside its menus and the like; none where they do not hold the blocks `beside`."""
    blocks = [block for p in _paragraphs(tree, plain=True) if (block := _block(p, "")) is not None]
    return blocks if is_consistent(beside, " ".join(block.text for block in blocks)) else []


def stated_blocks(body: str) -> list[Block]:
    """The paragraphs of the article text that JSON-LD gives, which may hold markup."""
    if "<" in body or "&" in body:
        body = _TAGS.sub(" ", _BREAKS.sub("\n", html.unescape(body)))
    lines = (safe_text.line(part, safe_text.PARAGRAPH) for part in body.split("\n"))
    return [Block("paragraph", line) for line in lines if line]


def is_consistent(blocks: Sequence[Block], text: str) -> bool:
    """Whether the text holds CONSISTENT of the blocks."""
    whole = folded(text[:STATED_MAX])
    looked = blocks[:HELD_MAX]
    held = sum(len(block.text) for block in looked if block_key(block.text) in whole)
    return held >= CONSISTENT * _size(looked)


def _as_stated(paragraphs: Sequence[Any], stated: str, blocks: list[Block], base: str) -> list[Block]:
    """What JSON-LD says, in the page's own paragraphs where it has them, else as JSON-LD has it."""
    whole = folded(stated[:STATED_MAX])
    own = [
        block
        for p in paragraphs[:HELD_MAX]
        if (block := _block(p, base)) is not None and block_key(block.text) in whole
    ]
    found = stated_blocks(stated)
    best = own if _size(own) >= _size(found) / LONGER else found
    return best if _size(best) >= LONGER * _size(blocks) else blocks


def _paragraphs(tree: Any, *, plain: bool) -> Iterator[Any]:
    """The page's paragraphs; with `plain` also other elements that hold running text and no block."""
    count = 0
    outside: dict[Any, bool] = {}
    for element in tree.iter("p", "div", "section", "article", "center") if plain else tree.iter("p"):
        if element.tag != "p" and not _is_plain(element):
            continue
        if count >= PARAGRAPHS_MAX:
            return
        parent = element.getparent()
        if parent not in outside:
            outside[parent] = any(ancestor.tag in _OUTSIDE for ancestor in element.iterancestors())
        if not outside[parent]:
            count += 1
            yield element


def _is_plain(element: Any) -> bool:
    direct = len((element.text or "").strip())
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _INLINE:
            return False
        direct += len((child.tail or "").strip())
    return direct >= LETTERS_MIN


class _Look:
    """The page's paragraphs beside the blocks that were found."""

    def __init__(self, paragraphs: Sequence[Any], blocks: list[Block], base: str) -> None:
        self.blocks, self.base = blocks, base
        self.paragraphs = paragraphs
        places: dict[str, list[int]] = {}
        for number, block in enumerate(blocks):
            places.setdefault(block_key(block.text), []).append(number)
        self.place: list[int] = []
        for paragraph in paragraphs:
            left = places.get(key_of(paragraph))
            self.place.append(left.pop(0) if left else -1)

    def beside_found(self) -> list[Block]:
        """The blocks with the paragraphs that stand in the same containers, or in others that are named the same."""
        homes = Counter(p.getparent() for p, place in zip(self.paragraphs, self.place, strict=True) if place >= 0)
        names: Counter[tuple[str, ...]] = Counter()
        for home, times in homes.items():
            names[_name(home)] += times
        named = {name for name, times in names.items() if times >= HOME_MIN and name[1]}
        article = _enclosing(homes)
        around = {ancestor for home in homes for ancestor in home.iterancestors()}
        out: dict[int, list[Block]] = {}
        last = -1
        for paragraph, place in zip(self.paragraphs, self.place, strict=True):
            if place >= 0:
                last = max(last, place)
                continue
            parent = paragraph.getparent()
            if parent not in homes and not (_name(parent) in named and _within(parent, article, around)):
                continue
            block = _block(paragraph, self.base)
            if block is not None and (parent in homes or len(block.text) >= LETTERS_MIN):
                out.setdefault(last, []).append(block)
        merged = out.pop(-1, [])
        for number, block in enumerate(self.blocks):
            merged.append(block)
            merged.extend(out.get(number, ()))
        return merged

    def elsewhere(self, title: str | None) -> list[Block]:
        """The paragraphs of the one container that holds far more running text than was found, and speaks of what the
        title says; empty where there is none.
        """
        sizes: Counter[Any] = Counter()
        found: set[Any] = set()
        for paragraph, place in zip(self.paragraphs, self.place, strict=True):
            parent = paragraph.getparent()
            sizes[parent] += len(paragraph.text_content())
            if place >= 0:
                found.add(parent)
        least = max(WRONG_MIN, WRONG * _size(self.blocks))
        best, rough = max(sizes.items(), key=itemgetter(1), default=(None, 0))
        if best is None or rough < least or best in found or _stands_apart(best):
            return []
        inside = (_block(p, self.base) for p in self.paragraphs if p.getparent() is best)
        blocks = [block for block in inside if block is not None]
        if _size(blocks) < least:
            return []
        words = {word for word in map(folded, (title or "").split()) if len(word) > 3}
        text = {folded(word) for block in blocks for word in block.text.split()}
        return blocks if words and len(words & text) >= 0.5 * len(words) else []


def _block(paragraph: Any, base: str) -> Block | None:
    """The paragraph as a block; None where it is empty, mere links, or no part of an article."""
    text, links = inline_of(paragraph, base)
    if not text or furniture.is_furniture(text):
        return None
    if sum(link.end - link.start for link in links) > LINKED * len(text):
        return None
    quoted = any(parent.tag == "blockquote" for parent in paragraph.iterancestors())
    return Block("quote" if quoted else "paragraph", text, links)


def _name(element: Any) -> tuple[str, ...]:
    return (element.tag, element.get("class") or "")


def _enclosing(homes: Iterable[Any]) -> Any:
    """The article element that the found paragraphs are in; None where they are in none or in several."""
    articles = {next(home.iterancestors("article"), home if home.tag == "article" else None) for home in homes}
    return articles.pop() if len(articles) == 1 else None


def _within(element: Any, article: Any, around: set[Any]) -> bool:
    """Whether a container is in the same article element, in no part of the page named for something else, and under
    no headline of its own: `around` are the elements that hold found text.
    """
    if _stands_apart(element):
        return False
    part = element
    while part is not None and part not in around:
        if next(part.iter("h1"), None) is not None:
            return False
        part = part.getparent()
    own = element if element.tag == "article" else next(element.iterancestors("article"), None)
    return own is article


def _stands_apart(element: Any) -> bool:
    for parent in (element, *element.iterancestors()):
        if parent.tag in ("body", "main", "article"):
            return False
        if _APART.search(f"{parent.get('class') or ''} {parent.get('id') or ''}"):
            return True
    return False


def _size(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks)
