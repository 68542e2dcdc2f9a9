"""American towns that bear a country's or a capital's name, and the signs of a local paper that tell them."""

from __future__ import annotations

import re
from typing import Final

from reader.entities.gazetteer.matcher import Hit
from reader.entities.gazetteer.states import STATES, one_of
from reader.entities.reading import Reading

LOCAL_SIGNS: Final = 2
"""Different words of American local news that make a text one."""
SIGN_REACH: Final = 12
"""Code points to the left of a town's name in which "downtown" or "city of" begin."""

_STATE = re.compile(r" ?, (?:" + one_of(STATES) + r")(?![A-Za-z])")
_TOWN_SIGN = re.compile(
    r"(?: (?:Mayor|City Council|Town Council|City Hall|School Board|School District|Public Schools|Public Library|High"
    r"|High School|Middle School|Elementary|Junior College|Community College|Christian|Catholic|County|Township|Fire"
    r"|Chamber of Commerce|Police Department)(?![A-Za-z]))"
)
"""What an American town has and no country: "Holland Mayor", "Peru High School"."""
_TOWN_LETTERS: Final = frozenset("MCSPHEJTF")
"""What the words of _TOWN_SIGN begin with."""
_TOWN_LEAD = re.compile(r"(?:\b[Dd]owntown |\b[RD]-)$")
_TOWN = re.compile(r"\b(?:[Cc]ity|[Tt]own|[Vv]illage|[Bb]orough|[Hh]amlet) of $")
_LOCAL = re.compile(
    r"\b(?:County|Township|High School|Sheriff|[Ss]heriff's|[Cc]ity [Cc]ouncil|[Ss]chool [Bb]oard|Interstate|"
    r"Main Street|" + one_of(STATES) + r")(?![A-Za-z])"
)


def is_town(reading: Reading, hit: Hit) -> bool:
    """Whether a state follows the words of `hit`, or "city of" stands before them."""
    text = reading.text
    if text.startswith((",", " ,"), hit.end) and _STATE.match(text, hit.end):
        return True
    return text.endswith(" of ", 0, hit.start) and bool(_TOWN.search(text[max(0, hit.start - SIGN_REACH) : hit.start]))


def has_school(reading: Reading, hit: Hit) -> bool:
    """Whether a school or college is named after the town at `hit`."""
    if reading.text[hit.end + 1 : hit.end + 2] not in _TOWN_LETTERS:
        return False
    sign = _TOWN_SIGN.match(reading.text, hit.end)
    return sign is not None and sign[0].endswith(("High", "School", "College", "Township", "Schools"))


def signs_beside(reading: Reading, word: str) -> int:
    """How many different signs of an American town stand beside the word anywhere in the text."""
    text = reading.text
    signs: set[str] = set()
    for hit in reading.phrases:
        if reading.phrase(hit) != word:
            continue
        sign = _TOWN_SIGN.match(text, hit.end) or _TOWN_LEAD.search(text[max(0, hit.start - SIGN_REACH) : hit.start])
        if sign:
            signs.add(sign[0])
    return len(signs)


def is_local_news(reading: Reading) -> bool:
    """Whether the text has so many signs of an American town that a local paper wrote it."""
    return len(set(_LOCAL.findall(reading.text))) >= LOCAL_SIGNS
