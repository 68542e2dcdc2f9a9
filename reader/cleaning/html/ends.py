"""Where an article begins and ends among its blocks: kickers and bylines stand above it; tags, portraits and comments
below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reader.article import Block
from reader.cleaning import furniture
from reader.cleaning.html.links import is_linked
from reader.cleaning.names import folded

HEAD: Final = 4
"""Blocks at the beginning among which lines above the article are looked for."""
KICKER_WORDS: Final = 4
SIGNED_WORDS: Final = 14
"""Words of the longest line that only says who wrote and when."""
PROSE_WORDS: Final = 12
TAIL: Final = 12
"""Blocks at the end that may be no part of the article."""
TAIL_SHARE: Final = 0.3
"""Share of the article's text that they may be."""
BIO_WORDS: Final = 70
CHIPS_MIN: Final = 2
"""Items of the shortest list of subjects below an article."""

_SENTENCE = re.compile(r"[.!?…:;,。！？：；।؟][\"”’»)\]]*$")
_SIGNED = re.compile(
    r"(?:(?:written |story |posted |reported |words |text )?by|von|par|por|de|di|da|door|av|af|od:?|autor:?|автор:?"
    r"|texto?:)\s+\w",
    re.IGNORECASE,
)
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_BIO = re.compile(
    r"(?:[A-ZÀ-Þ][\w.’'-]*\s){1,4}(?:[A-ZÀ-Þ][\w.’'-]+,? )?"
    r"(?:is|was|has been|works as|writes|covers|reports|joined|studied|teaches)\b"
    r"(?=.{0,120}\b(?:reporter|correspondent|editor|journalist|writer|columnist|author|professor|lecturer|fellow|producer|"
    r"freelance|newsroom|desk|covers|covering|contributor|researcher|analyst|director)\b)"
)
_HANDLE = re.compile(
    r"@\w{2,}|\b(?:twitter|follow (?:him|her|them|me)|reach (?:him|her|them)|e-?mail|linkedin|bluesky)\b", re.IGNORECASE
)


def before_beginning(blocks: Sequence[Block], byline: Sequence[str]) -> int:
    """How many blocks at the beginning stand above the article: its section, who wrote it and when."""
    names = [folded(name) for name in byline if name]
    number = 0
    while number < min(HEAD, len(blocks) - 1) and _stands_above(blocks[number], names):
        number += 1
    rest = blocks[number : number + 2]
    return number if any(len(block.text.split()) >= PROSE_WORDS or _WIDE.search(block.text) for block in rest) else 0


def _stands_above(block: Block, names: Sequence[str]) -> bool:
    words = len(block.text.split())
    if block.kind not in ("paragraph", "list_item") or words > SIGNED_WORDS or _SENTENCE.search(block.text):
        return False
    key = folded(block.text)
    if any(name in key for name in names) or furniture.is_date(block.text) or _SIGNED.match(block.text):
        return True
    return words <= KICKER_WORDS and not _WIDE.search(block.text)


def after_end(blocks: Sequence[Block]) -> int:
    """The number of the first block after the article's end; all are part of it where nothing says otherwise."""
    whole = sum(len(block.text) for block in blocks)
    first = max(1, len(blocks) - TAIL)
    end = len(blocks)
    for number in range(first, len(blocks)):
        if _heads_the_end(blocks[number]) and _are_few(blocks[number:], whole):
            end = number
            break
    end = _before_chips(blocks, end)
    while end > 1 and (blocks[end - 1].kind == "heading" or _is_tail(blocks[end - 1])):
        end -= 1
    return len(blocks) if all(block.kind == "heading" for block in blocks[end:]) else end


def _before_chips(blocks: Sequence[Block], end: int) -> int:
    """The end without a list of subjects below it: short items that are links, and that nothing announces."""
    start = end
    while start > 1 and _is_chip(blocks[start - 1]):
        start -= 1
    if end - start < CHIPS_MIN:
        return end
    before = blocks[start - 1]
    announced = before.kind in ("heading", "list_item") or before.text.endswith(":")
    return end if announced else start


def _is_chip(block: Block) -> bool:
    return block.kind == "list_item" and is_linked(block) and len(block.text.split()) <= KICKER_WORDS


def _heads_the_end(block: Block) -> bool:
    """Whether a short line opens what stands after articles: the comments, the tags, the author's portrait."""
    text = block.text
    if block.kind not in ("heading", "paragraph", "list_item") or len(text.split()) > 8 or text.endswith((".", "?")):
        return False
    return furniture.is_comments(text) or furniture.is_ending(text)


def _are_few(blocks: Sequence[Block], whole: int) -> bool:
    return sum(len(block.text) for block in blocks) <= TAIL_SHARE * whole


def _is_tail(block: Block) -> bool:
    text = block.text
    words = len(text.split())
    if block.kind not in ("paragraph", "list_item") or words > BIO_WORDS:
        return False
    if furniture.is_tail(text) or (block.kind == "paragraph" and is_linked(block) and not _SENTENCE.search(text)):
        return True
    return _BIO.match(text) is not None and (words <= 30 or _HANDLE.search(text) is not None)
