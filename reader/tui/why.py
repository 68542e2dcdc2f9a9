"""The panel that says why words are marked: the rule, where its knowledge lies, and what the user said of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader import safe_text
from reader.tui.ages import moment
from reader.tui.corrected import sentence
from reader.tui.marks import mention_style
from reader.tui.naming import in_words

if TYPE_CHECKING:
    from reader.article import Mention
    from reader.entities.explain import Reason
    from reader.tui.messages import Why

MEND: Final = "!"
"""The result of a card or a panel that asks to mend its mention."""

Text = tuple[str, str]


class WhyScreen(ModalScreen[str]):
    """Opens at once with the words and whom they name, and is filled when the reason is known. Its result is MEND, or
    empty."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,left,backspace,enter,i", "leave", show=False),
        Binding("M", "mend", show=False),
    ]
    DEFAULT_CSS = """
    WhyScreen {
        align: center middle;
        & > VerticalScroll {
            width: 72; max-width: 94%; height: auto; max-height: 90%; scrollbar-size-vertical: 1;
            background: $surface; border: solid $rule-focus; border-title-color: $heading;
            border-subtitle-color: $muted; padding: 1 2;
        }
        & Static { height: auto; background: $surface; color: $foreground; }
    }
    """

    def __init__(self, mention: Mention, surface: str) -> None:
        super().__init__()
        self.mention = mention
        self._surface = surface

    def compose(self) -> ComposeResult:
        with VerticalScroll() as box:
            box.border_title = Content("Why is this marked")
            box.border_subtitle = Content("M mend · esc close")
            yield Static(Content.assemble(*self._heading(), ("\n\nAsking the rules…", "$muted")))

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def fill(self, why: Why) -> None:
        """Show what has been found."""
        texts = [*self._heading()]
        if self.mention.corrected:
            texts += self._said(why)
        texts += self._ruled(why)
        self.query_one(Static).update(Content.assemble(*texts))

    def _heading(self) -> Iterator[Text]:
        yield f"“{self._surface}”", f"bold ${mention_style(self.mention)}"
        yield f"\n{in_words(self.mention)}", ""

    def _said(self, why: Why) -> Iterator[Text]:
        assert self.mention.corrected
        yield "\n\nYou said ", "$muted"
        yield f"on {moment(self.mention.corrected)}", ""
        yield f"\n{sentence(why.correction, why.was)}" if why.correction else "\nand took it back meanwhile", ""

    def _ruled(self, why: Why) -> Iterator[Text]:
        corrected = bool(self.mention.corrected)
        if why.reason is None:
            yield "\n\nThe rules by themselves mark nothing here." if corrected else _OUTDATED, ""
            return
        if why.now:
            by_now = "The rules by themselves mean" if corrected else "The mark is an older one; by now the rules mean"
            yield f"\n\n{by_now} {why.now}.", ""
        yield from _reason(why.reason)

    def action_mend(self) -> None:
        """Mend the mention."""
        self.dismiss(MEND)

    def action_leave(self) -> None:
        """Close the panel."""
        self.dismiss("")


_OUTDATED: Final = (
    "\n\nThe mark is an older one: by now the rules mark nothing here. It goes when the article is read anew."
)


def _reason(reason: Reason) -> Iterator[Text]:
    yield f"\n\n{safe_text.line(reason.why, safe_text.PARAGRAPH)}", ""
    yield "\n\nRule  ", "$muted"
    yield reason.rule, ""
    yield "\nData  ", "$muted"
    yield safe_text.line(reason.data, safe_text.PARAGRAPH), ""
