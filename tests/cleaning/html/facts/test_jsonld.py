"""The article's record in JSON-LD: found among others, mended where it is broken, refused where it is another's."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import html

from reader.cleaning.html.facts.jsonld import RECORDS_MAX, Stated, records_of, stated
from reader.cleaning.html.facts.mending import loaded


def read(*scripts: str, url: str = "", heading: str = "") -> Stated:
    parts = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return stated(html.document_fromstring(f"<html><body>{parts}<h1>{heading}</h1></body></html>"), url=url)


def record(**fields: Any) -> str:
    return json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **fields})


@pytest.mark.parametrize(
    "wrap",
    [
        lambda text: text,
        lambda text: f"[{text}]",
        lambda text: f'{{"@graph": [{{"@type": "WebSite"}}, {text}]}}',
        lambda text: f'{{"@type": "WebPage", "mainEntity": {text}}}',
        lambda text: f'[[{{"@type": "Organization", "name": "x"}}], {text}]',
    ],
)
def test_the_record_is_found_wherever_it_is_nested(wrap: Any) -> None:
    assert read(wrap(record(headline="Pier"))).headline == "Pier"


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "NewsArticle", "headline": "Pier",}',
        '{"@type": "NewsArticle", /* by the system */ "headline": "Pier" // end\n}',
        '{"@type": "NewsArticle", "headline": "Pier", "description": "one\ntwo"}',
        '{"@type": "NewsArticle", "headline": "Pier", "description": "it\\\'s"}',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Pier&quot;}".replace("&", "&amp;"),
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Pier"}\n//]]>',
        '<!-- {"@type": "NewsArticle", "headline": "Pier"} -->',
        '{"@type": "NewsArticle", "headline": "Pier"};',
        '{"@type": "WebSite"}{"@type": "NewsArticle", "headline": "Pier"}',
    ],
)
def test_broken_json_is_mended_where_that_is_safe(broken: str) -> None:
    text = html.fromstring(f"<p>{broken}</p>").text if "&amp;" in broken else broken
    assert any(isinstance(value, dict) and value.get("headline") == "Pier" for value in loaded(text or ""))


@pytest.mark.parametrize(
    "text", ["", "{not json", "[" * 50_000 + "]" * 50_000, "/*" * 100_000, '"' * 99_999, "null", "3"]
)
def test_what_cannot_be_read_gives_no_record(text: str) -> None:
    assert read(text) == Stated()


def test_an_address_with_two_slashes_in_a_string_is_no_comment() -> None:
    (value,) = loaded('{"url": "https://courier.example//a", "b": 1,}')
    assert value["url"] == "https://courier.example//a"


def test_among_several_articles_the_one_with_the_page_s_headline_counts() -> None:
    other = record(
        headline="Lighthouse keeper retires", author="Sam Abara", datePublished="2020-01-01", articleBody="x"
    )
    assert read(other, record(headline="Pier rebuilt at last"), heading="Pier rebuilt at last").headline == (
        "Pier rebuilt at last"
    )


def test_among_several_articles_the_one_with_the_page_s_address_counts() -> None:
    other = record(
        headline="Lighthouse keeper retires", author="Sam Abara", datePublished="2020-01-01", articleBody="x"
    )
    own = record(headline="Pier rebuilt", mainEntityOfPage="https://courier.example/pier/")
    assert read(other, own, url="http://www.courier.example/pier?utm=1").headline == "Pier rebuilt"


def test_items_of_a_list_of_other_stories_are_no_record() -> None:
    items = [{"@type": "ListItem", "item": {"@type": "NewsArticle", "headline": "Lighthouse keeper retires"}}]
    assert read(json.dumps({"@type": "ItemList", "itemListElement": items})) == Stated()


def test_a_vacancy_is_no_article() -> None:
    assert read(json.dumps({"@type": "JobPosting", "headline": "Harbour pilot"})).headline == ""


def test_the_record_of_the_page_itself_gives_times_where_there_is_no_article_s() -> None:
    found = read(json.dumps({"@type": "WebPage", "name": "Home", "datePublished": "2023-03-06"}))
    assert found.published is not None
    assert found.headline == ""


def test_names_come_from_strings_objects_parts_and_lists() -> None:
    authors = ["Tove Lind", {"name": "Sam Abara"}, {"@type": "Person", "givenName": "Ines", "familyName": "Okafor"}]
    found = read(
        record(author=[*authors, {"@type": "NewsMediaOrganization", "name": "Norland Wire"}, "https://a.example"])
    )
    assert found.authors == ("Tove Lind", "Sam Abara", "Ines Okafor")
    assert found.organisations == ("Norland Wire",)


def test_records_are_counted_however_they_are_nested() -> None:
    inner: Any = [{"@type": "Thing"}] * 100
    tree = html.document_fromstring(
        f'<html><body><script type="application/ld+json">{json.dumps([inner] * 100)}</script></body></html>'
    )
    assert len(records_of(tree)) == RECORDS_MAX
