"""Which screens are pictured: their size, theme, the keys that lead to them, and words that must then be on them."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

FOLDER: Final = Path(__file__).parent


class Shot(NamedTuple):
    """A picture of the desk on the sample library after `keys`. `shows` are words that must be on the screen."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...]
    shows: tuple[str, ...]
    theme: str = "dateline-dark"

    @property
    def svg(self) -> Path:
        """The picture as Textual draws it."""
        return FOLDER / f"{self.name}.svg"

    @property
    def png(self) -> Path:
        """The same, for places that show no SVG."""
        return FOLDER / f"{self.name}.png"


SHOTS: Final = (
    Shot("list", (120, 36), (), ("Library", "Kestrelgate News")),
    Shot("coverage", (170, 44), ("enter", "tab"), ("Related coverage", "shares")),
    Shot("compare", (170, 44), ("enter", "tab", "j", "C"), ("Beside", "DAMASCUS")),
    Shot("card", (120, 36), ("enter", "]", "]", "enter"), ("Leader", "Ahmed al-Sharaa", "In the library")),
    Shot("why", (120, 36), ("enter", "]", "]", "i"), ("Why is this marked", "leaders/")),
    Shot("light", (170, 44), ("enter",), ("Related coverage",), "dateline-light"),
    Shot("narrow", (80, 24), ("enter",), ("White House",)),
)
