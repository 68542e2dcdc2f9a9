"""From what was found to what to take: merged with what is known, and with the update in force where a country did not
answer or was not asked.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from reader.config import user_gazetteer
from reader.entities.gazetteer.compiled import compiled
from reader.entities.gazetteer.entries import LeaderEntries
from reader.entities.gazetteer.layers import Known, layered
from reader.entities.gazetteer.layers_file import read_source
from reader.entities.gazetteer.schema import CountryEntry, LeaderEntry, OrganisationEntry
from reader.wikidata.acquaintance import Acquaintance, other_words
from reader.wikidata.asking import Gathered
from reader.wikidata.difference import Difference, difference
from reader.wikidata.entry import TakenEntry
from reader.wikidata.merge import merged


class Proposal(msgspec.Struct, frozen=True):
    """The entries to take, how they differ from the update in force, and who is left out for a doubt, in words."""

    entries: dict[str, TakenEntry]
    difference: Difference
    left_out: list[str]


class Ground:
    """What the package and the user know; the update in force is no part of it.

    `leaders` are everybody of both, those that the user takes out too: they are no news. `countries` are the
    package's, which an update can be about, because it lies below the user's file.
    """

    def __init__(self) -> None:
        """Reads the package's data and the user's own file. Raises GazetteerError for a fault in one of the package."""
        data = compiled()
        self.package = dict(LeaderEntries(data.leaders))
        self.countries = {country.id: country for country in data.countries}
        bodies = {body.id: body for body in data.organisations}
        known = Known({"leader": {**self.package}, "country": {**self.countries}, "organisation": {**bodies}})
        layered(known, (read_source(user_gazetteer(), yours=True),))
        theirs = {id_: one for id_, one in known.of("leader").items() if isinstance(one, LeaderEntry)}
        self.leaders = self.package | theirs
        countries = [one for one in known.of("country").values() if isinstance(one, CountryEntry)]
        organisations = [one for one in known.of("organisation").values() if isinstance(one, OrganisationEntry)]
        roles = (word for role in data.roles for word in role.spellings())
        words = other_words(data.homographs, roles)
        self.acquaintance = Acquaintance(self.leaders, countries, organisations, words)


def proposal(gathered: Gathered, before: Mapping[str, TakenEntry], ground: Ground) -> Proposal:
    """What to take. Entries of the update in force stay for countries that gave no answer, and aliases where the
    question for them failed.
    """
    found = merged(gathered.people, ground.acquaintance, ground.package)
    entries = dict(found.entries)
    seen = {entry.wikidata for entry in entries.values()} - {None}
    for id_, entry in before.items():
        carried = _carried(entry, gathered, ground)
        if carried is None:
            continue
        if id_ in entries:
            entries[id_] = _both(entries[id_], carried)
        elif carried.offices and entry.wikidata not in seen:
            entries[id_] = carried
    return Proposal(entries, difference(before, entries, ground.leaders), found.left_out)


def _carried(entry: TakenEntry, gathered: Gathered, ground: Ground) -> TakenEntry | None:
    """What of an entry in force no answer has replaced; None where nothing is left, or the package knows it now."""
    known = ground.leaders.get(entry.id)
    home = known.country if known else entry.country
    offices = tuple(office for office in entry.offices if (office.country or home) not in gathered.answered)
    aliases = entry.aliases if home not in gathered.answered or home in gathered.failed else ()
    if not offices and not aliases:
        return None
    if entry.id in ground.package:
        return TakenEntry(entry.id, aliases=aliases, offices=offices, wikidata=entry.wikidata)
    if not entry.name or (known is None and ground.acquaintance.knows(entry.name, home)):
        return None
    return msgspec.structs.replace(entry, offices=offices, aliases=aliases)


def _both(new: TakenEntry, old: TakenEntry) -> TakenEntry:
    return msgspec.structs.replace(
        new,
        aliases=tuple(dict.fromkeys((*new.aliases, *old.aliases))),
        offices=tuple(dict.fromkeys((*new.offices, *old.offices))),
    )
