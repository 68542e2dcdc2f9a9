"""Which blocks of an extracted page are no part of the article, or say what its title, standfirst and byline say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from reader.article import Block, Link
from reader.cleaning import furniture
from reader.cleaning.names import folded

LINK_SHARE: Final = 0.85
"""Share of a short block's text that is links from which the block points elsewhere."""
LINK_WORDS_MIN: Final = 3
LINK_WORDS: Final = 22
"""Words; a shorter block names what it links to, a longer one may be all link and prose still."""

PROFILE_WORDS: Final = 30
"""Words of the longest line about its author; what a text says of somebody at greater length is part of it."""

_PROFILE = re.compile(
    r"(?: and [^,.]{3,40})?,? (?:(?:is|was|are) (?:an?|the|our|based|[\w’' ]{0,40}(?:correspondent|editor|reporter))\b"
    r"|writes?\b|reports?\b|covers?\b|reported (?:this|from)\b|contributed\b)"
)
_ENDS = re.compile(r"[.!?…][\"”’»)\]]*$")


def sifted(blocks: list[Block], *, title: str | None, standfirst: str | None, byline: Sequence[str]) -> list[Block]:
    """The blocks that are the article's own, without its title, standfirst and byline."""
    drop = {folded(text) for text in (title, standfirst) if text}
    names = {folded(name) for name in byline}
    names |= {f"by{name}" for name in names} | {folded("".join(byline)), folded("by" + "and".join(byline))}
    kept: list[Block] = []
    if title and blocks and len(blocks[0].text) > len(title) and blocks[0].text.startswith(f"{title} "):
        blocks = [_from(blocks[0], len(title) + 1), *blocks[1:]]
    skipping = False
    for block in blocks:
        key = folded(block.text)
        if not key and block.kind != "code":
            continue
        if key in drop or (key in names and len(kept) < 3) or _introduces(block.text, byline):
            continue
        if block.kind == "code":
            kept.append(block)
            continue
        if skipping and _is_card(block):
            continue
        skipping = block.kind in ("heading", "paragraph") and furniture.is_heading(block.text)
        if skipping or _is_page_furniture(block):
            continue
        kept.append(block)
    return _without_bare_headings(kept)


def _introduces(text: str, byline: Iterable[str]) -> bool:
    """Whether a short line says who the author is: "Jo Lind is the paper's correspondent in Oslo"."""
    rest = next((text[len(name) :] for name in byline if text.startswith(name)), "")
    return bool(_PROFILE.match(rest)) and len(text.split()) <= PROFILE_WORDS


def linked_share(block: Block) -> float:
    """The share of a block's code points that lie in links."""
    return sum(link.end - link.start for link in block.links) / max(1, len(block.text))


def _from(block: Block, start: int) -> Block:
    """The block from code point `start` on."""
    links = tuple(Link(a.start - start, a.end - start, a.url) for a in block.links if a.start >= start)
    return msgspec.structs.replace(block, text=block.text[start:], links=links)


def _is_card(block: Block) -> bool:
    """Whether a block under a heading over other stories is one of them: a link, or a line that is no sentence."""
    if linked_share(block) >= LINK_SHARE:
        return True
    return block.kind in ("list_item", "heading") or not _ENDS.search(block.text)


def _is_page_furniture(block: Block) -> bool:
    text = block.text
    if block.kind == "table_row":
        return False
    if block.kind == "heading":
        return furniture.is_heading(text) or furniture.is_control(text) or furniture.is_pointer(text)
    if furniture.is_furniture(text):
        return True
    if not block.links or linked_share(block) < LINK_SHARE:
        return False
    # An item of a list is often a link on its own and belongs to the text; a whole paragraph seldom does.
    return block.kind == "paragraph" and LINK_WORDS_MIN <= len(text.split()) <= LINK_WORDS and not _ENDS.search(text)


def _without_bare_headings(blocks: list[Block]) -> list[Block]:
    """Headings with nothing under them at the end go: what they headed was dropped."""
    last = next((number for number in range(len(blocks), 0, -1) if blocks[number - 1].kind != "heading"), 0)
    return blocks[:last] or blocks
