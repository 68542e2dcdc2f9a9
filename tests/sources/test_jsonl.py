"""JSON Lines give one page a line; a bad line costs itself."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from pathlib import Path

import pytest

from reader.sources.jsonl import LINE_LIMIT, LineTooLong, decode_line, read_jsonl, read_lines
from reader.sources.page import PAGE_LIMIT, Page, SourceFailure


def test_every_field_reaches_the_page(tmp_path: Path) -> None:
    row = {
        "id": "n-1",
        "url": "https://news.example/1",
        "title": "Bridge reopens",
        "text": "The bridge reopened.",
        "published": "2024-05-17",
        "source": "Harbour Post",
    }
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps(row) + "\n")
    (page,) = read_jsonl(path)
    assert isinstance(page, Page)
    assert (page.address, page.kind, page.content) == (f"{path}:1", "text", b"The bridge reopened.")
    assert {name: getattr(page, name) for name in row if name != "text"} == {
        k: v for k, v in row.items() if k != "text"
    }


def test_html_wins_over_text_and_null_is_as_good_as_missing(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text('{"id": 7, "html": "<p>x</p>", "text": "x", "title": null, "unknown": [1]}\n')
    (page,) = read_jsonl(path)
    assert isinstance(page, Page)
    assert (page.id, page.kind, page.title) == ("7", "html", "")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"not json", "is not JSON"),
        (b'{"id": "1"', "is not JSON"),
        (b'{"id": "1", "text": "\xff"}', "is not JSON"),
        (b"[1, 2]", "Expected `object`"),
        (b'{"id": "1"}', "neither"),
        (b'{"id": "1", "text": "  "}', "neither"),
        (b'{"id": "1", "text": 5}', "Expected `str | null`, got `int`"),
        (b'{"id": "a b", "text": "x"}', "is no id"),
        (b'{"id": "\\u001b[2J", "text": "x"}', "is no id"),
        (b'{"id": "' + b"x" * 201 + b'", "text": "x"}', "is no id"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"id": "1", "text": "' + b"x" * (PAGE_LIMIT + 1) + b'"}', "10.0 MB"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, line: bytes, reason: str) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b'{"id": "0", "text": "before"}\n' + line + b'\n\n{"id": "2", "text": "after"}')
    before, failure, after = read_jsonl(path)
    assert isinstance(before, Page)
    assert isinstance(after, Page)
    assert after.address == f"{path}:4"
    assert isinstance(failure, SourceFailure)
    assert failure.address == f"{path}:2"
    assert reason in failure.reason


def test_packed_files_are_read_as_they_are_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl.gz"
    path.write_bytes(gzip.compress(b"".join(b'{"id": "%d", "text": "x"}\n' % number for number in range(500))))
    found = list(read_jsonl(path))
    assert len(found) == 500
    assert sum(page.weight for page in found) == path.stat().st_size


def test_a_packed_file_cut_short_says_so_after_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": "1", "text": "x"}\n' * 10, 0)[:-8])
    *found, failure = read_jsonl(path)
    assert len(found) == 10
    assert isinstance(failure, SourceFailure)
    assert "cannot be read" in failure.reason


def test_a_missing_or_empty_file_is_one_failure(tmp_path: Path) -> None:
    (missing,) = read_jsonl(tmp_path / "nothing.jsonl")
    assert isinstance(missing, SourceFailure)
    empty = tmp_path / "empty.jsonl"
    empty.write_bytes(b"\n \n")
    (failure,) = read_jsonl(empty)
    assert isinstance(failure, SourceFailure)
    assert "empty" in failure.reason


def test_lone_surrogates_become_replacement_characters_one_for_one() -> None:
    assert decode_line(b'{"a\\udc00": ["x\\ud800y", "\\ud83d\\ude00"]}') == {"a\ufffd": ["x\ufffdy", "😀"]}


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert list(read_lines(io.BytesIO(b'\xef\xbb\xbf{"id": 1}\n'))) == [(1, b'{"id": 1}\n')]


class Endless(io.RawIOBase):
    """A line of `size` bytes without end, then a short one, made as it is read."""

    def __init__(self, size: int) -> None:
        self._left = size
        self._tail = b'\n{"id": 2}\n'

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type] # what BufferedReader lends is a buffer
        if self._left:
            count = min(len(view), self._left)
            view[:count] = b"x" * count
            self._left -= count
            return count
        count = min(len(view), len(self._tail))
        view[:count], self._tail = self._tail[:count], self._tail[count:]
        return count


def test_a_line_beyond_the_limit_is_passed_over_in_bounded_memory() -> None:
    size = 3 * LINE_LIMIT
    tracemalloc.start()
    (first, long), (second, line) = read_lines(io.BufferedReader(Endless(size)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (first, second) == (1, 2)
    assert isinstance(long, LineTooLong)
    assert long.size == size + 1
    assert line == b'{"id": 2}\n'
    assert peak < 2.5 * LINE_LIMIT
