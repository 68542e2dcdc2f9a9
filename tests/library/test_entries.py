"""Journal lines: torn, half copied, from later versions or from nobody we know, none of them stops the others."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reader.library.entries import ARTICLES_A_LINE, LINE_LIMIT, read_value
from reader.library.journal import Journal
from reader.library.rows import Change, CorrectionChange
from reader.library.steps import Mark


def journal(folder: Path, device: str = "aaaa", clock: Callable[[], int] | None = None) -> Journal:
    return Journal(folder, lambda: device, now=clock) if clock else Journal(folder, lambda: device)


def state(changes: Sequence[Change | CorrectionChange]) -> dict[tuple[str, str], object]:
    return {(change.article, change.field): change.value for change in changes if isinstance(change, Change)}


def merged(folder: Path) -> dict[tuple[str, str], object]:
    return state(journal(folder).since({})[0])


def star(article: str, value: bool = True) -> Mark:
    return Mark(article, "starred", value, not value)


@pytest.mark.parametrize("torn", [b'{"at":[12,0],"dev', b"\x00" * 40, b"\xff\xfe", b"{}"])
def test_a_torn_last_line_loses_only_itself_also_when_more_is_written(tmp_path: Path, torn: bytes) -> None:
    book = journal(tmp_path)
    book.append([star("a")])
    file = tmp_path / "aaaa.jsonl"
    whole = file.stat().st_size
    with file.open("ab") as tail:
        tail.write(torn)
    changes, positions = book.since({})
    assert state(changes) == {("a", "starred"): True}
    assert positions == {"aaaa": whole}
    book.append([star("b")])
    changes, positions = book.since(positions)
    assert state(changes) == {("b", "starred"): True}
    assert positions == {"aaaa": file.stat().st_size}
    assert torn in file.read_bytes()
    assert book.undo() == [Mark("b", "starred", False, True)]


def test_every_cut_of_a_file_reads_as_the_acts_before_the_cut(tmp_path: Path) -> None:
    book = journal(tmp_path)
    for number in range(4):
        book.append([star(f"a{number}")])
    content = (tmp_path / "aaaa.jsonl").read_bytes()
    for end in range(len(content) + 1):
        (tmp_path / "aaaa.jsonl").write_bytes(content[:end])
        assert len(merged(tmp_path)) == content[:end].count(b"\n")


def test_a_line_being_copied_is_read_when_it_is_whole(tmp_path: Path) -> None:
    journal(tmp_path / "there", "bbbb").append([star("a")])
    line = (tmp_path / "there" / "bbbb.jsonl").read_bytes()
    (tmp_path / "here").mkdir()
    arriving = tmp_path / "here" / "bbbb.jsonl"
    arriving.write_bytes(line[:30])
    book = journal(tmp_path / "here")
    changes, positions = book.since({})
    assert (changes, positions) == ([], {"bbbb": 0})
    arriving.write_bytes(line)
    assert book.is_behind(positions)
    assert state(book.since(positions)[0]) == {("a", "starred"): True}


def line(**fields: object) -> bytes:
    known = {
        "at": [1000, 0],
        "device": "bbbb",
        "group": "g",
        "field": "starred",
        "value": True,
        "was": False,
        "articles": ["a"],
    }
    return json.dumps({**known, **fields}).encode() + b"\n"


@pytest.mark.parametrize(
    "strange",
    [
        line(field="note", value="from a later version"),
        line(value="yes"),
        line(value=None),
        line(field="tags", value=True),
        line(at=[-1, 0]),
        line(at=[2**70, 0]),
        line(at="now"),
        line(device="../../etc"),
        line(articles=["a\x1b]52;c;aGk=\x07"]),
        line(articles=["x" * 1000]),
        line(articles=["a"] * (ARTICLES_A_LINE + 1)),
        line(articles="abc"),
        b"[]\n",
        b"\n",
        b"null\n",
        b"[" * 100_000 + b"\n",
        b'{"value":' + b"[" * 100_000 + b"\n",
        b"x" * (LINE_LIMIT + 10) + b"\n",
    ],
)
def test_a_line_that_makes_no_sense_is_passed_over_and_stays(tmp_path: Path, strange: bytes) -> None:
    (tmp_path / "bbbb.jsonl").write_bytes(strange + line(articles=["b"]))
    assert merged(tmp_path) == {("b", "starred"): True}
    book = journal(tmp_path, "bbbb")
    book.append([star("c")])
    assert merged(tmp_path) == {("b", "starred"): True, ("c", "starred"): True}
    assert (tmp_path / "bbbb.jsonl").read_bytes().startswith(strange)


def test_fields_of_a_later_version_do_not_hide_the_line(tmp_path: Path) -> None:
    (tmp_path / "bbbb.jsonl").write_bytes(line(mood="sunny", why={"deep": [1]}))
    assert merged(tmp_path) == {("a", "starred"): True}


def test_tags_from_another_device_are_cleaned(tmp_path: Path) -> None:
    (tmp_path / "bbbb.jsonl").write_bytes(line(field="tags", value=["gr\x1b[31main", "", 5, "war", "war"], was=[]))
    assert merged(tmp_path) == {("a", "tags"): ("gr[31main", "war")}


def test_values_are_of_the_kind_their_field_has() -> None:
    assert read_value("read", False) is False
    assert read_value("read", "no") is None
    assert read_value("tags", ["b", "a"]) == ("b", "a")
    assert read_value("colour", True) is None


def test_what_is_no_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "endless.jsonl").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "notes.txt").write_text("mine")
    book = journal(tmp_path)
    book.append([star("a")])
    assert merged(tmp_path) == {("a", "starred"): True}
