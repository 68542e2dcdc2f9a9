"""The one pass over a text that finds every phrase of the gazetteer: overlapping matches, then word boundaries, then
the longest. A leftmost-longest automaton would lose matches whose longest form fails the boundary test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind


class Hit(NamedTuple):
    """Pattern number `pattern` stands at `start` to `end` of the matched text.

    A title that the pattern begins with, of `lead` code points, stands before `start`.
    """

    start: int
    end: int
    pattern: int
    lead: int = 0


class Matcher:
    """Finds whole words and phrases; matching is case-sensitive."""

    __slots__ = ("_automaton", "_leads")

    def __init__(self, patterns: Sequence[str], leads: Mapping[int, int] | None = None) -> None:
        """`leads` are lengths of the titles that patterns begin with, by the pattern's number."""
        self._leads = leads or {}
        self._automaton = AhoCorasick(
            patterns, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
        )

    def hits(self, text: str) -> list[Hit]:
        """Every pattern that stands as whole words in `text`, overlapping ones too, ordered by start, longest first."""
        size = len(text)
        lead = self._leads.get
        found = [
            Hit(start + lead(pattern, 0), end, pattern, lead(pattern, 0))
            for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if (start == 0 or not text[start - 1].isalnum()) and (end == size or not text[end].isalnum())
        ]
        found.sort(key=lambda hit: (hit[0], -hit[1]))
        return found


def longest(hits: Sequence[Hit]) -> list[Hit]:
    """Of hits that overlap, the one that starts first, and of those the longest. `hits` come in the matcher's order."""
    kept: list[Hit] = []
    end = 0
    for hit in hits:
        if hit.start >= end:
            kept.append(hit)
            end = hit.end
    return kept
