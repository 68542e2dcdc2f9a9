"""The gazetteer's data in the form the matcher takes: one list of phrases, and what each phrase can mean.

Compiling costs a few hundred milliseconds of TOML, so the result is kept in the cache folder under the digest of its
sources; a stale, torn or foreign file there is ignored and made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Final

import msgspec
from platformdirs import PlatformDirs

from reader.entities.homographs import HomographFile
from reader.entities.normal import folded
from reader.entities.roles import RoleEntry, RoleFile
from reader.entities.schema import (
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
from reader.entities.senses import Sense
from reader.entities.variants import FAMILY_FIRST, leader_names, surname_of, title_length

DATA: Final = Path(__file__).parent / "data"
_MAKERS: Final = ("compiled.py", "homographs.py", "normal.py", "roles.py", "schema.py", "senses.py", "variants.py")
"""Modules that decide what is made of the data; their text is part of the digest."""
SHORT: Final = 3
"""Names of at most this many letters have no spelling in capitals: too many are words or abbreviations there."""

_SPOUSES: Final = frozenset({"First Lady", "First Gentleman", "Second Lady", "Second Gentleman"})


class Compiled(msgspec.Struct, frozen=True, array_like=True):
    """Everything the annotator knows. `senses[i]` are the meanings of `patterns[i]`, the likeliest first."""

    digest: str
    countries: tuple[CountryEntry, ...]
    organisations: tuple[OrganisationEntry, ...]
    leaders: tuple[LeaderEntry, ...]
    roles: tuple[RoleEntry, ...]
    homographs: HomographFile
    patterns: list[str]
    senses: list[list[Sense]]
    leads: dict[int, int]
    """How many code points of a pattern are a title, which is no part of the name: "King " of "King Norodom"."""
    surnames: dict[str, list[str]]
    """Ids of the leaders who bear a surname."""
    given_names: frozenset[str]
    """First words of the names of leaders whose family name stands last."""
    relatives: frozenset[str]
    """Ids of those who are there only to be told apart from a leader of the same surname and country: they have no
    office of their own, and being the spouse of a head of state is none.
    """


def compiled(folder: Path = DATA, cache: Path | None = None) -> Compiled:
    """The data of `folder`, from the cache where it is there and whole. Raises GazetteerError for a fault in a file."""
    digest = _digest(folder)
    cache = cache or Path(PlatformDirs("dateline", appauthor=False).user_cache_dir)
    kept = cache / f"gazetteer-{digest}.msgpack"
    try:
        return msgspec.msgpack.decode(kept.read_bytes(), type=Compiled)
    except (OSError, msgspec.DecodeError):
        made = _compile(folder, digest)
        _keep(made, kept)
        return made


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


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in (*_sources(folder), *(Path(__file__).parent / name for name in _MAKERS)):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _keep(made: Compiled, path: Path) -> None:
    """A cache that cannot be written (read-only home, full disk) only costs time."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix="gazetteer-", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.msgpack.encode(made))
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        for stale in path.parent.glob("gazetteer-*.msgpack"):
            if stale != path:
                stale.unlink(missing_ok=True)


def _compile(folder: Path, digest: str) -> Compiled:
    countries = read_toml(folder / "countries.toml", CountryFile).country
    organisations = read_toml(folder / "organisations.toml", OrganisationFile).organisation
    roles = read_toml(folder / "roles.toml", RoleFile).role
    homographs = read_toml(folder / "homographs.toml", HomographFile)
    entries = leader_entries(folder)
    leaders = tuple(entry for _, entry in entries)
    senses: dict[str, list[Sense]] = {}
    _learn(senses, homographs.senses())
    for country in countries:
        _learn(senses, _country_senses(country))
    for body in organisations:
        _learn(senses, ((name, Sense("organisation", body.id)) for name in (body.name, *body.aliases)))
    surnames: dict[str, list[str]] = {}
    titled: dict[str, int] = {}
    names = {folded(leader.name) for leader in leaders}
    for leader in leaders:
        _learn(senses, _leader_senses(leader, names), capitals=False)
        titled.update((folded(alias), lead) for alias in leader.aliases if (lead := title_length(alias)))
        surnames.setdefault(folded(surname_of(leader)), []).append(leader.id)
    for index, role in enumerate(roles):
        _learn(senses, ((word, Sense("role", str(index), "role")) for word in role.spellings()), capitals=False)
    return Compiled(
        digest, countries, organisations, leaders, roles, homographs, list(senses), list(senses.values()),
        {number: titled[pattern] for number, pattern in enumerate(senses) if pattern in titled}, surnames,
        _given_names(leaders), _relatives(leaders),
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


def _given_names(leaders: tuple[LeaderEntry, ...]) -> frozenset[str]:
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
