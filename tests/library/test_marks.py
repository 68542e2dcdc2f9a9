"""Marks: kept, undone, and seen by other windows and other devices."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.article import Article
from reader.errors import UsageError
from reader.library.library import Incoming, Library, Marks
from reader.library.originals import Original
from reader.library.places import Places
from reader.library.store import ArticleStore

MakeArticle = Callable[..., Article]


def test_a_changed_article_is_a_new_revision_and_keeps_its_marks(filled: Library, make_article: MakeArticle) -> None:
    filled.mark(["article-00003"], "starred", True)
    changed = make_article(3, words="The harbour stays shut")
    assert filled.add([Incoming(changed, Original("html", b"<p>new"))]) == ["revised"]
    assert filled.get("article-00003").blocks == changed.blocks
    assert filled.get("article-00003").revision == 2
    assert filled.original("article-00003") == Original("html", b"<p>new")
    assert filled.marks("article-00003").starred
    assert filled.counters().articles == 20


def test_marks_are_kept_and_undone_also_after_a_restart(filled: Library) -> None:
    filled.mark(["article-00001", "article-00002"], "read", True)
    filled.mark(["article-00001"], "tags", ["grain", "war"])
    filled.close()
    with Library.open(filled.path) as library:
        assert library.marks("article-00001") == Marks(True, False, False, ("grain", "war"))
        assert library.counters().unread == 18
        assert library.undo() == "the tags of 1 article are as before"
        assert library.undo() == "2 articles are unread again"
        assert library.undo() == ""
        assert library.marks("article-00001") == Marks(False, False, False, ())


def test_marking_what_is_marked_already_is_no_act_to_undo(filled: Library) -> None:
    filled.mark(["article-00001"], "starred", True)
    filled.mark(["article-00001"], "starred", True)
    filled.mark([], "read", True)
    assert filled.undo() == "1 article is not starred again"
    assert filled.undo() == ""


def test_a_mark_of_another_kind_is_refused(filled: Library) -> None:
    with pytest.raises(UsageError, match="read can't be"):
        filled.mark(["article-00001"], "read", ["yes"])


def test_two_windows_see_each_others_articles_and_marks(filled: Library, make_article: MakeArticle) -> None:
    with Library.open(filled.path) as other:
        other.refresh()
        assert not other.refresh()
        filled.add([Incoming(make_article(50))])
        filled.mark(["article-00001"], "read", True)
        assert other.refresh()
        assert other.rows(limit=1)[0].id == "article-00050"
        assert other.marks("article-00001").read
        assert not other.refresh()
        other.mark(["article-00002"], "starred", True)
        filled.refresh()
        assert filled.marks("article-00002").starred
        assert filled.undo() == "1 article is not starred again"


def test_a_window_takes_in_what_was_left_behind_a_little_at_a_time(filled: Library, make_article: MakeArticle) -> None:
    filled.refresh()
    store = ArticleStore(Places(filled.path).articles)
    store.add([make_article(number) for number in range(20, 110)], {})
    store.close()
    seen = []
    while filled.refresh():
        seen.append(filled.counters().articles)
    assert seen == [40, 60, 80, 100, 110]


def test_a_window_goes_on_when_another_makes_the_index_anew(filled: Library, make_article: MakeArticle) -> None:
    with Library.open(filled.path) as other:
        filled.reindex()
        other.mark(["article-00001"], "read", True)
        other.add([Incoming(make_article(60))])
        filled.refresh()
        assert filled.marks("article-00001").read
        assert filled.counters().articles == other.counters().articles == 21


def test_a_window_that_closes_on_the_old_index_leaves_the_new_ones_log(filled: Library) -> None:
    other = Library.open(filled.path)
    other.rows()
    filled.reindex()
    filled.mark(["article-00001"], "read", True)
    log = filled.path / "index.sqlite-wal"
    before = log.stat()
    other.close()
    assert (log.stat().st_ino, log.stat().st_size) == (before.st_ino, before.st_size)
    with Library.open(filled.path) as again:
        assert again.marks("article-00001").read


def test_marks_of_another_device_arrive_by_its_file(filled: Library, tmp_path: Path) -> None:
    shutil.copytree(filled.path, tmp_path / "there")
    (tmp_path / "there" / "device.json").unlink(missing_ok=True)
    with Library.open(tmp_path / "there") as there:
        there.mark(["article-00001", "article-00002"], "starred", True)
        files = list(Places(there.path).journal.iterdir())
        assert len(files) == 1
        Places(filled.path).journal.mkdir(exist_ok=True)
        shutil.copy(files[0], Places(filled.path).journal)
    assert filled.refresh()
    assert filled.marks("article-00002").starred
    filled.mark(["article-00002"], "starred", False)
    assert not filled.marks("article-00002").starred


def test_a_mark_for_an_article_that_comes_later_waits_for_it(
    filled: Library, tmp_path: Path, make_article: MakeArticle
) -> None:
    with Library.open(tmp_path / "new", create=True) as library:
        filled.mark(["article-00001"], "starred", True)
        shutil.copytree(Places(filled.path).journal, Places(library.path).journal)
        library.refresh()
        library.add([Incoming(make_article(1))])
        assert library.marks("article-00001").starred
