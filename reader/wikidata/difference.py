"""What taking an update would change, for a person to see before they say yes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from reader.entities.gazetteer.schema import LeaderEntry, OfficeEntry
from reader.wikidata.entry import TakenEntry


class Difference(msgspec.Struct, frozen=True):
    """Ids with a line of words each: people that nobody knew, known people of whom more is known, entries that go."""

    new: dict[str, str]
    changed: dict[str, str]
    gone: dict[str, str]
    countries: dict[str, tuple[int, int, int]]
    """New, changed and gone people by country."""

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def difference(
    before: Mapping[str, TakenEntry], after: Mapping[str, TakenEntry], known: Mapping[str, LeaderEntry]
) -> Difference:
    """How the update `after` differs from the one in force; `known` are the people of the package and the user."""
    new: dict[str, str] = {}
    changed: dict[str, str] = {}
    gone = {id_: _called(entry, known) for id_, entry in before.items() if id_ not in after}
    for id_, entry in after.items():
        if entry == before.get(id_):
            continue
        if id_ not in before and id_ not in known:
            new[id_] = _sentence(_called(entry, known), [*map(_in_words, entry.offices), *_also(entry.aliases)])
        else:
            changed[id_] = _sentence(_called(entry, known), _changes(before.get(id_, TakenEntry(id_)), entry))
    counts = [Counter(_country((after.get(id_) or before[id_]), known) for id_ in ids) for ids in (new, changed, gone)]
    countries = sorted({code for count in counts for code in count})
    return Difference(
        new, changed, gone, {code: (counts[0][code], counts[1][code], counts[2][code]) for code in countries}
    )


def _changes(before: TakenEntry, after: TakenEntry) -> Iterator[str]:
    yield from (f"+ {_in_words(office)}" for office in after.offices if office not in before.offices)
    yield from (f"- {_in_words(office)}" for office in before.offices if office not in after.offices)
    yield from (f"+ {words}" for words in _also([name for name in after.aliases if name not in before.aliases]))
    yield from (f"- {words}" for words in _also([name for name in before.aliases if name not in after.aliases]))
    if before.name and before.name != after.name:
        yield f"was {before.name}"


def _sentence(name: str, parts: Iterable[str]) -> str:
    return f"{name}: {'; '.join(parts)}".removesuffix(": ")


def _also(aliases: Iterable[str]) -> list[str]:
    names = ", ".join(aliases)
    return [f"also {names}"] if names else []


def _in_words(office: OfficeEntry) -> str:
    """ "Foreign Minister 2007–2012", "President since 2021-08-03", "Prime Minister until 1994"."""
    place = f" ({office.country})" if office.country else ""
    if office.since and office.until:
        return f"{office.title}{place} {office.since}–{office.until}"
    if office.since:
        return f"{office.title}{place} since {office.since}"
    return f"{office.title}{place} until {office.until}" if office.until else f"{office.title}{place}"


def _called(entry: TakenEntry, known: Mapping[str, LeaderEntry]) -> str:
    code = _country(entry, known)
    name = entry.name or (known[entry.id].name if entry.id in known else entry.id)
    return f"{name} ({code})" if code else name


def _country(entry: TakenEntry, known: Mapping[str, LeaderEntry]) -> str:
    home = entry.country or (known[entry.id].country if entry.id in known else None)
    return home or next((office.country for office in entry.offices if office.country), "")
