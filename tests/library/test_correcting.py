"""Corrections: kept in the journal, laid over articles, followed by lists and searches, taken back exactly."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.article import Article, Block, EntityKind, Mention
from reader.corrections import Correction, Scope
from reader.errors import DatelineError, UsageError
from reader.library import amending
from reader.library.catchup import AT_ONCE
from reader.library.errors import ReadOnlyLibraryError
from reader.library.library import Incoming, Library
from reader.library.places import Places
from reader.library.query import parse_query

MakeArticle = Callable[..., Article]
NAMES: dict[str, tuple[str, EntityKind]] = {"Chad": ("TD", "country"), "Jordan": ("JO", "country")}
DAY = datetime(2024, 3, 1, 12, tzinfo=UTC)


def page(number: int, text: str, source: str = "Wharf Post") -> Article:
    """An article in which the machine finds every Chad and every Jordan."""
    mentions = []
    for word, (entity, kind) in NAMES.items():
        start = text.find(word)
        while start >= 0:
            mentions.append(Mention(0, start, start + len(word), entity, kind, "name", word))
            start = text.find(word, start + 1)
    return Article(
        f"p{number:04d}",
        DAY,
        title=f"Notice {number}",
        source=source,
        published=DAY + timedelta(hours=number),
        blocks=(Block("paragraph", text),),
        mentions=tuple(sorted(mentions, key=lambda mention: mention.start)),
        annotator="1+1",
    )


PAGES = [
    page(0, "Jordan met Chad at the pier."),
    page(1, "Jordan Harbour met Chad.", "Quay Times"),
    page(2, "Nobody met Ann at the pier."),
    page(3, "Chad and Ann Chad spoke.", "Quay Times"),
    page(4, "It rained."),
]


@pytest.fixture
def pages(library: Library) -> Library:
    library.add([Incoming(one) for one in PAGES])
    return library


def is_not(surface: str = "", was: str = "", scope: Scope = "everywhere", subject: str = "") -> Correction:
    return Correction(verdict="not", surface=surface, was=was, scope=scope, subject=subject)


def is_ann(surface: str = "", was: str = "", scope: Scope = "everywhere", subject: str = "") -> Correction:
    return Correction(
        verdict="is",
        surface=surface,
        was=was,
        entity="ann-harbour",
        kind="leader",
        name="Ann Harbour",
        country="NZ",
        scope=scope,
        subject=subject,
    )


def settled(library: Library) -> Library:
    while library.settle():
        pass
    return library


def found(library: Library, query: str) -> list[str]:
    return sorted(row.id for row in library.rows(parse_query(query)))


def seen(library: Library) -> object:
    """All that lists, searches and figures say about who and where."""
    return (
        [(row.id, row.leaders, row.countries) for row in library.rows()],
        library.entities(),
        library.counters(),
        [library.get(row.id).mentions for row in library.rows()],
    )


def test_an_article_is_handed_out_as_corrected_and_stored_as_found(pages: Library) -> None:
    pages.correct(is_not("Chad", "TD", "article", "p0000"))
    assert [mention.entity for mention in pages.get("p0000").mentions] == ["JO"]
    assert pages.uncorrected("p0000") == PAGES[0]
    with pages.reader() as reader:
        assert reader.get("p0000") == pages.get("p0000")


def test_a_correction_says_when_it_was_made_and_so_do_its_mentions(pages: Library) -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    pages.correct(is_ann("Chad"))
    (correction,) = pages.corrections()
    assert correction.when is not None
    assert before <= correction.when <= datetime.now(UTC)
    assert pages.get("p0000").mentions[1].corrected == correction.when


def test_lists_searches_and_figures_follow_a_correction_everywhere(pages: Library) -> None:
    pages.correct(is_ann("Chad"), at_hand=["p0000"])
    row = settled(pages).row("p0000")
    assert row
    assert (row.leaders, row.countries) == (("Ann Harbour",), ("JO",))
    assert found(pages, "country:TD") == []
    assert found(pages, 'leader:"ann harbour"') == ["p0000", "p0001", "p0003"]
    assert pages.entity("TD") is None
    assert pages.counters()[3:] == (1, 1, 0)


def test_words_that_were_no_mention_become_one_of_somebody_new(pages: Library) -> None:
    pages.correct(is_ann("Ann"))
    assert found(settled(pages), "leader:ann-harbour") == ["p0002", "p0003"]
    (entity,) = pages.find_entity("Ann")
    assert (entity.id, entity.name, entity.country, entity.articles) == ("ann-harbour", "Ann Harbour", "NZ", 2)


def test_a_correction_of_an_outlet_is_followed_in_that_outlet(pages: Library) -> None:
    pages.correct(is_not("", "TD", "outlet", "Quay Times"))
    assert found(settled(pages), "country:TD") == ["p0000"]


def test_an_article_that_comes_later_is_corrected_as_it_comes(pages: Library) -> None:
    pages.correct(is_not("Chad"))
    settled(pages).add([Incoming(page(9, "Chad again."))])
    assert found(pages, "country:TD") == []


def test_undo_and_withdrawal_bring_everything_back_exactly(pages: Library) -> None:
    before = seen(pages)
    pages.correct(is_not("", "TD"))
    assert found(settled(pages), "country:TD") == []
    pages.close()
    with Library.open(pages.path) as again:
        assert again.undo() == "the correction of TD is taken back"
        assert seen(settled(again)) == before
        again.correct(is_ann("", "TD"), is_not("Jordan"))
        settled(again)
        again.withdraw(*again.corrections())
        assert again.corrections() == []
        assert seen(settled(again)) == before
        assert again.undo() == "2 corrections are as before"
        assert len(again.corrections()) == 2


def test_undo_takes_back_the_last_act_whatever_it_was(pages: Library) -> None:
    pages.mark(["p0000"], "starred", True)
    pages.correct(is_not("Chad"))
    pages.mark(["p0001"], "read", True)
    assert pages.undo() == "1 article is unread again"
    assert pages.undo() == "the correction of Chad is taken back"
    assert pages.undo() == "1 article is not starred again"
    assert pages.undo() == ""


def test_a_second_correction_of_the_same_words_takes_the_place_of_the_first_until_undone(pages: Library) -> None:
    pages.correct(is_not("Chad"))
    first = pages.corrections()
    pages.correct(is_ann("Chad"))
    assert [one.verdict for one in pages.corrections()] == ["is"]
    assert pages.undo() == "the correction of Chad holds again"
    assert pages.corrections() == first


def test_what_is_said_already_is_no_act(pages: Library) -> None:
    pages.correct(is_not("Chad"))
    pages.correct(is_not("Chad"))
    pages.undo()
    assert pages.corrections() == []
    assert pages.undo() == ""


def test_withdrawing_what_nobody_said_is_refused(pages: Library) -> None:
    with pytest.raises(DatelineError, match="no such correction"):
        pages.withdraw(is_not("Chad"))


def test_text_that_could_harm_a_terminal_is_refused(pages: Library) -> None:
    with pytest.raises(UsageError):
        pages.correct(is_not("Ch\x1b[31mad"))
    assert pages.corrections() == []


def test_a_library_holds_a_limited_number_of_corrections(pages: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amending, "CORRECTIONS_LIMIT", 2)
    with pytest.raises(DatelineError, match="at most 2"):
        pages.correct(is_not("Chad"), is_not("Jordan"), is_not("Ann"))
    assert pages.corrections() == []


def test_a_library_open_for_reading_is_not_corrected(pages: Library) -> None:
    pages.close()
    with Library.open(pages.path, writable=False) as reading, pytest.raises(ReadOnlyLibraryError):
        reading.correct(is_not("Chad"))


def test_two_windows_see_each_others_corrections(pages: Library) -> None:
    with Library.open(pages.path) as other:
        pages.correct(is_not("Chad"))
        assert other.refresh()
        assert other.get("p0000") == pages.get("p0000")
        assert found(settled(other), "country:TD") == []
        other.undo()
        pages.refresh()
        assert pages.corrections() == []
        assert len(found(settled(pages), "country:TD")) == 3


def test_corrections_of_another_device_arrive_by_its_file(pages: Library, tmp_path: Path) -> None:
    shutil.copytree(pages.path, tmp_path / "there")
    (tmp_path / "there" / "device.json").unlink(missing_ok=True)
    with Library.open(tmp_path / "there") as there:
        there.correct(is_ann("Chad"))
        (file,) = Places(there.path).journal.iterdir()
        Places(pages.path).journal.mkdir(exist_ok=True)
        shutil.copy(file, Places(pages.path).journal)
    assert pages.refresh()
    assert found(settled(pages), "leader:ann-harbour") == ["p0000", "p0001", "p0003"]


def test_what_was_deleted_comes_back_as_corrected(pages: Library) -> None:
    pages.mark(["p0000"], "deleted", True)
    pages.correct(is_not("Chad"))
    settled(pages).mark(["p0000"], "deleted", False)
    assert found(settled(pages), "country:TD") == []
    assert pages.entity("TD") is None


def test_the_name_of_an_entity_is_the_machines_where_it_has_one(pages: Library) -> None:
    wrong = Correction(verdict="is", scope="everywhere", surface="Ann", entity="TD", kind="leader", name="Annabel")
    pages.correct(wrong)
    (entity,) = [one for one in settled(pages).entities() if one.id == "TD"]
    assert (entity.kind, entity.name, entity.articles) == ("country", "Chad", 4)
    pages.reindex()
    assert pages.get("p0002").mentions[0].name == "Annabel"


def test_an_entity_that_turns_out_to_be_of_another_kind_is_counted_as_that(pages: Library) -> None:
    (old,) = PAGES[0].mentions[1:]
    leader = Mention(0, old.start, old.end, "TD", "leader", "name", "Chad")
    pages.add([Incoming(Article("q", DAY, blocks=PAGES[0].blocks, mentions=(leader,), annotator="2"))])
    assert pages.counters()[3:] == (1, 1, 0)


def ids(library: Library, entity: str) -> int:
    one = library.entity(entity)
    return one.articles if one else 0


def test_a_window_corrects_a_large_library_a_little_at_a_time_newest_first(library: Library) -> None:
    library.add([Incoming(page(number, f"Chad {number}.")) for number in range(1500)])
    library.refresh()
    library.correct(is_not("Chad"), at_hand=["p0000"])
    row = library.row("p0000")
    assert row
    assert row.countries == ()
    left = [int(row.id[1:]) for row in library.rows(parse_query("country:TD"), limit=2000)]
    assert left == list(range(max(left), 0, -1))
    assert 0 < len(left) <= 1500 - AT_ONCE
    assert library.refresh()
    assert ids(library, "TD") < len(left)
    assert ids(settled(library), "TD") == 0
    library.refresh()
    assert not library.refresh()


CORRECTOR = """
import sys
from pathlib import Path
from reader.corrections import Correction
from reader.library.library import Library
with Library.open(Path(sys.argv[1])) as library:
    library.correct(Correction(verdict="not", surface="Chad", scope="everywhere"))
    print("said", flush=True)
    while library.settle(0):
        print("step", flush=True)
"""


def test_a_kill_while_lists_follow_a_correction_loses_nothing(
    library: Library, check_sound: Callable[..., None]
) -> None:
    library.add([Incoming(page(number, f"Chad {number}.")) for number in range(800)])
    library.close()
    corrector = subprocess.Popen([sys.executable, "-c", CORRECTOR, str(library.path)], stdout=subprocess.PIPE)
    assert corrector.stdout is not None
    assert [corrector.stdout.readline() for _ in range(4)] == [b"said\n", b"step\n", b"step\n", b"step\n"]
    corrector.kill()
    corrector.stdout.close()
    corrector.wait(30)
    with Library.open(library.path) as again:
        assert len(again.corrections()) == 1
        assert 0 < ids(again, "TD") < 800
        assert ids(settled(again), "TD") == 0
        check_sound(again)


def test_a_kill_between_journal_and_index_costs_a_catch_up(pages: Library) -> None:
    pages.correct(is_not("Chad"))
    settled(pages).close()
    for file in pages.path.glob("index.sqlite*"):
        file.unlink()
    with Library.open(pages.path) as again:
        assert len(again.corrections()) == 1
        assert found(again, "country:TD") == []


REFUSED = """
import resource, sys
from itertools import count
from pathlib import Path
from reader.corrections import Correction
from reader.library.errors import DiskFullError
from reader.library.library import Library
with Library.open(Path(sys.argv[1])) as library:
    limit = int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        for number in count():
            words = ("x" * 150 + f" {number} {part}" for part in range(50))
            library.correct(*(Correction(verdict="not", surface=one, scope="everywhere") for one in words))
            print(number, flush=True)
    except DiskFullError as error:
        print(error, flush=True)
"""


def test_a_correction_the_system_refuses_ends_in_words_and_leaves_those_before(pages: Library) -> None:
    """No file may grow over 600 KiB: the same refusal as a full disk, without having to mount one."""
    pages.close()
    arguments = [sys.executable, "-c", REFUSED, str(pages.path), str(600 * 1024)]
    lines = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.splitlines()
    assert "there is no room to write" in lines[-1]
    with Library.open(pages.path) as again:
        assert len(again.corrections()) == 50 * (len(lines) - 1) > 100
        again.correct(is_not("Chad"))
        assert found(settled(again), "country:TD") == []
        assert [finding for finding in again.doctor() if finding.level == "bad"] == []


def test_every_cut_of_the_journal_reads_as_the_acts_before_the_cut(pages: Library, tmp_path: Path) -> None:
    pages.correct(is_not("Chad"))
    pages.correct(is_ann("Jordan", "JO"), is_not("", "TD"))
    pages.undo()
    pages.close()
    (file,) = Places(pages.path).journal.iterdir()
    content = file.read_bytes()
    held = {0: 0, 1: 1, 2: 2, 3: 3, 4: 2, 5: 1}
    for end in sorted({*range(0, len(content), 97), *(at + 1 for at, byte in enumerate(content) if byte == 10)}):
        file.write_bytes(content[:end])
        with Library.open(pages.path) as again:
            assert len(again.corrections()) == held[content[:end].count(b"\n")]


def test_the_doctor_knows_corrections(pages: Library) -> None:
    pages.correct(is_not("Chad"))
    told = {finding.what: finding.level for finding in settled(pages).doctor()}
    assert told["1 correction holds"] == "good"
    assert "bad" not in told.values()
    pages.index._database.run("DELETE FROM correction")
    pages.index._database.run("UPDATE meta SET value = value + 1 WHERE name = 'corrections'")
    (bad,) = [finding for finding in pages.doctor() if finding.level == "bad"]
    assert bad.what == "the index follows other corrections than yours"
    pages.reindex()
    assert [finding for finding in pages.doctor() if finding.level == "bad"] == []


def test_damaged_articles_do_not_hold_up_the_others(pages: Library) -> None:
    pages.close()
    with closing(sqlite3.connect(Places(pages.path).articles / "cache.db")) as store, store:
        store.execute("UPDATE Cache SET value = x'0102' WHERE key = 'article/p0003/00000001'")
    with Library.open(pages.path) as again:
        again.correct(is_not("Chad"))
        assert found(settled(again), "country:TD") == ["p0003"]
        assert not again.settle()


def said_at_random(lot: random.Random) -> Correction:
    scope: Scope = lot.choice(["article", "outlet", "everywhere"])
    subject = {"article": f"p{lot.randrange(6):04d}", "outlet": lot.choice(["Quay Times", "Wharf Post"])}.get(scope, "")
    surface = lot.choice(["", "Chad", "Jordan", "Jordan Harbour", "Ann", "pier", "Ann Chad"])
    was = lot.choice(["TD", "JO", "ann-harbour"]) if not surface else lot.choice(["", "", "TD", "ann-harbour"])
    return (is_ann if lot.random() < 0.5 else is_not)(surface, was, scope, subject)


@pytest.mark.parametrize("seed", range(12))
def test_following_little_by_little_comes_to_the_same_as_making_the_index_anew(pages: Library, seed: int) -> None:
    lot = random.Random(seed)
    for _ in range(8):
        known = pages.corrections()
        chance = lot.random()
        if chance < 0.6:
            pages.correct(*(said_at_random(lot) for _ in range(lot.randint(1, 3))))
        elif chance < 0.75 and known:
            pages.withdraw(lot.choice(known))
        elif chance < 0.9:
            pages.undo()
        else:
            pages.mark([f"p{lot.randrange(5):04d}"], "deleted", lot.random() < 0.5)
        settled(pages)
    followed = seen(pages)
    pages.reindex()
    assert seen(pages) == followed


@pytest.fixture(autouse=True)
def closed(library: Library) -> Iterator[None]:
    yield
    library.close()
