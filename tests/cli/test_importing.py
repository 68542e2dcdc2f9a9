"""import knows by the content what a file is, and goes on where it was ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ARTICLES, PAGE, Dateline
from tests.sources.archives.making import answer, box, letter, newspaper, packed, record, story, zipped

ONE = ("--jobs", "1")
POCKET = (
    "title,url,time_added,tags,status\nA bridge,https://news.example/1,1700000000,sea|bridges,unread\n"
    "Two,https://news.example/2,1600000000,,archive\n"
)


def rows(dateline: Dateline, *query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(dateline("list", *query, "--json").stdout)
    return found


def test_a_web_archive_is_imported_once_and_found_by_its_words(dateline: Dateline, tmp_path: Path) -> None:
    gone = record(9, answer(b"x", status="404 Not Found"))
    (tmp_path / "crawl").write_bytes(packed(*map(story, range(12)), gone, record(10, answer(b"<p>Menu</p>"))))
    done = dateline("import", "crawl", *ONE)
    assert done.returncode == 0, done.stderr
    words = done.stdout.decode()
    assert words.startswith("12 added, 2 records left out (")
    assert "1 was answered with status 404" in words
    assert len(rows(dateline, "harbour", "before:2020")) == 12
    again = dateline("import", "crawl", *ONE)
    assert (again.returncode, again.stdout) == (0, b"crawl: imported already, all of it (--restart reads it again)\n")
    assert dateline("import", "crawl", "--restart", *ONE).stdout.startswith(b"0 added, 12 known already")


def test_kinds_are_told_by_content_and_all_imported_in_one_go(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(packed(story(1), story(2)))
    (tmp_path / "b").write_bytes(box(letter(1), letter(2), letter(3)))
    (tmp_path / "c").write_bytes(letter(4))
    (tmp_path / "d").write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))
    zipped(tmp_path / "e", newspaper())
    done = dateline("import", *"abcde", *ONE)
    assert done.returncode == 0, done.stderr
    assert done.stdout == b"5 added\n7 added, 1 file that is no page left out\n"
    assert len(rows(dateline)) == 12


def test_a_reading_list_is_listed_at_once_with_tags_and_what_was_read(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "pocket.csv").write_text(POCKET)
    done = dateline("import", "pocket.csv", *ONE)
    assert done.returncode == 0, done.stderr
    assert done.stdout == b"pocket.csv: 2 addresses added; pages come with the next `dateline fetch`\n"
    one, two = rows(dateline)
    assert (one["title"], one["read"], one["tags"]) == ("A bridge", False, ["sea", "bridges"])
    assert [row["title"] for row in rows(dateline, "after:2023-11-14", "before:2023-11-16")] == ["A bridge"]
    assert (two["title"], two["read"]) == ("Two", True)
    assert [row["title"] for row in rows(dateline, "bridge")] == ["A bridge"]
    again = dateline("import", "pocket.csv", *ONE).stdout
    assert again == b"pocket.csv: 0 addresses added, 2 known already; pages come with the next `dateline fetch`\n"


def test_an_address_added_offline_is_listed_and_waits(dateline: Dateline) -> None:
    done = dateline("--offline", "add", "https://news.example/later", *ONE)
    assert done.returncode == 0, done.stderr
    assert b"1 address added" in done.stdout
    (row,) = rows(dateline)
    assert row["url"] == "https://news.example/later"


def test_lists_of_feeds_go_to_the_subscriptions(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text("https://news.example/feed.xml\n")
    done = dateline("import", "urls")
    assert done.returncode == 0, done.stderr
    assert "https://news.example/feed.xml" in (tmp_path / "config" / "dateline" / "feeds.toml").read_text()


def test_what_is_no_archive_is_told(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(10))
    done = dateline("import", "page.html", "logo.png", "none", *ONE)
    assert done.returncode == 1
    assert b"`dateline add` reads pages" in done.stderr
    assert b"nothing that can be imported" in done.stderr
    assert b"no such file" in done.stderr


def test_damage_is_told_and_the_rest_imported(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "crawl").write_bytes(packed(story(1)) + b"rubbish" + packed(story(2), story(3))[:-50])
    done = dateline("import", "crawl", *ONE)
    assert done.returncode == 3
    assert done.stdout == b"2 added, 2 failed\n"
    assert done.stderr.count(b"crawl:") == 2


@pytest.mark.parametrize("kind", ["warc", "mbox"])
def test_killed_at_any_moment_and_run_again_loses_and_repeats_nothing(
    dateline: Dateline, home: dict[str, str], tmp_path: Path, kind: str
) -> None:
    count = 150
    made = packed(*map(story, range(count))) if kind == "warc" else box(*map(letter, range(count)))
    (tmp_path / "archive").write_bytes(made)
    command = [sys.executable, "-P", "-m", "reader.cli", "import", "archive", "--jobs", "2", "--progress", "json"]
    kills = 0
    for pages in (5, 110):
        process = subprocess.Popen(command, env=home, cwd=tmp_path, stdout=subprocess.PIPE, start_new_session=True)
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                event = json.loads(line)
                if event["event"] == "progress" and event["pages"] >= pages:
                    os.killpg(process.pid, signal.SIGKILL)
                    kills += 1
                    break
        process.wait(60)
    last = dateline("import", "archive")
    assert last.returncode == 0, last.stderr
    assert kills
    found = rows(dateline)
    assert len(found) == len({row["id"] for row in found}) == count
    assert b"changed" not in last.stdout
    assert b"imported already" in dateline("import", "archive").stdout
    assert len(rows(dateline, "harbour")) == count
