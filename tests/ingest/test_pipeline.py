"""Pages go into the library in order and in batches; a page that fails is named and the rest goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.ingest.pipeline import BATCH, Report, ingest
from reader.ingest.progress import JsonLines, Lines
from reader.library.library import Library
from reader.library.originals import Original
from reader.sources.page import Page, SourceFailure


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", create=True) as library:
        yield library


def page(number: int, text: str = "Rain fell in Japan for two days, and no more was expected.") -> Page:
    return Page(f"a.jsonl:{number}", text.encode(), "text", id=f"n{number}", title=f"Notice {number}", weight=10)


def test_every_page_is_counted_once_and_again_changes_nothing(library: Library) -> None:
    pages = [page(number) for number in range(BATCH + 5)]
    first = ingest(library, pages, jobs=2)
    assert (first.added, first.unchanged, first.pages, first.bytes) == (BATCH + 5, 0, BATCH + 5, 10 * (BATCH + 5))
    second = ingest(library, pages, jobs=2)
    assert (second.added, second.revised, second.unchanged) == (0, 0, BATCH + 5)
    assert library.counters().articles == BATCH + 5


def test_a_changed_page_becomes_a_revision(library: Library) -> None:
    ingest(library, [page(1)], jobs=1)
    report = ingest(library, [page(1, "Rain fell in Japan for three days, and more was expected.")], jobs=1)
    assert (report.added, report.revised) == (0, 1)
    assert library.get("n1").revision == 2


def test_failures_are_named_and_the_rest_goes_on(library: Library) -> None:
    pieces: list[Page | SourceFailure] = [
        page(1),
        SourceFailure("gone.html", "there is no such file"),
        Page("menu.txt", b"Home\nWorld\n", "text", weight=3),
        SourceFailure("logo.png", "is a PNG image", skipped=True, weight=5),
        page(2),
    ]
    told: list[str] = []
    report = ingest(library, pieces, jobs=1, progress=Lines(told.append, "Reading"))
    assert report.read == 2
    assert [address for address, _ in report.failed] == ["gone.html", "menu.txt"]
    assert report.skipped == [("logo.png", "is a PNG image")]
    assert (report.pages, report.bytes) == (4, 28)
    assert [line.partition(":")[0] for line in told] == ["gone.html", "menu.txt"]


def test_an_interrupted_run_keeps_the_batches_before(library: Library) -> None:
    def pages() -> Iterator[Page]:
        for number in range(BATCH + 50):
            yield page(number)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(library, pages(), jobs=2)
    assert library.counters().articles == BATCH


def test_the_original_of_a_web_page_is_kept(library: Library) -> None:
    body = "<p>The ferry will sail again from Monday, the operator said on Thursday afternoon.</p>" * 3
    content = f"<html><body><article><h1>Ferry returns</h1>{body}</article></body></html>".encode()
    ingest(library, [Page("ferry.html", content, "html", id="ferry")], jobs=1)
    assert library.original("ferry") == Original("html", content, id="ferry")


def test_a_program_is_told_the_share_and_the_counts() -> None:
    lines: list[str] = []
    with JsonLines(lines.append, "Reading", 200) as progress:
        progress.page(Report(pages=1, bytes=50, added=1))
        progress.failure("a\nb", "why")
    start, state, failed, done = map(json.loads, lines)
    assert start == {"event": "start", "what": "Reading", "bytes": 200}
    assert state["share"] == 0.25
    assert state["seconds_left"] >= 0
    assert failed == {"event": "failed", "address": "a\nb", "reason": "why"}
    assert (done["event"], done["pages"], done["added"]) == ("done", 1, 1)


def test_a_failure_is_one_safe_line() -> None:
    told: list[str] = []
    Lines(told.append, "Reading").failure("a\x1b]0;x\x07\nb.html", "is no\u202e page")
    assert told == ["a]0;x b.html: is no page\n"]
