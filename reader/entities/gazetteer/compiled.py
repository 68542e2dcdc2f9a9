"""The gazetteer's data in the form the matcher takes: one list of phrases, and what each phrase can mean.

Compiling costs a few hundred milliseconds of TOML, so the result is kept in the cache folder under the digest of its
sources; a stale, torn or foreign file there is ignored and made anew.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec
from platformdirs import PlatformDirs

from reader.entities.gazetteer.cache import read_cache, write_cache
from reader.entities.gazetteer.eminence import led
from reader.entities.gazetteer.homographs import HomographFile
from reader.entities.gazetteer.layers import Known, Tally, layered
from reader.entities.gazetteer.layers_file import Kind, Source
from reader.entities.gazetteer.layers_lines import entry_lines
from reader.entities.gazetteer.matcher import openings
from reader.entities.gazetteer.normal import folded
from reader.entities.gazetteer.roles import RoleEntry, RoleFile
from reader.entities.gazetteer.schema import (
    CountryEntry,
    CountryFile,
    LeaderEntry,
    LeaderFile,
    OrganisationEntry,
    OrganisationFile,
    country_faults,
    leader_faults,
    organisation_faults,
    read_toml,
)
from reader.entities.gazetteer.senses import Sense
from reader.entities.gazetteer.variants import FAMILY_FIRST, leader_names, surname_of, titles_of

DATA: Final = Path(__file__).parents[1] / "data"
_MAKERS: Final = (
    "compiled.py", "eminence.py", "homographs.py", "matcher.py", "nicknames.py", "normal.py", "roles.py",
    "romanisation.py",
    "schema.py", "senses.py", "variants.py",
)  # fmt: skip
"""Modules that decide what is made of the data; their text is part of the digest."""
_LAYERERS: Final = (
    "cache.py", "identity.py", "layers.py", "layers_entry.py", "layers_file.py", "layers_lines.py", "layers_merge.py",
)  # fmt: skip
"""Modules that lay the layers over each other: they decide whether a cache is good, and not what its digest is."""
SHORT: Final = 3
"""Names of at most this many letters have no spelling in capitals: too many are words or abbreviations there."""

_SPOUSES: Final = frozenset({"First Lady", "First Gentleman", "Second Lady", "Second Gentleman"})


class Compiled(msgspec.Struct, frozen=True, array_like=True):
    """Everything the annotator knows. `senses[i]` are the meanings of `patterns[i]`, the likeliest first."""

    digest: str
    """Of the rules and of everything known; the same for layers that say the same in other words."""
    countries: tuple[CountryEntry, ...]
    organisations: tuple[OrganisationEntry, ...]
    leaders: dict[str, bytes]
    """Encoded entries by id; see `LeaderEntries`."""
    roles: tuple[RoleEntry, ...]
    homographs: HomographFile
    patterns: list[str]
    openings: dict[str, list[int]]
    """How the patterns open, for the matcher."""
    senses: list[list[Sense]]
    leads: dict[int, int]
    """How many code points of a pattern are a title, which is no part of the name: "King " of "King Norodom"."""
    surnames: dict[str, list[str]]
    """Ids of the leaders who bear a surname."""
    eminent: frozenset[str]
    """Surnames of those who led a state, a government or a world body."""
    given_names: frozenset[str]
    """First words of the names of leaders whose family name stands last."""
    relatives: frozenset[str]
    """Ids of those who are there only to be told apart from a leader of the same surname and country: they have no
    office of their own, and being the spouse of a head of state is none.
    """
    tallies: tuple[Tally, ...]
    """What each layer did."""
    notices: tuple[str, ...]
    """What is wrong with the layers, one sentence each."""
    origins: msgspec.Raw
    """Encoded `dict[str, list[str]]`: file and line of the entries that each id is made of. Decoded when asked for."""


def compiled(folder: Path = DATA, cache: Path | None = None, layers: Sequence[Source] = ()) -> Compiled:
    """The data of `folder` with the layers over it, from the cache where it is there and whole.

    Raises GazetteerError for a fault in a file of `folder`; one in a layer becomes a notice.
    """
    cache = cache or Path(PlatformDirs("dateline", appauthor=False).user_cache_dir)
    kept = cache / f"gazetteer-{_key(folder, layers)}.msgpack"
    content = read_cache(kept)
    if content is not None:
        with contextlib.suppress(msgspec.DecodeError):
            return _decoded(content)
    made = _compile(folder, layers)
    write_cache(msgspec.msgpack.encode(made), kept)
    return made


def _decoded(content: memoryview) -> Compiled:
    """The decoded cache. The collector rests meanwhile, and passes all of it over later: it would look through hundreds
    of thousands of things, again and again, for garbage that there can't be, which takes longer than the decoding.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        found = msgspec.msgpack.decode(content, type=Compiled)
        gc.freeze()
        return msgspec.structs.replace(found, origins=found.origins.copy())
    finally:
        if collecting:
            gc.enable()


def leader_entries(folder: Path = DATA) -> list[tuple[Path, LeaderEntry]]:
    """Every leader of the files under `leaders/`, with the file. Raises GazetteerError for a file off the schema."""
    return [
        (path, entry)
        for path in sorted((folder / "leaders").glob("*.toml"))
        for entry in read_toml(path, LeaderFile).leader
    ]


def faults(folder: Path = DATA) -> list[str]:
    """What is wrong with the data beyond its shape, one line a fault with file and entry; for tests and editors.

    Loading does not ask: names claimed twice cost a reader less than a program that will not start.
    """
    countries = read_toml(folder / "countries.toml", CountryFile).country
    organisations = read_toml(folder / "organisations.toml", OrganisationFile).organisation
    return country_faults(countries) + organisation_faults(organisations) + leader_faults(leader_entries(folder))


def _sources(folder: Path) -> list[Path]:
    return sorted((*folder.glob("*.toml"), *(folder / "leaders").glob("*.toml")))


def _key(folder: Path, layers: Sequence[Source]) -> str:
    """A digest of all that the cache is made of."""
    digest = hashlib.sha256()
    parts = [(path.name, path.read_bytes()) for path in (*_sources(folder), *_modules(*_MAKERS, *_LAYERERS))]
    parts += [(f"{layer.path.name} {layer.trouble}", layer.content or b"") for layer in layers]
    for name, content in parts:
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _digest(known: object) -> str:
    digest = hashlib.sha256(msgspec.msgpack.encode(known, order="deterministic"))
    for path in _modules(*_MAKERS):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _modules(*names: str) -> list[Path]:
    return [Path(__file__).parent / name for name in names]


def package(folder: Path = DATA) -> Known:
    """What the package's files know, with the file and the line of each entry. Raises GazetteerError."""
    countries = read_toml(folder / "countries.toml", CountryFile).country
    organisations = read_toml(folder / "organisations.toml", OrganisationFile).organisation
    leaders = leader_entries(folder)
    known = Known(
        {
            "country": {country.id: country for country in countries},
            "organisation": {body.id: body for body in organisations},
            "leader": {leader.id: leader for _, leader in leaders},
        }
    )
    files: dict[tuple[Kind, str], list[str]] = {
        ("country", "countries.toml"): [country.id for country in countries],
        ("organisation", "organisations.toml"): [body.id for body in organisations],
    }
    for path, leader in leaders:
        files.setdefault(("leader", f"leaders/{path.name}"), []).append(leader.id)
    for (kind, name), ids in files.items():
        lines = entry_lines((folder / name).read_text("utf-8"), kind, len(ids))
        known.origins |= {id_: [f"{name}:{line}"] for id_, line in zip(ids, lines, strict=True)}
    return known


def _compile(folder: Path, layers: Sequence[Source]) -> Compiled:
    known = layered(package(folder), layers)
    countries = tuple(country for country in known.of("country").values() if isinstance(country, CountryEntry))
    organisations = tuple(body for body in known.of("organisation").values() if isinstance(body, OrganisationEntry))
    leaders = tuple(leader for leader in known.of("leader").values() if isinstance(leader, LeaderEntry))
    roles = read_toml(folder / "roles.toml", RoleFile).role
    homographs = read_toml(folder / "homographs.toml", HomographFile)
    senses: dict[str, list[Sense]] = {}
    codes = known.of("country")
    _learn(senses, (pair for pair in homographs.senses() if pair[1].kind != "country" or pair[1].id in codes))
    for country in countries:
        _learn(senses, _country_senses(country))
    for body in organisations:
        _learn(senses, ((name, Sense("organisation", body.id)) for name in (body.name, *body.aliases)))
    surnames: dict[str, list[str]] = {}
    titled: dict[str, int] = {}
    names = {folded(leader.name) for leader in leaders}
    for leader in leaders:
        _learn(senses, _leader_senses(leader, names), capitals=False)
        titled.update((folded(name), lead) for name, lead in titles_of(leader))
        surnames.setdefault(folded(surname_of(leader)), []).append(leader.id)
    for index, role in enumerate(roles):
        _learn(senses, ((word, Sense("role", str(index), "role")) for word in role.spellings()), capitals=False)
    return Compiled(
        _digest((countries, organisations, leaders, roles, homographs)),
        countries, organisations, {leader.id: msgspec.msgpack.encode(leader) for leader in leaders}, roles, homographs,
        list(senses), openings(senses), list(senses.values()),
        {number: titled[pattern] for number, pattern in enumerate(senses) if pattern in titled}, surnames,
        frozenset(folded(surname_of(leader)) for leader in leaders if led(leader)),
        given_names_of(leaders), _relatives(leaders), tuple(known.tallies), tuple(known.notices),
        msgspec.Raw(msgspec.msgpack.encode(known.origins)),
    )  # fmt: skip


def _learn(senses: dict[str, list[Sense]], pairs: Iterator[tuple[str, Sense]], *, capitals: bool = True) -> None:
    for name, sense in pairs:
        plain = folded(name)
        spellings = [plain]
        if capitals and len(plain) > SHORT and plain != plain.upper():
            spellings.append(plain.upper())
        for spelling in spellings:
            known = senses.setdefault(spelling, [])
            if all((sense.kind, sense.id) != (one.kind, one.id) for one in known):
                known.append(sense)


def given_names_of(leaders: Iterable[LeaderEntry]) -> frozenset[str]:
    """First words, folded, of the names of leaders whose family name stands last."""
    names = (folded(leader.name).split() for leader in leaders if leader.country not in FAMILY_FIRST)
    return frozenset(words[0] for words in names if len(words) > 1)


def _relatives(leaders: tuple[LeaderEntry, ...]) -> frozenset[str]:
    officeless = {leader.id for leader in leaders if all(office.title in _SPOUSES for office in leader.offices)}
    led = {(leader.country, surname_of(leader)) for leader in leaders if leader.id not in officeless}
    return frozenset(
        leader.id
        for leader in leaders
        if leader.id in officeless and (leader.offices or (leader.country, surname_of(leader)) in led)
    )


def _country_senses(country: CountryEntry) -> Iterator[tuple[str, Sense]]:
    yield country.name, Sense("country", country.id)
    for name in (*country.names, *country.former):
        yield name, Sense("country", country.id, "alias")
    for demonym in (*country.adjectives, *country.nouns):
        yield demonym, Sense("country", country.id, "demonym")
    for prefix in country.prefixes:
        yield prefix, Sense("prefix", country.id, "demonym")
    for capital in country.capitals:
        yield capital, Sense("capital", country.id, "capital")
    for seat in country.seats:
        yield seat, Sense("seat", country.id, "metonym")


def _leader_senses(leader: LeaderEntry, names: Container[str]) -> Iterator[tuple[str, Sense]]:
    """Every spelling of the leader's names but those that are another's own: a son's without "Jr." is his father's."""
    for name in leader_names(leader):
        if folded(name) == folded(leader.name) or folded(name) not in names:
            yield name, Sense("leader", leader.id, "name" if name == leader.name else "alias")
