"""A page becomes an annotated article; what its giver says about it counts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reader.article import TITLE
from reader.cleaning.cleaned import NotAnArticleError
from reader.errors import DatelineError
from reader.ingest.identity import article_id
from reader.ingest.reading import article_of_page
from reader.sources.page import Page

BODY = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "The ferry between the two harbours will sail again from Monday, the operator said on Thursday.",
        "Prime Minister Keir Starmer of Britain had promised the line its old subsidy in the spring.",
        "Crews have been trained since March, and the first tickets went on sale this morning.",
    )
)
HTML = (
    "<html lang='en'><head><title>Ferry line returns</title><meta property='og:site_name' content='Harbour Post'>"
    "<meta property='article:published_time' content='2024-05-16T08:00:00Z'>"
    f"<link rel='canonical' href='https://harbourpost.example/ferry'></head><body><article>"
    f"<h1>Ferry line returns</h1>{BODY}</article></body></html>"
).encode()


def test_a_page_tells_its_own_title_date_source_and_address() -> None:
    article = article_of_page(Page("ferry.html", HTML, "html"))
    assert article.title == "Ferry line returns"
    assert article.published == datetime(2024, 5, 16, 8, tzinfo=UTC)
    assert article.source == "Harbour Post"
    assert article.url == "https://harbourpost.example/ferry"
    assert article.id == article_id("http://harbourpost.example/ferry/", None, [])
    assert article.annotator
    assert "Keir Starmer" in {mention.name for mention in article.mentions}


def test_what_the_giver_says_wins() -> None:
    page = Page(
        "x", HTML, "html", id="given", url="https://a.example/1", title="Ferries", published="2024-05-17", source="A"
    )
    article = article_of_page(page)
    assert (article.id, article.url, article.title, article.source) == ("given", "https://a.example/1", "Ferries", "A")
    assert article.published == datetime(2024, 5, 17, tzinfo=UTC)


def test_what_the_giver_says_is_filtered_like_a_page() -> None:
    page = Page("x", HTML, "html", url="javascript:alert(1)", title="Fer\x1b[31mries\u202e", source="A\x07")
    article = article_of_page(page)
    assert (article.title, article.source) == ("Fer[31mries", "A")
    assert article.url == "https://harbourpost.example/ferry"


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(DatelineError, match="is no date: soon"):
        article_of_page(Page("x", HTML, "html", published="soon"))


def test_a_short_text_with_a_title_is_kept_whole() -> None:
    text = "Rain.\n\nMore of it fell in Japan than in any May before.\n\nRead more\n\nNobody was hurt."
    article = article_of_page(Page("x", text.encode(), "text", title="A wet May"))
    assert " ".join(block.text for block in article.blocks).startswith("Rain.")
    assert article.blocks[-1].text == "Nobody was hurt."


def test_a_text_that_is_its_headline_is_an_article_with_mentions_in_its_title() -> None:
    article = article_of_page(Page("x", b"Rain floods Japan", "text", title="Rain floods Japan"))
    assert article.title == "Rain floods Japan"
    assert any(mention.block == TITLE and mention.entity == "JP" for mention in article.mentions)


def test_a_text_without_a_title_must_be_an_article() -> None:
    with pytest.raises(NotAnArticleError):
        article_of_page(Page("x", b"Home\nWorld\nSport\n", "text"))


def test_text_in_another_encoding_is_understood() -> None:
    text = "Der Präsident sprach über die Brücke.\n\nSie wird im Mai für den Verkehr geöffnet, sagte er am Montag."
    article = article_of_page(Page("x", text.encode("cp1252"), "text", title="Brücke"))
    assert "Präsident" in article.blocks[0].text
