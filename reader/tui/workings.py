"""Everything behind the desk's panes: who does what. Built when the first list is on the screen, not before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from reader.tui.desktop import Desktop
from reader.tui.marking import Marking
from reader.tui.moving import Moving
from reader.tui.people import People
from reader.tui.reading import Reading
from reader.tui.searching import Searching

if TYPE_CHECKING:
    from textual.screen import Screen


class Workings:
    """The parts of the desk that act, and the actions of the table each does."""

    def __init__(self, desktop: Desktop, screen: Screen[None], leave: Callable[[], None]) -> None:
        self.desktop = desktop
        self.reading = Reading(desktop)
        self.marking = Marking(desktop)
        self.searching = Searching(desktop)
        self.people = People(desktop, screen, self.reading, self.searching)
        self.moving = Moving(desktop, self.reading, self.searching, self.people, leave)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """From the name of an action to what does it; those of the screen and the app are theirs."""
        moving, marking, people = self.moving, self.marking, self.people
        return {
            "down": partial(moving.step, 1),
            "up": partial(moving.step, -1),
            "page_down": partial(moving.page, 1),
            "page_up": partial(moving.page, -1),
            "half_down": partial(moving.half, 1),
            "half_up": partial(moving.half, -1),
            "top": partial(moving.end, -1),
            "bottom": partial(moving.end, 1),
            "next_pane": partial(moving.other_pane, 1),
            "previous_pane": partial(moving.other_pane, -1),
            "pane_1": partial(moving.pane, 1),
            "pane_2": partial(moving.pane, 2),
            "pane_3": partial(moving.pane, 3),
            "open": moving.open,
            "back": moving.back,
            "walk_back": self.reading.walk_back,
            "next": partial(moving.next, 1),
            "previous": partial(moving.next, -1),
            "wider": partial(moving.measure, 1),
            "narrower": partial(moving.measure, -1),
            "browser": people.browser,
            "links": people.links,
            "copy": people.copy,
            "next_mention": partial(moving.mention, 1),
            "previous_mention": partial(moving.mention, -1),
            "next_same": partial(moving.mention, 1, same=True),
            "previous_same": partial(moving.mention, -1, same=True),
            "coverage": moving.coverage,
            "entities": people.entities,
            "search": self.searching.search,
            "find": self.searching.find,
            "star": marking.star,
            "read": marking.read,
            "read_all": marking.read_all,
            "tags": marking.tags,
            "delete": marking.delete,
            "undo": marking.undo,
        }

    def keep(self) -> None:
        """Keep for good where the reader stopped."""
        self.reading.keep_spots()
        self.desktop.spots.save()
