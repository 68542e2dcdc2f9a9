"""A whole page becomes lines of text: nothing but markup is left out, and no page takes longer than it is long."""

from __future__ import annotations

import gzip
import sys

import pytest

from reader.cleaning.as_text import page_text
from reader.cleaning.cleaned import PageTooLargeError


def text(body: str) -> str:
    return page_text(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "html")


def test_blocks_stand_apart_and_what_is_inline_runs_on() -> None:
    assert text("<h1>Head</h1><p>One <b>bold</b>\n word.<p>Two<br>lines") == "Head\n\nOne bold word.\n\nTwo\nlines"


def test_lists_tables_and_pictures_are_drawn_in_text() -> None:
    assert text("<ul><li>one</li> <li>two</li></ul>") == "• one\n• two"
    assert text("<table><tr><th>Year</th><th>Fish</th></tr><tr><td>2022<td>12</table>") == "Year\tFish\n2022\t12"
    assert text("<p>See <img src='x' alt='the &amp; harbour'> there") == "See [the & harbour] there"


def test_code_keeps_its_spaces() -> None:
    assert text("<pre>if x:\n    y = 1\n\tz</pre>") == "if x:\n    y = 1\n    z"


def test_scripts_styles_and_comments_are_no_text() -> None:
    body = "<p>one<script>if (a < b) '<p>no</p>'</script><style>p{}</style><!-- <p>no --><svg><text>no</text></svg> two"
    assert text(body) == "one two"


@pytest.mark.parametrize("open_end", ["<script>", "<!--", "<style>"])
def test_what_is_never_closed_hides_nothing(open_end: str) -> None:
    assert text(f"<p>one</p>{open_end} two").startswith("one")
    assert "two" in text(f"<p>one</p>{open_end} two")


def test_brackets_in_attributes_end_no_tag_and_others_stand_for_themselves() -> None:
    assert text("<p data-x='a > b' title=\"c > d\">one 1 < 2 and 3 > 2") == "one 1 < 2 and 3 > 2"
    assert text('<p title="never closed>one</p>') == "one"


def test_nothing_that_a_terminal_obeys_is_left() -> None:
    shown = text("<p>one\x1b]0;x\x07 &#27;[31m\x9b2J \u202etwo")
    assert all(char == "\n" or char.isprintable() for char in shown)


def test_plain_text_stays_as_its_lines_are() -> None:
    assert page_text(b"One  line <b>\n  indented\n\n\n\nlast\r\n", "text") == "One  line <b>\n  indented\n\nlast"


def test_a_page_is_unpacked_and_decoded() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Гавань</p></body></html>'
    assert page_text(gzip.compress(page.encode("cp1251")), "html") == "Гавань"
    with pytest.raises(PageTooLargeError):
        page_text(gzip.compress(bytes(20_000_000)), "html")


SHAPES = {
    "tags without end": "<a ",
    "quotes of both kinds": "<a '\"<a'\"",
    "open comments": "<!--",
    "open scripts": "<script>",
    "brackets": "<",
    "declarations": "<!x ",
    "references": "&#",
    "pictures": "<img alt='",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hostile_page_costs_in_proportion_to_its_length(shape: str) -> None:
    def steps(times: int) -> int:
        page = f"<html><body>{SHAPES[shape] * times}".encode()
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(counted)
        try:
            page_text(page, "html")
        finally:
            sys.setprofile(None)
        return count

    assert steps(4_000) < 5 * steps(1_000)
