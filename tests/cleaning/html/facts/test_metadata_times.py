"""When a page was published and changed, and which dates in it are other stories'."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from reader.cleaning.clean import clean_html
from reader.cleaning.cleaned import Cleaned
from tests.cleaning.courier import html_page, paragraphs

DAY = datetime(2023, 3, 6, tzinfo=UTC)


def dated(header: str = "", *, head: str = "", url: str = "", lang: str = "en-GB") -> Cleaned:
    return clean_html(html_page(header + paragraphs(), head=head).replace("en-GB", lang), url=url)


def ld(**record: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **record})}</script>'


def test_the_zone_that_the_page_gives_is_kept() -> None:
    published = dated(head=ld(datePublished="2023-03-06T23:30:00-05:00")).published
    assert published is not None
    assert (published.day, published.utcoffset()) == (6, timedelta(hours=-5))


def test_a_later_change_is_told_and_one_at_publication_is_none() -> None:
    changed = dated(head=ld(datePublished="2023-03-06T09:00:00Z", dateModified="2023-03-07T10:00:00Z"))
    assert changed.updated == datetime(2023, 3, 7, 10, tzinfo=UTC)
    for stamp in ("2023-03-06T09:00:30Z", "2023-03-05T09:00:00Z", "soon"):
        assert dated(head=ld(datePublished="2023-03-06T09:00:00Z", dateModified=stamp)).updated is None


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("<p>Published 6 March 2023</p>", "en-GB"),
        ("<p>06/03/2023</p>", "en-GB"),
        ("<p>03/06/2023</p>", "en-US"),
        ("<p>Veröffentlicht am 06.03.2023</p>", "de"),
        ("<p>Publié le 6 mars 2023</p>", "fr"),
        ("<p>6 de março de 2023</p>", "pt"),
        ("<p>6 марта 2023 г.</p>", "ru"),
        ("<p>6 Mart 2023 Pazartesi</p>", "tr"),
        ("<p>٦ مارس ٢٠٢٣</p>", "ar"),
        ("<p>2023年3月6日</p>", "zh"),
        ("<p>ngày 6 tháng 3 năm 2023</p>", "vi"),
        ('<time datetime="2023-03-06">yesterday</time>', "en-GB"),
    ],
)
def test_a_date_beside_the_headline_is_read_in_its_language(header: str, lang: str) -> None:
    assert dated(header, lang=lang).published == DAY


def test_a_date_of_figures_that_could_be_either_way_round_is_passed_over() -> None:
    cleaned = dated("<p>04/03/2023</p>", lang="en", head='<meta name="date" content="2023-03-06">')
    assert cleaned.published == DAY


def test_a_visible_line_of_a_change_is_no_publication() -> None:
    cleaned = dated("<p>Published: 6 March 2023</p><p>Last updated: 8 March 2023 10:15 GMT</p>")
    assert (cleaned.published, cleaned.updated) == (DAY, datetime(2023, 3, 8, 10, 15, tzinfo=UTC))


def test_dates_of_other_stories_are_not_the_article_s() -> None:
    box = '<aside><time datetime="2020-01-01T00:00:00Z">1 January 2020</time></aside>'
    teaser = '<div class="related-stories"><p>1 January 2020</p></div>'
    assert dated(f"{box}{teaser}<p>6 March 2023</p>").published == DAY


def test_the_day_in_the_address_is_the_last_resort_and_settles_a_quarrel() -> None:
    url = "https://courier.example/harbour/2023/03/06/pier"
    assert dated(url=url).published == DAY
    head = ld(datePublished="2024-01-20T08:00:00Z") + (
        '<meta property="article:published_time" content="2023-03-06T07:00:00Z">'
    )
    cleaned = dated(head=head, url=url)
    assert cleaned.published == datetime(2023, 3, 6, 7, tzinfo=UTC)
    assert any(told.field == "published" and told.place == "refused" for told in cleaned.origins)


def test_a_day_is_made_exact_by_another_statement_of_the_same_day() -> None:
    head = ld(datePublished="2023-03-06") + '<meta property="article:published_time" content="2023-03-06T07:15:00Z">'
    assert dated(head=head).published == datetime(2023, 3, 6, 7, 15, tzinfo=UTC)


def test_a_time_ago_is_no_date() -> None:
    cleaned = dated("<p>3 hours ago</p><p>yesterday</p>", head='<meta name="date" content="2 days ago">')
    assert cleaned.published is None
