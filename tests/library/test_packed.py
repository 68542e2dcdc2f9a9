"""Rows that a worker made ahead: taken where they hold what is to be stored, and for nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import msgspec

from reader.article import Article
from reader.library.library import Incoming, Library
from reader.library.originals import Original
from reader.library.packed import Packed, pack
from reader.library.places import Places

MakeArticle = Callable[..., Article]
PAGE = Original("html", b"<p>page")
ONE = "article-00001"


def stored_rows(library: Library) -> dict[str, bytes]:
    with closing(sqlite3.connect(Places(library.path).articles / "cache.db")) as store:
        return dict(store.execute("SELECT key, value FROM Cache"))


def test_a_row_made_ahead_is_the_one_that_is_stored(library: Library, make_article: MakeArticle) -> None:
    packed = msgspec.msgpack.decode(msgspec.msgpack.encode(pack(make_article(1), PAGE)), type=Packed)
    library.add([Incoming(make_article(1), PAGE, packed)], words_later=True)
    assert stored_rows(library) == {key: row for key, (_, row) in packed.rows.items()}
    assert library.get(ONE) == msgspec.structs.replace(make_article(1), page=PAGE.name)
    assert library.original(ONE) == PAGE


def test_a_row_of_other_contents_is_made_anew(library: Library, make_article: MakeArticle) -> None:
    packed = pack(make_article(1, words="Something else"), PAGE)
    library.add([Incoming(make_article(1), Original("html", b"<p>other"), packed)])
    assert library.get(ONE).blocks == make_article(1).blocks
    assert library.original(ONE) == Original("html", b"<p>other")


def test_an_original_that_is_not_kept_changes_the_row(library: Library, make_article: MakeArticle) -> None:
    library.add([Incoming(make_article(1), None, pack(make_article(1), PAGE))])
    assert library.get(ONE) == make_article(1)
    assert library.original(ONE) is None


def test_a_later_version_is_not_stored_as_the_first_one(library: Library, make_article: MakeArticle) -> None:
    library.add([Incoming(make_article(1))])
    revised = make_article(1, words="Something else")
    assert library.add([Incoming(revised, PAGE, pack(revised, PAGE))]) == ["revised"]
    assert (library.get(ONE).revision, library.original(ONE)) == (2, PAGE)
    assert [finding for finding in library.doctor() if finding.level == "bad"] == []
