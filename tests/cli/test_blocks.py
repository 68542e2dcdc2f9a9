"""Blocks as plain text and as Markdown."""

from __future__ import annotations

from reader.article import Block, Link
from reader.cli.blocks import markdown_parts, plain_parts

TABLE = [Block("table_row", "Port\tShips"), Block("table_row", "Ellery\t12"), Block("table_row", "東の港\t3")]
LIST = [Block("list_item", "nets", level=1, ordinal=1), Block("list_item", "floats", level=2)]


def test_items_of_a_list_stand_together_and_under_one_another() -> None:
    assert list(plain_parts([Block("paragraph", "Bring:"), *LIST])) == ["Bring:", "1. nets\n  • floats"]
    assert list(markdown_parts(LIST)) == ["1. nets\n    - floats"]


def test_the_columns_of_a_table_are_set_by_the_cells_they_take_up() -> None:
    assert list(plain_parts(TABLE)) == ["Port    Ships\nEllery  12\n東の港  3"]


def test_a_table_too_wide_to_align_keeps_its_tabs() -> None:
    wide = [Block("table_row", f"{'x' * 100}\t{'y' * 100}")]
    assert list(plain_parts(wide)) == [wide[0].text]


def test_the_first_row_of_a_markdown_table_is_its_head() -> None:
    assert list(markdown_parts(TABLE)) == ["| Port | Ships |\n| --- | --- |\n| Ellery | 12 |\n| 東の港 | 3 |"]


def test_a_picture_is_a_markdown_picture_and_another_caption_is_set_in_italics() -> None:
    address = "https://courier.example/p(1).jpg"
    picture = Block("caption", "The *old* pier", (Link(0, 14, address),))
    assert list(markdown_parts([picture])) == [f"![The \\*old\\* pier](<{address}>)"]
    assert list(markdown_parts([Block("caption", "The old pier")])) == ["*The old pier*"]


def test_paragraphs_and_quotations_stay_apart() -> None:
    blocks = [Block("quote", "One."), Block("quote", "Two."), Block("paragraph", "Three.")]
    assert list(plain_parts(blocks)) == ["> One.", "> Two.", "Three."]
