"""Fetching behind the open desk, by a stand-in that speaks the lines of `dateline fetch --progress json`."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from reader.article import Article
from reader.library.library import Incoming, Library
from reader.tui.fetch_run import FetchRun
from reader.tui.fetch_words import progress_in_words, result_in_words
from reader.tui.messages import Failure, Fetched, FetchProgressed

Open = Callable[..., AbstractAsyncContextManager[Any]]
Fill = Callable[[Path, Iterable[Article]], Path]
START = {"event": "start", "what": "Fetching", "feeds": 120}
HALF = {
    "event": "progress", "feeds": 34, "of": 120, "articles": 812, "failed": 3, "rate": 240.4, "seconds_left": 8.0,
}  # fmt: skip
FAILED = {
    "event": "feed", "address": "https://slow.example/feed", "title": "Slow", "outcome": "failed",
    "reason": "timed out",
}  # fmt: skip
DONE = {"event": "done", "feeds": 120, "added": 812, "revised": 3, "unchanged": 80, "failed": 1, "queued": 0}
STAND_IN = """
import json, os, pathlib, signal, sys, time
here = pathlib.Path(sys.argv[1])
(here / "arguments").write_text(json.dumps(sys.argv[2:]))
signal.signal(signal.SIGTERM, lambda *_: (print('{"event":"done","feeds":34,"added":1,"stopped":true}'), sys.exit(0)))
for number, line in enumerate(json.loads((here / "lines").read_text())):
    while not (here / "go").exists() or int((here / "go").read_text() or 0) < number:
        time.sleep(0.01)
    print(json.dumps(line), flush=True)
"""


class Feeder:
    """What the stand-in says, how far it may go, and how it was called."""

    def __init__(self, folder: Path, lines: Sequence[Mapping[str, object]]) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "lines").write_text(json.dumps(lines))
        self.command = [sys.executable, "-c", STAND_IN, str(folder)]
        self.let(len(lines))

    def let(self, number: int) -> None:
        """Let it say its lines up to that number."""
        fresh = self.folder / "fresh"
        fresh.write_text(str(number))
        fresh.replace(self.folder / "go")

    @property
    def arguments(self) -> list[str]:
        """With what it was called."""
        return msgspec.json.decode((self.folder / "arguments").read_bytes(), type=list[str])


@pytest.fixture
def feeder(tmp_path: Path) -> Feeder:
    """One that fetches 120 feeds, of which one fails."""
    return Feeder(tmp_path / "feeder", [START, HALF, FAILED, DONE])


async def test_all_feeds_are_fetched_with_progress_in_the_status_line_and_the_result_in_words(
    library: Path, open_desk: Open, feeder: Feeder
) -> None:
    feeder.let(1)
    async with open_desk(library, size=(120, 24), fetch=feeder.command) as reader:
        reader._send("R")
        words = "Fetching 34/120 feeds (X stops) · 812 new · 240/s · 8 s left · 3 failed"
        await reader.until(lambda: reader.desktop.status.work == words)
        reader._send("j")
        await reader.until(lambda: words in reader.screen[-1])
        feeder.let(9)
        await reader.settle()
        assert reader.status == "812 new, 3 changed; Slow: timed out"
        assert reader.desktop.status.work == ""
        assert feeder.arguments == []


async def test_the_feed_of_the_article_under_the_cursor_is_fetched(
    library: Path, open_desk: Open, feeder: Feeder
) -> None:
    async with open_desk(library, fetch=feeder.command) as reader:
        await reader.press("j", "r")
        assert feeder.arguments == ["--of=a2-brasilia-reads"]


async def test_without_an_article_all_feeds_are_fetched(tmp_path: Path, open_desk: Open, feeder: Feeder) -> None:
    with Library.open(tmp_path / "empty", create=True):
        pass
    async with open_desk(tmp_path / "empty", fetch=feeder.command) as reader:
        await reader.press("r")
        assert feeder.arguments == []


async def test_a_second_fetch_is_refused_in_words_and_the_stop_key_ends_the_first(
    library: Path, open_desk: Open, feeder: Feeder
) -> None:
    feeder.let(1)
    async with open_desk(library, fetch=feeder.command) as reader:
        reader._send("R")
        await reader.until(lambda: "34/120" in reader.desktop.status.work)
        reader._send("r")
        await reader.until(lambda: reader.status == "Feeds are being fetched already; X stops it")
        await reader.press("X")
        assert reader.status == "Fetching stopped; 1 new so far is kept, R fetches the rest"
        await reader.press("X")
        assert reader.status == "Nothing is being fetched or re-annotated"


async def test_articles_appear_as_they_come_in_and_the_readers_place_stays(
    tmp_path: Path,
    open_desk: Open,
    feeder: Feeder,
    fill_library: Fill,
    many_articles: Callable[[int], Iterable[Article]],
) -> None:
    articles = list(many_articles(400))
    folder = fill_library(tmp_path / "many", articles[200:])
    feeder.let(0)
    async with open_desk(folder, size=(150, 24), fetch=feeder.command) as reader:
        await reader.press(*["space"] * 9, "enter")
        rows = reader.desktop.rows
        here, above = rows.selected.id, rows.cursor - rows.scroll_y / 2
        await reader.press("j", "j", "1")
        top = reader.desktop.view.scroll_y
        place = rows.cursor
        reader._send("R")
        await reader.until(lambda: reader.desktop.status.work.startswith("Fetching 0/120"))
        with Library.open(folder) as library:
            library.add([Incoming(one) for one in articles[:200]])
        reader.desk.desk.workings.watching._busy = False
        feeder.let(1)
        await reader.until(lambda: rows.count == 400)
        assert rows.selected.id == here
        assert rows.cursor == place + 200
        assert rows.cursor - rows.scroll_y / 2 == above
        assert reader.desktop.view.article.id == here
        assert reader.desktop.view.scroll_y == top
        feeder.let(9)
        await reader.settle()
        await reader.press("g", "g")
        assert rows.selected.id == articles[0].id
        await reader.press("G")
        assert rows.selected.id == articles[-1].id


async def test_the_place_in_a_list_that_was_searched_for_stays_too(
    tmp_path: Path, open_desk: Open, fill_library: Fill, many_articles: Callable[[int], Iterable[Article]]
) -> None:
    articles = list(many_articles(600))
    folder = fill_library(tmp_path / "many", articles[300:])
    async with open_desk(folder, size=(150, 24)) as reader:
        await reader.press("/")
        await reader.type("leader:maduro")
        await reader.press(*["space"] * 8)
        rows = reader.desktop.rows
        here, place = rows.selected.id, rows.cursor
        assert place > 60
        with Library.open(folder) as library:
            library.add([Incoming(one) for one in articles[:300]])
        reader.desk.desk.workings.watching.look()
        await reader.until(lambda: rows.count == 200)
        assert (rows.selected.id, rows.cursor) == (here, place + 100)


async def test_many_articles_of_the_same_second_do_not_move_the_place(
    tmp_path: Path, open_desk: Open, fill_library: Fill, many_articles: Callable[[int], Iterable[Article]]
) -> None:
    at_once = [msgspec.structs.replace(one, published=None) for one in many_articles(300)]
    folder = fill_library(tmp_path / "same", at_once[:150])
    async with open_desk(folder, size=(150, 24)) as reader:
        await reader.press(*["space"] * 7)
        rows = reader.desktop.rows
        here = rows.selected.id
        with Library.open(folder) as library:
            library.add([Incoming(one) for one in at_once[150:]])
        reader.desk.desk.workings.watching.look()
        assert rows.count == 300
        assert rows.selected.id == here


async def test_the_first_articles_of_an_empty_library_appear_and_are_shown(
    tmp_path: Path, open_desk: Open, many_articles: Callable[[int], Iterable[Article]]
) -> None:
    with Library.open(tmp_path / "empty", create=True):
        pass
    async with open_desk(tmp_path / "empty") as reader:
        assert "dateline feed add ADDRESS" in "\n".join(reader.screen)
        with Library.open(tmp_path / "empty") as library:
            library.add([Incoming(one) for one in many_articles(3)])
        reader.desk.desk.workings.watching.look()
        await reader.settle()
        assert reader.desktop.rows.count == 3
        assert reader.open_title.startswith("Story 000000")


async def test_where_nothing_can_be_fetched_it_says_why_and_starts_nothing(library: Path, open_desk: Open) -> None:
    why = "Dateline is offline (`--offline`, or the setting): nothing is fetched"
    started = [sys.executable, "-c", "raise SystemExit('started')"]
    async with open_desk(library, fetch=started, no_fetching=why) as reader:
        await reader.press("R")
        assert reader.status == why
    async with open_desk(library) as reader:
        await reader.press("r")
        assert reader.status == "Nothing can be fetched here"
    async with open_desk(library, fetch=started) as reader:
        reader.desktop.session.library._session.writable = False
        await reader.press("R")
        assert reader.status == "This library can only be read: nothing can be fetched into it"


async def test_the_desk_leaves_no_fetch_behind(library: Path, open_desk: Open, feeder: Feeder, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    forever = f"import os, time; open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    async with open_desk(library, fetch=[sys.executable, "-c", forever]) as reader:
        reader._send("R")
        await reader.until(lambda: pid.exists() and pid.read_text())
    await asyncio.get_running_loop().shutdown_default_executor()  # as at the end of a program
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def told_by(code: str) -> list[object]:
    """What a run of that program tells."""
    told: list[object] = []
    FetchRun([sys.executable, "-c", code], told.append).run()
    return told


def test_a_process_that_breaks_off_is_told_in_its_last_words() -> None:
    words = "import sys; sys.exit('dateline: another fetch of this library runs')"
    assert told_by(words) == [Fetched(problem="another fetch of this library runs")]
    assert told_by("raise SystemExit(9)") == [Fetched(problem="it ended with code 9; `dateline fetch` tells more")]
    assert told_by("import os; os.kill(os.getpid(), 9)")[0] == Fetched(
        problem="it was ended; `dateline fetch` tells more"
    )
    told: list[object] = []
    FetchRun(["/nowhere/python"], told.append).run()
    assert told == [Fetched(problem="no process can be started: No such file or directory")]


def test_what_a_hostile_feed_says_of_itself_reaches_the_terminal_filtered() -> None:
    line = {**FAILED, "title": "\x1b]0;gotcha\x07Slow", "reason": "it\u202e said\x1b[31m"}
    lines = "\n".join(json.dumps(one) for one in (line, DONE))
    (fetched,) = told_by(f"print({lines!r})")
    assert isinstance(fetched, Fetched)
    assert fetched.failures == (Failure("https://slow.example/feed", "]0;gotchaSlow", "it said[31m"),)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (FetchProgressed(0, 0), "Fetching (X stops)"),
        (FetchProgressed(0, 1), "Fetching 0/1 feed (X stops) · 0 new"),
        (
            FetchProgressed(34, 120, 812, 3, 5, 240.4, 8),
            "Fetching 34/120 feeds (X stops) · 812 new · 240/s · 8 s left · 3 failed",
        ),
        (
            FetchProgressed(120, 120, 812, 0, 1_500, 0.4),
            "Fetching 120/120 feeds (X stops) · 812 new · 1,500 full texts to come",
        ),
        (
            FetchProgressed(300, 812, 812, 3, annotating=True),
            "Finding who and where 300/812 (X stops) · 3 failed",
        ),
    ],
)
def test_progress_is_told_with_count_rate_time_left_and_what_failed(at: FetchProgressed, said: str) -> None:
    assert progress_in_words(at, "X") == said


TWO = (Failure("https://a.example", "A", "gone"), Failure("https://b.example", "", "timed out"))


@pytest.mark.parametrize(
    ("fetched", "said"),
    [
        (Fetched(120, 812, 3, failures=TWO), "812 new, 3 changed; 2 feeds failed: gf shows which"),
        (Fetched(1, failures=TWO[1:]), "Nothing new in 1 feed; https://b.example: timed out"),
        (Fetched(120), "Nothing new in 120 feeds"),
        (Fetched(120, 7, queued=2), "7 new; 2 full texts wait for the next time"),
        (Fetched(34, stopped=True), "Fetching stopped; R fetches the rest"),
        (Fetched(0), "There are no feeds yet: a subscribes to one, or `dateline feed add ADDRESS`"),
        (Fetched(problem="the disk is full"), "Nothing was fetched: the disk is full"),
    ],
)
def test_the_result_is_told_in_words(fetched: Fetched, said: str) -> None:
    assert result_in_words(fetched, "gf", "a", "R") == said
