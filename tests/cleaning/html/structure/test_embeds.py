"""Embedded posts of social networks: quotations with their author, never loose paragraphs."""

from __future__ import annotations

import pytest

from reader.article import Block
from reader.cleaning.clean import clean_html
from tests.cleaning.courier import PARAGRAPHS, html_page, paragraphs

WORDS = "The eastern seabed is the only place for a pier that will last."


def quotes(post: str) -> list[str]:
    cleaned = clean_html(html_page(paragraphs(post)), url="https://courier.example/news/pier")
    assert [block.text for block in cleaned.blocks if block.kind != "quote"] == list(PARAGRAPHS)
    return [block.text for block in cleaned.blocks if block.kind == "quote"]


@pytest.mark.parametrize(
    ("post", "signature"),
    [
        (
            (
                f'<blockquote class="twitter-tweet"><p lang="en">{WORDS}</p>&mdash; Tove Lind (@tovelind)'
                ' <a href="https://twitter.com/tovelind/status/1">March 6, 2023</a></blockquote>'
            ),
            "— Tove Lind (@tovelind), March 6, 2023",
        ),
        (
            (
                f'<div class="fb-post"><blockquote cite="https://facebook.com/p/1"><p>{WORDS}</p>Posted by'
                ' <a href="https://facebook.com/b">Ellery Boatyard</a> on <a>5 March 2023</a></blockquote></div>'
            ),
            "— Ellery Boatyard, 5 March 2023",
        ),
        (
            (
                f'<blockquote class="bluesky-embed"><p>{WORDS}<br><a href="https://b.example">[image or embed]</a></p>'
                '&mdash; Sam Abara (<a href="https://b.example/s">@sam.b.example</a>) <a href="https://b.example/p">'
                "March 6, 2023 at 3:00 PM</a></blockquote>"
            ),
            "— Sam Abara (@sam.b.example), March 6, 2023 at 3:00 PM",
        ),
        (
            (
                f'<blockquote class="instagram-media"><a href="https://i.example/p/">View this post on Instagram</a>'
                f"<p>{WORDS}"
                "</p><p>A post shared by Ellery Harbour (@elleryharbour)</p></blockquote>"
            ),
            "— Ellery Harbour (@elleryharbour)",
        ),
        (
            (
                f'<blockquote class="tiktok-embed"><section><a href="https://t.example/@quay">@quay</a><p>{WORDS}</p></section>'
                "</blockquote>"
            ),
            "— @quay",
        ),
    ],
)
def test_a_post_is_its_words_and_who_said_them(post: str, signature: str) -> None:
    assert quotes(post) == [WORDS, signature]


def test_a_post_in_a_wrapper_that_the_extractor_drops_is_kept() -> None:
    post = f'<div class="embed"><blockquote class="twitter-tweet"><p>{WORDS}</p>&mdash; Jo (@jo)</blockquote></div>'
    assert quotes(post) == [WORDS, "— Jo (@jo)"]


def test_a_post_of_which_the_page_has_no_words_is_left_out() -> None:
    link = '<a href="https://i.example/p/x/">View this post on Instagram</a>'
    assert quotes(f'<blockquote class="instagram-media">{link}</blockquote>') == []


def test_the_signature_links_to_the_post() -> None:
    address = "https://twitter.com/tovelind/status/1"
    post = (
        f'<blockquote class="twitter-tweet"><p>{WORDS}</p>&mdash; T (@t) <a href="{address}">6 March</a></blockquote>'
    )
    blocks: tuple[Block, ...] = clean_html(html_page(paragraphs(post)), url="https://courier.example/p").blocks
    assert [link.url for block in blocks for link in block.links] == [address]
