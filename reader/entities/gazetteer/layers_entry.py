"""One entry of a layer as a change to what is known: its fields checked one by one, each fault with its line.

What is meant is taken where nothing else can be meant: a date without quotes, one alias without brackets.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec

from reader import safe_text
from reader.entities.gazetteer.layers_file import Finding, Kind, Located, nearest
from reader.entities.gazetteer.layers_lines import KeyPath
from reader.entities.gazetteer.schema import DATE, ISO, MAX_NAME, SLUG, OfficeEntry

MOST_WORDS: Final = 200
"""Aliases, names or demonyms in one list of an entry."""
MOST_OFFICES: Final = 100
"""Offices of one entry."""
SHORTEST_NAME: Final = 2
"""Letters and digits of the shortest name."""


class LeaderChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A leader to add, extend, replace or remove. What is not given stays as it is known."""

    id: str = ""
    name: str = ""
    country: str | None = None
    aliases: tuple[str, ...] = ()
    surname: str | None = None
    common: bool | None = None
    offices: tuple[OfficeEntry, ...] = ()
    wikidata: str | None = None
    remove_aliases: tuple[str, ...] = ()
    replace: bool = False
    remove: bool = False


class CountryChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A country to add, extend, replace or remove; `remove_aliases` takes words out of all its lists."""

    id: str = ""
    name: str = ""
    names: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    remove_aliases: tuple[str, ...] = ()
    replace: bool = False
    remove: bool = False


class OrganisationChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An organisation to add, extend, replace or remove."""

    id: str = ""
    name: str = ""
    aliases: tuple[str, ...] = ()
    remove_aliases: tuple[str, ...] = ()
    replace: bool = False
    remove: bool = False


Fields: TypeAlias = LeaderChange | CountryChange | OrganisationChange
SHAPES: Final[Mapping[Kind, type[Fields]]] = {
    "leader": LeaderChange,
    "country": CountryChange,
    "organisation": OrganisationChange,
}
LISTS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "leader": ("aliases",),
    "country": ("names", "former", "adjectives", "nouns", "prefixes", "capitals", "seats"),
    "organisation": ("aliases",),
}
"""The fields that hold words by which the entity is found."""
SMALL_WORDS: Final = frozenset(
    """
    a about above after again all also an and any are as at back be because been before being both but by can come could
    day did do does down each even every few first for from get give go good had has have he her here him his how i if
    in into is it its just know last like long made make many may me more most much must my new no not now of off old on
    one only or other our out over own part people right said same say says see she should small so some still such
    take than that the their them then there these they thing this those through time to too two under up us use very
    want war was way we well were what when where which while who will with work world would year years you your
    """.split()
)
"""Words so common that one of them as a name would be found in every article."""
_OFFICE: Final = tuple(OfficeEntry.__struct_fields__)
_FAULT_AT = re.compile(r" - at `\$\.?(.*)`$")
_STEP = re.compile(r"(\w+)|\[(\d+)\]")


class Change(NamedTuple):
    """An entry whose fields are sound; whether it fits what is known is not asked yet."""

    kind: Kind
    fields: Fields
    at: Located

    @property
    def called(self) -> str:
        """How sentences call the entry."""
        return self.fields.id or self.fields.name

    def fault(self, what: str, remedy: str = "", *path: str | int) -> Finding:
        """An error in the part of the entry that lies at `path`."""
        return Finding(self.at.line(*path), "error", self.called, what, remedy)

    def doubt(self, what: str, remedy: str = "", *path: str | int) -> Finding:
        """A warning about the part of the entry that lies at `path`."""
        return Finding(self.at.line(*path), "warning", self.called, what, remedy)


def change_of(entry: Located) -> Change | list[Finding]:
    """The change that the entry asks for, or everything that is wrong with it."""
    if not isinstance(entry.raw, dict):
        return [Finding(entry.line(), "error", "", "is not an entry", f"write [[{entry.kind}]] and its fields below")]
    called = next((value for key in ("id", "name") if isinstance(value := entry.raw.get(key), str)), "")
    called = safe_text.line(called, MAX_NAME)
    shape = SHAPES[entry.kind]
    faults = list(_unknown_fields(entry, shape))
    if not faults:
        try:
            change = Change(entry.kind, msgspec.convert(_meant(entry.raw), shape), entry)
        except msgspec.ValidationError as error:
            faults = [(_path(str(error)), _FAULT_AT.sub("", str(error)), "")]
        else:
            faults = [*_entry_faults(change), *_office_faults(change.fields)]
            if not faults:
                return change
    return [Finding(entry.line(*path), "error", called, what, remedy) for path, what, remedy in faults]


_Fault: TypeAlias = tuple[KeyPath, str, str]


def _unknown_fields(entry: Located, shape: type[Fields]) -> Iterator[_Fault]:
    known = shape.__struct_fields__
    for field in entry.raw:
        if field not in known:
            remedy = nearest(field, known) or f"a {entry.kind} has {', '.join(known)}"
            yield (field,), f"there is no field {safe_text.line(field, MAX_NAME)!r}", remedy
    offices = entry.raw.get("offices") if entry.kind == "leader" else None
    for number, office in enumerate(offices if isinstance(offices, list) else [offices]):
        for field in office if isinstance(office, dict) else ():
            if field not in _OFFICE:
                remedy = nearest(field, _OFFICE) or f"an office has {', '.join(_OFFICE)}"
                yield ("offices", number, field), f"there is no field {safe_text.line(field, MAX_NAME)!r}", remedy


def _meant(raw: dict[str, Any]) -> dict[str, Any]:
    """The entry with strings filtered, single words as lists, a single office as a list, dates as text."""
    return {field: _value(field, value) for field, value in raw.items()}


def _value(field: str, value: Any) -> Any:
    if field in _MANY and isinstance(value, str | dict):
        value = [value]
    if not isinstance(value, list):
        return _plain(value)
    if field == "offices":
        return [_dated(office) if isinstance(office, dict) else office for office in value]
    return [_plain(word) for word in value]


_MANY: Final = frozenset({"offices", "remove_aliases", *(field for fields in LISTS.values() for field in fields)})


def _dated(office: dict[str, Any]) -> dict[str, Any]:
    return {field: _day(value) if field in ("since", "until") else _plain(value) for field, value in office.items()}


def _day(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if type(value) is int and 1000 <= value < 3000 else _plain(value)


def _plain(value: Any) -> Any:
    """A string as a page's own would be filtered; one too long stays so, to be refused."""
    return safe_text.line(value, 4 * len(value) + 1) if isinstance(value, str) else value


def _path(message: str) -> KeyPath:
    at = _FAULT_AT.search(message)
    steps = _STEP.findall(at[1]) if at else []
    return tuple(name or int(number) for name, number in steps)


def _entry_faults(change: Change) -> Iterator[_Fault]:
    fields = change.fields
    if not (fields.id or fields.name):
        yield (), "has neither a name nor an id", 'give it a name, as name = "Ada Lind"'
    elif fields.remove and fields.replace:
        yield ("remove",), "is to be replaced and removed at once", "choose one"
    elif fields.replace and not fields.name:
        yield ("replace",), "replaces an entry and has no name", "an entry that replaces another gives all of it"
    if fields.id and change.kind == "country" and not ISO.fullmatch(fields.id):
        yield ("id",), f"id {_short(fields.id)} is no ISO 3166-1 alpha-2 code", "two capital letters, as FR"
    elif fields.id and change.kind != "country" and not (SLUG.fullmatch(fields.id) and len(fields.id) <= MAX_NAME):
        yield ("id",), f"id {_short(fields.id)} is not words of a-z and 0-9 joined by hyphens", "as ada-lind"
    if change.at.raw.get("name") is not None and (fault := _name_fault(fields.name)):
        yield ("name",), f"name {_short(fields.name)} {fault}", ""
    for field in LISTS[change.kind]:
        words: tuple[str, ...] = getattr(fields, field)
        if len(words) > MOST_WORDS:
            yield (field,), f"{field} has {len(words):,} words; an entry has at most {MOST_WORDS}", "shorten it"
        for number, word in enumerate(words[:MOST_WORDS]):
            if fault := _name_fault(word):
                yield (field, number), f"{_short(word)} in {field} {fault}", ""


def _name_fault(word: str) -> str:
    if len(word) > MAX_NAME:
        return f"has {len(word):,} characters; a name has at most {MAX_NAME}"
    if word.lower() in SMALL_WORDS and not word.isupper():
        return "is a common word, and would be found everywhere"
    if not any(char.isalpha() for char in word):
        return "has no letter in it" if word else "is empty"
    short = sum(char.isalnum() for char in word) < SHORTEST_NAME
    return f"has fewer than {SHORTEST_NAME} letters, and would be found everywhere" if short else ""


def _office_faults(fields: Fields) -> Iterator[_Fault]:
    if not isinstance(fields, LeaderChange):
        return
    if len(fields.offices) > MOST_OFFICES:
        yield ("offices",), f"has {len(fields.offices):,} offices; an entry has at most {MOST_OFFICES}", "shorten it"
    for number, office in enumerate(fields.offices[:MOST_OFFICES]):
        at = ("offices", number)
        if not office.title or len(office.title) > MAX_NAME:
            what = f"has {len(office.title):,} characters; it has 1 to {MAX_NAME}"
            yield (*at, "title"), f"the title {_short(office.title)} {what}", ""
        faults = [((*at, side), day) for side in ("since", "until") if (day := getattr(office, side)) is not None]
        wrong = [(path, f"{_short(day)} is no date") for path, day in faults if not _is_date(day)]
        yield from ((path, what, "write 2013, 2013-03 or 2013-03-14") for path, what in wrong)
        if not wrong and office.since and office.until and office.until < office.since[: len(office.until)]:
            what = f"{office.title!r} ends in {office.until}, before it begins in {office.since}"
            yield (*at, "until"), what, "mend one of the dates"


def _is_date(day: str) -> bool:
    if not DATE.fullmatch(day):
        return False
    try:
        datetime.date.fromisoformat(f"{day}-01-01"[:10])
    except ValueError:
        return False
    return True


def _short(word: str) -> str:
    return repr(safe_text.capped(word, 60))
