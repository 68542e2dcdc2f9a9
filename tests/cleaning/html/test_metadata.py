"""Title, standfirst, byline, source, time, language, tags and address of a page."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from reader.cleaning.clean import clean_html
from reader.cleaning.cleaned import Cleaned
from reader.cleaning.dateline import dateline_of
from reader.cleaning.dates import from_iso, in_words
from reader.cleaning.language import guessed_language, language_code
from reader.cleaning.names import people, resembles_outlet, signed
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


def test_broken_or_deeply_nested_json_ld_is_passed_over() -> None:
    for text in ("{not json", "[" * 50_000 + "]" * 50_000):
        cleaned = cleaned_with(f'<script type="application/ld+json">{text}</script>')
        assert cleaned.title == "Port Ellery votes to rebuild its pier"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("6 March 2023", datetime(2023, 3, 6, tzinfo=UTC)),
        ("March 6, 2023 9:05 pm", datetime(2023, 3, 6, 21, 5, tzinfo=UTC)),
        ("Updated: 06 Mar 2023 21:05 GMT", datetime(2023, 3, 6, 21, 5, tzinfo=UTC)),
        ("2023-03-06 21:05 CET", datetime(2023, 3, 6, 20, 5, tzinfo=UTC)),
        ("6. März 2023, 21:05", datetime(2023, 3, 6, 21, 5, tzinfo=UTC)),
        ("6 de marzo de 2023", datetime(2023, 3, 6, tzinfo=UTC)),
        ("2023年3月6日", datetime(2023, 3, 6, tzinfo=UTC)),
    ],
)
def test_dates_in_words_are_read(text: str, moment: datetime) -> None:
    assert in_words(text) == moment


@pytest.mark.parametrize("text", ["31 February 2023", "3/4", "in 2023", "6 March 2999", "99:99", ""])
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert in_words(text) is None


def test_an_iso_time_out_of_range_is_none() -> None:
    assert from_iso("0001-01-01T00:00:00+23:00") is None
    assert from_iso(20230306) is None


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Tove Lind and Sam Abara", ("Tove Lind", "Sam Abara")),
        ("Tove Lind, chief reporter; Sam Abara", ("Tove Lind", "Sam Abara")),
        ("von Tove Lind", ("Tove Lind",)),
        ("tove@courier.example", ()),
        ("admin", ()),
        ("Courier staff", ()),
    ],
)
def test_a_byline_is_people(value: str, names: tuple[str, ...]) -> None:
    assert people([value], outlet="The Ellery Courier") == names


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    assert signed("By Monday the pier was gone.") is None
    assert signed("By Tove Lind") == "Tove Lind"


def test_an_outlet_is_known_by_its_initials_and_host() -> None:
    assert resembles_outlet("TEC", "The Ellery Courier", "") is False
    assert resembles_outlet("Ellery Courier", "The Ellery Courier", "courier.example")
    assert resembles_outlet("North Harbour Post", None, "nhp.example")


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("PORT ELLERY, Norland: The council voted on Monday.", "PORT ELLERY, Norland"),
        ("PORT ELLERY (Reuters) - The council voted on Monday.", "PORT ELLERY"),
        ("PORT ELLERY, March 6 (AFP) — The council voted.", "PORT ELLERY"),
        ("Port Ellery, Norland (AP) — The council voted.", "Port Ellery, Norland"),
        ("BREAKING: The council voted on Monday.", None),
        ("The council voted: the pier stays.", None),
        ("NATO said on Monday that the pier stays.", None),
    ],
)
def test_a_dateline_is_the_place_before_the_first_sentence(paragraph: str, dateline: str | None) -> None:
    assert dateline_of(paragraph) == dateline


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (" ".join(PARAGRAPHS), "en"),
        ("Der Rat hat am Montag beschlossen, die nördliche Mole wieder aufzubauen, die ein Sturm zerstört hat.", "de"),
        (
            "Le conseil a voté lundi pour la reconstruction de la jetée que la tempête avait détruite dans le port.",
            "fr",
        ),
        ("El consejo votó el lunes para reconstruir el muelle que una tormenta había destruido en el puerto.", "es"),
        ("Совет проголосовал в понедельник за восстановление северного причала.", "ru"),
        ("Рада проголосувала в понеділок за відбудову північного причалу, який її ініціювала.", "uk"),
        ("صوت المجلس يوم الاثنين على إعادة بناء الرصيف الشمالي", "ar"),
        ("委員会は月曜日に北の桟橋を再建することを決めた。", "ja"),
        ("12 34", None),
    ],
)
def test_a_language_is_guessed_from_its_commonest_words_or_script(text: str, language: str | None) -> None:
    assert guessed_language(text) == language


def test_a_language_tag_is_shortened_to_its_code() -> None:
    assert language_code("pt-BR") == "pt"
    assert language_code("en_US") == "en"
    assert language_code("x") is None


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
