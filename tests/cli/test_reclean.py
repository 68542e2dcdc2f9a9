"""`reclean` shows what better cleaning changes, and takes it back; `show` shows the page an article was made from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import msgspec
import pytest

from reader.article import Block
from reader.library.library import Library
from reader.library.places import Places
from reader.library.store import ArticleStore
from tests.cli.conftest import ARTICLES, PAGE, Dateline, one_line


@pytest.fixture
def outdated(library: Path, tmp_path: Path) -> Path:
    """A copy of the library whose first article has a menu in it, as older rules would have left it."""
    copy = Path(shutil.copytree(library, tmp_path / "outdated"))
    store = ArticleStore(Places(copy).articles)
    article = store.newest("visit-1")
    assert article is not None
    blocks = (Block("paragraph", "Home | World\x1b[31m"), *article.blocks)
    store.renew([msgspec.structs.replace(article, cleaner="", blocks=blocks, byline=("Site Menu",))])
    store.close()
    return copy


def test_the_doctor_counts_outdated_articles_and_names_the_command(dateline: Dateline, outdated: Path) -> None:
    findings = json.loads(dateline("doctor", "--json", "--library", outdated).stdout)
    told = [finding for finding in findings if "cleaned with older rules" in finding["what"]]
    assert [(one["level"], one["what"], one["remedy"]) for one in told] == [
        ("warning", "1 article was cleaned with older rules", "run `dateline reclean`")
    ]
    dateline("reclean", "--library", outdated)
    assert b"older rules" not in dateline("doctor", "--library", outdated).stdout


def test_what_changed_is_told_in_a_line_an_article(dateline: Dateline, outdated: Path) -> None:
    done = dateline("reclean", "--library", outdated)
    line, summary = done.stdout.decode().splitlines()
    assert line == "visit-1\tMacron receives Scholz in Paris\tbyline\t+0 -1"
    assert summary == "1 changed, 0 as before; `dateline reclean --undo` takes it back"
    assert done.returncode == 0
    assert dateline("reclean", "--library", outdated).stdout == b"all is up to date\n"


def test_a_dry_run_with_the_difference_keeps_nothing(dateline: Dateline, outdated: Path) -> None:
    done = dateline("reclean", "--dry-run", "--diff", "macron", "--library", outdated)
    assert done.stdout.decode().splitlines()[1:] == [
        "  - byline: Site Menu",
        "  - paragraph: Home | World[31m",
        "1 changed, 0 as before; this was a dry run, and nothing was kept",
    ]
    with Library.open(outdated) as library:
        assert library.get("visit-1").revision == 1


def test_the_words_before_are_an_earlier_version_and_come_back(dateline: Dateline, outdated: Path) -> None:
    before = dateline("show", "visit-1", "--plain", "--library", outdated).stdout
    dateline("reclean", "--library", outdated)
    assert dateline("show", "visit-1", "--plain", "--library", outdated).stdout != before
    assert dateline("show", "visit-1", "--plain", "--revision", "1", "--library", outdated).stdout == before
    undone = dateline("reclean", "--undo", "--library", outdated).stdout.decode().splitlines()
    assert undone[-1] == "1 as before the cleaning again"
    assert dateline("show", "visit-1", "--plain", "--library", outdated).stdout == before
    assert dateline("reclean", "--library", outdated).stdout == b"all is up to date\n"
    assert "no version 9" in one_line(dateline("show", "visit-1", "--revision", "9", "--library", outdated), 1)


def test_a_program_is_told_in_json_lines(dateline: Dateline, outdated: Path) -> None:
    done = dateline("reclean", "--json", "--diff", "--library", outdated)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    changed = next(event for event in events if event["event"] == "changed")
    assert (changed["id"], changed["fields"], changed["added"], changed["dropped"]) == ("visit-1", ["byline"], 0, 1)
    assert changed["was"] == {"byline": "Site Menu"}
    assert changed["blocks"][0]["sign"] == "-"
    assert {"event": "left", "without_original": 0} in events
    assert (events[-1]["event"], events[-1]["revised"], events[-1]["failed"]) == ("done", 1, 0)


def test_undo_and_all_exclude_each_other(dateline: Dateline, outdated: Path) -> None:
    assert "--undo goes without --all" in one_line(dateline("reclean", "--undo", "--all", "--library", outdated), 2)


def test_the_page_is_shown_as_text_in_json_and_byte_for_byte(dateline: Dateline, tmp_path: Path) -> None:
    page = PAGE.replace("<h1>", "\x1b]0;x\x07<h1>")
    (tmp_path / "ferry.html").write_text(page)
    dateline("add", "ferry.html", "--library", "kept")
    name = json.loads(dateline("list", "--json", "--library", "kept").stdout)[0]["id"]
    text = dateline("show", name[:6], "--original", "--library", "kept").stdout.decode()
    assert "Home World" in text
    assert "Copyright Harbour Post" in text
    assert "<" not in text
    assert "\x1b" not in text
    document = json.loads(dateline("show", name, "--original", "--json", "--library", "kept").stdout)
    assert (document["id"], document["kind"], document["bytes"]) == (name, "html", len(page.encode()))
    assert document["text"] == text.rstrip("\n")
    assert document["fetched"].endswith("+00:00")
    assert dateline("show", name, "--raw", "--library", "kept").stdout == page.encode()
    refused = dateline("show", name, "--original", "--markdown", "--library", "kept")
    assert "can be shown as text" in one_line(refused, 2)


def test_text_is_kept_as_it_came(dateline: Dateline, library: Path) -> None:
    shown = dateline("show", "flood-1", "--original", "--library", library).stdout.decode()
    assert shown == ARTICLES[2]["text"] + "\n"


def test_pages_are_not_kept_where_the_settings_say_so(dateline: Dateline, tmp_path: Path) -> None:
    config = tmp_path / "config" / "dateline"
    config.mkdir(parents=True)
    (config / "config.toml").write_text("keep_originals = false\n")
    (tmp_path / "ferry.html").write_text(PAGE)
    dateline("add", "ferry.html", "--library", "bare")
    name = json.loads(dateline("list", "--json", "--library", "bare").stdout)[0]["id"]
    assert "its page was not kept" in one_line(dateline("show", name, "--original", "--library", "bare"), 1)
    (config / "config.toml").write_text("")
    dateline("add", "ferry.html", "--library", "bare")
    assert dateline("show", name, "--raw", "--library", "bare").stdout == PAGE.encode()
