"""add and import bring pages in once, and tell how far they are."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import ARTICLES, PAGE, Dateline


def test_adding_a_page_again_changes_nothing_and_a_changed_page_is_a_revision(
    dateline: Dateline, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    assert dateline("add", "page.html").stdout == b"1 added\n"
    assert dateline("add", "page.html").stdout == b"0 added, 1 known already\n"
    (tmp_path / "page.html").write_text(PAGE.replace("since March", "since February"))
    assert dateline("add", "page.html").stdout == b"0 added, 1 changed\n"
    (row,) = json.loads(dateline("list", "--json").stdout)
    assert "since February" in dateline("show", row["id"]).stdout.decode()
    assert row["url"].startswith("https://harbourpost.example/ferry")


def test_a_folder_is_added_whole_and_what_is_no_page_in_it_is_no_failure(dateline: Dateline, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "ferry.html").write_text(PAGE)
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(10))
    (folder / "more.jsonl").write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))
    done = dateline("add", folder)
    assert done.returncode == 0
    assert done.stdout == b"4 added, 1 file that is no page left out\n"


def test_progress_can_be_read_by_a_program(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(article) + "\n" for article in ARTICLES) + "rubbish\n")
    done = dateline("import", "a.jsonl", "--progress", "json")
    assert done.returncode == 3
    assert done.stderr == b""
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert events[0] == {"event": "start", "what": "Reading", "bytes": (tmp_path / "a.jsonl").stat().st_size}
    assert {"event": "failed"}.items() <= next(e for e in events if e["event"] == "failed").items()
    assert events[-1] == {
        "event": "done", "pages": 4, "added": 3, "revised": 0, "unchanged": 0, "failed": 1, "skipped": 0,
    }  # fmt: skip
    assert all(0 < event["share"] <= 1 for event in events if event["event"] == "progress")


def test_a_headline_alone_is_an_article(dateline: Dateline, tmp_path: Path) -> None:
    title = "Bank raises its key rate"
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "h", "title": title, "text": title}))
    assert dateline("import", "a.jsonl").stdout == b"1 added\n"
    assert json.loads(dateline("show", "h", "--json").stdout)["title"] == title


def test_the_number_of_workers_can_be_chosen(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))
    assert dateline("import", "a.jsonl", "--jobs", "1").stdout == b"3 added\n"
    assert dateline("import", "a.jsonl", "--jobs", "999").returncode == 2
