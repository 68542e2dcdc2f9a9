"""The shape of a person's name in English news: where it ends, which of its words are the name, what can follow it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reader.entities.gazetteer.variants import PARTICLES

MAX_WORDS: Final = 6
"""Words of the longest name read off a text."""

SHORTEST: Final = 2
"""Letters of the shortest name of one word."""
ABBREVIATION: Final = 4
"""One word in capitals of at most this many letters is an abbreviation ("PDT"), never a name."""

_ARTICLE = r"(?:(?:[Aa]l|[Ee]l|[Uu]l|ad|as|ash|an|ar|at|az|es)-)?"
_WORD = _ARTICLE + r"[A-Z][A-Za-z]{0,30}(?:-[A-Za-z]{1,30}|'(?!s\b)[A-Za-z]{1,30}){0,3}"
_INITIAL = r"[A-Z]\.(?:-?[A-Z]\.){0,3}"
_PARTICLE = "(?:" + "|".join(sorted(PARTICLES, key=len, reverse=True)) + ")"
_PART = rf"(?:{_INITIAL}|(?:{_PARTICLE} ){{0,2}}{_WORD})"
_NAME = re.compile(
    rf"(?<![A-Za-z])(?:(?:bin|ibn|al|el|de|von|van) )?(?:{_INITIAL}|{_WORD})(?: {_PART}){{0,{MAX_WORDS - 1}}}"
)
TAIL: Final = re.compile(
    r"-(?:led|backed|era|style|appointed|elect|like|based|run|inspired|controlled|held|type|allied|sponsored|imposed|friendly)\b"
)
"""Words joined to a name by a hyphen that are no part of it: "Putin-led"."""

_TITLES = """
    Mr Mrs Ms Miss Dr Prof Professor Sir Dame Lord Lady Baroness Baron Count Reverend Rev Father Hojatoleslam
    Ayatollah Sheikh Sheik Sayyed Haji Hajj Maulana Imam Datuk Seri Dato Tun Sri Daw U Ustaz Engineer Archbishop
    Bishop Cardinal Chief Prince Princess King Queen Emperor Emir Captain Capt Major Maj Colonel Col General Gen
    Lieutenant Lt Brigadier Brig Admiral Adm Marshal Field Grand Rear Vice Air Commander Commandant Sergeant Judge
    Justice Comrade Major-General Lieutenant-General Lieutenant-Colonel Brigadier-General Colonel-General major
    colonel general lieutenant-general major-general
    """.split()
HONORIFICS: Final = re.compile(r"(?:(?:" + "|".join(_TITLES) + r")\.? ){1,5}(?=[A-Zabev])")
"""Titles of courtesy and rank that stand before a name and are no part of it."""

STOP: Final = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September
    October November December The A And But Or In On At By For From With Without To Of As Is Was Were Are Be Been
    Has Have Had He She It They We I You His Her Its Their Our Who Whom Whose Which That This These Those There Here
    When While Where After Before Since Until During Under Over About Against Also Not Nor If Then Now Today
    Yesterday Tomorrow Says Said Told Tells Would Could Should Might Must Mr Mrs Ms Miss Dr Sir Lord President
    Minister Prime Secretary Senator Governor Mayor Chancellor Ambassador Party Ministry Government Parliament
    Council Committee Commission Congress Senate Republican Democrat Democratic Republicans Democrats University
    Institute Foundation Center Centre Court Bank Inc Corp Ltd Co Company Group News Agency Reuters AFP AP CNN BBC
    Newsroom White House State Department Office Administration Friday's Street Avenue Road Square Airport Building
    Tower Library School College Hospital Bridge Prize Award Army Police Union Association Convention Conference
    Caucus National Federation League Alliance Coalition Movement Executive Summit Forum Campaign Leadership Board
    Authority Agency Bureau Senatorial Congressional Governors Staff Affairs Service Services Network Society
    """.split()
)
"""Words that end a name: days, small words, offices, organisations."""

THINGS: Final = frozenset(
    """
    Building Airport Library Center Centre Foundation Institute Street Avenue University College School Stadium
    Memorial Prize Award Hospital Bridge Boulevard Park Square House Hall Highway Tower Towers Museum Fund Trust
    Organization Organisation Hotel Medal Cup Trophy Fellowship Lecture Doctrine Island Islands Bay River Lake
    Mountain Dam Canal Tunnel Station Terminal Garden Gardens Theatre Theater Mosque Mausoleum Carrier Class Plaza
    Arena Field Fellow Scholarship Endowment Law Act Bill Thought Theory Point Road Lane Way Drive Court Place Hole
    County City Town Village Club United Rovers Records Motors Bros Brothers
    """.split()
)
"""Words after a name that make it a thing's ("Ronald Reagan Building")."""

PLACES_NAMED_AFTER: Final = frozenset(
    "airport stadium boulevard avenue square bridge hospital memorial museum library mausoleum".split()
)
"""The same in small letters, where only a place can be meant ("Charles de Gaulle airport")."""


class Name(NamedTuple):
    """A name at `start` to `end`; `words` are all its words, initials with their dots and particles too."""

    start: int
    end: int
    words: tuple[str, ...]

    @property
    def is_surname(self) -> bool:
        """Whether it is one word, particles apart: "bin Salman"."""
        return sum(word not in PARTICLES for word in self.words) == 1

    @property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(self.words)


def name_at(text: str, position: int) -> Name | None:
    """The name that begins at `position`, courtesy titles skipped; None where there is none."""
    title = HONORIFICS.match(text, position)
    start = title.end() if title else position
    match = _NAME.match(text, start)
    if match is None:
        return None
    words = match[0].split(" ")
    kept = 0
    for word in words:
        if word in STOP or (word in THINGS and kept):
            break
        kept += 1
        if TAIL.search(word):
            break
    while kept and (words[kept - 1] in PARTICLES or words[kept - 1].lower() == "the"):
        kept -= 1
    if not kept:
        return None
    if kept < len(words) and words[kept] in THINGS:
        return None
    return _made(start, words[:kept])


def _made(start: int, words: list[str]) -> Name | None:
    tail = TAIL.search(words[-1])
    if tail:
        words = [*words[:-1], words[-1][: tail.start()]]
    end = start + len(" ".join(words))
    if all(word.endswith(".") for word in words) or not words[-1]:
        return None
    if len(words) == 1 and (len(words[0]) < SHORTEST or (words[0].isupper() and len(words[0]) <= ABBREVIATION)):
        return None
    return Name(start, end, tuple(words))


_REACH: Final = 60
"""Code points to the left in which a name is sought that ends at a place."""
_OFFICES: Final = frozenset(
    """
    Representative Speaker Premier Congressman Congresswoman Taoiseach Spokesman Spokeswoman
    """.split()
)


def name_ending_at(text: str, end: int) -> Name | None:
    """The name that ends at `end`, with small words that open a sentence left out; None where there is none."""
    low = max(0, end - _REACH)
    for match in _NAME.finditer(text, low, end):
        if match.end() != end:
            continue
        start = match.start()
        if start == low and low and text[low - 1].isalnum():
            return None
        words = match[0].split(" ")
        while words and (words[0] in STOP or words[0] in _OFFICES or HONORIFICS.match(f"{words[0]} A")):
            start += len(words[0]) + 1
            words = words[1:]
        return _made(start, words) if words and not set(words) & STOP and not set(words) & THINGS else None
    return None
