"""Structure that the extractor lost, put back from the page: subheads, numbers and levels of items, lists, tables, and
the lines of code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from reader.article import Block
from reader.cleaning import furniture
from reader.cleaning.html.structure.embeds import letters_of, quoted_post
from reader.cleaning.html.structure.items import Numbers
from reader.cleaning.html.structure.markup import cells_of, code_of, inline_of
from reader.cleaning.html.structure.outline import CAPTION, HEADINGS, PICTURES, POST, Entry, block_key
from reader.cleaning.names import folded

HEADING_WORDS: Final = 25
"""Words of the longest heading that is put back."""
STEPS_MAX: Final = 3
"""Levels at most between a lost element and the one that holds its matched neighbours too."""
LINKED: Final = 0.5
"""Share of a list's or table's text that is links from which it leads elsewhere and stays lost."""
LINE_MAX: Final = 400
"""Code points; text with a longer line is prose whose lines the page breaks, and no code."""

_OUTSIDE = frozenset(("nav", "aside", "footer", "form", "button", "dialog", "template", "noscript", "figcaption"))
_CARDS = (*sorted(HEADINGS), "img", "figure", "article", "button", "time")
_ICON = re.compile("[\ue000-\uf8ff]")
_ELSEWHERE = re.compile(
    r"related|teaser|recommend|sidebar|promo|newsletter|footer|comment|trending|popular|social|shar(?:e|ing)|navi?(?:gation)?\b"
    r"|menu|breadcrumb|byline|author|\btags?\b|\bad-|advert|sponsor|\bmore\b|subscri|sign-?up|cookie|consent|hidden|navbox",
    re.IGNORECASE,
)


def restored(entries: Sequence[Entry], blocks: list[Block], *, base: str, known: Sequence[str]) -> list[Block]:
    """The blocks with their structure as in the page, and the headings, items, rows and code between them that the
    extractor lost. `entries` are matched with `blocks`; `base` is the page's address; `known` are texts (title,
    standfirst) that must not come again.
    """
    retyped = list(blocks)
    numbers = Numbers()
    for entry in entries:
        if entry.block >= 0:
            retyped[entry.block] = _retyped(entry, retyped[entry.block], numbers)
    poured = set(_code_lines(entries, retyped))
    posts = {entry.block: quoted_post(entry.element) for entry in entries if entry.tag == POST and entry.block >= 0}
    poured.update(_pieces_of_posts(entries, retyped))
    lost = dict(_lost(entries, retyped, base, numbers, known))
    out: list[Block] = []
    for number, block in enumerate(retyped):
        out.extend(lost.get(number, ()))
        if number in posts:
            out.extend(posts[number])
        elif number not in poured:
            out.append(block)
    return out


def _pieces_of_posts(entries: Sequence[Entry], blocks: Sequence[Block]) -> Iterator[int]:
    """Numbers of the blocks that the extractor made of parts of embedded posts: signatures, dates, second copies."""
    for number, entry in enumerate(entries):
        if entry.tag != POST:
            continue
        start = next((other.block for other in reversed(entries[:number]) if other.block >= 0), -1) + 1
        end = next((other.block for other in entries[number + 1 :] if other.block >= 0), len(blocks))
        whole = letters_of(entry.element)
        for place in range(start, end):
            if folded(blocks[place].text) in whole:
                yield place


def _code_lines(entries: Sequence[Entry], blocks: list[Block]) -> Iterator[int]:
    """Puts code as the page has it in place of the first block made of it; gives the numbers of the others."""
    matched = {entry.block for entry in entries if entry.tag != "pre"}
    for entry in entries:
        if entry.tag != "pre" or entry.block < 0:
            continue
        text = code_of(entry.element)
        if not text or _is_prose(text):
            continue
        blocks[entry.block] = Block("code", text)
        whole = folded(text)
        for number in range(entry.block + 1, len(blocks)):
            if number in matched or folded(blocks[number].text) not in whole:
                break
            yield number


def _is_prose(text: str) -> bool:
    return max(map(len, text.split("\n"))) > LINE_MAX


def _retyped(entry: Entry, block: Block, numbers: Numbers) -> Block:
    if entry.tag in HEADINGS:
        if block.kind in ("paragraph", "heading") and "\n" not in block.text:
            return msgspec.structs.replace(block, kind="heading", level=int(entry.tag[1]), ordinal=0)
    elif entry.tag == "li":
        if block.kind == "list_item" or (block.kind == "paragraph" and _is_all_of(entry.element, block)):
            level, ordinal = numbers.of(entry.element)
            return msgspec.structs.replace(block, kind="list_item", level=level, ordinal=ordinal)
    elif entry.tag == "blockquote" and block.kind == "paragraph" and _is_all_of(entry.element, block):
        return msgspec.structs.replace(block, kind="quote")
    return block


def _is_all_of(element: Any, block: Block) -> bool:
    """Whether the block is the element's whole text, lists inside it apart."""
    return len(folded(inline_of(element)[0])) <= len(folded(block.text)) * 1.1 + 2


def _lost(
    entries: Sequence[Entry], blocks: Sequence[Block], base: str, numbers: Numbers, known: Sequence[str]
) -> Iterator[tuple[int, list[Block]]]:
    """For each gap between two matched entries that has lost elements: the number of the block after it, and them."""
    taken: set[str] = {folded(text) for text in known if text} | {""}
    taken.update(folded(block.text) for block in blocks)
    before: Entry | None = None
    begun = False
    gap: list[Entry] = []
    for entry in entries:
        if entry.block < 0:
            gap.append(entry)
            continue
        begun = begun or (before is not None and before.tag not in HEADINGS)
        if before is not None and gap and begun:
            found = _Gap(before, entry, base, numbers, taken).found(gap)
            if found:
                yield entry.block, found
        before, gap = entry, []


class _Gap:
    """What was lost between two elements that were not."""

    def __init__(self, before: Entry, after: Entry, base: str, numbers: Numbers, taken: set[str]) -> None:
        self.before, self.after = before.element, after.element
        self.around = {before.element, *before.element.iterancestors(), *after.element.iterancestors()}
        self.base, self.numbers, self.taken = base, numbers, taken
        self.kept: dict[Any, bool] = {}

    def found(self, gap: Sequence[Entry]) -> list[Block]:
        """The blocks of the gap's entries that belong to the article, in order."""
        out: list[Block] = []
        heads = True  # whether what follows is in the article, so that a heading over it is too
        for entry in reversed(gap):
            if entry.tag in PICTURES or entry.tag == CAPTION:
                continue
            block = None
            if entry.tag in HEADINGS:
                block = self._heading(entry) if heads else None
            elif entry.tag == "li":
                block = self._item(entry)
            elif entry.tag == "tr":
                block = self._row(entry)
            elif entry.tag == "pre":
                block = self._code(entry)
            elif entry.tag == POST:
                out.extend(reversed(self._post(entry)))
                continue
            key = folded(block.text) if block is not None else ""
            if block is None or key in self.taken:
                heads = heads and entry.tag in HEADINGS
                continue
            self.taken.add(key)
            entry.key = block_key(block.text)
            out.append(block)
            heads = True
        return out[::-1]

    def _heading(self, entry: Entry) -> Block | None:
        text, links = inline_of(entry.element, self.base)
        if not text or len(text.split()) > HEADING_WORDS or not self._in_flow(entry.element):
            return None
        if furniture.is_heading(text) or furniture.is_control(text) or furniture.is_pointer(text):
            return None
        if sum(link.end - link.start for link in links) > 0.8 * len(text):
            return None  # the headline of another story
        return Block("heading", text.replace("\n", " "), links, level=int(entry.tag[1]))

    def _item(self, entry: Entry) -> Block | None:
        parent = entry.element.getparent()
        if parent is None or entry.element in self.around or not self._is_kept(parent):
            return None
        if next(entry.element.iter(*_CARDS), None) is not None:
            return None
        text, links = inline_of(entry.element, self.base)
        if furniture.is_furniture(text) or furniture.is_stamp(text) or _ICON.search(text):
            return None
        level, ordinal = self.numbers.of(entry.element)
        return Block("list_item", text, links, level, ordinal)

    def _row(self, entry: Entry) -> Block | None:
        table = next(entry.element.iterancestors("table"), None)
        if table is None or not self._is_kept(table) or _lays_out(table):
            return None
        text = cells_of(entry.element)
        return Block("table_row", text) if "\t" in text else None

    def _code(self, entry: Entry) -> Block | None:
        if not self._in_flow(entry.element):
            return None
        text = code_of(entry.element)
        return Block("code", text) if text and not _is_prose(text) else None

    def _post(self, entry: Entry) -> list[Block]:
        return quoted_post(entry.element) if self._in_flow(entry.element, named=False) else []

    def _is_kept(self, container: Any) -> bool:
        """Whether a list or table stands in the flow of the article and is not mere links, or part of it was found."""
        if container not in self.kept:
            parent = container.getparent()
            if parent is not None and parent.tag == "li":  # a list inside an item goes with it
                outer = parent.getparent()
                self.kept[container] = parent in self.around or (outer is not None and self._is_kept(outer))
            else:
                found = container in self.around or linked_share(container) < LINKED
                self.kept[container] = found and self._in_flow(container)
        return self.kept[container]

    def _in_flow(self, element: Any, *, named: bool = True) -> bool:
        """Whether the element is set beside its matched neighbours and in no box of its own; boxes go by their names
        unless `named` is false.
        """
        for _ in range(STEPS_MAX):
            if element.tag in _OUTSIDE:
                return False
            if named and _ELSEWHERE.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
                return False
            element = element.getparent()
            if element is None:
                return False
            if element in self.around:
                return element.tag not in _OUTSIDE
        return False


def linked_share(element: Any) -> float:
    """The share of an element's text that lies in links to other pages."""
    size = sum(len(text.strip()) for text in element.itertext())
    away = (link for link in element.iter("a") if not (link.get("href") or "#").startswith("#"))
    inside = sum(len(text.strip()) for link in away for text in link.itertext())
    return inside / max(1, size)


def _lays_out(table: Any) -> bool:
    return (
        table.get("role") in ("presentation", "none")
        or next(table.iter("p", "h2", "h3", "ul", "form"), None) is not None
    )
