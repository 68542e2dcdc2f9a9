"""Traps of real pages: repeated titles, pointers to other stories, pleas, doublings, walls."""

from __future__ import annotations

import json

import pytest

from reader.cleaning.clean import clean_html
from reader.cleaning.cleaned import Cleaned, NotAnArticleError
from tests.cleaning.courier import PARAGRAPHS, html_page, paragraphs


def body(cleaned: Cleaned) -> list[str]:
    return [block.text for block in cleaned.blocks if block.kind != "caption"]


@pytest.mark.parametrize(
    "line",
    [
        '<p>Read more: <a href="/b">Ferry line to Marrow Bay closes</a></p>',
        '<p><a href="/b">Ferry line to Marrow Bay closes after a century of service</a></p>',
        "<h3>Related: the storm in pictures</h3>",
        "<p>Sign up for our morning newsletter and never miss a tide table.</p>",
        "<p>Follow the Courier on Facebook and on Twitter for harbour news.</p>",
        "<p>Advertisement</p>",
        "<p>Additional reporting by Tove Lind; editing by Sam Abara</p>",
        "<p>Last updated: 4 March 2023 at 9:15</p>",
        "<p>Copyright 2023 The Ellery Courier. All rights reserved.</p>",
        "<p>___</p>",
        "<p>5 min read</p>",
    ],
)
def test_what_belongs_to_the_page_is_no_block(line: str) -> None:
    assert body(clean_html(html_page(paragraphs(line)))) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "line",
    [
        "Research by the University of Marrow shows that the seabed has sunk by a hand since the last survey.",
        "Rising sea levels contributed to the collapse of the older western mole in the same storm.",
        "Read against the minutes of 1931, the new plan looks modest and almost timid to the older councillors.",
        "We were told to sign up for the boat register within two days, said one skipper at the meeting.",
        "Published in 2019, the survey warned that the pier would not stand another ten winters.",
        "More boats than berths have been counted in the inner basin since the beginning of the year.",
        "Subscribers to the harbour fund, most of them retired, have paid for the lamps on the old pier.",
    ],
)
def test_prose_that_begins_like_furniture_is_kept(line: str) -> None:
    assert line in body(clean_html(html_page(paragraphs(f"<p>{line}</p>"))))


def test_the_title_and_the_standfirst_do_not_come_again_in_the_body() -> None:
    page = html_page(
        '<p class="standfirst">Councillors argue for six hours before they agree on money and place.</p>' + paragraphs()
    )
    cleaned = clean_html(page)
    assert cleaned.standfirst == "Councillors argue for six hours before they agree on money and place."
    assert body(cleaned) == list(PARAGRAPHS)


def test_a_description_that_opens_the_body_is_no_standfirst() -> None:
    cleaned = clean_html(html_page(paragraphs(), head=f'<meta name="description" content="{PARAGRAPHS[0]}">'))
    assert cleaned.standfirst is None
    assert body(cleaned) == list(PARAGRAPHS)


def test_a_heading_over_other_stories_takes_its_list_with_it() -> None:
    box = (
        '<h3>Related stories</h3><ul><li><a href="/b">Ferry closes</a></li><li><a href="/c">Gulls return</a></li></ul>'
    )
    assert body(clean_html(html_page(paragraphs(box)))) == list(PARAGRAPHS)


def test_a_second_copy_of_the_article_for_small_screens_is_dropped() -> None:
    page = html_page(paragraphs() + f'<div class="mobile">{paragraphs()}</div>')
    assert body(clean_html(page)) == list(PARAGRAPHS)


def test_a_line_that_the_page_itself_repeats_apart_is_kept() -> None:
    refrain = "The sea gives and the sea takes, as the song of the northern quay has it, and then it gives again."
    page = html_page(f"<p>{refrain}</p>{paragraphs()}<p>{refrain}</p>")
    assert body(clean_html(page)).count(refrain) == 2


def test_a_page_whose_text_only_its_json_ld_has_is_rescued() -> None:
    record = {"@type": "NewsArticle", "headline": "Pier vote", "articleBody": "\n".join(PARAGRAPHS)}
    page = (
        f'<html><head><title>Pier vote</title><script type="application/ld+json">{json.dumps(record)}</script></head>'
        '<body><div id="root">Loading</div></body></html>'
    )
    cleaned = clean_html(page)
    assert body(cleaned) == list(PARAGRAPHS)
    assert cleaned.title == "Pier vote"


@pytest.mark.parametrize(
    "page",
    [
        "",
        " \n\t ",
        "<html><body></body></html>",
        "<html><body><p>Please enable JavaScript to view this page and then reload it there.</p></body></html>",
        "<html><body><p>We value your privacy and store personal data.</p><b>Accept all cookies</b></body></html>",
        "<html><body><p>Checking your browser before you continue to the site. Verify you are human.</p></body></html>",
    ],
)
def test_a_page_without_an_article_is_refused_in_words(page: str) -> None:
    with pytest.raises(NotAnArticleError) as caught:
        clean_html(page)
    assert caught.value.what
    assert caught.value.remedy


def test_text_without_tags_is_cleaned_as_text() -> None:
    assert body(clean_html("\n\n".join(PARAGRAPHS).encode())) == list(PARAGRAPHS)


def test_a_short_brief_in_chinese_is_no_empty_page() -> None:
    text = "港务委员会周一投票决定重建北码头，冬季风暴在一月摧毁了该码头，辩论持续了将近六个小时。"
    cleaned = clean_html(
        f'<html lang="zh-CN"><body><article><h1>港口重建码头</h1><p>{text}</p></article></body></html>'
    )
    assert text in body(cleaned)
    assert cleaned.language == "zh"


def test_cleaning_a_page_twice_gives_the_same() -> None:
    page = html_page(paragraphs("<h2>What it costs</h2>"))
    assert clean_html(page) == clean_html(page)


def test_a_plea_to_follow_a_channel_is_no_part_of_the_text() -> None:
    plea = "<p>Follow the Ellery Courier channel and never miss a tide. <a href='/c'>Join here</a></p>"
    texts = [block.text for block in clean_html(html_page(paragraphs() + plea)).blocks]
    assert texts[-1] == PARAGRAPHS[-1]
