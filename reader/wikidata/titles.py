"""What an office is called: by its category, or as Wikidata names it, without the country that an entry has already."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Protocol

import msgspec

from reader.entities.gazetteer.schema import CountryEntry
from reader.wikidata.latin import is_latin
from reader.wikidata.queries import Category
from reader.wikidata.terms import Term

_MINISTERS: Final[dict[Category, str]] = {
    "foreign_minister": "Foreign Minister",
    "defence_minister": "Defence Minister",
}
_OWN_WORDS: Final[dict[tuple[str, Category], str]] = {
    ("US", "foreign_minister"): "Secretary of State",
    ("US", "defence_minister"): "Defense Secretary",
    ("GB", "foreign_minister"): "Foreign Secretary",
    ("GB", "defence_minister"): "Defence Secretary",
}
_PLAIN: Final[dict[Category, str]] = {"head_of_state": "Head of State", "head_of_government": "Head of Government"}
"""Where Wikidata names no office. A head of state who governs needs no second one."""
_SMALL: Final = frozenset("of the and for in to de du la le".split())
MOST_WORDS: Final = 6
"""Words of the longest title that is taken as it is; a longer one is a sentence."""


class Held(msgspec.Struct, frozen=True):
    """An office somebody held in a country; `stated` says that Wikidata itself has the day of its end."""

    category: Category
    title: str
    country: str
    since: str | None = None
    until: str | None = None
    stated: bool = False


def offices_held(terms: Sequence[Term], country: CountryEntry) -> dict[str, tuple[Held, ...]]:
    """Offices by person, from the terms of one country. A head of state who governs by that office has it once."""
    usual = {category: _usual(terms, category, country) for category in _PLAIN}
    found: dict[str, list[Held]] = {}
    for term in sorted(terms, key=lambda term: (term.category != "head_of_state", term.category)):
        title = _title(term, country, usual)
        held = Held(term.category, title, country.id, term.since, term.until, term.stated)
        mine = found.setdefault(term.person, [])
        if not (term.category in _PLAIN and any(_one_office(one, held) for one in mine)):
            mine.append(held)
    return {person: tuple(mine) for person, mine in found.items()}


def _one_office(one: Held, other: Held) -> bool:
    return overlap(one, other) and (one.title == other.title or other.title == _PLAIN.get(other.category))


class _Dated(Protocol):
    @property
    def since(self) -> str | None: ...

    @property
    def until(self) -> str | None: ...


def overlap(one: _Dated, other: _Dated) -> bool:
    """Whether both were held at once for some time; a day, month or year in which one follows the other is none."""
    return _before(one.since, other.until) and _before(other.since, one.until)


def _before(day: str | None, other: str | None) -> bool:
    size = min(len(day or ""), len(other or ""))
    return not size or (day or "")[:size] < (other or "")[:size]


def _title(term: Term, country: CountryEntry, usual: dict[Category, str]) -> str:
    if term.category in _MINISTERS:
        return _OWN_WORDS.get((country.id, term.category), _MINISTERS[term.category])
    own = [title for office in term.offices if (title := bare_title(office, country))]
    return own[0] if own else usual[term.category]


def _usual(terms: Iterable[Term], category: Category, country: CountryEntry) -> str:
    """What the office is called most often, if that is beyond doubt."""
    titles = (bare_title(office, country) for term in terms if term.category == category for office in term.offices)
    named = Counter(title for title in titles if title)
    return next(iter(named)) if len(named) == 1 else _PLAIN[category]


def bare_title(office: str, country: CountryEntry) -> str:
    """ "President" for "president of the French Republic"; empty where it is no title in Latin letters."""
    names = "|".join(re.escape(name) for name in (country.name, *country.names, *country.former))
    title = re.sub(rf",? (?:of|for) (?:the )?(?:{names})$", "", office, flags=re.IGNORECASE)
    words = title.split()
    if not words or len(words) > MOST_WORDS or not is_latin(title):
        return ""
    return " ".join(
        word if place and word.lower() in _SMALL else word[:1].upper() + word[1:] for place, word in enumerate(words)
    )
