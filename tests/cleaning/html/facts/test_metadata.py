"""Title, standfirst, byline, source, time, language, tags and address of a page."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import get_args

import pytest

from reader.cleaning.clean import clean_html
from reader.cleaning.cleaned import ORIGIN_MAX, Cleaned, Origin, Place
from tests.cleaning.courier import PARAGRAPHS, html_page, paragraphs


def cleaned_with(head: str, *, url: str = "", title: str = "Port Ellery votes to rebuild its pier") -> Cleaned:
    return clean_html(html_page(paragraphs(), head=head, title=title), url=url)


def ld(**record: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **record})}</script>'


def test_the_outlet_s_name_is_cut_from_the_title() -> None:
    assert cleaned_with("").title == "Port Ellery votes to rebuild its pier"


def test_a_dash_that_is_part_of_the_headline_stays() -> None:
    assert cleaned_with("", title="Pier vote - what happens next").title == "Pier vote - what happens next"


def test_a_headline_with_a_colon_is_not_cut() -> None:
    title = "How to mend a pier: a guide in nine steps"
    page = html_page(paragraphs(), title=title).replace(f"<h1>{title}</h1>", "")
    assert clean_html(page).title == title


def test_the_time_of_the_json_ld_is_kept_in_utc() -> None:
    cleaned = cleaned_with(
        ld(datePublished="2023-03-06T21:30:00+02:00", headline="Port Ellery votes to rebuild its pier")
    )
    assert cleaned.published == datetime(2023, 3, 6, 19, 30, tzinfo=UTC)


def test_a_time_without_a_zone_counts_as_utc() -> None:
    cleaned = cleaned_with('<meta property="article:published_time" content="2023-03-06T21:30:00">')
    assert cleaned.published == datetime(2023, 3, 6, 21, 30, tzinfo=UTC)


def test_people_sign_and_the_outlet_does_not() -> None:
    authors = [{"@type": "Person", "name": "By Tove Lind"}, {"@type": "Organization", "name": "The Ellery Courier"}]
    assert cleaned_with(ld(author=authors)).byline == ("Tove Lind",)
    assert cleaned_with('<meta name="author" content="The Ellery Courier">').byline == ()


def test_the_source_is_the_site_s_name() -> None:
    assert cleaned_with("").source == "The Ellery Courier"


def test_the_language_is_the_page_s_own_or_guessed() -> None:
    assert cleaned_with("").language == "en"
    page = html_page(paragraphs()).replace(' lang="en-GB"', "")
    assert clean_html(page).language == "en"


def test_tags_come_once_each_without_the_outlet() -> None:
    assert cleaned_with(ld(keywords=["Piers", "piers", "Storms", "The Ellery Courier"])).tags == ("Piers", "Storms")


def test_the_canonical_address_counts_only_on_the_same_site() -> None:
    url = "https://www.courier.example/news/pier?utm=1"
    own = '<link rel="canonical" href="https://courier.example/news/pier">'
    other = '<link rel="canonical" href="https://elsewhere.example/news/pier">'
    assert cleaned_with(own, url=url).url == "https://courier.example/news/pier"
    assert cleaned_with(other, url=url).url == url


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="date" content="2024-03-04T09:30:00+02:00">',
        '<meta name="DC.date" content="2024-03-04T09:30:00+02:00">',
    ],
)
def test_the_time_of_a_plain_meta_element_is_kept(head: str) -> None:
    assert cleaned_with(head).published == datetime(2024, 3, 4, 7, 30, tzinfo=UTC)


def test_the_time_element_of_publication_counts_and_another_does_not() -> None:
    of_page = '<p><time itemprop="datePublished" datetime="2024-03-04T09:30:00+02:00">4 March</time></p>'
    other = '<p><time datetime="2021-01-01T00:00:00Z">then</time></p>'
    page = html_page(other + of_page + paragraphs())
    assert clean_html(page).published == datetime(2024, 3, 4, 7, 30, tzinfo=UTC)


def test_a_lead_picture_s_caption_is_no_standfirst() -> None:
    caption = '<span class="lead-caption">The pier at dusk, seen from the sea</span>'
    picture = f'<div class="image image__lead"><img src="/p.jpg" alt="">{caption}</div>'
    head = '<meta name="description" content="Two thirds of the money come from a fund for the region.">'
    page = html_page(picture + paragraphs(), head=head)
    assert clean_html(page).standfirst == "Two thirds of the money come from a fund for the region."


def test_a_line_about_the_author_is_no_part_of_the_text() -> None:
    head = ld(author={"@type": "Person", "name": "Sam Abara"})
    last = "<p>Sam Abara writes for The Ellery Courier from the coast.</p>"
    texts = [block.text for block in clean_html(html_page(paragraphs() + last, head=head)).blocks]
    assert texts[-1] == PARAGRAPHS[-1]


def origin_of(cleaned: Cleaned, field: str) -> Origin:
    return next(told for told in cleaned.origins if told.field == field and told.place != "refused")


def test_every_field_with_a_value_tells_where_it_stood() -> None:
    head = ld(
        headline="Port Ellery votes to rebuild its pier",
        datePublished="2023-03-06T21:30:00+02:00",
        dateModified="2023-03-07T08:00:00+02:00",
        author=[{"@type": "Person", "name": "Tove Lind"}, {"@type": "Organization", "name": "Reuters"}],
        articleSection="Harbour",
        keywords=["Piers"],
        description="Two thirds of the money come from a fund for the region.",
    )
    cleaned = cleaned_with(head, url="https://courier.example/harbour/pier")
    told = {at.field for at in cleaned.origins}
    given = {name for name in Cleaned.__struct_fields__ if name not in ("blocks", "origins") and getattr(cleaned, name)}
    assert told == given
    assert origin_of(cleaned, "published") == Origin(
        "published", "json-ld", 'the page\'s JSON-LD, "datePublished": 2023-03-06T21:30:00+02:00'
    )
    assert origin_of(cleaned, "title").place == "headline"
    assert origin_of(cleaned, "source") == Origin("source", "meta", 'the meta element "og:site_name"')
    assert {at.place for at in cleaned.origins} <= set(get_args(Place))


def test_what_is_refused_as_a_byline_is_told_with_the_reason() -> None:
    cleaned = cleaned_with('<meta name="author" content="The Ellery Courier">')
    assert cleaned.byline == ()
    (refused,) = (told for told in cleaned.origins if told.place == "refused")
    assert refused.words == '"The Ellery Courier" (the meta element "author") is the outlet\'s name'


def test_origins_are_safe_to_show_and_of_bounded_length() -> None:
    hostile = "2023-03-06T21:30:00Z \u202e\x1b[2J" + "x" * 5_000
    cleaned = cleaned_with(f'<meta property="article:published_time" content="{hostile}">{ld(author="y" * 9_000)}')
    for told in cleaned.origins:
        assert len(told.words) <= ORIGIN_MAX
        assert told.words.isprintable()


def test_the_section_is_read_from_json_ld_meta_breadcrumbs_or_the_path() -> None:
    assert cleaned_with(ld(articleSection=["Harbour", "News"])).section == "Harbour"
    assert cleaned_with('<meta property="article:section" content="Sea &amp; Coast">').section == "Sea & Coast"
    crumbs = '<ol class="site-breadcrumbs"><li><a href="/">Home</a></li><li><a href="/towns">Towns</a></li></ol>'
    assert clean_html(html_page(paragraphs()).replace("<main>", f"{crumbs}<main>")).section == "Towns"
    assert cleaned_with("", url="https://courier.example/weather/2023/pier").section == "weather"
    assert cleaned_with("", url="https://courier.example/2023/03/pier").section is None


def test_a_breadcrumb_list_in_json_ld_names_the_section() -> None:
    items = [
        {"@type": "ListItem", "position": 2, "item": {"@id": "/coast", "name": "Coast"}},
        {"@type": "ListItem", "position": 1, "name": "Home"},
    ]
    record = json.dumps({"@type": "BreadcrumbList", "itemListElement": items})
    assert cleaned_with(f'<script type="application/ld+json">{record}</script>').section == "Coast"


def test_tags_that_only_a_machine_reads_are_left_out() -> None:
    head = '<meta name="keywords" content="Piers, channel_world, type=news, prio:3, Storm surge">'
    assert cleaned_with(head).tags == ("Piers", "Storm surge")


def test_a_language_that_the_text_contradicts_loses() -> None:
    page = html_page(paragraphs()).replace('lang="en-GB"', 'lang="de"')
    cleaned = clean_html(page)
    assert cleaned.language == "en"
    assert origin_of(cleaned, "language").words == 'its words and script, not the "de" that the page declares'


def test_the_standfirst_under_the_headline_never_comes_again_in_the_body() -> None:
    words = "Two thirds of the money come from a fund for the region, the council says."
    for tag, name in (("p", "standfirst"), ("div", "article__dek"), ("h2", "subtitle"), ("div", "articleLead")):
        cleaned = clean_html(html_page(f'<{tag} class="{name}">{words}</{tag}>{paragraphs()}'))
        assert cleaned.standfirst == words
        assert words not in [block.text for block in cleaned.blocks]


def test_a_lead_among_the_body_s_own_paragraphs_is_the_first_of_them() -> None:
    words = "Two thirds of the money come from a fund for the region, the council says."
    head = f'<meta name="description" content="{words}">'
    for opening in (f'<p class="lead">{words}</p>', f"<p><span>{words}</span></p>"):
        cleaned = clean_html(html_page(f"<div>{opening}{paragraphs()}</div>", head=head))
        assert cleaned.blocks[0].text == words
        assert cleaned.standfirst is None


def test_an_element_that_says_what_the_description_says_is_the_standfirst() -> None:
    words = "Two thirds of the money come from a fund for the region, the council says."
    page = html_page(f"<div>{words}</div>{paragraphs()}", head=f'<meta name="description" content="{words}">')
    cleaned = clean_html(page)
    assert (cleaned.standfirst, origin_of(cleaned, "standfirst").place) == (words, "header")
    assert words not in [block.text for block in cleaned.blocks]
