from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len

from reader.article import TITLE, Article, Block
from reader.tui.layout import BLANK, Layout, lay_out


def drawn(layout: Layout) -> list[str]:
    """The lines as a reader sees them, without colours."""
    lines = []
    for line in layout.lines:
        if line.part == BLANK:
            lines.append("")
            continue
        text = layout.parts[line.part].text
        row = line.lead + text[line.start : line.end]
        for x, start, end in line.cells:
            row += " " * (x - cell_len(row)) + text[start:end]
        lines.append(row.replace("\u00a0", " "))
    return lines


def test_an_article_reads_from_title_to_last_paragraph(story: Article) -> None:
    lines = drawn(lay_out(story, 60))
    assert lines[1:3] == ["Xi hosts Maduro and lifts ties with Venezuela", "The Meridian · 14 Mar 2025, 10:00 · 1 min"]
    assert "• A loan of four billion dollars, paid back in crude" in lines
    assert "  • A working group on debt" in lines
    assert "▎ We have found a friend who does not ask us to kneel," in lines
    assert "  barrels = 4e9 / 71.5" in lines


def test_numbers_of_a_table_stand_under_each_other(story: Article) -> None:
    lines = drawn(lay_out(story, 60))
    at = lines.index("Year  Trade  Share of oil")
    assert lines[at + 1 : at + 3] == ["2022  3,100           61%", "2023  4,050           64%"]


@pytest.mark.parametrize("width", [12, 24, 40, 72, 120])
def test_no_line_is_wider_than_the_measure(story: Article, width: int) -> None:
    assert max(cell_len(line) for line in drawn(lay_out(story, width))) <= width


def test_items_of_a_list_stay_together_and_paragraphs_apart(make_article: Callable[..., Article]) -> None:
    items = [Block("list_item", text, level=1, ordinal=n) for n, text in enumerate(("first", "second"), 1)]
    lines = drawn(lay_out(make_article("x", "T", ["Before.", *items, "After."]), 60))
    assert lines[3:] == ["", "Before.", "", "1. first", "2. second", "", "After."]


def test_a_wide_table_wraps_inside_its_columns(make_article: Callable[..., Article]) -> None:
    rows = [
        Block("table_row", "Country\tWhat it said of the agreement"),
        Block("table_row", "Brazil\tthat nobody had asked it"),
    ]
    lines = drawn(lay_out(make_article("x", "T", rows), 24))
    assert lines[-4:] == [
        "Country  What it said of",
        "         the agreement",
        "Brazil   that nobody had",
        "         asked it",
    ]


def test_a_table_with_too_many_columns_is_running_text(make_article: Callable[..., Article]) -> None:
    row = "\t".join(f"column{n}" for n in range(12))
    lines = drawn(lay_out(make_article("x", "T", [Block("table_row", row)]), 30))
    assert all(cell_len(line) <= 30 for line in lines)
    assert "column11" in "".join(lines)


def test_a_spot_is_found_on_the_line_that_shows_it(story: Article) -> None:
    layout = lay_out(story, 30)
    for number, part in enumerate(layout.parts):
        for offset in range(0, len(part.text), 7):
            line = layout.lines[layout.line_of(number, offset)]
            assert line.part == number
            spans = [(cell.start, cell.end) for cell in line.cells] or [(line.start, line.end)]
            assert any(start <= offset <= end + 1 for start, end in spans)


def test_an_article_without_title_and_date_says_when_it_came_in(story: Article) -> None:
    bare = Article(id="x", fetched=story.fetched, blocks=(Block("paragraph", "Something happened."),))
    layout = lay_out(bare, 60)
    assert TITLE not in layout.part_of_block()
    assert drawn(layout)[1] == "no date, came in 14 Mar 2025, 12:00 · 1 min"
