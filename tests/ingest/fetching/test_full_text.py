"""Whose page is fetched, and what is made of the page and the feed together."""

from __future__ import annotations

import pytest

from reader.ingest.fetching.full_text import is_short, read_page, wants_page
from reader.sources.feeds.feed import Item
from reader.sources.page import Page

LONG = "<p>" + "Officials met again and agreed on nothing new. " * 30 + "</p>"


def page(body: str, url: str = "https://reef.example/1", head: str = "") -> Page:
    head = f"<head><title>Harbour closed</title>{head}</head>"
    html = f"<html>{head}<body><article><h1>Harbour closed in storm</h1>{body}</article></body></html>"
    return Page(url, html.encode(), "html", url=url, id="0123456789abcdef", source="The Reef")


PARAGRAPHS = "".join(
    f"<p>In the {place} the wind tore roofs from {number} houses, and people slept in schools that night.</p>"
    for number, place in enumerate(("north", "south", "west", "east", "islands", "hills"), start=20)
)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("", True),
        ("<p>A few words.</p>", True),
        (LONG, False),
        (LONG + "<p>The ministers […]</p>", True),
        (LONG + "<p><a href='/x'>Continue reading…</a></p>", True),
        (LONG + "<p>They said ‘read more books’, and left.</p>", False),
    ],
)
def test_an_item_is_short_by_its_words_or_by_how_it_ends(text: str, short: bool) -> None:
    assert is_short(Item("a", url="https://reef.example/1", content=text)) is short


def test_the_rule_of_the_subscription_decides() -> None:
    short, whole = Item("a", url="https://reef.example/1"), Item("b", url="https://reef.example/2", content=LONG)
    assert [wants_page(short, rule) for rule in ("always", "when-short", "never")] == [True, True, False]
    assert [wants_page(whole, rule) for rule in ("always", "when-short", "never")] == [True, False, False]


def test_sound_pictures_and_items_without_an_address_have_no_page() -> None:
    assert not wants_page(Item("a"), "always")
    assert not wants_page(Item("a", url="https://reef.example/talk.mp3?x=1"), "always")


def test_the_page_gives_the_text_and_the_feed_the_time() -> None:
    item = Item(
        "a", url="https://reef.example/1", title="Storm", summary="Roofs gone.", published="2024-05-17T09:30:00Z"
    )
    read = read_page(page(PARAGRAPHS), item, "en")
    assert read.article is not None
    assert (read.article.id, read.article.source) == ("0123456789abcdef", "The Reef")
    assert read.article.title == "Harbour closed in storm"
    assert read.article.published is not None
    assert read.article.published.isoformat() == "2024-05-17T09:30:00+00:00"
    assert len(read.article.blocks) == 6


def test_a_page_with_less_text_than_the_feed_is_not_taken() -> None:
    read = read_page(page("<p>Roofs are gone in the north, and people slept in schools.</p>"), Item("a", content=LONG))
    assert read.article is None
    assert "less text" in read.reason


def test_a_page_without_an_article_says_why() -> None:
    read = read_page(page(""), Item("a", url="https://reef.example/1", summary="Roofs gone."))
    assert read.article is None
    assert read.reason


def test_the_address_that_a_page_calls_its_own_names_its_twin() -> None:
    head = '<link rel="canonical" href="https://reef.example/storm/harbour-closed">'
    item = Item("a", url="https://reef.example/1", summary="Roofs gone.")
    own = read_page(page(PARAGRAPHS), item)
    other = read_page(page(PARAGRAPHS, head=head), item)
    assert own.twin == ""
    assert other.article is not None
    assert other.article.url == "https://reef.example/storm/harbour-closed"
    assert other.twin not in ("", other.article.id)
