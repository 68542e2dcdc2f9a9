"""Articles that came in without their words and names are finished by real workers, newest first, whatever happens."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.article import Article, Block
from reader.entities.annotate import annotate_article, annotator
from reader.entities.gazetteer.gazetteer import load_gazetteer
from reader.ingest.child import WorkLimits
from reader.ingest.pipeline import Report
from reader.ingest.reannotating import AWAITED_BATCH, annotate_awaiting, reannotate
from reader.library.library import Incoming, Library
from reader.library.places import Places
from reader.library.query import parse_query
from reader.related.related import related

DAY = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", create=True) as library:
        yield library


def article(number: int, text: str = "Rain fell in Japan, and Emmanuel Macron spoke of it.") -> Article:
    day = DAY + timedelta(hours=number)
    return Article(f"n{number:04d}", day, title=f"Notice {number}", blocks=(Block("paragraph", text),))


def add(library: Library, count: int) -> None:
    library.add([Incoming(article(number)) for number in range(count)], words_later=True)


def found(library: Library, query: str) -> list[str]:
    return [row.id for row in library.rows(parse_query(query), limit=10_000)]


class StopError(Exception):
    """Somebody wants the run to end."""


class Watch:
    """Progress that does something when so many articles are done."""

    def __init__(self, at: int, act: object = None) -> None:
        self.at, self.act = at, act

    def page(self, report: Report) -> None:
        if report.pages == self.at and callable(self.act):
            self.act()

    def failure(self, address: str, reason: str) -> None:
        pass


def test_all_that_wait_are_found_by_words_and_names_and_then_nothing_is_to_do(library: Library) -> None:
    add(library, AWAITED_BATCH + 7)
    report = annotate_awaiting(library, jobs=2)
    assert (report.pages, report.revised, report.failed) == (AWAITED_BATCH + 7, AWAITED_BATCH + 7, [])
    assert len(found(library, "rain country:JP")) == AWAITED_BATCH + 7
    assert library.annotations.waiting == 0
    assert library.annotations.outdated(annotator(load_gazetteer())) == 0
    assert annotate_awaiting(library, jobs=1).pages == 0


def test_the_outcome_is_that_of_articles_that_came_in_annotated(library: Library, tmp_path: Path) -> None:
    add(library, 5)
    annotate_awaiting(library, jobs=2)
    with Library.open(tmp_path / "other", create=True) as other:
        other.add([Incoming(annotate_article(article(number))) for number in range(5)])
        assert [library.uncorrected(f"n{number:04d}") for number in range(5)] == [
            other.uncorrected(f"n{number:04d}") for number in range(5)
        ]
        assert library.rows() == other.rows()
        assert related(library, "n0003") == related(other, "n0003")
        assert library.entities() == other.entities()


def test_an_interrupted_run_keeps_the_newest_and_the_next_goes_on_there(library: Library) -> None:
    add(library, 3 * AWAITED_BATCH)

    def interrupt() -> None:
        raise StopError

    with pytest.raises(StopError):
        annotate_awaiting(library, jobs=2, progress=Watch(AWAITED_BATCH, interrupt))
    newest = range(3 * AWAITED_BATCH - 1, 2 * AWAITED_BATCH - 1, -1)
    assert found(library, "country:JP") == [f"n{number:04d}" for number in newest]
    assert annotate_awaiting(library, jobs=2).pages == 2 * AWAITED_BATCH


def test_one_that_takes_too_long_is_found_by_its_words_and_not_tried_again(library: Library) -> None:
    add(library, 1)
    long = article(9, "Rain fell in Japan on Sunday, and more fell in Peru. " * 60_000)
    library.add([Incoming(long)], words_later=True)
    report = annotate_awaiting(library, jobs=1, limits=WorkLimits(seconds=1.0))
    assert [name for name, _ in report.failed] == ["n0009"]
    assert found(library, "rain sunday") == ["n0009"]
    assert annotate_awaiting(library, jobs=1).pages == 0


def test_damaged_ones_are_told_once_and_do_not_hold_up_the_others(library: Library) -> None:
    add(library, 3)
    with closing(sqlite3.connect(Places(library.path).articles / "cache.db")) as store, store:
        store.execute("UPDATE Cache SET value = x'0102' WHERE key = 'article/n0001/00000001'")
    report = annotate_awaiting(library, jobs=1)
    assert ([name for name, _ in report.failed], report.revised) == (["n0001"], 2)
    assert annotate_awaiting(library, jobs=1).pages == 0


def test_one_that_is_revised_meanwhile_is_read_in_its_new_words(library: Library) -> None:
    add(library, 2 * AWAITED_BATCH)

    def revise() -> None:
        library.add([Incoming(article(0, "Snow fell in Peru."))], words_later=True)

    annotate_awaiting(library, jobs=1, progress=Watch(AWAITED_BATCH, revise))
    annotate_awaiting(library, jobs=1)
    assert found(library, "snow country:PE") == ["n0000"]
    assert library.get("n0000").revision == 2


def test_the_background_reading_finishes_them_too(library: Library) -> None:
    add(library, 3)
    assert reannotate(library, jobs=1).pages == 3
    assert found(library, "rain country:JP") == ["n0002", "n0001", "n0000"]


def test_articles_that_come_in_meanwhile_are_finished_in_the_same_run(library: Library) -> None:
    add(library, AWAITED_BATCH)
    late = [Incoming(article(500 + number)) for number in range(3)]
    annotate_awaiting(library, jobs=1, progress=Watch(1, lambda: library.add(late, words_later=True)))
    assert library.annotations.awaiting(9) == []


RUN = """
import signal, sys
from pathlib import Path
from reader.ingest.reannotating import annotate_awaiting
from reader.library.library import Library

def stop(*_):
    raise SystemExit(0)

class Tell:
    def page(self, report):
        print(report.pages, flush=True)
    def failure(self, address, reason):
        pass

signal.signal(signal.SIGTERM, stop)
with Library.open(Path(sys.argv[1])) as library:
    annotate_awaiting(library, jobs=2, progress=Tell())
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_stopped_or_killed_keeps_what_it_told(library: Library, how: signal.Signals) -> None:
    add(library, 4 * AWAITED_BATCH)
    library.close()
    run = subprocess.Popen([sys.executable, "-c", RUN, str(library.path)], stdout=subprocess.PIPE)
    assert run.stdout is not None
    assert run.stdout.readline() == b"1\n"
    run.send_signal(how)
    told = max([1, *map(int, run.stdout.read().split())])
    run.stdout.close()
    run.wait(30)
    with Library.open(library.path) as again:
        assert again.count(parse_query("rain country:JP")) >= told
        assert len(again.annotations.awaiting(9999)) == 4 * AWAITED_BATCH - again.count(parse_query("country:JP"))
        annotate_awaiting(again, jobs=2)
        assert again.count(parse_query("rain country:JP")) == 4 * AWAITED_BATCH
        assert [finding for finding in again.doctor() if finding.level == "bad"] == []
