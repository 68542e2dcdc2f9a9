from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reader.entities.compiled import DATA, compiled
from reader.entities.gazetteer import Gazetteer
from reader.entities.schema import GazetteerError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small copy of the data: all files, one leader."""
    folder = tmp_path / "data"
    (folder / "leaders").mkdir(parents=True)
    for name in ("countries.toml", "organisations.toml", "roles.toml", "homographs.toml"):
        shutil.copy(DATA / name, folder / name)
    (folder / "leaders" / "one.toml").write_text('[[leader]]\nid = "ada-lind"\nname = "Ada Lind"\ncountry = "SE"\n')
    return folder


def test_what_comes_from_the_cache_is_what_was_made(data: Path, tmp_path: Path) -> None:
    made = compiled(data, tmp_path / "cache")
    assert len(list((tmp_path / "cache").glob("*.msgpack"))) == 1
    assert compiled(data, tmp_path / "cache") == made


def test_a_changed_file_changes_the_version_and_replaces_the_cache(data: Path, tmp_path: Path) -> None:
    before = compiled(data, tmp_path / "cache")
    (data / "leaders" / "one.toml").write_text('[[leader]]\nid = "bo-ek"\nname = "Bo Ek"\ncountry = "SE"\n')
    after = compiled(data, tmp_path / "cache")
    assert before.digest != after.digest
    assert [leader.id for leader in after.leaders] == ["bo-ek"]
    assert [path.stem for path in (tmp_path / "cache").iterdir()] == [f"gazetteer-{after.digest}"]


@pytest.mark.parametrize("content", [b"", b"\x93\x01", b"cos\nsystem\n(S'true'\ntR."], ids=["empty", "torn", "foreign"])
def test_a_cache_file_that_is_torn_or_foreign_is_made_anew(data: Path, tmp_path: Path, content: bytes) -> None:
    made = compiled(data, tmp_path / "cache")
    kept = next((tmp_path / "cache").iterdir())
    kept.write_bytes(content)
    assert compiled(data, tmp_path / "cache") == made
    assert kept.read_bytes() != content


def test_a_cache_folder_that_cannot_be_made_only_costs_time(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert Gazetteer(compiled(data, tmp_path / "file" / "cache")).entity("ada-lind") is not None


def test_a_broken_data_file_is_told_by_name(data: Path, tmp_path: Path) -> None:
    (data / "leaders" / "one.toml").write_text("[[leader]]\nid = 3\n")
    with pytest.raises(GazetteerError, match=r"one\.toml"):
        compiled(data, tmp_path / "cache")
