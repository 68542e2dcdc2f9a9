"""A large file is imported once, by the record, whatever ends it on the way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.ingest.imports import NAME, Archive, Imports, Position
from reader.ingest.pipeline import BATCH, IN_BULK, ingest
from reader.library.library import Library
from reader.sources.archives.mailbox import can_begin_at, read_mbox
from reader.sources.archives.warc import can_begin_at as can_begin_in_warc
from reader.sources.archives.warc import read_warc
from reader.sources.page import Page, SourceFailure
from tests.sources.archives.making import box, letter, packed, story


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", create=True) as opened:
        yield opened


@pytest.fixture
def imports(library: Library) -> Iterator[Imports]:
    with Imports(library.path) as opened:
        yield opened


def letters(path: Path, count: int) -> Archive:
    path.write_bytes(box(*map(letter, range(count))))
    return Archive(path, read_mbox, can_begin_at)


def ids(pieces: list[Page | SourceFailure]) -> list[str]:
    return [piece.id for piece in pieces if isinstance(piece, Page)]


def test_only_what_was_kept_counts_and_the_rest_comes_again(imports: Imports, tmp_path: Path) -> None:
    archive = letters(tmp_path / "letters", 10)
    whole = ids(list(imports.rest(archive, imports.position(archive.path))))
    imports.kept(4)
    again = imports.position(archive.path)
    assert (again.pieces, again.done) == (4, False)
    with Imports(tmp_path / "library") as later:
        assert later.position(archive.path) == again
        assert ids(list(later.rest(archive, again))) == whole[4:]
        later.kept(6)
        assert later.position(archive.path) == Position(archive.path.stat().st_size, 10, done=True)


def test_several_files_are_followed_each_for_itself(imports: Imports, tmp_path: Path) -> None:
    one, two = letters(tmp_path / "one", 3), letters(tmp_path / "two", 5)
    for archive in (one, two):
        assert len(list(imports.rest(archive, Position()))) in (3, 5)
    imports.kept(4)
    assert imports.position(one.path).done
    assert imports.position(two.path).pieces == 1


def test_a_file_packed_as_a_whole_is_gone_on_with_by_counting(imports: Imports, tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "letters.gz"
    path.write_bytes(gzip.compress(box(*map(letter, range(6)))))
    archive = Archive(path, read_mbox, can_begin_at)
    whole = ids(list(imports.rest(archive, Position())))
    imports.kept(2)
    assert ids(list(imports.rest(archive, imports.position(path)))) == whole[2:]


def test_a_file_is_known_again_elsewhere_and_a_changed_one_is_another(imports: Imports, tmp_path: Path) -> None:
    archive = letters(tmp_path / "letters", 3)
    list(imports.rest(archive, Position()))
    imports.kept(3)
    moved = archive.path.rename(tmp_path / "moved")
    assert imports.position(moved).done
    with moved.open("ab") as file:
        file.write(box(letter(9)))
    assert imports.position(moved) == Position()


def test_a_file_that_is_to_be_forgotten_begins_anew(imports: Imports, tmp_path: Path) -> None:
    archive = letters(tmp_path / "letters", 3)
    list(imports.rest(archive, Position()))
    imports.kept(3)
    imports.forget(archive.path)
    assert imports.position(archive.path) == Position()


def test_a_damaged_journal_is_begun_anew(library: Library, tmp_path: Path) -> None:
    (library.path / NAME).write_bytes(os.urandom(10_000))
    archive = letters(tmp_path / "letters", 3)
    with Imports(library.path) as imports:
        assert imports.position(archive.path) == Position()


def test_the_journal_never_runs_ahead_of_the_library(library: Library, imports: Imports, tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(packed(*map(story, range(BATCH + 20))))
    archive = Archive(path, read_warc, can_begin_in_warc)
    seen: list[tuple[int, int]] = []

    def kept(pieces: int) -> None:
        imports.kept(pieces)
        seen.append((imports.position(path).pieces, library.counters().articles))

    ingest(library, imports.rest(archive, Position()), jobs=2, way=IN_BULK, kept=kept)
    assert seen == [(BATCH, BATCH), (BATCH + 20, BATCH + 20)]
    assert imports.position(path).done
