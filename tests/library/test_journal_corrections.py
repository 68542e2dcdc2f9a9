"""Corrections in the journal: merged like marks, undone in the same history, checked like every other line."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from reader.corrections import Correction
from reader.library.clock import Stamp
from reader.library.entries import read_correction, read_value
from reader.library.journal import Journal
from reader.library.rows import Change, CorrectionChange
from reader.library.steps import Amendment, Mark, said_at


def said(surface: str = "Chad", entity: str = "") -> Correction:
    if not entity:
        return Correction(verdict="not", scope="everywhere", surface=surface)
    return Correction(
        verdict="is", scope="everywhere", surface=surface, entity=entity, kind="leader", name=entity.title()
    )


def says(surface: str = "Chad", entity: str = "", was: Correction | None = None) -> Amendment:
    correction = said(surface, entity)
    return Amendment(correction.key, correction, was)


def journal(folder: Path, device: str = "aaaa", clock: Callable[[], int] | None = None) -> Journal:
    return Journal(folder, lambda: device, now=clock) if clock else Journal(folder, lambda: device)


def merged(folder: Path, positions: dict[str, int] | None = None) -> dict[str, str | None]:
    """What is said about each surface: an entity, "" for nobody, None for nothing any more."""
    changes, _ = journal(folder).since(positions or {})
    return {
        change.key[2]: change.correction.entity if change.correction else None
        for change in changes
        if isinstance(change, CorrectionChange)
    }


def test_corrections_come_out_as_they_went_in_with_the_time_they_were_said(tmp_path: Path) -> None:
    book = journal(tmp_path, clock=lambda: 1_700_000_000_123)
    book.append([says("Chad", "ann"), Mark("a", "read", True, False), says("Jordan")])
    changes, positions = book.since({})
    when = datetime(2023, 11, 14, 22, 13, 20, 123_000, tzinfo=UTC)
    assert {change for change in changes if isinstance(change, CorrectionChange)} == {
        CorrectionChange(("everywhere", "", "Chad", ""), _at(said("Chad", "ann"), when)),
        CorrectionChange(("everywhere", "", "Jordan", ""), _at(said("Jordan"), when + timedelta(microseconds=1))),
    }
    assert Change("a", "read", True) in changes
    assert not book.is_behind(positions)


def _at(correction: Correction, when: datetime) -> Correction:
    return msgspec.structs.replace(correction, when=when)


def test_the_last_writer_wins_correction_by_correction_in_all_orders_of_arrival(tmp_path: Path) -> None:
    there = tmp_path / "there"
    for number, device in enumerate(("aaaa", "bbbb", "cccc")):
        book = journal(there, device, lambda number=number: 1000 + number)  # type: ignore[misc]  # a bound number
        book.append([says("Chad", device), says(f"only {device}")])
    journal(there, "bbbb", lambda: 2000).append([Amendment(said("Chad").key, None, said("Chad", "cccc"))])
    expected = merged(there)
    assert expected == {"Chad": None, "only aaaa": "", "only bbbb": "", "only cccc": ""}
    for turn, order in enumerate(itertools.permutations(sorted(there.iterdir()))):
        here = tmp_path / f"here{turn}"
        here.mkdir()
        state: dict[str, str | None] = {}
        positions: dict[str, int] = {}
        for file in order:
            shutil.copy(file, here)
            state |= merged(here, positions)
            positions = journal(here).since(positions)[1]
        assert state == expected


def test_undo_takes_back_corrections_and_marks_in_one_history(tmp_path: Path) -> None:
    book = journal(tmp_path)
    book.append([says("Chad", "ann")])
    kept = read_correction(says("Chad", "ann").key, json.loads((tmp_path / "aaaa.jsonl").read_text())["value"])
    assert kept
    book.append([Mark("a", "read", True, False)])
    book.append([Amendment(kept.key, said("Chad"), kept)])
    assert [step[0] for step in journal(tmp_path).undo()] == [kept.key]
    assert merged(tmp_path) == {"Chad": "ann"}
    assert journal(tmp_path).undo() == [Mark("a", "read", False, True)]
    assert journal(tmp_path).undo() == [Amendment(kept.key, None, kept)]
    assert merged(tmp_path) == {"Chad": None}
    assert journal(tmp_path).undo() == []


def test_a_correction_that_is_undone_and_redone_keeps_the_time_it_was_said(tmp_path: Path) -> None:
    time = iter(range(1000, 9000, 1000))
    book = journal(tmp_path, clock=lambda: next(time))
    book.append([says("Chad", "ann")])
    (first,) = book.since({})[0]
    assert isinstance(first, CorrectionChange)
    assert first.correction
    book.append([Amendment(first.key, said("Chad"), first.correction)])
    book.undo()
    assert book.since({})[0] == [first]


def test_an_older_dateline_passes_corrections_over() -> None:
    assert read_value("correction", {"verdict": "not"}) is None
    assert read_value("correction", False) is None


def line(value: object, about: object = ("everywhere", "", "Chad", ""), **fields: object) -> bytes:
    known = {"at": [1000, 0], "device": "bbbb", "group": "g", "field": "correction", "value": value, "was": False}
    return json.dumps({**known, "articles": [], "about": about, **fields}).encode() + b"\n"


NOT_CHAD = {"verdict": "not", "scope": "everywhere", "surface": "Chad"}
IS_ANN = {**NOT_CHAD, "verdict": "is", "entity": "ann", "kind": "leader", "name": "Ann"}


@pytest.mark.parametrize(
    "strange",
    [
        line(None),
        line(True),
        line("Chad"),
        line({}),
        line({**NOT_CHAD, "verdict": "maybe"}),
        line({**NOT_CHAD, "mood": "from a later version"}),
        line({**NOT_CHAD, "surface": "Jordan"}),
        line({**NOT_CHAD, "scope": "article"}),
        line({**IS_ANN, "kind": "planet"}),
        line({**IS_ANN, "name": "Ann\x1b]52;c;aGk=\x07"}),
        line({**IS_ANN, "name": "A\u202enn"}),
        line({**IS_ANN, "name": "A" * 300}),
        line({**IS_ANN, "entity": ""}),
        line({**IS_ANN, "when": "yesterday"}),
        line({**IS_ANN, "when": "2026-05-03T08:00:00"}),
        line(NOT_CHAD, about=None),
        line(NOT_CHAD, about=["everywhere", "", "Chad"]),
        line(NOT_CHAD, about=["nowhere", "", "Chad", ""]),
        line(NOT_CHAD, about="Chad"),
        line(NOT_CHAD, field="corrections"),
        line(NOT_CHAD)[:-20] + b"\n",
    ],
)
def test_a_correction_that_makes_no_sense_is_passed_over_and_stays(tmp_path: Path, strange: bytes) -> None:
    (tmp_path / "bbbb.jsonl").write_bytes(strange + line(IS_ANN | {"surface": "Ann"}, ("everywhere", "", "Ann", "")))
    assert merged(tmp_path) == {"Ann": "ann"}
    journal(tmp_path, "bbbb").append([says("Jordan")])
    assert merged(tmp_path) == {"Ann": "ann", "Jordan": ""}
    assert (tmp_path / "bbbb.jsonl").read_bytes().startswith(strange)


def test_a_clock_beyond_all_dates_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "bbbb.jsonl").write_bytes(line(NOT_CHAD, at=[2**53 - 1, 0]))
    journal(tmp_path).append([says("Chad", "ann")])
    assert merged(tmp_path) == {"Chad": "ann"}
    kept = said_at(Stamp(2**53 - 1, 5000, "aaaa"), said())
    assert isinstance(kept, Correction)
    assert kept.when
    assert kept.when.year == 9999
