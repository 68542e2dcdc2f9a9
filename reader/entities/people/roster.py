"""The people met in a document so far, and the words already claimed for them."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from typing import Final

from reader.article import Form
from reader.entities.found import NOWHERE, Found, Rule, Span
from reader.entities.gazetteer.names import Name
from reader.entities.gazetteer.schema import LeaderEntry
from reader.entities.gazetteer.variants import PARTICLES
from reader.entities.people.person import Person
from reader.entities.people.who import in_high_office
from reader.entities.reading import Reading

NAMESAKES: Final = 50
"""People of one surname among whom somebody is sought."""


class Roster:
    """People by entity; every word belongs to one mention at most."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._claimed = bytearray(len(reading.text))
        self._people: dict[str, Person] = {}
        self._by_start: dict[int, Person] = {}
        self._by_surname: dict[str, list[Person]] = {}

    def people(self) -> Iterable[Person]:
        """Everybody, in the order they were met."""
        return self._people.values()

    def free(self, start: int, end: int) -> bool:
        """Whether no mention holds a character from `start` to `end`."""
        return not any(self._claimed[start:end])

    def at(self, start: int) -> Person | None:
        """Whose mention starts there."""
        return self._by_start.get(start)

    def leader(self, entry: LeaderEntry) -> Person:
        """The leader of the gazetteer, met now or before."""
        known = self._people.get(entry.id)
        if known is None:
            known = self.add(Person.of_leader(entry))
            known.relative = entry.id in self._reading.gazetteer.relatives
            known.head = in_high_office(entry, self._reading)
        return known

    def add(self, person: Person) -> Person:
        """Somebody new; somebody met before who has the same entity stays who they were."""
        return self._people.setdefault(person.entity, person)

    def acquainted(self, name: Name) -> Person | None:
        """The one person met already whose name this is in part; None where there is none, or several."""
        words = [word for word in name.words if word not in PARTICLES]
        met = [
            person
            for person in self._by_surname.get(name.words[-1], ())
            if all(word in person.given or word in person.surnames for word in words)
        ]
        return met[0] if len(met) == 1 else None

    def claim(self, person: Person, start: int, end: int, form: Form, rule: Rule, evidence: Span = NOWHERE) -> None:
        """Makes the words from `start` to `end` a mention of the person, by that rule and the words at `evidence`."""
        person.mentions.append((start, end, form, rule, evidence))
        if form != "surname":
            insort(person.full, start)
        self._claimed[start:end] = b"\1" * (end - start)
        self._by_start[start] = person
        for surname in person.surnames:
            bearers = self._by_surname.setdefault(surname, [])
            if len(bearers) < NAMESAKES and person not in bearers:
                bearers.append(person)

    def surname_words(self) -> set[str]:
        """Last words of everybody's surnames."""
        return {surname.split(" ")[-1] for person in self.people() for surname in person.surnames}

    def found(self) -> list[Found]:
        """Every mention, in the order of the text."""
        return sorted(mention for person in self.people() for mention in person.found())
