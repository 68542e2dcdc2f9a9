"""The card of an entity: who or what it is, the office on the article's date, and where the library names it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from reader.tui.ages import MONTHS, day, partial_day
from reader.tui.choices import Choices
from reader.tui.why import MEND

if TYPE_CHECKING:
    from reader.article import Entity
    from reader.library.rows import EntityRow, ListRow
    from reader.tui.messages import CardReady, CardRequest

OFFICES_SHOWN: Final = 6
ALIASES_SHOWN: Final = 12
COVERAGE: Final = "*"
"""The result of a card that asks for all articles on its entity."""
WHY: Final = "?"
"""The result of a card that asks why its mention is marked."""

Text = tuple[str, str]


class CardScreen(ModalScreen[str]):
    """Opens at once with what the mention says, and is filled when the rest is known.

    Its result is the id of an article to open, COVERAGE, WHY, MEND, or empty.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,left,backspace", "leave", show=False),
        Binding("c", "leave_for('*')", show=False),
        Binding("i", "leave_for('?')", show=False),
        Binding("M", "leave_for('!')", show=False),
    ]
    DEFAULT_CSS = """
    CardScreen {
        align: center middle;
        & > Vertical {
            width: 72; max-width: 94%; height: auto; max-height: 90%;
            background: $surface; border: solid $rule-focus; border-title-color: $heading;
            border-subtitle-color: $muted; padding: 1 1 0 1;
        }
        & Static { height: auto; padding: 0 1; background: $surface; color: $foreground; }
        & Choices { margin: 0 0 1 0; }
    }
    """

    def __init__(self, request: CardRequest) -> None:
        super().__init__()
        self.request = request

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content(self.request.kind.capitalize())
            why = " · i why" if self.request.mention else ""
            box.border_subtitle = Content(f"enter open · c coverage{why} · M mend · esc close")
            yield Static(Content.assemble(*self._heading()), id="facts")
            yield Choices()

    def on_mount(self) -> None:
        self.query_one(Choices).focus()

    def fill(self, ready: CardReady) -> None:
        """Show what has been found."""
        texts = [*self._heading(ready)]
        if ready.entity:
            texts += _offices(ready.entity)
            texts += _aliases(ready.entity)
        texts += _seen(ready.seen)
        if ready.latest:
            texts.append(("\n\nLatest", "$muted"))
        self.query_one("#facts", Static).update(Content.assemble(*texts))
        self.query_one(Choices).fill([(_latest(row), row.id) for row in ready.latest])

    def _heading(self, ready: CardReady | None = None) -> Iterator[Text]:
        """Who or what it is; before the answer has come, as far as the mention itself says."""
        entity, country = (ready.entity, ready.country) if ready else (None, None)
        unknown = ready is not None and entity is None
        request = self.request
        style = "discovered" if request.discovered else request.kind
        yield entity.name if entity else request.name, f"bold ${style}"
        where = country.name if country else (entity.country if entity else request.country)
        if where and request.kind == "leader":
            yield f"  {where}", "$country"
        if request.kind == "country":
            yield f"  {request.entity}", "$muted"
        if request.kind == "leader":
            yield from self._office(ready.office if ready else "")
        if request.discovered or (unknown and request.kind == "leader"):
            told = "the page gives them this title" if request.role else "named by a title in the text"
            yield f"\nNot in the gazetteer: {told}", "italic $muted"

    def _office(self, office: str) -> Iterator[Text]:
        """The office on the article's date and what came of it since; what the page says where nobody knows better."""
        on = self.request.on
        if office or self.request.role:
            yield f"\n{office or self.request.role}", ""
        if office and on:
            yield f"\nOffice on the article's date, {on.day} {MONTHS[on.month - 1]} {on.year}", "$muted"

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id or "")

    def action_leave_for(self, what: str) -> None:
        """Close the card for something else: its result says what."""
        if what in (COVERAGE, MEND) or self.request.mention:
            self.dismiss(what)

    def action_leave(self) -> None:
        """Close the card."""
        self.dismiss("")


def _offices(entity: Entity) -> Iterator[Text]:
    if not entity.offices:
        return
    yield "\n\nOffices", "$muted"
    newest_first = sorted(entity.offices, key=lambda office: office.since or "", reverse=True)
    for office in newest_first[:OFFICES_SHOWN]:
        since = partial_day(office.since) if office.since else "?"
        until = partial_day(office.until) if office.until else "today"
        yield f"\n{office.title}", ""
        yield f"  {since} – {until}", "$muted"
    if len(entity.offices) > OFFICES_SHOWN:
        yield f"\nand {len(entity.offices) - OFFICES_SHOWN} more", "$muted"


def _aliases(entity: Entity) -> Iterator[Text]:
    aliases = [alias for alias in entity.aliases if alias != entity.name]
    if aliases:
        yield "\n\nAlso ", "$muted"
        yield ", ".join(aliases[:ALIASES_SHOWN]), ""


def _seen(seen: EntityRow | None) -> Iterator[Text]:
    from datetime import UTC, datetime

    yield "\n\nIn the library ", "$muted"
    if seen is None:
        yield "nowhere yet", ""
        return
    first, last = (day(datetime.fromtimestamp(seconds, UTC)) for seconds in (seen.first, seen.last))
    yield f"{seen.articles:,} {'article' if seen.articles == 1 else 'articles'}", "bold"
    yield f", {first} – {last}" if first != last else f", {first}", "$muted"


def _latest(row: ListRow) -> Content:
    meta = " · ".join(filter(None, (row.source, day(row.when))))
    return Content.assemble(row.title, (f"\n{meta}", "$muted"))
