"""What an extracted page says twice: the extractor's own doubling, second copies for other screens, quotations pulled
out of the text, captions poured into it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, Final

from reader.article import Block
from reader.cleaning.names import folded

LETTERS_MIN: Final = 60
"""Letters of the shortest block that is looked at: short ones repeat by right."""
COPY_MIN: Final = 3
"""Blocks in the same order from which a repetition is a second copy of a part of the page."""
COUNTED_MAX: Final = 200
"""Repeated texts of one page that are counted in it; beyond them a repetition counts as the page's own."""
PULLED_LETTERS: Final = 30
"""Letters of the shortest quotation that counts as pulled out of the paragraph that holds it."""
PULLED_WORDS: Final = 8
"""Words of the shortest heading that does."""
PULLED_REACH: Final = 16
"""Blocks before and after it among which that paragraph is looked for."""
TOLD_LETTERS: Final = 20
TOLD_WORDS: Final = 60
"""Letters of the shortest and words of the longest paragraph that can be a picture's caption."""
PICTURES_MAX: Final = 400


def without_repeats(blocks: list[Block], page_text: Callable[[], str]) -> list[Block]:
    """The blocks without those that come oftener than in the page, or again as part of a copy.

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
    in_page = {key: page.count(key) for key in islice(dict.fromkeys(keys[n] for n in repeats), COUNTED_MAX)}
    for number, block in enumerate(blocks):
        key = keys[number]
        times[key] += 1
        if number in repeats and (number in copied or times[key] > in_page.get(key, len(blocks))):
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


def without_pulled(blocks: list[Block]) -> list[Block]:
    """The blocks without quotations and headings that only say again what a paragraph says, to catch the eye.

    One that names who said it stays: it is a quotation in its own right, or an embedded post.
    """
    gone = {n for n in range(len(blocks)) if _may_be_pulled(blocks, n) and _is_pulled(blocks, n)}
    return [block for number, block in enumerate(blocks) if number not in gone] if gone else blocks


def _is_pulled(blocks: list[Block], number: int) -> bool:
    key = folded(blocks[number].text)
    around = blocks[max(0, number - PULLED_REACH) : number + PULLED_REACH]
    return len(key) >= PULLED_LETTERS and any(
        key in folded(block.text) for block in around if block.kind == "paragraph"
    )


def _may_be_pulled(blocks: list[Block], number: int) -> bool:
    block = blocks[number]
    if block.kind == "heading":
        return len(block.text.split()) >= PULLED_WORDS
    if block.kind != "quote":
        return False
    after = blocks[number + 1] if number + 1 < len(blocks) else None
    return after is None or after.kind != "quote"


def without_told(blocks: list[Block], tree: Any, captions: Iterable[Any]) -> list[Block]:
    """The blocks without paragraphs that are a picture's caption or alternative text word for word."""
    told = {folded("".join(caption.itertext())) for caption in captions}
    for picture in islice(tree.iter("img"), PICTURES_MAX):
        text = (picture.get("alt") or "")[:600]
        if not text.endswith("."):  # a description in sentences serves those who do not see, and may be said again
            told.add(folded(text))
    return [block for block in blocks if not _is_told(block, told)]


def _is_told(block: Block, told: set[str]) -> bool:
    if block.kind != "paragraph" or len(block.text) < TOLD_LETTERS or len(block.text.split()) > TOLD_WORDS:
        return False
    return len(key := folded(block.text)) >= TOLD_LETTERS and key in told
