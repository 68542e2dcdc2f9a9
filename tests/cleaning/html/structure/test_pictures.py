"""Pictures of the article: their addresses, and which images are none."""

from __future__ import annotations

import pytest

from reader.article import Block, Link
from reader.cleaning.clean import clean_html
from tests.cleaning.courier import PARAGRAPHS, html_page, paragraphs

URL = "https://courier.example/news/pier"


def pictures(*extra: str, url: str = URL, head: str = "") -> list[Block]:
    blocks = clean_html(html_page(paragraphs(*extra), head=head), url=url).blocks
    assert [block.text for block in blocks if block.kind != "caption"] == list(PARAGRAPHS)
    return [block for block in blocks if block.kind == "caption"]


def address(image: str, **keywords: str) -> str:
    (block,) = pictures(image, **keywords)
    return block.links[0].url


def test_a_picture_is_its_caption_with_its_address() -> None:
    text = "The northern pier after the storm"
    figure = f'<figure><img src="/p.jpg" alt="pier"><figcaption>{text}</figcaption></figure>'
    assert pictures(figure) == [Block("caption", text, (Link(0, len(text), "https://courier.example/p.jpg"),))]


def test_without_a_caption_it_is_the_alternative_text_and_without_that_a_word() -> None:
    assert pictures('<p><img src="/p.jpg" alt="Gulls on the old pier"></p>')[0].text == "Gulls on the old pier"
    assert pictures('<p><img src="/p.jpg"></p>')[0].text == "[picture]"
    assert pictures('<p><img src="/p.jpg" alt="IMG_2203.jpg"></p>')[0].text == "[picture]"


@pytest.mark.parametrize(
    "image",
    [
        '<img src="https://m.example/pier.jpg">',
        '<img src="data:image/gif;base64,R0lGOD" data-src="https://m.example/pier.jpg">',
        '<img src="/img/placeholder.gif" data-original="https://m.example/pier.jpg">',
        '<img srcset="https://m.example/small.jpg 300w, https://m.example/pier.jpg 1200w">',
        '<picture><source srcset="https://m.example/s.jpg 1x, https://m.example/pier.jpg 2x"><img></picture>',
        '<img src="/blank.gif" class="lazy"><noscript><img src="https://m.example/pier.jpg"></noscript>',
        '<img src="//m.example/pier.jpg">',
    ],
)
def test_the_address_behind_lazy_loading_is_found(image: str) -> None:
    found = [link.url for block in pictures(f"<div>{image}</div>") for link in block.links]
    assert found[-1] == "https://m.example/pier.jpg"


def test_an_address_is_against_the_base_of_the_page() -> None:
    assert address('<p><img src="p.jpg"></p>') == "https://courier.example/news/p.jpg"
    assert address('<p><img src="p.jpg"></p>', head='<base href="https://m.example/x/">') == "https://m.example/x/p.jpg"


@pytest.mark.parametrize(
    "image",
    [
        '<img src="/i.png" width="16" height="16">',
        '<img src="https://count.example/p?x=1" width="1" height="1">',
        '<img src="/share-icon.png">',
        '<img src="/jo.jpg" class="author-avatar">',
        '<div class="byline"><img src="/jo.jpg"></div>',
        '<img src="/logo.svg">',
        '<a href="/story"><img src="/card.jpg"><span>Lighthouse keeper retires at last</span></a>',
        '<div class="related"><img src="/card.jpg" alt="A gull"></div>',
        '<aside><img src="/card.jpg" alt="A gull"></aside>',
        '<img src="javascript:alert(1)">',
        "<img>",
    ],
)
def test_decoration_and_other_stories_are_no_pictures(image: str) -> None:
    assert [block.links for block in pictures(f"<div>{image}</div>") if block.links] == []


def test_one_picture_in_two_sizes_is_one() -> None:
    assert len(pictures('<div><img src="/p-300x200.jpg"><img src="/p-1024x683.jpg"></div>')) == 1


def test_the_picture_above_the_headline_is_the_first_block() -> None:
    page = html_page(paragraphs()).replace("<h1>", '<figure><img src="/lead.jpg" alt="The pier"></figure><h1>')
    first = clean_html(page, url=URL).blocks[0]
    assert (first.kind, first.text) == ("caption", "The pier")


def test_a_gallery_is_bounded() -> None:
    images = "".join(f'<img src="/{n}.jpg" alt="Boat number {n}">' for n in range(300))
    assert len(pictures(f"<div>{images}</div>")) == 80
