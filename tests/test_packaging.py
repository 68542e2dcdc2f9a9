"""The wheel holds everything: built, installed alone and run from an empty folder. Takes some ten seconds."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a fresh environment with the wheel; its libraries are those of this environment.

    They are lent by path, at the end: the checkout itself, which is installed here by a link of its own, is not.
    """
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False, symlinks=True)
    site = next((folder / "lib").glob("python*/site-packages"))
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "lent.pth").write_text("".join(f"{path}\n" for path in sorted(lent)))
    python = str(folder / "bin" / "python")
    options = "--quiet --no-deps --no-index --no-compile --ignore-installed --disable-pip-version-check".split()
    command = [sys.executable, "-m", "pip", "--python", python, "install", *options, str(wheel)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / "bin"


def run(command: Path, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    empty = home / "empty"
    empty.mkdir(parents=True)
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "PYTHONUTF8": "1",
    }
    return subprocess.run([command, *arguments], cwd=empty, env=env, capture_output=True, text=True, timeout=120)


def test_the_wheel_holds_the_sample_the_themes_and_the_data(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder, ending in (
        ("reader/sample/pages/", ".html"),
        ("reader/themes/", ".toml"),
        ("reader/entities/data/", ""),
    ):
        kept = {path.name for path in (ROOT / folder.replace("reader/themes", "themes")).iterdir() if path.is_file()}
        packed = {name.removeprefix(folder) for name in names if name.startswith(folder)}
        assert kept <= packed
        assert any(name.endswith(ending) for name in packed)
    assert "reader/py.typed" in names
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]


def test_the_installed_program_is_the_wheels_and_not_the_checkouts(installed: Path) -> None:
    code = "import reader; print(reader.__file__)"
    done = subprocess.run([installed / "python", "-P", "-c", code], capture_output=True, text=True, timeout=60)
    assert Path(done.stdout.strip()).is_relative_to(installed.parent)


def test_the_sample_opens_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "dateline", "sample", "--once", home=tmp_path)
    assert done.stderr == ""
    assert done.returncode == 0
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert len(rows) >= 30
    assert any("Xi" in row[-1] for row in rows)
    assert list((tmp_path / "empty").iterdir()) == []


def test_the_themes_come_along(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "dateline", "themes", home=tmp_path)
    assert {line.split("\t")[1] for line in done.stdout.splitlines()} >= {"dateline-dark", "dateline-light"}
