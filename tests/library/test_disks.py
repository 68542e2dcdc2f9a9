"""Full disks and read-only ones: they open for reading, say so, and go on where they stopped once there is room."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from reader.article import Article
from reader.errors import DatelineError
from reader.library.errors import DiskFullError, ReadOnlyLibraryError
from reader.library.library import Incoming, Library
from reader.library.originals import Original
from reader.library.places import Places
from reader.library.store import ArticleStore

MakeArticle = Callable[..., Article]
Check = Callable[[Library], None]


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """A file system of its own at `folder`, or a skipped test where this user may not mount one."""
    mount = shutil.which("mount")
    folder.mkdir(exist_ok=True)
    command = [mount or "mount", *options, str(folder)]
    if mount is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only a user who may mount file systems can try a small or a read-only disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True, capture_output=True)


@contextmanager
def mounted_read_only(folder: Path, library: Path) -> Iterator[Path]:
    """The library seen through a read-only mount at `folder`."""
    with mounted(folder, "--bind", str(library)):
        if subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], capture_output=True).returncode:
            pytest.skip("a folder can't be made read-only by a mount here")
        yield folder


def fill_up(file: Path) -> None:
    with file.open("wb", buffering=0) as ballast, suppress(OSError):
        while ballast.write(bytes(65536)):
            continue


def add_for_ever(library: Library, make_article: MakeArticle) -> None:
    for number in itertools.count(100):
        page = Original("html", random.Random(number).randbytes(50_000))
        assert library.add([Incoming(make_article(number), page)]) == ["added"]


def mark_for_ever(library: Library) -> None:
    for number in itertools.count():
        library.mark([f"article-{number % 100:05d}"], "tags", [f"a tag of its own {number}" * 3])


def test_a_disk_that_fills_up_keeps_what_was_acknowledged_and_opens_for_reading(
    tmp_path: Path, make_article: MakeArticle, check_sound: Check
) -> None:
    with ExitStack() as stack:
        disk = stack.enter_context(mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=24m", "tmpfs"))
        library = stack.enter_context(Library.open(disk / "library", create=True))
        library.add([Incoming(make_article(number)) for number in range(100)])
        ballast = disk / "ballast"
        fill_up(ballast)
        with pytest.raises(DiskFullError, match="no room") as told:
            add_for_ever(library, make_article)
        assert "free some space" in told.value.remedy
        kept = library.counters().articles
        assert library.get("article-00099").blocks == make_article(99).blocks
        with pytest.raises(DiskFullError):
            mark_for_ever(library)
        library.close()

        with Library.open(disk / "library") as full:
            assert not full.writable
            assert "disk is full" in full.notice
            assert full.counters().articles >= kept >= 100
            assert full.get("article-00050").blocks == make_article(50).blocks
            assert any("disk is full" in finding.what for finding in full.doctor())
            with pytest.raises(ReadOnlyLibraryError, match="disk is full"):
                full.add([Incoming(make_article(5000))])

        ballast.unlink()
        with Library.open(disk / "library") as again:
            assert again.writable
            assert again.add([Incoming(make_article(5000))]) == ["added"]
            check_sound(again)


def test_a_full_disk_without_an_index_still_opens_for_reading(tmp_path: Path, make_article: MakeArticle) -> None:
    with ExitStack() as stack:
        disk = stack.enter_context(mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=16m", "tmpfs"))
        with Library.open(disk / "library", create=True) as library:
            library.add([Incoming(make_article(number)) for number in range(100)])
            library.mark(["article-00001"], "starred", True)
        Places(library.path).index_file.unlink()
        fill_up(disk / "ballast")
        with Library.open(disk / "library") as full:
            assert not full.writable
            assert full.counters()[:3] == (100, 100, 1)
            with full.reader() as reader:
                assert len(reader.rows()) == 50


@pytest.mark.parametrize("index", ["there", "missing", "behind"])
def test_a_read_only_disk_opens_for_reading_and_says_so(
    filled: Library, make_article: MakeArticle, tmp_path: Path, index: str
) -> None:
    filled.mark(["article-00001"], "starred", True)
    filled.close()
    places = Places(filled.path)
    if index == "missing":
        places.index_file.unlink()
    if index == "behind":
        store = ArticleStore(places.articles)
        store.add([make_article(200)], {})
        store.close()
    with ExitStack() as stack:
        disk = stack.enter_context(mounted_read_only(tmp_path / "disk", filled.path))
        with Library.open(disk) as library:
            assert not library.writable
            assert "reading only" in library.notice
            assert ("not listed" in library.notice) == (index == "behind")
            assert library.counters()[:3] == (20, 20, 1)
            assert library.get("article-00003").blocks == make_article(3).blocks
            assert not library.refresh()
            for change in (library.undo, library.reindex, lambda: library.mark(["article-00001"], "read", True)):
                with pytest.raises(ReadOnlyLibraryError, match="reading only"):
                    change()
        with pytest.raises(DatelineError):
            Library.open(disk / "new", create=True)


def test_a_library_of_a_killed_writer_on_a_read_only_disk_shows_all_that_was_kept(
    filled: Library, make_article: MakeArticle, tmp_path: Path
) -> None:
    filled.add([Incoming(make_article(200))])
    copy = tmp_path / "copy"
    shutil.copytree(filled.path, copy)
    assert (copy / "index.sqlite-wal").stat().st_size
    with ExitStack() as stack:
        disk = stack.enter_context(mounted_read_only(tmp_path / "disk", copy))
        library = stack.enter_context(Library.open(disk))
        assert library.counters().articles == 21
        assert library.get("article-00200").blocks == make_article(200).blocks


def test_a_log_that_a_read_only_disk_keeps_out_of_reach_is_told(
    filled: Library, make_article: MakeArticle, tmp_path: Path
) -> None:
    filled.add([Incoming(make_article(200))])
    copy = tmp_path / "copy"
    shutil.copytree(filled.path, copy, ignore=shutil.ignore_patterns("*-shm"))
    with ExitStack() as stack:
        disk = stack.enter_context(mounted_read_only(tmp_path / "disk", copy))
        library = stack.enter_context(Library.open(disk))
        assert "once it can be written" in library.notice
    with Library.open(copy) as library:
        assert library.counters().articles == 21


def test_a_folder_without_permission_to_write_opens_for_reading(filled: Library) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write to any folder; the read-only disk is tried by a mount instead")
    filled.close()
    filled.path.chmod(0o500)
    try:
        with Library.open(filled.path) as library:
            assert not library.writable
            assert len(library.rows()) == 20
    finally:
        filled.path.chmod(0o700)
