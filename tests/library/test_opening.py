"""Opening: what is no library and is left alone, and what is one and is mended on the way."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader.article import Article
from reader.errors import LibraryInUseError
from reader.library.errors import (
    DamagedError,
    NewerLibraryError,
    NoLibraryError,
    NotALibraryError,
)
from reader.library.library import Incoming, Library
from reader.library.lock import locked
from reader.library.places import Places, find, make

MakeArticle = Callable[..., Article]


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(folder.rglob("*"))}


def test_a_missing_library_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoLibraryError, match="dateline add"):
        Library.open(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_no_library_until_one_is_made_in_it(tmp_path: Path) -> None:
    with pytest.raises(NoLibraryError):
        Library.open(tmp_path)
    Library.open(tmp_path, create=True).close()
    Library.open(tmp_path).close()


@pytest.mark.parametrize("create", [True, False])
def test_a_folder_of_something_else_is_never_touched(tmp_path: Path, create: bool) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    before = listing(tmp_path)
    with pytest.raises(NotALibraryError, match="not a Dateline library"):
        Library.open(tmp_path, create=create)
    assert listing(tmp_path) == before


@pytest.mark.parametrize("create", [True, False])
def test_a_file_is_no_library(tmp_path: Path, create: bool) -> None:
    (tmp_path / "file").write_text("text")
    with pytest.raises(NotALibraryError, match="it is a file"):
        Library.open(tmp_path / "file", create=create)


@pytest.mark.parametrize("content", [b"format = 'one'", b"", b"format = 0", b"\xff\xfe", b"[", b"x" * 10_000])
def test_a_library_file_that_makes_no_sense_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "library.toml").write_bytes(content)
    with pytest.raises(NotALibraryError):
        Library.open(tmp_path, create=True)


def test_a_later_format_is_refused_in_words_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "library.toml").write_text("format = 99\n")
    before = listing(tmp_path)
    with pytest.raises(NewerLibraryError, match=r"format 99.*update Dateline"):
        Library.open(tmp_path, create=True)
    assert listing(tmp_path) == before


def test_a_making_that_was_cut_short_can_be_made_again(tmp_path: Path) -> None:
    (tmp_path / ".library.toml.x1").write_text("format")
    assert find(make(tmp_path).folder).folder == tmp_path


def test_everything_in_a_library_is_the_users_alone(filled: Library) -> None:
    filled.mark([filled.rows()[0].id], "read", True)
    folders = [filled.path, *(path for path in filled.path.iterdir() if path.is_dir())]
    assert len(folders) == 3
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}


def test_opening_and_listing_does_not_load_what_only_bodies_need(filled: Library) -> None:
    filled.close()
    code = (
        "import sys; from pathlib import Path; from reader.library.library import Library\n"
        "library = Library.open(Path(sys.argv[1])); assert len(library.rows()) == 20; library.refresh()\n"
        "print([name for name in ('diskcache', 'zstandard', 'textual') if name in sys.modules])\n"
        "library.get('article-00001'); print('diskcache' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(filled.path)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "False"]


@pytest.mark.parametrize("damage", ["missing", "garbage", "other format", "empty", "half"])
def test_an_index_that_is_no_use_is_made_anew_with_its_marks(filled: Library, damage: str) -> None:
    filled.mark(["article-00001"], "starred", True)
    filled.close()
    index = Places(filled.path).index_file
    if damage == "missing":
        index.unlink()
    elif damage == "garbage":
        index.write_bytes(b"garbage " * 1000)
    elif damage == "empty":
        index.write_bytes(b"")
    elif damage == "half":
        os.truncate(index, index.stat().st_size // 2 // 4096 * 4096)
    else:
        with closing(sqlite3.connect(index)) as connection:
            connection.execute("PRAGMA user_version = 77")
    steps: list[tuple[int, int]] = []
    with Library.open(filled.path, progress=lambda done, total: steps.append((done, total))) as library:
        assert library.counters().articles == 20
        assert library.marks("article-00001").starred
        assert [row.id for row in library.rows(limit=2)] == ["article-00019", "article-00018"]
        assert not [finding for finding in library.doctor() if finding.level == "bad"]
    assert damage == "empty" or steps[-1] == (20, 20)


def test_an_index_of_other_articles_is_made_anew(filled: Library, tmp_path: Path, make_article: MakeArticle) -> None:
    filled.close()
    with Library.open(tmp_path / "other", create=True) as other:
        other.add([Incoming(make_article(number)) for number in range(100, 120)])
    shutil.copy(Places(tmp_path / "other").index_file, Places(filled.path).index_file)
    with Library.open(filled.path) as library:
        assert library.rows(limit=1)[0].id == "article-00019"


def test_a_store_put_back_from_a_backup_wins_over_a_newer_index(filled: Library, make_article: MakeArticle) -> None:
    filled.close()
    backup = filled.path.with_name("backup")
    shutil.copytree(Places(filled.path).articles, backup)
    with Library.open(filled.path) as library:
        library.add([Incoming(make_article(70))])
    shutil.rmtree(Places(filled.path).articles)
    backup.rename(Places(filled.path).articles)
    with Library.open(filled.path) as library:
        assert library.counters().articles == 20
        assert library.add([Incoming(make_article(70))]) == ["added"]
        assert library.counters().articles == 21


def test_a_journal_cut_short_takes_its_marks_with_it(filled: Library) -> None:
    filled.mark(["article-00001"], "starred", True)
    filled.mark(["article-00002"], "starred", True)
    filled.close()
    (file,) = Places(filled.path).journal.iterdir()
    file.write_bytes(file.read_bytes().splitlines(keepends=True)[0])
    with Library.open(filled.path) as library:
        assert library.counters().starred == 1


def test_a_library_that_another_writes_to_is_told_in_words(
    filled: Library, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.lock.PATIENCE", 0.01)
    filled.refresh()
    with locked(Places(filled.path).write_lock):
        assert not filled.refresh()
        with pytest.raises(LibraryInUseError, match="another Dateline is writing") as told:
            filled.add([Incoming(make_article(80))])
    assert told.value.exit_code == 4
    assert filled.add([Incoming(make_article(80))]) == ["added"]


def test_a_library_whose_index_another_makes_anew_is_told_in_words(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.lock.PATIENCE", 0.01)
    filled.close()
    Places(filled.path).index_file.unlink()
    with (
        locked(Places(filled.path).rebuild_lock),
        pytest.raises(LibraryInUseError, match="making its index anew"),
    ):
        Library.open(filled.path)
    Library.open(filled.path).close()


def test_a_store_that_cannot_be_read_leaves_the_lists(filled: Library) -> None:
    filled.close()
    (Places(filled.path).articles / "cache.db").write_bytes(b"overwritten " * 1000)
    with Library.open(filled.path) as library:
        assert not library.writable
        assert "articles can't be opened" in library.notice
        assert len(library.rows()) == 20
        assert any(finding.level == "bad" for finding in library.doctor())
    Places(filled.path).index_file.unlink()
    with pytest.raises(DamagedError):
        Library.open(filled.path)


def test_the_doctor_finds_an_index_that_is_missing_or_of_other_articles(filled: Library) -> None:
    Places(filled.path).index_file.unlink()
    assert any("no index" in finding.what for finding in filled.doctor())
