"""What several rooms' tests share: the sample library, built once a test run by the program itself."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.entities.gazetteer.compiled import compiled
from screenshots.taking import build_sample


@pytest.fixture(scope="session", autouse=True)
def nobodys_gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests don't see the gazetteer.toml, the settings or the update of the person who runs them."""
    home = tmp_path_factory.mktemp("nobody")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(home / "config"))
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        yield


@pytest.fixture(scope="session")
def compiled_gazetteer(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A cache folder with the package's data as the program keeps it, so that not every test has to make it."""
    base = tmp_path_factory.getbasetemp()
    cache = (base if worker_id == "master" else base.parent) / "compiled-gazetteer"
    cache.mkdir(exist_ok=True)
    with (cache.parent / "compiled-gazetteer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        compiled(cache=cache)
    return cache


@pytest.fixture(scope="session")
def built_sample(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the sample library, shared by all workers of the run: copy it before writing to it."""
    base = tmp_path_factory.getbasetemp()
    home = (base if worker_id == "master" else base.parent) / "sample-home"
    home.mkdir(exist_ok=True)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "built").exists():
            build_sample(home)
            (home / "built").touch()
    return home / "data" / "dateline" / "sample"


@pytest.fixture(scope="module")
def sample_home(built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with a sample library of its own; its XDG folders are `data`, `config`, `state` and `cache`."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(built_sample.parent, home / "data" / "dateline")
    return home
