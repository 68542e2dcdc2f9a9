"""Who signs a page: people apart from agencies, by JSON-LD, meta elements, microdata and the lines at the headline."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reader.cleaning.clean import clean_html
from reader.cleaning.cleaned import Cleaned
from tests.cleaning.courier import html_page, paragraphs


def signed_page(header: str = "", *, head: str = "", author: Any = None) -> Cleaned:
    record = json.dumps({"@type": "NewsArticle", "author": author}) if author is not None else ""
    script = f'<script type="application/ld+json">{record}</script>' if record else ""
    return clean_html(html_page(header + paragraphs(), head=head + script))


def test_people_and_agencies_are_told_apart() -> None:
    cleaned = signed_page("<p>By Tove Lind and Reuters</p>")
    assert (cleaned.byline, cleaned.agencies) == (("Tove Lind",), ("Reuters",))


def test_an_organisation_that_signs_is_an_agency_and_the_outlet_is_not() -> None:
    author = [
        {"@type": "Organization", "name": "Norland Wire"},
        {"@type": "Organization", "name": "The Ellery Courier"},
    ]
    cleaned = signed_page(author=author)
    assert (cleaned.byline, cleaned.agencies) == ((), ("Norland Wire",))


@pytest.mark.parametrize(
    "header",
    [
        '<div class="byline">By <a href="/authors/tove-lind">Tove Lind</a></div>',
        '<span itemprop="author" itemscope><span itemprop="name">Tove Lind</span></span>',
        '<p><a rel="author" href="/staff/tove">Tove Lind</a>, chief reporter</p>',
        '<div class="article-author">Tove Lind | 6 March 2023</div>',
        '<p><a href="/author/tove-lind/">Tove Lind</a></p>',
        "<p>Von Tove Lind</p>",
        "<p>Par Tove Lind, publié le 6 mars 2023</p>",
    ],
)
def test_a_visible_byline_is_read(header: str) -> None:
    assert signed_page(header).byline == ("Tove Lind",)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="author" content="Tove Lind">',
        '<meta name="byl" content="By Tove Lind">',
        '<meta name="parsely-author" content="Tove Lind">',
        '<meta name="dc.creator" content="Tove Lind">',
        '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Tove Lind">',
        """<meta name="parsely-page" content='{"author": "Tove Lind"}'>""",
    ],
)
def test_a_byline_in_the_head_is_read(head: str) -> None:
    assert signed_page(head=head).byline == ("Tove Lind",)


def test_an_address_in_a_meta_element_is_no_name() -> None:
    assert signed_page(head='<meta property="article:author" content="https://social.example/tove">').byline == ()


@pytest.mark.parametrize(
    "name", ["admin", "webdesk", "Staff reporters", "The Ellery Courier", "Political editor", "ted2"]
)
def test_accounts_offices_and_the_outlet_sign_nothing(name: str) -> None:
    assert signed_page(author={"@type": "Person", "name": name}).byline == ()


def test_full_names_beside_the_headline_win_over_an_account_s_name() -> None:
    cleaned = signed_page("<p>By Tove Lind</p>", author={"@type": "Person", "name": "Tovel"})
    assert cleaned.byline == ("Tove Lind",)


def test_a_reference_to_another_record_is_followed() -> None:
    graph = [
        {"@type": "NewsArticle", "headline": "Port Ellery votes to rebuild its pier", "author": {"@id": "#tove"}},
        {"@type": "Person", "@id": "#tove", "name": "Tove Lind"},
    ]
    head = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    assert signed_page(head=head).byline == ("Tove Lind",)


def test_authors_of_other_stories_and_comments_do_not_sign() -> None:
    other = (
        '<div class="related"><span itemprop="author">Ines Okafor</span></div>'
        '<section class="comments"><span itemprop="author">Sam Abara</span></section>'
    )
    page = html_page(paragraphs()).replace("</main>", f"</main>{other}")
    assert clean_html(page).byline == ()
