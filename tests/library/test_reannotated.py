"""Articles whose mentions other rules made: counted, handed out newest first, and given new mentions in place."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing

import msgspec
import pytest

from reader.article import Article, Block, Mention
from reader.corrections import Correction
from reader.library.errors import DamagedError, ReadOnlyLibraryError
from reader.library.library import Incoming, Library
from reader.library.places import Places
from reader.library.query import parse_query
from reader.library.store import ArticleStore

MakeArticle = Callable[..., Article]
Check = Callable[[Library], None]


def renewed(article: Article, annotator: str = "2+1") -> Article:
    """The article as newer rules read it: what was Ruritania is Graustark."""
    mentions = tuple(msgspec.structs.replace(one, entity="GK", name="Graustark") for one in article.mentions)
    return msgspec.structs.replace(article, mentions=mentions, annotator=annotator)


def damage(library: Library, article_id: str) -> None:
    with closing(sqlite3.connect(Places(library.path).articles / "cache.db")) as store, store:
        store.execute("UPDATE Cache SET value = x'0102' WHERE key = ?", (f"article/{article_id}/00000001",))


def test_articles_of_other_rules_are_counted_and_handed_out_newest_first(
    filled: Library, make_article: MakeArticle
) -> None:
    filled.add([Incoming(make_article(30, annotator="2+1")), Incoming(make_article(31, annotator="1+0"))])
    filled.mark(["article-00018"], "deleted", True)
    assert filled.annotations.outdated("2+1") == 20
    assert filled.annotations.outdated("1+1") == 2
    assert filled.annotations.outdated_ids("2+1", 3) == ["article-00031", "article-00019", "article-00017"]
    assert filled.annotations.outdated_ids("1+1", 9) == ["article-00031", "article-00030"]
    filled.mark(["article-00018"], "deleted", False)
    assert filled.annotations.outdated("2+1") == 21


def test_new_mentions_take_the_place_of_the_old_ones_and_nothing_else_changes(
    filled: Library, check_sound: Check
) -> None:
    filled.mark(["article-00001"], "starred", True)
    before = filled.get("article-00001")
    assert filled.annotations.keep([renewed(filled.uncorrected(f"article-{n:05d}")) for n in range(20)]) == 20
    assert filled.get("article-00001") == renewed(before)
    assert (filled.annotations.outdated("2+1"), filled.annotations.outdated("1+1")) == (0, 20)
    assert filled.count(parse_query("country:GK")) == 20
    assert filled.entity("RU") is None
    row = filled.row("article-00001")
    assert row
    assert (row.countries, row.starred) == (("GK",), True)
    check_sound(filled)
    filled.reindex()
    assert filled.count(parse_query("country:GK")) == 20


def test_another_window_sees_that_articles_were_read_anew(filled: Library) -> None:
    with Library.open(filled.path) as other:
        filled.annotations.keep([renewed(filled.uncorrected("article-00001"))])
        assert other.refresh()
        assert other.get("article-00001").annotator == "2+1"
        assert not other.refresh()


def test_corrections_stay_over_what_newer_rules_find(filled: Library) -> None:
    filled.correct(Correction(verdict="not", was="GK", scope="everywhere"))
    filled.annotations.keep([renewed(filled.uncorrected(f"article-{number:05d}")) for number in range(20)])
    assert filled.entity("GK") is None
    assert filled.get("article-00001").mentions == ()
    assert filled.uncorrected("article-00001").mentions[0].entity == "GK"
    filled.undo()
    while filled.settle():
        pass
    assert filled.count(parse_query("country:GK")) == 20


def test_an_article_that_was_revised_meanwhile_keeps_its_new_words_and_mentions(
    filled: Library, make_article: MakeArticle
) -> None:
    read = filled.uncorrected("article-00001")
    revised = make_article(1, words="The harbour closed again")
    filled.add([Incoming(revised)])
    assert filled.annotations.keep([renewed(read)]) == 0
    assert filled.get("article-00001").blocks == revised.blocks
    assert filled.get("article-00001").annotator == "1+1"
    assert filled.annotations.outdated_ids("2+1", 1000)[-2] == "article-00001"


def test_other_words_are_never_written(filled: Library) -> None:
    read = filled.uncorrected("article-00001")
    assert filled.annotations.keep([msgspec.structs.replace(read, blocks=(Block("paragraph", "Mine."),))]) == 0
    assert filled.get("article-00001") == read


def test_unknown_and_damaged_articles_are_left_alone(filled: Library, make_article: MakeArticle) -> None:
    read = filled.uncorrected("article-00001")
    damage(filled, "article-00001")
    good = filled.uncorrected("article-00002")
    assert filled.annotations.keep([renewed(read), renewed(make_article(99)), renewed(good)]) == 1
    with pytest.raises(DamagedError):
        filled.get("article-00001")
    filled.annotations.pass_over(["article-00001"], "2+1")
    assert filled.annotations.outdated("2+1") == 18


def test_a_users_corrections_are_not_stored_as_the_machines_mentions(filled: Library) -> None:
    filled.correct(
        Correction(verdict="is", was="RU", entity="GK", kind="country", name="Graustark", scope="everywhere")
    )
    with pytest.raises(ValueError, match="no machine's mentions"):
        filled.annotations.keep([filled.get("article-00001")])


def test_a_library_open_for_reading_is_not_read_anew(filled: Library) -> None:
    read = filled.uncorrected("article-00001")
    filled.close()
    with Library.open(filled.path, writable=False) as reading, pytest.raises(ReadOnlyLibraryError):
        reading.annotations.keep([renewed(read)])


def test_reading_anew_again_and_again_does_not_make_the_store_grow(filled: Library) -> None:
    database = Places(filled.path).articles / "cache.db"

    def pages() -> int:
        with closing(sqlite3.connect(database)) as store:
            return int(store.execute("PRAGMA page_count").fetchone()[0])

    def again(annotator: str) -> None:
        filled.annotations.keep(
            [renewed(filled.uncorrected(f"article-{number:05d}"), annotator) for number in range(20)],
        )

    again("2+1")
    before = pages()
    for number in range(3, 30):
        again(f"{number}+1")
    assert pages() <= before + 1


def test_a_kill_between_store_and_index_is_made_good_by_the_next_run(filled: Library) -> None:
    store = ArticleStore(Places(filled.path).articles)
    store.renew([renewed(filled.uncorrected("article-00001"))])
    store.close()
    assert "article-00001" in filled.annotations.outdated_ids("2+1", 1000)
    assert filled.annotations.keep([filled.uncorrected("article-00001")]) == 1
    assert filled.annotations.outdated("2+1") == 19
    assert filled.count(parse_query("country:GK")) == 1


RENEWER = """
import sys
from itertools import count
from pathlib import Path
import msgspec
from reader.library.library import Library
with Library.open(Path(sys.argv[1])) as library:
    for number in count(2):
        while names := library.annotations.outdated_ids(f"{number}+1", 7):
            library.annotations.keep(
                [msgspec.structs.replace(library.uncorrected(name), annotator=f"{number}+1") for name in names]
            )
            print(number, flush=True)
"""


def test_a_kill_at_any_point_leaves_every_article_whole(filled: Library, check_sound: Check) -> None:
    mentions = {f"article-{number:05d}": filled.get(f"article-{number:05d}").mentions for number in range(20)}
    filled.close()
    for steps in (1, 2, 5, 11):
        renewer = subprocess.Popen([sys.executable, "-c", RENEWER, str(filled.path)], stdout=subprocess.PIPE)
        assert renewer.stdout is not None
        for _ in range(steps):
            assert renewer.stdout.readline()
        renewer.kill()
        renewer.stdout.close()
        renewer.wait(30)
        with Library.open(filled.path) as again:
            check_sound(again)
            assert {name: again.get(name).mentions for name in mentions} == mentions
            assert again.annotations.outdated(again.get("article-00019").annotator) <= 20


def test_an_article_with_an_entity_of_another_kind_moves_between_the_figures(filled: Library) -> None:
    read = filled.uncorrected("article-00001")
    (old,) = read.mentions
    leader = Mention(old.block, old.start, old.end, "RU", "leader", "name", "Ruritania")
    filled.annotations.keep([msgspec.structs.replace(read, mentions=(leader,), annotator="2+1")])
    assert filled.counters()[3:] == (1, 0, 0)


REFUSED = """
import resource, sys
from pathlib import Path
import msgspec
from reader.errors import DatelineError
from reader.library.library import Library
with Library.open(Path(sys.argv[1])) as library:
    read = [library.uncorrected(row.id) for row in library.rows(limit=100)]
    size = Path(sys.argv[1], "articles", "cache.db").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 4, size // 4))
    try:
        library.annotations.keep([msgspec.structs.replace(one, mentions=(), annotator="2+1") for one in read])
    except DatelineError as error:
        print(type(error).__name__, flush=True)
"""


def test_new_mentions_the_system_refuses_leave_the_old_ones(filled: Library, check_sound: Check) -> None:
    before = [filled.get(row.id) for row in filled.rows(limit=100)]
    filled.close()
    done = subprocess.run([sys.executable, "-c", REFUSED, str(filled.path)], capture_output=True, text=True)
    assert done.stdout == "DiskFullError\n", done.stderr
    with Library.open(filled.path) as again:
        assert [again.get(row.id) for row in again.rows(limit=100)] == before
        assert again.annotations.outdated("2+1") == 20
        check_sound(again)
