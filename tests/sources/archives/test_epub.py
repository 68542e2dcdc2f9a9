"""A newspaper in an EPUB gives its articles; a book, a bomb and a damaged file are refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.sources.archives.epub import read_epub
from reader.sources.archives.kinds import import_kind
from reader.sources.page import Page, SourceFailure
from tests.sources.archives.making import newspaper, zipped


def only_failure(path: Path) -> str:
    (piece,) = read_epub(path)
    assert isinstance(piece, SourceFailure)
    return piece.reason


def test_the_articles_of_a_newspaper_come_in_reading_order(tmp_path: Path) -> None:
    path = zipped(tmp_path / "post.epub", newspaper())
    assert import_kind(path) == "epub"
    contents, *pages = read_epub(path)
    assert isinstance(contents, SourceFailure)
    assert (contents.skipped, contents.reason) == (True, "is a list of contents")
    assert [page.url for page in pages if isinstance(page, Page)] == [
        f"https://harbourpost.example/{number}" for number in range(3)
    ]
    first = pages[0]
    assert isinstance(first, Page)
    assert (first.source, first.published) == ("Harbour Post", "2024-05-17T06:00:00+00:00")
    assert b"<h1>Article 0</h1>" in first.content


def test_a_book_is_refused(tmp_path: Path) -> None:
    entries = {name.replace("feed_0/article_", "chapter"): content for name, content in newspaper("Fiction").items()}
    entries["content.opf"] = str(entries["content.opf"]).replace("feed_0/article_", "chapter")
    assert "is a book" in only_failure(zipped(tmp_path / "book.epub", entries))


def test_a_file_that_declares_entities_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    for name in ("META-INF/container.xml", "content.opf"):
        entries = newspaper()
        entries[name] = bomb + str(entries[name])
        assert "entities" in only_failure(zipped(tmp_path / "post.epub", entries))


@pytest.mark.parametrize("name", ["content.opf", "META-INF/container.xml"])
def test_a_file_without_its_table_is_told(tmp_path: Path, name: str) -> None:
    entries = newspaper()
    del entries[name]
    path = zipped(tmp_path / "post.epub", entries | {"META-INF/other": "x"})
    assert "has no entry" in only_failure(path)
    entries[name] = "no XML"
    assert only_failure(zipped(tmp_path / "post.epub", entries))


def test_a_bomb_in_it_costs_only_itself(tmp_path: Path) -> None:
    entries = newspaper()
    entries["feed_0/article_1/index.html"] = b"<p>" + b" " * (40 * 2**20)
    pieces = list(read_epub(zipped(tmp_path / "post.epub", entries)))
    assert [isinstance(piece, Page) for piece in pieces] == [False, True, False, True]
    told = pieces[2]
    assert isinstance(told, SourceFailure)
    assert "unpacks to more than is read" in told.reason


def test_a_file_cut_anywhere_is_told(tmp_path: Path) -> None:
    path = zipped(tmp_path / "post.epub", newspaper())
    whole = path.read_bytes()
    for size in range(100, len(whole), 97):
        path.write_bytes(whole[:size])
        assert only_failure(path)
        assert import_kind(path) == "other"


def test_damage_anywhere_in_it_ends_in_pages_and_reasons(tmp_path: Path) -> None:
    path = zipped(tmp_path / "post.epub", newspaper())
    whole = path.read_bytes()
    for place in range(0, len(whole), 61):
        path.write_bytes(whole[:place] + b"\x93\x07\xf1" + whole[place + 3 :])
        assert list(read_epub(path))


def test_names_that_lead_out_of_the_file_lead_nowhere(tmp_path: Path) -> None:
    entries = newspaper()
    entries["content.opf"] = str(entries["content.opf"]).replace("feed_0/article_1/index.html", "../../../etc/passwd")
    told = [piece for piece in read_epub(zipped(tmp_path / "post.epub", entries)) if isinstance(piece, SourceFailure)]
    assert any("has no entry" in piece.reason for piece in told)
