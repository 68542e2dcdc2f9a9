from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reader.entities.gazetteer.compiled import DATA, compiled
from reader.entities.gazetteer.gazetteer import Gazetteer, load_gazetteer
from reader.entities.gazetteer.offices import office_in_words, office_title


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder: Path = tmp_path_factory.mktemp("data")
    (folder / "leaders").mkdir()
    for name in ("countries.toml", "organisations.toml", "roles.toml", "homographs.toml"):
        (folder / name).write_bytes((DATA / name).read_bytes())
    (folder / "leaders" / "one.toml").write_text(
        """
        [[leader]]
        id = "ada-lind"
        name = "Ada Lind"
        country = "SE"
        offices = [
            {title = "Prime Minister", since = "2014-10", until = "2018-09-09"},
            {title = "Minister of Finance", since = "2010", until = "2014"},
        ]

        [[leader]]
        id = "bo-ek"
        name = "Bo Ek"
        offices = [{title = "Secretary-General of NATO", since = "2020"}]
        """
    )
    return Gazetteer(compiled(folder, folder / "cache"))


def test_a_country_a_leader_and_an_organisation_are_entities() -> None:
    gazetteer = load_gazetteer()
    kinds = {id_: entity.kind for id_ in ("FR", "emmanuel-macron", "nato") if (entity := gazetteer.entity(id_))}
    assert kinds == {"FR": "country", "emmanuel-macron": "leader", "nato": "organisation"}
    assert gazetteer.entity("nobody-at-all") is None


def test_iterating_gives_every_entity_once() -> None:
    ids = [entity.id for entity in load_gazetteer()]
    assert len(ids) == len(set(ids))
    assert {"FR", "emmanuel-macron", "nato"} <= set(ids)


def test_loading_twice_gives_the_same_gazetteer() -> None:
    assert load_gazetteer() is load_gazetteer()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2009, 1, 1), None),
        (date(2012, 5, 1), "Swedish Minister of Finance"),
        (date(2016, 5, 1), "Prime Minister of Sweden"),
        (date(2018, 9, 9), "Prime Minister of Sweden"),
        (date(2018, 9, 10), "former Prime Minister of Sweden"),
        (None, "former Prime Minister of Sweden"),
    ],
)
def test_the_office_is_the_one_of_the_day(gazetteer: Gazetteer, day: date | None, words: str | None) -> None:
    assert office_in_words(gazetteer, "ada-lind", day) == words


def test_an_office_of_a_world_body_keeps_its_own_words(gazetteer: Gazetteer) -> None:
    assert office_in_words(gazetteer, "bo-ek", date(2023, 1, 1)) == "Secretary-General of NATO"


@pytest.mark.parametrize(
    ("title", "country", "words"),
    [
        ("President", "US", "President of the United States"),
        ("Secretary of State", "US", "US Secretary of State"),
        ("Governor of Texas", "US", "Governor of Texas"),
        ("President of France", "FR", "President of France"),
        ("President", None, "President"),
    ],
)
def test_a_title_takes_its_country_unless_it_has_one(
    gazetteer: Gazetteer, title: str, country: str | None, words: str
) -> None:
    assert office_title(gazetteer, title, country) == words


def test_nobody_has_an_office_who_is_unknown(gazetteer: Gazetteer) -> None:
    assert gazetteer.office_on("nobody", date(2020, 1, 1)) is None
    assert gazetteer.office_on("SE", date(2020, 1, 1)) is None


def test_an_office_without_dates_hides_none_with_dates() -> None:
    gazetteer = load_gazetteer()
    both = [
        leader
        for leader in gazetteer.leaders.values()
        if any(not (one.since or one.until) for one in leader.offices)
        and any(one.since and one.since < "2020" for one in leader.offices)
    ]
    assert both
    for leader in both:
        office = gazetteer.office_on(leader.id, date(2020, 1, 1))
        assert office is not None
        assert office.since or office.until, leader.id
