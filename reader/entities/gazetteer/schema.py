"""The shape of the gazetteer's TOML files, and the checks a person who edits them needs: unknown fields, bad dates and
names claimed twice are refused with the file and the entry.

Kept apart from the gazetteer so that a data file can be checked without building a matcher.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from reader.errors import DatelineError

SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ISO: Final = re.compile(r"[A-Z]{2}")
DATE: Final = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
"""An id of a leader or an organisation, a country's code, a date of any precision."""

MAX_NAME: Final = 120
"""Code points of the longest name or alias; longer ones are a slip of the pen."""


class GazetteerError(DatelineError):
    """A data file breaks the schema; `where` names the file and the entry."""


class OfficeEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An office of a leader. `country` defaults to the leader's; dates are ISO 8601 of any precision, inclusive."""

    title: str
    country: str | None = None
    since: str | None = None
    until: str | None = None


class LeaderEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One leader. `surname` is given only where it is not the last word of `name`; `common` marks a name that many
    people bear, which needs second evidence in the article. `wikidata` is their id there ("Q42").
    """

    id: str
    name: str
    country: str | None = None
    aliases: tuple[str, ...] = ()
    surname: str | None = None
    common: bool = False
    offices: tuple[OfficeEntry, ...] = ()
    wikidata: str | None = None


class CountryEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One country. `id` is the ISO 3166-1 alpha-2 code.

    `adjectives` and `nouns` are its demonyms ("Finnish"; "Finn", "Finns"); `prefixes` stand before a hyphen ("Sino");
    `former` are names no longer used; `capitals` and `seats` can stand for its government ("Paris"; "Elysee").
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


class OrganisationEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An international body, bloc or armed movement."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


class LeaderFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of `[[leader]]` tables."""

    leader: tuple[LeaderEntry, ...] = ()


class CountryFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of `[[country]]` tables."""

    country: tuple[CountryEntry, ...] = ()


class OrganisationFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of `[[organisation]]` tables."""

    organisation: tuple[OrganisationEntry, ...] = ()


_File = TypeVar("_File")


def read_toml(path: Path, shape: type[_File]) -> _File:
    """The file as `shape`. Raises GazetteerError, naming the line of bad TOML or the entry of a bad field."""
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        return msgspec.convert(raw, shape)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GazetteerError(f"is not valid TOML: {error}", str(path), "mend that line") from error
    except msgspec.ValidationError as error:
        raise GazetteerError(str(error), _entry(path, raw, str(error)), "mend that entry") from error


def leader_faults(entries: list[tuple[Path, LeaderEntry]]) -> list[str]:
    """What is wrong with these leaders, one line a fault with file and id; empty where all is well.

    An alias may be shared by two leaders of different countries or times (two Bushes), never repeated in one entry;
    a full name belongs to one leader alone.
    """
    faults: list[str] = []
    ids: dict[str, Path] = {}
    names: dict[str, str] = {}
    for path, leader in entries:
        where = f"{path.name}: {leader.id}"
        if not SLUG.fullmatch(leader.id):
            faults.append(f"{where}: an id is lower-case ASCII words joined by hyphens")
        if leader.id in ids:
            faults.append(f"{where}: id is taken already in {ids[leader.id].name}")
        ids[leader.id] = path
        if leader.name in names:
            faults.append(f"{where}: name {leader.name!r} is that of {names[leader.name]} too")
        names[leader.name] = leader.id
        faults.extend(f"{where}: {fault}" for fault in _leader_faults(leader))
    for path, leader in entries:
        faults.extend(
            f"{path.name}: {leader.id}: alias {alias!r} is the name of {names[alias]}"
            for alias in leader.aliases
            if names.get(alias, leader.id) != leader.id
        )
    return faults


def country_faults(countries: tuple[CountryEntry, ...]) -> list[str]:
    """What is wrong with these countries, one line a fault with the code."""
    faults: list[str] = []
    codes: set[str] = set()
    owners: dict[str, str] = {}
    for country in countries:
        if not ISO.fullmatch(country.id):
            faults.append(f"{country.id}: an id is an ISO 3166-1 alpha-2 code")
        if country.id in codes:
            faults.append(f"{country.id}: appears twice")
        codes.add(country.id)
        for name in (country.name, *country.names, *country.former):
            owner = owners.setdefault(name, country.id)
            faults += [f"{country.id}: name {name!r} is that of {owner} too"] if owner != country.id else []
        words = (country.name, *country.names, *country.former, *country.capitals, *country.seats)
        faults.extend(f"{country.id}: {word!r} is {fault}" for word in words if (fault := _name_fault(word)))
        faults.extend(f"{country.id}: {word!r} is there twice" for word in _repeated(words))
    return faults


def organisation_faults(organisations: tuple[OrganisationEntry, ...]) -> list[str]:
    """What is wrong with these organisations, one line a fault with the id."""
    faults: list[str] = []
    ids: set[str] = set()
    owners: dict[str, str] = {}
    for body in organisations:
        if not SLUG.fullmatch(body.id):
            faults.append(f"{body.id}: an id is lower-case ASCII words joined by hyphens")
        if body.id in ids:
            faults.append(f"{body.id}: appears twice")
        ids.add(body.id)
        for name in (body.name, *body.aliases):
            if owners.setdefault(name, body.id) != body.id:
                faults.append(f"{body.id}: name {name!r} is that of {owners[name]} too")
            if fault := _name_fault(name):
                faults.append(f"{body.id}: {name!r} is {fault}")
    return faults


def _leader_faults(leader: LeaderEntry) -> list[str]:
    faults = []
    if leader.country is not None and not ISO.fullmatch(leader.country):
        faults.append(f"country {leader.country!r} is not an ISO 3166-1 alpha-2 code")
    words = (leader.name, *leader.aliases)
    faults.extend(f"{word!r} is {fault}" for word in words if (fault := _name_fault(word)))
    faults.extend(f"{word!r} is there twice" for word in _repeated(words))
    if leader.surname is not None and leader.surname not in leader.name:
        faults.append(f"surname {leader.surname!r} is no part of {leader.name!r}")
    for office in leader.offices:
        faults.extend(
            f"{office.title!r} has the date {day!r}; write 2013, 2013-03 or 2013-03-14"
            for day in (office.since, office.until)
            if day is not None and not DATE.fullmatch(day)
        )
        if office.since and office.until and office.until < office.since[: len(office.until)]:
            faults.append(f"{office.title!r} ends in {office.until}, before it begins in {office.since}")
        if office.country is not None and not ISO.fullmatch(office.country):
            faults.append(f"{office.title!r} has the country {office.country!r}; write an ISO 3166-1 alpha-2 code")
    return faults


def _name_fault(name: str) -> str | None:
    if not name or name != " ".join(name.split()):
        return "empty, or has idle white space"
    return "too long" if len(name) > MAX_NAME else None


def _repeated(words: tuple[str, ...]) -> set[str]:
    return {word for word in words if words.count(word) > 1}


def _entry(path: Path, raw: dict[str, Any], message: str) -> str:
    """The file, and the entry that msgspec's `$.leader[3].since` points at, by its id."""
    found = re.search(r"`?\$\.(\w+)\[(\d+)\]", message)
    if not found:
        return str(path)
    entry = raw[found[1]][int(found[2])]
    name = entry.get("id") or entry.get("name") if isinstance(entry, dict) else None
    return f"{path}: {found[1]} {int(found[2]) + 1}" + (f" ({name})" if name else "")
