"""What Wikidata knows and the package and the user do not: new people, and new aliases and offices of known ones."""

from __future__ import annotations

from collections.abc import Container, Sequence

import msgspec

from reader.entities.gazetteer.identity import person_id
from reader.entities.gazetteer.normal import folded
from reader.entities.gazetteer.schema import LeaderEntry, OfficeEntry
from reader.entities.gazetteer.variants import leader_names
from reader.wikidata.acquaintance import Acquaintance
from reader.wikidata.aliases import good_aliases
from reader.wikidata.entry import TakenEntry
from reader.wikidata.kinds import ends, is_known
from reader.wikidata.latin import is_name
from reader.wikidata.people import Person
from reader.wikidata.titles import Held


class Merged(msgspec.Struct, frozen=True):
    """The entries to take by id, and whom nobody should take, with the reason in words."""

    entries: dict[str, TakenEntry]
    left_out: list[str]


def merged(everybody: Sequence[Person], known: Acquaintance, package: Container[str]) -> Merged:
    """Everybody once: known people with what is new of them, and new people. Nothing known is changed or repeated, but
    for an office whose end our data lacks and Wikidata states.

    `package` are the ids of the package's own people. One whom only the user's file knows has an entry with a name,
    because the update lies below that file and has to stand without it.
    """
    entries: dict[str, TakenEntry] = {}
    left_out: list[str] = []
    extended: dict[str, list[Person]] = {}
    new: dict[str, Person] = {}
    names: dict[str, str] = {}
    for person in everybody:
        match = known.match(person)
        if match.id:
            extended.setdefault(match.id, []).append(person)
            continue
        first = names.setdefault(folded(person.name).casefold(), person.wikidata)
        doubt = match.doubt or ("" if is_name(person.name) else "is no name that can be searched for")
        if doubt or first != person.wikidata:
            left_out.append(f"{person.name} ({person.home}): {doubt or 'somebody else of this name is new too'}")
            continue
        new[_new_id(person, known, new)] = person
    for id_, person in new.items():
        known.meet(id_, person.name, ())
    for id_, same in extended.items():
        if (entry := _extension(known.leaders[id_], same, known)) is not None:
            own = id_ not in package
            name, country = (same[0].name, known.leaders[id_].country) if own else ("", None)
            entries[id_] = msgspec.structs.replace(entry, name=name, country=country)
    for id_, person in new.items():
        entries[id_] = _newcomer(id_, person, known)
    return Merged(entries, left_out)


def _new_id(person: Person, known: Acquaintance, new: dict[str, Person]) -> str:
    """The id that an article would give to somebody discovered of this name, so that links to them stay."""
    words = folded(person.name).split()
    ids = (person_id(words, person.home), f"{person_id(words, None)}-{person.home.lower()}", person.wikidata.lower())
    return next(id_ for id_ in ids if id_ not in known.leaders and id_ not in new)


def _newcomer(id_: str, person: Person, known: Acquaintance) -> TakenEntry:
    aliases = good_aliases(person.name, person.aliases, lambda alias: known.is_taken(alias, id_))
    known.meet(id_, person.name, aliases)
    offices = tuple(_office(held, person.home) for held in person.offices)
    return TakenEntry(
        id_, person.name, person.home, aliases, " " not in person.name or known.is_taken(person.name, id_), offices,
        person.wikidata,
    )  # fmt: skip


def _extension(leader: LeaderEntry, same: Sequence[Person], known: Acquaintance) -> TakenEntry | None:
    """What is new of somebody known; None where nothing is."""
    offered = [name for person in same for name in (person.name, *person.aliases)]
    told = {folded(name) for name in leader_names(leader)}
    aliases = tuple(
        alias
        for alias in good_aliases(leader.name, offered, lambda alias: known.is_taken(alias, leader.id))
        if folded(alias) not in told
    )
    held = [one for person in same for one in person.offices]
    offices = tuple(office for one in held if (office := _lacking(leader, one, held)) is not None)
    if not aliases and not offices:
        return None
    known.meet(leader.id, leader.name, aliases)
    return TakenEntry(leader.id, aliases=aliases, offices=offices, wikidata=leader.wikidata or same[0].wikidata)


def _lacking(leader: LeaderEntry, held: Held, all_held: Sequence[Held]) -> OfficeEntry | None:
    """The office where the leader has none like it, or theirs with the end that it lacks; else None.

    A king who was prime minister from the same day and gave that up is king: an office ends when none like it goes on.
    """
    there = [office for office in leader.offices if is_known(office, leader.country, held)]
    if not there:
        return _office(held, leader.country)
    for office in there:
        goes_on = any(one.until is None and is_known(office, leader.country, one) for one in all_held)
        if ends(office, held) and not goes_on:
            return OfficeEntry(office.title, office.country, office.since, held.until)
    return None


def _office(held: Held, home: str | None) -> OfficeEntry:
    return OfficeEntry(held.title, None if held.country == home else held.country, held.since, held.until)
