"""Structure the extractor loses: subheads, numbers and levels of items, lists, tables, code."""

from __future__ import annotations

from reader.article import Block
from reader.cleaning.clean import clean_html
from tests.cleaning.courier import PARAGRAPHS, html_page, paragraphs


def blocks_with(*extra: str) -> list[Block]:
    """The blocks of the invented article that are not its own paragraphs."""
    cleaned = clean_html(html_page(paragraphs(*extra)), url="https://courier.example/news/pier")
    return [block for block in cleaned.blocks if block.text not in PARAGRAPHS]


def listed(*extra: str) -> list[tuple[str, int, int]]:
    return [(block.text, block.level, block.ordinal) for block in blocks_with(*extra) if block.kind == "list_item"]


def test_a_bold_line_in_a_container_of_its_own_is_a_heading() -> None:
    assert blocks_with("<div><b>Who pays for it</b></div>") == [Block("heading", "Who pays for it", level=3)]


def test_a_subheading_is_there_once_and_in_its_place() -> None:
    cleaned = clean_html(html_page(paragraphs("<h2><b>What it costs</b></h2>")))
    assert [block.text for block in cleaned.blocks] == [*PARAGRAPHS[:2], "What it costs", *PARAGRAPHS[2:]]


def test_an_ordered_list_counts_from_where_the_page_does() -> None:
    extra = "<ol start='3'><li>Remove the broken piles</li><li value='7'>Drive the new ones in</li></ol>"
    assert listed(extra) == [("Remove the broken piles", 1, 3), ("Drive the new ones in", 1, 7)]


def test_a_list_in_an_item_is_a_level_deeper() -> None:
    extra = (
        "<ul><li>Boats leave the basin<ol><li>Trawlers before the ferries go</li><li>Ferries</li></ol></li>"
        "<li>Nobody stays behind</li></ul>"
    )
    assert listed(extra) == [
        ("Boats leave the basin", 1, 0),
        ("Trawlers before the ferries go", 2, 1),
        ("Ferries", 2, 2),
        ("Nobody stays behind", 1, 0),
    ]


def test_items_set_in_spans_are_items() -> None:
    extra = "<ul><li><span>Trawlers go to Marrow Bay</span></li><li><span>Ferries stay in the basin</span></li></ul>"
    assert [text for text, _, _ in listed(extra)] == ["Trawlers go to Marrow Bay", "Ferries stay in the basin"]


def test_a_term_and_what_it_means_are_items() -> None:
    extra = "<dl><dt>Pile</dt><dd>A long pole of oak driven into the ground of a harbour</dd></dl>"
    assert [text for text, _, _ in listed(extra)] == ["Pile", "A long pole of oak driven into the ground of a harbour"]


def test_a_list_of_other_stories_is_not_put_back() -> None:
    cards = "".join(f'<li><a href="/story/{n}">The tide of story number {n} turns once more</a></li>' for n in range(5))
    assert blocks_with(f"<ul>{cards}</ul>") == []


def test_code_keeps_every_space_and_line() -> None:
    code = "for pile in piles:\n    if pile.rotten:\n        drive(pile)\n\n    # next one"
    assert blocks_with(f"<pre><code>{code}</code></pre>") == [Block("code", code)]


def test_a_line_of_code_in_an_item_stays_in_the_item() -> None:
    assert listed("<ul><li><code>drive()</code></li><li><code>pull()</code> as the divers ask</li></ul>") == [
        ("drive()", 1, 0),
        ("pull() as the divers ask", 1, 0),
    ]


def test_a_table_with_headings_is_a_table_however_long_its_cells() -> None:
    long = "The crane was too weak for the oak and had to be brought back to Marrow Bay twice. " * 5
    rows = f"<tr><td>2021</td><td>{long}</td></tr><tr><td>2022</td><td>Nothing</td></tr>"
    found = blocks_with(f"<table><tr><th>Year</th><th>Why</th></tr>{rows}</table>")
    assert [block.kind for block in found] == ["table_row"] * 3
    assert found[1].text == f"2021\t{long.strip()}"


def test_a_cell_over_two_columns_leaves_the_next_empty() -> None:
    rows = "<tr><th>Year</th><th>Boats</th><th>Cost</th></tr><tr><td colspan='2'>together</td><td>2</td></tr>"
    assert [block.text for block in blocks_with(f"<table>{rows}</table>")] == ["Year\tBoats\tCost", "together\t\t2"]


def test_the_paragraphs_of_a_quotation_are_quotes_each() -> None:
    found = blocks_with("<blockquote><p>A pier is a promise of wood.</p><p>And of money.</p></blockquote>")
    assert found == [Block("quote", "A pier is a promise of wood."), Block("quote", "And of money.")]


def test_words_quoted_in_a_sentence_stay_in_it() -> None:
    (block,) = blocks_with(
        "<p>The clerk calls the pier <q>a <em>heap</em> of sticks</q> in his letter to the mayor.</p>"
    )
    assert block.text == "The clerk calls the pier “a heap of sticks” in his letter to the mayor."


def test_details_are_kept_under_their_summary() -> None:
    text = "Nine councillors voted for the plan and four against it, one stayed away."
    found = blocks_with(f"<details><summary>How the vote went</summary><p>{text}</p></details><hr>")
    assert found == [Block("heading", "How the vote went", level=2), Block("paragraph", text)]


def test_small_letters_above_and_below_the_line_stay_in_the_text() -> None:
    (block,) = blocks_with(
        "<p>The basin holds 40 m<sup>3</sup> of H<sub>2</sub>O less than it did before the storm.</p>"
    )
    assert block.text == "The basin holds 40 m3 of H2O less than it did before the storm."
