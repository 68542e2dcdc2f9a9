"""What the desk asks in its bottom line: a line of text, or yes and no."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.suggester import Suggester
from textual.widgets import Input, Static


class Prompt(Input):
    """A one-line question.

    `answer` gets the text and says whether it will do; `left` is called when it goes, to take the keys back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "leave", show=False),
        Binding("tab", "take_suggestion", show=False),
    ]
    DEFAULT_CSS = """
    Prompt {
        height: 1; border: none; padding: 0 1 !important; color: $foreground; background: $status-background;
        &:focus { border: none; background: $status-background; background-tint: transparent; }
    }
    """

    def __init__(
        self,
        placeholder: str,
        value: str,
        answer: Callable[[str], bool],
        left: Callable[[], None],
        suggester: Suggester | None = None,
    ) -> None:
        super().__init__(value, placeholder=placeholder, compact=True, suggester=suggester)
        self._answer = answer
        self._left = left
        self.seen: Key | None = None
        """The last key that came to this line, also one that it leaves to others."""

    async def on_key(self, event: Key) -> None:
        self.seen = event
        if event.key in ("enter", "escape"):  # not left to bindings, which ask who has the focus
            event.stop()
            event.prevent_default()
            await (self.action_submit() if event.key == "enter" else self.action_leave())

    async def action_submit(self) -> None:
        """Hand over the answer; the line stays open while it will not do."""
        if self._answer(self.value):
            await self.action_leave()

    async def action_leave(self) -> None:
        """Leave without an answer."""
        self._left()
        await self.remove()

    def action_take_suggestion(self) -> None:
        """Complete what is being typed."""
        self.action_cursor_right()


class Question(Static):
    """A question that `y` answers with yes; any other key is a no. `left` is called when it goes, to take the
    keys back."""

    can_focus = True
    DEFAULT_CSS = """
    Question { height: 1; padding: 0 1; color: $warning; background: $status-background; text-style: bold; }
    """

    def __init__(self, question: str, yes: Callable[[], None], left: Callable[[], None]) -> None:
        super().__init__(Content(f"{question}  y/n"))
        self._yes = yes
        self._left = left
        self.seen: Key | None = None

    async def on_key(self, event: Key) -> None:
        event.stop()
        event.prevent_default()
        self._left()
        await self.remove()
        if event.character in ("y", "Y"):
            self._yes()


class FieldSuggester(Suggester):
    """Completes the names of fields in a query: `cou` becomes `country:`."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._words = words

    async def get_suggestion(self, value: str) -> str | None:
        """The value with its last word completed."""
        last = value.rsplit(None, 1)[-1] if value and not value[-1].isspace() else ""
        last = last.lstrip("(-")
        found = next((word for word in self._words if last and word.startswith(last) and word != last), None)
        return value + found[len(last) :] if found else None
