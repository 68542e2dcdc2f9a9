"""Articles that older rules cleaned are made anew from their pages: newest first, resumable, and nothing is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from reader.article import Article, Block
from reader.cleaning.clean import CLEANER
from reader.corrections import Correction
from reader.ingest.child import WorkLimits
from reader.ingest.identity import article_id
from reader.ingest.originals import page_of
from reader.ingest.pipeline import Report
from reader.ingest.recleaning import BATCH, reclean, take_back
from reader.ingest.rewording import Rewording
from reader.library.library import Incoming, Library, Marks
from reader.library.originals import Original
from reader.library.query import parse_query

DAY = datetime(2024, 3, 1, 12, tzinfo=UTC)
STORY = (
    "Crews from Japan repaired the breakwater at the northern harbour on Monday, the port office said.",
    "The storm had torn a gap of forty metres into it, and boats were kept inside for eleven days.",
    "Fishermen said that they had lost most of the season, and asked the ministry for help with their loans.",
    "A spokeswoman answered that the government in Tokyo would decide on the matter before the end of April.",
)


def page(number: int, *story: str) -> bytes:
    """A web page with a story and what stands around it."""
    paragraphs = "".join(f"<p>{text} This is report number {number}.</p>" for text in story or STORY)
    head = f"<title>Breakwater repaired, part {number}</title>"
    body = f"<nav><a href='/'>Home</a></nav><article><h1>Breakwater repaired, part {number}</h1>{paragraphs}</article>"
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>".encode()


def old(number: int, **fields: object) -> Article:
    """The article as older rules would have made it of `page`: with a menu in it."""
    blocks = tuple(Block("paragraph", f"{text} This is report number {number}.") for text in STORY)
    when = DAY + timedelta(hours=number)
    values: dict[str, object] = {
        "id": f"n{number:04d}",
        "fetched": when,
        "title": f"Breakwater repaired, part {number}",
        "blocks": (Block("paragraph", "Home"), *blocks),
        "annotator": "0",
    }
    return Article(**{**values, **fields})  # type: ignore[arg-type]  # the values are those of the fields


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", create=True) as library:
        yield library


def add(library: Library, count: int) -> None:
    library.add([Incoming(old(number), Original("html", page(number))) for number in range(count)])


class Watch:
    """Remembers what is told, and does something when so many articles are done."""

    def __init__(self, at: int = -1, act: object = None) -> None:
        self.at, self.act = at, act
        self.changes: dict[str, Rewording] = {}
        self.failures: dict[str, str] = {}

    def page(self, report: Report) -> None:
        if report.pages == self.at and callable(self.act):
            self.act()

    def failure(self, address: str, reason: str) -> None:
        self.failures[address] = reason

    def changed(self, article: Article, after: Article, what: Rewording) -> None:
        assert article.id == after.id
        self.changes[article.id] = what


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


def test_outdated_articles_get_the_words_of_now_and_then_nothing_is_to_do(library: Library) -> None:
    add(library, BATCH + 2)
    watch = Watch()
    report, without = reclean(library, jobs=2, witness=watch)
    assert (report.pages, report.revised, report.failed, without) == (BATCH + 2, BATCH + 2, [], 0)
    assert all((what.added, what.dropped) == (0, 1) for what in watch.changes.values())
    made = library.get("n0003")
    assert "Home" not in texts(made)
    assert (made.cleaner, made.revision, made.fetched) == (CLEANER, 2, old(3).fetched)
    assert library.count(parse_query("country:JP")) == BATCH + 2
    assert reclean(library, jobs=1).report.pages == 0


def test_what_the_user_did_survives_and_the_words_before_stay_within_reach(library: Library) -> None:
    add(library, 2)
    library.mark(["n0001"], "read", True)
    library.mark(["n0001"], "starred", True)
    library.mark(["n0001"], "tags", ("harbours",))
    library.correct(Correction(verdict="not", surface="Japan", scope="everywhere"))
    before = library.uncorrected("n0001")
    reclean(library, jobs=1)
    assert library.marks("n0001") == Marks(read=True, starred=True, deleted=False, tags=("harbours",))
    assert "JP" not in {mention.entity for mention in library.get("n0001").mentions if mention.form == "name"}
    assert library.versions.get("n0001", 1) == before
    assert library.original("n0001") == Original("html", page(1))
    assert library.counters().articles == 2


def test_words_taken_back_stay_until_there_is_another_version_of_the_cleaning(library: Library) -> None:
    add(library, 3)
    reclean(library, jobs=1)
    assert take_back(library, parse_query('"part 1"')).revised == 1
    kept = library.uncorrected("n0001")
    assert (texts(kept), kept.revision) == (texts(old(1)), 3)
    assert take_back(library).revised == 2
    assert take_back(library).revised == 0
    assert reclean(library, jobs=1).report.pages == 0
    assert library.versions.outdated(CLEANER) == (0, 0)
    assert library.versions.outdated(f"{CLEANER}1") == (3, 0)
    assert reclean(library, everything=True, jobs=1).report.revised == 3


def test_a_dry_run_tells_all_and_keeps_nothing(library: Library) -> None:
    add(library, 3)
    watch = Watch()
    assert reclean(library, dry_run=True, jobs=1, witness=watch).report.revised == 3
    assert len(watch.changes) == 3
    assert library.uncorrected("n0001") == msgspec.structs.replace(old(1), page=library.uncorrected("n0001").page)
    reclean(library, jobs=1)
    take_back(library, dry_run=True)
    assert library.get("n0001").revision == 2


def test_only_what_the_query_finds_is_made_anew(library: Library) -> None:
    add(library, 3)
    assert reclean(library, parse_query('"part 2"'), jobs=1).report.pages == 1
    assert [library.get(f"n{number:04d}").revision for number in range(3)] == [1, 1, 2]


def test_an_article_whose_words_are_right_already_is_no_new_version(library: Library) -> None:
    add(library, 1)
    reclean(library, jobs=1)
    right = msgspec.structs.replace(library.uncorrected("n0000"), id="right", cleaner="", annotator="0", mentions=())
    library.add([Incoming(right, Original("html", page(0)))])
    report = reclean(library, jobs=1).report
    assert (report.revised, report.unchanged) == (0, 1)
    kept = library.get("right")
    assert (kept.revision, kept.cleaner) == (1, CLEANER)
    assert "JP" in {mention.entity for mention in kept.mentions}


def test_an_article_that_would_lose_most_of_its_words_stays_and_is_not_tried_again(library: Library) -> None:
    long = tuple(
        Block("paragraph", f"Only the older rules saw sentence {number} of this story.") for number in range(90)
    )
    library.add([Incoming(old(1, blocks=long), Original("html", page(1)))])
    watch = Watch()
    report = reclean(library, jobs=1, witness=watch).report
    assert "of its words would be left" in watch.failures["n0001"]
    assert [name for name, _ in report.failed] == ["n0001"]
    kept = library.uncorrected("n0001")
    assert (kept.blocks, kept.revision) == (long, 1)
    assert reclean(library, jobs=1).report.pages == 0
    assert len(reclean(library, everything=True, jobs=1).report.failed) == 1


def test_a_page_that_gives_no_article_any_more_leaves_the_article_as_it_is(library: Library) -> None:
    library.add([Incoming(old(1), Original("html", b"<html><body></body></html>"))])
    watch = Watch()
    reclean(library, jobs=1, witness=watch)
    assert watch.failures["n0001"].startswith("stays as it is: its page ")
    assert library.uncorrected("n0001").blocks == old(1).blocks
    assert reclean(library, jobs=1).report.pages == 0


def test_a_page_whose_worker_was_lost_is_tried_again_the_next_time(library: Library) -> None:
    add(library, 1)
    watch = Watch()
    reclean(library, jobs=1, witness=watch, limits=WorkLimits(seconds=0.0001))
    assert "for now" in watch.failures["n0000"]
    assert reclean(library, jobs=1).report.revised == 1


def test_articles_without_a_page_are_counted_and_stay(library: Library) -> None:
    add(library, 1)
    library.add([Incoming(old(5)), Incoming(old(6))])
    assert library.versions.outdated(CLEANER) == (1, 2)
    report, without = reclean(library, jobs=1)
    assert (report.pages, report.bytes, without) == (1, 3, 2)
    assert library.get("n0005").revision == 1


def test_what_the_giver_said_holds_for_a_text_as_for_a_page(library: Library) -> None:
    text = "\n\n".join(STORY)
    given = Original("text", text.encode(), title="As the giver calls it", published="2024-01-02", source="The Giver")
    library.add([Incoming(old(1), msgspec.structs.replace(given, id="n0001"))])
    library.add([Incoming(old(2), msgspec.structs.replace(given, id="n0002", kind="html", content=page(2)))])
    assert reclean(library, jobs=1).report.revised == 2
    for name in ("n0001", "n0002"):
        made = library.get(name)
        assert (made.id, made.title, made.source) == (name, "As the giver calls it", "The Giver")
        assert made.published == datetime(2024, 1, 2, tzinfo=UTC)
        assert len(set(texts(made))) == len(STORY)


def test_lines_that_other_pages_of_the_site_have_too_are_told_from_the_articles_own(library: Library) -> None:
    menu = "The weather at the coast is brought to you by the harbour office"
    for number in range(4):
        story = [f"{text} This is report number {number}." for text in STORY]
        text = "\n\n".join((menu, *story)).encode()
        library.add([Incoming(old(number), Original("text", text, id=f"n{number:04d}", source="Harbour Post"))])
    assert reclean(library, jobs=1).report.pages == 4
    assert not any(menu in text for number in range(4) for text in texts(library.get(f"n{number:04d}")))


def test_of_a_page_kept_by_an_earlier_dateline_an_imports_words_stay(library: Library) -> None:
    """Then the bytes alone were kept: an id that is none of ours tells that the article was imported."""
    bare = Original("html", page(1), bare=True)
    library.add([Incoming(old(1, title="As imported", source="The Importer"), Original("html", page(1)))])
    again = page_of(bare, library.uncorrected("n0001"))
    assert (again.id, again.title, again.source) == ("n0001", "As imported", "The Importer")
    url = "https://harbour.example/breakwater"
    ours = old(1, id=article_id(url, None, ()), url=url, title="As cleaned before")
    assert page_of(bare, ours).title == ""
    assert page_of(bare, ours).url == url


def test_deleted_articles_wait_until_they_are_back(library: Library) -> None:
    add(library, 2)
    library.mark(["n0001"], "deleted", True)
    assert library.versions.outdated(CLEANER) == (1, 0)
    assert reclean(library, jobs=1).report.pages == 1
    library.undo()
    assert reclean(library, jobs=1).report.pages == 1


def test_an_article_revised_meanwhile_keeps_its_new_words(library: Library) -> None:
    add(library, 3 * BATCH)

    def revise() -> None:
        library.add([Incoming(old(0, blocks=(Block("paragraph", "Snow fell in Peru."),)))])

    reclean(library, jobs=1, witness=Watch(BATCH, revise))
    kept = library.get("n0000")
    assert (texts(kept), kept.revision) == (["Snow fell in Peru."], 2)


def test_an_interrupted_run_has_done_the_newest_and_the_next_goes_on_there(library: Library) -> None:
    add(library, 4 * BATCH)

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reclean(library, jobs=2, witness=Watch(2 * BATCH, interrupt))
    done = [number for number in range(4 * BATCH) if library.uncorrected(f"n{number:04d}").revision == 2]
    assert done == list(range(2 * BATCH, 4 * BATCH))
    assert reclean(library, jobs=2).report.pages == 2 * BATCH


RUN = """
import sys
from pathlib import Path
from reader.ingest.recleaning import reclean
from reader.library.library import Library

class Tell:
    def page(self, report):
        print(report.pages, flush=True)
    def failure(self, address, reason):
        pass
    def changed(self, article, after, what):
        pass

if __name__ == "__main__":
    with Library.open(Path(sys.argv[1])) as library:
        reclean(library, jobs=2, witness=Tell())
"""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_everything_whole_and_the_next_goes_on(
    library: Library, end: signal.Signals
) -> None:
    count = 60
    add(library, count)
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, str(library.path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert run.stdout is not None
    while run.stdout.readline() != f"{2 * BATCH}\n".encode():
        assert run.poll() is None
    run.send_signal(end)
    run.stdout.read()
    run.stdout.close()
    assert run.wait(30) != 0
    library.refresh()
    done = library.versions.outdated(CLEANER)
    assert 0 < done.with_original < count
    assert [finding for finding in library.doctor() if finding.level == "bad"] == []
    assert reclean(library, jobs=2).report.revised == done.with_original
    assert {library.get(row.id).revision for row in library.rows(limit=300)} == {2}
    assert {library.versions.get(row.id, 1).blocks[0].text for row in library.rows(limit=300)} == {"Home"}
