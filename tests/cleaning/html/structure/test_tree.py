"""Every kind of block, with its links, level and number."""

from __future__ import annotations

import pytest

from reader.article import Block
from reader.cleaning.clean import clean_html
from tests.cleaning.courier import PARAGRAPHS, html_page, paragraphs


def blocks_with(*extra: str, url: str = "https://courier.example/news/pier") -> list[Block]:
    """The blocks of the invented article that are not its own paragraphs."""
    cleaned = clean_html(html_page(paragraphs(*extra)), url=url)
    return [block for block in cleaned.blocks if block.text not in PARAGRAPHS]


def test_a_plain_article_is_its_paragraphs_and_nothing_of_the_page() -> None:
    cleaned = clean_html(html_page(paragraphs()))
    assert [block.text for block in cleaned.blocks] == list(PARAGRAPHS)
    assert {block.kind for block in cleaned.blocks} == {"paragraph"}


def test_a_subheading_is_a_heading_with_its_level() -> None:
    assert blocks_with("<h2>What it costs</h2>") == [Block("heading", "What it costs", level=2)]


def test_a_bold_line_without_an_end_of_sentence_is_a_heading() -> None:
    assert blocks_with("<p><strong>A long wait</strong></p>") == [Block("heading", "A long wait", level=3)]


def test_a_bold_sentence_stays_a_paragraph() -> None:
    (block,) = blocks_with("<p><strong>Nobody on the quay believed the promise any longer.</strong></p>")
    assert block.kind == "paragraph"


def test_list_items_know_their_number_and_their_level() -> None:
    found = blocks_with(
        "<ol><li>Remove the broken piles from the seabed</li><li>Drive the new ones in</li></ol>"
        "<ul><li>Boats stay in the inner basin<ul><li>Trawlers go to Marrow Bay</li></ul></li></ul>"
    )
    assert [(b.kind, b.level, b.ordinal) for b in found] == [
        ("list_item", 1, 1),
        ("list_item", 1, 2),
        ("list_item", 1, 0),
        ("list_item", 2, 0),
    ]


def test_a_quotation_is_a_quote() -> None:
    (block,) = blocks_with("<blockquote><p>A pier is a promise made of wood and stone.</p></blockquote>")
    assert block == Block("quote", "A pier is a promise made of wood and stone.")


def test_cells_of_a_row_are_parted_by_tabs() -> None:
    found = blocks_with(
        "<table><tr><th>Year</th><th>Boats</th></tr><tr><td>2021</td><td>forty</td></tr><tr><td></td><td>none</td></tr></table>"
    )
    assert found == [Block("table_row", text) for text in ("Year\tBoats", "2021\tforty", "\tnone")]


def test_code_keeps_its_lines_and_indents() -> None:
    (block,) = blocks_with("<pre>for pile in piles:\n    drive(pile)</pre>")
    assert block == Block("code", "for pile in piles:\n    drive(pile)")


def test_a_link_covers_its_label_in_code_points_and_is_absolute() -> None:
    (block,) = blocks_with(
        '<p>🌊 The <a href="/tender?x=1">tender  text</a> is at <a href="https://fund.example/">the fund</a>'
        ", the clerk of the council said.</p>"
    )
    assert [(block.text[link.start : link.end], link.url) for link in block.links] == [
        ("tender text", "https://courier.example/tender?x=1"),
        ("the fund", "https://fund.example/"),
    ]


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x"])
def test_a_link_that_is_no_web_address_is_only_its_text(target: str) -> None:
    (block,) = blocks_with(f'<p>Ask <a href="{target}">the clerk</a> about the plans for the northern pier first.</p>')
    assert block.links == ()
    assert "the clerk" in block.text


def test_line_breaks_between_sentences_part_paragraphs() -> None:
    found = blocks_with(
        "<p>The first boats left the basin before the sun was up that day.<br><br>The last of them came back long after"
        " dark, with their nets empty.</p>"
    )
    assert [block.text[:9] for block in found] == ["The first", "The last "]


def test_a_table_that_lays_out_text_is_read_as_text() -> None:
    text = "The old pier stood for ninety years and three storms. " * 7
    (block,) = blocks_with(f"<table><tr><td>{text}</td></tr></table>")
    assert (block.kind, block.text) == ("paragraph", text.strip())
