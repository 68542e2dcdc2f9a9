"""What kind of office a title means, and whether an office known and one from Wikidata are the same."""

from __future__ import annotations

import re
from typing import Final, Literal

from reader.entities.gazetteer.schema import OfficeEntry
from reader.wikidata.queries import Category
from reader.wikidata.titles import Held, overlap

Kind = Literal["head", "foreign", "defence", "other"]

_LESSER: Final = re.compile(
    r"\b(?:Vice|Deputy|Assistant|Candidate|Spokes\w+|Former|Speaker|Parliament|Senate|Assembly|Party|Bank|Committee"
    r"|Council of Europe|European|Nations|Crown)\b"
)
_FOREIGN: Final = re.compile(
    r"\b(?:Foreign|External) (?:Minister|Secretary|Affairs)|\bSecretary of State\b|Foreign Affairs"
)
_DEFENCE: Final = re.compile(r"\bDefen[cs]e\b")
_HEAD: Final = re.compile(
    r"\b(?:President|Presidency|Prime Minister|Premier|Chancellor|Taoiseach|King|Queen|Monarch|Emir|Sultan|Emperor"
    r"|Grand Duke|Prince|Pope|Head of (?:State|Government)|Supreme Leader|Leader|Chief Executive|Captain Regent"
    r"|Chairman|Co-Prince|Minister-President|Governor|Ruler|Regent)\b"
)
_KINDS: Final[dict[Category, Kind]] = {
    "head_of_state": "head",
    "head_of_government": "head",
    "foreign_minister": "foreign",
    "defence_minister": "defence",
}
_TO_THE_MONTH: Final = len("2013-03")


def kind_of(title: str) -> Kind:
    """What kind of office a title means."""
    if _LESSER.search(title):
        return "other"
    if _FOREIGN.search(title):
        return "foreign"
    if _DEFENCE.search(title):
        return "defence"
    return "head" if _HEAD.search(title) else "other"


def held_at_once(office: OfficeEntry, home: str | None, held: Held) -> bool:
    """Whether both are offices in one country that were held at once or began in one year. `home` is the country of an
    office that names none.
    """
    return (office.country or home) == held.country and (overlap(office, held) or begun_together(office, held))


def is_known(office: OfficeEntry, home: str | None, held: Held) -> bool:
    """Whether the office of a person is what Wikidata tells of them too: of one kind, at one time."""
    return kind_of(office.title) == _KINDS[held.category] and held_at_once(office, home, held)


def one_beginning(office: OfficeEntry, home: str | None, held: Held) -> bool:
    """Whether both are of one kind in one country from the same day, or month where no more is known: it takes one
    person to begin as foreign minister that day.
    """
    one, other = office.since or "", held.since or ""
    size = min(len(one), len(other))
    same = size >= _TO_THE_MONTH and one[:size] == other[:size]
    return same and kind_of(office.title) == _KINDS[held.category] and (office.country or home) == held.country


def begun_together(office: OfficeEntry, held: Held) -> bool:
    """Whether both are known to have begun in the same year."""
    return bool(office.since and held.since) and (office.since or "")[:4] == (held.since or "")[:4]


def ends(office: OfficeEntry, held: Held) -> bool:
    """Whether `held` tells the end of an office that has none: begun in the same month, as far as is known, and over
    by a day that Wikidata states.
    """
    if office.until is not None or not held.stated or not office.since or not held.since or not held.until:
        return False
    size = min(len(office.since), len(held.since), _TO_THE_MONTH)
    return office.since[:size] == held.since[:size] and held.until >= office.since[: len(held.until)]
