"""The same article has the same id wherever and however it was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ingest.identity import ID_DIGITS, article_id, canonical_url


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://News.Example/a", "https://news.example/a"),
        ("https://news.example/a/", "https://news.example/a"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("https://user@news.example./a", "https://news.example/a"),
        ("https://news.example/a#comments", "https://news.example/a"),
        ("https://news.example/a?utm_source=letter&fbclid=x", "https://news.example/a"),
        ("https://news.example/a?page=2&id=7", "https://news.example/a?id=7&page=2"),
        ("https://news.example", "https://news.example/"),
    ],
)
def test_what_does_not_choose_the_article_is_off(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a", "https://news.example/A"),
        ("https://news.example/a?id=7", "https://news.example/a?id=8"),
        ("https://news.example/a?empty=", "https://news.example/a"),
        ("https://news.example/#!/story/1", "https://news.example/#!/story/2"),
        ("https://news.example:8080/a", "https://news.example/a"),
    ],
)
def test_what_chooses_the_article_stays(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    "address", ["", "saved.html", "ftp://news.example/a", "https://", "https://[::1/a", "mailto:a@b.c"]
)
def test_what_is_no_web_address_has_no_canonical_form(address: str) -> None:
    assert canonical_url(address) == ""


@given(st.text())
def test_canonical_forms_are_stable(address: str) -> None:
    once = canonical_url(f"https://news.example/{address}")
    assert canonical_url(once) == once


def test_without_an_address_the_words_decide_and_not_the_typography() -> None:
    straight = article_id("", "The bridge's return", ["It reopened - at last.", "Cafe\u0301 owners cheered."])
    curly = article_id("", "The bridge’s  return", ["It reopened – at last.", "Café owners cheered."])
    other = article_id("", "The bridge's return", ["It reopened - at last.", "Café owners wept."])
    assert straight == curly != other
    assert len(straight) == ID_DIGITS


def test_with_an_address_the_words_do_not_count() -> None:
    assert article_id("https://news.example/a", "One", []) == article_id("http://news.example/a/", "Two", ["x"])
