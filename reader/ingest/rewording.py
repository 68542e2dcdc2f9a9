"""What became of an article's words: the fields that say something else, and the blocks that came and went."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final, Literal, NamedTuple

from reader.article import Article, Block

FIELDS: Final = "title standfirst byline agencies source published updated section dateline language url tags".split()
"""Fields of an article that its page tells."""

Sign = Literal["+", "-"]
# Thai, Lao, Burmese, Khmer, Japanese and Chinese are written without spaces: each character counts as a word.
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_SPACELESS}]|[^\s{_SPACELESS}]+")
_Seen = tuple[str, str, int, int]


class Rewording(NamedTuple):
    """The fields that differ; blocks that are new or gone, in reading order; and whether anything is different at all.

    Blocks are the same where kind, text, level and number are: one that only moved, or leads elsewhere, is no change of
    its own, but `differs`.
    """

    fields: tuple[str, ...]
    blocks: tuple[tuple[Sign, Block], ...]
    differs: bool

    @property
    def added(self) -> int:
        """Blocks that are new."""
        return sum(sign == "+" for sign, _ in self.blocks)

    @property
    def dropped(self) -> int:
        """Blocks that are gone."""
        return len(self.blocks) - self.added


def rewording(before: Article, after: Article) -> Rewording:
    """What is different in `after`. Takes time in proportion to the blocks, whatever is in them."""
    fields = tuple(name for name in FIELDS if getattr(before, name) != getattr(after, name))
    blocks = tuple(_changed(before.blocks, after.blocks))
    return Rewording(fields, blocks, bool(fields or blocks) or before.blocks != after.blocks)


def kept_share(before: Article, after: Article) -> float:
    """Which share of the words in standfirst and body `after` still has, 0 to 1; 1 where there were none."""
    words = _words(before)
    total = words.total()
    return (words & _words(after)).total() / total if total else 1.0


def in_words(article: Article, name: str) -> str:
    """What a field says, for people; empty for nothing."""
    value = getattr(article, name)
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"{value:%Y-%m-%d %H:%M} UTC" if isinstance(value, datetime) else str(value or "")


def _changed(before: tuple[Block, ...], after: tuple[Block, ...]) -> Iterator[tuple[Sign, Block]]:
    gone = _surplus(before, after)
    fresh = _surplus(after, before)
    old, new = 0, 0
    while old < len(before) or new < len(after):
        if old < len(before) and gone[old]:
            yield "-", before[old]
            old += 1
        elif new < len(after) and fresh[new]:
            yield "+", after[new]
            new += 1
        else:  # the same in both, but for what moved
            old += 1
            new += 1


def _surplus(blocks: tuple[Block, ...], others: tuple[Block, ...]) -> list[bool]:
    """For each block whether it is not among the others; of several alike, the last ones are too many."""
    left = Counter(map(_seen, others))
    surplus = []
    for seen in map(_seen, blocks):
        surplus.append(left[seen] <= 0)
        left[seen] -= 1
    return surplus


def _seen(block: Block) -> _Seen:
    return block.kind, block.text, block.level, block.ordinal


def _words(article: Article) -> Counter[str]:
    texts = (article.standfirst or "", *(block.text for block in article.blocks if block.kind != "caption"))
    return Counter(word for text in texts for word in _WORD.findall(text))
