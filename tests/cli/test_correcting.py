"""The commands by which the user says who and where is meant, and by which articles are read anew."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Dateline, one_line


@pytest.fixture
def own(library: Path, tmp_path: Path) -> Path:
    """A copy of the library that may be changed."""
    return Path(shutil.copytree(library, tmp_path / "own"))


def countries(dateline: Dateline, own: Path, article: str) -> list[str]:
    rows = json.loads(dateline("--library", own, "list", "--json").stdout)
    return next(list(row["countries"]) for row in rows if row["id"] == article)


def test_words_that_are_no_entity_are_none_in_lists_and_in_the_article(dateline: Dateline, own: Path) -> None:
    done = dateline("--library", own, "correct", "flood-1", "Japan", "--not")
    assert done.returncode == 0, done.stderr
    assert done.stdout == b'"Japan" is no entity, in flood-1\n'
    assert countries(dateline, own, "flood-1") == []
    shown = json.loads(dateline("--library", own, "show", "flood-1", "--json").stdout)
    assert shown["mentions"] == shown["title_mentions"] == []
    assert dateline("--library", own, "undo").stdout == b"the correction of Japan is taken back\n"
    assert countries(dateline, own, "flood-1") == ["JP"]
    assert dateline("--library", own, "undo").stdout == b"there is nothing to take back\n"


def test_words_mean_somebody_everywhere_and_say_since_when_and_in_which_office(dateline: Dateline, own: Path) -> None:
    done = dateline("--library", own, "correct", "flood-1", "valleys", "--is", "Olaf Scholz", "--everywhere")
    assert done.stdout == b'"valleys" means Olaf Scholz (olaf-scholz), everywhere\n'
    (entity,) = json.loads(dateline("--library", own, "entity", "Olaf Scholz", "--json").stdout)
    assert entity["articles"] == 3
    shown = json.loads(dateline("--library", own, "show", "flood-1", "--json").stdout)
    (mention,) = [one for one in shown["mentions"] if one["id"] == "olaf-scholz"]
    assert (mention["surface"], mention["form"], mention["kind"]) == ("valleys", "alias", "leader")
    assert mention["role"] == "Chancellor of Germany"
    assert mention["corrected"].endswith("+00:00")


def test_an_outlet_and_every_mention_of_an_entity_can_be_meant(dateline: Dateline, own: Path) -> None:
    done = dateline("--library", own, "correct", "visit-2", "", "--was", "France", "--not", "--outlet")
    assert done.stdout == b"every mention of FR is no entity, in all of Inland Courier\n"
    assert "FR" not in countries(dateline, own, "visit-2")
    assert "FR" in countries(dateline, own, "visit-1")


def test_a_name_that_several_bear_is_refused_with_the_candidates(dateline: Dateline, own: Path) -> None:
    told = one_line(dateline("--library", own, "correct", "flood-1", "Japan", "--is", "Bush"), 2)
    assert told.startswith("Bush: could be ")
    assert "george-w-bush (George W. Bush, US)" in told
    assert told.endswith("(give the id)")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nobody", "Japan", "--not"], "nobody: no article has this id"),
        (["flood-1", "japan", "--not"], "japan: these words are not in the article"),
        (["flood-1", "", "--not"], "there are no words to correct"),
        (["flood-1", "", "--was", "PE", "--not"], "PE: the article doesn't mention this"),
        (["flood-1", "Japan", "--is", "Zorblax of Ruritania"], "nobody and nothing of this name is known"),
        (["flood-1", "Japan"], "one of the arguments --not --is is required"),
        (["flood-1", "Japan", "--not", "--outlet", "--everywhere"], "not allowed with argument"),
    ],
)
def test_what_cannot_be_corrected_is_told_in_one_line(
    dateline: Dateline, own: Path, arguments: list[str], told: str
) -> None:
    done = dateline("--library", own, "correct", *arguments)
    assert told in one_line(done, 1 if "id" in told else 2)
    assert dateline("--library", own, "corrections").stdout == b""


def test_corrections_are_listed_and_taken_back_by_number(dateline: Dateline, own: Path) -> None:
    dateline("--library", own, "correct", "flood-1", "Japan", "--not")
    dateline("--library", own, "correct", "visit-1", "Paris", "--is", "Olaf Scholz", "--outlet")
    lines = dateline("--library", own, "corrections").stdout.decode().splitlines()
    assert [line.split("\t")[0] for line in lines] == ["1", "2"]
    assert lines[1].endswith('"Paris" means Olaf Scholz (olaf-scholz), in all of Harbour Post')
    assert dateline("--library", own, "corrections", "--withdraw", "1").stdout.startswith(b"taken back: ")
    (left,) = json.loads(dateline("--library", own, "corrections", "--json").stdout)
    assert (left["number"], left["surface"], left["entity"]) == (1, "Paris", "olaf-scholz")
    assert "there is no correction 2" in one_line(dateline("--library", own, "corrections", "--withdraw", "2"), 2)


def test_corrections_are_carried_to_another_library(
    dateline: Dateline, own: Path, library: Path, tmp_path: Path
) -> None:
    dateline("--library", own, "correct", "flood-1", "Japan", "--not", "--everywhere")
    dateline("--library", own, "correct", "visit-1", "Paris", "--is", "olaf-scholz")
    file = tmp_path / "mine.jsonl"
    assert b"2 corrections written" in dateline("--library", own, "corrections", "--export", file).stdout
    piped = dateline("--library", own, "corrections", "--export", "-").stdout
    assert piped == file.read_bytes()
    other = shutil.copytree(library, tmp_path / "other")
    assert dateline("--library", other, "corrections", "--import", file).stdout == b"2 corrections taken in\n"
    assert dateline("--library", other, "corrections", "--export", "-").stdout == piped
    assert countries(dateline, other, "flood-1") == []
    assert dateline("--library", other, "undo").stdout == b"2 corrections are as before\n"


def test_a_bad_line_of_corrections_is_told_and_the_rest_taken_in(dateline: Dateline, own: Path) -> None:
    good = b'{"verdict":"not","scope":"everywhere","surface":"Japan","when":"2999-01-01T00:00:00Z"}\n'
    bad = b'{"verdict":"maybe"}\n[]\n\n{"verdict":"not","scope":"everywhere","surface":"a\\u001b[31mb"}\nnonsense\n'
    done = dateline("--library", own, "corrections", "--import", "-", stdin=good + bad)
    assert done.returncode == 3
    assert [line.split(b":")[2] for line in done.stderr.splitlines()] == [b"2", b"3", b"5", b"6"]
    (kept,) = json.loads(dateline("--library", own, "corrections", "--json").stdout)
    assert kept["surface"] == "Japan"
    assert kept["when"] < "2999"


def test_a_library_that_was_read_with_another_gazetteer_is_read_anew(
    dateline: Dateline, own: Path, home: dict[str, str]
) -> None:
    dateline("--library", own, "reannotate")
    folder = Path(home["XDG_CONFIG_HOME"]) / "dateline"
    folder.mkdir(parents=True)
    words = '[[leader]]\nid = "fire-service"\nname = "Valley Rainmaker"\ncountry = "JP"\n'
    (folder / "gazetteer.toml").write_text(words, "utf-8")
    doctor = dateline("--library", own, "doctor").stdout.decode()
    assert "3 articles were read with older rules or another gazetteer (run `dateline reannotate`)" in doctor
    done = dateline("--library", own, "reannotate", "--json")
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert events[0]["event"] == "start"
    assert (events[-1]["event"], events[-1]["pages"], events[-1]["failed"]) == ("done", 3, 0)
    assert dateline("--library", own, "reannotate").stdout == b"all is up to date\n"
    assert "older rules" not in dateline("--library", own, "doctor").stdout.decode()
