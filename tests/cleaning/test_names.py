"""Who signs, told apart from agencies, offices, accounts, places and the outlet; and outlets by their names."""

from __future__ import annotations

import pytest

from reader.cleaning.agencies import is_agency
from reader.cleaning.names import (
    AUTHORS_MAX,
    is_bare_name,
    organisations,
    people,
    resembles_outlet,
    signatories,
    signed,
)

OUTLET = "The Ellery Courier"


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Tove Lind and Sam Abara", ("Tove Lind", "Sam Abara")),
        ("Tove Lind, Sam Abara, and Ines Okafor", ("Tove Lind", "Sam Abara", "Ines Okafor")),
        ("Tove Lind, chief reporter; Sam Abara", ("Tove Lind", "Sam Abara")),
        ("Tove Lind Senior Harbour Correspondent", ("Tove Lind Senior Harbour",)),
        ("Tove Lind Political Editor", ("Tove Lind",)),
        ("Tove White Arts Editor", ("Tove White",)),
        ("Tove Lind, Harbour Democracy Reporter", ("Tove Lind",)),
        ("Tove Lind, arts editor, and Sam Abara, photographer", ("Tove Lind", "Sam Abara")),
        ("Tove Lind in Port Ellery", ("Tove Lind",)),
        ("Tove Lind, Norland", ("Tove Lind",)),
        ("Tove Lind for The Ellery Courier", ("Tove Lind",)),
        ("Lind, Tove", ("Tove Lind",)),
        ("von Tove Lind", ("Tove Lind",)),
        ("Tove Lind Tove Lind", ("Tove Lind",)),
        ("Tove Martin", ("Tove Martin",)),
        ("Theresa May, Sam Decker", ("Theresa May", "Sam Decker")),
        ("Tove Lind on Monday", ("Tove Lind",)),
        ("Written by Tove Lind Edited by Sam Abara", ("Tove Lind",)),
        ("Tove Lind with additional reporting by Sam Abara", ("Tove Lind", "Sam Abara")),
        ("Tove de la Cruz y Sam Abara", ("Tove de la Cruz", "Sam Abara")),
        ("TOVE LIND Associated Press", ("TOVE LIND",)),
        ("李明", ("李明",)),
        ("tove@courier.example", ()),
        ("admin", ()),
        ("Courier staff", ()),
        ("Our Foreign Staff", ()),
        ("Wirtschaftsredaktion", ()),
        ("5 min read", ()),
        ("The council and its ministries", ()),
        ("TNN", ()),
        ("February", ()),
        ("", ()),
    ],
)
def test_a_byline_is_people(value: str, names: tuple[str, ...]) -> None:
    assert people([value], outlet=OUTLET) == names


@pytest.mark.parametrize("outlet", ["The Ellery Courier", "Ellery Courier", "Pier & Co"])
def test_the_outlet_signs_nothing_under_its_own_name(outlet: str) -> None:
    found = signatories([outlet], outlet=outlet)
    assert found.people == ()
    assert found.refused == ((outlet, "is the outlet's name"),)


@pytest.mark.parametrize(
    ("value", "agencies"),
    [
        ("By Tove Lind and Reuters", ("Reuters",)),
        ("AFP", ("AFP",)),
        ("Von Tove Lind und dpa", ("dpa",)),
        ("TOVE LIND, AP Auto Writer", ("AP",)),
        ("Ines Okafor, Norland News Agency", ("Norland News Agency",)),
        ("Tove Lind", ()),
        ("Ana Lind", ()),
    ],
)
def test_wire_services_sign_as_agencies(value: str, agencies: tuple[str, ...]) -> None:
    assert signatories([value], outlet=OUTLET).agencies == agencies


def test_short_names_are_services_in_capitals_only() -> None:
    assert is_agency("SPA")
    assert not is_agency("Spa")


def test_what_is_refused_comes_with_the_reason() -> None:
    refused = dict(signatories(["The Ellery Courier; Staff reporters; user77; TNN"], outlet=OUTLET).refused)
    assert refused == {
        "The Ellery Courier": "is the outlet's name",
        "Staff reporters": "is an office, not a name",
        "user77": "is no person's name",
        "TNN": "is an abbreviation, not a name",
    }


def test_organisations_sign_unless_they_are_the_outlet_or_an_office() -> None:
    assert organisations(["Norland Wire", "Ellery Courier", "Newsroom", "Norland Wire"], outlet=OUTLET) == (
        "Norland Wire",
    )


def test_a_long_list_of_names_is_cut() -> None:
    assert len(people([f"Tove {chr(65 + n)}lind" for n in range(20)])) == AUTHORS_MAX


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    assert signed("By Monday the pier was gone.") is None
    assert signed("By Tove Lind") == "Tove Lind"


def test_a_bare_name_is_two_to_four_capitalised_words_without_an_office() -> None:
    assert is_bare_name("Tove Lind")
    assert not is_bare_name("Political Editor")
    assert not is_bare_name("Most Read News")


def test_an_outlet_is_known_by_its_initials_and_host() -> None:
    assert resembles_outlet("TEC", "The Ellery Courier", "") is False
    assert resembles_outlet("Ellery Courier", "The Ellery Courier", "courier.example")
    assert resembles_outlet("North Harbour Post", None, "nhp.example")


def test_a_given_name_that_is_also_a_service_s_is_a_person_s() -> None:
    assert signatories(("Petra Lohn",)).people == ("Petra Lohn",)
    assert signatories(("Petra",)).agencies == ("Petra",)
