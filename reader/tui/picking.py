"""Choosing somebody or somewhere by name: a line to type in, and under it those whom it can mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from reader.tui.candidates import matching
from reader.tui.choices import Choices
from reader.tui.messages import Candidate


class PickScreen(ModalScreen[Candidate]):
    """Who or where is meant: typing narrows the list down. Its result is the one chosen, None when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down,ctrl+n,tab", "move(1)", show=False, priority=True),
        Binding("up,ctrl+p,shift+tab", "move(-1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    PickScreen {
        align: center middle;
        & > Vertical {
            width: 80; max-width: 94%; height: 60%; min-height: 8;
            background: $surface; border: solid $rule-focus; border-title-color: $heading;
            border-subtitle-color: $muted; padding: 0;
        }
        & Input { height: 1; border: none; padding: 0 1; background: $surface; color: $foreground; }
        & Input:focus { border: none; background: $surface; background-tint: transparent; }
        & Static { height: auto; padding: 1 1 0 1; background: $surface; color: $muted; }
        & Choices { height: 1fr; padding: 1 0 0 0; }
    }
    """

    def __init__(self, title: str, candidates: Sequence[Candidate] | None) -> None:
        """`candidates` None: they are still being read, and `fill` brings them."""
        super().__init__()
        self._title = title
        self._candidates = candidates
        self._shown: dict[str, Candidate] = {}

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content(self._title)
            box.border_subtitle = Content("type a name · ↑ ↓ move · enter choose · esc close")
            yield Input(placeholder="a name", compact=True)
            yield Static()
            choices = Choices()
            choices.can_focus = False
            yield choices

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self._show("")

    def fill(self, candidates: Sequence[Candidate]) -> None:
        """Have these to choose from."""
        self._candidates = candidates
        self._show(self.query_one(Input).value)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, text: str) -> None:
        found = matching(self._candidates or (), text)
        self._shown = {f"{one.kind}:{one.entity}": one for one in found}
        self.query_one(Choices).fill([(_line(one), key) for key, one in self._shown.items()])
        hint = self.query_one(Static)
        hint.update(Content("" if found else self._hint(text)))
        hint.display = not found

    def _hint(self, text: str) -> str:
        if self._candidates is None:
            return "Reading the names…"
        if not text.strip():
            return f"{len(self._candidates):,} leaders, countries and organisations are known."
        return "Nobody and nowhere of this name is known.\nA file of your own can add them: see `dateline gazetteer`."

    def on_input_submitted(self, _: Input.Submitted) -> None:
        choices = self.query_one(Choices)
        if choices.highlighted is not None:
            self._choose(choices.get_option_at_index(choices.highlighted).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option_id)

    def _choose(self, key: str | None) -> None:
        if key in self._shown:
            self.dismiss(self._shown[key])

    def action_move(self, by: int) -> None:
        """Move in the list while typing."""
        choices = self.query_one(Choices)
        (choices.action_cursor_down if by > 0 else choices.action_cursor_up)()

    def action_leave(self) -> None:
        """Leave without a choice."""
        self.dismiss(None)


def _line(one: Candidate) -> Content:
    where = one.country if one.country and one.kind == "leader" else ""
    told = " · ".join(filter(None, (one.kind, where, one.note)))
    return Content.assemble((one.name, f"${one.kind}"), (f"  {told}", "$muted"))
