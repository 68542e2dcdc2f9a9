from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from rich.cells import cell_len

from reader.article import TITLE, Article, Block, Outlet
from reader.tui.layout import BLANK, Layout, lay_out, lay_out_lines


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


def test_the_head_names_section_agencies_and_a_later_change(story: Article) -> None:
    known = msgspec.structs.replace(
        story, section="World", byline=("Ann Lee",), agencies=("Reuters",), updated=story.date + timedelta(hours=3)
    )
    facts = "The Meridian · World · Ann Lee, Reuters · 14 Mar 2025, 10:00 · updated 14 Mar 2025, 13:00 · 1 min"
    assert drawn(lay_out(known, 120))[2] == facts
    at_once = msgspec.structs.replace(known, updated=story.date + timedelta(seconds=20))
    assert "updated" not in drawn(lay_out(at_once, 120))[2]


def test_others_that_printed_the_same_are_named_in_one_line_of_the_head(story: Article) -> None:
    names = ("Plateau Post", "日本の新聞社", "Harbour Daily", "Plateau Post")
    printed = msgspec.structs.replace(story, outlets=tuple(Outlet(name) for name in names))
    assert drawn(lay_out(printed, 60))[3] == "Also printed by Plateau Post, 日本の新聞社, Harbour Daily"
    assert "Also printed by Plateau Post, 日本の新…" in drawn(lay_out(printed, 40))
    assert len(lay_out(printed, 60).parts) == len(lay_out(story, 60).parts)


def test_pictures_and_lists_of_all_kinds_are_drawn(make_article: Callable[..., Article]) -> None:
    blocks = [
        Block("caption", "[picture]"),
        Block("list_item", "first", level=1, ordinal=9),
        Block("list_item", "inside, and so long that it wraps", level=2),
        Block("list_item", "second", level=1, ordinal=10),
        Block("quote", "Two lines\n— Ann Lee (@ann)"),
        Block("code", "if x:\n\ty = 1"),
    ]
    lines = drawn(lay_out(make_article("x", "T", blocks), 26))
    assert lines[5:] == [
        "[picture]",
        "",
        "9. first",
        "  • inside, and so long",
        "    that it wraps",
        "10. second",
        "",
        "▎ Two lines",
        "▎ — Ann Lee (@ann)",
        "",
        "  if x:",
        "      y = 1",
    ]


def test_a_page_as_it_came_is_drawn_line_by_line_under_its_header(make_article: Callable[..., Article]) -> None:
    page = make_article("x", None, ["Menu", "• Home", "", "A line that wraps"])
    layout = lay_out_lines(page, "original page, 2 KB", 12)
    assert drawn(layout) == ["", "original", "page, 2 KB", "", "Menu", "• Home", "", "A line that", "wraps"]
    assert [layout.line_of(number, 0) for number in range(len(layout.parts))] == [1, 4, 5, 7]
    assert max(map(len, drawn(lay_out_lines(page, "", 12)))) <= 12


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
