"""Which blocks of an extracted page are no part of the article, or say what its title, standfirst and byline say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from reader.article import Block, Link
from reader.cleaning import furniture
from reader.cleaning.html.ends import after_end, before_beginning
from reader.cleaning.html.links import is_linked, linked_headings, linked_share, names_another_story, story_lists
from reader.cleaning.names import folded

PROFILE_WORDS: Final = 30
"""Words of the longest line about its author; what a text says of somebody at greater length is part of it."""
TITLE_SAME: Final = 0.8
"""Share of words (Jaccard) from which the first heading is the title in other words."""
HEADED_MAX: Final = 12
"""Blocks under a heading over other stories that are looked at for being such stories."""

_PROFILE = re.compile(
    r"(?: and [^,.]{3,40})?,? (?:(?:is|was|are) (?:an?|the|our|based|[\w’' ]{0,40}(?:correspondent|editor|reporter))\b"
    r"|writes?\b|reports?\b|covers?\b|reported (?:this|from)\b|contributed\b)"
)
_LINES = ("heading", "paragraph", "list_item")
_ENDS = re.compile(r"[.!?…。！？।؟][\"”’»)\]]*$")


def sifted(blocks: list[Block], *, title: str | None, standfirst: str | None, byline: Sequence[str]) -> list[Block]:
    """The blocks that are the article's own, without its title, standfirst and byline."""
    blocks = _without_title(blocks, title)
    drop = {folded(text) for text in (title, standfirst) if text}
    names = {folded(name) for name in byline}
    names |= {f"by{name}" for name in names} | {folded("".join(byline)), folded("by" + "and".join(byline))}
    elsewhere = linked_headings(blocks) | story_lists(blocks) | _under_headings(blocks)
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        key = folded(block.text)
        if block.kind == "code":
            kept.append(block)
            continue
        if not key or number in elsewhere or key in drop or (key in names and len(kept) < 3):
            continue
        if _introduces(block.text, byline) or _is_page_furniture(block):
            continue
        kept.append(block)
    kept = kept[before_beginning(kept, byline) : after_end(kept)]
    return _without_bare_headings(kept)


def _without_title(blocks: list[Block], title: str | None) -> list[Block]:
    """The blocks without the title at the beginning of the first, or as a heading in nearly the same words."""
    if not title or not blocks:
        return blocks
    first = blocks[0]
    if len(first.text) > len(title) and first.text.startswith(f"{title} "):
        return [_from(first, len(title) + 1), *blocks[1:]]
    if first.kind == "heading":
        ours, own = set(map(folded, title.split())), set(map(folded, first.text.split()))
        if len(ours & own) >= TITLE_SAME * len(ours | own):
            return blocks[1:]
    return blocks


def _introduces(text: str, byline: Iterable[str]) -> bool:
    """Whether a short line says who the author is: "Jo Lind is the paper's correspondent in Oslo"."""
    rest = next((text[len(name) :] for name in byline if text.startswith(name)), "")
    return bool(_PROFILE.match(rest)) and len(text.split()) <= PROFILE_WORDS


def _from(block: Block, start: int) -> Block:
    """The block from code point `start` on."""
    links = tuple(Link(a.start - start, a.end - start, a.url) for a in block.links if a.start >= start)
    return msgspec.structs.replace(block, text=block.text[start:], links=links)


def _under_headings(blocks: Sequence[Block]) -> set[int]:
    """Numbers of headings over other stories and of the stories under them.

    A heading that may as well be the text's own ("See also") counts only where links to stories follow it.
    """
    out: set[int] = set()
    for number, block in enumerate(blocks):
        if (
            number in out
            or block.kind not in ("heading", "paragraph", "list_item")
            or not furniture.is_heading(block.text)
        ):
            continue
        end = number + 1
        while end < min(len(blocks), number + HEADED_MAX) and _is_card(blocks[end]):
            end += 1
        cards = blocks[number + 1 : end]
        if furniture.is_own_heading(block.text) and not _are_stories(cards):
            continue
        out.update(range(number, end))
    return out


def _are_stories(cards: Sequence[Block]) -> bool:
    return bool(cards) and sum(len(card.text.split()) for card in cards) >= 5 * len(cards)


def _is_card(block: Block) -> bool:
    """Whether a block under a heading over other stories is one of them: a link, or a line that is no sentence."""
    if is_linked(block):
        return True
    if block.kind == "heading":
        return bool(block.links) and linked_share(block) > 0.5
    return block.kind in ("list_item", "paragraph") and not _ENDS.search(block.text) and not block.text.endswith(":")


def _is_page_furniture(block: Block) -> bool:
    text = block.text
    if block.kind == "table_row":
        return False
    if block.kind == "heading":
        if furniture.is_control(text) or furniture.is_promo(text):
            return True
        return furniture.is_pointer(text) and not furniture.is_own_heading(text)
    return furniture.is_furniture(text) or names_another_story(block)


def _without_bare_headings(blocks: list[Block]) -> list[Block]:
    """Headings with nothing under them at the end go: what they headed was dropped."""
    last = next((number for number in range(len(blocks), 0, -1) if blocks[number - 1].kind != "heading"), 0)
    return blocks[:last] or blocks
