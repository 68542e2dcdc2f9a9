"""The office of a day and what came of it since, in words. The people are invented; their offices are not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reader.entities.gazetteer.careers import role_now
from reader.entities.gazetteer.compiled import DATA, compiled
from reader.entities.gazetteer.gazetteer import Gazetteer

TODAY = date(2026, 3, 1)
LEADERS = """
[[leader]]
id = "minister"
name = "Mi Lin"
country = "CN"
offices = [{title = "Defence Minister", since = "2023-03-12", until = "2023-10-24"}]

[[leader]]
id = "riser"
name = "Ri Lin"
country = "CN"
offices = [
    {title = "Prime Minister", since = "2023-03"},
    {title = "Defence Minister", since = "2018", until = "2022"},
]

[[leader]]
id = "president"
name = "Pia Lin"
country = "FR"
offices = [{title = "President", since = "2007-05-16", until = "2012-05-15"}]

[[leader]]
id = "returner"
name = "Rea Lin"
country = "IT"
offices = [
    {title = "Prime Minister", since = "1994", until = "1995-01"},
    {title = "Prime Minister", since = "2001-06", until = "2006"},
    {title = "Prime Minister", since = "2025-01"},
]

[[leader]]
id = "official"
name = "Ofa Lin"
country = "PT"
offices = [
    {title = "Prime Minister", since = "1995", until = "2002"},
    {title = "Secretary-General of the United Nations", since = "2017-01-01"},
]

[[leader]]
id = "homecomer"
name = "Ho Lin"
country = "NO"
offices = [
    {title = "NATO Secretary-General", since = "2014-10", until = "2024-09"},
    {title = "Finance Minister", since = "2025-02"},
]

[[leader]]
id = "both"
name = "Bo Lin"
country = "QA"
offices = [
    {title = "Foreign Minister", since = "2016", until = "2024"},
    {title = "Prime Minister", since = "2020"},
]

[[leader]]
id = "queen"
name = "Qu Lin"
country = "GB"
offices = [{title = "Queen", since = "1952-02-06", until = "2022-09-08"}]

[[leader]]
id = "king"
name = "Ki Lin"
country = "SE"
offices = [{title = "Crown Prince", until = "1973-09-15"}, {title = "King", since = "1973-09-15"}]

[[leader]]
id = "colonel"
name = "Co Lin"
country = "RW"
offices = [{title = "Army Colonel"}]

[[leader]]
id = "exile"
name = "Ex Lin"
country = "IQ"
offices = [{title = "Oil Minister", since = "2005", until = "2006"}, {title = "Exile Party Leader", since = "1992-06"}]

[[leader]]
id = "nobody"
name = "No Lin"
country = "IT"

[[leader]]
id = "ended"
name = "En Lin"
country = "GH"
offices = [{title = "Speaker", until = "1999"}]
"""


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder: Path = tmp_path_factory.mktemp("data")
    (folder / "leaders").mkdir()
    for name in ("countries.toml", "organisations.toml", "roles.toml", "homographs.toml"):
        (folder / name).write_bytes((DATA / name).read_bytes())
    (folder / "leaders" / "one.toml").write_text(LEADERS)
    return Gazetteer(compiled(folder, folder / "cache"))


@pytest.mark.parametrize(
    ("leader", "day", "words"),
    [
        ("minister", date(2023, 6, 1), "then Defence Minister of China; since Oct 2023 out of office"),
        ("minister", date(2023, 10, 24), "then Defence Minister of China; since Oct 2023 out of office"),
        ("minister", date(2023, 10, 25), "former Defence Minister of China (2023)"),
        ("minister", date(2020, 1, 1), "later Defence Minister of China (2023)"),
        ("minister", None, "former Defence Minister of China (2023)"),
        ("riser", date(2020, 6, 1), "then Defence Minister of China; now Prime Minister"),
        ("riser", date(2022, 12, 31), "then Defence Minister of China; now Prime Minister"),
        ("riser", date(2023, 2, 1), "former Defence Minister of China (2018-2022); now Prime Minister"),
        ("riser", date(2024, 1, 1), "Prime Minister of China"),
        ("riser", date(2010, 1, 1), "later Prime Minister of China (since Mar 2023)"),
        ("riser", None, "Prime Minister of China"),
        ("president", date(2014, 1, 1), "former President of France (2007-2012)"),
        ("returner", date(2003, 1, 1), "Prime Minister of Italy"),
        (
            "returner",
            date(2010, 1, 1),
            "former Prime Minister of Italy (1994-1995, 2001-2006); now Prime Minister again",
        ),
        ("official", date(2000, 1, 1), "then Prime Minister of Portugal; now Secretary-General of the United Nations"),
        ("official", date(2020, 1, 1), "Secretary-General of the United Nations"),
        ("homecomer", date(2020, 1, 1), "then NATO Secretary-General; now Finance Minister of Norway"),
        ("both", date(2021, 1, 1), "then Foreign Minister of Qatar; still Prime Minister"),
        ("queen", date(1999, 1, 1), "then Queen of the United Kingdom, until Sep 2022"),
        ("king", date(1999, 1, 1), "King of Sweden"),
        ("king", date(1960, 1, 1), "then Crown Prince of Sweden; now King"),
        ("colonel", date(1994, 1, 1), "Army Colonel of Rwanda"),
        ("exile", date(2005, 6, 1), "then Oil Minister of Iraq, until 2006"),
        ("ended", date(1990, 1, 1), "then Speaker of Ghana; since 1999 out of office"),
        ("ended", date(2005, 1, 1), "former Speaker of Ghana (until 1999)"),
        ("nobody", date(2020, 1, 1), ""),
        ("unheard-of", date(2020, 1, 1), ""),
        ("SE", date(2020, 1, 1), ""),
    ],
)
def test_an_office_is_told_with_what_came_of_it(
    gazetteer: Gazetteer, leader: str, day: date | None, words: str
) -> None:
    assert gazetteer.office_words(leader, day, TODAY) == words


def test_a_day_after_today_counts_as_today(gazetteer: Gazetteer) -> None:
    assert gazetteer.office_words("minister", date(2023, 12, 1), date(2023, 6, 1)) == (
        "former Defence Minister of China (2023)"
    )


def test_somebody_who_never_held_office_yet_has_no_words(gazetteer: Gazetteer) -> None:
    assert gazetteer.office_words("minister", date(2020, 1, 1), date(2021, 1, 1)) == ""


@pytest.mark.parametrize(
    ("leader", "day", "words"),
    [
        ("minister", date(2023, 6, 1), "former Defence Minister of China"),
        ("minister", date(2024, 6, 1), None),
        ("riser", date(2020, 1, 1), "Prime Minister of China"),
        ("riser", date(2024, 1, 1), None),
        ("president", date(2000, 1, 1), "former President of France"),
        ("official", date(2000, 1, 1), "Secretary-General of the United Nations"),
        ("colonel", date(1994, 1, 1), None),
        ("exile", date(2005, 6, 1), "former Oil Minister of Iraq"),
        ("nobody", date(2005, 6, 1), None),
        ("riser", None, None),
    ],
)
def test_the_role_of_today_is_given_only_where_it_is_another(
    gazetteer: Gazetteer, leader: str, day: date | None, words: str | None
) -> None:
    assert role_now(gazetteer, leader, day, TODAY) == words


def test_a_coming_office_of_an_unknown_beginning_is_not_guessed(gazetteer: Gazetteer) -> None:
    assert role_now(gazetteer, "exile", date(2010, 1, 1), TODAY) is None
