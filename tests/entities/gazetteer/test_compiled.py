from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from reader.entities.gazetteer.cache import CACHES
from reader.entities.gazetteer.compiled import DATA, compiled
from reader.entities.gazetteer.gazetteer import Gazetteer
from reader.entities.gazetteer.schema import GazetteerError


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


def test_a_changed_file_changes_the_version_and_the_caches_used_last_are_kept(data: Path, tmp_path: Path) -> None:
    before = compiled(data, tmp_path / "cache")
    (data / "leaders" / "one.toml").write_text('[[leader]]\nid = "bo-ek"\nname = "Bo Ek"\ncountry = "SE"\n')
    after = compiled(data, tmp_path / "cache")
    assert before.digest != after.digest
    assert list(after.leaders) == ["bo-ek"]
    for number in range(2 * CACHES):
        (data / "leaders" / "one.toml").write_text(f'[[leader]]\nid = "bo-{number}"\nname = "Bo"\ncountry = "SE"\n')
        compiled(data, tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == CACHES


def test_a_comment_changes_neither_the_version_nor_what_is_known(data: Path, tmp_path: Path) -> None:
    before = compiled(data, tmp_path / "cache")
    one = data / "leaders" / "one.toml"
    one.write_text(f"# Of the north.\n{one.read_text()}")
    after = compiled(data, tmp_path / "cache")
    assert after.digest == before.digest
    assert after.origins != before.origins


def test_what_a_killed_process_left_in_the_cache_is_swept_up_in_time(data: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    for name, age in (("gazetteer-old.tmp", 7200), ("gazetteer-new.tmp", 0)):
        (cache / name).write_bytes(b"half")
        os.utime(cache / name, (time.time() - age, time.time() - age))
    compiled(data, cache)
    assert [path.name for path in cache.glob("*.tmp")] == ["gazetteer-new.tmp"]


@pytest.mark.parametrize("content", [b"", b"\x93\x01", b"cos\nsystem\n(S'true'\ntR."], ids=["empty", "torn", "foreign"])
def test_a_cache_file_that_is_torn_or_foreign_is_made_anew(data: Path, tmp_path: Path, content: bytes) -> None:
    made = compiled(data, tmp_path / "cache")
    kept = next((tmp_path / "cache").iterdir())
    kept.write_bytes(content)
    assert compiled(data, tmp_path / "cache") == made
    assert kept.read_bytes() != content


def test_a_cache_file_with_another_byte_is_made_anew(data: Path, tmp_path: Path) -> None:
    made = compiled(data, tmp_path / "cache")
    kept = next((tmp_path / "cache").iterdir())
    whole = kept.read_bytes()
    kept.write_bytes(whole.replace(b"Ada Lind", b"Adb Lind"))
    assert compiled(data, tmp_path / "cache") == made
    assert kept.read_bytes() == whole


def test_a_cache_folder_that_cannot_be_made_only_costs_time(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert Gazetteer(compiled(data, tmp_path / "file" / "cache")).entity("ada-lind") is not None


def test_a_broken_data_file_is_told_by_name(data: Path, tmp_path: Path) -> None:
    (data / "leaders" / "one.toml").write_text("[[leader]]\nid = 3\n")
    with pytest.raises(GazetteerError, match=r"one\.toml"):
        compiled(data, tmp_path / "cache")
