"""An update whose service misbehaves, whose process is killed, or whose files are damaged."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import pytest

from tests.wikidata.conftest import (
    Dateline,
    Holder,
    QueryService,
    Trouble,
    hang,
    leaders,
    ran_out,
    reset,
    status,
    until_asked,
)


def test_answers_older_than_a_week_are_asked_anew(dateline: Dateline, service: QueryService, tmp_path: Path) -> None:
    dateline.update("--dry-run", countries=("LI",))
    for path in (tmp_path / "cache" / "dateline" / "wikidata" / "answers").glob("*.json"):
        kept = json.loads(path.read_text())
        path.write_text(json.dumps(kept | {"asked": "2020-01-01T00:00:00Z"}))
    dateline.update("--dry-run", countries=("LI",))
    assert service.counts() == {"LI": 2, "aliases": 2}


def test_a_damaged_answer_in_the_cache_is_asked_anew(dateline: Dateline, service: QueryService, tmp_path: Path) -> None:
    dateline.update("--dry-run", countries=("LI",))
    for path in (tmp_path / "cache" / "dateline" / "wikidata" / "answers").glob("*.json"):
        path.write_bytes(path.read_bytes()[:40])
    assert dateline.update("--dry-run", countries=("LI",)).code == 0
    assert service.counts() == {"LI": 2, "aliases": 2}


def test_a_killed_run_goes_on_where_it_was(dateline: Dateline, service: QueryService, taken: Path) -> None:
    service.troubles["LI"] = [hang]
    with subprocess.Popen(
        dateline.command(*dateline.words("--yes")), env=dateline.home, stderr=subprocess.DEVNULL
    ) as process:
        until_asked(service, process)
        process.send_signal(signal.SIGKILL)
    assert not taken.exists()
    before = service.counts()
    done = dateline.update("--yes")
    assert done.code == 0
    assert service.counts() - before == {"LI": 1, "aliases": 1}
    assert len(leaders(taken)) == 6


def test_ctrl_c_leaves_everything_whole_and_says_how_to_go_on(
    dateline: Dateline, service: QueryService, taken: Path
) -> None:
    service.troubles["LI"] = [hang]
    with subprocess.Popen(
        dateline.command(*dateline.words("--yes")),
        env=dateline.home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        until_asked(service, process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == ""
    assert err.startswith("dateline: interrupted; nothing was taken")
    assert "goes on from there" in err
    assert err.count("\n") == 1
    assert not taken.exists()
    assert dateline.update("--yes").code == 0


GIVEN_UP = {
    "out of time": (status(504), "the service ran out of time (504)"),
    "exception": (ran_out, "the service ran out of time"),
    "reset": (reset, "the connection broke"),
}


@pytest.mark.parametrize(("trouble", "words"), GIVEN_UP.values(), ids=GIVEN_UP.keys())
def test_a_country_without_an_answer_is_named_and_the_rest_is_taken(
    dateline: Dateline, service: QueryService, taken: Path, trouble: Trouble, words: str
) -> None:
    service.always["KI"] = trouble
    done = dateline.update("--yes")
    assert done.code == 3
    assert f"dateline: KI: {words}\n" in done.err
    assert "without an answer: KI;" in done.err
    assert sorted(leaders(taken)) == ["ingmund-sorvale", "orla-vestergren", "saoirse-brightwater", "tibor-halvardson"]


def test_what_was_missing_is_all_that_is_asked_next_time(
    dateline: Dateline, service: QueryService, taken: Path
) -> None:
    service.always["KI"] = status(504)
    dateline.update("--yes")
    del service.always["KI"]
    before = service.counts()
    assert dateline.update("--yes").code == 0
    assert service.counts() - before == {"KI": 1, "aliases": 1}
    assert len(leaders(taken)) == 6


def test_a_country_that_fails_later_keeps_what_was_taken_for_it(
    dateline: Dateline, service: QueryService, taken: Path
) -> None:
    dateline.update("--yes")
    before = leaders(taken)
    service.always["IS"] = service.always["KI"] = status(504)
    service.people["LI"] = []
    done = dateline.update("--yes", "--fresh")
    assert done.code == 3
    assert "1 gone:\n  Saoirse Brightwater (LI)\n" in done.out
    assert leaders(taken) == {id_: entry for id_, entry in before.items() if id_ != "saoirse-brightwater"}


def test_aliases_without_an_answer_leave_the_people_and_the_aliases_taken_before(
    dateline: Dateline, service: QueryService, taken: Path
) -> None:
    dateline.update("--yes")
    before = leaders(taken)
    service.always["aliases"] = status(504)
    done = dateline.update("--yes", "--fresh")
    assert done.code == 3
    assert "no aliases: the service ran out of time (504)" in done.err
    assert leaders(taken) == before


def test_a_service_that_is_not_there_is_left_alone_after_three_countries(
    dateline: Dateline, service: QueryService, taken: Path
) -> None:
    service.always |= {code: status(503) for code in ("IS", "KI", "LI", "SE")}
    done = dateline.update("--yes", countries=("IS", "KI", "LI", "SE"))
    assert done.code == 1
    assert "no country was answered" in done.err
    assert "SE" not in service.counts()
    assert not taken.exists()


def test_a_service_that_wants_us_back_in_two_hours_ends_the_run(dateline: Dateline, service: QueryService) -> None:
    service.always["KI"] = status(429, Retry_After="7200")
    done = dateline.update("--yes")
    assert done.code == 3
    assert "stopped early: the service says that we ask too much (429) and wants us back in 120 minutes" in done.err
    assert "without an answer: KI, LI;" in done.err
    assert "LI" not in service.counts()


def test_two_updates_do_not_run_at_once(dateline: Dateline, service: QueryService) -> None:
    service.troubles["IS"] = [hang]
    with subprocess.Popen(
        dateline.command(*dateline.words("--dry-run")), env=dateline.home, stdout=subprocess.DEVNULL
    ) as process:
        until_asked(service, process)
        done = dateline.update("--yes")
        process.kill()
    assert done.code == 4
    assert "another update is running" in done.err
    assert service.counts() == {"IS": 1}


def test_a_data_folder_that_cannot_be_written_is_told_in_words(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    done = dateline.update("--yes")
    assert done.code == 1
    assert "Traceback" not in done.err
    assert "wikidata.toml" in done.err or str(tmp_path / "data") in done.err


def test_an_update_in_force_that_is_damaged_is_told_and_can_be_undone(dateline: Dateline, taken: Path) -> None:
    taken.parent.mkdir(parents=True)
    taken.write_text("[[leader\n")
    done = dateline.update("--yes")
    assert done.code == 1
    assert "is no update that can be read" in done.err
    assert dateline.run("gazetteer", "undo").code == 0
    assert dateline.update("--yes").code == 0


def test_hostile_rows_cost_only_themselves(dateline: Dateline, service: QueryService, taken: Path) -> None:
    service.people["LI"] += [
        Holder("Q9000010", "A" * 1_000_000, "foreign_minister", "2020"),
        Holder("Q9000011", "Zeb\x1b[31m\u202eulon \x07Marrowick", "foreign_minister", "2010", "2012"),
        Holder("Q9000012", "Q9000012", "foreign_minister", "2013"),
        Holder("Q9000013/../evil", "Mallory Evilton", "foreign_minister", "2014"),
        Holder("Q9000014", 'Bobby "]]\n[[leader]]\nid = "x" Tables', "foreign_minister", "2015", "2016"),
        Holder("Q9000015", "Прохор Метелица", "foreign_minister", "2016", "2017"),
        Holder("Q9000016", "Wendel Ashgrove", "minister_of_silly_walks", "2016", "2017"),
        Holder("Q9000017", "Corwin Dunmarrow", "foreign_minister", "2017-03-01", "2018-03-01",
               aliases=("Corwin\u0000 Dunmarrow Jr", "Dunmarrow\u200b \u202eCorwin", "[bold]Corwin Dunmarrow[/]")),
    ]  # fmt: skip
    done = dateline.update("--yes", "--show", "all", countries=("LI",))
    assert done.code == 0
    found = leaders(taken)
    assert sorted(found) == ["corwin-dunmarrow", "saoirse-brightwater", "zeb-31mulon-marrowick"] or sorted(found) == [
        "corwin-dunmarrow",
        "saoirse-brightwater",
    ]
    assert "\x1b" not in done.out + done.err
    assert "\u202e" not in taken.read_text("utf-8")
    assert dateline.run("gazetteer", "check", str(taken)).code == 0
