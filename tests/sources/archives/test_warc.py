"""A WARC file gives its pages, and what is damaged or hostile in it costs only itself."""

from __future__ import annotations

import gzip
import random
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard

from reader.sources.archives.answers import without_chunks
from reader.sources.archives.warc import can_begin_at, read_warc
from reader.sources.page import PAGE_LIMIT, Page, SourceFailure
from tests.sources.archives.making import answer, packed, page, record, story


def read(path: Path, content: bytes, offset: int = 0) -> list[Page | SourceFailure]:
    path.write_bytes(content)
    return list(read_warc(path, offset))


def urls(pieces: list[Page | SourceFailure]) -> list[str]:
    return [piece.url.rpartition("/")[2] for piece in pieces if isinstance(piece, Page)]


def reasons(pieces: list[Page | SourceFailure]) -> list[str]:
    return [piece.reason for piece in pieces if isinstance(piece, SourceFailure)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "crawl.warc.gz"


@pytest.mark.parametrize("form", ["plain", "gzip", "gzip whole", "zstd"])
def test_pages_come_in_order_with_address_and_time_of_the_crawl(path: Path, form: str) -> None:
    records = [story(number) for number in range(5)]
    made = {
        "plain": b"".join(records),
        "gzip": packed(*records),
        "gzip whole": gzip.compress(b"".join(records)),
        "zstd": b"".join(zstandard.compress(one) for one in records),
    }[form]
    pieces = read(path, made)
    assert urls(pieces) == ["0", "1", "2", "3", "4"]
    assert [piece.weight >= 0 for piece in pieces] == [True] * 5
    assert sum(piece.weight for piece in pieces) == path.stat().st_size
    first = pieces[0]
    assert isinstance(first, Page)
    assert (first.content, first.kind, first.fetched) == (page("Story number 0"), "html", "2019-06-01T08:00:00Z")


@pytest.mark.parametrize("pack", [lambda one: one, gzip.compress])
def test_reading_goes_on_at_the_place_that_the_weights_add_up_to(path: Path, pack: Callable[..., bytes]) -> None:
    whole = read(path, b"".join(pack(story(number)) for number in range(9)))
    for taken in range(1, 9):
        place = sum(piece.weight for piece in whole[:taken])
        assert can_begin_at(path, place)
        assert urls(list(read_warc(path, place))) == [str(number) for number in range(taken, 9)]
        assert sum(piece.weight for piece in read_warc(path, place)) == path.stat().st_size - place


def test_inside_a_file_packed_as_a_whole_nothing_can_begin(path: Path) -> None:
    path.write_bytes(gzip.compress(story(0) + story(1)))
    assert can_begin_at(path, 0)
    assert not can_begin_at(path, path.stat().st_size // 2)


def test_records_that_are_no_pages_are_left_out_with_their_reasons(path: Path) -> None:
    pieces = read(
        path,
        packed(
            record(0, b"software: made-up", kind="warcinfo", mime="application/warc-fields"),
            record(1, b"GET / HTTP/1.1\r\n\r\n", kind="request"),
            record(2, answer(b"gone", status="404 Not Found")),
            record(3, answer(b"\xff\xd8\xff", kind="image/jpeg")),
            record(4, answer(b""), kind="revisit"),
            record(5, b"no answer at all"),
            record(6, answer(b"  ")),
            story(7),
        ),
    )
    assert urls(pieces) == ["7"]
    assert reasons(pieces) == [
        "was answered with status 404",
        "is no HTML page",
        "only says that a page had not changed",
        "holds no HTTP answer that can be read",
        "is empty",
    ]
    assert all(piece.skipped for piece in pieces if isinstance(piece, SourceFailure))


def test_resources_and_converted_texts_are_pages(path: Path) -> None:
    pieces = read(
        path,
        packed(
            record(1, page(), kind="resource", mime="text/html"),
            record(2, b"Bridge opens again\n\nOn Monday.", kind="conversion", mime="text/plain"),
            record(3, answer(page(), kind="application/octet-stream"), "WARC-Identified-Payload-Type: text/html"),
        ),
    )
    assert urls(pieces) == ["1", "2", "3"]
    assert [piece.kind for piece in pieces if isinstance(piece, Page)] == ["html", "text", "html"]


def chunked(content: bytes, size: int = 100) -> bytes:
    parts = [content[start : start + size] for start in range(0, len(content), size)]
    return b"".join(b"%x;name=value\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("gzip", gzip.compress(page())),
        ("deflate", zlib.compress(page())),
        ("br", brotli.compress(page())),
        ("zstd", zstandard.compress(page())),
        ("gzip", page()),
        ("br", page()),
        ("utf-8", page()),
    ],
)
def test_packed_answers_are_unpacked_and_those_that_only_say_so_taken_as_they_are(
    path: Path, name: str, content: bytes
) -> None:
    for body, headers in ((content, ()), (chunked(content), ("Transfer-Encoding: chunked",))):
        (piece,) = read(path, packed(record(1, answer(body, f"Content-Encoding: {name}", *headers))))
        assert isinstance(piece, Page)
        assert piece.content == page()


def test_a_content_that_is_not_chunked_whatever_it_says_stays_whole() -> None:
    assert without_chunks(page()) == page()
    cut = without_chunks(chunked(page())[:-200])
    assert len(cut) > len(page()) - 250
    assert page().startswith(cut)
    assert without_chunks(b"ffffffff\r\nshort") == b"short"


def test_the_charset_of_the_answer_counts_where_the_page_names_none(path: Path) -> None:
    words = "<html><body><p>Мост откроют в понедельник.</p></body></html>"
    block = answer(words.encode("cp1251"), kind="text/html; charset=windows-1251")
    (piece,) = read(path, packed(record(1, block)))
    assert isinstance(piece, Page)
    assert piece.content.decode() == words
    other = answer(words.encode(), kind="text/html; charset=unicode_escape")
    (piece,) = read(path, packed(record(1, other)))
    assert isinstance(piece, Page)
    assert piece.content.decode() == words


def test_a_bomb_in_an_answer_ends_at_the_limit(path: Path) -> None:
    bomb = gzip.compress(bytes(PAGE_LIMIT * 4))
    pieces = read(path, packed(record(1, answer(bomb, "Content-Encoding: gzip")), story(2)))
    assert urls(pieces) == ["2"]
    assert reasons(pieces) == ["unpacks to more than 10 MB"]


def test_a_record_beyond_the_limit_is_passed_over(path: Path) -> None:
    for size in (PAGE_LIMIT + 2**21, 2**27):
        pieces = read(path, packed(story(1), record(2, answer(bytes(size))), story(3)))
        assert urls(pieces) == ["1", "3"]
        assert reasons(pieces) == ["is larger than 10 MB"]


@pytest.mark.parametrize("pack", [lambda *records: b"".join(records), packed])
@pytest.mark.parametrize("length", [-5, 0, 10, 60, 100_000, 10**18, 10**30])
def test_a_lying_length_costs_no_other_record(path: Path, pack: Callable[..., bytes], length: int) -> None:
    liar = record(9, answer(page("A lie")), length=length)
    pieces = read(path, pack(story(1), liar, story(2), story(3)))
    assert set(urls(pieces)) - {"9"} == {"1", "2", "3"}
    assert len(urls(pieces)) == len(set(urls(pieces)))


def test_a_million_headers_cost_no_other_record(path: Path) -> None:
    warc = record(1, answer(page()), *["X: y"] * 1_000_000)
    http = record(2, answer(page(), *["X: y"] * 1_000_000))
    pieces = read(path, packed(story(0), warc, http, story(3)))
    assert urls(pieces) == ["0", "3"]
    assert any("header" in reason for reason in reasons(pieces))


@pytest.mark.parametrize("pack", [lambda *records: b"".join(records), packed])
def test_damage_anywhere_costs_the_records_it_lies_in(path: Path, pack: Callable[..., bytes]) -> None:
    made = pack(*map(story, range(20)))
    chance = random.Random(5)
    for _ in range(60):
        broken = bytearray(made)
        at = chance.randrange(len(made) // 4, len(made) // 2)
        broken[at : at + 40] = chance.randbytes(40)
        found = urls(read(path, bytes(broken)))
        assert len(found) >= 17
        assert found[-5:] == ["15", "16", "17", "18", "19"]


@pytest.mark.parametrize("pack", [lambda *records: b"".join(records), packed])
def test_rubbish_between_records_is_told_and_passed(path: Path, pack: Callable[..., bytes]) -> None:
    pieces = read(path, pack(story(1)) + b"rubbish\r\n" * 50 + pack(story(2)))
    assert urls(pieces) == ["1", "2"]
    assert [reason.partition(":")[0] for reason in reasons(pieces)] == ["damaged"]


@pytest.mark.parametrize("pack", [lambda *records: b"".join(records), packed])
def test_a_file_cut_short_says_so(path: Path, pack: Callable[..., bytes]) -> None:
    pieces = read(path, pack(story(1), story(2))[:-100])
    assert urls(pieces) == ["1"]
    (reason,) = reasons(pieces)
    assert "ends in the middle" in reason


def test_a_file_that_is_not_there_is_a_failure_in_words(tmp_path: Path) -> None:
    (piece,) = read_warc(tmp_path / "none.warc")
    assert isinstance(piece, SourceFailure)
    assert piece.reason == "cannot be read: No such file or directory"


def test_a_large_record_in_a_file_packed_as_a_whole_costs_no_other(path: Path) -> None:
    large = record(2, answer(bytes(PAGE_LIMIT + 2**21)))
    for records in ([story(1), large, story(3)], [large, story(1), story(3)]):
        assert urls(read(path, gzip.compress(b"".join(records)))) == ["1", "3"]
