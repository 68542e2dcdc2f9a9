"""The command that fetches: its words, what it prints, its exit codes, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest

from reader.library.lock import locked
from tests.cli.conftest import Dateline, one_line
from tests.ingest.fetching.conftest import LONG, Site, html, item, rss, site

__all__ = ["site"]


@pytest.fixture
def feeds(tmp_path: Path) -> Path:
    """The feeds.toml of the home that `dateline` has, which is empty."""
    path = tmp_path / "config" / "dateline" / "feeds.toml"
    path.parent.mkdir(parents=True)
    path.touch()
    return path


def subscribe(feeds: Path, address: str, **fields: object) -> None:
    """Writes an entry as a person would."""
    lines = [f"{name} = {json.dumps(value)}" for name, value in ({"address": address} | fields).items()]
    with feeds.open("a") as file:
        file.write("[[feed]]\n" + "\n".join(lines) + "\n\n")


def events(output: bytes, kind: str) -> list[dict[str, Any]]:
    """The lines of that event."""
    told = [json.loads(line) for line in output.splitlines()]
    return [event for event in told if event["event"] == kind]


@contextmanager
def running(home: dict[str, str], *arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """The command under way and its stdout; ended when the block is, whatever happens."""
    command = [sys.executable, "-P", "-m", "reader.cli", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=home) as process:
        watch = threading.Timer(60, process.kill)
        watch.start()
        try:
            assert process.stdout is not None
            yield process, process.stdout
        finally:
            watch.cancel()
            if process.poll() is None:
                process.kill()


def test_a_fetch_says_in_one_line_what_came_in(site: Site, feeds: Path, dateline: Dateline) -> None:
    subscribe(feeds, site.serve("/feed", rss(item(1), item(2))))
    done = dateline("fetch", "--allow-private")
    assert done.stdout == b"2 added; 1 feed\n"
    assert (done.stderr, done.returncode) == (b"", 0)
    again = dateline("fetch", "--allow-private")
    assert again.stdout == b"0 added; 1 feed: 1 unchanged\n"
    listed = dateline("list", "ferry")
    assert listed.stdout.count(b"\n") == 2, "the words are found"


def test_progress_comes_as_json_lines_for_programs(site: Site, feeds: Path, dateline: Dateline) -> None:
    subscribe(feeds, site.serve("/feed", rss(item(1))), title="Mine")
    subscribe(feeds, f"{site.address}/missing")
    done = dateline("fetch", "--allow-private", "--progress", "json")
    assert done.returncode == 3
    (start,), (end,) = events(done.stdout, "start"), events(done.stdout, "done")
    assert start == {"event": "start", "what": "Fetching", "feeds": 2}
    told = {event["address"]: event for event in events(done.stdout, "feed")}
    assert told[f"{site.address}/feed"] == {
        "event": "feed", "address": f"{site.address}/feed", "title": "Mine", "outcome": "new",
        "added": 1, "revised": 0, "known": 0, "reason": "",
    }  # fmt: skip
    assert told[f"{site.address}/missing"]["outcome"] == "failed"
    assert events(done.stdout, "annotating")[-1] == {"event": "annotating", "articles": 1, "of": 1}
    assert {name: end[name] for name in ("feeds", "added", "revised", "unchanged", "failed", "queued")} == {
        "feeds": 2, "added": 1, "revised": 0, "unchanged": 0, "failed": 1, "queued": 0,
    }  # fmt: skip
    assert "stopped" not in end


def test_when_every_feed_fails_the_command_does(site: Site, feeds: Path, dateline: Dateline) -> None:
    subscribe(feeds, f"{site.address}/missing")
    done = dateline("fetch", "--allow-private")
    assert done.returncode == 1
    assert b"404" in done.stderr
    assert done.stdout == b"0 added; 1 feed: 1 failed\n"


def test_without_feeds_it_says_how_to_subscribe(dateline: Dateline) -> None:
    assert "`dateline feed add ADDRESS`" in one_line(dateline("fetch"), 1)


def test_a_private_address_is_refused_in_words(site: Site, feeds: Path, dateline: Dateline) -> None:
    subscribe(feeds, site.serve("/feed", rss(item(1))))
    done = dateline("fetch")
    assert done.returncode == 1
    assert b"--allow-private" in done.stderr or b"allow_private" in done.stderr
    assert site.asked == []


def test_feeds_are_chosen_by_title_address_and_tag(site: Site, feeds: Path, dateline: Dateline) -> None:
    one = site.serve("/one", rss(item(1), title="Harbour Post"))
    two = site.serve("/two", rss(item(2), title="Inland Courier"))
    three = site.serve("/three", rss(item(3)))
    subscribe(feeds, one, tags=["sea"])
    subscribe(feeds, two)
    subscribe(feeds, three, title="Third of them")
    assert dateline("fetch", "--allow-private", "third").stdout == b"1 added; 1 feed\n"
    assert dateline("fetch", "--allow-private", "--tag", "SEA").stdout == b"1 added; 1 feed\n"
    assert dateline("fetch", "--allow-private", two.removeprefix("http://")).stdout == b"1 added; 1 feed\n"
    assert dateline("fetch", "--allow-private", "inland").stdout == b"0 added; 1 feed: 1 unchanged\n"
    assert site.asked == ["/three", "/one", "/two", "/two"]


def test_a_name_of_several_feeds_or_none_is_refused(site: Site, feeds: Path, dateline: Dateline) -> None:
    subscribe(feeds, "https://harbourpost.example/a")
    subscribe(feeds, "https://harbourpost.example/b")
    assert "harbourpost.example/a, " in one_line(dateline("fetch", "harbourpost.example"), 2)
    assert "`dateline feed list`" in one_line(dateline("fetch", "unheard of"), 2)
    assert "no feed has this tag" in one_line(dateline("fetch", "--tag", "sea"), 2)


def test_the_feed_of_an_article_is_fetched(site: Site, feeds: Path, dateline: Dateline) -> None:
    subscribe(feeds, site.serve("/one", rss(item(1))))
    subscribe(feeds, site.serve("/two", rss(item(2))))
    dateline("fetch", "--allow-private")
    rows = json.loads(dateline("list", "--json").stdout)
    wanted = next(row["id"] for row in rows if row["title"] == "Ferry number 2 returns")
    assert dateline("fetch", "--allow-private", "--of", wanted[:10]).stdout == b"0 added; 1 feed: 1 unchanged\n"
    assert site.asked[-1] == "/two"


def test_offline_nothing_is_asked(site: Site, feeds: Path, dateline: Dateline) -> None:
    subscribe(feeds, site.serve("/feed", rss(item(1))))
    for arguments in (("--offline", "fetch"), ("fetch", "--offline")):
        done = dateline(*arguments, "--allow-private")
        assert (done.stdout, done.returncode) == (b"0 added; 1 feed: 1 to be asked later\n", 0)
    assert site.asked == []


def test_a_second_fetch_of_the_library_says_that_one_runs(
    site: Site, feeds: Path, dateline: Dateline, tmp_path: Path
) -> None:
    subscribe(feeds, site.serve("/feed", rss(item(1))))
    dateline("fetch", "--allow-private", "--library", tmp_path / "library")
    with locked(tmp_path / "library" / "fetch.lock"):
        told = one_line(dateline("fetch", "--allow-private", "--library", tmp_path / "library"), 4)
    assert "another fetch of this library is running" in told


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order_and_what_came_is_kept(
    number: int, site: Site, feeds: Path, dateline: Dateline, home: dict[str, str]
) -> None:
    subscribe(feeds, site.serve("/feed", rss(item(1))))
    subscribe(feeds, f"{site.address}/slow")
    site.silent.add("/slow")
    with running(home, "fetch", "--allow-private", "--progress", "json") as (process, output):
        lines = []
        for line in output:
            lines.append(line)
            if json.loads(line)["event"] == "feed":
                process.send_signal(number)
        assert process.wait() == 130
    (end,) = events(b"".join(lines), "done")
    assert (end["stopped"], end["added"]) == (True, 1)
    assert b"Ferry number 1 returns" in dateline("list").stdout


def test_a_killed_fetch_loses_nothing_and_the_next_doubles_nothing(
    site: Site, feeds: Path, dateline: Dateline, home: dict[str, str]
) -> None:
    for number in range(20):
        subscribe(feeds, site.serve(f"/{number}", rss(*(item(number * 100 + n) for n in range(10)))))
    with running(home, "fetch", "--allow-private", "--progress", "json", "--jobs", "1") as (process, output):
        for line in output:
            if json.loads(line)["event"] == "feed":
                os.kill(process.pid, signal.SIGKILL)
                break
        process.wait()
    done = dateline("fetch", "--allow-private", "--progress", "json")
    assert done.returncode == 0
    titles = [row["title"] for row in json.loads(dateline("list", "--json").stdout)]
    assert len(titles) == len(set(titles)) == 200
    assert b": 20 unchanged" in dateline("fetch", "--allow-private").stdout


def test_rounds_go_on_until_a_signal_and_each_says_what_came_in(
    site: Site, feeds: Path, dateline: Dateline, home: dict[str, str]
) -> None:
    subscribe(feeds, site.serve("/feed", rss(item(1))))
    with running(home, "fetch", "--allow-private", "--every", "1m") as (process, output):
        assert output.readline().endswith(b"1 added; 1 feed\n")
        process.send_signal(signal.SIGTERM)
        assert output.read() == b""
        assert process.wait() == 0


@pytest.mark.parametrize("span", ["5s", "0", "soon", "400d", "15x"])
def test_a_time_that_is_none_is_refused(span: str, dateline: Dateline) -> None:
    assert "write it as 15m, 2h or 1d" in one_line(dateline("fetch", "--every", span), 2)


def test_an_entry_that_cannot_be_understood_is_told_and_the_others_are_fetched(
    site: Site, feeds: Path, dateline: Dateline
) -> None:
    feeds.write_text("[[feed]]\ntitle = 'no address'\n\n")
    subscribe(feeds, site.serve("/feed", rss(item(1))))
    done = dateline("fetch", "--allow-private")
    assert done.stdout == b"1 added; 1 feed\n"
    assert b"feeds.toml" in done.stderr


def test_web_addresses_are_added_as_pages(site: Site, dateline: Dateline) -> None:
    page = site.serve("/story", html(LONG))
    refused = dateline("add", page)
    assert refused.returncode == 1
    assert site.asked == []
    done = dateline("add", "--allow-private", page)
    assert (done.stdout, done.returncode) == (b"1 added\n", 0)
    assert b"Ferry line returns" in dateline("list").stdout
