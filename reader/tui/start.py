"""The way into the desk from the command line: imports it as quickly as can be, then runs it."""

from __future__ import annotations

import gc
from pathlib import Path

from reader.config import Settings


def open_desk(library_path: Path, settings: Settings, *, problem: str = "") -> int:
    """Open the desk on a library and stay until the user leaves; its exit code. `problem` is shown in its status line.

    Until the list is on the screen the garbage collector rests: what is imported lives as long as the process, and
    looking it through again and again is a tenth of the time to the first paint.
    """
    gc.disable()
    from reader.tui.app import Desk

    desk = Desk(library_path, settings, problem=problem, painted=_collect)
    desk.run(mouse=settings.mouse)
    return desk.return_code or 0


def _collect() -> None:
    """Collect from now on, but never look again through what was imported."""
    gc.freeze()
    gc.enable()
