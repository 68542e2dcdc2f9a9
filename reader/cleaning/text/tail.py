"""Where an article in raw page text ends, and where teasers of other stories begin."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from reader.cleaning.text.lines import Line

TEASER_WORDS: Final = 45
"""Words of the longest line that is a teaser when it is cut short."""
TAIL_MIN: Final = 3
"""Lines of the shortest tail that the topic alone can cut."""
TAIL_OVERLAP: Final = 0.34
"""Greatest share of a tail's words that the article may have too, and that its lines may have in common."""
COHESION: Final = 0.62
"""The tail's overlap as a part of the article's own; and the greatest overlap of a single line of the tail."""
PROSE_MAX: Final = 150
"""Lines of the longest article whose topic is followed: what that costs grows faster than the article."""
NAMED: Final = 0.6
"""Share of its lines that name somebody or some place."""
HEAD_MIN: Final = 5
"""Lines that must be left of the article when a tail is cut by topic."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_CONNECTED = re.compile(
    r"[\"“‘'«]|(?:he|she|it|they|his|her|its|their|this|that|these|those|but|and|however|meanwhile|yet|so|also|still|while"
    r"|in addition|as a result|according|on (?:his|her|their) part|moreover|instead|even|both|such)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[\w,’'] [\"“‘'(]?[A-ZÀ-ÞĀ-ŽА-Я]")
"""A capital inside a sentence: leads of news name somebody or some place."""
_STOPS = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-ZÀ-Þ])")


def is_teaser(line: Line) -> bool:
    """Whether a line is the beginning of another story, cut short."""
    return line.cut and line.words < TEASER_WORDS


def cut_at_teasers(lines: list[Line], kept: list[int]) -> list[int]:
    """The kept lines without teasers: two of them in a row end the article, and one with its headline goes."""
    teasers = {number for number in range(len(lines)) if is_teaser(lines[number])}
    for first, second in pairwise(kept):
        if first in teasers and second in teasers and sum(number < first for number in kept) >= TAIL_MIN:
            kept = [number for number in kept if number < first]
            break
    heads = {number - 1 for number in teasers if number and _is_headline(lines[number - 1])}
    return [number for number in kept if number not in teasers and number not in heads]


def cut_by_topic(lines: list[Line], kept: list[int]) -> list[int]:
    """The kept lines without a tail of leads of other stories.

    Cut only where the tail's lines have little to do with the article *and* with each other, are one or two sentences
    each, name somebody or some place, and do not hang together by pronouns, quotations and connectives.
    """
    prose = [number for number in kept if lines[number].words >= 8]
    if not HEAD_MIN + TAIL_MIN <= len(prose) <= PROSE_MAX:
        return kept
    words = {number: _stems(lines[number].text) for number in prose}
    for place in range(HEAD_MIN, len(prose) - TAIL_MIN + 1):
        head, tail = prose[:place], prose[place:]
        if _strange(lines, words, head, tail):
            return [number for number in kept if number < tail[0]]
    return kept


def _strange(lines: list[Line], words: dict[int, set[str]], head: list[int], tail: list[int]) -> bool:
    plain = [number for number in tail if len(_STOPS.findall(lines[number].text)) <= 1]
    connected = sum(1 for number in tail if _CONNECTED.match(lines[number].text))
    named = sum(1 for number in tail if _NAME.search(lines[number].text))
    if len(plain) < 0.9 * len(tail) or named < NAMED * len(tail) or connected > 0.1 * len(tail):
        return False
    topic = set().union(*(words[number] for number in head))
    overlaps = [_share(words[number], topic) for number in tail]
    if overlaps[0] >= TAIL_OVERLAP or max(overlaps) > COHESION or sum(overlaps) / len(tail) >= TAIL_OVERLAP:
        return False
    own = [_share(words[n], set().union(*(words[m] for m in head if m != n))) for n in head]
    cohesion = sum(own) / len(own)
    if sum(overlaps) / len(tail) >= COHESION * cohesion:
        return False
    mutual = [_share(words[n], set().union(*(words[m] for m in tail if m != n))) for n in tail]
    return sum(mutual) / len(mutual) < TAIL_OVERLAP


def _stems(text: str) -> set[str]:
    return {word[:6] for word in _WORD.findall(text.lower())} - _COMMON


_COMMON = frozenset(
    word[:6]
    for word in (
        "that with have this from they been were said will would which their there about after more than over into"
        " also when where what while could should other some between before during under against being most only such"
        " through according year years week month monday tuesday wednesday thursday friday saturday sunday last time"
        " people told says first"
    ).split()
)


def _share(part: set[str], whole: set[str]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _is_headline(line: Line) -> bool:
    return 3 <= line.words <= 25 and not line.ends and not line.cut
