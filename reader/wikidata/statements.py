"""The rows of an answer as statements: who held what from when to when. What is off is dropped row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, get_args

import msgspec

from reader import safe_text
from reader.entities.gazetteer.schema import MAX_NAME
from reader.wikidata.days import day_of, first_day
from reader.wikidata.queries import Category
from reader.wikidata.service import Row, Term

_ENTITY = re.compile(r"https?://www\.wikidata\.org/entity/(Q[1-9][0-9]{0,11})")
_BARE_ID = re.compile(r"Q\d+")
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_CATEGORIES: Final[frozenset[str]] = frozenset(get_args(Category))
_DAY: Final = 11
MOST_AHEAD: Final = 366
"""Days: a term that begins later than this from today is a slip of somebody's pen."""
MOST_TEXT: Final = 1_000
"""Code points of a label that is looked at; no name is longer, and a longer one is not shortened into a name."""


class Statement(msgspec.Struct, frozen=True):
    """Somebody's term of office. `over` says that it has ended, which may be known without the day."""

    person: str
    name: str
    category: Category
    office: str = ""
    since: str | None = None
    until: str | None = None
    over: bool = False
    preferred: bool = False
    died: str | None = None


def statements(rows: Iterable[Row], today: date) -> Iterator[Statement]:
    """The rows that can be believed. Without a name in English, from another host, of an unknown category, or not yet
    begun and far ahead: not among them.
    """
    for row in rows:
        person, name = person_id(row.get("person")), label(row.get("personLabel"))
        category = row["category"].value if "category" in row else ""
        if person is None or not name or category not in _CATEGORIES:
            continue
        since = _day(row, "since")
        if since is not None and (first_day(since) - today).days > MOST_AHEAD:
            continue
        until = _day(row, "until")
        ahead = until is not None and first_day(until) > today
        yield Statement(
            person,
            name,
            msgspec.convert(category, Category),
            label(row.get("officeLabel")),
            since,
            None if ahead else until,
            "until" in row and not ahead,
            row["rank"].value.endswith("#PreferredRank") if "rank" in row else False,
            _day(row, "died"),
        )


def aliases(rows: Iterable[Row]) -> dict[str, list[str]]:
    """Aliases by person, in a settled order, each once."""
    found: dict[str, set[str]] = {}
    for row in rows:
        person, alias = person_id(row.get("person")), label(row.get("alias"))
        if person is not None and alias:
            found.setdefault(person, set()).add(alias)
    return {person: sorted(names) for person, names in found.items()}


def person_id(term: Term | None) -> str | None:
    """ "Q42" of an entity's address; None for blank nodes, other hosts and other things."""
    match = _ENTITY.fullmatch(term.value) if term is not None and term.type == "uri" else None
    return match[1] if match else None


def label(term: Term | None) -> str:
    """The text on one line, filtered, without a bracket at its end; empty where it is an id, too long or no text."""
    if term is None or term.type not in ("literal", "typed-literal") or len(term.value) > MOST_TEXT:
        return ""
    text = _BRACKETS.sub("", safe_text.line(term.value, MOST_TEXT))
    return "" if _BARE_ID.fullmatch(text) or len(text) > MAX_NAME else text


def _day(row: Row, name: str) -> str | None:
    term = row.get(name)
    if term is None or term.type not in ("literal", "typed-literal"):
        return None
    precision = row.get(f"{name}Precision")
    exact = precision.value if precision is not None else str(_DAY)
    return day_of(term.value, int(exact)) if re.fullmatch(r"[0-9]{1,2}", exact) else None
