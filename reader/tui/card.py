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

if TYPE_CHECKING:
    from reader.article import Entity, Office
    from reader.library.rows import EntityRow, ListRow
    from reader.tui.messages import CardReady, CardRequest

OFFICES_SHOWN: Final = 6
ALIASES_SHOWN: Final = 12
COVERAGE: Final = "*"
"""The result of a card that asks for all articles on its entity."""

Text = tuple[str, str]


class CardScreen(ModalScreen[str]):
    """Opens at once with what the mention says, and is filled when the rest is known.

    Its result is the id of an article to open, COVERAGE, or empty.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,left,backspace", "leave", show=False),
        Binding("c", "coverage", show=False),
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
            box.border_subtitle = Content("enter open · c all coverage · esc close")
            yield Static(Content.assemble(*self._heading()), id="facts")
            yield Choices()

    def on_mount(self) -> None:
        self.query_one(Choices).focus()

    def fill(self, ready: CardReady) -> None:
        """Show what has been found."""
        texts = [*self._heading(ready.entity, ready.country), *self._office(ready.office)]
        if ready.entity:
            texts += _offices(ready.entity)
            texts += _aliases(ready.entity)
        texts += _seen(ready.seen)
        if ready.latest:
            texts.append(("\n\nLatest", "$muted"))
        self.query_one("#facts", Static).update(Content.assemble(*texts))
        self.query_one(Choices).fill([(_latest(row), row.id) for row in ready.latest])

    def _heading(self, entity: Entity | None = None, country: Entity | None = None) -> Iterator[Text]:
        request = self.request
        style = "discovered" if request.discovered else request.kind
        yield entity.name if entity else request.name, f"bold ${style}"
        where = country.name if country else (entity.country if entity else request.country)
        if where and request.kind == "leader":
            yield f"  {where}", "$country"
        if request.kind == "country":
            yield f"  {request.entity}", "$muted"
        if request.discovered:
            yield "\nNamed by a title in the text; not in the gazetteer", "italic $muted"

    def _office(self, office: Office | None) -> Iterator[Text]:
        role = office.title if office else self.request.role
        if role:
            yield f"\n{role}", ""
            if self.request.on:
                on = self.request.on
                yield f"  on {on.day} {MONTHS[on.month - 1]} {on.year}", "$muted"

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id or "")

    def action_coverage(self) -> None:
        """Show all articles on the entity."""
        self.dismiss(COVERAGE)

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
