"""The countries against the territories of CLDR, which are those of ISO 3166-1 and a few more."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel import Locale

from reader.entities.annotate import annotate_text
from reader.entities.gazetteer.compiled import DATA
from reader.entities.gazetteer.gazetteer import load_gazetteer
from reader.entities.gazetteer.normal import folded
from reader.entities.gazetteer.schema import CountryFile, read_toml

TERRITORIES: dict[str, str] = {
    code: name for code, name in Locale("en").territories.items() if re.match("[A-Z]{2}$", code)
}
PAST = {"SU", "YU", "CS", "DD"}
NO_COUNTRIES = {
    "nobody lives there, or soldiers and scientists": "AQ BV CP DG GS HM IO TF UM",
    "a region of the country it belongs to": "AX BQ CC CX EA GP IC MQ NF RE SJ YT",
    "islands too small for news of their own": "AC BL CQ MF PM PN SH TA TK WF",
    "dependencies whose names are more often something else's": "GG IM JE",
    "a body or a group of countries": "EU EZ QO UN",
    "made for tests": "XA XB ZZ",
}
"""Territories of CLDR that news does not treat as countries, by the reason. Any of them may be added one day."""


def spellings(name: str) -> Iterator[str]:
    """CLDR's English name as news writes it: "Myanmar (Burma)" as either, "Hong Kong SAR China" as Hong Kong."""
    bracketed = re.fullmatch(r"(.+) \((.+)\)", name)
    for one in bracketed.groups() if bracketed else (name,):
        plain = one.removesuffix(" SAR China").replace(" - ", "-").replace("’", "'")
        plain = plain.replace(" & Grenadines", " & the Grenadines").replace(" & ", " and ")
        yield plain
        if plain.startswith("St. "):
            yield plain.replace("St. ", "Saint ")
            yield plain.replace("St. ", "St ")


CODES = {country.id for country in read_toml(DATA / "countries.toml", CountryFile).country}
NAMES = sorted((code, spelling) for code in CODES - PAST for spelling in spellings(TERRITORIES[code]))


def test_every_territory_is_known_or_is_none_that_news_treats_as_a_country() -> None:
    told = {code for codes in NO_COUNTRIES.values() for code in codes.split()}
    assert sorted(set(TERRITORIES) - CODES - told) == []
    assert CODES - set(TERRITORIES) == PAST


def test_kosovo_and_what_news_treats_as_countries_without_a_seat_in_the_united_nations_are_there() -> None:
    assert {"XK", "TW", "PS", "VA", "HK", "MO", "GL", "EH", "PR"} <= CODES


@pytest.mark.parametrize(("code", "name"), NAMES)
def test_a_name_of_cldr_is_the_first_meaning_of_its_words(code: str, name: str) -> None:
    senses = [sense for sense in load_gazetteer().meanings(folded(name)) if sense.kind == "country"]
    assert [sense.id for sense in senses[:1]] == [code]


def test_a_name_of_cldr_is_found_in_a_sentence() -> None:
    missed = []
    for code, name in NAMES:
        text = f"The governments of {name} and of Sweden signed it, the foreign ministry said."
        found = [(one.surface, one.entity) for one in annotate_text(text) if one.kind == "country"]
        if (name, code) not in found:
            missed.append((code, name, found))
    assert missed == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Türkiye", "TR"), ("Turkey", "TR"), ("Burma", "MM"), ("Côte d’Ivoire", "CI"), ("Ivory Coast", "CI"),
        ("Cabo Verde", "CV"), ("Cape Verde", "CV"), ("Czechia", "CZ"), ("Czech Republic", "CZ"), ("Swaziland", "SZ"),
        ("Eswatini", "SZ"), ("Macedonia", "MK"), ("North Macedonia", "MK"), ("East Timor", "TL"), ("Timor-Leste", "TL"),
        ("Congo-Kinshasa", "CD"), ("Congo-Brazzaville", "CG"), ("DRC", "CD"), ("Palestine", "PS"), ("Holland", "NL"),
        ("Bosnia", "BA"), ("Macau", "MO"), ("Macao", "MO"), ("UAE", "AE"), ("U.A.E.", "AE"), ("UK", "GB"),
        ("U.K.", "GB"), ("USA", "US"), ("Trinidad", "TT"), ("Antigua", "AG"), ("Vatican", "VA"), ("Holy See", "VA"),
        ("Zaire", "CD"), ("Upper Volta", "BF"), ("Ceylon", "LK"), ("Rhodesia", "ZW"), ("Kosovo", "XK"),
    ],
)  # fmt: skip
def test_short_and_former_names_are_the_country_s(name: str, code: str) -> None:
    assert [sense.id for sense in load_gazetteer().meanings(folded(name)) if sense.kind == "country"][:1] == [code]
