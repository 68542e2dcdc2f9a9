"""What a fetch says on its way and in the end."""

from __future__ import annotations

import io
import json

from reader.ingest.fetching.report import FeedResult, FetchReport
from reader.ingest.fetching.telling import Bar, JsonLines, Lines, Quiet, summary

FAILED = FeedResult("https://harbourpost.example/feed", "Harbour\x1b[2J Post", "failed", reason="no\x1bthing there")


def test_a_failure_is_one_line_that_is_safe_to_print() -> None:
    written: list[str] = []
    teller = Quiet(written.append)
    teller.feed(FAILED)
    teller.failure("https://harbourpost.example/\x1b]0;1", "no\nlines")
    assert written == [
        "Harbour[2J Post <https://harbourpost.example/feed>: nothing there\n",
        "https://harbourpost.example/]0;1: no lines\n",
    ]


def test_feeds_that_are_well_or_only_wait_are_not_told_in_a_log() -> None:
    written: list[str] = []
    teller = Lines(written.append)
    teller.feed(FeedResult("https://harbourpost.example/feed", "", "new", 3))
    teller.feed(FeedResult("https://harbourpost.example/feed", "", "waiting", reason="later"))
    teller.progress(FetchReport(feeds=3))
    assert written == []


def test_a_bar_tells_failures_above_itself() -> None:
    stream = io.StringIO()
    with Bar(stream) as bar:
        bar.start(3)
        bar.progress(FetchReport(feeds=3, done=1, added=2, pages_left=4))
        bar.feed(FAILED)
        bar.annotating(1, 2)
    assert "Harbour[2J Post <https://harbourpost.example/feed>: nothing there\n" in stream.getvalue()


def test_progress_is_told_in_numbers_and_not_too_often() -> None:
    written: list[str] = []
    teller = JsonLines(written.append)
    teller.start(4)
    for _ in range(50):
        teller.progress(FetchReport(feeds=4, done=2, added=10, revised=1, failed=1, pages_left=7))
    told = [json.loads(line) for line in written]
    assert told[0] == {"event": "start", "what": "Fetching", "feeds": 4}
    assert len(told) < 10
    progress = told[1]
    assert progress["seconds_left"] >= 0
    assert progress["rate"] > 0
    assert {name: progress[name] for name in ("feeds", "of", "articles", "revised", "pages_left", "failed")} == {
        "feeds": 2, "of": 4, "articles": 10, "revised": 1, "pages_left": 7, "failed": 1,
    }  # fmt: skip


def test_nobody_knows_how_long_it_takes_before_the_first_feed() -> None:
    written: list[str] = []
    JsonLines(written.append).progress(FetchReport(feeds=4))
    assert json.loads(written[0])["seconds_left"] is None


def test_the_end_is_told_in_one_line() -> None:
    report = FetchReport(
        feeds=1_200, added=3_400, revised=2, completed=5, unchanged=7, moved=1, gone=1, failed=2, waiting=3, queued=1
    )
    assert summary(report) == (
        "3,400 added, 2 changed, 5 completed with their full text; "
        "1,200 feeds: 7 unchanged, 1 moved, 1 gone, 3 to be asked later, 2 failed; 1 full text still to come"
    )
    assert summary(FetchReport(feeds=1, added=1, stopped=True)) == "stopped: 1 added; 1 feed"
