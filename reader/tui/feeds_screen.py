"""The screen of the feeds: their list, a bottom line, and the keys of the desk as far as they mean something here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.screen import Screen

from reader.tui.feed import Feed
from reader.tui.feed_list import FeedList
from reader.tui.feed_words import count_in_words
from reader.tui.keymap import Keymap
from reader.tui.last_line import LastLine
from reader.tui.row_list import RowList
from reader.tui.status import StatusLine

EVERYTHING: Final = 2**40
ALSO: Final[Mapping[str, str]] = {"t": "tags"}
"""Keys that mean something here only, where the user gave them no other meaning."""
HINTS: Final = (
    ("help", "help"),
    ("open", "articles"),
    ("refresh", "fetch"),
    ("add_feed", "add"),
    ("delete", "remove"),
    ("tags", "tags"),
    ("edit_feeds", "edit"),
    ("search", "filter"),
    ("back", "back"),
)
EMPTY: Final = (
    "No feeds yet.\n\n{add} subscribes to a feed or a site;\n`dateline import feeds.opml` brings yours along."
)


class FeedsScreen(Screen[None]):
    """All feeds. What is to be done with one is done by `handlers`, by the names of the desk's actions."""

    DEFAULT_CSS = """
    FeedsScreen {
        background: $background;
        & > FeedList {
            height: 1fr; background: $background; color: $foreground;
            border-top: heavy $rule-focus; border-title-color: $heading; border-title-style: bold;
        }
    }
    """

    def __init__(
        self, rows: FeedList, status: StatusLine, keymap: Keymap, handlers: Mapping[str, Callable[[], object]]
    ) -> None:
        super().__init__()
        self.rows = rows
        self.status = status
        self.last_line = LastLine(self, self._give_back)
        self._keymap = keymap
        self._handlers = {**self._moves(), **handlers, "search": self._filter, "help": self._help}

    def compose(self) -> ComposeResult:
        yield self.rows
        yield self.status

    def on_mount(self) -> None:
        shown = self._keymap.shown
        self.status.set_hints(*((shown(action, 1), words) for action, words in HINTS))
        self.rows.empty_text = "Reading the list of feeds…"
        self._entitle()
        self.rows.focus()

    def fill(self, feeds: Sequence[Feed]) -> None:
        """Show these feeds."""
        self.rows.empty_text = EMPTY.format(add=self._keymap.shown("add_feed", 1))
        self.rows.fill(feeds)
        self._entitle()

    def _entitle(self) -> None:
        rows = self.rows
        told = count_in_words(rows.feeds) if rows.feeds else "Feeds"
        self.rows.border_title = Content(f"{told} / {rows.wanted} " if rows.wanted else f"{told} ")

    # Keys

    async def on_key(self, event: Key) -> None:
        if self.last_line.take(event):
            return
        action = self._keymap.press(event.key, event.character)
        action = ALSO.get(event.character or "") if action is None else action
        if action is None:
            return
        event.stop()
        event.prevent_default()
        if not action:
            return
        self.status.say("")
        if action == "back" and self.rows.wanted:
            self._narrow("")
        elif handler := self._handlers.get(action):
            handler()
            await self.last_line.opened()

    def _moves(self) -> dict[str, Callable[[], object]]:
        rows = self.rows
        return {
            "down": lambda: rows.move(1),
            "up": lambda: rows.move(-1),
            "page_down": lambda: rows.move(rows.page_rows),
            "page_up": lambda: rows.move(-rows.page_rows),
            "half_down": lambda: rows.move(max(1, rows.page_rows // 2)),
            "half_up": lambda: rows.move(-max(1, rows.page_rows // 2)),
            "top": lambda: rows.move(-EVERYTHING),
            "bottom": lambda: rows.move(EVERYTHING),
        }

    def _help(self) -> None:
        from reader.tui.help import HelpScreen

        self.app.push_screen(HelpScreen(self._keymap))

    def _filter(self) -> None:
        self.last_line.ask("filter: words of title, address or tags", self.rows.wanted, self._narrow, None)

    def _narrow(self, wanted: str) -> bool:
        self.rows.narrow(wanted)
        self._entitle()
        if self.rows.wanted and not self.rows.count:
            self.status.say(f"No feed is called so; {self._keymap.shown('back', 1)} shows all")
        return True

    def _give_back(self) -> None:
        self.set_focus(self.rows)

    def on_row_list_chosen(self, _: RowList.Chosen) -> None:
        self._handlers["open"]()
