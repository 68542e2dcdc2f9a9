"""list, show, related, entities and entity speak the contracts of the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reader.article import Article, Outlet
from reader.library.library import Incoming, Library
from tests.cli.conftest import ARTICLES, Dateline

DAY = datetime(2024, 5, 17, tzinfo=UTC)


def answer(dateline: Dateline, *arguments: str | Path, stdin: bytes = b"") -> Any:
    done = dateline(*arguments, stdin=stdin)
    assert done.stderr == b""
    assert done.returncode == 0
    return json.loads(done.stdout)


def test_the_list_is_newest_first_and_has_the_fields_of_the_contract(dateline: Dateline, library: Path) -> None:
    rows = answer(dateline, "--library", library, "list", "--json")
    assert [row["id"] for row in rows] == ["flood-1", "visit-2", "visit-1"]
    assert rows[2] == {
        "id": "visit-1",
        "title": "Macron receives Scholz in Paris",
        "source": "Harbour Post",
        "published": "2024-05-17T09:30:00+00:00",
        "url": "https://harbourpost.example/visit",
        "language": "en",
        "read": False,
        "starred": False,
        "tags": [],
        "leaders": rows[2]["leaders"],
        "countries": rows[2]["countries"],
    }
    assert set(rows[2]["leaders"]) == {"Emmanuel Macron", "Olaf Scholz"}
    assert set(rows[2]["countries"]) >= {"FR", "DE"}


def test_the_library_may_be_named_before_or_after_the_command(dateline: Dateline, library: Path) -> None:
    before = answer(dateline, "--library", library, "list", "--json")
    assert answer(dateline, "list", "--json", "--library", library) == before


def test_a_query_and_a_limit_narrow_the_list(dateline: Dateline, library: Path) -> None:
    rows = answer(dateline, "list", "leader:macron", "steel", "--json", "--library", library)
    assert {row["id"] for row in rows} == {"visit-1", "visit-2"}
    assert len(answer(dateline, "list", "--limit", "1", "--json", "--library", library)) == 1


def test_a_list_without_a_match_is_an_empty_json_list(dateline: Dateline, library: Path) -> None:
    assert answer(dateline, "list", "zeppelin", "--json", "--library", library) == []


def test_in_a_pipe_the_list_is_tab_separated(dateline: Dateline, library: Path) -> None:
    lines = dateline("list", "--library", library).stdout.decode().splitlines()
    assert lines[0].split("\t")[:4] == ["flood-1", "N", "2024-05-19", "Inland Courier"]
    assert lines[0].split("\t")[-1] == "River floods two valleys in Japan"


def test_show_gives_the_clean_object_with_mentions_and_marks(dateline: Dateline, library: Path) -> None:
    article = answer(dateline, "show", "visit-1", "--json", "--library", library)
    assert article["id"] == "visit-1"
    assert article["source"] == "Harbour Post"
    assert article["published"] == "2024-05-17T09:30:00+00:00"
    assert article["byline"] == []
    assert (article["read"], article["starred"], article["tags"], article["notes"]) == (False, False, [], [])
    for mention in article["mentions"]:
        block = article["blocks"][mention["block"]]["text"]
        assert block[mention["start"] : mention["end"]] == mention["surface"]
    for mention in article["title_mentions"]:
        assert "block" not in mention
        assert article["title"][mention["start"] : mention["end"]] == mention["surface"]
    leader = next(mention for mention in article["mentions"] if mention["surface"] == "Emmanuel Macron")
    assert (leader["kind"], leader["country"], leader["discovered"]) == ("leader", "FR", False)
    assert "resident" in leader["role"]
    assert article["standfirst_mentions"] == []


def test_nothing_of_an_imported_text_is_lost(dateline: Dateline, library: Path) -> None:
    for given in ARTICLES:
        article = answer(dateline, "show", given["id"], "--json", "--library", library)
        body = " ".join(block["text"] for block in article["blocks"])
        dateline_free = given["text"].removeprefix("PARIS (Harbour Post) — ")
        assert " ".join(dateline_free.split()) in body


def test_an_article_is_found_by_the_beginning_of_its_id(dateline: Dateline, library: Path) -> None:
    done = dateline("show", "flo", "--library", library)
    assert done.stdout.decode().startswith("River floods two valleys in Japan\n")


def test_show_in_a_pipe_is_plain_and_markdown_escapes_markup(dateline: Dateline, tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    text = (
        "The *star* of [the evening](x) was <b>late</b>.\n\n# of guests: forty, and all of them stayed until the end."
    )
    source.write_text(json.dumps({"id": "m", "title": "A_b", "text": text}))
    library = tmp_path / "library"
    dateline("--library", library, "import", source)
    plain = dateline("--library", library, "show", "m").stdout.decode()
    assert plain == dateline("--library", library, "show", "m", "--plain").stdout.decode()
    assert "The *star* of [the evening](x) was <b>late</b>." in plain
    markdown = dateline("--library", library, "show", "m", "--markdown").stdout.decode()
    assert markdown.startswith("# A\\_b\n")
    assert "The \\*star\\* of \\[the evening\\](x) was \\<b\\>late\\</b\\>." in markdown
    assert "\n\\# of guests" in markdown


def test_related_coverage_comes_with_the_shared_entities(dateline: Dateline, library: Path) -> None:
    found = answer(dateline, "related", "visit-1", "--json", "--library", library)
    assert found["id"] == "visit-1"
    (hit,) = (hit for hit in found["related"] if hit["id"] == "visit-2")
    assert {"Emmanuel Macron", "Olaf Scholz"} <= set(hit["shared"])
    assert hit["published"] == "2024-05-18T00:00:00+00:00"
    assert isinstance(hit["score"], float)
    assert hit["why"]


def test_related_coverage_is_answered_line_by_line(dateline: Dateline, library: Path) -> None:
    lines = b'{"id": "visit-1"}\nrubbish\n{"id": "nobody"}\n{"id": "visit-2"}\n'
    done = dateline("related", "--jsonl", "--limit", "1", "--library", library, stdin=lines)
    first, rubbish, nobody, last = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 0
    assert (first["id"], len(first["related"])) == ("visit-1", 1)
    assert rubbish["id"] is None
    assert rubbish["error"].startswith("line 2: ")
    assert nobody["id"] == "nobody"
    assert "no article has this id" in nobody["error"]
    assert last["id"] == "visit-2"


def test_entities_are_counted_over_a_query(dateline: Dateline, library: Path) -> None:
    rows = answer(dateline, "entities", "--json", "--library", library)
    macron = next(row for row in rows if row["name"] == "Emmanuel Macron")
    assert macron == {
        "id": macron["id"],
        "kind": "leader",
        "name": "Emmanuel Macron",
        "country": "FR",
        "articles": 2,
        "first": "2024-05-17T09:30:00+00:00",
        "last": "2024-05-18T00:00:00+00:00",
    }
    flooded = answer(dateline, "entities", "flooded", "--json", "--library", library)
    assert [row["id"] for row in flooded] == ["JP"]


def test_an_entity_is_told_with_its_offices_and_latest_articles(dateline: Dateline, library: Path) -> None:
    (entity,) = answer(dateline, "entity", "emmanuel", "macron", "--json", "--library", library)
    assert entity["kind"] == "leader"
    assert any(office["country"] in ("FR", None) for office in entity["offices"])
    assert [article["id"] for article in entity["latest"]] == ["visit-2", "visit-1"]


def test_show_names_who_else_printed_an_article_and_source_finds_it(dateline: Dateline, tmp_path: Path) -> None:
    library = tmp_path / "printed"
    printed = (Outlet("Inland Courier", "https://courier.example/1", DAY), Outlet("Gazette*"), Outlet("Inland Courier"))
    with Library.open(library, create=True) as opened:
        opened.add([Incoming(Article("m", DAY, title="Storm", source="Harbour Post"))])
        opened.add_outlets([("m", outlet) for outlet in printed])
    assert answer(dateline, "show", "m", "--json", "--library", library)["outlets"] == [
        {"source": "Inland Courier", "url": "https://courier.example/1", "published": "2024-05-17T00:00:00+00:00"},
        {"source": "Gazette*", "url": None, "published": None},
        {"source": "Inland Courier", "url": None, "published": None},
    ]
    assert b"\nAlso printed by Inland Courier, Gazette*\n" in dateline("show", "m", "--library", library).stdout
    markdown = dateline("show", "m", "--markdown", "--library", library).stdout
    assert b"Also printed by Inland Courier, Gazette\\*" in markdown
    assert [row["id"] for row in answer(dateline, "list", "source:courier", "--json", "--library", library)] == ["m"]


def test_related_says_that_an_article_is_still_to_be_read(dateline: Dateline, tmp_path: Path) -> None:
    library = tmp_path / "waiting"
    with Library.open(library, create=True) as opened:
        opened.add([Incoming(Article("m", DAY, title="Storm"))], words_later=True)
    assert b"still to be read" in dateline("related", "m", "--library", library).stdout
    assert answer(dateline, "related", "m", "--json", "--library", library)["related"] == []
