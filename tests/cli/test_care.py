"""doctor, reindex, config, themes and keys say how things are."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader import __version__
from tests.cli.conftest import Dateline


def test_a_sound_library_is_told_so(dateline: Dateline, library: Path) -> None:
    done = dateline("doctor", "--json", "--library", library)
    findings = json.loads(done.stdout)
    assert done.returncode == 0
    assert {finding["level"] for finding in findings} <= {"good", "warning"}
    assert set(findings[0]) == {"level", "what", "where", "remedy"}


def test_the_doctor_finds_what_is_wrong_and_exits_with_1(dateline: Dateline, tmp_path: Path) -> None:
    config = tmp_path / "config" / "dateline"
    config.mkdir(parents=True)
    (config / "config.toml").write_text("measure = 9000")
    done = dateline("doctor")
    assert done.returncode == 1
    assert "measure is 9000" in done.stdout.decode()


def test_the_index_can_be_made_anew(dateline: Dateline, library: Path, tmp_path: Path) -> None:
    copy = tmp_path / "library"
    shutil.copytree(library, copy)
    assert dateline("reindex", "--library", copy).stdout == b"3 articles indexed\n"


def test_settings_and_places_can_be_asked_for(dateline: Dateline, tmp_path: Path) -> None:
    assert json.loads(dateline("config", "--json").stdout)["measure"] == 72
    places = json.loads(dateline("config", "path", "--json").stdout)
    assert places["library"] == str(tmp_path / "data" / "dateline" / "library")


def test_themes_and_keys_are_listed(dateline: Dateline) -> None:
    assert "*\tdateline-dark\tdark" in dateline("themes").stdout.decode().splitlines()
    assert any(line.startswith("star\t") for line in dateline("keys").stdout.decode().splitlines())


def test_version_and_help_are_told_on_stdout(dateline: Dateline) -> None:
    assert dateline("--version").stdout.decode() == f"dateline {__version__}\n"
    assert "Exit codes: 0 done" in dateline("--help").stdout.decode()


@pytest.mark.parametrize("argv", [[], ["--library", "folder"], ["--library", ""], ["--library", "list"]])
def test_what_plainly_asks_for_the_desk_means_the_same_in_the_grammar(argv: list[str]) -> None:
    from reader.cli.command import is_desk
    from reader.cli.parser import command_parser

    options = command_parser().parse_args(argv)
    assert is_desk(argv)
    assert (options.command, options.library) == ("desk:open_desk", argv[1] if argv else None)


@pytest.mark.parametrize("argv", [["list"], ["--library"], ["--library", "--help"], ["--help"], ["nonsense", "x"]])
def test_all_else_is_for_the_grammar(argv: list[str]) -> None:
    from reader.cli.command import is_desk

    assert not is_desk(argv)


def test_help_of_every_command_says_what_it_does(dateline: Dateline) -> None:
    from reader.cli.parser import command_parser

    text = command_parser().format_help()
    for name in ("sample", "add", "import", "list", "show", "related", "clean", "annotate", "entities", "doctor"):
        assert f"    {name} " in text


def test_the_command_is_installed_under_its_name() -> None:
    command = Path(sys.executable).with_name("dateline")
    done = subprocess.run([command, "--version"], capture_output=True, env=dict(os.environ), timeout=60)
    assert done.stdout.decode() == f"dateline {__version__}\n"
