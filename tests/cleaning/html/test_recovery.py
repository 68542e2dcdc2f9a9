"""Articles that the extractor sees in part: cut into containers, without paragraphs, or whole in JSON-LD only."""

from __future__ import annotations

import json

from reader.cleaning.clean import clean_html
from reader.cleaning.cleaned import Cleaned
from tests.cleaning.courier import PARAGRAPHS, html_page

FURTHER = (
    "The harbour master, who has kept the tide books for thirty years, warned that the western current had turned.",
    "Two dredgers are due from the mainland in April, and a third will follow when the ice on the canal has gone.",
    "Shopkeepers along the quay hope that the works will spare the market days between Easter and midsummer.",
    "A model of the new pier can be seen in the town hall until the end of the month, free of charge for everyone.",
)
OTHERS = (
    "A lighthouse keeper on the northern skerry has retired after four decades without a single day of illness.",
    "The ferry to Marrow Bay will sail twice a week from May, its owners said at a meeting of their shareholders.",
    "Bakers in the old town have raised the price of rye bread for the second time since the beginning of winter.",
)


def texts(cleaned: Cleaned) -> list[str]:
    return [block.text for block in cleaned.blocks if block.kind != "caption"]


def marked(parts: tuple[str, ...]) -> str:
    return "".join(f"<p>{part}</p>" for part in parts)


def chunk(parts: tuple[str, ...], name: str = "body__container article__body") -> str:
    return f'<div class="grid"><div class="{name}">{marked(parts)}</div></div>'


def page_of(*containers: str) -> str:
    return f"<html><head><title>Pier vote</title></head><body><h1>Pier vote</h1>{''.join(containers)}</body></html>"


def test_an_article_cut_into_two_containers_is_put_together_in_order() -> None:
    page = page_of(chunk(PARAGRAPHS), '<div class="slot">Advertisement</div>', chunk(FURTHER))
    assert texts(clean_html(page)) == [*PARAGRAPHS, *FURTHER]


def test_another_container_with_other_stories_stays_out() -> None:
    page = page_of(chunk(PARAGRAPHS), chunk(OTHERS, "river teaser-row"))
    assert texts(clean_html(page)) == list(PARAGRAPHS)


def test_text_in_divisions_without_paragraphs_is_found() -> None:
    body = "".join(f"<div>{part}</div>" for part in PARAGRAPHS)
    page = f"<html><head><title>Pier vote</title></head><body><article>{body}</article></body></html>"
    assert texts(clean_html(page)) == list(PARAGRAPHS)


def test_a_longer_text_in_json_ld_that_agrees_with_the_page_is_taken() -> None:
    record = {"@type": "NewsArticle", "headline": "Pier vote", "articleBody": "\n".join(PARAGRAPHS + FURTHER)}
    head = f'<script type="application/ld+json">{json.dumps(record)}</script>'
    assert texts(clean_html(html_page(marked(PARAGRAPHS[:3]), head=head))) == [*PARAGRAPHS, *FURTHER]


def test_a_text_in_json_ld_that_is_another_story_is_not_taken() -> None:
    record = {"@type": "NewsArticle", "headline": "Pier vote", "articleBody": "\n".join(OTHERS * 4)}
    head = f'<script type="application/ld+json">{json.dumps(record)}</script>'
    assert texts(clean_html(html_page(marked(PARAGRAPHS), head=head))) == list(PARAGRAPHS)


def test_markup_and_entities_in_json_ld_are_not_text() -> None:
    body = "".join(f"<p>{part.replace('“', '&ldquo;').replace('”', '&rdquo;')}</p>" for part in PARAGRAPHS)
    record = {"@type": "NewsArticle", "headline": "Pier vote", "articleBody": body}
    content = json.dumps(record).replace("</", "<\\/")
    script = f'<script type="application/ld+json">{content}</script>'
    page = f"<html><head><title>Pier vote</title>{script}</head><body><div id='root'>Loading</div></body></html>"
    assert texts(clean_html(page)) == list(PARAGRAPHS)


def test_readers_comments_are_no_lost_paragraphs() -> None:
    comments = f'<div class="comments"><div class="comment">{marked(OTHERS * 2)}</div></div>'
    assert texts(clean_html(page_of(chunk(PARAGRAPHS), comments))) == list(PARAGRAPHS)


def test_the_next_article_of_an_endless_page_stays_out() -> None:
    following = f"<div><h1>Lighthouse keeper retires</h1>{chunk(OTHERS * 2)}</div>"
    assert texts(clean_html(page_of(chunk(PARAGRAPHS), following))) == list(PARAGRAPHS)
