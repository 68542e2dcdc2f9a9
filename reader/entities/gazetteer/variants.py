"""The spellings in which news writes one name: romanisations, hyphens and capitals of Korean and Taiwanese given names,
the Arabic article, initials; and which part of a name is the surname.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final

from reader.entities.gazetteer.romanisation import respelt
from reader.entities.gazetteer.schema import LeaderEntry

FAMILY_FIRST: Final = frozenset({"CN", "KP", "KR", "TW", "HK", "MO"})
"""Countries whose names stand family name first in English news, and who are called by it (Vietnamese are not)."""

_ARTICLE = re.compile(r"\b([Aa]l|[Ee]l)[- ](?=[A-Z])")
_INITIALS = re.compile(r"(?<=\b[A-Z]\.)\s?(?=[A-Z]\.)")
_ARTICLED = re.compile(r"^(?:[Aa]l|[Ee]l)-")
_SUFFIX = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")
_TITLE = re.compile(
    r"(?:(?:Former|Vice|Crown|Prime|Senior) )?(?:President|Premier|Minister|King|Queen|Prince|Princess|Emperor|Sultan"
    r"|Emir|Pope|Governor|General|Colonel|Captain|Marshal|Commander|Cardinal|Archbishop|Ayatollah|Baroness|Sir|Dr)"
    r" (?=\S)"
)
_UMLAUTS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "Ø": "Oe", "å": "aa"}
)
PARTICLES: Final = frozenset(
    """
    de da do dos das del della di du la le van von der den ter ten bin ibn ben al el wa y zu af abu bint
    """.split()
)
"""Words inside a name that keep their small letter."""


def leader_names(leader: LeaderEntry) -> Iterator[str]:
    """Name and aliases in every spelling, each once, the name itself first."""
    seen: set[str] = set()
    for name in (leader.name, *leader.aliases):
        for spelling in _spellings(name, leader.country):
            if spelling not in seen:
                seen.add(spelling)
                yield spelling


def title_length(alias: str) -> int:
    """Code points of the title that an alias begins with, its space too; 0 without one. Sheikh and Lord are names."""
    title = _TITLE.match(alias)
    return title.end() if title else 0


def titles_of(leader: LeaderEntry) -> Iterator[tuple[str, int]]:
    """Aliases that begin with a title and its code points; the name too where the title is the leader's office."""
    offices = {word for office in leader.offices for word in office.title.split()}
    for name in (leader.name, *leader.aliases):
        length = title_length(name)
        if length and (name != leader.name or (name.split()[0] in offices and not title_length(f"{leader.surname} "))):
            yield name, length


def surname_of(leader: LeaderEntry) -> str:
    """The word, or words, by which a second mention calls the leader.

    What the entry says; else the first word of a Chinese name, or of a Korean or Taiwanese one that shows its order by
    a hyphen or a third word; else the last word.
    """
    words = leader.name.split()
    shown = len(words) == 3 or any("-" in word for word in words[1:])
    first = leader.country == "CN" or (leader.country in FAMILY_FIRST and shown)
    return leader.surname or surname(leader.name, family_first=first)


def surname(name: str, *, family_first: bool = False) -> str:
    """The surname of a full name, without article, suffix or "of PLACE"; the whole of a name of one word."""
    words = _SUFFIX.sub("", name.split(" of ")[0]).split()
    if len(words) < 2:
        return " ".join(words)
    return words[0] if family_first else _ARTICLED.sub("", words[-1])


def is_family_first(words: Sequence[str], country: str | None, given_names: Container[str]) -> bool:
    """Whether a name of `country` stands family name first; "Carrie Lam" does not, though Hong Kong's custom does."""
    return country in FAMILY_FIRST and len(words) > 1 and words[0] not in given_names and "-" not in words[0]


def _spellings(name: str, country: str | None) -> Iterator[str]:
    yield name
    plain = _SUFFIX.sub("", name)
    if plain != name and " " in plain:
        yield plain
    spelt = plain.translate(_UMLAUTS)
    if spelt != plain:
        yield spelt
    if _ARTICLE.search(plain):
        for article in ("al-", "Al-", "al ", "Al ", "el-", "El-", ""):
            other = _ARTICLE.sub(article, plain)
            if " " in other:
                yield other
    spaced = _INITIALS.sub(" ", plain)
    if spaced != plain:
        yield spaced
    tight = _INITIALS.sub("", plain)
    if tight != plain:
        yield tight
    if country in FAMILY_FIRST:
        yield from _given_names(plain)
    else:
        yield from respelt(plain, country)


def _given_names(name: str) -> Iterator[str]:
    """Kim Jong-un: Kim Jong Un, Kim Jong-Un, Kim Jong un. A name without a hyphen has none to vary."""
    words = name.split()
    if len(words) == 2 and words[1].count("-") == 1:
        first, second = words[1].split("-")
        if first and second:
            yield f"{words[0]} {first}-{second.lower()}"
            yield f"{words[0]} {first}-{second.capitalize()}"
            yield f"{words[0]} {first} {second.capitalize()}"
    elif len(words) == 3 and all(word.isalpha() for word in words):
        yield f"{words[0]} {words[1]}-{words[2].lower()}"
        yield f"{words[0]} {words[1]}-{words[2].capitalize()}"
