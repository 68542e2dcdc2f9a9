"""Who holds and held an office, from statements that lack ends, repeat themselves and belong to other countries."""

from __future__ import annotations

from datetime import date

import pytest

from reader.wikidata.days import day_of, months_later
from reader.wikidata.queries import Category
from reader.wikidata.statements import Statement
from reader.wikidata.terms import Term, terms

TODAY = date(2026, 6, 1)


def state(
    person: str,
    since: str = "",
    until: str = "",
    category: Category = "head_of_state",
    *,
    over: bool = False,
    preferred: bool = False,
    died: str = "",
    office: str = "",
) -> Statement:
    known_over = over or bool(until)
    return Statement(
        person, f"Name {person}", category, office, since or None, until or None, known_over, preferred, died or None
    )


def found(*statements: Statement, country: str = "FI", since: int = 1990) -> list[tuple[str, str | None, str | None]]:
    return [(term.person, term.since, term.until) for term in terms(statements, country, since, TODAY)]


def test_of_two_open_terms_the_latest_begun_is_the_present_one() -> None:
    assert found(state("Q1", "2012-03-01"), state("Q2", "2024-03-01")) == [
        ("Q1", "2012-03-01", "2024"),
        ("Q2", "2024-03-01", None),
    ]


def test_the_one_that_wikidata_prefers_is_present_even_if_somebody_began_later() -> None:
    assert ("Q1", "2012-03-01", None) in found(state("Q1", "2012-03-01", preferred=True), state("Q2", "2024-03-01"))


def test_a_dead_one_without_an_end_is_not_in_office() -> None:
    (term,) = terms([state("Q1", "1993-11-17", died="1998-06-08")], "NG", 1990, TODAY)
    assert (term.until, term.over, term.stated) == ("1998-06-08", True, True)


def test_one_without_an_end_who_was_succeeded_long_ago_is_not_in_office() -> None:
    assert found(state("Q1", "1998-02-03"), state("Q2", "2001-05-05", "2005-01-01")) == [
        ("Q1", "1998-02-03", "2001"),
        ("Q2", "2001-05-05", "2005-01-01"),
    ]


def test_a_stand_in_of_a_few_days_ends_nobodys_term() -> None:
    assert found(state("Q1", "2018-01-01"), state("Q2", "2019-07-02", "2019-07-04")) == [
        ("Q1", "2018-01-01", None),
        ("Q2", "2019-07-02", "2019-07-04"),
    ]


def test_an_end_that_is_known_to_be_and_not_when_is_the_next_beginning() -> None:
    assert found(state("Q1", "2010-01-01", over=True), state("Q2", "2015-01-01")) == [
        ("Q1", "2010-01-01", "2015"),
        ("Q2", "2015-01-01", None),
    ]


def test_an_end_nobody_knows_anything_about_is_the_beginning() -> None:
    assert found(state("Q1", "2010-01-01", over=True)) == [("Q1", "2010-01-01", "2010-01-01")]


def test_undated_terms_count_only_where_there_is_no_other() -> None:
    assert found(state("Q1"), state("Q2", "2015-01-01")) == [("Q2", "2015-01-01", None)]
    assert found(state("Q1")) == [("Q1", None, None)]


def test_the_same_term_told_twice_is_one_and_a_stated_end_counts() -> None:
    assert found(state("Q1", "2000"), state("Q1", "2000-05-07", "2008-05-07")) == [("Q1", "2000-05-07", "2008-05-07")]
    assert found(state("Q1", "2000-05-07"), state("Q1", "2000-05-08", "2008-05-07")) == [
        ("Q1", "2000-05-07", "2008-05-07")
    ]


def test_terms_that_follow_at_once_are_one_and_those_apart_are_two() -> None:
    assert found(state("Q1", "2009-01-20", "2013-01-20"), state("Q1", "2013-01-20", "2017-01-20")) == [
        ("Q1", "2009-01-20", "2017-01-20")
    ]
    apart = found(
        state("Q1", "2017-01-20", "2021-01-20"), state("Q2", "2021-01-20", "2025-01-20"), state("Q1", "2025-01-20")
    )
    assert [person for person, _, _ in apart] == ["Q1", "Q2", "Q1"]


def test_an_open_first_term_of_somebody_re_elected_is_no_gap() -> None:
    assert found(state("Q1", "2010-03-01"), state("Q1", "2014-03-01")) == [("Q1", "2010-03-01", None)]


def test_what_was_over_before_the_year_is_left_out() -> None:
    assert found(state("Q1", "1980", "1989-12-31"), state("Q2", "1989-12-31", "1991"), since=1990) == [
        ("Q2", "1989-12-31", "1991")
    ]


def test_categories_do_not_end_each_other() -> None:
    assert all(
        until is None for _, _, until in found(state("Q1", "2010"), state("Q2", "2015", category="foreign_minister"))
    )


@pytest.mark.parametrize("country", ["AU", "CA", "NZ", "JM"])
def test_the_crown_counts_for_britain_alone(country: str) -> None:
    assert found(state("Q1", "1952-02-06"), country=country) == []
    assert found(state("Q1", "1952-02-06"), country="GB") == [("Q1", "1952-02-06", None)]
    assert found(state("Q1", "2020", category="head_of_government"), country=country) != []


def test_a_realm_that_became_a_republic_has_presidents_from_then_on() -> None:
    assert found(state("Q1", "1966-11-30", "2021-11-29"), state("Q2", "2021-11-30"), country="BB") == [
        ("Q2", "2021-11-30", None)
    ]


def test_a_swiss_president_without_an_end_served_a_year() -> None:
    assert found(state("Q1", "2024-01-01"), state("Q2", "2026-01-01"), country="CH") == [
        ("Q1", "2024-01-01", "2025-01-01"),
        ("Q2", "2026-01-01", None),
    ]


def test_san_marino_has_two_captains_at_once_for_half_a_year() -> None:
    assert found(
        state("Q1", "2025-10-01"), state("Q2", "2025-10-01"), state("Q3", "2026-04-01"), state("Q4", "2026-04-01"),
        country="SM",
    ) == [
        ("Q1", "2025-10-01", "2026-04-01"), ("Q2", "2025-10-01", "2026-04-01"),
        ("Q3", "2026-04-01", None), ("Q4", "2026-04-01", None),
    ]  # fmt: skip


def test_bosnia_has_three_members_of_the_presidency_at_once() -> None:
    members = [state(f"Q{number}", "2022-11-16") for number in (1, 2, 3)]
    assert [until for _, _, until in found(*members, country="BA")] == [None, None, None]
    assert found(*[state(f"Q{number}", "2014-11-17") for number in (1, 2)], country="BA")[0][2] == "2018-11-17"


def test_every_term_that_is_not_present_has_an_end() -> None:
    many = [state(f"Q{number}", f"{1990 + number}") for number in range(30)]
    (*over, last) = terms(many, "IT", 1990, TODAY)
    assert all(term.over and term.until for term in over)
    assert isinstance(last, Term)
    assert not last.over


@pytest.mark.parametrize(
    ("value", "precision", "day"),
    [
        ("2013-03-14T00:00:00Z", 11, "2013-03-14"),
        ("+2013-03-14T00:00:00Z", 11, "2013-03-14"),
        ("2013-03-14T00:00:00Z", 10, "2013-03"),
        ("2013-01-01T00:00:00Z", 9, "2013"),
        ("2010-01-01T00:00:00Z", 8, None),
        ("2013-00-00T00:00:00Z", 11, "2013"),
        ("2013-03-00T00:00:00Z", 11, "2013-03"),
        ("2013-02-31T00:00:00Z", 11, "2013-02"),
        ("2013-13-01T00:00:00Z", 11, "2013"),
        ("-0500-01-01T00:00:00Z", 11, None),
        ("-500", 11, None),
        ("0500-01-01T00:00:00Z", 11, None),
        ("12013-01-01T00:00:00Z", 11, None),
        ("9999-12-31T00:00:00Z", 11, "9999-12-31"),
        ("٢٠١٣-03-14T00:00:00Z", 11, None),
        ("t123456789", 11, None),
        ("", 11, None),
    ],
)
def test_days_are_as_exact_as_they_are_known(value: str, precision: int, day: str | None) -> None:
    assert day_of(value, precision) == day


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2025-10-01", 6, "2026-04-01"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-01", 12, "2025-01"),
        ("2024", 12, "2025"),
        ("2024-12-31", 48, "2028-12-31"),
    ],
)
def test_months_are_added_by_the_calendar(day: str, months: int, later: str) -> None:
    assert months_later(day, months) == later
