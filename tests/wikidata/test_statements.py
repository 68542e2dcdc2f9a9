"""Rows of an answer, believed one by one: what is off in a row costs the row, or the part of it."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from reader.wikidata.service import Row, Term
from reader.wikidata.statements import aliases, label, person_id, statements

TODAY = date(2026, 6, 1)
ENTITY = "http://www.wikidata.org/entity/"


def row(**terms: Term | str) -> Row:
    whole: dict[str, Term | str] = {
        "person": Term("uri", f"{ENTITY}Q42"),
        "personLabel": "Ada Lindqvist",
        "category": "foreign_minister",
        "since": "2013-03-14T00:00:00Z",
        "sincePrecision": "11",
        **terms,
    }
    return {name: term if isinstance(term, Term) else Term("literal", term) for name, term in whole.items()}


def test_a_whole_row_is_a_statement() -> None:
    rank = Term("uri", "http://wikiba.se/ontology#PreferredRank")
    (one,) = statements(
        [row(rank=rank, officeLabel="minister", until="2015-01-01T00:00:00Z", died="2020-02-02T00:00:00Z")], TODAY
    )
    assert msgspec.structs.astuple(one) == (
        "Q42", "Ada Lindqvist", "foreign_minister", "minister", "2013-03-14", "2015-01-01", True, True, "2020-02-02",
    )  # fmt: skip


@pytest.mark.parametrize(
    "person",
    [
        Term("uri", "http://evil.example/entity/Q42"),
        Term("uri", "http://www.wikidata.org.evil.example/entity/Q42"),
        Term("uri", "http://www.wikidata.org/entity/P42"),
        Term("uri", "http://www.wikidata.org/entity/Q42/../Q1"),
        Term("uri", "http://www.wikidata.org/entity/Q0"),
        Term("uri", f"{ENTITY}Q{'9' * 400}"),
        Term("bnode", "t1512"),
        Term("uri", "http://www.wikidata.org/.well-known/genid/0a1b"),
        Term("literal", f"{ENTITY}Q42"),
        None,
    ],
)
def test_only_an_entity_of_wikidata_is_a_person(person: Term | None) -> None:
    assert person_id(person) is None


@pytest.mark.parametrize("missing", ["person", "personLabel", "category"])
def test_a_row_without_a_part_it_needs_is_dropped(missing: str) -> None:
    whole = row()
    del whole[missing]
    assert list(statements([whole], TODAY)) == []


@pytest.mark.parametrize("name", ["Q42", "Q42 (person)", "", " \t", "A" * 121, "A" * 5_000_000, "\u202e\u200b"])
def test_a_bare_id_an_endless_and_an_empty_label_are_no_names(name: str) -> None:
    assert list(statements([row(personLabel=name)], TODAY)) == []


def test_labels_are_filtered() -> None:
    assert label(Term("literal", "Ada\x1b[2J \u202eLind\u200bqvist\n (politician)")) == "Ada[2J Lindqvist"
    assert label(Term("uri", "Ada Lindqvist")) == ""


def test_an_unknown_category_is_dropped() -> None:
    assert list(statements([row(category="king_of_nowhere")], TODAY)) == []


@pytest.mark.parametrize(
    ("until", "day", "over"),
    [
        (Term("bnode", "t99"), None, True),
        (Term("uri", "http://www.wikidata.org/.well-known/genid/ff"), None, True),
        (Term("literal", "nonsense"), None, True),
        (Term("literal", "-0500-01-01T00:00:00Z"), None, True),
        (Term("literal", "9999-12-31T00:00:00Z"), None, False),
        (Term("literal", "2027-01-20T00:00:00Z"), None, False),
        (Term("literal", "2015-00-00T00:00:00Z"), "2015", True),
    ],
)
def test_an_end_that_is_unknown_is_an_end_and_one_ahead_is_none(until: Term, day: str | None, over: bool) -> None:
    (one,) = statements([row(until=until)], TODAY)
    assert (one.until, one.over) == (day, over)


def test_a_beginning_far_ahead_is_no_statement_and_an_unreadable_one_is_unknown() -> None:
    assert list(statements([row(since="9999-01-01T00:00:00Z")], TODAY)) == []
    (elected,) = statements([row(since="2026-12-01T00:00:00Z")], TODAY)
    assert elected.since == "2026-12-01"
    (unknown,) = statements([row(since=Term("bnode", "t1"))], TODAY)
    assert unknown.since is None


def test_a_precision_that_is_no_number_makes_no_day() -> None:
    (one,) = statements([row(sincePrecision="all")], TODAY)
    assert one.since is None


def test_aliases_come_by_person_in_a_settled_order_each_once() -> None:
    rows = [row(alias=name) for name in ("Lindqvist, A.", "Ada L.", "Ada L.", "Q42", "\u200b")]
    assert aliases(rows) == {"Q42": ["Ada L.", "Lindqvist, A."]}
    assert aliases(reversed(rows)) == aliases(rows)
