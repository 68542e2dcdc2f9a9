"""Help: every key, made from the table of actions, narrowed down as one types."""

from __future__ import annotations

from itertools import groupby
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.tui.actions import ACTIONS
from reader.tui.keymap import Keymap

_KEY_COLUMN: Final = 16


class HelpScreen(ModalScreen[None]):
    """Keys on the left, what they do on the right; typing searches both."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down,pagedown", "scroll(1)", show=False, priority=True),
        Binding("up,pageup", "scroll(-1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > Vertical {
            width: 84; max-width: 96%; height: 90%;
            background: $surface; border: solid $rule-focus; border-title-color: $heading;
            border-subtitle-color: $muted;
        }
        & Input { height: 1; border: none; padding: 0 1; background: $surface; color: $foreground; }
        & Input:focus { border: none; background: $surface; background-tint: transparent; }
        & VerticalScroll { scrollbar-size-vertical: 1; padding: 1 1 0 1; }
        & Static { height: auto; background: $surface; color: $foreground; }
    }
    """

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content("Keys")
            box.border_subtitle = Content("type to search · ↑ ↓ scroll · esc close")
            yield Input(placeholder="search the keys", compact=True)
            with VerticalScroll(can_focus=False):
                yield Static(self.content(""))

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one(Static).update(self.content(event.value))

    def content(self, wanted: str) -> Content:
        """The help on actions whose keys, name or description hold all the words of `wanted`."""
        words = wanted.casefold().split()
        lines: list[Content] = []
        for group, actions in groupby(ACTIONS, key=lambda action: action.group):
            found = []
            for action in actions:
                keys = self._keymap.shown(action.name)
                text = f"{keys} {action.name} {action.group} {action.description}".casefold()
                if all(word in text for word in words):
                    found.append(Content.assemble((f"  {keys:<{_KEY_COLUMN}}", "bold $key"), action.description))
            if found:
                lines += [Content.styled(group, "bold $muted"), *found, Content("")]
        return Content("\n").join(lines) if lines else Content.styled("No key does that.", "italic $muted")

    def action_scroll(self, by: int) -> None:
        """Scroll half a screenful."""
        box = self.query_one(VerticalScroll)
        box.scroll_to(y=box.scroll_y + by * (box.size.height // 2), animate=False, immediate=True)

    def action_leave(self) -> None:
        """Close the help."""
        self.dismiss()
