from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel import Locale

from reader.entities.gazetteer.compiled import DATA, faults, leader_entries
from reader.entities.gazetteer.gazetteer import load_gazetteer
from reader.entities.gazetteer.homographs import HomographFile
from reader.entities.gazetteer.normal import folded
from reader.entities.gazetteer.roles import RoleFile
from reader.entities.gazetteer.schema import CountryFile, LeaderFile, OrganisationFile, read_toml

LEADER_FILES = sorted((DATA / "leaders").glob("*.toml"))
UN_MEMBERS = """
AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI KH CM CA CV CF TD CL CN CO KM CG
CD CR CI HR CU CY CZ DK DJ DM DO EC EG SV GQ ER EE SZ ET FJ FI FR GA GM GE DE GH GR GD GT GN GW GY HT HN HU IS IN ID
IR IQ IE IL IT JM JP JO KZ KE KI KP KR KW KG LA LV LB LS LR LY LI LT LU MG MW MY MV ML MT MH MR MU MX FM MD MC MN ME
MA MZ MM NA NR NP NL NZ NI NE NG MK NO OM PK PW PA PG PY PE PH PL PT QA RO RU RW KN LC VC WS SM ST SA SN RS SC SL SG
SK SI SB SO ZA SS ES LK SD SR SE CH SY TJ TZ TH TL TG TO TT TN TR TM TV UG UA AE GB US UY UZ VU VE VN YE ZM ZW
""".split()
PAST = {"SU", "YU", "CS", "DD"}


def test_the_data_files_have_no_fault() -> None:
    assert faults() == []


@pytest.mark.parametrize("path", LEADER_FILES, ids=lambda path: path.stem)
def test_a_leader_file_holds_to_the_schema(path: Path) -> None:
    assert read_toml(path, LeaderFile).leader


def test_the_other_files_hold_to_the_schema() -> None:
    assert read_toml(DATA / "organisations.toml", OrganisationFile).organisation
    assert read_toml(DATA / "roles.toml", RoleFile).role
    assert read_toml(DATA / "homographs.toml", HomographFile).blocks


def test_every_member_and_observer_of_the_united_nations_is_there() -> None:
    codes = {country.id for country in read_toml(DATA / "countries.toml", CountryFile).country}
    assert len(set(UN_MEMBERS)) == 193
    assert set(UN_MEMBERS) | {"VA", "PS", "XK", "TW", "HK"} <= codes


def test_country_names_agree_with_cldr() -> None:
    """CLDR says "Myanmar (Burma)" and "Hong Kong SAR China": its parts are compared."""
    territories = Locale("en").territories
    gazetteer = load_gazetteer()
    strangers = []
    for code, country in gazetteer.countries.items():
        if code in PAST:
            continue
        ours = {folded(name).lower() for name in (country.name, *country.names, *country.former)}
        theirs = folded(territories[code]).lower()
        parts = {theirs, theirs.replace(" - ", "-"), theirs.replace(" & ", " and ").replace("st. ", "saint ")}
        parts |= {part.strip(" )") for part in re.split(r"\(| sar china", theirs)}
        if not ours & parts:
            strangers.append((code, territories[code], country.name))
    assert strangers == []


def test_every_country_has_a_demonym_and_a_capital_but_for_places_without() -> None:
    without = {
        country.id
        for country in load_gazetteer().countries.values()
        if country.id in UN_MEMBERS and not (country.adjectives or country.nouns)
    }
    assert without == set()


def test_a_leader_is_of_a_country_that_is_known() -> None:
    codes = load_gazetteer().countries.keys()
    unknown = [
        (path.name, leader.id)
        for path, leader in leader_entries()
        for code in (leader.country, *(office.country for office in leader.offices))
        if code is not None and code not in codes
    ]
    assert unknown == []


def test_every_word_a_country_shares_is_settled_as_shared() -> None:
    """Two countries may claim one word only where homographs.toml says which is meant."""
    gazetteer = load_gazetteer()
    shared = {word for entry in gazetteer.homographs.shared for word in entry.words}
    for word, senses in zip(gazetteer.numbers, gazetteer.senses, strict=True):
        claims = {sense.id for sense in senses if sense.kind == "country"}
        assert len(claims) < 2 or word in shared or word.capitalize() in shared, word
