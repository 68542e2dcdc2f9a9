"""Everything behind the desk's panes: who does what. Built when the first list is on the screen, not before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.tui import messages
from reader.tui.around import Around
from reader.tui.desktop import Desktop
from reader.tui.feeds import Feeds
from reader.tui.fetching import Fetching
from reader.tui.marking import Marking
from reader.tui.mending import Mending
from reader.tui.moving import Moving
from reader.tui.naming import Naming
from reader.tui.originals import Originals
from reader.tui.people import People
from reader.tui.reading import Reading
from reader.tui.remembered import remember
from reader.tui.searching import Searching
from reader.tui.switches import Switches
from reader.tui.watching import Watching

if TYPE_CHECKING:
    from textual.screen import Screen

    from reader.tui.keymap import Keymap
    from reader.tui.paints import Paints
    from reader.tui.programs import Programs


class Start(NamedTuple):
    """What only the screen knows: the file of what is remembered, the commands that work for the desk, its keys, how it
    is painted, and the time."""

    remembered: Path
    programs: Programs
    keymap: Keymap
    paints: Paints
    clock: Callable[[], datetime]


class Workings:
    """The parts of the desk that act: the actions of the table that each does, the answers that each takes."""

    def __init__(self, desktop: Desktop, screen: Screen[None], leave: Callable[[], None], start: Start) -> None:
        self.desktop = desktop
        self.reading = Reading(desktop)
        self.marking = Marking(desktop, self.reading)
        self.searching = Searching(desktop)
        self.originals = Originals(desktop, start.programs.original)
        self.naming = Naming(desktop)
        self.mending = Mending(desktop, screen, self.reading)
        self.people = People(desktop, screen, self.reading, self.searching, self.mending)
        self.moving = Moving(desktop, self.reading, self.searching, self.people, self.naming, leave)
        self.switches = Switches(desktop, self.reading, partial(remember, desktop.remembered, start.remembered))
        self.watching = Watching(
            desktop, screen, self.marking, self.reading, self.naming, self.mending, start.programs.reannotate,
            start.keymap.shown("stop", 1),
        )  # fmt: skip
        self.fetching = Fetching(desktop, screen, self.watching, start.programs, start.keymap)
        self.feeds = Feeds(
            desktop, screen, self.searching, self.fetching, start.programs, start.keymap, start.paints, start.clock,
            leave, self.stop,
        )  # fmt: skip
        self._takers = self._all_takers()

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
            "original": self.originals.turn,
            "browser": people.browser,
            "links": people.links,
            "copy": people.copy,
            "next_mention": partial(moving.mention, 1),
            "previous_mention": partial(moving.mention, -1),
            "next_same": partial(moving.mention, 1, same=True),
            "previous_same": partial(moving.mention, -1, same=True),
            "coverage": moving.coverage,
            "entities": people.entities,
            "organisations": self.switches.organisations,
            "why": people.why,
            "mend": self.mending.mend,
            "corrections": self.mending.corrections,
            "search": self.searching.search,
            "find": self.searching.find,
            "star": marking.star,
            "read": marking.read,
            "read_all": marking.read_all,
            "tags": marking.tags,
            "delete": marking.delete,
            "undo": marking.undo,
            "refresh": self.fetching.refresh,
            "refresh_all": self.fetching.refresh_all,
            "feeds": self.feeds.show,
            "add_feed": self.feeds.add,
            "edit_feeds": self.feeds.edit,
            "stop": self.stop,
        }

    def stop(self) -> None:
        """End what is done in the background, the fetching first."""
        if not self.fetching.stop():
            self.watching.stop()

    def pressed(self) -> None:
        """The user does something with the keys."""
        self.watching.pressed()
        self.naming.unpoint()

    def take(self, answer: object) -> None:
        """Give a worker's answer to the part that asked."""
        self._takers[type(answer)](answer)

    def _all_takers(self) -> Mapping[type, Callable[[Any], None]]:
        reading, searching, people = self.reading, self.searching, self.people
        return {
            messages.Failed: lambda one: self.desktop.status.complain(one.problem),
            messages.RowsReady: self._rows_ready,
            messages.TotalReady: lambda one: searching.counted(one.query, one.total),
            messages.AnchorsReady: lambda one: searching.anchored(one.query, one.anchors),
            messages.ArticleReady: lambda one: reading.decoded(one.article),
            messages.OriginalReady: self.originals.ready,
            messages.CoverageReady: lambda one: reading.covered(one.article, one.related),
            messages.EntitiesReady: lambda one: people.entities_ready(one.entities),
            messages.CardReady: people.card_ready,
            messages.WhyReady: people.why_ready,
            messages.OfficesReady: self.naming.known,
            messages.CandidatesReady: lambda one: self.mending.candidates_ready(one.candidates),
            messages.CorrectionsReady: self.mending.corrections_ready,
            messages.UnreadReady: lambda one: self.marking.unread_found(one.query, one.articles),
            messages.GazetteerReady: lambda one: self.watching.gazetteer_ready(one.notices),
            messages.Progressed: self.watching.progressed,
            messages.Annotated: self.watching.annotated,
            messages.FetchProgressed: self.fetching.progressed,
            messages.Fetched: self._fetched,
            messages.FeedsReady: self.feeds.listed,
            messages.FeedsChanged: self.feeds.changed,
            messages.FeedsFound: self.feeds.found,
            Around: self.marking.reloaded,
        }

    def _rows_ready(self, ready: messages.RowsReady) -> None:
        self.searching.found(ready.query, ready.rows)
        self.reading.preview_selected()

    def _fetched(self, fetched: messages.Fetched) -> None:
        self.fetching.ended(fetched)
        self.feeds.fetched()

    def keep(self) -> None:
        """Keep for good where the reader stopped, and leave nothing running."""
        self.fetching.close()
        self.watching.close()
        self.reading.keep_spots()
        self.desktop.spots.save()
