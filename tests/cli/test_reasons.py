"""annotate --explain tells why, to people and to programs; annotate and show tell when an office is another today."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Dateline
from tests.cli.test_on_a_terminal import COLOUR, lines, shown

TEXT = (
    "PARIS (Harbour Post) \u2014 French President François Hollande met his Latvian counterpart, Edgars Ozolkrasts, at "
    "the old harbour on Friday and spoke for an hour about the ferries. Beijing warned Georgia. Tbilisi was quiet.\n"
)
ROWS = {
    "in": "‹PARIS› (Harbour Post)",
    "is": "France · country · FR",
    "rule": "dateline",
    "why": '"PARIS", in capitals where the line is not, is a capital of France',
    "data": "countries.toml:",
}


def _mentions(done: bytes) -> list[dict[str, Any]]:
    mentions: list[dict[str, Any]] = json.loads(done)["mentions"]
    return mentions


def test_every_mention_of_a_stream_carries_rule_why_and_data(dateline: Dateline) -> None:
    row = json.dumps({"id": 1, "text": TEXT, "date": "2014-05-01"}).encode()
    explained = _mentions(dateline("annotate", "--jsonl", "--explain", stdin=row).stdout)
    plain = _mentions(dateline("annotate", "--jsonl", stdin=row).stdout)
    assert [list(mention)[-3:] for mention in explained] == [["rule", "why", "data"]] * len(plain)
    assert [{key: mention[key] for key in known} for mention, known in zip(explained, plain, strict=True)] == plain
    assert [(mention["surface"], mention["rule"]) for mention in explained] == [
        ("PARIS", "dateline"),
        ("French", "demonym"),
        ("François Hollande", "full-name"),
        ("Latvian", "demonym"),
        ("Edgars Ozolkrasts", "counterpart"),
        ("Beijing", "capital-as-actor"),
        ("Georgia", "homograph"),
        ("Tbilisi", "capital-as-place"),
    ]
    assert explained[4]["data"] == 'the words "his Latvian counterpart"'
    assert re.fullmatch(r"leaders/\w+\.toml:\d+", explained[2]["data"])


def test_one_document_can_be_explained_too(dateline: Dateline) -> None:
    (mention,) = _mentions(dateline("annotate", "--json", "--explain", stdin=b"Rain in Japan.").stdout)
    assert (mention["rule"], mention["why"]) == ("country-name", '"Japan" is the name of a country.')


def test_a_person_gets_each_mention_in_its_sentence_with_the_reason_below(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT, "utf-8")
    done = dateline("annotate", "--explain", "--date", "2014-05-01", "report.txt")
    assert done.returncode == 0
    assert done.stderr == b""
    entries = done.stdout.decode().rstrip("\n").split("\n\n")
    assert len(entries) == 8
    assert [entry.partition("  ")[0] for entry in entries][:3] == ["PARIS", "French", "François Hollande"]
    head, *rows = entries[0].splitlines()
    assert head == "PARIS  0-5"
    told = {row[2:7].rstrip(): row[7:] for row in rows if row[2:7].strip()}
    assert list(told) == list(ROWS)
    assert all(told[label].startswith(words) for label, words in ROWS.items())
    assert "is François Hollande · leader · francois-hollande · then President of France;" in " ".join(
        entries[2].split()
    )
    assert "  in   ‹Tbilisi› was quiet." in entries[7]
    assert b"\x1b" not in done.stdout


def test_a_text_that_names_nobody_prints_nothing(dateline: Dateline) -> None:
    done = dateline("annotate", "--explain", stdin=b"It rained.")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_reasons_fit_the_width_of_the_terminal(home: dict[str, str], tmp_path: Path, columns: int) -> None:
    report = tmp_path / "report.txt"
    report.write_text(TEXT, "utf-8")
    rows = lines(shown(home, "annotate", "--explain", report, columns=columns, rows=200))
    assert len(rows) > 40
    assert max(map(cell_len, rows)) <= min(columns, 100)
    sentences = [row for row in rows if row.startswith("  in   ")]
    assert all("‹" in row and "›" in row for row in sentences)


def test_reasons_are_coloured_unless_no_color_is_set(home: dict[str, str], tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(TEXT, "utf-8")
    assert b"\x1b[1;35mFran" in shown(home, "annotate", "--explain", report, rows=200)
    output = shown(home, "annotate", "--explain", report, rows=200, NO_COLOR="1")
    assert b"\x1b[1mFran" in output
    assert not COLOUR.search(output)


def test_hostile_text_is_filtered_in_the_sentence_and_in_the_reason(home: dict[str, str], tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    wide = "\u4e2d" * 300
    text = f"\u202eLatvian \x1b[31mking, [bold]Juris Ozolkrasts\x07, left.\n{wide} Japan."
    report.write_text(text, "utf-8")
    output = shown(home, "annotate", "--explain", report, TERM="dumb")
    assert not re.search("[\x1b\x07\u202e]", output.decode())
    assert "Latvian" in output.decode()
    assert max(map(cell_len, lines(output))) <= 80


def test_the_office_of_today_is_told_where_it_is_another(dateline: Dateline, tmp_path: Path) -> None:
    rows = [
        {"id": "then", "text": "Angela Merkel spoke.", "date": "2015-01-05"},
        {"id": "after", "text": "Angela Merkel spoke.", "date": "2023-01-05"},
        {"id": "undated", "text": "Angela Merkel spoke."},
    ]
    done = dateline("annotate", "--jsonl", stdin="\n".join(map(json.dumps, rows)).encode())
    then, after, undated = (_mentions(line)[0] for line in done.stdout.splitlines())
    assert (then["role"], then["role_now"]) == ("Chancellor of Germany", "former Chancellor of Germany")
    assert after["role"] == undated["role"] == "former Chancellor of Germany"
    assert "role_now" not in after | undated


def test_show_tells_the_office_of_today_too(dateline: Dateline, tmp_path: Path) -> None:
    article = {"id": "m-1", "title": "Merkel speaks", "text": "Angela Merkel spoke.", "published": "2015-01-05"}
    (tmp_path / "in.jsonl").write_text(json.dumps(article))
    assert dateline("import", "in.jsonl").returncode == 0
    document = json.loads(dateline("show", "m-1", "--json").stdout)
    (mention,) = document["mentions"]
    assert mention["role_now"] == "former Chancellor of Germany"
    assert document["title_mentions"][0]["role_now"] == "former Chancellor of Germany"
