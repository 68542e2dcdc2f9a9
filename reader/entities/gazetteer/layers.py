"""The layers of the gazetteer: what the package knows, over it the update taken from Wikidata, over that the user's own
`gazetteer.toml`. A later layer adds to entries of the ones below, replaces them or takes them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec

from reader.config import taken_update, user_gazetteer
from reader.entities.gazetteer.identity import person_id, slug
from reader.entities.gazetteer.layers_entry import Change, CountryChange, LeaderChange, change_of
from reader.entities.gazetteer.layers_file import KINDS, Finding, Kind, Source, located, nearest, read_source
from reader.entities.gazetteer.layers_lines import KeyPath
from reader.entities.gazetteer.layers_merge import Entry, blank, merged, names_of
from reader.entities.gazetteer.normal import folded
from reader.entities.gazetteer.schema import LeaderEntry

SHOWN: Final = 20
"""Sentences about one layer that are told at loading; `dateline gazetteer check` tells them all."""


class Tally(msgspec.Struct):
    """What a layer did to entries of one kind."""

    layer: str
    kind: Kind
    added: int = 0
    extended: int = 0
    replaced: int = 0
    removed: int = 0
    left_out: int = 0
    """Entries that have a fault."""


@dataclass
class Known:
    """Everything known so far, by kind and id, and which entries of which files each is made of."""

    entries: dict[Kind, dict[str, Entry]]
    origins: dict[str, list[str]] = field(default_factory=dict)
    removed: dict[str, str] = field(default_factory=dict)
    """Where an id was taken out: file and line."""
    tallies: list[Tally] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def copy(self) -> Known:
        """The same, to lay another layer over."""
        return Known(
            {kind: dict(entries) for kind, entries in self.entries.items()},
            {id_: list(places) for id_, places in self.origins.items()},
            dict(self.removed),
            list(self.tallies),
            list(self.notices),
        )

    def of(self, kind: Kind) -> dict[str, Entry]:
        """The entries of that kind by id."""
        return self.entries.setdefault(kind, {})

    def named(self, kind: Kind) -> dict[str, list[str]]:
        """Ids of the entries of that kind by each of their names, folded."""
        names: dict[str, list[str]] = {}
        for id_, entry in self.of(kind).items():
            for name in dict.fromkeys(folded(name) for name in names_of(entry)):
                names.setdefault(name, []).append(id_)
        return names


class Laid:
    """A layer laid over what is known: `findings` about its entries, `changes` with the id that each was laid to."""

    def __init__(self, known: Known, source: Source) -> None:
        """Changes `known` in place."""
        entries, self.findings = located(source)
        self.changes: list[tuple[str, Change]] = []
        self._known = known
        self._label = source.label
        self._mark = " (yours)" if source.yours else ""
        self._lines: dict[str, int] = {}
        """The line of the entry for each id that had one in this layer."""
        tallies = {kind: Tally(source.label, kind) for kind in KINDS}
        names: Mapping[Kind, dict[str, list[str]]] = {kind: known.named(kind) for kind in KINDS} if entries else {}
        for entry in entries:
            found = change_of(entry)
            faults = found if isinstance(found, list) else self._lay(found, names[entry.kind], tallies[entry.kind])
            if faults:
                tallies[entry.kind].left_out += 1
                self.findings += faults
        if source.content is not None:
            known.tallies += tallies.values()
        known.notices += _notices(self.findings, source.label)

    def _lay(self, change: Change, names: Mapping[str, list[str]], tally: Tally) -> list[Finding]:
        """Lays one change; returns why it is left out, nothing where it isn't."""
        found = _id_of(change, self._known, names)
        if isinstance(found, Finding):
            return [found]
        before = self._lines.get(found)
        if before is not None:
            return [change.fault(f"has an entry in line {before} already", "write one entry of the two")]
        faults = self._misfits(change, found)
        if faults:
            return faults
        self._lines[found] = change.at.line()
        self._merge(change, found, tally)
        self.changes.append((found, change))
        return []

    def _misfits(self, change: Change, id_: str) -> list[Finding]:
        fields = change.fields
        here = self._known.of(change.kind)
        if fields.remove:
            return []
        if id_ not in here and not fields.name:
            remedy = nearest(id_, here) or "a new one needs a name"
            return [change.fault(f"extends {id_!r}, and there is no such {change.kind}", remedy, "id")]
        other = next((kind for kind in KINDS if kind != change.kind and id_ in self._known.of(kind)), None)
        if other:
            return [change.fault(f"has the id of a known {other}", "give it an id of its own", "id")]
        return self._leader_misfits(change, fields, here.get(id_)) if isinstance(fields, LeaderChange) else []

    def _leader_misfits(self, change: Change, fields: LeaderChange, known: Entry | None) -> list[Finding]:
        faults = []
        codes: list[tuple[KeyPath, str | None]] = [(("country",), fields.country)]
        codes += [(("offices", number, "country"), office.country) for number, office in enumerate(fields.offices)]
        for path, code in codes:
            if code is not None and code not in self._known.of("country"):
                remedy = self._code_remedy(code)
                faults.append(change.fault(f"country {code!r} is no code that is known", remedy, *path))
        name = fields.name or (known.name if known else "")
        if fields.surname is not None and fields.surname not in name:
            faults.append(change.fault(f"surname {fields.surname!r} is no part of {name!r}", "", "surname"))
        return faults

    def _code_remedy(self, word: str) -> str:
        code = _OTHER_CODES.get(word.upper()) or next(iter(self._known.named("country").get(folded(word), ())), None)
        if code is None:
            return "write its ISO 3166-1 alpha-2 code, or add the country with [[country]]"
        return f"{self._known.of('country')[code].name} is {code}"

    def _merge(self, change: Change, id_: str, tally: Tally) -> None:
        here = self._known.of(change.kind)
        known = here.get(id_)
        origin = f"{self._label}:{change.at.line()}{self._mark}"
        if change.fields.remove:
            tally.removed += here.pop(id_, None) is not None
            self._known.origins.pop(id_, None)
            self._known.removed[id_] = origin
            return
        self._known.removed.pop(id_, None)
        if known is None or change.fields.replace:
            tally.added += known is None
            tally.replaced += known is not None
            self._known.origins[id_] = [origin]
            here[id_] = merged(blank(change, id_), change)
            return
        tally.extended += 1
        self._known.origins.setdefault(id_, []).append(origin)
        here[id_] = merged(known, change)


_OTHER_CODES: Final = {"UK": "GB", "EL": "GR", "USA": "US", "UAE": "AE", "DPRK": "KP", "ROK": "KR", "PRC": "CN"}
"""What people write for a code that ISO knows otherwise."""


def layer_sources() -> tuple[Source, Source]:
    """The update taken over and the user's own file, read now."""
    return read_source(taken_update(), yours=False), read_source(user_gazetteer(), yours=True)


def layered(known: Known, sources: Iterable[Source]) -> Known:
    """What is known with the layers laid over it, the first lowest. Never fails: a fault becomes a notice."""
    for source in sources:
        Laid(known, source)
    return known


def _id_of(change: Change, known: Known, names: Mapping[str, list[str]]) -> str | Finding:
    """The id that a change is about: its own, else that of the one entry of its name, else a new one made of it."""
    fields = change.fields
    if fields.id:
        return fields.id
    here = known.of(change.kind)
    bearers = names.get(folded(fields.name), [])
    if isinstance(fields, LeaderChange) and fields.country:
        bearers = [id_ for id_ in bearers if fields.country in _homes(here[id_])]
    exact = [id_ for id_ in bearers if folded(here[id_].name) == folded(fields.name)]
    found = exact if len(exact) == 1 else bearers
    if len(found) == 1:
        return found[0]
    if found:
        return change.fault(f"may be any of {', '.join(found)}", "give the id", "name")
    if fields.remove:
        return change.fault(f"is to be removed, and no {change.kind} has this name", _near(fields.name, names), "name")
    return _new_id(change, here, names)


def _new_id(change: Change, here: Mapping[str, Entry], names: Mapping[str, list[str]]) -> str | Finding:
    fields = change.fields
    if isinstance(fields, CountryChange):
        remedy = _near(fields.name, names) or "a new one needs its code: XA to XZ are free for one's own"
        return change.fault("is the name of no known country", remedy, "name")
    words = folded(fields.name).split()
    home = fields.country if isinstance(fields, LeaderChange) else None
    made = person_id(words, home) if isinstance(fields, LeaderChange) else slug(folded(fields.name))
    if made == slug(""):
        return change.fault("has a name that no id can be made of", "give it an id of a-z, 0-9 and hyphens", "name")
    if made in here:
        other = here[made]
        remedy = f"to add a namesake, give an id such as {made}-2; to add to that entry, give the id {made}"
        return change.fault(f"would have the id of {other.name}", remedy, "name")
    return made


def _near(name: str, names: Mapping[str, list[str]]) -> str:
    return nearest(folded(name), names)


def _homes(entry: Entry) -> set[str | None]:
    return {entry.country, *(office.country for office in entry.offices)} if isinstance(entry, LeaderEntry) else set()


def _notices(findings: list[Finding], label: str) -> list[str]:
    errors = sorted(finding for finding in findings if finding.level == "error")
    told = [f"{finding.sentence(label)}; left out" for finding in errors[:SHOWN]]
    if len(errors) > SHOWN:
        told.append(f"{label}: {len(errors) - SHOWN:,} more faults; `dateline gazetteer check` tells them")
    return told
