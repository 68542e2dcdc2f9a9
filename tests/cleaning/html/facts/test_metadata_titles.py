"""The headline among all that a page calls itself."""

from __future__ import annotations

import json

import pytest

from reader.cleaning.clean import clean_html
from tests.cleaning.courier import paragraphs

HEADLINE = "Harbour council backs the northern pier"
OTHER = "Why a town of six thousand rebuilds what the sea took"


def page_of(*, head: str = "", top: str = "", title: str = "", headings: str = "") -> str:
    return (
        f'<html lang="en"><head><title>{title}</title>{head}</head><body>{top}'
        f"<main><article>{headings}{paragraphs()}</article></main></body></html>"
    )


def headline_ld(text: str) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": text})}</script>'


def og(title: str, site: str = "The Ellery Courier") -> str:
    return f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{site}">'


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} - The Ellery Courier",
        f"{HEADLINE} | Coast | News | The Ellery Courier",
        f"The Ellery Courier: {HEADLINE}".replace(": ", " : "),
        f"{HEADLINE} | The Ellery Courier Coast",
    ],
)
def test_the_outlet_and_its_sections_are_cut_from_a_title_element(title: str) -> None:
    assert clean_html(
        page_of(head='<meta property="og:site_name" content="The Ellery Courier">', title=title)
    ).title == (HEADLINE)


def test_a_title_element_that_stands_alone_loses_a_short_tail() -> None:
    assert clean_html(page_of(title=f"{HEADLINE} – Some Paper")).title == HEADLINE
    whole = "Pier – council votes to rebuild the north arm after the storm"
    assert clean_html(page_of(title=whole)).title == whole


def test_the_visible_headline_wins_over_another_for_networks() -> None:
    page = page_of(head=og(OTHER), title=f"{OTHER} - The Ellery Courier", headings=f"<h1>{HEADLINE}</h1>")
    assert clean_html(page).title == HEADLINE


def test_a_headline_that_two_statements_share_wins_over_a_heading() -> None:
    page = page_of(head=og(OTHER) + headline_ld(OTHER), headings="<h1>Harbour dossier and more</h1>")
    assert clean_html(page).title == OTHER


def test_a_logo_or_a_section_set_as_main_heading_is_no_headline() -> None:
    top = "<h1>The Ellery Courier</h1><h1>Coast</h1>"
    page = page_of(head=og(HEADLINE), top=top, headings=f"<h1>{HEADLINE}</h1>")
    assert clean_html(page).title == HEADLINE


def test_a_kicker_inside_the_heading_is_left_out_where_the_head_lacks_it() -> None:
    page = page_of(head=og(HEADLINE), headings=f"<h1><span>Opinion</span> {HEADLINE}</h1>")
    assert clean_html(page).title == HEADLINE


def test_a_statement_that_is_cut_short_does_not_win() -> None:
    cut = HEADLINE[:24] + "…"
    page = page_of(head=headline_ld(cut) + og(cut), headings=f"<h1>{HEADLINE}</h1>")
    assert clean_html(page).title == HEADLINE


def test_markup_escapes_in_json_ld_are_read() -> None:
    assert clean_html(page_of(head=headline_ld("Pier &amp; harbour: &#8216;a long wait&#8217;"))).title == (
        "Pier & harbour: ‘a long wait’"
    )


def test_a_headline_that_begins_with_a_word_of_the_outlet_is_not_cut() -> None:
    title = "How the Courier was printed - a story of lead and ink"
    page = page_of(head=og(title, site="Courier"), title=title)
    assert clean_html(page).title == title


def test_a_page_without_any_title_has_none() -> None:
    assert clean_html(page_of()).title is None
