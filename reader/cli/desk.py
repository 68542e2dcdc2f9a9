"""Opens the desk. Only what the first screen needs is imported here: start-up time is a promise."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.cli.given import library_given
from reader.cli.output import DONE, complain, say
from reader.config import feeds_file, load_settings, sample_library
from reader.errors import UsageError
from reader.library.places import find, make

if TYPE_CHECKING:
    from argparse import Namespace


OFFLINE: Final = "The network is forbidden (--offline, or the setting): nothing is fetched"
SAMPLE: Final = "Nothing is fetched into the sample library; your feeds come into your own: `dateline`"


def open_desk(options: Namespace) -> int:
    """Without a command: the desk, as `open_desk_on` opens it."""
    return open_desk_on(options.library, offline=bool(getattr(options, "offline", False)))


def open_desk_on(library: str | None, *, offline: bool = False) -> int:
    """The desk on that library, None for the user's own. Where there is none yet, it is begun for whoever has feeds,
    and the sample library is offered to all others.
    """
    demand_terminal()
    path = library_given(library)
    if library is None and not path.exists():
        if not feeds_file().exists():
            return _first_run(path)
        make(path)  # whoever has subscribed has begun
    return run_desk(path, offline=offline)


def demand_terminal() -> None:
    """Raises UsageError where the desk has no terminal to draw on."""
    remedy = "`dateline list` and `dateline show` work without one; see `dateline --help`"
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the desk needs a terminal on stdin and stdout", remedy=remedy)
    if os.environ.get("TERM", "dumb") in ("dumb", "unknown", ""):
        raise UsageError("the desk needs a terminal that can move its cursor, and TERM says it can't", remedy=remedy)


def run_desk(path: Path, *, offline: bool = False) -> int:
    """The desk on the library at `path`, until the user leaves it; `offline` forbids the network.

    Raises NotALibraryError where there is none.
    """
    settings = load_settings()
    find(path)
    from reader.tui import start

    if path == sample_library():
        return start.open_desk(path, settings, no_fetching=SAMPLE)
    no_fetching = OFFLINE if offline or settings.offline else ""
    return start.open_desk(path, settings, no_fetching=no_fetching, offline=offline)


def _first_run(path: Path) -> int:
    say(f"There is no library at {path} yet.")
    say("`dateline feed add ADDRESS` subscribes to a site's feed, `dateline add PATH` reads saved pages.")
    sys.stdout.write("Look around in the sample library meanwhile? [Y/n] ")
    sys.stdout.flush()
    answer = sys.stdin.readline()
    if not answer or answer.strip().lower() not in ("", "y", "yes"):
        complain("nothing was opened")
        return DONE
    from reader.cli.making import ready_sample

    return run_desk(ready_sample("auto"))
