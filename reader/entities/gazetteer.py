"""Who and where Dateline knows: entities by id, the office somebody held on a day, and the matcher of all names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache

from reader.article import Entity, Office
from reader.entities.compiled import Compiled, compiled
from reader.entities.matcher import Matcher
from reader.entities.schema import CountryEntry, LeaderEntry
from reader.entities.senses import Sense


class Gazetteer:
    """Countries, leaders and organisations, and the phrases that name them. Iterating yields every entity."""

    def __init__(self, data: Compiled) -> None:
        self.version = data.digest
        """A digest of the data files; mentions found with another one are out of date."""
        self.senses = data.senses
        self.roles = data.roles
        self.homographs = data.homographs
        self.surnames = data.surnames
        self.given_names = data.given_names
        self.relatives = data.relatives
        self.countries: dict[str, CountryEntry] = {country.id: country for country in data.countries}
        self.leaders: dict[str, LeaderEntry] = {leader.id: leader for leader in data.leaders}
        self.organisations = {body.id: body for body in data.organisations}
        self._data = data

    def __iter__(self) -> Iterator[Entity]:
        for id_ in (*self.countries, *self.leaders, *self.organisations):
            entity = self.entity(id_)
            if entity:
                yield entity

    @cached_property
    def matcher(self) -> Matcher:
        """The automaton over every phrase; a hit's `pattern` is an index into `senses`."""
        return Matcher(self._data.patterns, self._data.leads)

    @cached_property
    def shouting(self) -> tuple[Matcher, list[int]]:
        """The automaton over leaders' names in capitals, and the pattern that each stands for.

        Made when the first line in capitals comes: most texts have none.
        """
        numbers = [number for number, senses in enumerate(self.senses) if senses[0].kind == "leader"]
        leads = {place: self._data.leads.get(number, 0) for place, number in enumerate(numbers)}
        return Matcher([self._data.patterns[number].upper() for number in numbers], leads), numbers

    @cached_property
    def meanings(self) -> dict[str, list[Sense]]:
        """What a phrase, folded, can mean."""
        return dict(zip(self._data.patterns, self._data.senses, strict=True))

    @cached_property
    def surname_words(self) -> frozenset[str]:
        """Last words of all leaders' surnames."""
        return frozenset(surname.split(" ")[-1] for surname in self.surnames)

    def entity(self, id_: str) -> Entity | None:
        """The entity of that id, None where the gazetteer lacks it."""
        if country := self.countries.get(id_):
            names = (*country.names, *country.former, *country.adjectives, *country.nouns)
            return Entity(country.id, "country", country.name, country.id, (), names)
        if leader := self.leaders.get(id_):
            offices = tuple(
                Office(one.title, one.country or leader.country, one.since, one.until) for one in leader.offices
            )
            return Entity(leader.id, "leader", leader.name, leader.country, offices, leader.aliases)
        if body := self.organisations.get(id_):
            return Entity(body.id, "organisation", body.name, None, (), body.aliases)
        return None

    def office_on(self, id_: str, day: date | None) -> Office | None:
        """The office that leader held on `day` (today's where None), else the last one left before it.

        The first of the file's list wins where two were held at once. None where nothing had begun yet, or where the
        gazetteer names no office.
        """
        entity = self.entity(id_)
        if entity is None or not entity.offices:
            return None
        on = (day or date.max).isoformat()
        begun = [one for one in entity.offices if one.since is None or one.since <= on[: len(one.since)]]
        for office in begun:
            if office.until is None or office.until >= on[: len(office.until)]:
                return office
        return max(begun, key=lambda one: one.until or "", default=None)


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The gazetteer of the package, loaded once a process. Raises GazetteerError for a fault in a data file."""
    return Gazetteer(compiled())
