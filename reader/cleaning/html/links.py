"""Blocks that are links and nothing else: names of other stories between the paragraphs, and lists of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reader.article import Block
from reader.cleaning import furniture

LINK_SHARE: Final = 0.85
"""Share of a short block's text that is links from which the block points elsewhere."""
LINK_WORDS_MIN: Final = 4
LINK_WORDS: Final = 22
"""Words; a shorter block names what it links to, a longer one may be all link and prose still."""
HEADLINE_WORDS: Final = 5
"""Words of an average item from which a list of links is a list of headlines and not of terms."""
HEADLINED_MAX: Final = 3
"""Headings that are links, from which they are the page's own way of heading its parts (a round-up of other pages)."""
STORIES_WORDS: Final = 90
"""Words of the longest block of several headlines on end."""

_STOPS = re.compile(r"[.!:…,;][\"”’»)\]]*$")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def linked_share(block: Block) -> float:
    """The share of a block's code points that lie in links."""
    return sum(link.end - link.start for link in block.links) / max(1, len(block.text))


def is_linked(block: Block) -> bool:
    """Whether a block is links and next to nothing else."""
    return bool(block.links) and linked_share(block) >= LINK_SHARE


def names_another_story(block: Block) -> bool:
    """Whether a paragraph is the name of what it links to, or several such names; an item of a list on its own may
    belong to the text, and so does a line that ends as a sentence does or announces what follows.
    """
    if block.kind != "paragraph" or not is_linked(block):
        return False
    words = len(block.text.split())
    if len(block.links) > 1 and words <= STORIES_WORDS:
        return all(len(block.text[link.start : link.end].split()) >= LINK_WORDS_MIN for link in block.links)
    if _CJK.search(block.text):
        return 8 <= len(block.text) <= 60 and not block.text.endswith(("。", "：", ":"))
    if not LINK_WORDS_MIN <= words <= LINK_WORDS or _STOPS.search(block.text):
        return False
    return not block.text.endswith("?") or _leads_off(block)


def linked_headings(blocks: Sequence[Block]) -> set[int]:
    """Numbers of headings that are the headlines of other stories: all link, of a headline's length, few, and the only
    headings of the text: one that has others beside links uses them to head its parts.
    """
    headings = {number for number, block in enumerate(blocks) if block.kind == "heading"}
    found = {
        number
        for number in headings
        if is_linked(blocks[number])
        and len(blocks[number].text.split()) >= HEADLINE_WORDS
        and _leads_off(blocks[number])
    }
    return found if found == headings and len(found) < HEADLINED_MAX else set()


def _leads_off(block: Block) -> bool:
    return all(link.url and "#" not in link.url for link in block.links)


def story_lists(blocks: Sequence[Block]) -> set[int]:
    """Numbers of the items of lists that are nothing but headlines that link to other stories, and that no heading or
    line announces: lists of terms, of sources, of parts of the page are the text's own.
    """
    out: set[int] = set()
    number = 0
    while number < len(blocks):
        end = number
        while end < len(blocks) and blocks[end].kind == "list_item":
            end += 1
        if end > number and _is_story_list(blocks, number, end):
            out.update(range(number, end))
        number = max(end, number + 1)
    return out


def _is_story_list(blocks: Sequence[Block], start: int, end: int) -> bool:
    items = blocks[start:end]
    if not all(is_linked(item) and not item.ordinal for item in items):
        return False
    before = blocks[start - 1] if start else None
    if (
        before is not None
        and (before.text.endswith(":") or before.kind == "heading")
        and not furniture.is_furniture(before.text)
    ):
        return False
    return sum(len(item.text.split()) for item in items) >= HEADLINE_WORDS * len(items)
