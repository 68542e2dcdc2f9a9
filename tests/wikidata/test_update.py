"""`dateline gazetteer update` as a person runs it: a real process, a real server, folders of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.entities.gazetteer.compiled import compiled
from reader.entities.gazetteer.gazetteer import Gazetteer
from reader.sources.web.user_agent import user_agent
from tests.wikidata.conftest import (
    Dateline,
    Holder,
    QueryService,
    leaders,
)


def test_new_people_and_what_is_new_of_known_ones_are_taken(dateline: Dateline, taken: Path) -> None:
    done = dateline.run(*dateline.words("--yes"))
    assert (done.code, done.err) == (0, "")
    found = leaders(taken)
    assert sorted(found) == [
        "darya-kestrelova",
        "emeric-vantongeren",
        "ingmund-sorvale",
        "orla-vestergren",
        "saoirse-brightwater",
        "tibor-halvardson",
    ]
    assert found["tibor-halvardson"] == {
        "id": "tibor-halvardson",
        "name": "Tibor Halvardson",
        "country": "IS",
        "aliases": ["Tibor Halvardsson", "Tibor J. Halvardson"],
        "offices": [{"title": "President", "since": "2025-01-20"}],
        "wikidata": "Q9000002",
    }
    assert found["saoirse-brightwater"]["offices"] == [{"title": "Defence Minister", "since": "2022"}]
    assert found["darya-kestrelova"]["offices"] == [{"title": "Premier", "since": "2016-05-05", "until": "2020-06-01"}]


def test_somebody_known_is_extended_and_not_doubled(dateline: Dateline, taken: Path) -> None:
    dateline.run(*dateline.words("--yes"))
    assert leaders(taken)["orla-vestergren"] == {
        "id": "orla-vestergren",
        "name": "Orla Vestergren",
        "country": "IS",
        "aliases": ["Orla Maria Vestergren"],
        "offices": [{"title": "President", "since": "2019-01-20", "until": "2025-01-20"}],
        "wikidata": "Q9000001",
    }
    shown = json.loads(dateline.run("gazetteer", "show", "--json", "Orla Vestergren").out)
    assert [one["id"] for one in shown] == ["orla-vestergren"]


def test_an_office_that_the_package_leaves_open_is_closed_by_the_end_that_wikidata_states(
    dateline: Dateline, service: QueryService, taken: Path
) -> None:
    leaders_of_package = Gazetteer(compiled()).leaders.values()
    leader, office = next(
        (leader, office)
        for leader in leaders_of_package
        for office in leader.offices
        if leader.country == "IS" and office.title == "Prime Minister" and office.since and not office.until
    )
    assert office.since
    service.people["IS"] = [
        Holder("Q9000020", leader.name, "head_of_government", office.since, "2026-10-01", "prime minister of Iceland")
    ]
    dateline.update("--yes", countries=("IS",))
    assert leaders(taken) == {
        leader.id: {
            "id": leader.id,
            "offices": [{"title": "Prime Minister", "since": office.since, "until": "2026-10-01"}],
            "wikidata": "Q9000020",
        }
    }
    (shown,) = json.loads(dateline.run("gazetteer", "show", "--json", leader.id).out)
    offices = [part["value"] for part in shown["parts"] if part["field"] == "offices"]
    ours = [one for one in offices if one["title"] == "Prime Minister" and one["since"] == office.since]
    assert [one["until"] for one in ours] == ["2026-10-01"]


def test_questions_come_one_at_a_time_from_a_program_that_says_who_it_is(
    dateline: Dateline, service: QueryService
) -> None:
    dateline.update("--yes")
    assert service.most_at_once == 1
    assert service.counts() == {"IS": 1, "KI": 1, "LI": 1, "aliases": 3}
    assert {one.agent for one in service.asked} == {user_agent()}


def test_the_difference_is_shown_and_without_a_yes_nothing_is_taken(dateline: Dateline, taken: Path) -> None:
    done = dateline.update()
    assert done.code == 1
    assert "5 new:\n" in done.out
    assert (
        "  Tibor Halvardson (IS): President since 2025-01-20; also Tibor Halvardsson, Tibor J. Halvardson" in done.out
    )
    assert (
        "1 more known:\n  Orla Vestergren (IS): + President 2019-01-20–2025-01-20; + also Orla Maria Vest" in done.out
    )
    assert "IS 2/1/0, KI 2/0/0, LI 1/0/0" in done.out
    assert "--yes" in done.err
    assert not taken.exists()


def test_a_dry_run_takes_nothing_and_is_no_failure(dateline: Dateline, taken: Path) -> None:
    done = dateline.update("--dry-run")
    assert done.code == 0
    assert "5 new:" in done.out
    assert not taken.exists()


def test_a_long_difference_is_shown_in_part_unless_all_is_asked_for(dateline: Dateline, service: QueryService) -> None:
    names = ["Adair", "Bowen", "Cullen", "Dorran", "Ember", "Fallow", "Garrow", "Hollis", "Ivers", "Jarrow"]
    service.people["LI"] = [
        Holder(f"Q910{place:04}", f"{name} Quenbrook", "defence_minister", f"{2000 + place}", f"{2001 + place}")
        for place, name in enumerate(names)
    ]
    done = dateline.update("--dry-run", countries=("LI",))
    assert "10 new:" in done.out
    assert done.out.count("Quenbrook") == 8
    assert "and 2 more (--show all)" in done.out
    done = dateline.update("--dry-run", "--show", "all", countries=("LI",))
    assert done.out.count("Quenbrook") == 10


def test_a_second_run_within_the_week_asks_nothing_and_finds_nothing_new(
    dateline: Dateline, service: QueryService
) -> None:
    dateline.update("--yes")
    service.asked.clear()
    done = dateline.update("--yes")
    assert done.out == "nothing new: the gazetteer is up to date\n"
    assert service.asked == []


def test_fresh_asks_everything_anew(dateline: Dateline, service: QueryService) -> None:
    dateline.update("--yes")
    service.asked.clear()
    service.people["KI"].append(Holder("Q9000007", "Lodewijk Sandermeer", "foreign_minister", "2024-02-01"))
    done = dateline.update("--yes", "--fresh")
    assert "1 new:\n  Lodewijk Sandermeer (KI): Foreign Minister since 2024-02-01\n" in done.out
    assert service.counts()["IS"] == 1


def test_one_country_alone_leaves_the_others_as_they_are(
    dateline: Dateline, service: QueryService, taken: Path
) -> None:
    dateline.update("--yes")
    service.people["IS"] = []
    service.people["KI"] = []
    done = dateline.update("--yes", "--fresh", countries=("ki",))
    assert "2 gone:" in done.out
    assert sorted(leaders(taken)) == ["ingmund-sorvale", "orla-vestergren", "saoirse-brightwater", "tibor-halvardson"]


def test_undo_goes_back_update_by_update_down_to_none(dateline: Dateline, service: QueryService, taken: Path) -> None:
    dateline.update("--yes", countries=("LI",))
    first = taken.read_bytes()
    dateline.update("--yes")
    assert taken.read_bytes() != first
    done = dateline.run("gazetteer", "undo")
    assert done.code == 0
    assert done.out.startswith("back to the update of 2")
    assert taken.read_bytes() == first
    assert "no update is in force" in dateline.run("gazetteer", "undo").out
    assert not taken.exists()
    done = dateline.run("gazetteer", "undo")
    assert done.code == 1
    assert "there is no update to undo" in done.err


def test_an_update_can_be_taken_again_after_undo(dateline: Dateline, taken: Path) -> None:
    dateline.update("--yes")
    content = taken.read_bytes()
    dateline.run("gazetteer", "undo")
    assert dateline.update("--yes").code == 0
    assert taken.read_bytes() == content


def test_the_package_is_not_asked_for_what_it_lacks(dateline: Dateline, service: QueryService) -> None:
    done = dateline.update("--yes", countries=("QQ",))
    assert done.code == 2
    assert "QQ: is no country that the gazetteer knows" in done.err
    assert service.asked == []


@pytest.mark.parametrize(
    "words", [("--since", "soon"), ("--since", "1600"), ("--yes", "--dry-run"), ("--show", "none")]
)
def test_wrong_words_are_refused_in_a_line(dateline: Dateline, service: QueryService, words: tuple[str, ...]) -> None:
    done = dateline.update(*words)
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert service.asked == []


def test_a_wrong_endpoint_is_refused(dateline: Dateline) -> None:
    done = dateline.run("gazetteer", "update", "--endpoint", "file:///etc/passwd")
    assert done.code == 2
    assert "file:///etc/passwd: is no address of a query service" in done.err


def test_what_was_taken_is_found_in_a_text(dateline: Dateline, tmp_path: Path) -> None:
    text = "Tibor Halvardson received Emeric Vantongeren on Monday. Halvardson thanked him."
    before = json.loads(dateline.run("annotate", "--json", stdin=text).out)
    dateline.update("--yes")
    after = json.loads(dateline.run("annotate", "--json", "--date", "2025-06-01", stdin=text).out)
    known = {mention["id"] for mention in after["mentions"] if not mention.get("discovered")}
    assert {"tibor-halvardson", "emeric-vantongeren"} <= known
    assert not {"tibor-halvardson", "emeric-vantongeren"} & {
        mention["id"] for mention in before["mentions"] if not mention.get("discovered")
    }
    (first, *_) = [mention for mention in after["mentions"] if mention["id"] == "tibor-halvardson"]
    assert first["role"] == "President of Iceland"
    dateline.run("gazetteer", "undo")
    again = json.loads(dateline.run("annotate", "--json", stdin=text).out)
    assert again == before


def test_the_file_says_where_it_is_from(dateline: Dateline, taken: Path) -> None:
    dateline.update("--yes")
    first = taken.read_text("utf-8").splitlines()[0]
    assert first.startswith("# Taken from Wikidata (https://www.wikidata.org, CC0) on 2")
