"""How much an article is about each of the entities it names, as a small whole number."""

from __future__ import annotations

from collections import Counter
from typing import Final

from reader.article import STANDFIRST, TITLE, Article, Mention

IN_TITLE: Final = 8
IN_STANDFIRST: Final = 4
IN_OPENING: Final = 3
IN_BODY: Final = 1
OPENING_BLOCKS: Final = 2
"""News puts first what it is about, so a mention counts by its place: title, standfirst, first two blocks, the rest."""
WEIGHT_CAP: Final = 255


def saliences(article: Article) -> dict[str, int]:
    """Each entity's weight, 1 to 255, strongest first; entities of equal weight in the order they are named."""
    totals: Counter[str] = Counter()
    for mention in sorted(article.mentions, key=lambda m: (m.block, m.start)):
        totals[mention.entity] += _worth(mention)
    return {entity: min(weight, WEIGHT_CAP) for entity, weight in totals.most_common()}


def _worth(mention: Mention) -> int:
    if mention.block == TITLE:
        return IN_TITLE
    if mention.block == STANDFIRST:
        return IN_STANDFIRST
    return IN_OPENING if mention.block < OPENING_BLOCKS else IN_BODY
