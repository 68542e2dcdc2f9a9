"""The kept lines of raw page text as blocks: paragraphs, headings, items of lists, quotes, captions."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from reader.article import Block
from reader.cleaning.text.body import SENTENCE_END, SUBHEAD_WORDS
from reader.cleaning.text.lines import Line

_SPEAKER = re.compile(r"[^:.?!]{1,40}:\s")

LEVELS: Final = 6
REPEATED_WORDS: Final = 10
"""Words from which a line that is there already is left out."""
LIST_RUN: Final = 3
"""Short lines one after another that are items of a list, and no headings."""
SUBHEAD_LEVEL: Final = 2
ANSWER_WORDS: Final = 15
QUESTIONS_MIN: Final = 2


def blocks_of(lines: list[Line], kept: list[int], start: int) -> tuple[Block, ...]:
    """The blocks of the article; captions from line `start` on are among them."""
    present = set(kept)
    indents = sorted({lines[number].indent for number in kept if lines[number].bullet})
    items = _unmarked_items(lines, kept)
    questions = _questions(lines, kept)
    blocks: list[Block] = []
    seen: set[str] = set()
    for number in range(min(start, kept[0]), kept[-1] + 1):
        line = lines[number]
        if number in present:
            if line.words >= REPEATED_WORDS and line.key in seen:
                continue
            seen.add(line.key)
            heading = number in questions
            blocks.append(
                Block("heading", line.text, level=SUBHEAD_LEVEL) if heading else _block(line, number in items, indents)
            )
        elif line.caption and not line.junk and line.key not in seen:
            seen.add(line.key)
            blocks.append(Block("caption", line.text))
    return tuple(blocks)


def _block(line: Line, item: bool, indents: list[int]) -> Block:
    if line.mark == "heading":
        return Block("heading", line.text, level=max(SUBHEAD_LEVEL, line.level))
    if line.mark == "quote":
        return Block("quote", line.text)
    if line.bullet:
        level = min(LEVELS, indents.index(line.indent) + 1)
        return Block("list_item", line.text, level=level, ordinal=line.ordinal)
    if item:
        return Block("list_item", line.text, level=1)
    if line.words <= SUBHEAD_WORDS and not SENTENCE_END.search(line.text):
        return Block("heading", line.text, level=SUBHEAD_LEVEL)
    return Block("paragraph", line.text)


def _questions(lines: list[Line], kept: list[int]) -> set[int]:
    """Short questions that longer answers follow, as an interview or explainer sets them: two or more, else none."""
    out = {
        number
        for number, after in pairwise(kept)
        if lines[number].words <= SUBHEAD_WORDS
        and not lines[number].bullet
        and not _SPEAKER.match(lines[number].text)
        and lines[number].text.endswith(("?", "？", "؟"))
        and lines[after].words >= ANSWER_WORDS
        and not lines[after].text.endswith(("?", "？", "؟"))
    }
    return out if len(out) >= QUESTIONS_MIN else set()


def _unmarked_items(lines: list[Line], kept: list[int]) -> set[int]:
    """Kept lines that are items of a list whose bullets were lost: short ones in a run, but the first after a gap."""
    out: set[int] = set()
    run: list[int] = []
    for number in [*kept, -1]:
        short = number >= 0 and not lines[number].bullet and lines[number].words <= SUBHEAD_WORDS
        if short and not SENTENCE_END.search(lines[number].text) and (not run or number == run[-1] + 1):
            run.append(number)
            continue
        if len(run) >= LIST_RUN:
            announced = run[0] > 0 and lines[run[0] - 1].text.endswith((":", "："))
            out.update(run if announced else run[1:])
        run = []
    return out
