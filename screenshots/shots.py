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


FEEDS: Final = (
    {"address": "https://kestrelgate.example/rss", "title": "Kestrelgate News", "tags": ["world"], "articles": 1204,
     "succeeded": "2025-11-11T07:40:00Z"},
    {"address": "https://lantern-meridian.example/atom.xml", "title": "Lantern Meridian", "tags": ["world", "long"],
     "articles": 318, "succeeded": "2025-11-11T07:40:00Z"},
    {"address": "https://oxbow.example/feeds/politics", "title": "Oxbow Ledger", "tags": ["politics"],
     "articles": 867, "succeeded": "2025-11-11T07:12:00Z"},
    {"address": "https://vellum-wire.example/feed.json", "title": "Vellum Wire", "tags": ["agency"], "articles": 5210,
     "succeeded": "2025-11-09T18:00:00Z", "failures": 3, "problem": "no answer within 30 s",
     "due": "2025-11-11T11:00:00Z"},
    {"address": "https://quillhaven.example/rss", "title": "The Quillhaven Post", "articles": 96, "gone": True,
     "problem": "is gone for good, says the server (410)"},
)  # fmt: skip
"""Subscriptions to the sample library's outlets, as `dateline feed list --json` would tell of them."""

SHOTS: Final = (
    Shot("list", (120, 36), (), ("Library", "Kestrelgate News")),
    Shot("coverage", (170, 44), ("enter", "tab"), ("Related coverage", "shares")),
    Shot("compare", (170, 44), ("enter", "tab", "j", "C"), ("Beside", "DAMASCUS")),
    Shot("card", (120, 36), ("enter", "]", "]", "enter"), ("Leader", "Ahmed al-Sharaa", "In the library")),
    Shot("why", (120, 36), ("enter", "]", "]", "i"), ("Why is this marked", "leaders/")),
    Shot("light", (170, 44), ("enter",), ("Related coverage",), "dateline-light"),
    Shot("feeds", (100, 24), ("g", "f"), ("1 failing", "Kestrelgate News")),
    Shot("narrow", (80, 24), ("enter",), ("White House",)),
)
