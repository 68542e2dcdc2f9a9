"""The sample library is built once, apart from the user's own, and keeps what the user marked in it."""

from __future__ import annotations

from pathlib import Path

from reader.ingest.sample_library import build, is_ready
from reader.library.library import Library
from tests.cli.conftest import Dateline


def test_the_sample_is_built_and_listed_without_a_terminal(dateline: Dateline, tmp_path: Path) -> None:
    done = dateline("sample", "--once")
    assert done.stderr == b""
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) >= 30
    assert [path.name for path in (tmp_path / "data" / "dateline").iterdir() if path.is_dir()] == ["sample"]
    again = dateline("sample", "--once")
    assert again.stdout == done.stdout


def test_an_older_sample_is_built_anew_and_its_marks_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "sample"
    report = build(path)
    assert report.failed == []
    with Library.open(path) as library:
        starred = library.rows(limit=1)[0].id
        library.mark([starred], "starred", True)
    assert is_ready(path)
    (path / "made-from").write_text("an older Dateline")
    assert not is_ready(path)
    build(path)
    assert is_ready(path)
    with Library.open(path) as library:
        assert library.marks(starred).starred
        assert library.counters().starred == 1
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_dir()] == ["sample"]
