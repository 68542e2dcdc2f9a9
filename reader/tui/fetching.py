"""The refresh keys: feeds are fetched by a process in the background, and what it brings appears in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.fetch_run import FetchRun
from reader.tui.fetch_words import progress_in_words, result_in_words
from reader.tui.messages import Answered, Fetched, FetchProgressed

if TYPE_CHECKING:
    from textual.screen import Screen

    from reader.tui.desktop import Desktop
    from reader.tui.keymap import Keymap
    from reader.tui.programs import Programs
    from reader.tui.watching import Watching


class Fetching:
    """At most one fetch at a time. How far it is stands in the status line, what it came to at its end too."""

    def __init__(
        self, desktop: Desktop, screen: Screen[None], watching: Watching, programs: Programs, keymap: Keymap
    ) -> None:
        self._desktop = desktop
        self._screen = screen
        self._watching = watching
        self._programs = programs
        self._keymap = keymap
        self._run: FetchRun | None = None
        self._said = ""
        """What the status line says until it says how far it is."""

    def refresh(self) -> None:
        """Fetch the feed of the article that the keys are on; where there is none, all."""
        article = self._desktop.target()
        if article:
            self._begin("Fetching the feed of this article…", f"--of={article}")
        else:
            self.refresh_all()

    def refresh_all(self) -> None:
        """Fetch all feeds."""
        self._begin("Fetching all feeds…")

    def refresh_feed(self, address: str, said: str) -> None:
        """Fetch one feed; `said` is what the status line says meanwhile."""
        self._begin(said, "--", address)

    def _begin(self, said: str, *arguments: str) -> None:
        if why_not := self.why_not():
            self._desktop.status.say(why_not)
            return
        self._run = FetchRun([*self._programs.fetch, *arguments], self._tell)
        self._watching.yields = True
        self._said = said
        self._desktop.status.say(said)
        self._screen.run_worker(
            self._run.run, group="fetching", thread=True, exit_on_error=False, description="fetching"
        )

    def why_not(self) -> str:
        """Why nothing can be fetched now, in words; empty where it can."""
        if self._run is not None:
            return f"Feeds are being fetched already; {self._keymap.shown('stop', 1)} stops it"
        if self._programs.no_fetching:
            return self._programs.no_fetching
        if not self._programs.fetch:
            return "Nothing can be fetched here"
        if not self._desktop.session.writable:
            return "This library can only be read: nothing can be fetched into it"
        return ""

    def _tell(self, answer: object) -> None:
        self._screen.post_message(Answered(answer))

    def progressed(self, at: FetchProgressed) -> None:
        """Say how far it is, and show what has come, unless keys come too."""
        if self._run is None:
            return
        status = self._desktop.status
        status.set_work(progress_in_words(at, self._keymap.shown("stop", 1)))
        if status.message == self._said and at.total:
            status.say("")
        if self._watching.is_quiet:
            self._watching.take_in()

    def ended(self, fetched: Fetched) -> None:
        """It has ended: show all that has come, and say what it was."""
        self._run = None
        self._watching.yields = False
        self._desktop.status.set_work("")
        self._watching.take_in()
        shown = self._keymap.shown
        words = result_in_words(fetched, shown("feeds", 1), shown("add_feed", 1), shown("refresh_all", 1))
        if fetched.problem:
            self._desktop.status.complain(words)
        else:
            self._desktop.status.say(words)

    def stop(self) -> bool:
        """End it, what has come is kept; False where nothing is being fetched."""
        if self._run is None:
            return False
        self._run.stop()
        self._desktop.status.set_work("")
        self._desktop.status.say("Fetching is being stopped…")
        return True

    def close(self) -> None:
        """Leave no process behind."""
        if self._run is not None:
            self._run.stop()
