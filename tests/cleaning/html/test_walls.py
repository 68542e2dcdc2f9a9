"""Pages that show something else instead of their article, told in their own words; and pages that only look so."""

from __future__ import annotations

import json

import pytest

from reader.cleaning.clean import clean_html
from reader.cleaning.cleaned import NotAnArticleError
from tests.cleaning.courier import PARAGRAPHS, html_page, paragraphs

COOKIES = "<div>We use cookies to make the Courier better. <button>Accept all cookies</button></div>"


def refused(page: str) -> str:
    with pytest.raises(NotAnArticleError) as caught:
        clean_html(page)
    assert caught.value.remedy
    return caught.value.what


def record(**fields: object) -> str:
    content = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Pier vote", **fields}
    return f'<script type="application/ld+json">{json.dumps(content)}</script>'


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<title>404 Not Found</title><body><h1>Page not found</h1><p>Try the search instead.</p>", "error page"),
        (
            "<title>Seite nicht gefunden | Kurier</title><body><p>Leider gibt es diese Seite nicht mehr.</p>",
            "error page",
        ),
        ("<title>Just a moment...</title><body><p>Checking your browser. This takes some seconds.</p>", "robots"),
        ("<body><p>Please verify you are human by pressing the button below for a while.</p>", "robots"),
        ("<body><p>You need to enable JavaScript to run this app.</p><div id='root'></div>", "JavaScript"),
        ("<body><div id='root'></div><script>start()</script>", "JavaScript"),
        (
            (
                "<body><h1>Your privacy</h1><p>We and our 412 partners store personal data on your device.</p>"
                "<p>You can change your mind at any time on this page.</p><button>Accept all cookies</button>"
            ),
            "consent",
        ),
        (
            (
                "<body><h1>Datenschutz</h1><p>Wir und unsere Partner verarbeiten Daten nach Ihrer Einwilligung.</p>"
                "<p>Alle akzeptieren</p>"
            ),
            "consent",
        ),
        ("<body><h1>Welcome back</h1><p>Please log in to continue reading the Courier today.</p>", "login"),
        (
            "<body><h1>Pier vote</h1><p>This article is for subscribers only. Subscribe to continue reading.</p>",
            "subscribers",
        ),
        (
            "<body><h1>Le vote</h1><p>Cet article est réservé à nos abonnés, merci de votre compréhension.</p>",
            "subscribers",
        ),
    ],
)
def test_a_wall_is_told_for_what_it_is(page: str, words: str) -> None:
    assert words in refused(page)


def test_a_teaser_of_an_article_that_is_not_free_is_a_stub() -> None:
    gate = '<div class="paywall-prompt"><p>Subscribe now to read the rest of the story.</p></div>'
    page = html_page(f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{gate}", head=record(isAccessibleForFree=False))
    assert "subscribers" in refused(page)


def test_a_teaser_that_breaks_off_is_a_stub_where_the_page_says_it_is_not_free() -> None:
    page = html_page(
        f"<p>{PARAGRAPHS[0]}</p><p>The mayor said that the money…</p>", head=record(isAccessibleForFree="False")
    )
    assert "subscribers" in refused(page)


def test_fewer_words_than_the_page_says_it_has_are_a_stub() -> None:
    head = record(isAccessibleForFree=False, wordCount=900)
    assert "subscribers" in refused(html_page(f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>", head=head))


def test_a_metered_article_with_its_whole_text_is_an_article() -> None:
    head = record(isAccessibleForFree=False, wordCount=140)
    assert [block.text for block in clean_html(html_page(paragraphs(), head=head)).blocks] == list(PARAGRAPHS)


def test_a_paid_article_whose_json_ld_has_the_whole_text_is_an_article() -> None:
    head = record(isAccessibleForFree=False, articleBody="\n".join(PARAGRAPHS))
    cleaned = clean_html(html_page(f"<p>{PARAGRAPHS[0]}</p>", head=head))
    assert [block.text for block in cleaned.blocks] == list(PARAGRAPHS)


def test_an_article_with_a_cookie_banner_is_an_article() -> None:
    cleaned = clean_html(html_page(COOKIES + paragraphs()))
    assert [block.text for block in cleaned.blocks] == list(PARAGRAPHS)


def test_a_brief_with_a_cookie_banner_is_a_brief() -> None:
    cleaned = clean_html(html_page(f"<p>We use cookies to improve this site.</p><p>{PARAGRAPHS[0]}</p>"))
    assert [block.text for block in cleaned.blocks] == [PARAGRAPHS[0]]


def test_an_article_about_cookies_is_an_article() -> None:
    text = (
        "<p>The regulator fined the advertising firm for setting cookies before readers had given their consent.</p>"
        "<p>Its inspectors had visited four hundred sites over a winter and counted what each of them stored.</p>"
        "<p>Most asked in small grey letters, and one in nine did not ask at all, the report says.</p>"
        "<p>The firm has appealed and expects the court in Ellery to hear the case before the summer recess.</p>"
        "<p>Two smaller firms have paid, one of them in instalments that run until the end of next year.</p>"
    )
    assert len(clean_html(html_page(text)).blocks) == 5


def test_a_page_of_three_words_is_what_it_says() -> None:
    cleaned = clean_html("<html><body><p>Pier closed today</p></body></html>")
    assert [block.text for block in cleaned.blocks] == ["Pier closed today"]


def test_a_list_of_stories_is_no_article() -> None:
    cards = "".join(
        f'<article class="card"><h2><a href="/{number}">{text[:40]}</a></h2><p>{text}</p></article>'
        for number, text in enumerate(PARAGRAPHS)
    )
    page = (
        f"<html><head><title>Harbour news</title></head><body><main><h1>Harbour news</h1>{cards}</main></body></html>"
    )
    assert "list of articles" in refused(page)


def test_a_brief_above_cards_of_other_stories_is_a_brief() -> None:
    cards = "".join(f'<div class="card"><h3><a href="/{number}">Story {number}</a></h3></div>' for number in range(6))
    assert [block.text for block in clean_html(html_page(f"<p>{PARAGRAPHS[0]}</p>{cards}")).blocks] == [PARAGRAPHS[0]]
