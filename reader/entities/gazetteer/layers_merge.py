"""What becomes of one entry when a layer says more of it: words and offices are added, single values replaced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

import msgspec

from reader.entities.gazetteer.layers_entry import LISTS, Change, LeaderChange
from reader.entities.gazetteer.layers_file import Kind
from reader.entities.gazetteer.normal import folded
from reader.entities.gazetteer.schema import CountryEntry, LeaderEntry, OfficeEntry, OrganisationEntry

Entry: TypeAlias = LeaderEntry | CountryEntry | OrganisationEntry
_SHAPES: Final[Mapping[Kind, type[Entry]]] = {
    "leader": LeaderEntry,
    "country": CountryEntry,
    "organisation": OrganisationEntry,
}


def names_of(entry: Entry) -> tuple[str, ...]:
    """The name and other names of an entry; of a country not its demonyms, capitals and seats."""
    if isinstance(entry, CountryEntry):
        return (entry.name, *entry.names, *entry.former)
    return (entry.name, *entry.aliases)


def blank(change: Change, id_: str) -> Entry:
    """An entry that has nothing but the id and the name that the change gives."""
    return _SHAPES[change.kind](id_, change.fields.name)


def merged(known: Entry, change: Change) -> Entry:
    """The entry with what the change gives: scalars replace, words and offices are added, `remove_aliases` go.

    A name that is replaced stays as an alias. Where the entry was found by its name, the name is left alone.
    """
    fields = change.fields
    gone = {folded(word) for word in fields.remove_aliases}
    name = fields.name if fields.id and fields.name else known.name
    given: dict[str, object] = {"name": name}
    for list_ in LISTS[change.kind]:
        words = (*getattr(known, list_), *getattr(fields, list_))
        if list_ in ("aliases", "names") and name != known.name:
            words = (*words, known.name)
        given[list_] = tuple(word for word in dict.fromkeys(words) if folded(word) not in gone and word != name)
    if isinstance(fields, LeaderChange) and isinstance(known, LeaderEntry):
        scalars = {key: getattr(fields, key) for key in ("country", "surname", "common", "wikidata")}
        given |= {key: value for key, value in scalars.items() if value is not None}
        given["offices"] = joined_offices(known.offices, fields.offices, fields.country or known.country)
    replaced: Entry = msgspec.structs.replace(known, **given)
    return replaced


def joined_offices(
    known: tuple[OfficeEntry, ...], given: tuple[OfficeEntry, ...], home: str | None
) -> tuple[OfficeEntry, ...]:
    """Known and given offices of a leader of the country `home`.

    One given again, with the same title for the same time, takes the place of the one known. One that began after all
    that are known stands first, because it is the one in force; others stand last.
    """
    offices = list(known)
    later: list[OfficeEntry] = []
    open_ = set(range(len(known)))
    latest = max((office.since or "" for office in known), default="")
    for office in given:
        same = next((place for place in sorted(open_) if _same_office(offices[place], office, home)), None)
        if same is not None:
            offices[same] = _joined(offices[same], office)
            open_.remove(same)
        elif known and (office.since or "") > latest:
            later.append(office)
        else:
            offices.append(office)
    return (*later, *offices)


def overlap(one: OfficeEntry, other: OfficeEntry) -> bool:
    """Whether the two were held at once for some time; a day, month or year in which one follows the other is none."""
    return _before(one.since, other.until) and _before(other.since, one.until)


def _same_office(one: OfficeEntry, other: OfficeEntry, home: str | None) -> bool:
    if one.title.casefold() != other.title.casefold() or (one.country or home) != (other.country or home):
        return False
    if one.since and other.since and (one.since.startswith(other.since) or other.since.startswith(one.since)):
        return True
    return overlap(one, other)


def _before(day: str | None, other: str | None) -> bool:
    """Whether `day` is before `other` as far as both are precise; an unknown beginning or end is far away."""
    if not day or not other:
        return True
    size = min(len(day), len(other))
    return day[:size] < other[:size]


def _joined(known: OfficeEntry, given: OfficeEntry) -> OfficeEntry:
    vague = not given.since or (known.since or "").startswith(given.since)
    return OfficeEntry(
        given.title,
        given.country or known.country,
        known.since if vague else given.since,
        given.until or known.until,
    )
