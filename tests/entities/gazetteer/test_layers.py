"""The update and the user's own gazetteer.toml over the package's data: real files, and what is known after."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.config import taken_update, user_gazetteer
from reader.entities.annotate import annotate_text
from reader.entities.gazetteer.compiled import DATA, compiled
from reader.entities.gazetteer.gazetteer import Gazetteer, gazetteer_changed, load_gazetteer, reload_gazetteer
from reader.entities.gazetteer.layers_file import LAYER_BYTES, read_source
from reader.entities.gazetteer.layers_show import shown

PACKAGE = """
[[leader]]
id = "ada-lind"
name = "Ada Lind"
country = "SE"
aliases = ["Ada B. Lind", "A. Lind"]
offices = [{title = "Finance Minister", since = "2014", until = "2018"}, {title = "Prime Minister", since = "2018"}]

[[leader]]
id = "bo-ek"
name = "Bo Ek"
country = "SE"

[[leader]]
id = "bo-ek-norway"
name = "Bo A. Ek"
country = "NO"
aliases = ["Bosse"]
"""
Lay = Callable[..., Gazetteer]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package's data with three leaders."""
    folder = tmp_path_factory.mktemp("package")
    (folder / "leaders").mkdir()
    for name in ("countries.toml", "organisations.toml", "roles.toml", "homographs.toml"):
        shutil.copy(DATA / name, folder / name)
    (folder / "leaders" / "north.toml").write_text(PACKAGE.lstrip())
    return folder


@pytest.fixture
def lay(data: Path, tmp_path: Path) -> Lay:
    """The gazetteer with this text as the user's own file, and that as the update."""

    def lay(yours: str | bytes, update: str = "") -> Gazetteer:
        own, taken = tmp_path / "gazetteer.toml", tmp_path / "wikidata.toml"
        own.write_bytes(yours if isinstance(yours, bytes) else yours.encode())
        taken.write_text(update)
        layers = (read_source(taken, yours=False), read_source(own, yours=True))
        return Gazetteer(compiled(data, tmp_path / "cache", layers))

    return lay


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """XDG folders of one's own, and a gazetteer loaded anew before and after."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    user_gazetteer().parent.mkdir(parents=True)
    taken_update().parent.mkdir(parents=True)
    load_gazetteer.cache_clear()
    yield tmp_path
    load_gazetteer.cache_clear()


def test_three_lines_add_a_minister_under_the_id_that_a_discovery_would_have(home: Path) -> None:
    text = "Swedish Trade Minister Quilla Ostergaard spoke. Ostergaard left."
    before = annotate_text(text)
    user_gazetteer().write_text('[[leader]]\nname = "Quilla Ostergaard"\ncountry = "SE"\n')
    gazetteer = reload_gazetteer()
    after = annotate_text(text)
    assert [one.entity for one in before] == [one.entity for one in after]
    assert "quilla-ostergaard" in gazetteer.leaders
    assert [one.discovered for one in before if one.kind == "leader"] == [True, True]
    assert [one.discovered for one in after if one.kind == "leader"] == [False, False]


def test_an_alias_is_added_by_name_or_by_id_and_a_wrong_one_is_taken_back(lay: Lay) -> None:
    gazetteer = lay(
        '[[leader]]\nname = "Ada Lind"\naliases = "Lady Lind"\nremove_aliases = ["A. Lind"]\n'
        '[[leader]]\nid = "bo-ek"\naliases = ["Bosse Ek"]\ncommon = true\n'
    )
    assert gazetteer.leaders["ada-lind"].aliases == ("Ada B. Lind", "Lady Lind")
    assert gazetteer.leaders["ada-lind"].country == "SE"
    assert gazetteer.leaders["bo-ek"].aliases == ("Bosse Ek",)
    assert gazetteer.leaders["bo-ek"].common
    assert gazetteer.notices == ()


def test_an_alias_addresses_its_bearer_and_renames_nobody(lay: Lay) -> None:
    gazetteer = lay('[[leader]]\nname = "Bosse"\naliases = ["Bosse Ek"]\n')
    assert gazetteer.leaders["bo-ek-norway"].name == "Bo A. Ek"
    assert "Bosse Ek" in gazetteer.leaders["bo-ek-norway"].aliases


def test_a_name_given_with_the_id_replaces_the_name_and_the_old_one_is_still_found(lay: Lay) -> None:
    gazetteer = lay('[[leader]]\nid = "bo-ek"\nname = "Bo Eek"\n')
    assert gazetteer.leaders["bo-ek"].name == "Bo Eek"
    assert [sense.id for sense in gazetteer.meanings("Bo Ek")] == ["bo-ek"]


def test_an_office_given_again_ends_the_one_known_and_a_newer_one_stands_first(lay: Lay) -> None:
    gazetteer = lay(
        '[[leader]]\nid = "ada-lind"\noffices = [{title = "Prime Minister", since = 2018, until = 2026-03-01},'
        '{title = "President", since = 2026-03-01}, {title = "Mayor of Lund", since = "2009", until = "2012"}]\n'
    )
    offices = [(one.title, one.since, one.until) for one in gazetteer.leaders["ada-lind"].offices]
    assert offices == [
        ("President", "2026-03-01", None),
        ("Finance Minister", "2014", "2018"),
        ("Prime Minister", "2018", "2026-03-01"),
        ("Mayor of Lund", "2009", "2012"),
    ]
    office = gazetteer.office_on("ada-lind", date(2026, 5, 1))
    assert office
    assert office.title == "President"


def test_a_second_term_is_no_first_term_told_again(lay: Lay) -> None:
    gazetteer = lay(
        '[[leader]]\nid = "ada-lind"\noffices = [{title = "Finance Minister", since = "2018", until = "2020"}]\n'
    )
    known = [one for one in gazetteer.leaders["ada-lind"].offices if one.title == "Finance Minister"]
    assert [(one.since, one.until) for one in known] == [("2014", "2018"), ("2018", "2020")]


def test_an_entry_is_replaced_whole_or_taken_out(lay: Lay) -> None:
    gazetteer = lay(
        '[[leader]]\nid = "ada-lind"\nname = "Ada Lind"\ncountry = "NO"\nreplace = true\n'
        '[[leader]]\nname = "Bo Ek"\nremove = true\n[[organisation]]\nid = "nato"\nremove = true\n'
        '[[country]]\nid = "GE"\nremove = true\n'
    )
    assert gazetteer.leaders["ada-lind"].aliases == ()
    assert gazetteer.leaders["ada-lind"].offices == ()
    assert "bo-ek" not in gazetteer.leaders
    assert "nato" not in gazetteer.organisations
    assert gazetteer.meanings("Georgian") == []
    assert {(tally.kind, tally.replaced, tally.removed) for tally in gazetteer.tallies if tally.replaced} == {
        ("leader", 1, 1)
    }


def test_a_place_that_iso_does_not_know_is_a_country_under_a_code_of_one_s_own(lay: Lay) -> None:
    gazetteer = lay(
        '[[leader]]\nname = "Ola Vang"\ncountry = "XA"\n'
        '[[country]]\nid = "XA"\nname = "Ambrosia"\nadjectives = ["Ambrosian"]\ncapitals = ["Vangstad"]\n'
    )
    assert gazetteer.notices == ()
    assert gazetteer.leaders["ola-vang"].country == "XA"
    assert [(sense.id, sense.form) for sense in gazetteer.meanings("Ambrosian")] == [("XA", "demonym")]


def test_a_word_of_a_country_is_taken_back_whatever_it_is(lay: Lay) -> None:
    gazetteer = lay('[[country]]\nname = "Sweden"\nremove_aliases = ["Swede"]\nnames = ["Svea Land"]\n')
    assert "Swede" not in gazetteer.countries["SE"].nouns
    assert "Swedes" in gazetteer.countries["SE"].nouns
    assert "Svea Land" in gazetteer.countries["SE"].names


def test_the_user_has_the_last_word_over_the_update_and_the_update_over_the_package(lay: Lay) -> None:
    gazetteer = lay(
        '[[leader]]\nid = "cy-dahl"\ncountry = "NO"\n',
        '[[leader]]\nid = "cy-dahl"\nname = "Cy Dahl"\ncountry = "DK"\nwikidata = "Q1"\n'
        '[[leader]]\nid = "bo-ek"\ncountry = "FI"\n',
    )
    assert gazetteer.leaders["cy-dahl"].country == "NO"
    assert gazetteer.leaders["bo-ek"].country == "FI"


def test_origins_name_the_file_and_the_line_of_each_entry_an_entity_is_made_of(lay: Lay) -> None:
    gazetteer = lay(
        '# mine\n\n[[leader]]\nid = "ada-lind"\naliases = ["Lady Lind"]\n[[leader]]\nname = "Ola Vang"\n'
        '[[leader]]\nname = "Bo Ek"\ncountry = "SE"\nreplace = true\n',
        '[[leader]]\nid = "ada-lind"\nsurname = "Lind"\n',
    )
    assert gazetteer.origin("ada-lind") == "leaders/north.toml:1, wikidata.toml:1, gazetteer.toml:3 (yours)"
    assert gazetteer.origin("bo-ek-norway") == "leaders/north.toml:13"
    assert gazetteer.origin("ola-vang") == "gazetteer.toml:6 (yours)"
    assert gazetteer.origin("bo-ek") == "gazetteer.toml:8 (yours)"
    assert gazetteer.origin("SE").startswith("countries.toml:")
    assert gazetteer.origin("nobody") == ""


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('id = "ada-lnd"\naliases = ["Ada"]', ":4: ada-lnd: extends 'ada-lnd', and there is no such leader"),
        ('name = "Cy Dahl"\ncounty = "NO"', ":5: Cy Dahl: there is no field 'county' (did you mean 'country'?)"),
        ('name = "Cy Dahl"\ncountry = "Norway"', ":5: Cy Dahl: country 'Norway' is no code that is known (Norway is"),
        ('name = "Cy Dahl"\ncountry = "UK"', "United Kingdom is GB"),
        ('name = "Cy Dahl"\nsurname = "Dal"', ":5: Cy Dahl: surname 'Dal' is no part of 'Cy Dahl'"),
        (
            'name = "Cy Dahl"\noffices = [\n{title = "King"},\n{title = "A", until = "31-1"}]',
            ":7: Cy Dahl: '31-1' is no date",
        ),
        ('name = "Cy Dahl"\noffices = {title = "King", since = "2023-02-30"}', "'2023-02-30' is no date"),
        ('name = "Cy Dahl"\noffices = {title = "King", since = 2023, until = 2020}', "before it begins"),
        ('name = "Cy Dahl"\noffices = {titel = "King"}', "did you mean 'title'?"),
        ('name = "Cy Dahl"\naliases = [\n"Cyrus Dahl",\n3]', ":7: Cy Dahl: Expected `str`, got `int`"),
        ('name = "Cy Dahl"\naliases = ["x"]', "fewer than 2 letters"),
        ('name = "Cy Dahl"\naliases = ["The"]', "'The' in aliases is a common word"),
        ('name = "Cy Dahl"\naliases = ["1917"]', "has no letter in it"),
        (f'name = "{"Cy " * 80}"', "characters; a name has at most 120"),
        ('name = "Ek"\naliases = ["Cy"]\nid = "Bo Ek"', "is not words of a-z and 0-9"),
        ('name = "习近平"', "no id can be made of"),
        ('name = "Ada Lind"\ncountry = "NO"', ":4: Ada Lind: would have the id of Ada Lind"),
        ('id = "nato"\nname = "Cy Dahl"', "has the id of a known organisation"),
        ('country = "SE"', "has neither a name nor an id"),
        ('id = "ada-lind"\nreplace = true', "replaces an entry and has no name"),
        ('name = "Cy Dahl"\nremove = true', "is to be removed, and no leader has this name"),
        ('name = "Ola Vang"\ncountry = "DK"', ":4: Ola Vang: would have the id of Ola Vang"),
        ('id = "ola-vang"\ncountry = "DK"', ":3: ola-vang: has an entry in line 1 already"),
    ],
)
def test_a_faulty_entry_is_left_out_and_told_with_its_line_and_the_rest_counts(lay: Lay, entry: str, told: str) -> None:
    gazetteer = lay(f'[[leader]]\nname = "Ola Vang"\n[[leader]] # faulty\n{entry}\n[[leader]]\nname = "Io Berg"\n')
    (notice,) = gazetteer.notices
    assert told in notice
    assert notice.startswith("gazetteer.toml:")
    assert notice.endswith("left out")
    assert {"ola-vang", "io-berg", "ada-lind", "bo-ek"} <= set(gazetteer.leaders)
    assert len(gazetteer.leaders) == 5


def test_a_name_of_two_people_asks_for_the_id(lay: Lay) -> None:
    gazetteer = lay('[[leader]]\nname = "Bosse"\n', '[[leader]]\nid = "bo-ek"\naliases = ["Bosse"]\n')
    assert gazetteer.notices == ("gazetteer.toml:2: Bosse: may be any of bo-ek, bo-ek-norway (give the id); left out",)


def test_one_slip_in_the_toml_costs_one_entry(lay: Lay) -> None:
    gazetteer = lay(
        '[[leader]]\nname = "Ola Vang"\n\n[[leader]]\nname = "Cy Dahl\n\n[[leader]]\nname = "Io Berg"\ncountry = "UK"\n'
        '[[leader]]\nname = "Una Falk"\n'
    )
    assert {"ola-vang", "una-falk"} <= set(gazetteer.leaders)
    assert [notice.split(" ")[0] for notice in gazetteer.notices] == ["gazetteer.toml:5:", "gazetteer.toml:9:"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            b'[[leader]]\nname = "Ola Vang"\n[[leader]]\nname = "Cy D\xe4hl"\n',
            "gazetteer.toml:4: holds bytes that are no",
        ),
        (
            '\ufeff[[leader]]\r\nname = "Ola Vang"\r\n[[leader]]\r\nname = "Cy'.encode(),
            "gazetteer.toml:4: is not valid",
        ),
        (b'[[leader]]\nname = "Ola Vang"\n[[leader]]\nx = ' + b"[" * 20_000, "gazetteer.toml:3: is nested too deep"),
        (b'[[leader]]\nname = "Ola Vang"\n[[leader]]\nx = ' + b"9" * 5_000, "gazetteer.toml:4: is not valid TOML"),
        (
            b'[[leader]]\nname = "Ola Vang"\n[[organization]]\nname = "Xy"\n',
            "gazetteer.toml:3: there is no 'organizati",
        ),
        (b'country = 3\n[[leader]]\nname = "Ola Vang"\n', "gazetteer.toml:1: 'country' is not a list of entries"),
        (b'leader = [{name = "Ola Vang"}, 3]\n', "gazetteer.toml:1: is not an entry"),
        (b'[[leader]]\nname = "Ola Vang"\n[leader]\nname = "Cy Dahl"\n', "two brackets"),
    ],
    ids=["not UTF-8", "torn", "deep", "long number", "unknown", "no list", "no table", "one bracket"],
)
def test_a_file_in_disorder_is_told_and_what_can_be_read_counts(lay: Lay, content: bytes, told: str) -> None:
    gazetteer = lay(content)
    assert any(told in notice for notice in gazetteer.notices), gazetteer.notices
    assert "ola-vang" in gazetteer.leaders


def test_a_file_that_is_too_large_or_no_file_is_left_alone(lay: Lay, data: Path, tmp_path: Path) -> None:
    huge = tmp_path / "huge.toml"
    with huge.open("wb") as file:
        file.truncate(LAYER_BYTES + 1)
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    layers = [read_source(path, yours=True) for path in (huge, pipe, folder, tmp_path / "none.toml")]
    gazetteer = Gazetteer(compiled(data, tmp_path / "cache", layers))
    assert gazetteer.notices == (
        "huge.toml:1: has 16 MB; at most 16 MB are read; left out",
        "pipe.toml:1: is not a file; left out",
        "folder.toml:1: is not a file; left out",
    )
    assert len(gazetteer.leaders) == 3


def test_a_letter_and_a_number_are_a_name(lay: Lay) -> None:
    gazetteer = lay('[[organisation]]\nname = "Q7"\n[[organisation]]\nname = "March 23 Club"\naliases = ["M23X"]\n')
    assert gazetteer.notices == ()
    assert {"q7", "march-23-club"} <= set(gazetteer.organisations)


def test_what_a_terminal_would_obey_is_no_part_of_a_name(lay: Lay) -> None:
    gazetteer = lay('[[leader]]\nname = "Ola\\u001b[31m \\u202eVang"\ncountry = "SE"\naliases = ["O\\u0007la"]\n')
    (leader,) = [leader for id_, leader in gazetteer.leaders.items() if id_.startswith("ola")]
    assert leader.name == "Ola[31m Vang"
    assert leader.aliases == ("Ola",)


def test_many_faults_are_told_in_part_at_loading(lay: Lay) -> None:
    gazetteer = lay("[[leader]]\nx = 1\n" * 500)
    assert len(gazetteer.notices) == 21
    assert gazetteer.notices[-1].startswith("gazetteer.toml: 480 more faults")


def test_a_comment_in_one_s_own_file_makes_no_mention_out_of_date(lay: Lay) -> None:
    entry = '[[leader]]\nname = "Ola Vang"\n'
    assert lay(f"# north\n{entry}").version == lay(entry).version
    assert lay(entry).version != lay("").version


def test_a_running_program_notices_that_the_file_changed(home: Path) -> None:
    assert not gazetteer_changed()
    before = load_gazetteer()
    assert not gazetteer_changed()
    user_gazetteer().write_text('[[leader]]\nname = "Ola Vang"\n')
    assert gazetteer_changed()
    assert load_gazetteer() is before
    assert "ola-vang" in reload_gazetteer().leaders
    assert not gazetteer_changed()
    user_gazetteer().unlink()
    assert gazetteer_changed()


def test_each_part_of_an_entry_is_shown_with_its_line(home: Path) -> None:
    taken_update().write_text('[[leader]]\nid = "emmanuel-macron"\nwikidata = "Q3052772"\n')
    user_gazetteer().write_text('[[leader]]\nname = "Emmanuel Macron"\naliases = [\n  "Manu the First",\n]\n')
    layers = (read_source(taken_update(), yours=False), read_source(user_gazetteer(), yours=True))
    (one,) = shown("emmanuel macron", layers)
    origins = {(part.field, part.value): part.origin for part in one.parts}
    assert origins["aliases", "Manu the First"] == "gazetteer.toml:4 (yours)"
    assert origins["country", "FR"].startswith("leaders/")
    assert len(one.origins) == 3
    assert {other.entry.id for other in shown("macron", layers)} >= {"emmanuel-macron"}


_LOAD = """
import sys
from pathlib import Path
from reader.entities.gazetteer.compiled import compiled
from reader.entities.gazetteer.layers_file import read_source
data, cache, own = map(Path, sys.argv[1:])
known = compiled(data, cache, [read_source(own, yours=True)])
print(known.digest, len(known.leaders))
"""


def test_several_processes_at_once_make_the_same_and_leave_one_whole_cache(data: Path, tmp_path: Path) -> None:
    own = tmp_path / "gazetteer.toml"
    own.write_text("".join(f'[[leader]]\nname = "Ola Vang the {number}th"\n' for number in range(300)))
    command = [sys.executable, "-c", _LOAD, str(data), str(tmp_path / "cache"), str(own)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    answers = {process.communicate(timeout=60)[0] for process in running}
    assert len(answers) == 1
    assert answers.pop().endswith(b" 303\n")
    (kept,) = (tmp_path / "cache").iterdir()
    before = kept.read_bytes()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=60)
    assert kept.read_bytes() == before


toml_texts = st.lists(
    st.sampled_from(
        ["[[leader]]", "[leader]", "[[country]]", 'id = "XA"', 'name = "Ada Lind"', "aliases = [", '"', "'''", "]", "{",
         'aliases = ["Al", 3]', "remove = true", "replace = true", 'country = "SE"', "\x00", "= = =", "offices = [{}]",
         'offices = [{title = "King", since = 1066}]', "[[leader.offices]]", "# [[leader]]", "é\ud800", "\\u0000"]
    ),
    max_size=14,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(toml_texts, st.sampled_from(["\n", "\r\n", " "]))
def test_nothing_that_a_file_holds_stops_the_program(tmp_path: Path, parts: list[str], end: str) -> None:
    from reader.entities.gazetteer.layers import Known, layered

    path = tmp_path / "gazetteer.toml"
    path.write_bytes(end.join(parts).encode("utf-8", "surrogatepass"))
    known = layered(Known({}), [read_source(path, yours=True)])
    rows = path.read_bytes().count(b"\n") + 1
    told = [int(notice.split(":")[1]) for notice in known.notices if not notice.startswith("gazetteer.toml: ")]
    assert all(1 <= line <= rows for line in told)
