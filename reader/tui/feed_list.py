"""The list of feeds: what each is called, how much came from it, and how it is, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.library.folding import folded
from reader.tui.cells import fitted, joined, shortened
from reader.tui.feed import Feed
from reader.tui.feed_words import well_in_words, wrong_in_words
from reader.tui.paints import Paints
from reader.tui.row_list import RowList
from reader.tui.words import numbered


class FeedList(RowList):
    """Two lines a feed. `wanted` narrows them down to those whose title, address or tags hold all its words; without it
    those that the user hides are not there, unless something is wrong with them.
    """

    ROW = 2

    def __init__(self, paints: Paints, clock: Callable[[], datetime]) -> None:
        super().__init__(paints)
        self.wanted = ""
        self.feeds: Sequence[Feed] = ()
        self._shown: Sequence[Feed] = ()
        self._clock = clock

    def fill(self, feeds: Sequence[Feed]) -> None:
        """Have these feeds, with the cursor on the same one."""
        self.feeds = feeds
        self._show()

    def narrow(self, wanted: str) -> None:
        """Show those that hold all of the words; all for none."""
        self.wanted = wanted.strip()
        self._show()

    @property
    def selected(self) -> Feed | None:
        """The feed under the cursor."""
        return self._shown[self.cursor] if self.cursor < len(self._shown) else None

    def select(self, address: str) -> None:
        """Put the cursor on a feed, if it is shown."""
        at = next((number for number, feed in enumerate(self._shown) if feed.address == address), None)
        if at is not None:
            self.put(at)
            self.keep_in_sight()

    def _show(self) -> None:
        before = self.selected
        words = folded(self.wanted).split()
        asked = self.feeds if words else [feed for feed in self.feeds if not (feed.hidden and feed.is_well)]
        self._shown = [feed for feed in asked if all(word in _text(feed) for word in words)]
        self.set_count(len(self._shown))
        if before:
            self.select(before.address)

    def row_line(self, index: int, part: int, ground: Style, width: int) -> list[Segment]:
        feed = self._shown[index]
        return self._how(feed, ground, width) if part else self._called(feed, ground, width)

    def _called(self, feed: Feed, ground: Style, width: int) -> list[Segment]:
        muted = ground + self.paints["muted"]
        count = numbered(feed.articles, "article", "articles")
        room = width - cell_len(count) - 4
        name = shortened(feed.name, room)
        mark = (" ", ground) if feed.is_well else ("!", ground + self.paints["problem"])
        title = muted if feed.hidden else ground + self.paints["title"]
        gap = " " * max(1, room - cell_len(name) + 1)
        return fitted([mark, (" ", ground), (name, title), (gap, ground), (count, muted)], width)

    def _how(self, feed: Feed, ground: Style, width: int) -> list[Segment]:
        now, muted = self._clock(), ground + self.paints["muted"]
        wrong = wrong_in_words(feed, now)
        texts = [(wrong, ground + self.paints["problem"])] if wrong else [(well_in_words(feed, now), muted)]
        if feed.hidden:
            texts.append(("hidden", muted))
        if feed.tags:
            texts.append((" ".join(f"#{tag}" for tag in feed.tags), muted))
        texts.append((feed.address, muted))
        return [Segment("  ", ground), *joined(texts, (" · ", muted), width - 3)]


def _text(feed: Feed) -> str:
    return folded(f"{feed.title} {feed.address} {' '.join(feed.tags)} {'hidden' if feed.hidden else ''}")
