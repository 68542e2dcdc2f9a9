"""Whom the gazetteer lacks of the heads of state and government that public lists name."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

from reader.entities.gazetteer.gazetteer import Gazetteer, load_gazetteer
from reader.entities.gazetteer.normal import folded
from reader.entities.gazetteer.schema import LeaderEntry
from reader.entities.people.who import sound

LISTS = Path(__file__).resolve().parents[4] / "shared" / "eval" / "reference"
DISTINCT_SHARE = 0.95
"""Share of the distinct people of each list that the gazetteer must know."""

MISSPELT = {
    "ial Council": "mohamed-al-menfi",
    "Michael Martin": "micheal-martin",
    "Muhammad Bin Zayid Al Nuhayyan": "mohammed-bin-zayed",
    "Patrick Strozda": "patrick-strzoda",
    "Robert Breugre Mambe": "robert-beugre-mambe",
    "Salman of Saudi Arabia": "king-salman",
}
"""Names that the lists garble, and who is meant."""
NO_HEADS = {"Brahim Zwimel EL Zamel"}
"""Names that the lists give as a head's by mistake."""

pytestmark = pytest.mark.skipif(not LISTS.is_dir(), reason="the lists of heads are not beside this checkout")

_JUNK = re.compile(
    r"\b(?:Prefect|Superior|Mayor|Chairman|Council|Commissioner|Chief|Executive|Territorial|Assembly|Bailiff|Governor"
    r"|Lieutenant|High|Foreign|Minister|President|Vice|Co|Dr|Jr|Sir|King|Sheikh|Air|Marshal|New Zealand|Island|Islands"
    r"|Pitcairn|administrator|officer|of|and|the|bin|ibn|Al|al|el|El|EL|Abd|Abu)\b"
)


class Head(NamedTuple):
    """One row of a list. `current` says that no end is given."""

    name: str
    place: str
    current: bool


def heads(path: Path) -> list[Head]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Head(row["name"].split(",")[0], row["iso2"] or row.get("country", ""), not row["end"])
            for row in csv.DictReader(file)
            if not re.fullmatch(r"Q\d+", row["name"]) and row["name"] not in NO_HEADS
        ]


def words(name: str) -> frozenset[str]:
    plain = folded(name).replace("-", " ").replace("'", "").replace(".", " ")
    plain = re.sub(r'"[^"]*"|\([^)]*\)', " ", plain)
    return frozenset(sound(word) for word in _JUNK.sub(" ", plain).split() if len(word) > 1)


class Known:
    """The names of all leaders as sets of words, by country."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.ids = gazetteer.leaders.keys()
        self.by_place: dict[str, list[frozenset[str]]] = defaultdict(list)
        self.everybody: list[frozenset[str]] = []
        for leader in gazetteer.leaders.values():
            for name in names(leader):
                self.everybody.append(name)
                for place in {leader.country, *(office.country for office in leader.offices)} - {None}:
                    self.by_place[str(place)].append(name)

    def has(self, head: Head) -> bool:
        if head.name in MISSPELT:
            return MISSPELT[head.name] in self.ids
        wanted = words(head.name)
        if len(wanted) == 1:
            return any(wanted <= name for name in self.by_place[head.place])
        return any(len(name) > 1 and (name <= wanted or wanted <= name) for name in self.everybody)


def names(leader: LeaderEntry) -> list[frozenset[str]]:
    return [words(name) for name in (leader.name, *leader.aliases)]


@pytest.mark.parametrize("path", sorted(LISTS.glob("*.csv")), ids=lambda path: path.stem)
def test_the_heads_that_a_list_names_are_known(path: Path) -> None:
    known = Known(load_gazetteer())
    rows = heads(path)
    assert sorted({row.name for row in rows if row.current and not known.has(row)}) == []
    missing = sorted({row.name for row in rows if not known.has(row)})
    distinct = {row.name for row in rows}
    assert len(distinct) - len(missing) >= DISTINCT_SHARE * len(distinct), f"lacks {missing}"
