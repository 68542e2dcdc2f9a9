from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import from_regex

from reader.entities.annotate import annotate_text
from reader.entities.places.metonyms import SPORT


def _forms(text: str) -> dict[str, str]:
    found = annotate_text(text, date=date(2023, 6, 1))
    return {one.surface: one.form for one in found if one.form in ("metonym", "capital")}


@pytest.mark.parametrize(
    "text",
    [
        "Ankara warned of new steps.", "Talks between Ankara and Seoul collapsed.", "Ankara's message was short.",
        "They want to put pressure on Ankara.", "Aid from Ankara and support for Seoul grew.", "It criticised Ankara.",
        "The Ankara-backed group left.", "A pro-Ankara group left.", "Ties with Ankara cooled.",
        "They leaned on Ankara.", "The Ankara government fell.", "Ankara is seeking a way out.",
        "They stood against Ankara.", "He said that Ankara insists on it.", "It was welcomed by Ankara and Seoul.",
    ],
)  # fmt: skip
def test_a_capital_acts(text: str) -> None:
    assert _forms(text)["Ankara"] == "metonym"


@pytest.mark.parametrize(
    "text",
    [
        "The plane landed in Ankara.", "She flew to Ankara and left for Seoul.",
        "Flights between Ankara and Seoul resumed.",
        "Ankara's suburbs were flooded.", "The Ankara-based firm grew.", "A suburb of Ankara burned.",
        "ANKARA (AP) - He left.",
        "Protesters met near Ankara.", "Ankara shares fell.", "Ankara was calm.", "He was visiting Ankara.",
    ],
)  # fmt: skip
def test_a_capital_is_a_place(text: str) -> None:
    assert set(_forms(text).values()) == {"capital"}


def test_a_seat_of_power_acts_unless_somebody_is_in_it() -> None:
    assert _forms("The Kremlin denied it and the White House agreed.") == {
        "Kremlin": "metonym",
        "White House": "metonym",
    }
    assert _forms("Guests dined in the Kremlin.") == {"Kremlin": "capital"}


def test_a_doubtful_seat_needs_its_country() -> None:
    assert _forms("A beehive fell. The Beehive is a pub.") == {}
    assert _forms("New Zealand voted. The Beehive was silent.") == {"Beehive": "metonym"}


def test_washington_acts_without_its_country_and_is_a_place_only_with_it() -> None:
    assert _forms("Washington warned Beijing.") == {"Washington": "metonym", "Beijing": "metonym"}
    assert _forms("The plane landed in Washington.") == {}
    assert _forms("The US envoy landed in Washington.") == {"Washington": "capital"}


@pytest.mark.parametrize(
    "text",
    ["Denzel Washington acted.", "The Washington Post said so.", "Paris Hilton sang.", "Irving Berlin wrote it."],
)
def test_people_and_papers_are_no_capitals(text: str) -> None:
    assert _forms(text) == {}


def test_brussels_acts_for_the_union() -> None:
    (one,) = [one for one in annotate_text("Brussels warned Hungary.") if one.surface == "Brussels"]
    assert (one.kind, one.entity, one.form) == ("organisation", "european-union", "metonym")


@pytest.mark.parametrize(
    "text",
    [
        "It was done at Ankara's request.", "In Ankara's first reaction, an envoy shrugged.",
        "The plan failed, as did Ankara.",
        "The vote will leave Ankara fuming.", "Ankara, long his friend, refused.", "There was alarm in Ankara.",
        "Ankara let the ship dock.", "The firm got a waiver from Ankara.", "It was a victory over Ankara.",
    ],
)  # fmt: skip
def test_a_capital_acts_in_rarer_ways(text: str) -> None:
    assert _forms(text)["Ankara"] == "metonym"


@pytest.mark.parametrize(
    "text",
    [
        "Ankara's new library opened.", "Troops left for Ankara.", "Ankara expects thunderstorms.",
        "Ankara falls after a siege.",
        "Dealers from Ankara, Seoul and Rome have booked rooms.", "Ankara won in overtime.",
        "Ankara's stock exchange fell.",
    ],
)  # fmt: skip
def test_a_capital_is_a_place_in_rarer_ways(text: str) -> None:
    assert "metonym" not in _forms(text).values()


def test_capitals_side_by_side_all_act_or_none_does() -> None:
    assert set(_forms("Ankara, Seoul and Beijing demanded proof.").values()) == {"metonym"}
    assert set(_forms("Ankara and Seoul blame Beijing for it.").values()) == {"metonym"}
    assert set(_forms("Ankara, Seoul trade insults").values()) == {"metonym"}


def test_a_seat_of_power_before_a_state_is_a_town() -> None:
    assert _forms("Schools in White House, Tenn., closed. White House has a mayor.") == {}


@given(from_regex(SPORT, fullmatch=True))
def test_every_word_of_sport_makes_the_capital_a_place(word: str) -> None:
    assert _forms("They stood against Ankara.") == {"Ankara": "metonym"}
    assert _forms(f"In the {word} they stood against Ankara.") == {"Ankara": "capital"}
