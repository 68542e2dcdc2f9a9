"""The article store: what goes in comes out, nothing is ever deleted, and nothing planted in it runs."""

from __future__ import annotations

import os
import pickle
import random
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from diskcache import Cache

from reader.article import Article
from reader.errors import DatelineError
from reader.library.disk import ArticleDisk
from reader.library.errors import DamagedError
from reader.library.keys import article_key, check_id, page_key, read_article_key
from reader.library.originals import Original
from reader.library.store import SETTINGS, ArticleStore

MakeArticle = Callable[..., Article]
FIRST, SECOND = Original("html", b"first"), Original("html", b"second")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ArticleStore]:
    opened = ArticleStore(tmp_path / "articles")
    yield opened
    opened.close()


def database(store: ArticleStore) -> sqlite3.Connection:
    return sqlite3.connect(store.database, isolation_level=None)


class Trap:
    """Unpickling it makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, tuple[str, int]]:
        return os.open, (str(self.path), os.O_CREAT)


def test_an_article_comes_out_as_it_went_in(store: ArticleStore, make_article: MakeArticle) -> None:
    article = make_article(1)
    store.add([article], {})
    assert store.get(article.id, 1) == article
    assert store.get(article.id, 2) is None
    assert store.get("another", 1) is None


def test_an_empty_store_answers_without_making_anything(store: ArticleStore) -> None:
    assert store.last_row() == 0
    assert store.since(0, 10) == ([], [], 0)
    assert store.get("a", 1) is None
    assert not store.folder.exists()


def test_every_revision_is_kept_and_the_latest_is_known(store: ArticleStore, make_article: MakeArticle) -> None:
    versions = [make_article(1, words=f"draft {number}", revision=number) for number in range(1, 13)]
    for version in versions:
        store.add([version], {})
    assert store.latest(versions[0].id) == 12
    assert [store.get(version.id, version.revision) for version in versions] == versions


def test_what_is_there_is_never_overwritten(store: ArticleStore, make_article: MakeArticle) -> None:
    store.add([make_article(1)], {"name": FIRST})
    store.add([make_article(1, words="Something else")], {"name": SECOND})
    assert store.get("article-00001", 1) == make_article(1)
    assert store.original("name") == FIRST
    assert store.last_row() == 2


def test_rows_come_in_the_order_they_were_written_and_originals_are_not_among_them(
    store: ArticleStore, make_article: MakeArticle
) -> None:
    for number in (5, 3, 9):
        store.add([make_article(number)], {f"page{number}": FIRST})
    rows, damaged, last = store.since(0, 2)
    assert [article.id for _, article in rows] == ["article-00005", "article-00003"]
    assert damaged == []
    assert [article.id for _, article in store.since(last, 2).rows] == ["article-00009"]
    assert store.count() == 3
    assert store.count(last) == 1
    key = store.key_at(store.last_row())
    assert key is not None
    assert key.id == "article-00009"


def test_a_batch_with_one_unusable_article_is_not_stored_at_all(store: ArticleStore, make_article: MakeArticle) -> None:
    store.add([make_article(0)], {})
    noise = random.Random(5).randbytes(17 * 2**20)
    with pytest.raises(DatelineError, match="keeps at most"):
        store.add([make_article(1), make_article(2)], {"noise": Original("html", noise), "page": FIRST})
    assert store.count() == 1
    assert store.original("page") is None
    store.add([make_article(1)], {})
    assert store.count() == 2


def test_the_folder_is_private_and_holds_one_database(store: ArticleStore, make_article: MakeArticle) -> None:
    store.add(
        [make_article(number) for number in range(50)], {"large": Original("html", random.Random(1).randbytes(2**20))}
    )
    store.close()
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert [path.name for path in store.folder.iterdir()] == ["cache.db"]


def test_nothing_is_evicted_even_when_another_program_turned_eviction_on(
    store: ArticleStore, make_article: MakeArticle
) -> None:
    store.add([make_article(0)], {})
    store.close()
    with Cache(str(store.folder), eviction_policy="least-recently-stored", cull_limit=10, size_limit=1000) as cache:
        assert cache.cull_limit == 10
    for number in range(1, 100):
        store.add([make_article(number)], {})
    assert store.count() == 100
    with closing(database(store)) as connection:
        kept = dict(connection.execute("SELECT key, value FROM Settings"))
    assert {name: kept[name] for name in SETTINGS} == dict(SETTINGS)


def test_the_table_that_is_read_is_the_one_diskcache_makes(store: ArticleStore, make_article: MakeArticle) -> None:
    store.add([make_article(1)], {})
    with closing(database(store)) as connection:
        columns = [(name, kind) for _, name, kind, *_ in connection.execute("PRAGMA table_info(Cache)")]
        indexes = [row[1] for row in connection.execute("PRAGMA index_list(Cache)") if row[2]]
        key, raw, mode, filename = connection.execute("SELECT key, raw, mode, filename FROM Cache").fetchone()
        unique = [row[2] for name in indexes for row in connection.execute(f"PRAGMA index_info({name})")]
    assert columns == [
        ("rowid", "INTEGER"),
        ("key", "BLOB"),
        ("raw", "INTEGER"),
        ("store_time", "REAL"),
        ("expire_time", "REAL"),
        ("access_time", "REAL"),
        ("access_count", "INTEGER"),
        ("tag", "BLOB"),
        ("size", "INTEGER"),
        ("mode", "INTEGER"),
        ("filename", "TEXT"),
        ("value", "BLOB"),
    ]
    assert unique == ["key", "raw"]
    assert (key, raw, mode, filename) == ("article/article-00001/00000001", 1, 1, None)


def test_diskcache_itself_reads_what_the_store_wrote(store: ArticleStore, make_article: MakeArticle) -> None:
    store.add([make_article(1)], {"p": FIRST})
    with Cache(str(store.folder), disk=ArticleDisk, **SETTINGS) as cache:
        assert sorted(cache) == ["article/article-00001/00000001", "page/p"]
        assert cache["article/article-00001/00000001"] == make_article(1)
        assert cache["page/p"] == FIRST


@pytest.mark.parametrize("mode", [4, 3, 2])
def test_a_pickle_planted_as_a_value_never_runs(
    store: ArticleStore, make_article: MakeArticle, tmp_path: Path, mode: int
) -> None:
    store.add([make_article(1), make_article(2)], {})
    sprung = tmp_path / "sprung"
    with closing(database(store)) as connection:
        planted = pickle.dumps(Trap(sprung))
        connection.execute("UPDATE Cache SET mode = ?, value = ? WHERE rowid = 1", (mode, planted))
    with pytest.raises(DamagedError, match=r"pickle.*was not opened"):
        store.get("article-00001", 1)
    rows, damaged, _ = store.since(0, 10)
    assert [article.id for _, article in rows] == ["article-00002"]
    assert [row.key for row in damaged] == ["article/article-00001/00000001"]
    with Cache(str(store.folder), disk=ArticleDisk, **SETTINGS) as cache, pytest.raises(DamagedError, match="pickle"):
        cache.get("article/article-00001/00000001")
    assert not sprung.exists()


def test_a_pickle_planted_as_a_key_never_runs(store: ArticleStore, make_article: MakeArticle, tmp_path: Path) -> None:
    store.add([make_article(1), make_article(2)], {})
    sprung = tmp_path / "sprung"
    with closing(database(store)) as connection:
        connection.execute("UPDATE Cache SET raw = 0, key = ? WHERE rowid = 1", (pickle.dumps(Trap(sprung)),))
    rows, damaged, _ = store.since(0, 10)
    assert [article.id for _, article in rows] == ["article-00002"]
    assert [(row.row, row.key) for row in damaged] == [(1, "")]
    assert "pickle" in damaged[0].why
    assert store.survey().damaged == damaged
    with Cache(str(store.folder), disk=ArticleDisk, **SETTINGS) as cache, pytest.raises(DamagedError, match="pickle"):
        list(cache)
    assert not sprung.exists()


def test_the_trap_of_these_tests_does_spring_in_diskcache_alone(tmp_path: Path) -> None:
    sprung = tmp_path / "sprung"
    with Cache(str(tmp_path / "cache")) as cache:
        cache["key"] = Trap(sprung)
        os.close(cache["key"])
    assert sprung.exists()


def test_a_row_cannot_point_at_a_file_of_ours(store: ArticleStore, make_article: MakeArticle, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("private")
    store.add([make_article(1)], {})
    with closing(database(store)) as connection:
        connection.execute("UPDATE Cache SET mode = 2, value = NULL, filename = '../secret'")
    with pytest.raises(DamagedError):
        store.get("article-00001", 1)
    with Cache(str(store.folder), disk=ArticleDisk, **SETTINGS) as cache:
        cache.set("article/article-00001/00000001", make_article(1))
    assert secret.read_text() == "private"


def test_no_flipped_byte_passes_for_an_article(store: ArticleStore, make_article: MakeArticle) -> None:
    article = make_article(1)
    store.add([article], {})
    with closing(database(store)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        (row,) = connection.execute("SELECT value FROM Cache").fetchone()
        wrong = 0
        for place in range(len(row)):
            flipped = bytearray(row)
            flipped[place] ^= 1 << place % 8
            connection.execute("UPDATE Cache SET value = ?", (bytes(flipped),))
            try:
                wrong += store.get(article.id, 1) != article
            except DamagedError:
                continue
    assert wrong == 0


def test_flipped_bytes_in_the_file_are_told_and_the_rest_is_read(
    store: ArticleStore, make_article: MakeArticle
) -> None:
    articles = [make_article(number) for number in range(300)]
    store.add(articles, {})
    store.close()
    content = bytearray(store.database.read_bytes())
    marks = [place for place in range(len(content)) if content.startswith(b"\x01\x28\xb5\x2f\xfd", place)]
    flipped = marks[10:300:29]
    for place in flipped:
        content[place + 40] ^= 0x10
    store.database.write_bytes(content)
    rows, damaged, _ = store.since(0, 1000)
    assert len(damaged) == len(flipped) == 10
    assert all(article == articles[number - 1] for number, article in rows)
    assert len(rows) == 290


@pytest.mark.parametrize("value", [b"", b"\x00", b"\x63junk", b"\x01junk", b"\x01"])
def test_a_row_that_is_no_article_is_told(store: ArticleStore, make_article: MakeArticle, value: bytes) -> None:
    store.add([make_article(1)], {})
    with closing(database(store)) as connection:
        connection.execute("UPDATE Cache SET value = ?", (value,))
    with pytest.raises(DamagedError, match="damaged"):
        store.get("article-00001", 1)


def test_a_row_that_would_unpack_without_end_is_refused(store: ArticleStore, make_article: MakeArticle) -> None:
    import zstandard

    store.add([make_article(1)], {})
    bomb = b"\x01" + zstandard.ZstdCompressor(level=19).compress(bytes(200 * 2**20))
    with closing(database(store)) as connection:
        connection.execute("UPDATE Cache SET value = ?", (bomb,))
    with pytest.raises(DamagedError, match="would unpack to 209,715,200 bytes"):
        store.get("article-00001", 1)


def test_a_row_moved_to_another_key_is_told(store: ArticleStore, make_article: MakeArticle) -> None:
    store.add([make_article(1)], {})
    with closing(database(store)) as connection:
        connection.execute("UPDATE Cache SET key = 'article/other/00000001'")
    assert [row.why for row in store.since(0, 10).damaged] == ["it holds something else than its key says"]


def test_a_database_that_is_none_is_told(store: ArticleStore) -> None:
    store.folder.mkdir()
    store.database.write_bytes(b"not a database " * 100)
    with pytest.raises(DamagedError, match="damaged"):
        store.last_row()


@pytest.mark.parametrize("name", ["a", "bbc/2023/1", "a%2Fb", "a%b", "100%", "日本", "a b"])
def test_any_id_has_a_key_of_its_own(name: str) -> None:
    assert read_article_key(article_key(name, 7)) == (name, 7)


def test_an_id_that_begins_another_is_not_mixed_up_with_it(store: ArticleStore, make_article: MakeArticle) -> None:
    store.add([make_article(1, id="a/b", revision=3), make_article(2, id="a", revision=2)], {})
    assert (store.latest("a"), store.latest("a/b"), store.latest("a/")) == (2, 3, 0)


@pytest.mark.parametrize("name", ["", " a", "a\nb", "a\x1b[31m", "x" * 201])
def test_an_unusable_id_is_refused(name: str) -> None:
    with pytest.raises(DatelineError, match="id can't be used"):
        check_id(name)


def test_an_original_is_named_by_what_it_holds() -> None:
    names = {FIRST.name, SECOND.name, Original("text", b"first").name, Original("html", b"first", title="A").name}
    assert len(names) == 4
    assert Original("html", b"first").name == FIRST.name
    assert page_key("x") == "page/x"


def test_the_rows_it_writes_are_those_that_diskcache_writes(tmp_path: Path, make_article: MakeArticle) -> None:
    articles = ArticleStore(tmp_path / "articles")
    articles.add([make_article(1)], {})
    articles.renew([make_article(1, annotator="2+1")])
    with Cache(str(tmp_path / "articles"), disk=ArticleDisk, **SETTINGS) as cache:
        cache.set("article/article-00002/00000001", make_article(2))
        columns = "raw, expire_time, access_count, tag, mode, filename"
        ours, theirs = cache._sql(f"SELECT {columns} FROM Cache ORDER BY rowid").fetchall()
        assert ours == theirs
        assert len(cache) == 2
        assert cache["article/article-00001/00000001"].annotator == "2+1"
        assert cache.check() == []
    articles.close()
