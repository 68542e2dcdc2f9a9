"""What changes while the desk is open: other programs' articles and marks, the gazetteer's files, the re-annotation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from reader.config import FileStamp, gazetteer_stamps
from reader.errors import DatelineError
from reader.tui.messages import Annotated, Answered, Progressed
from reader.tui.reannotation import Reannotation, progress_in_words, result_in_words

if TYPE_CHECKING:
    from textual.screen import Screen

    from reader.tui.desktop import Desktop
    from reader.tui.marking import Marking
    from reader.tui.mending import Mending
    from reader.tui.naming import Naming
    from reader.tui.reading import Reading

LOOK_EVERY: Final = 2.0
"""Seconds between two looks; the re-annotation starts at the first one before which no key was pressed."""


class Watching:
    """Looks every LOOK_EVERY seconds, and starts what is to be done meanwhile.

    `reannotate` is the command that finds who and where anew, empty for none; `stop_keys` end it.
    """

    def __init__(
        self,
        desktop: Desktop,
        screen: Screen[None],
        marking: Marking,
        reading: Reading,
        naming: Naming,
        mending: Mending,
        reannotate: Sequence[str],
        stop_keys: str,
    ) -> None:
        self._desktop = desktop
        self._screen = screen
        self._marking = marking
        self._reading = reading
        self._naming = naming
        self._mending = mending
        self._command = reannotate
        self._stop_keys = stop_keys
        self._wanted = bool(reannotate)
        self._run: Reannotation | None = None
        self._stamps: tuple[FileStamp, ...] | None = None
        self._told: Sequence[str] = ()
        self._busy = False
        self.yields = False
        """Whether other work is going on, which the re-annotation does not compete with."""

    def start(self) -> None:
        """Look from now on."""
        self._screen.set_interval(LOOK_EVERY, self.look)

    def pressed(self) -> None:
        """A key was pressed: whatever can wait waits."""
        self._busy = True

    @property
    def is_quiet(self) -> bool:
        """Whether no key was pressed since the last look."""
        return not self._busy

    def look(self) -> None:
        """Take in what is new, and begin what waits for a quiet moment."""
        busy, self._busy = self._busy, False
        self.take_in()
        self._look_at_gazetteer()
        if self._wanted and not (busy or self.yields):
            self._begin()

    def _look_at_gazetteer(self) -> None:
        """Have the gazetteer read when its files are others; at the start, when there are any that may have faults."""
        stamps, before = gazetteer_stamps(), self._stamps
        if stamps == before:
            return
        self._stamps = stamps
        if before is not None:
            self._wanted = bool(self._command)
        if before is not None or any(stamps):
            self._desktop.requests.gazetteer()

    def take_in(self) -> None:
        """Take in what other programs added, marked or annotated."""
        library = self._desktop.session.library
        try:
            if library is not None and library.refresh():
                self._desktop.session.forget()
                self._marking.reload()
                self._reading.renew()
                if self._desktop.view.article is None:
                    self._reading.preview_selected()
        except DatelineError as error:
            self._desktop.status.complain(str(error))

    def gazetteer_ready(self, notices: Sequence[str]) -> None:
        """The gazetteer was read, or read again: names and offices may be others; say what is wrong with its files."""
        self._naming.forget()
        self._mending.forget()
        if notices and notices != self._told:
            more = f" (and {len(notices) - 1:,} more: `dateline gazetteer check`)" if len(notices) > 1 else ""
            self._desktop.status.complain(f"{notices[0]}{more}")
        self._told = notices

    # The re-annotation

    def _begin(self) -> None:
        if self._run is not None or not self._desktop.session.writable:
            return
        self._wanted = False
        self._run = Reannotation(self._command, self._tell)
        self._screen.run_worker(
            self._run.run, group="reannotation", thread=True, exit_on_error=False, description="re-annotation"
        )

    def _tell(self, answer: object) -> None:
        self._screen.post_message(Answered(answer))

    def progressed(self, progress: Progressed) -> None:
        """Say how far the re-annotation is."""
        if self._run is not None:
            self._desktop.status.set_work(progress_in_words(progress, self._stop_keys))

    def annotated(self, done: Annotated) -> None:
        """The re-annotation has ended: show what it changed."""
        stopped = self._run is None
        self._run = None
        self._desktop.status.set_work("")
        self.take_in()
        if stopped:
            return
        if done.problem:
            self._desktop.status.complain(result_in_words(done))
        elif (words := result_in_words(done)) and not self._desktop.status.complains:
            self._desktop.status.say(words)

    def stop(self) -> None:
        """End the re-annotation; what it has done is kept."""
        if self._run is None:
            self._desktop.status.say("Nothing is being fetched or re-annotated")
            return
        self.close()
        self._desktop.status.say("Re-annotation stopped; it goes on at the next start, or with `dateline reannotate`")

    def close(self) -> None:
        """Leave no process behind."""
        if self._run is not None:
            self._run.stop()
            self._run = None
            self._desktop.status.set_work("")
