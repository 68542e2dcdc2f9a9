"""The one pass over a text that finds every phrase of the gazetteer: an automaton for how phrases open, a look-up of
whole phrases from there, word boundaries, then the longest. An automaton of whole phrases takes five times as long to
build and as much memory, and a leftmost-longest one would lose matches whose longest form fails the boundary test.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

_OPENING = re.compile(r"[\W_]*[^\W_]*(?:[\W_]+[^\W_])?")


class Hit(NamedTuple):
    """Pattern number `pattern` stands at `start` to `end` of the matched text.

    A title that the pattern begins with, of `lead` code points, stands before `start`.
    """

    start: int
    end: int
    pattern: int
    lead: int = 0


def openings(patterns: Iterable[str]) -> dict[str, list[int]]:
    """How patterns open, by a word and the first letter of a second, with the lengths of those that open so.

    Lengths are code points, longest first.
    """
    lengths: dict[str, set[int]] = {}
    for pattern in patterns:
        opening = _OPENING.match(pattern)
        lengths.setdefault(opening[0] if opening else "", set()).add(len(pattern))
    return {opening: sorted(known, reverse=True) for opening, known in lengths.items() if opening}


class Matcher:
    """Finds whole words and phrases; matching is case-sensitive."""

    __slots__ = ("_automaton", "_leads", "_lengths", "_numbers")

    def __init__(
        self,
        numbers: Mapping[str, int],
        leads: Mapping[int, int] | None = None,
        opened: Mapping[str, Sequence[int]] | None = None,
    ) -> None:
        """`numbers` are the patterns with their numbers, `leads` lengths of the titles that patterns begin with by the
        pattern's number, `opened` what `openings` says of the patterns where that is known already.
        """
        opened = openings(numbers) if opened is None else opened
        self._numbers = numbers
        self._leads = leads or {}
        self._lengths = list(opened.values())
        self._automaton = AhoCorasick(opened, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)

    def hits(self, text: str) -> list[Hit]:
        """Every pattern that stands as whole words in `text`, overlapping ones too, ordered by start, longest first."""
        size = len(text)
        number_of, lead_of = self._numbers.get, self._leads.get
        found = []
        for opening, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start and text[start - 1].isalnum():
                continue
            for length in self._lengths[opening]:
                end = start + length
                number = number_of(text[start:end]) if end <= size else None
                if number is not None and (end == size or not text[end].isalnum()):
                    lead = lead_of(number, 0)
                    found.append(Hit(start + lead, end, number, lead))
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
