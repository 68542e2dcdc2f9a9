"""Who and where Dateline knows: entities by id, the office somebody held on a day, and the matcher of all names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

import msgspec

from reader.article import Entity, Office
from reader.config import FileStamp, gazetteer_stamps
from reader.entities.gazetteer.careers import office_words
from reader.entities.gazetteer.compiled import Compiled, compiled
from reader.entities.gazetteer.entries import LeaderEntries
from reader.entities.gazetteer.layers import layer_sources
from reader.entities.gazetteer.matcher import Matcher
from reader.entities.gazetteer.schema import CountryEntry, LeaderEntry
from reader.entities.gazetteer.senses import Sense

RECENT: Final = 1_000
"""Entities that are kept as they were asked for last: one article after the other names the same ones."""


class Gazetteer:
    """Countries, leaders and organisations, and the phrases that name them. Iterating yields every entity."""

    def __init__(self, data: Compiled, stamps: tuple[FileStamp, ...] = ()) -> None:
        self.version = data.digest
        """A digest of the data and the rules; mentions found with another one are out of date."""
        self.notices = data.notices
        """What is wrong with the update or the user's own file, a sentence each with file and line."""
        self.tallies = data.tallies
        """What the layers did to the package's entries."""
        self.stamps = stamps
        self.senses = data.senses
        self.roles = data.roles
        self.homographs = data.homographs
        self.surnames = data.surnames
        self.eminent = data.eminent
        self.given_names = data.given_names
        self.relatives = data.relatives
        self.countries: dict[str, CountryEntry] = {country.id: country for country in data.countries}
        self.leaders: Mapping[str, LeaderEntry] = LeaderEntries(data.leaders)
        self.organisations = {body.id: body for body in data.organisations}
        self._data = data
        self._recent = lru_cache(maxsize=RECENT)(self._made)

    def __iter__(self) -> Iterator[Entity]:
        for id_ in (*self.countries, *self.leaders, *self.organisations):
            entity = self.entity(id_)
            if entity:
                yield entity

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher of every phrase; a hit's `pattern` is an index into `senses`."""
        return Matcher(self.numbers, self._data.leads, self._data.openings)

    @cached_property
    def shouting(self) -> Matcher:
        """The matcher of leaders' names in capitals, made when a text first has a line of them: most have none."""
        capitals: dict[str, int] = {}
        for name, number in self.numbers.items():
            if self.senses[number][0].kind == "leader":
                capitals.setdefault(name.upper(), number)
        return Matcher(capitals, self._data.leads)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Where in `senses` the meanings of a phrase, folded, are."""
        return dict(zip(self._data.patterns, range(len(self._data.patterns)), strict=True))

    def meanings(self, phrase: str) -> list[Sense]:
        """What a phrase, folded, can mean; nothing for one that the gazetteer lacks."""
        number = self.numbers.get(phrase)
        return self.senses[number] if number is not None else []

    @cached_property
    def surname_words(self) -> frozenset[str]:
        """Last words of all leaders' surnames."""
        return frozenset(surname.split(" ")[-1] for surname in self.surnames)

    def entity(self, id_: str) -> Entity | None:
        """The entity of that id, None where the gazetteer lacks it."""
        return self._recent(id_)

    def _made(self, id_: str) -> Entity | None:
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

    @cached_property
    def _origins(self) -> dict[str, list[str]]:
        return msgspec.msgpack.decode(self._data.origins, type=dict[str, list[str]])

    def origin(self, id_: str) -> str:
        """File and line of the entry of that id, and of those that extend it; "" where the gazetteer lacks it.

        "leaders/russia.toml:3", "leaders/russia.toml:3, gazetteer.toml:12 (yours)".
        """
        return ", ".join(self._origins.get(id_, ()))

    def office_on(self, id_: str, day: date | None) -> Office | None:
        """The office that leader held on `day` (today's where None), else the last one left before it.

        The first of the file's list wins where two were held at once; an office without any date only where there is
        no other. None where nothing had begun yet, or where the gazetteer names no office.
        """
        entity = self.entity(id_)
        if entity is None or not entity.offices:
            return None
        on = (day or date.max).isoformat()
        begun = [one for one in entity.offices if one.since is None or one.since <= on[: len(one.since)]]
        begun = [one for one in begun if one.since or one.until] or begun
        for office in begun:
            if office.until is None or office.until >= on[: len(office.until)]:
                return office
        return max(begun, key=lambda one: one.until or "", default=None)

    def office_words(self, id_: str, day: date | None, today: date) -> str:
        """The office that leader held on `day` (today's where None) and what came of it until `today`, in words.

        "then Defence Minister of China; since Oct 2023 out of office"; see `careers.office_words`. "" for none known.
        """
        return office_words(self, id_, day, today)


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The package's gazetteer with the update and the user's own file over it, loaded once a process.

    Raises GazetteerError for a fault in a file of the package; faults in the others are in `notices`.
    """
    stamps = gazetteer_stamps()
    return Gazetteer(compiled(layers=layer_sources()), stamps)


def gazetteer_changed() -> bool:
    """Whether the update or the user's own file is another one than when the gazetteer was loaded; costs two `stat`s.

    False before the first load.
    """
    return load_gazetteer.cache_info().currsize > 0 and load_gazetteer().stamps != gazetteer_stamps()


def reload_gazetteer() -> Gazetteer:
    """The gazetteer as the files are now; `load_gazetteer` gives it from here on."""
    load_gazetteer.cache_clear()
    return load_gazetteer()
