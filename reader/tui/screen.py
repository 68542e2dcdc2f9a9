"""The desk's one screen: puts the panes together, gives keys and messages to those who act on them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from inspect import isawaitable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import DescendantFocus, Key, Resize
from textual.screen import Screen
from textual.timer import Timer

from reader.errors import DatelineError
from reader.tui.actions import HINTS
from reader.tui.arrangement import Arrangement, too_small
from reader.tui.article_list import ArticleList
from reader.tui.keymap import Keymap
from reader.tui.last_line import LastLine
from reader.tui.paints import Paints
from reader.tui.panes import Panes
from reader.tui.row_list import RowList
from reader.tui.row_window import PAGE, RowWindow
from reader.tui.session import Session
from reader.tui.status import StatusLine, place_in_words

if TYPE_CHECKING:
    from textual.worker import Worker

    from reader.tui import messages
    from reader.tui.pointing import LinkChosen, MentionChosen, Pointed
    from reader.tui.programs import Programs
    from reader.tui.workings import Workings

PREVIEW_AFTER = 0.15
"""Seconds that the list's cursor rests on an article before it is shown."""


class DeskScreen(Screen[None]):
    """List, article, related coverage, and a status line."""

    DEFAULT_CSS = """
    DeskScreen {
        background: $background;
        &.too-small > Panes { display: none; }
    }
    """

    def __init__(
        self,
        session: Session,
        keymap: Keymap,
        paints: Paints,
        clock: Callable[[], datetime],
        *,
        measure: int,
        spots: Path | None,
        programs: Programs,
    ) -> None:
        super().__init__()
        self.arrangement = Arrangement()
        self.handlers: dict[str, Callable[[], object]] = {}
        self.painted: Callable[[], None] | None = None
        self.status = StatusLine(paints)
        self.last_line = LastLine(self, self._focus_pane)
        self._session = session
        self._keymap = keymap
        self._paints = paints
        self._clock = clock
        self._measure = measure
        self._spots = spots
        self._programs = programs
        self._rows = ArticleList(paints, clock, id="list")
        self._panes = Panes(self._rows)
        self._preview: Timer | None = None
        self._workings: Workings | None = None

    def compose(self) -> ComposeResult:
        yield self._panes
        yield self.status

    def on_mount(self) -> None:
        try:
            self._load()
        except DatelineError as error:
            self._session.problem = str(error)
        self.status.complain(self._session.problem)
        self.show_panes()
        self.call_after_refresh(self.start)

    def _load(self) -> None:
        """The first rows, or in their stead what to do."""
        library, counters = self._session.library, self._session.counters
        if library is not None and counters.articles:
            self._rows.load(RowWindow(library, counters.articles, library.rows(limit=PAGE)))
        else:
            from reader.tui.welcome import welcome

            self._rows.empty_text = welcome(self._session)
        self.status.set_place(place_in_words(counters, self._rows.cursor, self._rows.count))

    async def start(self) -> Workings:
        """Have what the first paint could do without: the other panes, and all that acts."""
        if self._workings is not None:
            return self._workings
        from reader.tui.article_view import ArticleView
        from reader.tui.coverage import Coverage
        from reader.tui.desktop import Desktop
        from reader.tui.remembered import recall
        from reader.tui.requests import Requests
        from reader.tui.spots import Spots, spots_file
        from reader.tui.workings import Start, Workings

        spots = self._spots or spots_file()
        remembered = spots.with_name("desk.json")
        desktop = Desktop(
            session=self._session,
            spots=Spots(spots),
            arrangement=self.arrangement,
            rows=self._rows,
            view=ArticleView(self._measure, self._paints, id="article"),
            coverage=Coverage(self._paints, self._clock, id="coverage"),
            status=self.status,
            place_line=self.status,
            requests=Requests(self, self._session, self._clock),
            show_panes=self.show_panes,
            ask=self.last_line.ask,
            confirm=self.last_line.confirm,
            remembered=recall(remembered),
        )
        start = Start(remembered, self._programs, self._keymap, self._paints, self._clock)
        self._workings = workings = Workings(desktop, self, self.leave, start)
        self.handlers |= {**workings.handlers(), "compare": self.compare, "quit": self.leave}
        await self._panes.add({"article": desktop.view, "coverage": desktop.coverage})
        self.show_panes()
        if self._session.library is not None:
            workings.reading.preview_selected()
            workings.watching.start()
        if self.painted is not None:
            self.painted()
        return workings

    @property
    def workings(self) -> Workings:
        """What acts. Raises RuntimeError before the start is over."""
        if self._workings is None:
            raise RuntimeError("the desk has not started")
        return self._workings

    def leave(self) -> None:
        """Quit."""
        self.app.exit()

    def on_unmount(self) -> None:
        if self._workings is not None:
            self._workings.keep()

    # Panes

    def on_resize(self, _: Resize) -> None:
        self.show_panes()

    def show_panes(self) -> None:
        """Show the panes that the arrangement wants on a screen of this size, and give the keys to one."""
        size = self.app.size
        self.status.alone = too_small(*size)
        if bool(self.status.alone) != self.has_class("too-small"):
            self.set_class(bool(self.status.alone), "too-small")
        self._panes.show(self.arrangement, size.width)
        focused = self._panes.widget(self.arrangement.focus)
        if focused is not None and not self.last_line.asks and self.focused is not focused:
            self.set_focus(focused, scroll_visible=False)
        hints = HINTS[self.arrangement.focus]
        self.status.set_hints(*((self._keymap.shown(action, 1), words) for action, words in hints))
        if self._workings is not None:
            self._workings.reading.mark_shared()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """A click has given another pane the keys."""
        pane = self._panes.named(event.widget)
        if pane and self.arrangement.focus != pane:
            self.workings.desktop.go(pane)

    def _focus_pane(self) -> None:
        self.set_focus(self._panes.widget(self.arrangement.focus), scroll_visible=False)

    async def compare(self) -> None:
        """Open the related article beside the open one; close it again."""
        desktop, reading = self.workings.desktop, self.workings.reading
        if self.arrangement.beside:
            reading.close_beside()
            desktop.go("article")
        elif desktop.view.article is None or desktop.coverage.selected is None:
            self.status.say("There is no related article to compare with")
        else:
            reading.compare(await self._panes.beside(desktop.view.measure, self._paints))

    # Keys

    async def on_key(self, event: Key) -> None:
        if self.app.screen is not self:  # typed ahead for a screen that has opened since
            event.stop()
            self.app.post_message(Key(event.key, event.character))
            return
        if self.last_line.take(event):
            return
        action = self._keymap.press(event.key, event.character)
        if action is None:
            return
        event.stop()
        event.prevent_default()
        if action:
            self.status.say("")
            await self.perform(action)

    async def perform(self, action: str) -> None:
        """Do what an action of the table says; all that it changes is painted at once."""
        workings = await self.start()
        workings.pressed()
        with ExitStack() as stack:
            stack.enter_context(self.app.batch_update())
            try:
                result = self.handlers[action]()
                if isawaitable(result):
                    await result
            except DatelineError as error:
                self.status.complain(str(error))
            await self.last_line.opened()
            self.call_after_refresh(stack.pop_all().close)

    # Messages of panes

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        if self._workings is None:
            return
        if event.rows is not self._rows:
            self._workings.reading.mark_shared()
            return
        self._workings.desktop.describe_place()
        if self._preview is not None:
            self._preview.stop()
        self._preview = self.set_timer(PREVIEW_AFTER, self._workings.reading.preview_selected)

    def on_row_list_chosen(self, _: RowList.Chosen) -> None:
        self.workings.moving.open()

    def on_article_list_out_of_reach(self, _: ArticleList.OutOfReach) -> None:
        self.workings.searching.reach()

    def on_mention_chosen(self, event: MentionChosen) -> None:
        self.workings.people.card_of(event.mention)

    def on_pointed(self, event: Pointed) -> None:
        self.workings.naming.point(event.article, event.mention)

    def on_link_chosen(self, event: LinkChosen) -> None:
        self.workings.people.browse(event.url)

    # Messages of workers

    def on_answered(self, event: messages.Answered) -> None:
        self.workings.take(event.answer)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state.name == "ERROR":
            self.status.complain(f"{event.worker.description} failed: {event.worker.error!r}")
