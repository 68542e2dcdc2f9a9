"""The library as a whole: articles in, articles and lists out."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing

import pytest

from reader.article import Article
from reader.errors import DatelineError
from reader.library.errors import (
    AmbiguousArticleError,
    DamagedError,
    ReadOnlyLibraryError,
    UnknownArticleError,
)
from reader.library.library import Incoming, Library, Marks
from reader.library.originals import Original
from reader.library.places import Places

MakeArticle = Callable[..., Article]


def test_articles_come_out_as_they_went_in(library: Library, make_article: MakeArticle) -> None:
    assert library.add([Incoming(make_article(1), Original("html", b"<p>one")), Incoming(make_article(2))]) == [
        "added",
        "added",
    ]
    first = library.get("article-00001")
    assert first.blocks == make_article(1).blocks
    assert first.mentions == make_article(1).mentions
    assert first.revision == 1
    assert library.original("article-00001") == Original("html", b"<p>one")
    assert library.original("article-00002") is None
    assert [row.id for row in library.rows()] == ["article-00002", "article-00001"]
    assert library.counters().articles == library.count() == 2


def test_an_unknown_article_is_told(filled: Library) -> None:
    for ask in (filled.get, filled.original, filled.marks, filled.resolve):
        with pytest.raises(UnknownArticleError, match="no article has this id"):
            ask("nothing")
    with pytest.raises(UnknownArticleError):
        filled.resolve("")
    with pytest.raises(UnknownArticleError):
        filled.mark(["article-00001", "nothing"], "read", True)
    assert not filled.marks("article-00001").read


def test_the_beginning_of_an_id_is_enough_where_only_one_begins_so(library: Library, make_article: MakeArticle) -> None:
    library.add([Incoming(make_article(number, id=name)) for number, name in enumerate(["abc", "abcd", "xyz"])])
    assert library.resolve("x") == "xyz"
    assert library.resolve("abc") == "abc"
    with pytest.raises(AmbiguousArticleError, match="abc, abcd"):
        library.resolve("a")


def test_the_same_article_again_changes_nothing(filled: Library, make_article: MakeArticle) -> None:
    filled.close()
    with Library.open(filled.path) as library:
        before = library.index.position
        again = [Incoming(make_article(number), Original("html", b"another page")) for number in range(20)]
        assert library.add(again) == ["unchanged"] * 20
        assert library.index.position == before
        assert library.get("article-00003").revision == 1


def test_mentions_found_by_newer_rules_replace_the_old_ones(filled: Library, make_article: MakeArticle) -> None:
    newer = make_article(3, mentions=(), annotator="2+1", fetched=make_article(30).date)
    assert filled.add([Incoming(newer)]) == ["revised"]
    kept = filled.get("article-00003")
    assert (kept.annotator, kept.mentions, kept.revision) == ("2+1", (), 2)
    assert kept.fetched == make_article(3).fetched
    assert filled.original("article-00003") == Original("html", b"<p>page 3")
    assert filled.add([Incoming(make_article(3, annotator=""))]) == ["unchanged"]


def test_one_batch_may_hold_an_article_twice(library: Library, make_article: MakeArticle) -> None:
    same, other = make_article(1), make_article(1, words="Corrected")
    assert library.add([Incoming(same), Incoming(same), Incoming(other)]) == ["added", "unchanged", "revised"]
    assert library.get(same.id).blocks == other.blocks
    assert library.counters().articles == 1


def test_a_batch_with_an_unusable_id_is_not_kept_at_all(library: Library, make_article: MakeArticle) -> None:
    with pytest.raises(DatelineError, match="id can't be used"):
        library.add([Incoming(make_article(1)), Incoming(make_article(2, id="a\nb"))])
    assert library.counters().articles == 0


def test_an_original_that_is_too_large_is_left_out_and_that_is_said(
    library: Library, make_article: MakeArticle
) -> None:
    assert library.add([Incoming(make_article(1), Original("html", bytes(16 * 2**20)))]) == ["added"]
    assert library.original("article-00001") is None
    assert "15 MiB" in library.notice


def test_a_deleted_article_is_gone_and_stays_so_when_it_comes_again(filled: Library, make_article: MakeArticle) -> None:
    filled.mark(["article-00003"], "deleted", True)
    assert filled.row("article-00003") is None
    assert filled.marks("article-00003") == Marks(False, False, True, ())
    assert filled.add([Incoming(make_article(3))]) == ["unchanged"]
    assert filled.add([Incoming(make_article(3, words="Corrected"))]) == ["revised"]
    assert filled.counters().articles == 19
    assert filled.undo() == "1 article is back again"
    assert filled.counters().articles == 20


def test_a_reader_for_another_thread_sees_what_is_written(filled: Library) -> None:
    seen: list[int] = []

    def look() -> None:
        with filled.reader() as reader:
            seen.append(len(reader.rows()))
            seen.append(len(reader.get("article-00001").blocks))
            with pytest.raises(ReadOnlyLibraryError):
                reader.mark(["article-00001"], "read", True)

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [20, 1]


def test_damaged_articles_are_told_and_heal_when_they_come_again(filled: Library, make_article: MakeArticle) -> None:
    filled.close()
    with closing(sqlite3.connect(Places(filled.path).articles / "cache.db", isolation_level=None)) as connection:
        connection.execute("UPDATE Cache SET value = x'0100' WHERE key = 'article/article-00003/00000001'")
    with Library.open(filled.path) as library:
        with pytest.raises(DamagedError, match="damaged"):
            library.get("article-00003")
        assert any("article-00003" in finding.where for finding in library.doctor() if finding.level == "bad")
        library.reindex()
        assert "a stored article is damaged" in library.notice
        assert library.counters().articles == 19
        assert library.add([Incoming(make_article(3))]) == ["revised"]
        assert library.get("article-00003").blocks == make_article(3).blocks
        assert library.counters().articles == 20
