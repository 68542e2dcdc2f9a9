"""The journal: every device agrees on the marks, whatever order the files arrive in, and an act can be undone."""

from __future__ import annotations

import itertools
import json
import random
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reader.errors import DatelineError
from reader.library.clock import Stamp, after
from reader.library.entries import ARTICLES_A_LINE
from reader.library.journal import Journal
from reader.library.rows import Change, CorrectionChange
from reader.library.steps import Mark


class Clock:
    """A wall clock that a test sets."""

    def __init__(self, millis: int) -> None:
        self.millis = millis

    def __call__(self) -> int:
        return self.millis


def journal(folder: Path, device: str = "aaaa", clock: Callable[[], int] | None = None) -> Journal:
    return Journal(folder, lambda: device, now=clock) if clock else Journal(folder, lambda: device)


def state(changes: Sequence[Change | CorrectionChange]) -> dict[tuple[str, str], object]:
    return {(change.article, change.field): change.value for change in changes if isinstance(change, Change)}


def merged(folder: Path) -> dict[tuple[str, str], object]:
    return state(journal(folder).since({})[0])


def star(article: str, value: bool = True) -> Mark:
    return Mark(article, "starred", value, not value)


def test_marks_come_out_as_they_went_in(tmp_path: Path) -> None:
    book = journal(tmp_path / "journal")
    book.append([Mark("a", "read", True, False), Mark("b", "tags", ("war", "grain"), ())])
    changes, positions = book.since({})
    assert state(changes) == {("a", "read"): True, ("b", "tags"): ("war", "grain")}
    assert positions == {"aaaa": (tmp_path / "journal" / "aaaa.jsonl").stat().st_size}
    assert book.since(positions) == ([], positions)
    assert not book.is_behind(positions)


def test_a_missing_journal_is_an_empty_one(tmp_path: Path) -> None:
    book = journal(tmp_path / "journal")
    assert book.since({}) == ([], {})
    assert not book.is_behind({})
    assert not (tmp_path / "journal").exists()


def test_the_journal_is_nobody_elses_business(tmp_path: Path) -> None:
    journal(tmp_path / "journal").append([star("a")])
    assert stat.S_IMODE((tmp_path / "journal").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "journal" / "aaaa.jsonl").stat().st_mode) == 0o600


def test_the_last_writer_wins_field_by_field(tmp_path: Path) -> None:
    here, there = journal(tmp_path, "aaaa", Clock(1000)), journal(tmp_path, "bbbb", Clock(2000))
    here.append([star("a"), Mark("a", "read", True, False)])
    there.append([star("a", False)])
    assert merged(tmp_path) == {("a", "starred"): False, ("a", "read"): True}


def test_a_device_whose_clock_is_behind_wins_over_what_it_has_seen(tmp_path: Path) -> None:
    journal(tmp_path, "fast", Clock(9_000_000)).append([star("a")])
    journal(tmp_path, "slow", Clock(1000)).append([star("a", False)])
    assert merged(tmp_path) == {("a", "starred"): False}


def test_a_device_that_did_not_see_the_other_is_ordered_by_the_clock(tmp_path: Path) -> None:
    journal(tmp_path / "one", "aaaa", Clock(2000)).append([star("a")])
    journal(tmp_path / "two", "bbbb", Clock(1000)).append([star("a", False)])
    shutil.copy(tmp_path / "two" / "bbbb.jsonl", tmp_path / "one")
    assert merged(tmp_path / "one") == {("a", "starred"): True}


def test_a_stamp_is_after_all_it_has_seen() -> None:
    assert after(Stamp(5, 0, "a"), 9, "b") == Stamp(9, 0, "b")
    assert after(Stamp(9, 3, "z"), 9, "b") == Stamp(9, 4, "b") > Stamp(9, 3, "z")
    assert after(Stamp(9, 3, "z"), 2, "b") == Stamp(9, 4, "b")


def test_all_orders_of_arrival_give_the_same_marks(tmp_path: Path) -> None:
    lot = random.Random(7)
    devices = ["aaaa", "bbbb", "cccc"]
    for device in devices:
        clock = Clock(1000)
        book = journal(tmp_path / device, device, clock)
        for _ in range(30):
            clock.millis += lot.choice([0, 0, 1, 40, -20])
            article = lot.choice("vwxyz")
            book.append([star(article, lot.random() < 0.5), Mark(article, "tags", (lot.choice("ab"),), ())])
    files = [tmp_path / device / f"{device}.jsonl" for device in devices]
    final: dict[tuple[str, str], object] | None = None
    for number, order in enumerate(itertools.permutations(files)):
        together = tmp_path / f"together{number}"
        together.mkdir()
        book = journal(together)
        positions: dict[str, int] = {}
        seen: dict[tuple[str, str], object] = {}
        for file in order:
            content = file.read_bytes()
            for end in (lot.randrange(len(content)), len(content)):
                (together / file.name).write_bytes(content[:end])
                changes, positions = book.since(positions)
                seen.update(state(changes))
        final = seen if final is None else final
        assert seen == final == merged(together)


def test_lines_that_arrive_late_do_not_undo_later_ones(tmp_path: Path) -> None:
    journal(tmp_path / "away", "away", Clock(1000)).append([star("a", False), star("b")])
    book = journal(tmp_path / "here", "here", Clock(5000))
    book.append([star("a")])
    _, positions = book.since({})
    shutil.copy(tmp_path / "away" / "away.jsonl", tmp_path / "here")
    changes, _ = book.since(positions)
    assert state(changes) == {("a", "starred"): True, ("b", "starred"): True}


def test_a_conflict_copy_of_a_synchroniser_is_read_like_any_other_file(tmp_path: Path) -> None:
    book = journal(tmp_path)
    book.append([star("a")])
    copy = tmp_path / "aaaa.sync-conflict-20240301-120000-XYZ.jsonl"
    shutil.copy(tmp_path / "aaaa.jsonl", copy)
    book.append([star("a", False)])
    assert merged(tmp_path) == {("a", "starred"): False}


def test_a_replaced_file_is_read_from_its_start(tmp_path: Path) -> None:
    book = journal(tmp_path)
    book.append([star("a")])
    book.append([star("b")])
    _, positions = book.since({})
    file = tmp_path / "aaaa.jsonl"
    assert not book.was_replaced(positions)
    file.write_bytes(file.read_bytes().splitlines(keepends=True)[1])
    assert book.was_replaced(positions)
    assert state(book.since(positions)[0]) == {("b", "starred"): True}
    file.unlink()
    assert book.was_replaced(positions)


def test_undo_takes_back_one_act_after_another_and_then_nothing(tmp_path: Path) -> None:
    book = journal(tmp_path)
    book.append([star("a"), star("b")])
    book.append([Mark("a", "tags", ("new",), ("old",))])
    assert book.undo() == [Mark("a", "tags", ("old",), ("new",))]
    assert sorted(book.undo()) == [star("a", False), star("b", False)]
    assert book.undo() == []
    assert merged(tmp_path) == {("a", "starred"): False, ("b", "starred"): False, ("a", "tags"): ("old",)}


def test_undo_after_a_new_act_takes_back_the_new_one_then_the_one_before_the_undone(tmp_path: Path) -> None:
    book = journal(tmp_path)
    for name in "abc":
        book.append([star(name)])
    book.undo()
    book.append([star("d")])
    assert [mark[0] for _ in range(4) for mark in book.undo()] == ["d", "b", "a"]


def test_undo_finds_the_last_act_after_a_restart_and_only_this_devices(tmp_path: Path) -> None:
    journal(tmp_path, "aaaa", Clock(1000)).append([star("mine")])
    journal(tmp_path, "bbbb", Clock(2000)).append([star("theirs")])
    assert journal(tmp_path, "aaaa", Clock(3000)).undo() == [star("mine", False)]
    assert journal(tmp_path, "aaaa", Clock(4000)).undo() == []


def test_an_act_on_many_articles_is_one_act(tmp_path: Path) -> None:
    book = journal(tmp_path)
    many = [Mark(f"a{number:06d}", "read", True, False) for number in range(5 * ARTICLES_A_LINE + 1)]
    book.append(many)
    content = (tmp_path / "aaaa.jsonl").read_bytes()
    assert content.count(b"\n") == 6
    assert len(merged(tmp_path)) == len(many)
    assert len(book.undo()) == len(many)
    assert set(merged(tmp_path).values()) == {False}


APPEND = """
import sys
from pathlib import Path
from reader.library.journal import Journal
from reader.library.steps import Mark
book = Journal(Path(sys.argv[1]), lambda: "aaaa")
for number in range(int(sys.argv[3])):
    book.append([Mark(f"{sys.argv[2]}-{number}", "read", True, False)])
"""


def test_processes_that_append_to_one_file_at_once_lose_and_tear_nothing(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", APPEND, str(tmp_path), name, "60"]) for name in ("one", "two", "three")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    entries = [json.loads(text) for text in (tmp_path / "aaaa.jsonl").read_bytes().splitlines()]
    assert len(merged(tmp_path)) == len(entries) == 180
    stamps = [tuple(entry["at"]) for entry in entries]
    assert stamps == sorted(set(stamps))


def test_a_journal_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("a file")
    with pytest.raises(DatelineError, match="cannot be written"):
        journal(tmp_path / "journal").append([star("a")])
