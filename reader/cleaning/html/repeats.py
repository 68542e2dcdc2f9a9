"""Blocks that an extracted page has twice: the extractor's own doubling, and second copies for other screens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from reader.article import Block
from reader.cleaning.names import folded

LETTERS_MIN: Final = 60
"""Letters of the shortest block that is looked at: short ones repeat by right."""
COPY_MIN: Final = 3
"""Blocks in the same order from which a repetition is a second copy of a part of the page."""


def without_repeats(blocks: list[Block], page_text: Callable[[], str]) -> list[Block]:
    """The blocks without those that come again right after themselves, oftener than in the page, or as part of a copy.

    Others that repeat are the page's own (a refrain, the steps of a recipe). `page_text` gives the page's whole text
    and is asked only where something repeats.
    """
    keys = [folded(block.text) if block.kind in ("paragraph", "quote") else "" for block in blocks]
    first: dict[str, int] = {}
    repeats: dict[int, int] = {}
    for number, key in enumerate(keys):
        if len(key) >= LETTERS_MIN and first.setdefault(key, number) != number:
            repeats[number] = first[key]
    if not repeats:
        return blocks
    page = folded(page_text())
    copied = _copied(keys, repeats)
    kept: list[Block] = []
    times: Counter[str] = Counter()
    for number, block in enumerate(blocks):
        key = keys[number]
        times[key] += 1
        if number in repeats and (number in copied or keys[number - 1] == key or times[key] > page.count(key)):
            times[key] -= 1
            continue
        kept.append(block)
    return kept


def _copied(keys: list[str], repeats: dict[int, int]) -> set[int]:
    """Numbers of the blocks in runs of COPY_MIN and more that repeat an earlier run in its order."""
    out: set[int] = set()
    run: list[int] = []
    for number in range(len(keys) + 1):
        before = repeats.get(number)
        if before is not None and run and repeats[run[-1]] == before - 1 and run[-1] == number - 1:
            run.append(number)
            continue
        if len(run) >= COPY_MIN:
            out.update(run)
        run = [number] if before is not None else []
    return out
