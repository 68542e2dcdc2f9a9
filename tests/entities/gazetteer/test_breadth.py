"""How much of the years since 1990 the package's own leaders cover, counted from their offices alone."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

import pytest

from reader.entities.gazetteer.gazetteer import load_gazetteer
from reader.entities.gazetteer.schema import OfficeEntry

REVIEWED = date(2026, 11, 1)
"""The day up to which an office without an end counts as held; fixed, so that the counts are those of the data."""

PEOPLE = 2_500
COUNTRIES = 80
SHARE = 0.9
"""The fewest leaders, the fewest countries whose ministers are known, and the share of days that makes them known."""

HEAD = re.compile(r"President|Prime Minister|Chancellor|King")
COMMISSION = re.compile(r"President of the European Commission")
FOREIGN = re.compile(
    r"(?:Acting |Interim )?(?:Foreign (?:Minister|Secretary)|External Affairs Minister|Secretary of State)"
)
DEFENCE = re.compile(r"(?:Acting |Interim )?(?:Defence Minister|Defen[cs]e Secretary)")
"""The titles, whole, as the data write them: Britain, India and the United States have their own."""

G20 = "AR AU BR CA CN DE FR GB ID IN IT JP KR MX RU SA TR US ZA".split()
"""The members that are countries; the European Union is asked for by its Commission."""


def first_day(written: str) -> date:
    """The first day of an ISO 8601 date of any precision."""
    year, month, day = (*map(int, written.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(written: str) -> date:
    """The last day of an ISO 8601 date of any precision."""
    parts = [int(part) for part in written.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def offices(title: re.Pattern[str]) -> Iterator[tuple[str | None, OfficeEntry]]:
    """Every dated office of that title with the country it is of."""
    for leader in load_gazetteer().leaders.values():
        for office in leader.offices:
            if office.since is not None and title.fullmatch(office.title):
                yield office.country or leader.country, office


def share_of_days(held: list[OfficeEntry], start: date) -> float:
    """The share of the days from `start` until the review on which any of these offices was held."""
    spans = sorted(
        (first_day(office.since or ""), last_day(office.until) if office.until else REVIEWED) for office in held
    )
    days, reached = 0, start.toordinal() - 1
    for since, until in spans:
        begin, end = max(since.toordinal(), reached + 1), min(until.toordinal(), REVIEWED.toordinal())
        days += max(0, end - begin + 1)
        reached = max(reached, end)
    return days / (REVIEWED.toordinal() - start.toordinal() + 1)


def shares(title: re.Pattern[str], since: int) -> dict[str, float]:
    """By country, the share of the days since that year on which a holder of the title is known."""
    held: dict[str, list[OfficeEntry]] = {}
    for country, office in offices(title):
        if country is not None:
            held.setdefault(country, []).append(office)
    return {country: share_of_days(those, date(since, 1, 1)) for country, those in held.items()}


def test_overlapping_terms_of_one_office_count_once() -> None:
    terms = [
        OfficeEntry("Foreign Minister", since="2000", until="2010"),
        OfficeEntry("Foreign Minister", since="2005-06", until="2009-03-31"),
    ]
    whole = (date(2010, 12, 31) - date(2000, 1, 1)).days + 1
    assert share_of_days(terms, date(2000, 1, 1)) == whole / ((REVIEWED - date(2000, 1, 1)).days + 1)


def test_there_are_enough_people() -> None:
    assert len(load_gazetteer().leaders) >= PEOPLE


@pytest.mark.parametrize("title", [FOREIGN, DEFENCE], ids=["foreign", "defence"])
def test_the_ministers_of_enough_countries_are_known_since_2000(title: re.Pattern[str]) -> None:
    known = [country for country, share in shares(title, 2000).items() if share >= SHARE]
    assert len(known) >= COUNTRIES


def test_a_head_of_every_country_of_the_g20_is_known_since_1990() -> None:
    heads = shares(HEAD, 1990)
    assert {country: heads.get(country, 0.0) for country in G20 if heads.get(country, 0.0) < SHARE} == {}


def test_the_head_of_the_european_commission_is_known_since_1990() -> None:
    assert share_of_days([office for _, office in offices(COMMISSION)], date(1990, 1, 1)) >= SHARE
