"""The same article in one `Static`, shown on the key `o`: what opening an article is compared with.

Usage: python -m benchmarks.one_static LIBRARY ARTICLE_ID
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from reader.library.library import Library


class OneStatic(App[None]):
    """Holds the article's text already; the key mounts and paints it."""

    BINDINGS: ClassVar[list[BindingType]] = [("o", "open", "Open"), ("q", "quit", "Quit")]

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        yield Static("READY")

    async def action_open(self) -> None:
        """Mount the whole text in one widget."""
        await self.mount(VerticalScroll(Static(Text(self.text))))


def main() -> None:
    with Library.open(Path(sys.argv[1]), writable=False) as library:
        article = library.get(sys.argv[2])
    OneStatic("\n\n".join([article.label, *(block.text for block in article.blocks)])).run()


if __name__ == "__main__":
    main()
