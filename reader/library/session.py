"""An open library: its two truths, its index, whether it may be written, and what the user should know of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.errors import DatelineError, LibraryInUseError
from reader.library.catchup import Place, Truths, settle, stored, take_in_marks
from reader.library.errors import read_only
from reader.library.index import Index
from reader.library.lock import locked
from reader.library.places import Places
from reader.library.rebuilding import identity
from reader.library.steps import Amendment, Step
from reader.library.stored_rows import DamagedRow

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

A_MOMENT: Final = 0.02
"""Seconds that a look, an opening or a correction spends on other articles that a correction concerns."""


@dataclass
class Session:
    """An open library, for the room that knows how one is opened and kept."""

    places: Places
    truths: Truths
    writable: bool
    index_file: Path
    index: Index
    notice: str = ""
    scratch: TemporaryDirectory[str] | None = None
    identity: tuple[int, int] = (0, 0)
    seen: Place = field(default_factory=lambda: Place(0, {}))

    def must_be_writable(self) -> None:
        """Raises ReadOnlyLibraryError where nothing can be added or marked."""
        if not self.writable:
            raise read_only(self.places.folder, self.notice)

    def tell(self, words: str) -> None:
        """Add to what the user should know, once."""
        if words and words not in self.notice:
            self.notice = "; ".join(filter(None, (self.notice, words)))

    def act(self, steps: Sequence[Step], at_hand: Sequence[str] = ()) -> None:
        """Keep what the user did as one act, and show it."""
        if steps:
            self.truths.journal.append(steps)
            self.follow_act(steps, at_hand)

    def follow_act(self, steps: Sequence[Step], at_hand: Sequence[str]) -> None:
        """Show what the journal keeps already; where that can't be done now, the next catching up does it."""
        try:
            with locked(self.places.write_lock):
                self.reopen_if_replaced()
                take_in_marks(self.truths, self.index)
                if any(isinstance(step, Amendment) for step in steps):
                    if at_hand:
                        self.index.replace(stored(at_hand, self.truths, self.index))
                    settle(self.truths, self.index, A_MOMENT)
        except LibraryInUseError:
            return
        except DatelineError as error:
            self.tell(f"kept, but not shown yet: {error}")

    def catch_up(self, how: Callable[[Session], list[DamagedRow]]) -> None:
        """Catch up with the truths. What is kept is kept: where the index can't follow now, it does later."""
        try:
            self.tell(unreadable(how(self)))
        except LibraryInUseError:
            return  # the other writer catches up for us
        except DatelineError as error:
            self.tell(f"kept, but not listed yet: {error}")

    def reopen_if_replaced(self) -> bool:
        """Another process may have made the index anew: use that one."""
        found = identity(self.index_file)
        if found in (self.identity, (0, 0)):
            return False
        self.index.close()
        self.open_index()
        return True

    def open_index(self) -> None:
        """Open the index that is there now."""
        self.index = Index.open(self.index_file, read_only=not self.writable)
        self.identity = identity(self.index_file)

    def close(self) -> None:
        """Let go of everything."""
        self.index.close()
        self.truths.store.close()
        if self.scratch is not None:
            self.scratch.cleanup()
            self.scratch = None


def unreadable(damaged: list[DamagedRow]) -> str:
    """A notice on rows that can't be read; empty where there are none."""
    if not damaged:
        return ""
    what = "a stored article is" if len(damaged) == 1 else f"{len(damaged):,} stored articles are"
    return f"{what} damaged and can't be shown; `dateline doctor` lists them"
