"""An entry as the layers make it, with the file and the line that each of its parts comes from."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

from reader.entities.gazetteer.compiled import DATA, package
from reader.entities.gazetteer.layers import Known, Laid
from reader.entities.gazetteer.layers_entry import LISTS, Fields
from reader.entities.gazetteer.layers_file import KINDS, Kind, Lines, Located, Source
from reader.entities.gazetteer.layers_lines import entry_lines
from reader.entities.gazetteer.layers_merge import Entry, names_of, overlap
from reader.entities.gazetteer.normal import folded
from reader.entities.gazetteer.schema import CountryEntry, LeaderEntry, OfficeEntry
from reader.entities.gazetteer.variants import surname_of
from reader.errors import DatelineError

_SCALARS: Final = ("name", "country", "surname", "common", "wikidata")


class Part(NamedTuple):
    """One thing that is known of an entity: `value` is text, a yes, or an office."""

    field: str
    value: str | bool | OfficeEntry
    origin: str


class Shown(NamedTuple):
    """An entity with its parts, and the entries that it is made of, the lowest layer first."""

    kind: Kind
    entry: Entry
    origins: tuple[str, ...]
    parts: tuple[Part, ...]


class _Given(NamedTuple):
    """What one entry of one file gives, and how to say where a part of it stands."""

    fields: Entry | Fields
    where: Callable[..., str]


def shown(asked: str, sources: Sequence[Source]) -> list[Shown]:
    """Every entity of that id or name, with the layers `sources` over the package's data.

    Raises DatelineError where there is none, with what was taken out or is near.
    """
    bare = package()
    known = bare.copy()
    laid = [(source, Laid(known, source)) for source in sources]
    found = [(kind, id_) for kind in KINDS for id_ in _matching(known.of(kind), asked)]
    found = found or [("leader", id_) for id_ in _of_surname(known.of("leader"), asked)]
    if not found:
        raise _nobody(asked, known)
    return [_shown(bare, known, kind, id_, laid) for kind, id_ in found]


def _matching(here: Mapping[str, Entry], asked: str) -> list[str]:
    if asked in here:
        return [asked]
    plain = folded(asked).casefold()
    return [id_ for id_, entry in here.items() if any(folded(name).casefold() == plain for name in _called(id_, entry))]


def _of_surname(leaders: Mapping[str, Entry], asked: str) -> list[str]:
    plain = folded(asked).casefold()
    named = ((id_, entry) for id_, entry in leaders.items() if isinstance(entry, LeaderEntry))
    return [id_ for id_, leader in named if folded(surname_of(leader)).casefold() == plain]


def _called(id_: str, entry: Entry) -> tuple[str, ...]:
    demonyms = (*entry.adjectives, *entry.nouns) if isinstance(entry, CountryEntry) else ()
    return (id_, *names_of(entry), *demonyms)


def _nobody(asked: str, known: Known) -> DatelineError:
    if asked in known.removed:
        return DatelineError(f"is taken out by {known.removed[asked]}", asked, "remove that entry to have it back")
    names = {name: None for kind in KINDS for id_, entry in known.of(kind).items() for name in _called(id_, entry)}
    close = get_close_matches(asked, names, n=1, cutoff=0.7)
    remedy = f"did you mean {close[0]!r}?" if close else "give an id or a name in full"
    return DatelineError("the gazetteer knows nobody and nothing of this name", asked, remedy)


def _shown(bare: Known, known: Known, kind: Kind, id_: str, laid: Sequence[tuple[Source, Laid]]) -> Shown:
    entry = known.of(kind)[id_]
    given = _given(bare, kind, id_, laid)
    return Shown(kind, entry, tuple(known.origins[id_]), tuple(_parts(kind, entry, given)))


def _given(bare: Known, kind: Kind, id_: str, laid: Sequence[tuple[Source, Laid]]) -> list[_Given]:
    """What each file gives that still counts, the lowest layer first."""
    given: list[_Given] = []
    if id_ in bare.of(kind):
        given.append(_packaged(kind, bare.of(kind)[id_], bare.origins[id_][0]))
    for source, layer in laid:
        for laid_to, change in layer.changes:
            if laid_to == id_ and change.kind == kind:
                if change.fields.replace or change.fields.remove:
                    given.clear()
                given.append(_Given(change.fields, _where(source, change.at)))
    return given


def _packaged(kind: Kind, entry: Entry, origin: str) -> _Given:
    name, _, line = origin.rpartition(":")
    text = (DATA / name).read_text("utf-8")
    begins = entry_lines(text, kind, len(tomllib.loads(text)[kind]))
    at = Located(kind, None, begins.index(int(line)), int(line), Lines(text, 0))
    return _Given(entry, lambda *path: f"{name}:{at.line(*path)}")


def _where(source: Source, at: Located) -> Callable[..., str]:
    mark = " (yours)" if source.yours else ""
    return lambda *path: f"{source.label}:{at.line(*path)}{mark}"


def _parts(kind: Kind, entry: Entry, given: Sequence[_Given]) -> Iterator[Part]:
    for field in _SCALARS:
        value = getattr(entry, field, None)
        if value:
            giver = next((one for one in given if getattr(one.fields, field, None) == value), given[-1])
            yield Part(field, value, giver.where(field))
    for field in LISTS[kind]:
        for word in getattr(entry, field):
            yield Part(field, word, _word_origin(field, word, given))
    for office in entry.offices if isinstance(entry, LeaderEntry) else ():
        yield Part("offices", office, _office_origin(office, given))


def _word_origin(field: str, word: str, given: Sequence[_Given]) -> str:
    for one in given:
        words: tuple[str, ...] = getattr(one.fields, field)
        if word in words:
            return one.where(field, words.index(word))
    was_name = next((one for one in given if one.fields.name == word), given[-1])
    return was_name.where("name")


def _office_origin(office: OfficeEntry, given: Sequence[_Given]) -> str:
    """The places of all that the office was put together from."""
    places = [
        one.where("offices", number)
        for one in given
        for number, other in enumerate(getattr(one.fields, "offices", ()))
        if other.title.casefold() == office.title.casefold()
        and (other.since == office.since or (other.until or "") == office.until or overlap(other, office))
    ]
    return ", ".join(places)
