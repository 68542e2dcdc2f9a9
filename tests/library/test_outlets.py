"""Others that printed an article: recorded once, found by their names, and kept whatever becomes of the article."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
import pytest

from reader.article import Article, Outlet
from reader.library.errors import ReadOnlyLibraryError, UnknownArticleError
from reader.library.library import Incoming, Library
from reader.library.outlets import MOST_OUTLETS
from reader.library.query import parse_query

MakeArticle = Callable[..., Article]
Check = Callable[[Library], None]
WHEN = datetime(2024, 3, 2, 9, tzinfo=UTC)
COURIER = Outlet("Inland Courier", "https://courier.example/storm", WHEN)
GAZETTE = Outlet("Valley Gazette", "https://gazette.example/a?b=1")
ONE = "article-00001"


def found(library: Library, query: str) -> list[str]:
    return [row.id for row in library.rows(parse_query(query))]


def test_an_outlet_is_recorded_on_the_article_and_finds_it(filled: Library, check_sound: Check) -> None:
    before = filled.get(ONE)
    assert filled.add_outlet(ONE, COURIER)
    assert filled.get(ONE) == msgspec.structs.replace(before, outlets=(COURIER,))
    assert found(filled, "source:courier") == found(filled, 'source:"inland courier"') == [ONE]
    assert len(found(filled, "source:harbour")) == 20
    row = filled.row(ONE)
    assert row
    assert row.source == "The Harbour Post"
    check_sound(filled)


def test_the_same_outlet_is_recorded_once_whatever_its_address_carries(filled: Library) -> None:
    assert filled.add_outlets([(ONE, COURIER), (ONE, GAZETTE), (ONE, COURIER)]) == 2
    same = Outlet("inland courier", "http://courier.example/storm/?utm_source=feed#top")
    assert not filled.add_outlet(ONE, same)
    assert filled.get(ONE).outlets == (COURIER, GAZETTE)


def test_the_articles_own_outlet_is_no_other(library: Library, make_article: MakeArticle) -> None:
    library.add([Incoming(make_article(1, url="https://harbour.example/1"))])
    assert not library.add_outlet(ONE, Outlet("The Harbour Post", "https://harbour.example/1?utm_medium=rss"))
    assert library.get(ONE).outlets == ()


def test_an_outlet_without_a_name_is_called_by_its_host_and_nothing_hostile_is_kept(filled: Library) -> None:
    hostile = Outlet("\x1b[31mRed\u202e", "javascript:alert(1)")
    nameless = Outlet("", "https://news.example/x")
    assert filled.add_outlets([(ONE, hostile), (ONE, nameless), (ONE, Outlet("", "nowhere"))]) == 2
    assert filled.get(ONE).outlets == (Outlet("[31mRed"), Outlet("news.example", "https://news.example/x"))


def test_no_more_than_a_named_number_is_recorded(filled: Library) -> None:
    many = [(ONE, Outlet(f"Outlet {number}")) for number in range(MOST_OUTLETS + 5)]
    assert filled.add_outlets(many) == MOST_OUTLETS
    assert len(filled.get(ONE).outlets) == MOST_OUTLETS
    assert filled.add_outlets(many) == 0


def test_unknown_articles_are_passed_over_in_a_batch_and_told_alone(filled: Library) -> None:
    assert filled.add_outlets([("nobody", COURIER), (ONE, COURIER)]) == 1
    with pytest.raises(UnknownArticleError):
        filled.add_outlet("nobody", COURIER)


def test_a_new_version_keeps_the_outlets_of_the_one_before(filled: Library, make_article: MakeArticle) -> None:
    filled.add_outlet(ONE, COURIER)
    for later in (False, True):
        assert filled.add([Incoming(make_article(1, words=f"New words {later}"))], words_later=later) == ["revised"]
        assert filled.get(ONE).outlets == (COURIER,)
        assert found(filled, "source:courier") == [ONE]


def test_the_same_article_again_is_unchanged_and_may_bring_outlets(filled: Library, make_article: MakeArticle) -> None:
    filled.add_outlet(ONE, COURIER)
    assert filled.add([Incoming(make_article(1))]) == ["unchanged"]
    assert filled.get(ONE).outlets == (COURIER,)
    assert filled.add([Incoming(make_article(1, outlets=(GAZETTE,)))]) == ["unchanged"]
    assert filled.get(ONE).outlets == (COURIER, GAZETTE)
    assert found(filled, "source:gazette") == [ONE]


def test_an_article_that_comes_with_outlets_is_found_by_them(library: Library, make_article: MakeArticle) -> None:
    library.add([Incoming(make_article(1, outlets=(COURIER, GAZETTE)))])
    assert found(library, "source:courier") == found(library, "source:gazette") == [ONE]


def test_annotating_cleaning_and_indexing_anew_keep_them(filled: Library) -> None:
    filled.add_outlet(ONE, COURIER)
    read = filled.uncorrected(ONE)
    bare = msgspec.structs.replace(read, outlets=())
    filled.annotations.keep([msgspec.structs.replace(bare, mentions=(), annotator="2+1")])
    assert filled.get(ONE).outlets == (COURIER,)
    filled.versions.keep([msgspec.structs.replace(bare, cleaner="9")])
    assert filled.get(ONE).outlets == (COURIER,)
    filled.versions.keep([msgspec.structs.replace(bare, cleaner="10", title="Otherwise")])
    assert (filled.get(ONE).revision, filled.get(ONE).outlets) == (2, (COURIER,))
    assert found(filled, "source:courier") == [ONE]
    filled.reindex()
    assert found(filled, "source:courier") == [ONE]


def test_an_outlet_does_not_make_an_article_look_cleaned_anew(filled: Library) -> None:
    first = filled.uncorrected(ONE)
    filled.versions.keep([msgspec.structs.replace(first, cleaner="9", title="Otherwise")])
    filled.add_outlet(ONE, COURIER)
    assert filled.versions.before(filled.uncorrected(ONE)) == first


def test_a_deleted_article_is_not_found_by_its_outlets_until_it_comes_back(filled: Library) -> None:
    filled.add_outlet(ONE, COURIER)
    filled.mark([ONE], "deleted", True)
    assert found(filled, "source:courier") == []
    filled.add_outlet(ONE, GAZETTE)
    assert found(filled, "source:gazette") == []
    filled.undo()
    assert found(filled, "source:courier") == found(filled, "source:gazette") == [ONE]


def test_pages_counts_and_anchors_agree_where_an_outlet_also_printed_others(filled: Library) -> None:
    filled.add_outlets([(f"article-{number:05d}", COURIER) for number in (3, 7, 12)])
    query = parse_query("source:courier")
    assert filled.count(query) == 3
    rows = filled.rows(query)
    assert [row.id for row in rows] == [f"article-{number:05d}" for number in (12, 7, 3)]
    assert filled.anchors(query, 2) == [rows[1].cursor]
    assert filled.rows(query, after=rows[0].cursor, limit=1) == rows[1:2]
    assert found(filled, "source:courier -country:GK harbour") == [row.id for row in rows]
    assert found(filled, "source:courier source:harbour") == [row.id for row in rows]


def test_another_window_sees_the_outlet(filled: Library) -> None:
    with Library.open(filled.path) as other:
        filled.add_outlet(ONE, COURIER)
        assert other.refresh()
        assert found(other, "source:courier") == [ONE]


def test_a_library_open_for_reading_records_nothing(filled: Library) -> None:
    filled.close()
    with Library.open(filled.path, writable=False) as reading, pytest.raises(ReadOnlyLibraryError):
        reading.add_outlet(ONE, COURIER)


KILLED = """
import os, sys
from pathlib import Path
from reader.article import Outlet
from reader.library.index import Index
from reader.library.library import Library
Index.note_outlets = lambda *_: os._exit(9)
with Library.open(Path(sys.argv[1])) as library:
    library.add_outlet("article-00001", Outlet("Inland Courier", "https://courier.example/storm"))
"""


def test_a_kill_between_store_and_index_is_made_good_when_it_is_told_again(filled: Library, check_sound: Check) -> None:
    filled.close()
    assert subprocess.run([sys.executable, "-c", KILLED, str(filled.path)]).returncode == 9
    with Library.open(filled.path) as again:
        assert [outlet.source for outlet in again.get(ONE).outlets] == ["Inland Courier"]
        assert not again.add_outlet(ONE, COURIER)
        assert found(again, "source:courier") == [ONE]
        check_sound(again)
