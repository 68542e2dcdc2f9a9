"""Files and folders give pages in a fixed order, or say in words why they don't."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from reader.sources.files import measure, read_imports, read_paths
from reader.sources.page import PAGE_LIMIT, Page, SourceFailure

HTML = b"<html><head><title>Bridge reopens</title></head><body><p>The bridge reopened.</p></body></html>"
TEXT = b"Bridge reopens\n\nThe bridge reopened on Monday after repairs.\n"


def pages(*paths: Path) -> list[Page]:
    return [piece for piece in read_paths(paths) if isinstance(piece, Page)]


def failures(*paths: Path) -> list[SourceFailure]:
    return [piece for piece in read_paths(paths) if isinstance(piece, SourceFailure)]


def only_failure(path: Path) -> SourceFailure:
    (failure,) = read_paths([path])
    assert isinstance(failure, SourceFailure)
    assert failure.address == str(path)
    assert not failure.skipped
    return failure


def test_html_and_text_are_told_apart_by_content_and_not_by_name(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(HTML)
    (tmp_path / "note.html").write_bytes(TEXT)
    assert {Path(page.address).name: page.kind for page in pages(tmp_path)} == {"page.txt": "html", "note.html": "text"}


def test_gzip_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_bytes(gzip.compress(HTML) + gzip.compress(b"<!-- a second member -->"))
    (page,) = pages(path)
    assert page.content == HTML + b"<!-- a second member -->"
    assert page.kind == "html"


def test_folders_are_read_all_the_way_down_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.html", "a/z.html", "a/b/c.txt", "c.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(TEXT)
    found = [str(Path(page.address).relative_to(tmp_path)) for page in pages(tmp_path)]
    assert found == ["a/b/c.txt", "a/z.html", "b.html", "c.md"]


def test_hidden_files_and_the_resources_of_saved_pages_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.html", ".git/x.html", "Story.html", "Story_files/frame.html", "my_files/kept.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(HTML)
    found = {str(Path(page.address).relative_to(tmp_path)) for page in pages(tmp_path)}
    assert found == {"Story.html", "my_files/kept.html"}


def test_what_is_no_page_in_a_folder_is_skipped_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(HTML)
    (tmp_path / "photo.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (tmp_path / "style.css").write_bytes(b"p { color: red }")
    (tmp_path / "feed").write_bytes(b"<rss><channel/></rss>")
    found = {Path(failure.address).name: failure for failure in failures(tmp_path)}
    assert set(found) == {"photo.html", "style.css", "feed"}
    assert all(failure.skipped for failure in found.values())
    assert "PNG image" in found["photo.html"].reason


def test_a_text_named_outright_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "story.log"
    path.write_bytes(TEXT)
    assert pages(path)[0].content == TEXT
    assert pages(tmp_path) == []


def test_json_lines_in_a_folder_give_their_pages(tmp_path: Path) -> None:
    (tmp_path / "dump").write_bytes(b'{"id": "1", "text": "one"}\n{"id": "2", "text": "two"}\n')
    assert [page.id for page in pages(tmp_path)] == ["1", "2"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs symbolic links")
def test_links_in_a_circle_are_walked_once(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "page.html").write_bytes(HTML)
    (tmp_path / "inner" / "up").symlink_to(tmp_path)
    (tmp_path / "again").symlink_to(tmp_path / "inner")
    assert len(pages(tmp_path)) == 1


def test_a_link_to_nothing_in_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(HTML)
    (tmp_path / "gone.html").symlink_to(tmp_path / "nowhere")
    assert [Path(failure.address).name for failure in failures(tmp_path)] == ["gone.html"]


def test_special_files_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "page.html").write_bytes(HTML)
    assert len(pages(tmp_path)) == 1
    assert failures(tmp_path) == []


def test_a_missing_path_is_a_failure_in_words(tmp_path: Path) -> None:
    assert "no such file" in only_failure(tmp_path / "nothing.html").reason


def test_an_empty_file_is_a_failure_in_words(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_bytes(b"")
    assert only_failure(path).reason == "is empty"


def test_a_binary_file_is_named_for_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(b"%PDF-1.7\n" + bytes(100))
    assert "PDF document" in only_failure(path).reason


def test_a_folder_without_pages_is_a_failure_in_words(tmp_path: Path) -> None:
    assert "no pages in this folder" in only_failure(tmp_path).reason


def test_a_folder_of_pictures_is_a_folder_without_pages(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff" + bytes(50))
    assert [failure.skipped for failure in failures(tmp_path)] == [True, False]


def test_a_page_beyond_the_size_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.html"
    path.write_bytes(HTML + b" " * (2 * PAGE_LIMIT))
    assert "20.0 MB; a page may have at most 10 MB" in only_failure(path).reason


def test_a_packed_page_beyond_the_size_limit_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.html.gz"
    path.write_bytes(gzip.compress(HTML + b"A" * (2 * PAGE_LIMIT)))
    assert "unpacks to more than 10 MB" in only_failure(path).reason


def test_damaged_packing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "page.html.gz"
    path.write_bytes(b"\x1f\x8b\x08\x00 this is no gzip at all")
    assert "damaged" in only_failure(path).reason


def test_a_page_cut_short_in_its_packing_keeps_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(HTML, 0)[:-20])
    assert pages(path)[0].content.startswith(b"<html>")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(HTML)
    path.chmod(0)
    assert "Permission denied" in only_failure(path).reason


def test_the_address_that_a_browser_wrote_into_a_saved_page_is_its_url(tmp_path: Path) -> None:
    path = tmp_path / "saved.html"
    path.write_bytes(b"<!-- saved from url=(0031)https://news.example/bridge/1 -->\n" + HTML)
    assert pages(path)[0].url == "https://news.example/bridge/1"


def test_the_measure_is_the_sum_of_the_weights(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(HTML)
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (tmp_path / "c.jsonl").write_bytes(b'{"id": "1", "text": "one"}\nrubbish\n')
    assert measure([tmp_path]) == sum(piece.weight for piece in read_paths([tmp_path]))


def test_what_is_no_archive_is_not_imported(tmp_path: Path) -> None:
    good, page, table = tmp_path / "good", tmp_path / "page", tmp_path / "table"
    good.write_bytes(b'{"id": "1", "text": "one"}\n')
    page.write_bytes(HTML)
    table.write_bytes(b"[1, 2]")
    one, two, three = read_imports([good, page, table])
    assert isinstance(one, Page)
    assert isinstance(two, SourceFailure)
    assert "`dateline add`" in two.reason
    assert isinstance(three, SourceFailure)
    assert "is no archive" in three.reason
