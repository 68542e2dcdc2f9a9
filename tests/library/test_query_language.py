"""The query language: what is understood, and what is refused with its place and a remedy."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.query import DEEPEST, LONGEST, MOST_CONDITIONS, QueryError, parse_query
from reader.library.query_tree import All, Language, Marked, Names, Not, Period, Some, Source, Tagged, Words

NOW = datetime(2024, 3, 14, 15, 30, tzinfo=UTC)


def seconds(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())  # type: ignore[misc, arg-type]  # year, month, day, hour, minute


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", All()),
        ("   ", All()),
        ("harbour", Words("harbour")),
        ("harbour storm", All((Words("harbour"), Words("storm")))),
        ("harbour AND storm", All((Words("harbour"), Words("storm")))),
        ("harbour OR storm fog", Some((Words("harbour"), All((Words("storm"), Words("fog")))))),
        ("(harbour OR storm) fog", All((Some((Words("harbour"), Words("storm"))), Words("fog")))),
        ("NOT harbour", Not(Words("harbour"))),
        ("storm -harbour", All((Words("storm"), Not(Words("harbour"))))),
        ("-(harbour fog)", Not(All((Words("harbour"), Words("fog"))))),
        ('"harbour master"', Words("harbour master")),
        ("harb*", Words("harb", beginning=True)),
        ('"harb*"', Words("harb*")),
        ("and or not", All((Words("and"), Words("or"), Words("not")))),
        ("10:30", Words("10:30")),
        ("storm & fog", All((Words("storm"), Words("fog")))),
        ("title:storm", Words("storm", title=True)),
        ("leader:xi", Names("leader", "xi")),
        ('LEADER:"xi jinping"', Names("leader", "xi jinping")),
        ("country:FR", Names("country", "FR")),
        ("with:nato", Names(None, "nato")),
        ("organisation:nato", Names("organisation", "nato")),
        ("organization:nato", Names("organisation", "nato")),
        ("leader:(xi OR modi)", Some((Names("leader", "xi"), Names("leader", "modi")))),
        ("source:gazette", Source("gazette")),
        ("tag:energy", Tagged("energy")),
        ("lang:EN", Language("en")),
        ("is:unread", Marked("unread")),
        ("-is:starred", Not(Marked("starred"))),
        ("after:2024", Period(since=seconds(2024, 1, 1))),
        ("after:2024-03", Period(since=seconds(2024, 3, 1))),
        ("before:2024-03-14", Period(until=seconds(2024, 3, 14))),
        ("before:2024-3-4", Period(until=seconds(2024, 3, 4))),
        ("after:2024-03-14T09:30", Period(since=seconds(2024, 3, 14, 9, 30))),
        ("after:2024-03-14T09:30+02:00", Period(since=seconds(2024, 3, 14, 7, 30))),
        ("after:today", Period(since=seconds(2024, 3, 14))),
        ("after:yesterday", Period(since=seconds(2024, 3, 13))),
        ("after:7d", Period(since=seconds(2024, 3, 7, 15, 30))),
        ("after:12h", Period(since=seconds(2024, 3, 14, 3, 30))),
        ("before:1w", Period(until=seconds(2024, 3, 7, 15, 30))),
    ],
)
def test_a_query_means(text: str, tree: object) -> None:
    assert parse_query(text, now=NOW).tree == tree


@pytest.mark.parametrize(
    ("text", "position", "in_words"),
    [
        ("storm colour:red", 6, "there is no field 'colour'"),
        ('storm "harbour', 6, "not closed"),
        ("storm (harbour", 6, "not closed"),
        ("storm) harbour", 5, "never opened"),
        ("storm OR", 8, "a word is missing"),
        ("AND storm", 0, "a word is missing before 'AND'"),
        ("storm NOT", 9, "a word is missing"),
        ("()", 1, "a word is missing before ')'"),
        ("leader:", 7, "leader: lacks a value"),
        ("leader: xi", 8, "leader: lacks a value"),
        ("leader:!!", 7, "lacks a name"),
        ("leader:(country:fr)", 8, "stands inside leader:"),
        ("after:soon", 6, "'soon' is no date"),
        ("after:2024-13", 6, "is no date"),
        ("after:99999y", 6, "is no date"),
        ("is:green", 3, "is:green is not known"),
        ("s*", 0, "begins too many words"),
        ("!!! ...", 0, "there is nothing to look for"),
        ("(" * (DEEPEST + 1) + "x", DEEPEST, "brackets inside each other"),
        ("-" + "NOT " * (DEEPEST + 1) + "x", 4 * DEEPEST - 3, "brackets inside each other"),
        ("x " * (MOST_CONDITIONS + 1), 2 * MOST_CONDITIONS, "more than 64 words"),
        ("x" * (LONGEST + 1), LONGEST, "longer than 2,000"),
    ],
)
def test_a_query_that_makes_no_sense_is_refused_at_its_place(text: str, position: int, in_words: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(text, now=NOW)
    assert caught.value.position == position
    assert in_words in caught.value.what
    assert f"character {position + 1}" in str(caught.value)
    assert caught.value.remedy
    assert caught.value.exit_code == 2


def test_an_unknown_field_is_answered_with_the_known_ones() -> None:
    with pytest.raises(QueryError, match=r"leader, country, with, organisation, source, after, before, is, tag"):
        parse_query("http://example.org")


def test_free_words_are_kept_for_marking_hits() -> None:
    query = parse_query('storm "harbour master" OR title:fog -calm leader:xi storm')
    assert query.words == ("storm", "harbour master", "fog")
    assert parse_query("").empty
    assert not query.empty


@given(st.text(alphabet='ab"()-*: ORNTAD!é\x00\ud800', max_size=40) | st.text(max_size=60))
def test_any_text_is_understood_or_refused_inside_it(text: str) -> None:
    try:
        words = parse_query(text).words
    except QueryError as error:
        position = error.position
    else:
        position = max((len(word) for word in words), default=0)
    assert 0 <= position <= len(text)
