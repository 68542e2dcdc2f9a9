"""The questions themselves: what the service was seen to answer in time, and nothing that it was not."""

from __future__ import annotations

import re

import pytest

from reader.wikidata.queries import ALIAS_CHUNK, DEPENDENT, alias_queries, offices_query


def test_classes_and_properties_are_constants() -> None:
    query = offices_query("SE", 1990)
    assert "wdt:P279* wd:Q7330070" in query
    assert "wdt:P279* wd:Q2518691" in query
    assert "rdfs:label" not in query
    assert not re.search(r"wdt:P279\*\s+\?", query)
    assert '"en,mul"' in query


def test_brackets_are_even_and_no_placeholder_is_left() -> None:
    for country in ("SE", "XK", "AD", "HK", "PS"):
        query = offices_query(country, 2001)
        assert query.count("{") == query.count("}")
        assert "{country}" not in query
        assert ">= 2001" in query
        assert "WHERE {\n  UNION" not in query
        assert not re.search(r"\.\s*\n\s*UNION \{[^}]*\}\s*UNION UNION", query)


def test_deprecated_statements_and_what_is_no_human_are_left_out() -> None:
    query = offices_query("SE", 1990)
    assert "?rank != wikibase:DeprecatedRank" in query
    assert "wdt:P31 wd:Q5" in query


@pytest.mark.parametrize(("country", "items"), [("XK", "wd:Q1246"), ("TW", "wd:Q865"), ("VA", "wd:Q237")])
def test_countries_without_a_code_of_their_own_are_named_by_their_item(country: str, items: str) -> None:
    assert f"VALUES ?country {{ {items} }}" in offices_query(country, 1990)
    assert "P297" not in offices_query(country, 1990)


@pytest.mark.parametrize("country", sorted(DEPENDENT))
def test_the_head_of_another_state_is_no_head_of_a_territory(country: str) -> None:
    assert "head_of_state" not in offices_query(country, 1990)
    assert "head_of_government" in offices_query(country, 1990)


def test_the_french_president_is_no_prince_of_andorra() -> None:
    assert "Q191954" in offices_query("AD", 1990)
    assert "Q191954" not in offices_query("FR", 1990)


def test_aliases_are_asked_for_in_chunks_that_do_not_depend_on_the_order() -> None:
    people = [f"Q{number}" for number in range(1, 2 * ALIAS_CHUNK + 2)]
    queries = list(alias_queries(people))
    assert [len(re.findall(r"wd:Q\d+", query)) for query in queries] == [ALIAS_CHUNK, ALIAS_CHUNK, 1]
    assert list(alias_queries(people[::-1])) == queries
    assert list(alias_queries([])) == []
