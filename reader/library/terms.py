"""The words of an article as related coverage compares them: folded, without the words that say nothing."""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

import msgspec

from reader.article import Article
from reader.library.fingerprint import make_fingerprint
from reader.library.folding import folded

LEAD_WORDS: Final = 100
"""Words of the body that count as its lead, which says what happened in the shortest form."""
SHORTEST_TERM: Final = 2

_STOP_WORDS: Final = frozenset(
    """
    a an the and or but if then than that this these those there here of to in on at by for from with without into onto
    over under about after before between against during through up down out off as is are was were be been being am do
    does did done doing have has had having will would shall should can could may might must not no nor so such only own
    same too very just also more most other some any each few both all he she it its they them their his him her hers we
    us our you your my me who whom whose which what when where why how one ll re ve says said say mr mrs ms
    """.split()
)


class ArticleTerms(NamedTuple):
    """How often each term occurs in the whole article, and in its title, standfirst and lead alone.

    `running` are all words of title and body, folded and in order: what near-copies are told by.
    """

    whole: Counter[str]
    lead: Counter[str]
    running: list[str]


class TermCounts(msgspec.Struct, frozen=True, array_like=True):
    """What an article's vector and fingerprint are made from: `whole` and `lead` as in ArticleTerms, in the order of
    the text. It takes longer to count than to write, so a worker process does it that has the article anyway.
    """

    whole: dict[str, int]
    lead: dict[str, int]
    fingerprint: bytes


def term_counts(article: Article) -> TermCounts:
    """The counts of an article's terms, and its fingerprint."""
    found = article_terms(article)
    return TermCounts(found.whole, found.lead, make_fingerprint(found.running))


def article_terms(article: Article) -> ArticleTerms:
    """The terms of an article; captions count like the rest of the body, but are no part of the lead."""
    title, standfirst = folded(article.title or "").split(), folded(article.standfirst or "").split()
    running = list(title)
    lead = title + standfirst
    left = LEAD_WORDS
    for block in article.blocks:
        words = folded(block.text).split()
        running += words
        if left > 0 and block.kind != "caption":
            lead += words[:left]
            left -= len(words)
    return ArticleTerms(_counted(running + standfirst), _counted(lead), running)


def _counted(words: list[str]) -> Counter[str]:
    counts = Counter(words)
    for word in [word for word in counts if len(word) < SHORTEST_TERM or word in _STOP_WORDS]:
        del counts[word]
    return counts
