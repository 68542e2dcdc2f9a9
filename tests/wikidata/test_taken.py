"""The update as a file: whole after anything, the versions before it kept, what is in it quoted by a library."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reader.entities.gazetteer.schema import OfficeEntry
from reader.errors import DatelineError
from reader.wikidata.difference import difference
from reader.wikidata.entry import TakenEntry
from reader.wikidata.taken import KEPT_VERSIONS, Taken

TODAY = date(2026, 6, 1)


def entry(number: int) -> TakenEntry:
    return TakenEntry(f"ada-{number}", f"Ada Number{number}", "SE", offices=(OfficeEntry("President", None, "2001"),))


@pytest.fixture
def taken(tmp_path: Path) -> Taken:
    return Taken(tmp_path / "gazetteer" / "wikidata.toml")


def test_what_is_taken_is_read_back(taken: Taken) -> None:
    hard = TakenEntry(
        "ada", 'Ada "Quill" \\ O’Hara', "SE", ("A\ud7ff B", "'''", "[[leader]]", "#"), common=True, wikidata="Q1",
        offices=(OfficeEntry("President\n", "FI", "2001-01", "2002"), OfficeEntry("King")),
    )  # fmt: skip
    taken.take([hard, TakenEntry("berta", aliases=("Berta B.",))], TODAY)
    assert taken.entries() == {"ada": hard, "berta": TakenEntry("berta", aliases=("Berta B.",))}


def test_nothing_taken_has_no_entries(taken: Taken) -> None:
    assert taken.entries() == {}


def test_undo_goes_back_as_far_as_versions_are_kept(taken: Taken) -> None:
    for number in range(KEPT_VERSIONS + 3):
        taken.take([entry(number)], TODAY)
    seen = []
    while taken.entries():
        seen += list(taken.entries())
        taken.undo()
    assert seen == [f"ada-{number}" for number in range(KEPT_VERSIONS + 2, 1, -1)]
    with pytest.raises(DatelineError, match="no update to undo"):
        taken.undo()


def test_an_update_killed_before_it_was_in_force_costs_no_step_of_undo(taken: Taken) -> None:
    taken.take([entry(1)], TODAY)
    taken.take([entry(2)], TODAY)
    earlier = taken.path.parent / "earlier"
    (earlier / "wikidata-000002.toml").write_bytes(taken.path.read_bytes())
    (taken.path.parent / ".wikidata.toml-abc.tmp").write_text("half")
    taken.undo()
    assert list(taken.entries()) == ["ada-1"]


def test_taking_the_same_after_such_a_kill_keeps_one_version(taken: Taken) -> None:
    taken.take([entry(1)], TODAY)
    earlier = taken.path.parent / "earlier"
    earlier.mkdir()
    (earlier / "wikidata-000001.toml").write_bytes(taken.path.read_bytes())
    taken.take([entry(2)], TODAY)
    assert len(list(earlier.iterdir())) == 1


def test_a_folder_that_cannot_be_written_leaves_what_is_in_force(tmp_path: Path) -> None:
    (tmp_path / "gazetteer").write_text("no folder")
    with pytest.raises(DatelineError, match="cannot be"):
        Taken(tmp_path / "gazetteer" / "wikidata.toml").take([entry(1)], TODAY)


def test_a_difference_names_what_comes_changes_and_goes() -> None:
    before = {one.id: one for one in (entry(1), entry(2), TakenEntry("known", aliases=("K. Nown",)))}
    closed = TakenEntry("ada-2", "Ada Number2", "SE", offices=(OfficeEntry("President", None, "2001", "2005"),))
    after = {one.id: one for one in (closed, entry(3), TakenEntry("known", aliases=("K. Nown", "Kay Nown")))}
    change = difference(before, after, {})
    assert change.new == {"ada-3": "Ada Number3 (SE): President since 2001"}
    assert change.changed == {
        "ada-2": "Ada Number2 (SE): + President 2001–2005; - President since 2001",
        "known": "known: + also Kay Nown",
    }
    assert change.gone == {"ada-1": "Ada Number1 (SE)"}
    assert change.countries == {"": (0, 1, 0), "SE": (1, 1, 1)}
    assert not difference(after, after, {})
