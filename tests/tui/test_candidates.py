from __future__ import annotations

import pytest

from reader.library.rows import EntityRow
from reader.tui.candidates import SHOWN, all_candidates, matching
from reader.tui.messages import Candidate

MET = [
    EntityRow("JO", "country", "Jordan", "JO", 7, 0, 0),
    EntityRow("minister-okafor", "leader", "Minister Okafor", None, 2, 0, 0),
]


@pytest.fixture(scope="module")
def candidates() -> list[Candidate]:
    return all_candidates(MET)


def test_a_whole_name_comes_before_names_that_begin_with_it(candidates: list[Candidate]) -> None:
    assert matching(candidates, "georgia")[0].entity == "GE"


def test_case_accents_and_beginnings_of_words_in_any_order_do(candidates: list[Candidate]) -> None:
    assert "nicolas-maduro" in {one.entity for one in matching(candidates, "NICOLÁS mad")}
    assert "nicolas-maduro" in {one.entity for one in matching(candidates, "mad nic")}
    assert "nicolas-maduro" not in {one.entity for one in matching(candidates, "aduro")}


def test_other_names_are_found_too(candidates: list[Candidate]) -> None:
    assert matching(candidates, "holland")[0].entity == "NL"


def test_those_in_the_library_come_first_and_may_be_in_no_gazetteer(candidates: list[Candidate]) -> None:
    assert matching(candidates, "jord")[0].entity == "JO"
    assert [one.note for one in matching(candidates, "okafor") if one.entity == "minister-okafor"] == [
        "not in the gazetteer"
    ]


@pytest.mark.parametrize("text", ["", " ", "\n", "—", "zyxwv"])
def test_nothing_is_found_for_no_words_or_for_nobodys(candidates: list[Candidate], text: str) -> None:
    assert matching(candidates, text) == []


def test_one_letter_finds_no_more_than_are_listed(candidates: list[Candidate]) -> None:
    assert len(matching(candidates, "a")) == SHOWN
