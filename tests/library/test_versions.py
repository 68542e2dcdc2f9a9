"""Versions that our own cleaning makes, beside those that came in; and the originals they are made from."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import msgspec
import pytest
import zstandard

from reader.article import Article, Block
from reader.errors import DatelineError
from reader.library.errors import ReadOnlyLibraryError, UnknownArticleError
from reader.library.library import Incoming, Library
from reader.library.originals import Original
from reader.library.places import Places
from reader.library.query import parse_query
from reader.library.versions import is_outdated, kept_from, same_words

MakeArticle = Callable[..., Article]


def anew(article: Article, words: str = "The breakwater was mended") -> Article:
    """The article as newer rules clean it."""
    return msgspec.structs.replace(article, blocks=(Block("paragraph", words),), cleaner="2")


def test_a_version_of_other_words_becomes_the_newest_and_keeps_page_and_time(filled: Library) -> None:
    before = filled.uncorrected("article-00003")
    assert filled.versions.keep([anew(msgspec.structs.replace(before, fetched=before.date, page=""))]) == 1
    kept = filled.uncorrected("article-00003")
    assert (kept.revision, kept.page, kept.fetched) == (2, before.page, before.fetched)
    assert filled.versions.get("article-00003", 1) == before
    assert [row.id for row in filled.rows(parse_query("breakwater"))] == ["article-00003"]
    assert filled.versions.before(kept) == before


def test_a_version_of_the_same_words_is_completed_in_its_place(filled: Library) -> None:
    before = filled.uncorrected("article-00003")
    made = msgspec.structs.replace(before, cleaner="2", mentions=(), annotator="2+1")
    assert filled.versions.keep([made]) == 1
    assert filled.uncorrected("article-00003") == made
    assert filled.annotations.outdated("2+1") == 19
    assert filled.versions.before(made) is None


def test_what_was_revised_meanwhile_is_left_alone(filled: Library, make_article: MakeArticle) -> None:
    made = anew(filled.uncorrected("article-00003"))
    filled.add([Incoming(make_article(3, words="Revised"))])
    assert filled.versions.keep([made]) == 0
    assert filled.get("article-00003").blocks == make_article(3, words="Revised").blocks


def test_a_revision_of_the_page_has_no_words_before_it_to_go_back_to(
    filled: Library, make_article: MakeArticle
) -> None:
    filled.add([Incoming(make_article(3, words="Revised", cleaner="2"), Original("html", b"<p>later"))])
    assert filled.versions.before(filled.uncorrected("article-00003")) is None


def test_words_that_were_brought_back_are_not_taken_back_again(filled: Library) -> None:
    before = filled.uncorrected("article-00003")
    filled.versions.keep([anew(before)])
    back = kept_from(msgspec.structs.replace(before, revision=2), "2")
    filled.versions.keep([back])
    kept = filled.uncorrected("article-00003")
    assert same_words(kept, before)
    assert filled.versions.before(kept) is None
    assert not is_outdated(kept, "2")
    assert is_outdated(kept, "3")


def test_outdated_articles_are_counted_by_their_newest_version(filled: Library, make_article: MakeArticle) -> None:
    filled.add([Incoming(make_article(30)), Incoming(make_article(31, cleaner="2"))])
    assert filled.versions.outdated("2") == (20, 1)
    filled.versions.keep([anew(filled.uncorrected(f"article-{number:05d}")) for number in range(5)])
    filled.mark(["article-00019"], "deleted", True)
    assert filled.versions.outdated("2") == (14, 1)


def test_a_version_that_is_not_there_is_told(filled: Library) -> None:
    with pytest.raises(DatelineError, match="there is no version 2 of it"):
        filled.versions.get("article-00003", 2)
    with pytest.raises(UnknownArticleError):
        filled.versions.get("nothing", 1)


def test_a_library_open_for_reading_keeps_no_version(filled: Library) -> None:
    made = anew(filled.uncorrected("article-00003"))
    with Library.open(filled.path, writable=False) as reading:
        assert reading.versions.get("article-00003", 1).revision == 1
        with pytest.raises(ReadOnlyLibraryError):
            reading.versions.keep([made])


def test_an_article_that_comes_again_brings_the_original_it_lacks(library: Library, make_article: MakeArticle) -> None:
    library.add([Incoming(make_article(1))])
    page = Original("text", b"the words", title="Given")
    again = make_article(1, cleaner="2", section="Harbour")
    assert library.add([Incoming(again, page)]) == ["unchanged"]
    assert library.original("article-00001") == page
    kept = library.get("article-00001")
    assert (kept.revision, kept.cleaner, kept.section) == (1, "2", "Harbour")


def test_the_same_page_is_kept_once_and_another_givers_words_beside_it(
    library: Library, make_article: MakeArticle
) -> None:
    pages = [Original("html", b"<p>one"), Original("html", b"<p>one"), Original("html", b"<p>one", title="Other")]
    library.add([Incoming(make_article(number), page) for number, page in enumerate(pages)])
    with closing(sqlite3.connect(Places(library.path).articles / "cache.db")) as store:
        assert store.execute("SELECT count(*) FROM Cache WHERE key LIKE 'page/%'").fetchone() == (2,)
    assert [library.original(f"article-{number:05d}") for number in range(3)] == pages


def test_a_page_kept_by_an_earlier_dateline_is_still_read_and_found_sound(
    library: Library, make_article: MakeArticle
) -> None:
    bare = Original("html", b"<p>long ago", bare=True)
    library.add([Incoming(make_article(1))])
    row = b"\x02" + zstandard.ZstdCompressor(write_checksum=True).compress(bare.content)
    with closing(sqlite3.connect(Places(library.path).articles / "cache.db")) as store, store:
        columns = "key, raw, store_time, access_time, access_count, size, mode, value"
        store.execute(f"INSERT INTO Cache({columns}) VALUES(?, 1, 0, 0, 0, 0, 1, ?)", (f"page/{bare.name}", row))
    found = library.versions.original(make_article(1, page=bare.name))
    assert found == bare
    assert [finding for finding in library.doctor() if finding.level == "bad"] == []
