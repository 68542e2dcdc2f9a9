"""What importing a module brings along, seen by interpreters of their own."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path

import reader

HEAVY = (
    *("textual", "trafilatura", "lxml", "urllib3", "pycurl", "protego", "brotli"),
    *("feedparser", "listparser", "tomlkit", "fastwarc"),
)
NOT_IN_THE_DESK = (*HEAVY[1:], "diskcache", "zstandard", "ahocorasick_rs")
DESK_BUDGET = 60
"""Modules that the desk may import until its first paint, over those of Textual's own App: ours, and what they need."""
COMMAND_BUDGET = 35
"""Modules that `dateline --version` may import over those of argparse."""

_LOADED = "import sys, importlib; importlib.import_module(sys.argv[1]); print(*sys.modules)"


def core_modules() -> list[str]:
    """Every module below the desk and the command line."""
    return [
        module.name
        for module in pkgutil.walk_packages(reader.__path__, "reader.")
        if not module.name.startswith(("reader.tui", "reader.cli"))
    ]


def loaded_by(*code_and_arguments: str) -> frozenset[str]:
    done = subprocess.run(
        [sys.executable, "-c", *code_and_arguments], capture_output=True, text=True, check=True, timeout=60
    )
    return frozenset(done.stdout.split("\n")[-2].split())


_ALL = """
import importlib, sys
heavy = set(sys.argv[1].split())
for name in sys.argv[2:]:
    importlib.import_module(name)
    print(name, *sorted(heavy & set(sys.modules)))
"""
"""One after the other: the first that brings something heavy is the one to blame."""


def test_no_core_module_loads_a_screen_an_extractor_or_a_network_library() -> None:
    names = core_modules()
    done = subprocess.run(
        [sys.executable, "-c", _ALL, " ".join(HEAVY), *names], capture_output=True, text=True, check=True, timeout=120
    )
    brought = dict(line.partition(" ")[::2] for line in done.stdout.splitlines())
    assert list(brought) == names
    assert next(((name, more) for name, more in brought.items() if more), None) is None


def test_the_desk_loads_nothing_that_feeds_the_library() -> None:
    loaded = loaded_by(_LOADED, "reader.tui.app")
    assert sorted(set(NOT_IN_THE_DESK) & loaded) == []
    rooms = ("reader.sources", "reader.cleaning", "reader.ingest")
    assert sorted(name for name in loaded if name.startswith(rooms)) == []


def test_the_desk_stays_within_its_import_budget() -> None:
    bare = loaded_by(_LOADED, "textual.app")
    more = loaded_by(_LOADED, "reader.tui.app") - bare
    assert len(more) <= DESK_BUDGET, sorted(more)


def test_the_version_is_told_without_the_desk() -> None:
    code = (
        "import sys, contextlib\nfrom reader.cli import main\n"
        "with contextlib.redirect_stdout(None): assert main(['--version']) == 0\nprint(*sys.modules)"
    )
    loaded = loaded_by(code)
    assert not {"textual", "rich", "msgspec", "reader.library", "reader.ingest"} & loaded
    bare = loaded_by("import sys, argparse, contextlib, importlib; print(*sys.modules)")
    assert len(loaded - bare) <= COMMAND_BUDGET, sorted(loaded - bare)


def test_the_desk_opens_without_the_grammar_of_the_commands(tmp_path: Path) -> None:
    code = (
        "import sys, contextlib\nfrom reader.cli import main\n"
        "with contextlib.redirect_stderr(None): assert main(['--library', sys.argv[1]]) == 2\nprint(*sys.modules)"
    )
    loaded = loaded_by(code, str(tmp_path))
    assert "reader.cli.desk" in loaded
    assert not {"argparse", "reader.cli.parser"} & loaded


def test_the_desk_reads_lists_without_what_writes_and_compares() -> None:
    loaded = loaded_by(_LOADED, "reader.library.library")
    assert not {f"reader.library.{name}" for name in ("writing", "evidence", "vectors", "amending")} & loaded


def test_reading_commands_load_no_extractor() -> None:
    loaded = loaded_by(_LOADED, "reader.cli.read")
    assert not {"textual", "trafilatura", "lxml", "rich"} & loaded
