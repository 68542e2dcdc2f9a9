"""The two sides of an open article, as it was cleaned and as its page came, and where the reader stands in each."""

from __future__ import annotations

from reader.article import Article
from reader.tui.page import TOP, Page, Spot


class Sides:
    """The pages of one article: the clean one, and the original where it was asked for. One of them is `up`."""

    def __init__(self, clean: Page) -> None:
        self.clean = clean
        self.up = clean
        self._original: Page | None = None
        self._resting: Spot = TOP
        """Where the reader stands in the page that is not up."""
        self._line: tuple[int, int] = (0, 0)
        """The line at its top, and the width it was laid out for."""

    @property
    def is_original(self) -> bool:
        """Whether the original is up."""
        return self.up is not self.clean

    def bring(self, original: Page, spot: Spot) -> None:
        """Have an original to turn to, and where the reader left it."""
        self._original, self._resting, self._line = original, spot, (0, 0)

    def turn(self, here: Spot, line: int, width: int) -> int | None:
        """Have the other page up in lines of `width` cells; the line of it to show at the top.

        `here` and `line` say where the reader stands in this one. None, and nothing happens, where there is no other.
        """
        if self._original is None:
            return None
        before = self.up.layout.width
        self.up = self.clean if self.is_original else self._original
        if self.up.layout.width != width:
            self.up.wrap(width)
        top, top_width = self._line
        there = top if top_width == width else self.up.line(self._resting)
        self._resting, self._line = here, (line, before)
        return there

    def renew(self, article: Article) -> bool:
        """Take the same article as it is now; False where its words are others and its page is up."""
        if self.clean.renew(article):
            return True
        if not self.is_original:
            return False
        self.clean, self._resting = Page(article, self.clean.layout.width, self.clean.hidden), TOP
        self._line = (0, 0)
        return True

    def clean_spot(self, here: Spot) -> Spot:
        """Where the reader stands in the clean page, standing `here` in the one that is up."""
        return self._resting if self.is_original else here

    def original_spot(self, here: Spot) -> Spot | None:
        """The same for the original; None where there is none."""
        if self._original is None:
            return None
        return here if self.is_original else self._resting
