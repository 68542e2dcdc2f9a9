"""What a person who keeps a gazetteer of their own wants to be told beyond faults: what counts, and is hardly meant.

Asked by `dateline gazetteer check` only; loading tells errors alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations, islice
from typing import Final

from reader.entities.gazetteer.compiled import given_names_of, package
from reader.entities.gazetteer.layers import Known, Laid, layered
from reader.entities.gazetteer.layers_entry import LISTS, SMALL_WORDS, Change, CountryChange, LeaderChange
from reader.entities.gazetteer.layers_file import Finding, Source, nearest
from reader.entities.gazetteer.layers_lines import KeyPath
from reader.entities.gazetteer.layers_merge import names_of, overlap
from reader.entities.gazetteer.names import STOP, THINGS
from reader.entities.gazetteer.normal import folded
from reader.entities.gazetteer.schema import CountryEntry, LeaderEntry

SHORT: Final = 3
"""Letters and digits of a name that is probably found where somebody or something else is meant."""
_NAMES: Final = frozenset({"aliases", "names", "former"})
_MANY_OVERLAPS: Final = 3
"""Offices held at once that are told of one leader."""
_OWN_CODES: Final = frozenset(
    (
        "AA",
        "ZZ",
        *(f"Q{letter}" for letter in "MNOPQRSTUVWXYZ"),
        *(f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    )
)
"""Codes that ISO 3166-1 leaves to its users."""


def findings(source: Source, below: Sequence[Source] = ()) -> list[Finding]:
    """Everything to be told about a layer's file that lies over the package's data and the layers `below`, by line.

    Raises GazetteerError for a fault in the package's own data.
    """
    under = layered(package(), below)
    known = under.copy()
    laid = Laid(known, source)
    doubts = _Doubts(under, known)
    found = [*laid.findings, *(doubt for id_, change in laid.changes for doubt in doubts.about(id_, change))]
    return sorted(found, key=lambda finding: (finding.line, finding.column or 0, finding.level, finding.what))


class _Doubts:
    """What is odd about a change, with what was known before it and what is known after it."""

    def __init__(self, under: Known, known: Known) -> None:
        self._under = under
        self._known = known
        leaders = (leader for leader in under.of("leader").values() if isinstance(leader, LeaderEntry))
        self._given_names = given_names_of(leaders)
        self._owners: dict[str, dict[str, str]] = {}
        """Who else is called by a word, folded: id and what they are, as "the country France"."""
        for kind in ("country", "organisation", "leader"):
            for id_, entry in known.of(kind).items():
                words = _country_words(entry) if isinstance(entry, CountryEntry) else names_of(entry)
                for word in words:
                    self._owners.setdefault(folded(word), {}).setdefault(id_, f"{kind} {entry.name}")

    def about(self, id_: str, change: Change) -> Iterator[Finding]:
        fields = change.fields
        before = self._under.of(change.kind).get(id_)
        if fields.remove:
            yield from self._removal(change, id_)
            return
        if fields.replace and before is None:
            yield change.doubt("replaces nothing: it is new", "leave `replace` out", "replace")
        known = () if before is None else _all_words(change, before)
        if fields.remove_aliases:
            yield from self._taken_back(change, known)
        for path, word in _words(change):
            yield from _repetition(change, path, word)
            if word not in known:
                yield from self._word(change, id_, path, word)
        if isinstance(fields, CountryChange):
            if before is None and fields.id not in _OWN_CODES:
                what = f"{fields.id} is the code of no country that is known"
                yield change.doubt(what, "codes of one's own are XA to XZ, QM to QZ, AA and ZZ", "id")
        elif isinstance(fields, LeaderChange):
            yield from self._by_alias(change, id_, fields)
            yield from self._offices(change, id_, fields)

    def _removal(self, change: Change, id_: str) -> Iterator[Finding]:
        if id_ not in self._under.of(change.kind):
            remedy = nearest(id_, self._under.of(change.kind)) or "the entry can go"
            yield change.doubt(f"removes {id_!r}, and there is no such {change.kind}", remedy, "id")
        idle = [key for key in change.at.raw if key not in ("id", "name", "remove")]
        if idle:
            yield change.doubt(f"is removed, so its {idle[0]} counts for nothing", "leave it out", idle[0])

    def _taken_back(self, change: Change, words: Sequence[str]) -> Iterator[Finding]:
        plain = {folded(word): word for word in words}
        for number, word in enumerate(change.fields.remove_aliases):
            if folded(word) not in plain:
                remedy = nearest(word, words) or "see `dateline gazetteer show`"
                yield change.doubt(f"{word!r} is none of its names", remedy, "remove_aliases", number)
            elif words and folded(word) == folded(words[0]):
                remedy = "give the id and another name"
                yield change.doubt(f"{word!r} is its name, and stays", remedy, "remove_aliases", number)

    def _word(self, change: Change, id_: str, path: KeyPath, word: str) -> Iterator[Finding]:
        plain = folded(word)
        if all(part.lower() in SMALL_WORDS or part in STOP or part in THINGS for part in plain.split()):
            yield change.doubt(f"{word!r} is made of common words alone", "is it meant?", *path)
        elif sum(char.isalnum() for char in plain) < SHORT:
            yield change.doubt(f"{word!r} is very short and may be found where something else is meant", "", *path)
        elif change.kind == "leader" and plain in self._given_names:
            yield change.doubt(f"{word!r} is a first name that other people have", "add the surname", *path)
        elif change.kind != "country" and not any(char.isupper() for char in word) and word.isascii():
            yield change.doubt(f"{word!r} has no capital, and only small letters will be found", "", *path)
        for other, called in islice(self._owners.get(plain, {}).items(), 2):
            if other != id_:
                yield change.doubt(
                    f"{word!r} is a name of the {called} too", f"see `dateline gazetteer show {other}`", *path
                )

    def _by_alias(self, change: Change, id_: str, fields: LeaderChange) -> Iterator[Finding]:
        before = self._under.of("leader").get(id_)
        if before is not None and not fields.id and folded(fields.name) != folded(before.name):
            what = f"{fields.name!r} is taken for {before.name}, whose alias it is"
            yield change.doubt(what, f'write id = "{id_}" if it is, an id of its own if not', "name")
        elif before is None and not fields.country:
            yield change.doubt("has no country", 'add one, as country = "SE"', "name")

    def _offices(self, change: Change, id_: str, fields: LeaderChange) -> Iterator[Finding]:
        this_year = date.today().year  # noqa: DTZ011 - a year that a person wrote, not a moment
        for number, office in enumerate(fields.offices):
            if office.since and int(office.since[:4]) > this_year + 1:
                what = f"{office.title!r} begins in {office.since}"
                yield change.doubt(what, "is the year right?", "offices", number, "since")
        leader = self._known.of("leader").get(id_)
        offices = leader.offices if isinstance(leader, LeaderEntry) else ()
        mine = {(office.title, office.since): number for number, office in reversed([*enumerate(fields.offices)])}
        odd = (
            (one, other, place)
            for one, other in combinations(offices, 2)
            if (place := mine.get((one.title, one.since), mine.get((other.title, other.since)))) is not None
            and (one.country or fields.country) == (other.country or fields.country)
            and overlap(one, other)
            and not (one.until and other.until)
        )
        for one, other, place in islice(odd, _MANY_OVERLAPS):
            open_ = other if other.until is None else one
            what = f"{one.title!r} and {other.title!r} are held at once, as {open_.title!r} has no end"
            yield change.doubt(what, "give that office again with `until`, if it is over", "offices", place)


def _repetition(change: Change, path: KeyPath, word: str) -> Iterator[Finding]:
    """A word that stands earlier among names of its sort; an adjective may well be the name."""
    alike = ("name", path[0]) if path[0] in _NAMES else path[:1]
    if path != next(at for at, other in _words(change) if other == word and at[0] in alike):
        yield change.doubt(f"{word!r} is there twice", "once is enough", *path)


def _country_words(country: CountryEntry) -> Iterable[str]:
    return (*names_of(country), *country.adjectives, *country.nouns, *country.capitals, *country.seats)


def _all_words(change: Change, entry: object) -> tuple[str, ...]:
    """The name, then every other word by which the entity was found before the change."""
    words: list[str] = [getattr(entry, "name")]  # noqa: B009 - an entry of any kind
    for field in LISTS[change.kind]:
        words += getattr(entry, field)
    return tuple(words)


def _words(change: Change) -> Iterator[tuple[KeyPath, str]]:
    """Every name that the change gives, with where it lies in its entry."""
    if change.fields.name:
        yield ("name",), change.fields.name
    for field in LISTS[change.kind]:
        for number, word in enumerate(getattr(change.fields, field)):
            yield (field, number), word
