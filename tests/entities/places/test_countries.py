from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.entities.annotate import annotate_text

Look = Callable[..., list[tuple[str, str]]]


def _codes(countries: Look, text: str) -> list[str]:
    return [code for _, code in countries(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Peru and the Czech Republic signed.", [("Peru", "PE"), ("Czech Republic", "CZ")]),
        ("Ivorians, Danes and a Briton met.", [("Ivorians", "CI"), ("Danes", "DK"), ("Briton", "GB")]),
        (
            "C\u00f4te d\u2019Ivoire and T\u00fcrkiye signed.",
            [("C\u00f4te d\u2019Ivoire", "CI"), ("T\u00fcrkiye", "TR")],
        ),
        ("Burma, Zaire and Ceylon were their names.", [("Burma", "MM"), ("Zaire", "CD"), ("Ceylon", "LK")]),
        ("A U.S.-led, US-backed and US. plan.", [("U.S.", "US"), ("US", "US"), ("US", "US")]),
        ("Sino-Indian and Franco-German ties.", [("Sino", "CN"), ("Indian", "IN"), ("Franco", "FR"), ("German", "DE")]),
        ("FRANCE AND SPAIN SIGN PACT", [("FRANCE", "FR"), ("SPAIN", "ES")]),
        ("In the U.S ., in the U.S. and the USA.", [("U.S", "US"), ("U.S.", "US"), ("USA", "US")]),
        ("The Soviet Union fell.", [("Soviet Union", "SU")]),
        ("Anti-American and pro-Russian crowds met.", [("American", "US"), ("Russian", "RU")]),
    ],
)
def test_names_and_demonyms_are_found(countries: Look, text: str, found: list[tuple[str, str]]) -> None:
    assert countries(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Ships crossed the South China Sea and the Gulf of Mexico.",
        "Leaders of Latin America and Native Americans met in New Mexico.",
        "CONTACT US TODAY", "It costs US$5.", "The guinea pig ate turkey.", "Polish your shoes.",
        "Max took pole position. Pole position suits him.", "She speaks French and was fluent in German.",
        "It was written in Spanish, not in verse.", "French-speaking pupils learn English.",
        "He rode the Tour de France.", "A Georgian terrace was sold in Bath.", "Write to @Jordan for help.",
        "She moved to Lebanon, Tenn., last year.", "The city of Peru held a fair. Peru has a circus.",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_country_is_none(countries: Look, text: str) -> None:
    assert countries(text) == []


def test_papua_new_guinea_is_not_guinea(countries: Look) -> None:
    assert _codes(countries, "Papua New Guinea, Guinea-Bissau, Equatorial Guinea and Guinea") == [
        "PG",
        "GW",
        "GQ",
        "GN",
    ]


def test_the_two_congos_and_the_dominicas_are_told_apart_by_the_rest_of_the_text(countries: Look) -> None:
    assert _codes(countries, "In Brazzaville the Congolese army paraded.") == ["CG"]
    assert _codes(countries, "In Kinshasa the Congolese army paraded.") == ["CD"]
    assert _codes(countries, "In Roseau, Dominica, Dominican officials met.") == ["DM", "DM"]
    assert _codes(countries, "Dominican officials met.") == ["DO"]


@pytest.mark.parametrize(
    ("text", "is_country"),
    [
        ("Voters in Georgia and Alabama queued; the Atlanta suburbs were busy.", False),
        ("Georgia and Armenia opened the road from Tbilisi.", True),
        ("Georgia won.", True),
        ("Police in Atlanta, Georgia, said so.", False),
    ],
)
def test_georgia_is_a_state_where_american_places_are_near(countries: Look, text: str, is_country: bool) -> None:
    assert ("Georgia" in [surface for surface, _ in countries(text)]) == is_country


def test_a_family_name_is_no_country_for_the_whole_text(countries: Look) -> None:
    assert countries("Barbara Jordan wrote it. Jordan said she was glad. The film of Jordan won.") == []


def test_the_country_survives_beside_a_namesake_when_its_people_are_named(countries: Look) -> None:
    text = "Barbara Jordan flew to Amman. Jordan and the Jordanian king were ready."
    assert countries(text) == [("Jordan", "JO"), ("Jordanian", "JO")]


def test_a_given_name_that_is_a_country(countries: Look) -> None:
    assert countries("Chad Ellery scored. Kenya Barlow sang. Kenya sent troops.") == [("Kenya", "KE")]
    assert countries("Georgia Pell skated. Georgia herself was glad, said Georgia.") == []


def test_a_body_named_after_a_country_still_names_it(countries: Look) -> None:
    assert _codes(countries, "Kenya Airways and Israel Radio said so.") == ["KE", "IL"]


def test_turkey_is_a_bird_in_a_kitchen(countries: Look) -> None:
    assert countries("Turkey again! Roast the turkey with cranberry and gravy.") == []
    assert countries("Turkey and Greece met in Ankara.") == [("Turkey", "TR"), ("Greece", "GR")]


def test_north_and_south_are_koreas_in_a_text_about_one(countries: Look) -> None:
    text = "North Korea fired. The South protested, and the North\u2019s answer was short. The North Sea was calm."
    assert countries(text) == [("North Korea", "KP"), ("South", "KR"), ("North", "KP")]
    assert countries("The South voted. The North did not.") == []


def test_a_person_claims_the_words_before_a_country_does(countries: Look, leaders: Look) -> None:
    text = "Irish Justice Minister Nuala England spoke. England left."
    assert countries(text) == [("Irish", "IE")]
    assert [surface for surface, _ in leaders(text)] == ["Nuala England", "England"]


def test_a_local_paper_of_an_american_town_means_the_town(countries: Look) -> None:
    assert countries("Lebanon's city council met. The sheriff's office in Warren County moved.") == []
    assert countries("Lebanon's army fired. Syria objected.") == [("Lebanon", "LB"), ("Syria", "SY")]


def test_another_body_s_security_council_is_not_that_of_the_united_nations() -> None:
    found = annotate_text("The National Security Council and the U.N. Security Council met.")
    assert [one.entity for one in found] == ["un-security-council"]


def test_a_town_with_its_own_mayor_and_high_school_is_no_country(countries: Look) -> None:
    text = "Downtown Holland filled. Holland Mayor Ann Brisk sang, the Holland High School band played to Dutch guests."
    assert countries(text) == [("Dutch", "NL")]


def test_a_given_name_after_a_word_for_kin_is_somebody(countries: Look) -> None:
    assert countries("His daughter Georgia wants a pony and his son Chad a drum.") == []
    assert countries("Chad and Georgia Tolliver sang.") == []
    assert countries("The pitcher, Jordan Israel, rested.") == []


def test_languages_side_by_side_are_no_countries(countries: Look) -> None:
    assert countries("She spoke in Italian and Spanish; he polished your French with her.") == []


def test_a_courtesy_title_makes_a_country_a_surname(countries: Look) -> None:
    assert countries("The lesson was given by Ms England.") == []
