"""What a page may cost, and what is taken out of it before it is parsed."""

from __future__ import annotations

import pytest

from reader.article import Block, Link
from reader.cleaning import guard
from reader.cleaning.bounds import BLOCKS_MAX, CHARACTERS_MAX, NAMES_MAX, bounded
from reader.cleaning.clean import clean_html
from reader.cleaning.cleaned import Cleaned, NotAnArticleError
from reader.safe_text import filtered
from tests.cleaning.courier import PARAGRAPHS, html_page, paragraphs


def texts(cleaned: Cleaned) -> str:
    return "\n".join(block.text for block in cleaned.blocks)


@pytest.mark.parametrize(
    "reference", ["&#27;[31m", "&#x1b;]0;x&#7;", "&#8;", "&#xFFFE;", "&#xD800;", "&#x110000;", "&#0;"]
)
def test_a_reference_to_a_control_character_does_not_lose_the_page(reference: str) -> None:
    cleaned = clean_html(
        html_page(paragraphs(f"<p>The harbour {reference} master counted the boats that came back at noon.</p>"))
    )
    assert PARAGRAPHS[0] in texts(cleaned)
    assert "master counted the boats" in texts(cleaned)
    assert all(filtered(block.text) == block.text for block in cleaned.blocks)


def test_references_to_the_c1_range_mean_what_browsers_show() -> None:
    assert guard.safe_markup("<p>don&#146;t &#x93;stop&#x94;</p>").text == "<p>don’t “stop”</p>"


def test_no_control_bidi_or_zero_width_character_reaches_any_field() -> None:
    nasty = "\x1b[2J\u202eevil\u202c\u200b\x9b31m\u2066x"
    page = html_page(
        paragraphs(f"<p>Before {nasty} after, the tide turned and the boats came home to the quay.</p>"),
        head=f'<meta name="author" content="J {nasty} D"><meta name="description" content="A {nasty} tale of a pier">',
        title=f"Pier {nasty} vote in Port Ellery",
    )
    cleaned = clean_html(page)
    fields = [cleaned.title or "", cleaned.standfirst or "", *cleaned.byline, *cleaned.tags, texts(cleaned)]
    assert all(filtered(field) == field for field in fields)


def test_deep_nesting_loses_no_text_after_it() -> None:
    page = html_page(paragraphs("<div>" * 3000 + "deep down" + "</div>" * 3000))
    assert PARAGRAPHS[-1] in texts(clean_html(page))


def test_tags_in_scripts_do_not_count_as_nesting() -> None:
    script = "<script>var s = '" + "<div>" * 500 + "';</script>"
    assert guard.flattened(script + "<div><p>Text</p></div>") == script + "<div><p>Text</p></div>"


def test_thousands_of_attributes_on_a_tag_are_cut_before_parsing() -> None:
    tag = "<p " + " ".join(f'a{number}="{number}"' for number in range(5000)) + ">"
    assert guard.safe_markup(tag).text.count("=") == guard.ATTRIBUTES_MAX
    hidden = "<p a='<>' b=\"<>\" " + " ".join(f"c{number}" for number in range(5000)) + ">"
    assert len(guard.safe_markup(hidden).text.split(" ")) == guard.ATTRIBUTES_MAX + 1


def test_an_over_long_class_is_cut_and_an_ordinary_long_tag_left_alone() -> None:
    flood = guard.safe_markup(f"<div class='{'c' * 3000}' hidden>").text
    assert flood == f'<div class="{"c" * guard.CLASS_MAX}" hidden>'
    picture = (
        f'<img alt="A pier" srcset="{", ".join(f"https://e.example/{width}.jpg {width}w" for width in range(99))}">'
    )
    assert guard.safe_markup(picture).text == picture


@pytest.mark.parametrize("char", ["\ufffe", "\uffff", "\x00", "\ud800", "\x1b"])
def test_a_character_that_no_tree_takes_does_not_lose_the_page(char: str) -> None:
    page = html_page(f"<div>{PARAGRAPHS[0]} {char}</div><div>{PARAGRAPHS[1]}</div>")
    assert PARAGRAPHS[0] in texts(clean_html(page))


def test_a_run_of_text_without_end_is_cut_and_what_follows_is_read() -> None:
    flood = "tide " * 100_000
    markup = guard.safe_markup(f"<p>{flood}<!-- {flood} --></p><p>Last words.</p>").text
    assert guard.TEXT_NODE_MAX < len(markup) < guard.TEXT_NODE_MAX + len(flood) + 100
    assert markup.endswith("--></p><p>Last words.</p>")


@pytest.mark.parametrize(
    "piece", ["<a", "<a ", "</a", "<a b='", '<a b="', "<!--", "<script>", "<script", "&#", "data:image/png,"]
)
def test_the_guard_takes_no_more_steps_a_piece_for_more_pieces(piece: str) -> None:
    """Where a pattern could be matched in many ways, this would not end."""
    assert len(guard.flattened(guard.safe_markup(piece * 150_000).text)) <= len(piece) * 150_000


def test_embedded_images_do_not_count_as_markup() -> None:
    page = html_page(paragraphs(f'<img src="data:image/png;base64,{"A" * 6_000_000}">'))
    assert PARAGRAPHS[0] in texts(clean_html(page))


def test_an_oversize_or_unclosed_script_is_dropped_and_the_page_kept() -> None:
    ld = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"' + "h" * 1_200_000 + '"}</script>'
    assert clean_html(html_page(paragraphs(), head=ld)).title == "Port Ellery votes to rebuild its pier"
    unclosed = html_page(paragraphs()).replace("<footer>", "<script>" + "var a=1;" * 200_000)
    assert PARAGRAPHS[0] in texts(clean_html(unclosed))


@pytest.mark.parametrize(
    ("flood", "words"),
    [
        ("<i>tide</i>" * 20_000, "only the first 12,000 elements were read"),
        ("<p>" + "A long line of the tide table. " * 3_000 + "</p>", "only the first 2 MB were read"),
    ],
)
def test_a_page_beyond_a_limit_is_read_in_part_and_says_so(flood: str, words: str) -> None:
    page = html_page(paragraphs() + flood * (1 + 30 * ("MB" in words)))
    cleaned = clean_html(page)
    assert PARAGRAPHS[0] in texts(cleaned)
    assert words in cleaned.blocks[-1].text


def test_scripts_and_styles_do_not_use_up_what_may_be_read_of_a_page() -> None:
    ballast = f"<style>{'a{}' * 400_000}</style><script>{'x();' * 200_000}</script>" * 2
    cleaned = clean_html(html_page(paragraphs(), head=ballast))
    assert cleaned.blocks[-1].text == PARAGRAPHS[-1]


def test_a_text_beyond_its_limits_is_read_in_part() -> None:
    assert guard.checked_text("tide " * 500_000) == ("tide " * 400_000, "only the first 2 MB were read")
    lines = guard.checked_text("tide\n\n" * 9_000)
    assert lines.text.count("tide") == guard.LINES_MAX
    assert lines.notice == "only the first 6,000 lines were read"
    assert guard.checked_text("\n" * 9_000 + "tide").notice == ""


def test_a_page_of_which_the_part_that_is_read_holds_no_article_says_so() -> None:
    with pytest.raises(NotAnArticleError, match="only the first 12,000 elements were read"):
        clean_html(html_page(paragraphs(), head="<meta name=a content=b>" * 13_000))


def test_an_article_holds_only_so_many_blocks_letters_links_and_names() -> None:
    link = Link(0, 4, "https://courier.example/")
    many = Cleaned(blocks=(Block("list_item", "Tide", (link,)),) * 6_000, tags=("sea",) * 99)
    cut = bounded(many)
    assert len(cut.blocks) == BLOCKS_MAX + 1
    assert "5,000 of 6,000 blocks" in cut.blocks[-1].text
    assert len(cut.tags) == NAMES_MAX
    long = Cleaned(blocks=(Block("paragraph", "a" * 20_000),) * 100)
    assert sum(len(block.text) for block in bounded(long).blocks[:-1]) == CHARACTERS_MAX
    linked = Cleaned(blocks=(Block("paragraph", "Tide", (link,) * 3_000),) * 2)
    assert [len(block.links) for block in bounded(linked).blocks] == [3_000, 0, 0]
    assert bounded(Cleaned(blocks=many.blocks[:9])).blocks == many.blocks[:9]


def test_entities_are_neither_expanded_without_end_nor_read_from_files() -> None:
    doctype = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    page = html_page(paragraphs("<p>Here &b; and &x; stand in a line of the report about the pier.</p>"))
    text = texts(clean_html(page.replace("<!DOCTYPE html>", doctype)))
    assert "root:" not in text
    assert "aaaaaaaaaa" not in text


def test_what_a_script_compares_is_no_tag() -> None:
    script = '<script>if(a<b)c="d\'";' + "e(f<g.length);h='>';" * 300 + "</script>"
    page = html_page(paragraphs() + script + f"<p>{PARAGRAPHS[0][::-1]}</p>")
    assert guard.safe_markup(page).text == page
