"""Whose page is fetched, and what is made of the page and the feed together."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reader.article import Article, Block
from reader.ingest.fetching.full_text import has_page, lacks_text
from reader.ingest.fetching.page_reading import read_page
from reader.sources.feeds.feed import Item
from reader.sources.page import Page

LONG = "Officials met again and agreed on nothing new. " * 30


def page(body: str, url: str = "https://reef.example/1", head: str = "") -> Page:
    head = f"<head><title>Harbour closed</title>{head}</head>"
    html = f"<html>{head}<body><article><h1>Harbour closed in storm</h1>{body}</article></body></html>"
    return Page(url, html.encode(), "html", url=url, id="0123456789abcdef", source="The Reef")


PARAGRAPHS = "".join(
    f"<p>In the {place} the wind tore roofs from {number} houses, and people slept in schools that night.</p>"
    for number, place in enumerate(("north", "south", "west", "east", "islands", "hills"), start=20)
)


def article(*texts: str) -> Article:
    return Article("a", datetime(2024, 5, 17, tzinfo=UTC), blocks=tuple(Block("paragraph", text) for text in texts))


@pytest.mark.parametrize(
    ("texts", "lacks"),
    [
        ((), True),
        (("A few words.",), True),
        ((LONG,), False),
        ((LONG, "The ministers […]"), True),
        ((LONG, "Continue reading…"), True),
        ((LONG, "They said ‘read more books’, and left."), False),
        (("部長們再次會面，沒有達成新的協議。" * 150,), False),
    ],
)
def test_a_text_is_short_by_its_words_or_by_how_it_ends(texts: tuple[str, ...], lacks: bool) -> None:
    assert lacks_text(article(*texts)) is lacks


def test_sound_pictures_and_items_without_an_address_have_no_page() -> None:
    assert has_page(Item("a", url="https://reef.example/1?x=talk.mp3"))
    assert not has_page(Item("a"))
    assert not has_page(Item("a", url="https://reef.example/talk.mp3?x=1"))


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
    read = read_page(
        page("<p>Roofs are gone in the north, and people slept in schools.</p>"), Item("a", content=f"<p>{LONG}</p>")
    )
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
