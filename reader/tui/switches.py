"""What a key switches on and off, remembered between starts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.tui.desktop import Desktop
    from reader.tui.reading import Reading


class Switches:
    """Organisations highlighted or not. `keys` are the keys that switch them, in words."""

    def __init__(self, desktop: Desktop, reading: Reading, save: Callable[[], None]) -> None:
        self._desktop = desktop
        self._reading = reading
        self._save = save
        reading.hide(desktop.hidden)

    def organisations(self) -> None:
        """Highlight organisations, or no longer."""
        remembered = self._desktop.remembered
        remembered.organisations = not remembered.organisations
        self._save()
        self._reading.hide(self._desktop.hidden)
        told = (
            "are highlighted again"
            if remembered.organisations
            else "are no longer highlighted; the same key brings them back"
        )
        self._desktop.status.say(f"Organisations {told}")
