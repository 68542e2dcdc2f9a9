"""Captions: kept as blocks of their own, where their pictures stand."""

from __future__ import annotations

from reader.article import Block
from reader.cleaning.clean import clean_html
from tests.cleaning.courier import PARAGRAPHS, html_page, paragraphs

FIGURE = '<figure><img src="/p.jpg" alt="pier"><figcaption>{}</figcaption></figure>'


def captions(page: str) -> list[tuple[int, str]]:
    """Each caption with its place among the blocks."""
    blocks = clean_html(page).blocks
    return [(number, block.text) for number, block in enumerate(blocks) if block.kind == "caption"]


def test_a_caption_stands_after_the_block_before_its_picture() -> None:
    page = html_page(paragraphs(FIGURE.format("The northern pier on the morning after the storm")))
    assert captions(page) == [(2, "The northern pier on the morning after the storm")]
    assert [b.text for b in clean_html(page).blocks if b.kind == "paragraph"] == list(PARAGRAPHS)


def test_a_picture_above_the_text_has_its_caption_first() -> None:
    page = html_page(FIGURE.format("Mayor Ines Okafor at the town hall on Monday") + paragraphs())
    assert captions(page) == [(0, "Mayor Ines Okafor at the town hall on Monday")]


def test_two_captions_that_tell_the_same_are_one() -> None:
    page = html_page(
        FIGURE.format("Mayor Ines Okafor opens the long debate in Port Ellery on Monday")
        + paragraphs(FIGURE.format("Mayor Ines Okafor opens the long debate in Port Ellery Monday"))
    )
    assert len(captions(page)) == 1


def test_captions_of_other_stories_are_left_out() -> None:
    related = f'<div class="related">{FIGURE.format("A gull on the lighthouse of Marrow Bay")}</div>'
    assert captions(html_page(paragraphs(related))) == []
    assert captions(html_page(paragraphs()) + FIGURE.format("The winners of the regatta in June")) == []


def test_a_caption_of_wordpress_is_known_by_its_class() -> None:
    page = html_page(
        paragraphs('<div><img src="/p.jpg"><p class="wp-caption-text">Divers look at the broken piles</p></div>')
    )
    assert (2, "Divers look at the broken piles") in captions(page)


def test_a_caption_is_safe_to_show() -> None:
    page = html_page(paragraphs(FIGURE.format("Red \x1b[31m pier \u202eat dawn over there")))
    assert Block("caption", "Red [31m pier at dawn over there") in clean_html(page).blocks
