"""The bottom line while it asks something: opens the question, and sees that keys typed ahead of it reach it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.events import Key
from textual.screen import Screen

if TYPE_CHECKING:
    from textual.suggester import Suggester
    from textual.widget import AwaitMount

    from reader.tui.prompt import Prompt, Question


class LastLine:
    """At most one question at a time. `give_back` is called when it is answered, to give the keys back to a pane."""

    def __init__(self, screen: Screen[None], give_back: Callable[[], None]) -> None:
        self._screen = screen
        self._give_back = give_back
        self._line: Prompt | Question | None = None
        self._opening: AwaitMount | None = None

    @property
    def asks(self) -> bool:
        """Whether a question is open."""
        return self._line is not None

    def ask(self, hint: str, value: str, answer: Callable[[str], bool], suggester: Suggester | None) -> None:
        """Ask for a line of text."""
        from reader.tui.prompt import Prompt

        self._open(Prompt(hint, value, answer, self._answered, suggester))

    def confirm(self, question: str, yes: Callable[[], None]) -> None:
        """Ask whether to do something."""
        from reader.tui.prompt import Question

        self._open(Question(question, yes, self._answered))

    async def opened(self) -> None:
        """Return once a question that was just asked is on the screen, and will have the keys."""
        if self._opening is not None:
            await self._opening
            self._opening = None
            self._screen.call_later(self._focus)  # behind the keys that have come meanwhile

    def take(self, event: Key) -> bool:
        """Whether the question is open and the key its own.

        A key that was typed before the question had the focus went to a pane, and is handed on: it was meant for the
        question. One that the question has seen comes by on its way to the bindings.
        """
        line = self._line
        if line is None:
            return False
        if event is not line.seen:
            event.stop()
            event.prevent_default()
            line.post_message(Key(event.key, event.character))
        return True

    def _open(self, line: Prompt | Question) -> None:
        self._line = line
        self._opening = self._screen.mount(line)

    def _focus(self) -> None:
        if self._line is not None:
            self._screen.set_focus(self._line)

    def _answered(self) -> None:
        self._line = None
        self._give_back()
