"""What a page may cost, and what is taken out of it before it is parsed."""

from __future__ import annotations

import pytest

from reader.cleaning import guard
from reader.cleaning.clean import clean_html, clean_text
from reader.cleaning.cleaned import Cleaned, PageTooLargeError
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
    assert guard.safe_markup("<p>don&#146;t &#x93;stop&#x94;</p>") == "<p>don’t “stop”</p>"


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
    assert guard.safe_markup(tag).count("=") == guard.ATTRIBUTES_MAX


def test_embedded_images_do_not_count_as_markup() -> None:
    page = html_page(paragraphs(f'<img src="data:image/png;base64,{"A" * 6_000_000}">'))
    assert PARAGRAPHS[0] in texts(clean_html(page))


def test_an_oversize_or_unclosed_script_is_dropped_and_the_page_kept() -> None:
    ld = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"' + "h" * 1_200_000 + '"}</script>'
    assert clean_html(html_page(paragraphs(), head=ld)).title == "Port Ellery votes to rebuild its pier"
    unclosed = html_page(paragraphs()).replace("<footer>", "<script>" + "var a=1;" * 200_000)
    assert PARAGRAPHS[0] in texts(clean_html(unclosed))


def test_a_page_beyond_a_limit_is_refused_with_the_limit_in_words() -> None:
    with pytest.raises(PageTooLargeError, match="limit is 16 MB"):
        clean_html("<p>" + "word " * 4_000_000 + "</p>")
    with pytest.raises(PageTooLargeError, match="limit is 5 MB"):
        clean_html("<p>" + "word " * 1_100_000 + "</p>")
    with pytest.raises(PageTooLargeError, match="limit is 20,000"):
        clean_html("<p>short</p>" * 20_001)
    with pytest.raises(PageTooLargeError, match="limit is 2 MB"):
        clean_text("word " * 500_000)


def test_entities_are_neither_expanded_without_end_nor_read_from_files() -> None:
    doctype = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    page = html_page(paragraphs("<p>Here &b; and &x; stand in a line of the report about the pier.</p>"))
    text = texts(clean_html(page.replace("<!DOCTYPE html>", doctype)))
    assert "root:" not in text
    assert "aaaaaaaaaa" not in text
