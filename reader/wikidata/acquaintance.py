"""Whom the package and the user know already, and how to find one of them in what Wikidata says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reader.entities.gazetteer.homographs import HomographFile
from reader.entities.gazetteer.normal import folded
from reader.entities.gazetteer.schema import CountryEntry, LeaderEntry, OrganisationEntry
from reader.wikidata.kinds import held_at_once, one_beginning
from reader.wikidata.latin import key
from reader.wikidata.people import Person


class Match(NamedTuple):
    """Who somebody is: the id of a known entry, or why nobody can tell; both empty for somebody new."""

    id: str = ""
    doubt: str = ""


class Acquaintance:
    """Known leaders by id, name and alias, and the phrases that mean something already."""

    def __init__(
        self,
        leaders: Mapping[str, LeaderEntry],
        countries: Iterable[CountryEntry],
        organisations: Iterable[OrganisationEntry],
        other_words: Iterable[str],
    ) -> None:
        self.leaders = leaders
        self._by_wikidata = {leader.wikidata: id_ for id_, leader in leaders.items() if leader.wikidata}
        self._names: dict[str, set[str]] = {}
        self._aliases: dict[str, set[str]] = {}
        self._phrases: dict[str, set[str]] = {}
        self._words: dict[str, set[str]] = {}
        for id_, leader in leaders.items():
            self.meet(id_, leader.name, leader.aliases)
        things = {word for country in countries for word in _words_of(country)}
        things |= {name for body in organisations for name in (body.name, *body.aliases)}
        self._things = frozenset(folded(word).casefold() for word in (*things, *other_words))

    def meet(self, id_: str, name: str, aliases: Iterable[str]) -> None:
        """Somebody is known from now on."""
        self._names.setdefault(key(name), set()).add(id_)
        for alias in aliases:
            self._aliases.setdefault(key(alias), set()).add(id_)
        for phrase in (name, *aliases):
            plain = folded(phrase).casefold()
            self._phrases.setdefault(plain, set()).add(id_)
            for word in plain.split():
                self._words.setdefault(word, set()).add(id_)

    def is_taken(self, alias: str, id_: str) -> bool:
        """Whether the alias means somebody or something else, or is one word of another's name."""
        plain = folded(alias).casefold()
        bearers = self._phrases.get(plain, set()) | (set() if " " in plain else self._words.get(plain, set()))
        return plain in self._things or bool(bearers - {id_})

    def knows(self, name: str, country: str | None) -> bool:
        """Whether somebody of that full name and country is known."""
        return any(country in self._homes(id_) for id_ in self._names.get(key(name), ()) if id_ in self.leaders)

    def match(self, person: Person) -> Match:
        """Who the person is. Somebody's full name in the same country is theirs. Another spelling, or an alias, needs a
        time in office that both share: fathers and sons may differ in an initial. One word of the name in common is
        enough with the same office from the same day.
        """
        if person.wikidata in self._by_wikidata:
            return Match(self._by_wikidata[person.wikidata])
        named = self._names.get(key(person.name), set())
        mine = folded(person.name).casefold()
        here = {id_ for id_ in named if self._homes(id_) & person.countries}
        here = {id_ for id_ in here if folded(self.leaders[id_].name).casefold() == mine}
        if len(here) == 1:
            return Match(here.pop())
        called = {id_ for alias in person.aliases for id_ in self._names.get(key(alias), ())}
        called |= self._aliases.get(key(person.name), set())
        called = {id_ for id_ in called | named if self._homes(id_) & person.countries}
        sure = {id_ for id_ in called if self._at_once(id_, person)}
        sure |= {id_ for id_ in self._words_in_common(person) if self._same_office(id_, person)}
        if len(sure) == 1:
            return Match(sure.pop())
        others = sorted(sure or called or named)
        return Match("", f"may be {' or '.join(self.leaders[id_].name for id_ in others)}") if others else Match()

    def _words_in_common(self, person: Person) -> set[str]:
        words = [word for word in folded(person.name).casefold().split() if len(word) > 2]
        return {id_ for word in words for id_ in self._words.get(word, ())}

    def _homes(self, id_: str) -> frozenset[str | None]:
        leader = self.leaders[id_]
        return frozenset((leader.country, *(office.country for office in leader.offices)))

    def _at_once(self, id_: str, person: Person) -> bool:
        leader = self.leaders[id_]
        return not leader.offices or any(
            held_at_once(office, leader.country, held) for office in leader.offices for held in person.offices
        )

    def _same_office(self, id_: str, person: Person) -> bool:
        leader = self.leaders[id_]
        return any(one_beginning(office, leader.country, held) for office in leader.offices for held in person.offices)


def other_words(homographs: HomographFile, roles: Iterable[str]) -> frozenset[str]:
    """Words that are names of people and places at once, and words for offices."""
    shared = [word for entry in homographs.shared for word in entry.words]
    shared += [word for entry in homographs.homograph for word in entry.words]
    return frozenset((*homographs.blocks, *homographs.words_too, *homographs.given, *shared, *roles))


def _words_of(country: CountryEntry) -> tuple[str, ...]:
    own = (country.name, *country.names, *country.former, *country.adjectives, *country.nouns)
    return (*own, *country.prefixes, *country.capitals, *country.seats)
