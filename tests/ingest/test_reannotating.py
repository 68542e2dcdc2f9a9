"""Articles of older rules are read anew by real workers: newest first, resumable, whatever happens on the way."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from reader.article import Article, Block
from reader.config import config_folder
from reader.corrections import Correction
from reader.errors import DatelineError
from reader.ingest.child import WorkLimits
from reader.ingest.pipeline import Report
from reader.ingest.progress import JsonLines
from reader.ingest.reannotating import BATCH, MOST_CHANGES, reannotate
from reader.library.library import Incoming, Library
from reader.library.places import Places
from reader.library.query import parse_query

DAY = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own for each test, whose gazetteer it may change; compiling one is shared."""
    for name in ("CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "compiled"))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", create=True) as library:
        yield library


def article(number: int, text: str = "Rain fell in Japan, and Zorblax the Elder of Ruritania spoke.") -> Article:
    day = DAY + timedelta(hours=number)
    return Article(f"n{number:04d}", day, title=f"Notice {number}", blocks=(Block("paragraph", text),), annotator="0")


def add(library: Library, count: int) -> None:
    library.add([Incoming(article(number)) for number in range(count)])


def write_gazetteer(words: str) -> None:
    config_folder().mkdir(parents=True, exist_ok=True)
    (config_folder() / "gazetteer.toml").write_text(words, "utf-8")


def leader(name: str) -> str:
    return f'[[leader]]\nid = "zorblax"\nname = "{name}"\ncountry = "JP"\n'


class Watch:
    """Progress that does something when so many articles are done."""

    def __init__(self, at: int, act: object) -> None:
        self.at, self.act = at, act
        self.order: list[str] = []

    def page(self, report: Report) -> None:
        if report.pages == self.at and callable(self.act):
            self.act()

    def failure(self, address: str, reason: str) -> None:
        self.order.append(address)


def test_outdated_articles_get_the_mentions_of_now_and_then_nothing_is_to_do(library: Library) -> None:
    add(library, 2 * BATCH + 3)
    report = reannotate(library, jobs=2)
    assert (report.pages, report.revised, report.unchanged, report.failed) == (2 * BATCH + 3, 2 * BATCH + 3, 0, [])
    assert library.count(parse_query("country:JP")) == 2 * BATCH + 3
    assert {library.get(f"n{number:04d}").revision for number in range(2 * BATCH + 3)} == {1}
    again = reannotate(library, jobs=1)
    assert (again.pages, again.revised) == (0, 0)


def test_an_interrupted_run_has_done_the_newest_and_the_next_goes_on_there(library: Library) -> None:
    add(library, 5 * BATCH)

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reannotate(library, jobs=2, progress=Watch(2 * BATCH, interrupt))
    done = [row.id for row in library.rows(parse_query("country:JP"), limit=100)]
    assert done == [f"n{number:04d}" for number in range(5 * BATCH - 1, 3 * BATCH - 1, -1)]
    assert reannotate(library, jobs=2).pages == 3 * BATCH


def test_damaged_articles_are_told_once_and_do_not_hold_up_the_others(library: Library) -> None:
    add(library, BATCH)
    with closing(sqlite3.connect(Places(library.path).articles / "cache.db")) as store, store:
        store.execute("UPDATE Cache SET value = x'0102' WHERE key = 'article/n0003/00000001'")
    report = reannotate(library, jobs=1)
    assert [name for name, _ in report.failed] == ["n0003"]
    assert report.revised == BATCH - 1
    assert reannotate(library, jobs=1).pages == 0


def test_deleted_articles_wait_until_they_are_back(library: Library) -> None:
    add(library, 3)
    library.mark(["n0001"], "deleted", True)
    assert reannotate(library, jobs=1).pages == 2
    library.undo()
    assert reannotate(library, jobs=1).pages == 1


def test_an_article_that_takes_too_long_is_told_and_keeps_what_it_has(library: Library) -> None:
    add(library, 1)
    library.add([Incoming(article(9, "Rain fell in Japan on Sunday, and more fell in Peru. " * 60_000))])
    report = reannotate(library, jobs=1, limits=WorkLimits(seconds=1.0))
    assert [name for name, _ in report.failed] == ["n0009"]
    assert report.revised == 1
    assert library.get("n0009").annotator == "0"


def test_an_article_revised_meanwhile_keeps_its_new_words(library: Library) -> None:
    add(library, 3 * BATCH)

    def revise() -> None:
        library.add([Incoming(article(0, "Snow fell in Peru."))])

    reannotate(library, jobs=1, progress=Watch(BATCH, revise))
    kept = library.get("n0000")
    assert (kept.blocks[0].text, kept.revision) == ("Snow fell in Peru.", 2)
    reannotate(library, jobs=1)
    assert [mention.entity for mention in library.get("n0000").mentions] == ["PE"]


def test_only_the_machines_mentions_are_stored(library: Library) -> None:
    add(library, 2)
    library.correct(Correction(verdict="not", surface="Japan", scope="everywhere"))
    reannotate(library, jobs=1)
    assert library.count(parse_query("country:JP")) == 0
    assert "JP" in {mention.entity for mention in library.uncorrected("n0001").mentions}


def test_a_gazetteer_that_changes_meanwhile_is_noticed_and_all_is_read_with_the_last_one(library: Library) -> None:
    add(library, 4 * BATCH)
    report = reannotate(library, jobs=2, progress=Watch(BATCH, lambda: write_gazetteer(leader("Zorblax the Elder"))))
    assert report.pages > 4 * BATCH
    assert library.count(parse_query("leader:zorblax")) == 4 * BATCH
    assert len({library.uncorrected(row.id).annotator for row in library.rows()}) == 1


def test_a_gazetteer_that_never_rests_ends_the_run_in_words(library: Library) -> None:
    add(library, 2)
    names = iter(f"Zorblax {number}" for number in range(100))

    class Restless(Watch):
        def page(self, report: Report) -> None:
            write_gazetteer(leader(next(names)))

    with pytest.raises(DatelineError, match="changed again and again"):
        reannotate(library, jobs=1, progress=Restless(0, None))
    assert MOST_CHANGES < 10


def test_progress_is_told_in_articles(library: Library) -> None:
    add(library, 3)
    told: list[str] = []
    with JsonLines(told.append, "Reading anew", 3) as progress:
        reannotate(library, jobs=1, progress=progress)
    events = [json.loads(line) for line in told]
    assert events[0] == {"event": "start", "what": "Reading anew", "bytes": 3}
    assert events[-1]["event"] == "done"
    assert (events[-1]["pages"], events[-1]["revised"]) == (3, 3)


RUN = """
import sys
from pathlib import Path
from reader.ingest.reannotating import reannotate
from reader.library.library import Library

class Tell:
    def page(self, report):
        print(report.pages, flush=True)
    def failure(self, address, reason):
        pass

if __name__ == "__main__":
    with Library.open(Path(sys.argv[1])) as library:
        reannotate(library, jobs=2, progress=Tell())
"""


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_everything_whole_and_the_next_goes_on(
    library: Library, end: signal.Signals
) -> None:
    add(library, 200)
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, str(library.path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert run.stdout is not None
    assert run.stdout.readline() == b"1\n"
    run.send_signal(end)
    run.stdout.read()
    run.stdout.close()
    assert run.wait(30) != 0
    library.refresh()
    done = library.count(parse_query("country:JP"))
    assert 0 < done < 200
    assert [finding for finding in library.doctor() if finding.level == "bad"] == []
    report = reannotate(library, jobs=2)
    # Those that were written when the run ended, and not yet indexed, are found unchanged.
    assert done + report.revised + report.unchanged == 200
    assert report.unchanged <= BATCH
    assert library.count(parse_query("country:JP")) == 200
    stored = [library.uncorrected(row.id) for row in library.rows(limit=300)]
    assert {msgspec.structs.replace(one, mentions=(), annotator="0") for one in stored} == {
        article(number) for number in range(200)
    }
