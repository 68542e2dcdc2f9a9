"""Which panes are seen at which width, and how wide each is. Knows nothing of widgets."""

from __future__ import annotations

from typing import Final, Literal

Pane = Literal["list", "article", "beside", "coverage"]

MIDDLING: Final = 100
WIDE: Final = 150
WIDEST: Final = 200
"""Columns from which two panes, three panes, and three panes while comparing are shown."""
ARTICLE: Final = 78
"""Columns the article gets first: the default measure, its margins, rule and scroll bar."""
LIST: Final = (40, 64)
COVERAGE: Final = (34, 52)
"""The fewest and the most columns of the other panes."""
SMALLEST: Final = (40, 8)
"""Columns and rows below which nothing of use can be shown."""


class Arrangement:
    """What the user has opened: `focus` has the keys, `coverage` and `beside` are wanted on the screen."""

    def __init__(self) -> None:
        self.focus: Pane = "list"
        self.coverage = False
        self.beside = False

    def panes(self) -> tuple[Pane, ...]:
        """All panes that can be reached, in order."""
        return ("article", "beside", "coverage") if self.beside else ("list", "article", "coverage")

    def visible(self, width: int) -> tuple[Pane, ...]:
        """The panes shown on a screen so many columns wide, from left to right."""
        if width < MIDDLING:
            return (self.focus,)
        if self.beside:
            if width >= WIDEST or self.focus == "coverage":
                panes: tuple[Pane, ...] = ("article", "beside", "coverage")
                return panes if width >= WIDEST else ("article", "coverage")
            return ("article", "beside")
        if width >= WIDE:
            return ("list", "article", "coverage")
        if self.focus == "coverage" or (self.focus == "article" and self.coverage):
            return ("article", "coverage")
        return ("list", "article")

    def width(self, pane: Pane, width: int) -> int | None:
        """The columns of a pane; None for one that takes what the others leave."""
        visible = self.visible(width)
        if pane not in visible or len(visible) == 1 or pane in ("article", "beside"):
            return None
        rest = width - ARTICLE
        if len(visible) == 2:
            return min(LIST[1], max(LIST[0], rest))
        if pane == "list":
            return min(LIST[1], max(LIST[0], rest * 56 // 100))
        return min(COVERAGE[1], max(COVERAGE[0], rest * 44 // 100))

    def go(self, pane: Pane) -> None:
        """Give a pane the keys."""
        self.focus = pane
        if pane == "list":
            self.coverage = False
            self.beside = False

    def step(self, by: int) -> Pane:
        """The next pane in order, round the end."""
        panes = self.panes()
        if self.focus not in panes:
            return panes[0]
        return panes[(panes.index(self.focus) + by) % len(panes)]


def too_small(width: int, height: int) -> str:
    """A line for a screen on which nothing else fits; empty for one that is large enough."""
    if width >= SMALLEST[0] and height >= SMALLEST[1]:
        return ""
    wanted = f"enlarge to {SMALLEST[0]}×{SMALLEST[1]}"
    told = f"This terminal is too small: {wanted}"
    return told if len(told) <= width else wanted
