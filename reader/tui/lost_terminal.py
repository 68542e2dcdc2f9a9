"""Ends the desk when its terminal is gone and nobody told the process: a hangup can be ignored by who started it.

Textual's driver reads on from a terminal that has hung up, which gives nothing at once and for ever; and the thread
that writes to it ends at the first error, so that whoever writes more waits for it for ever.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App

LOOK_EVERY: Final = 2.0
"""Seconds between two looks."""


class LosableDriver(LinuxDriver):
    """A driver that writes nothing to a terminal that is gone."""

    def write(self, data: str) -> None:
        """Write to the terminal, if it is there."""
        if os.isatty(self.fileno):
            super().write(data)


def leave_when_terminal_is_lost(app: App[None]) -> None:
    """Look at the terminal from now on; an app without one is left alone."""
    if not app.is_headless:
        app.set_interval(LOOK_EVERY, partial(_look, app))


def _look(app: App[None]) -> None:
    if sys.__stdin__ is None or not os.isatty(sys.__stdin__.fileno()):
        app.exit()
