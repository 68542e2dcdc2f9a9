"""A small list to choose from, over the desk: the links of an article, the entities of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class Choices(OptionList):
    """An option list that the desk's own keys move in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("space,ctrl+d", "page_down", show=False),
        Binding("b,ctrl+u", "page_up", show=False),
        Binding("home", "first", show=False),
        Binding("G", "last", show=False),
        Binding("l,right", "select", show=False),
    ]
    DEFAULT_CSS = """
    Choices {
        height: auto; max-height: 100%; border: none; padding: 0; background: $surface; color: $foreground;
        scrollbar-size-vertical: 1;
        &:focus { border: none; background-tint: transparent; }
        & > .option-list--option { padding: 0 1; }
        & > .option-list--option-highlighted, &:focus > .option-list--option-highlighted {
            background: $cursor-background; color: $foreground; text-style: $cursor-style;
        }
        & > .option-list--option-hover { background: $hover-background; }
    }
    """

    def fill(self, options: Sequence[tuple[Content, str]]) -> None:
        """Have these options, each a text and the value that choosing it gives."""
        self.clear_options()
        self.add_options(Option(text, id=value) for text, value in options)
        self.highlighted = 0 if options else None


class ChoiceScreen(ModalScreen[str]):
    """Choose one of a list; the screen's result is the value chosen, empty when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,h,left,backspace", "leave", show=False)]
    DEFAULT_CSS = """
    ChoiceScreen {
        align: center middle;
        & > Vertical {
            width: 80; max-width: 94%; height: auto; max-height: 86%;
            background: $surface; border: solid $rule-focus; border-title-color: $heading;
            border-subtitle-color: $muted; padding: 0;
        }
    }
    """

    def __init__(
        self, title: str, options: Sequence[tuple[Content, str]], keys: str = "enter choose · esc close"
    ) -> None:
        super().__init__()
        self._keys = keys
        self._title = title
        self._options = options

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content(self._title)
            box.border_subtitle = Content(self._keys)
            yield Choices()

    def on_mount(self) -> None:
        choices = self.query_one(Choices)
        choices.fill(self._options)
        choices.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id or "")

    def action_leave(self) -> None:
        """Leave without a choice."""
        self.dismiss("")
