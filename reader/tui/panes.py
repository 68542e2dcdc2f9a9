"""The panes side by side: which widget is which, shown and sized as the arrangement says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from reader.tui.arrangement import Arrangement, Pane

if TYPE_CHECKING:
    from reader.tui.article_view import ArticleView
    from reader.tui.paints import Paints

TITLES: dict[Pane, str] = {
    "list": "Library",
    "article": "Article",
    "beside": "Beside",
    "coverage": "Related coverage",
}
"""The panes from left to right."""


class Panes(Horizontal):
    """The list from the start; the other panes are added when there is something to show in them."""

    DEFAULT_CSS = """
    Panes {
        height: 1fr;
        & > .pane {
            height: 1fr; background: $background; color: $foreground;
            border-top: solid $rule; border-title-color: $muted;
        }
        & > .ruled { border-left: solid $rule; }
        & > .pane:focus { border-top: heavy $rule-focus; border-title-color: $heading; border-title-style: bold; }
    }
    """

    def __init__(self, rows: Widget) -> None:
        super().__init__()
        self._widgets: dict[Pane, Widget] = {}
        self._take("list", rows)

    def compose(self) -> ComposeResult:
        yield from self._widgets.values()

    async def add(self, panes: dict[Pane, Widget]) -> None:
        """Have more panes."""
        for pane, widget in panes.items():
            self._take(pane, widget)
        self._widgets = {pane: self._widgets[pane] for pane in TITLES if pane in self._widgets}
        if "beside" in panes:
            await self.mount(panes["beside"], after=self._widgets["article"])
        else:
            await self.mount_all(panes.values())

    async def beside(self, measure: int, paints: Paints) -> ArticleView:
        """The view of a second article."""
        from reader.tui.article_view import ArticleView

        view = self._widgets.get("beside")
        if not isinstance(view, ArticleView):
            view = ArticleView(measure, paints, id="beside")
            await self.add({"beside": view})
        view.set_measure(measure)
        return view

    def _take(self, pane: Pane, widget: Widget) -> None:
        widget.border_title = Content(f"{TITLES[pane]} ")
        widget.add_class("pane")
        widget.display = pane == "list"
        self._widgets[pane] = widget

    def named(self, widget: Widget) -> Pane | None:
        """Which pane a widget is."""
        return next((pane for pane, own in self._widgets.items() if own is widget), None)

    def widget(self, pane: Pane) -> Widget | None:
        """The widget of a pane; None for one that is not there yet."""
        return self._widgets.get(pane)

    def show(self, arrangement: Arrangement, width: int) -> None:
        """Show what is wanted on a screen so many columns wide."""
        visible = arrangement.visible(width)
        for pane, widget in self._widgets.items():
            if pane in visible:
                columns = arrangement.width(pane, width)
                widget.styles.width = "1fr" if columns is None else columns
                widget.set_class(pane != visible[0], "ruled")
            widget.display = pane in visible
