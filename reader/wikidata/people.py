"""The people of all answers, each with the offices they held anywhere, and how else they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from reader.wikidata.titles import Held


class Person(msgspec.Struct, frozen=True):
    """Somebody with a Wikidata id; `home` is the country they held most offices in, `offices` are the latest first."""

    wikidata: str
    name: str
    home: str
    offices: tuple[Held, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def countries(self) -> frozenset[str]:
        """Where they held office."""
        return frozenset(held.country for held in self.offices)


def people(
    held: Mapping[str, Mapping[str, Sequence[Held]]], names: Mapping[str, str], aliases: Mapping[str, Sequence[str]]
) -> list[Person]:
    """Everybody, by the number of their id. `held` are offices by country and person."""
    offices: dict[str, list[Held]] = {}
    for of_country in held.values():
        for person, theirs in of_country.items():
            offices.setdefault(person, []).extend(theirs)
    return [
        Person(
            person,
            names[person],
            Counter(one.country for one in theirs).most_common(1)[0][0],
            tuple(sorted(theirs, key=lambda one: one.since or one.until or "", reverse=True)),
            tuple(aliases.get(person, ())),
        )
        for person, theirs in sorted(offices.items(), key=lambda pair: int(pair[0][1:]))
    ]
