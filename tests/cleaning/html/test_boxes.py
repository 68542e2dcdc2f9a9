"""What a page's markup calls related, promoted, hidden or the like goes; what only sounds so stays."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from reader.cleaning.clean import clean_html
from reader.cleaning.html.boxes import drop_boxes
from tests.cleaning.courier import PARAGRAPHS, html_page, paragraphs

LINE = "The town band will play on the quay at noon, and the lifeboat can be visited all afternoon."


def texts(box: str) -> list[str]:
    return [block.text for block in clean_html(html_page(paragraphs(box))).blocks]


@pytest.mark.parametrize(
    "opening",
    [
        '<div class="c-related-articles">',
        '<div class="RelatedStories__wrap">',
        '<section data-testid="newsletter-signup">',
        '<div class="inline-promo">',
        '<div data-component="recirculation-box">',
        '<div role="complementary">',
        '<div aria-label="Related articles">',
        '<div aria-label="Newsletter">',
        '<div class="ad-container">',
        '<div class="visually-hidden">',
        '<p class="read-more">',
        "<div hidden>",
        '<div style="display: none">',
        '<div class="no-print">',
        '<div id="taboola-below">',
    ],
)
def test_a_box_named_for_something_else_goes(opening: str) -> None:
    closing = f"</{opening[1:].split(' ')[0]}>"
    inside = LINE if opening.startswith("<p") else f"<p>{LINE}</p>"
    assert texts(f"{opening}{inside}{closing}") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "opening",
    [
        '<div class="paragraph unrelated">',
        '<div class="story-body has-ads with-sidebar">',
        '<div id="sharing-your-work-with-other-people">',
        '<div class="paywall">',
        '<div class="shared-kitchen loads">',
        '<div class="promontory">',
    ],
)
def test_a_container_that_only_sounds_so_stays(opening: str) -> None:
    page = document_fromstring(html_page(paragraphs(f"{opening}<p>{LINE}</p></div>")))
    drop_boxes(page)
    assert LINE in page.text_content()


def test_a_box_that_holds_most_of_the_text_is_the_article_whatever_its_name() -> None:
    page = html_page(f'<div class="newsletter-signup">{paragraphs()}</div>')
    assert [block.text for block in clean_html(page).blocks] == list(PARAGRAPHS)
