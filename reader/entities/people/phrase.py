"""The words before a role: whose office it is, and what makes it one of politics and not of a company or club."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reader.entities.gazetteer.names import STOP
from reader.entities.gazetteer.politics import COMPANY, INSTITUTIONS, MODIFIERS, ORGANS, OWNERS, PEOPLES, RULED, SPORTS
from reader.entities.reading import Reading

BRACKET_LENGTH: Final = 14
"""Code points of the longest abbreviation in brackets that is stepped over: "Reform Party ( RP ) leader"."""
ABBREVIATED: Final = 4
"""A word with a stop that is longer than this (code points) ends a sentence."""
FOREIGN_WORDS: Final = 2
"""Words of a company's or region's name before a role that are read ("New York")."""
MAX_STEPS: Final = 9
"""Words before a role that are looked at."""

_DETERMINERS: Final = frozenset(("the", "a", "an", "his", "her", "its", "their", "our"))
_ORGANS: Final = tuple(ORGANS)
_PREFIX = re.compile(r"\b(?:[Ee]x|[Tt]hen|[Cc]o|[Ff]ormer)-$")
PREFIX_LENGTH: Final = 7
"""Code points of the longest prefix of a role ("former-president")."""
_BRACKET = re.compile(r" \( ?[A-Z]{2,7}(?:-[A-Z]{1,3})? ?\)(?= $)")


class Before(NamedTuple):
    """What stands before a role. `start` is where the phrase begins; `country` whose it is."""

    start: int
    country: str | None
    institution: bool
    people: bool
    foreign: str
    """Capitalised words that are no country, people or organ of state: a company, a region or a portfolio."""
    owner: str
    """The word of a possessive that is no country: "Trump's"."""
    definite: bool
    portfolio: bool
    business: bool
    """A word of companies and clubs stands before the role ("executive director")."""

    @property
    def political(self) -> bool:
        """Whether a country, a people or an organ of state speaks for the role."""
        return self.country is not None or self.institution or self.people


def before_role(reading: Reading, start: int) -> Before:
    """Reads the words to the left of a role that begins at `start`, until one that is no part of its phrase."""
    scan = _Scan(reading, start)
    for _ in range(MAX_STEPS):
        if not scan.step():
            break
    return Before(
        scan.position, scan.country, scan.institution, scan.people, scan.foreign, scan.owner, scan.definite,
        scan.portfolio, scan.business,
    )  # fmt: skip


class _Scan:
    """The phrase read so far, from right to left; `position` is where it begins."""

    __slots__ = (
        "business", "country", "definite", "foreign", "institution", "owner", "people", "portfolio", "position",
        "reading", "start",
    )  # fmt: skip

    def __init__(self, reading: Reading, start: int) -> None:
        self.reading = reading
        self.start = start
        prefix = _PREFIX.search(reading.text[max(0, start - PREFIX_LENGTH) : start])
        self.position = start - len(prefix[0]) if prefix else start
        self.country: str | None = None
        self.institution = self.people = self.definite = self.portfolio = self.business = False
        self.foreign = self.owner = ""

    def step(self) -> bool:
        """Takes in one more word or name; False where the phrase begins here."""
        return self._named() or self._worded()

    def _named(self) -> bool:
        near = _country_before(self.reading, self.position)
        if near:
            self.country = self.country or near[0]
            self.institution = self.institution or near[2]
            self.position = near[1]
            return True
        body = self.reading.ends.get(self.position - 1)
        if body and body[1] == "organisation":
            self.institution = True
            self.position = body[0]
            return True
        return False

    def _worded(self) -> bool:
        low = max(0, self.position - BRACKET_LENGTH)
        bracket = _BRACKET.search(self.reading.text[low : self.position])
        if bracket:
            self.position -= len(bracket[0])
        word = self.reading.before(self.position)
        if word == "'s":
            word = f"{self.reading.before(self.position - 3)} 's"
        if not word or word[-1] in ",;:?!)(" or (word.endswith(".") and len(word) > ABBREVIATED):
            return False
        bare = word.strip("\"'(")
        if bare.endswith("'s") or word.endswith("s'"):
            self._owned_by(bare.removesuffix("'s").rstrip())
            self.position -= len(word) + 1
            return False
        if not self._takes(bare):
            return False
        self.position -= len(word) + 1
        return word[0] not in "\"'("

    def _owned_by(self, word: str) -> None:
        self.definite = True
        if word.lower() in INSTITUTIONS or word.lower() in OWNERS or word.endswith(_ORGANS):
            self.institution = True
        elif word.lower() in COMPANY:
            self.business = True
        elif word[:1].isupper():
            self.people = self.people or word in PEOPLES
            self.owner = word

    def _takes(self, word: str) -> bool:
        lower = word.lower()
        if word == "and":
            joined = self.reading.before(self.position - 4).lower()
            return self.position != self.start and joined in MODIFIERS
        if lower in COMPANY:
            self.business = True
            self.institution = self.institution and lower not in SPORTS
        elif lower in MODIFIERS:
            self.definite = self.definite or lower in _DETERMINERS - {"a", "an"}
            self.portfolio = self.portfolio or lower not in _DETERMINERS
            self.institution = self.institution or lower in INSTITUTIONS
        elif lower in INSTITUTIONS or word.endswith(_ORGANS):
            self.institution = True
        elif word in PEOPLES or lower.startswith(("pro-", "anti-")) or lower.endswith(("-backed", "-born")):
            self.people = True
        elif word[:1].isupper() and word.isalpha() and word not in STOP and len(self.foreign.split()) < FOREIGN_WORDS:
            self.foreign = f"{word} {self.foreign}".strip()
            self.portfolio = True
        else:
            return False
        return True


def company_like(before: Before) -> bool:
    """Whether an office that companies have too ("president") is likelier one of theirs here."""
    if before.institution:
        return False
    return before.business or bool(before.foreign and not before.country and not before.people)


def political_words(words: list[str]) -> bool:
    """Whether one of the words names an organ of state, a party or an armed movement."""
    lower = [word.lower() for word in words]
    if not SPORTS.isdisjoint(lower):
        return False
    return "Committee" in words or any(word in RULED for word in lower)


def _country_before(reading: Reading, position: int) -> tuple[str, int, bool] | None:
    """The country whose name, demonym or seat ends right before `position` (a space or a possessive between), where
    that begins, and whether it is a seat of power.
    """
    text = reading.text
    end = position
    if end and text[end - 1] in " -":
        end -= 1
    if text.startswith("'s", end - 2) and end > 2:
        end -= 2
        if end and text[end - 1] == " ":
            end -= 1
    elif end > 1 and text[end - 1] == "'":
        end -= 1
    if end == position:
        return None
    hit = reading.ends.get(end)
    if hit and hit[1] in ("country", "capital", "seat") and hit[2]:
        return hit[2], hit[0], hit[1] == "seat"
    return None
