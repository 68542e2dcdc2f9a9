"""From statements to terms of office: doubles made one, open ends that are none closed, countries' own rules applied.

Wikidata lacks many ends. A missing end does not mean that somebody is in office: within a category of a country the
latest begun is, or whom Wikidata prefers; everybody else's term ended when the next one began, or when they died.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Final

import msgspec

from reader.wikidata.days import finer, first_day, gap, last_day, months_later
from reader.wikidata.queries import Category
from reader.wikidata.statements import Statement

_MONARCHY_ELSEWHERE: Final = {
    **dict.fromkeys(("AG", "AU", "BS", "BZ", "CA", "GD", "JM", "NZ", "PG", "KN", "LC", "VC", "SB", "TV"), ""),
    "BB": "2021-11-30",
    "MU": "1992-03-12",
}
"""Realms whose monarch is Britain's, and since when they are republics: the crown counts for Britain alone."""

_ROTATING: Final = {"CH": (1, 12), "SM": (2, 6), "BA": (3, 48)}
"""Heads of state in turn: Swiss presidents for a year, two captains regent for half, three members of the Bosnian
presidency for four years. How many at once, and months of a term.
"""
_SAME_TERM: Final = timedelta(days=31)
"""A second term that begins this soon after the first is one time in office."""

_STAND_IN: Final = timedelta(days=90)
"""A shorter term may be a stand-in's, in the midst of somebody else's."""


class Term(msgspec.Struct, frozen=True):
    """A time in office; `until` is None for somebody in office, or where nothing at all is known."""

    person: str
    category: Category
    offices: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    over: bool = False
    preferred: bool = False
    died: str | None = None
    stated: bool = False
    """Whether Wikidata itself says when it ended, by a day or by a death."""


def terms(statements: Iterable[Statement], country: str, since: int, today: date) -> list[Term]:
    """Who held office in the country in the year `since` or later, by category, then beginning."""
    found: list[Term] = []
    ordered = sorted(map(_term, statements), key=lambda term: term.category)
    for _, group in groupby(ordered, key=lambda term: term.category):
        of_category = [term for term in _united(group) if not _foreign_crown(term, country)]
        closed = _closed(_without_undated(of_category), country, today)
        found += sorted((term for term in _united(closed) if not _before(term, since)), key=_beginning)
    return found


def _term(one: Statement) -> Term:
    offices = (one.office,) if one.office else ()
    return Term(
        one.person, one.category, offices, one.since, one.until, one.over, one.preferred, one.died, bool(one.until)
    )


def _beginning(term: Term) -> tuple[str, str, str]:
    return (term.since or "", term.until or "9999", term.person)


def _united(terms_: Iterable[Term]) -> list[Term]:
    """Each person's terms, the same one told twice and those that follow at once made one."""
    found: list[Term] = []
    for _, group in groupby(
        sorted(terms_, key=lambda term: (term.person, *_beginning(term))), lambda term: term.person
    ):
        mine: list[Term] = []
        for term in group:
            both = _joined(mine[-1], term) if mine else None
            mine[-1:] = [both] if both is not None else [*mine[-1:], term]
        found += mine
    return found


def _joined(early: Term, late: Term) -> Term | None:
    """The two as one, None where they are two times in office. `early` does not begin after `late`."""
    if early.since is None or late.since is None:
        if early.until is not None and early.until[:4] != (late.until or "")[:4]:
            return None
        until, over = finer(early.until, late.until), early.over or late.over
    elif _told_twice(early.since, late.since):
        stated = [term for term in (early, late) if term.over]
        until, over = max((term.until for term in stated), key=_last_of, default=None), bool(stated)
    elif early.until is not None and gap(early.until, late.since) <= _SAME_TERM:
        until = max(early.until, late.until, key=_last_of) if late.until else None
        over = late.over
    else:
        return None
    return msgspec.structs.replace(
        early,
        offices=tuple(dict.fromkeys((*early.offices, *late.offices))),
        since=late.since if early.since is None or (late.since or "").startswith(early.since) else early.since,
        until=until,
        over=over,
        preferred=early.preferred or late.preferred,
        died=early.died or late.died,
        stated=until is not None and until in {term.until for term in (early, late) if term.stated},
    )


def _told_twice(one: str, other: str) -> bool:
    return other.startswith(one) or first_day(other) - first_day(one) <= _SAME_TERM


def _foreign_crown(term: Term, country: str) -> bool:
    republic = _MONARCHY_ELSEWHERE.get(country)
    if republic is None or term.category != "head_of_state":
        return False
    return not republic or term.since is None or last_day(term.since) < first_day(republic)


def _without_undated(terms_: list[Term]) -> list[Term]:
    """Terms without any day are dropped where one has a day: nobody can tell when they were."""
    dated = [term for term in terms_ if term.since or term.until]
    return dated or terms_


def _closed(terms_: list[Term], country: str, today: date) -> list[Term]:
    """Every term that is not the present one has an end."""
    ordered = sorted(terms_, key=_beginning)
    seats, months = _ROTATING.get(country, (1, 0)) if terms_ and terms_[0].category == "head_of_state" else (1, 0)
    open_ = [term for term in ordered if not term.over and term.died is None]
    candidates = [term for term in open_ if term.preferred or not _succeeded(term, ordered)]
    present = sorted(candidates, key=lambda term: (term.preferred, term.since or ""))[-seats:]
    return [
        term if term in present and not _run_out(term, months, today) else _ended(term, ordered, months)
        for term in ordered
    ]


def _succeeded(term: Term, ordered: list[Term]) -> bool:
    """Whether somebody began later and stayed: a stand-in of a few weeks is no successor."""
    return any(
        later.since > term.since and (later.until is None or gap(later.since, later.until) > _STAND_IN)
        for later in ordered
        if later.since and term.since and later.over
    )


def _run_out(term: Term, months: int, today: date) -> bool:
    return bool(months and term.since and last_day(months_later(term.since, months)) < today)


def _ended(term: Term, ordered: list[Term], months: int) -> Term:
    """The term with its end: the one stated, or the first of death, the year of the next beginning, its full length."""
    if term.until is not None:
        return term
    ends = [term.died] if term.died else []
    if months and term.since:
        ends.append(months_later(term.since, months))
    elif term.since:
        later = [one.since for one in ordered if one.since and first_day(one.since) > last_day(term.since)]
        ends += [day[:4] for day in later[:1]]
    known = [end for end in ends if term.since is None or last_day(end) >= first_day(term.since)]
    until = min(known, default=term.since, key=_first_of)
    return msgspec.structs.replace(term, until=until, over=True, stated=until is not None and until == term.died)


def _first_of(day: str | None) -> date:
    return first_day(day) if day else date.max


def _last_of(day: str | None) -> date:
    return last_day(day) if day else date.min


def _before(term: Term, year: int) -> bool:
    return term.over and (term.until is None or last_day(term.until).year < year)
