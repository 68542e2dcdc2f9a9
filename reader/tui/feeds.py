"""The user's feeds: their screen, subscribing and unsubscribing, tags, and `feeds.toml` in an editor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from textual.content import Content

from reader.errors import DatelineError
from reader.tui.messages import FeedsChanged, FeedsFound, FeedsReady

if TYPE_CHECKING:
    from textual.screen import Screen

    from reader.tui.desktop import Desktop
    from reader.tui.feed import Feed
    from reader.tui.feeds_screen import FeedsScreen
    from reader.tui.fetching import Fetching
    from reader.tui.keymap import Keymap
    from reader.tui.paints import Paints
    from reader.tui.programs import Programs
    from reader.tui.searching import Searching

NONE: Final = "There are no feeds here"


class Feeds:
    """Opens the screen of the feeds, and does what is asked for there; some of it also from the desk itself."""

    def __init__(
        self,
        desktop: Desktop,
        screen: Screen[None],
        searching: Searching,
        fetching: Fetching,
        programs: Programs,
        keymap: Keymap,
        paints: Paints,
        clock: Callable[[], datetime],
        leave: Callable[[], None],
        stop: Callable[[], None],
    ) -> None:
        self._desktop = desktop
        self._screen = screen
        self._searching = searching
        self._fetching = fetching
        self._command = programs.feed
        self._keymap = keymap
        self._paints = paints
        self._clock = clock
        self._leave = leave
        self._stop = stop
        self._shown: FeedsScreen | None = None
        self._wanted = ""
        """The address of a feed that the cursor is to go to when it is listed."""

    # The screen

    def show(self) -> None:
        """Open the list of feeds."""
        from reader.tui.feed_list import FeedList
        from reader.tui.feeds_screen import FeedsScreen
        from reader.tui.status import StatusLine

        if not self._command:
            self._desktop.status.say(NONE)
            return
        desk = self._desktop.status
        status = StatusLine(self._paints)
        status.set_work(desk.work)

        def closed(_: None) -> None:
            self._shown = None
            self._desktop.status = desk
            desk.set_work(status.work)

        self._desktop.status = status
        self._shown = FeedsScreen(FeedList(self._paints, self._clock), status, self._keymap, self._handlers())
        self._screen.app.push_screen(self._shown, closed)
        self._list()

    def _handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "open": partial(self._with_selected, self._articles),
            "refresh": partial(self._with_selected, self._refresh),
            "refresh_all": self._fetching.refresh_all,
            "delete": partial(self._with_selected, self._remove),
            "tags": partial(self._with_selected, self._tag),
            "add_feed": self.add,
            "edit_feeds": self.edit,
            "stop": self._stop,
            "back": self._close,
            "quit": self._leave,
        }

    def _with_selected(self, act: Callable[[Feed], object]) -> None:
        if self._shown and (feed := self._shown.rows.selected):
            act(feed)

    def _close(self) -> None:
        if self._shown:
            self._shown.dismiss()

    def _list(self) -> None:
        from reader.tui.feed_commands import list_feeds

        self._desktop.requests.run("feeds", partial(list_feeds, self._command))

    def listed(self, ready: FeedsReady) -> None:
        """The subscriptions are known."""
        if self._shown:
            self._shown.fill(ready.feeds)
            self._shown.rows.select(self._wanted)
            self._wanted = ""

    def fetched(self) -> None:
        """Feeds were fetched: how they are may be another."""
        if self._shown:
            self._list()

    def _refresh(self, feed: Feed) -> None:
        self._fetching.refresh_feed(feed.address, f"Fetching {feed.name}…")

    def _articles(self, feed: Feed) -> None:
        """List the articles of a feed, which have its title for their source where they name no other."""
        name = feed.title or urlsplit(feed.address).hostname or feed.address
        self._close()
        quoted = name.replace('"', " ")
        self._searching.filter(f'source:"{quoted}"')

    # Changing the subscriptions

    def add(self) -> None:
        """Ask for the address of a feed or a site, and subscribe to it."""

        def answer(address: str) -> bool:
            if address.strip():
                self._subscribe(address.strip())
            return True

        if not self._command:
            self._desktop.status.say(NONE)
        else:
            self._ask("the address of a feed, or of a site that has one", "", answer)

    def _subscribe(self, address: str) -> None:
        from reader.tui.feed_commands import add_feed

        self._desktop.status.say(f"Looking for the feed of {address}…")
        self._desktop.requests.run("subscribing", partial(add_feed, self._command, address))

    def found(self, found: FeedsFound) -> None:
        """A site has several feeds: choose one."""
        from reader.tui.choices import ChoiceScreen

        self._desktop.status.say("")
        options = [(Content.assemble(one.title, "\n", (one.address, "$link")), one.address) for one in found.feeds]
        title = f"Feeds of {found.site}"
        self._screen.app.push_screen(
            ChoiceScreen(title, options), lambda address: self._subscribe(address) if address else None
        )

    def _remove(self, feed: Feed) -> None:
        from reader.tui.feed_commands import remove_feed

        self._confirm(
            f"Unsubscribe from “{feed.name[:60]}”?",
            lambda: self._desktop.requests.run("subscribing", partial(remove_feed, self._command, feed)),
        )

    def _tag(self, feed: Feed) -> None:
        from reader.tui.feed_commands import tag_feed

        def answer(text: str) -> bool:
            tags = tuple(dict.fromkeys(word.strip("#,") for word in text.split() if word.strip("#,")))
            self._desktop.requests.run("subscribing", partial(tag_feed, feed, tags))
            return True

        self._ask("tags of the feed, separated by spaces", " ".join(feed.tags), answer)

    def edit(self) -> None:
        """Have `feeds.toml` edited, and look what is in it then."""
        from reader.tui.feed_commands import look_at_file
        from reader.tui.outside import edit

        if not self._command:
            self._desktop.status.say(NONE)
            return
        try:
            edit([*self._command, "edit"], self._screen.app.suspend)
        except DatelineError as error:
            self._desktop.status.complain(str(error))
        else:
            self._desktop.requests.run("subscribing", look_at_file)

    def changed(self, changed: FeedsChanged) -> None:
        """The subscriptions are others."""
        self._desktop.status.say(changed.said)
        if changed.address and not self._fetching.why_not():
            self._fetching.refresh_feed(changed.address, f"{changed.said}; fetching it…")
        self._wanted = changed.address
        if self._shown:
            self._list()

    def _ask(self, hint: str, value: str, answer: Callable[[str], bool]) -> None:
        if self._shown:
            self._shown.last_line.ask(hint, value, answer, None)
        else:
            self._desktop.ask(hint, value, answer, None)

    def _confirm(self, question: str, yes: Callable[[], None]) -> None:
        (self._shown.last_line.confirm if self._shown else self._desktop.confirm)(question, yes)
