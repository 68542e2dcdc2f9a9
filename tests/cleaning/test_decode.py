"""From bytes to text: by what the bytes are."""

from __future__ import annotations

import gzip
import random

import pytest

from reader.cleaning.clean import clean_html
from reader.cleaning.cleaned import NotAnArticleError, PageTooLargeError
from reader.cleaning.decode import INFLATED_MAX, decode, has_markup, inflated, kind_of
from tests.cleaning.courier import html_page, paragraphs

ACCENTS = "Zoë paid 5 € for the naïve painter’s café scene"


def test_a_byte_order_mark_beats_every_declaration() -> None:
    page = f'<meta charset="iso-8859-1"><p>{ACCENTS}</p>'
    assert ACCENTS in decode(b"\xef\xbb\xbf" + page.encode("utf-8"), "iso-8859-1")
    assert ACCENTS in decode(page.encode("utf-16"))


def test_the_declared_charset_of_a_header_beats_the_one_in_the_page() -> None:
    content = '<meta charset="koi8-r"><p>Порт открыт</p>'.encode("cp1251")
    assert "Порт открыт" in decode(content, "windows-1251")


def test_the_page_s_own_declaration_is_used_without_a_header() -> None:
    assert "Порт открыт" in decode('<meta charset="koi8-r"><p>Порт открыт</p>'.encode("koi8-r"))
    assert "港口开放" in decode('<?xml version="1.0" encoding="gb2312"?><p>港口开放</p>'.encode("gb18030"))


def test_latin_1_on_the_web_means_windows_1252() -> None:
    assert ACCENTS in decode(f'<meta charset="iso-8859-1"><p>{ACCENTS}</p>'.encode("cp1252"))


def test_bytes_that_are_no_utf_8_are_windows_1252_whatever_the_page_claims() -> None:
    assert ACCENTS in decode(f'<meta charset="utf-8"><p>{ACCENTS}</p>'.encode("cp1252"))


def test_good_utf_8_declared_as_latin_1_is_not_turned_into_mojibake() -> None:
    assert ACCENTS in decode(f"<p>{ACCENTS}</p>".encode(), "iso-8859-1")


def test_one_broken_byte_does_not_turn_a_utf_8_page_into_another_encoding() -> None:
    content = ("<p>" + "é" * 60 + "</p>").encode() + b"\xff"
    assert "é" * 60 in decode(content)


@pytest.mark.parametrize("label", ["utf-7", "unicode_escape", "zlib", "idna", "nonsense", ""])
def test_a_label_that_is_no_charset_of_the_web_is_ignored(label: str) -> None:
    assert decode(b"+ADw-b+AD4- plain", label) == "+ADw-b+AD4- plain"


def test_html_is_told_from_text_and_binary_by_content() -> None:
    assert kind_of(b"<!DOCTYPE html><p>Hello</p>") == "html"
    assert kind_of(b"  <p>One</p><p>Two</p>") == "html"
    assert kind_of(b"Plain words, 3 < 4 and <so> on.") == "text"
    assert kind_of(b"") == "text"
    assert kind_of(b"%PDF-1.7 and more") == "binary"
    assert kind_of(random.Random(7).randbytes(5000)) == "binary"
    assert kind_of("<html><p>wide</p>".encode("utf-16")) == "html"


def test_a_zipped_page_is_seen_through() -> None:
    content = gzip.compress(html_page(paragraphs()).encode())
    assert kind_of(inflated(content)) == "html"
    assert clean_html(content).title == "Port Ellery votes to rebuild its pier"
    assert kind_of(inflated(gzip.compress(b"Only words, no tags at all."))) == "text"


def test_a_gzip_bomb_is_refused_with_its_limit_in_words() -> None:
    with pytest.raises(PageTooLargeError, match="16 MB"):
        inflated(gzip.compress(b"A" * (INFLATED_MAX + 1)))


def test_a_broken_archive_is_named_as_one() -> None:
    with pytest.raises(NotAnArticleError, match="broken gzip"):
        inflated(b"\x1f\x8b\x08" + b"\xff" * 40)


def test_a_binary_file_is_refused_in_words() -> None:
    with pytest.raises(NotAnArticleError, match="binary"):
        clean_html(b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(2000))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_wide_encoding_without_a_mark_is_told_by_its_zero_bytes(codec: str) -> None:
    page = html_page(paragraphs())
    assert kind_of(page.encode(codec)) == "html"
    assert decode(page.encode(codec)) == page


def test_comments_without_end_at_the_head_are_looked_at_once() -> None:
    """Every way to part them into comments would be more ways than a machine can try."""
    assert not has_markup("<!---->" * 500 + "x")
    assert has_markup("<!---->" * 500 + "<p>")
