"""`dateline gazetteer`: the user's own file is checked by line, shown, counted, and counts in every process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Dateline, one_line

FAULTY = """# my own
[[leader]]
name = "Quilla Ostergaard"
country = "SE"
aliases = [
    # what headlines say
    "Quilla O",
    "Vladimir",
    "France",
]

[[leader]]
name = '''Zed
[[leader]]
Zorgon'''
nme = "x"

[[organisation]]
id = "nato"
remove_aliases = ["NATOO"]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where the user's own gazetteer is; its folder exists."""
    path = tmp_path / "config" / "dateline" / "gazetteer.toml"
    path.parent.mkdir(parents=True)
    return path


def test_what_is_wrong_is_told_by_line_and_errors_end_with_1(dateline: Dateline, own: Path) -> None:
    own.write_text(FAULTY)
    done = dateline("gazetteer", "check")
    assert done.returncode == 1
    assert done.stderr == b""
    lines = [line.removeprefix(f"{own}:").split(" (")[0] for line in done.stdout.decode().splitlines()]
    assert lines == [
        "8: warning: Quilla Ostergaard: 'Vladimir' is a first name that other people have",
        "9: warning: Quilla Ostergaard: 'France' is a name of the country France too",
        "16: error: Zed [[leader]] Zorgon: there is no field 'nme'",
        "20: warning: nato: 'NATOO' is none of its names",
    ]


def test_lines_are_the_same_with_carriage_returns_and_as_json(dateline: Dateline, own: Path) -> None:
    own.write_bytes(FAULTY.replace("\n", "\r\n").encode())
    done = dateline("gazetteer", "check", "--json")
    document = json.loads(done.stdout)
    assert done.returncode == 1
    assert (document["file"], document["errors"], document["warnings"]) == (str(own), 1, 3)
    assert [finding["line"] for finding in document["findings"]] == [8, 9, 16, 20]
    assert set(document["findings"][0]) == {"line", "level", "entry", "what", "remedy", "column"}


def test_bad_toml_is_told_with_line_and_column(dateline: Dateline, own: Path) -> None:
    own.write_text('[[leader]]\nname = "Quilla\n')
    done = dateline("gazetteer", "check")
    assert done.returncode == 1
    assert done.stdout.decode().startswith(f"{own}:2:15: error: is not valid TOML: ")


HARDLY_MEANT = """
[[leader]]
name = "Emmanuel Macron"
offices = {title = "Chair of X", since = "2190"}
[[leader]]
id = "nobody-there"
remove = true
[[leader]]
name = "Ola Vang"
replace = true
[[leader]]
name = "Cy Dahl"
country = "NO"
aliases = ["CD", "Over There", "cyrus d", "Dahlo", "Dahlo", "Sergei Lavrov"]
[[leader]]
name = "Io Berg"
country = "NO"
offices = [{title = "Mayor", since = "2001"}, {title = "King"}]
[[country]]
id = "QA"
remove_aliases = ["Qatar"]
[[country]]
id = "AB"
name = "Ambrosia"
[[leader]]
name = "Sergei Lavrov"
aliases = ["Old Serge"]
"""


def test_what_is_hardly_meant_is_a_warning_and_no_failure(dateline: Dateline, own: Path) -> None:
    own.write_text(HARDLY_MEANT)
    done = dateline("gazetteer", "check")
    assert done.returncode == 0
    lines = [line.removeprefix(f"{own}:").split(" (")[0] for line in done.stdout.decode().splitlines()]
    assert lines == [
        "4: warning: Emmanuel Macron: 'Chair of X' and 'President' are held at once, as 'President' has no end",
        "4: warning: Emmanuel Macron: 'Chair of X' begins in 2190",
        "6: warning: nobody-there: removes 'nobody-there', and there is no such leader",
        "9: warning: Ola Vang: has no country",
        "10: warning: Ola Vang: replaces nothing: it is new",
        "14: warning: Cy Dahl: 'CD' is very short and may be found where something else is meant",
        "14: warning: Cy Dahl: 'Dahlo' is there twice",
        "14: warning: Cy Dahl: 'Over There' is made of common words alone",
        "14: warning: Cy Dahl: 'Sergei Lavrov' is a name of the leader Sergey Lavrov too",
        "14: warning: Cy Dahl: 'cyrus d' has no capital, and only small letters will be found",
        "18: warning: Io Berg: 'Mayor' and 'King' are held at once, as 'King' has no end",
        "21: warning: QA: 'Qatar' is its name, and stays",
        "23: warning: AB: AB is the code of no country that is known",
        "26: warning: Sergei Lavrov: 'Sergei Lavrov' is taken for Sergey Lavrov, whose alias it is",
    ]


def test_another_file_is_checked_in_place_of_one_s_own(dateline: Dateline, own: Path, tmp_path: Path) -> None:
    own.write_text("broken")
    (tmp_path / "other.toml").write_text('[[country]]\nid = "XA"\nname = "Ambrosia"\n')
    done = dateline("gazetteer", "check", "other.toml")
    assert (done.returncode, done.stdout) == (0, b"other.toml: nothing is wrong\n")
    assert "there is no such file" in one_line(dateline("gazetteer", "check", "none.toml"), 1)


def test_without_a_file_one_is_told_where_and_how_to_begin(dateline: Dateline, own: Path) -> None:
    told = one_line(dateline("gazetteer", "check"), 1)
    assert str(own) in told
    assert "[[leader]]" in told


def test_a_command_of_the_group_has_to_be_given(dateline: Dateline) -> None:
    assert "COMMAND" in one_line(dateline("gazetteer"), 2)


def test_the_places_are_printed(dateline: Dateline, own: Path, tmp_path: Path) -> None:
    places = json.loads(dateline("gazetteer", "path", "--json").stdout)
    assert places["yours"] == {"path": str(own), "there": False}
    assert places["update"]["path"] == str(tmp_path / "data" / "dateline" / "gazetteer" / "wikidata.toml")
    assert places["package"]["there"]
    assert b"not there yet" in dateline("gazetteer", "path").stdout


def test_an_entry_is_shown_with_the_line_of_each_of_its_parts(dateline: Dateline, own: Path) -> None:
    own.write_text('\n[[leader]]\nname = "Emmanuel Macron"\naliases = ["Manu the First"]\n')
    told = dateline("gazetteer", "show", "Emmanuel", "Macron").stdout.decode()
    assert told.startswith("Emmanuel Macron · leader · emmanuel-macron\n")
    assert "Manu the First  [gazetteer.toml:4 (yours)]" in told
    (document,) = json.loads(dateline("gazetteer", "show", "emmanuel-macron", "--json").stdout)
    assert document["origins"][1:] == ["gazetteer.toml:2 (yours)"]
    office = next(part["value"] for part in document["parts"] if part["field"] == "offices")
    assert office["title"]
    assert "did you mean 'Emmanuel Macron'?" in one_line(dateline("gazetteer", "show", "Emanuel Macron"), 1)


def test_who_is_taken_out_is_shown_so(dateline: Dateline, own: Path) -> None:
    own.write_text('[[leader]]\nid = "emmanuel-macron"\nremove = true\n')
    told = one_line(dateline("gazetteer", "show", "emmanuel-macron"), 1)
    assert "is taken out by gazetteer.toml:1 (yours)" in told


def test_what_each_layer_did_is_counted_and_faults_are_told(dateline: Dateline, own: Path) -> None:
    own.write_text(FAULTY)
    document = json.loads(dateline("gazetteer", "stats", "--json").stdout)
    assert document["leaders"] > 1_000
    leaders = next(layer for layer in document["layers"] if layer["kind"] == "leader")
    assert {key: leaders[key] for key in ("layer", "added", "left_out")} == {
        "layer": "gazetteer.toml",
        "added": 1,
        "left_out": 1,
    }
    done = dateline("gazetteer", "stats")
    assert "gazetteer.toml, leaders: 1 added, 1 left out" in done.stdout.decode()
    assert b"gazetteer.toml:16" in done.stderr
    assert b"gazetteer.toml:16" in dateline("doctor").stdout


def test_a_worker_knows_the_user_s_own_leader(dateline: Dateline, own: Path, tmp_path: Path) -> None:
    own.write_text(
        '[[leader]]\nname = "Quilla Ostergaard"\ncountry = "XA"\n'
        'offices = [{title = "Keeper of the Tides", since = 2019}]\n'
        '[[country]]\nid = "XA"\nname = "Ambrosia"\nadjectives = ["Ambrosian"]\n'
    )
    (tmp_path / "page.txt").write_text(
        "Tides are late\n\nQuilla Ostergaard opened the harbour of Ambrosia on Monday, and an Ambrosian crowd was "
        "glad.\n\nOstergaard said that the tides would come.\n"
    )
    done = dateline("add", "page.txt", "--jobs", "2")
    assert done.returncode == 0, done.stderr
    (article,) = json.loads(dateline("list", "--json").stdout)
    assert article["leaders"] == ["Quilla Ostergaard"]
    assert article["countries"] == ["XA"]
    document = json.loads(dateline("show", article["id"], "--json").stdout)
    leaders = [mention for mention in document["mentions"] if mention["kind"] == "leader"]
    assert {mention["id"] for mention in leaders} == {"quilla-ostergaard"}
    assert not any(mention.get("discovered") for mention in leaders)


def test_a_broken_file_stops_no_command(dateline: Dateline, own: Path) -> None:
    own.write_bytes(b"\xff\xfe[[leader")
    done = dateline("annotate", "--json", stdin=b"Emmanuel Macron spoke.")
    assert [mention["id"] for mention in json.loads(done.stdout)["mentions"]] == ["emmanuel-macron"]
