"""The way into the desk from the command line: imports it as quickly as can be, then runs it."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Final

from reader.config import Settings
from reader.tui.programs import Programs

# `-P` and the explicit path: a folder that the desk is started in must not be able to lend the process its modules.
_RUN: Final = "import sys; sys.path[:] = %a; from reader.cli import main; sys.exit(main())"
_WORKERS: Final = "1"
"""Processes that re-annotate behind an open desk: whoever is in a hurry runs the command by hand."""

MOST_FETCHING: Final = 6
"""Workers of a fetch behind an open desk; beside them its main process needs a processor too."""


def open_desk(
    library_path: Path, settings: Settings, *, no_fetching: str = "", offline: bool = False, problem: str = ""
) -> int:
    """Open the desk on a library and stay until the user leaves; its exit code. `problem` is shown in its status line,
    and `no_fetching` where the user wants feeds fetched; `offline` forbids the network to its processes.

    Until the list is on the screen the garbage collector rests: what is imported lives as long as the process, and
    looking it through again and again is a tenth of the time to the first paint.
    """
    gc.disable()
    from reader.tui.app import Desk

    desk = Desk(
        library_path,
        settings,
        problem=problem,
        painted=_collect,
        programs=Programs(
            reannotation_command(library_path),
            original_command(library_path),
            fetch_command(library_path),
            feed_command(library_path, offline=offline),
            no_fetching,
        ),
    )
    desk.run(mouse=settings.mouse)
    return desk.return_code or 0


def reannotation_command(library_path: Path) -> list[str]:
    """The command that finds who and where in the library anew, and tells in JSON lines how far it is."""
    return [*_dateline(library_path), "reannotate", "--json", "--jobs", _WORKERS]


def original_command(library_path: Path) -> list[str]:
    """The command that prints the page an article was made from as JSON; the article's id is to be added."""
    return [*_dateline(library_path), "show", "--original", "--json"]


def fetch_command(library_path: Path) -> list[str]:
    """The command that asks every feed for news, and tells in JSON lines how far it is."""
    return [*_dateline(library_path), "fetch", "--progress", "json", "--jobs", str(_spare_processors())]


def _spare_processors() -> int:
    """Processors that may be used while one is left to the desk; at least 1, at most MOST_FETCHING."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(max(1, usable - 2), MOST_FETCHING)


def feed_command(library_path: Path, *, offline: bool = False) -> list[str]:
    """The command that changes and lists the subscriptions; what is to be done is to be added."""
    return [*_dateline(library_path), *(["--offline"] if offline else []), "feed"]


def _dateline(library_path: Path) -> list[str]:
    program = [sys.executable, "-P", "-c", _RUN % [entry for entry in sys.path if entry]]
    return [*program, f"--library={library_path}"]


def _collect() -> None:
    """Collect from now on, but never look again through what was imported."""
    gc.freeze()
    gc.enable()
