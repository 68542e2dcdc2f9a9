"""Moving about the desk: in a pane, from pane to pane, in and out, from one unread article or mention to the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from reader.config import MEASURE_MAX, MEASURE_MIN
from reader.tui.article_list import UNREAD_LOOKED_AT
from reader.tui.article_view import ArticleView

if TYPE_CHECKING:
    from reader.tui.desktop import Desktop
    from reader.tui.naming import Naming
    from reader.tui.people import People
    from reader.tui.reading import Reading
    from reader.tui.row_list import RowList
    from reader.tui.searching import Searching

MEASURE_STEP: Final = 4
_EVERYTHING: Final = 2**40


class Moving:
    """Does what the moving keys say to the pane that has them."""

    def __init__(
        self,
        desktop: Desktop,
        reading: Reading,
        searching: Searching,
        people: People,
        naming: Naming,
        leave: Callable[[], None],
    ) -> None:
        self._desktop = desktop
        self._reading = reading
        self._searching = searching
        self._people = people
        self._naming = naming
        self._leave = leave

    @property
    def _pane(self) -> RowList | ArticleView:
        focus = self._desktop.arrangement.focus
        if focus == "list":
            return self._desktop.rows
        return self._desktop.coverage if focus == "coverage" else self._desktop.focused_view

    def step(self, by: int) -> None:
        """A row, or a line."""
        self._pane.move(by)

    def page(self, by: int) -> None:
        """A page; down at the end of an article, on to the next unread one."""
        pane = self._pane
        if not isinstance(pane, ArticleView):
            pane.move(by * pane.page_rows)
        elif not pane.move(by * max(1, pane.scrollable_content_region.height - 2)) and by > 0:
            self.next_unread(1)

    def half(self, by: int) -> None:
        """Half a page."""
        pane = self._pane
        height = pane.scrollable_content_region.height if isinstance(pane, ArticleView) else pane.page_rows
        pane.move(by * max(1, height // 2))

    def end(self, by: int) -> None:
        """To the top (-1) or the end (1)."""
        self._pane.move(by * _EVERYTHING)

    def pane(self, number: int) -> None:
        """To the pane of that number, from 1."""
        panes = self._desktop.arrangement.panes()
        self._enter(panes[number - 1])

    def other_pane(self, by: int) -> None:
        """To the next pane."""
        self._enter(self._desktop.arrangement.step(by))

    def _enter(self, pane: str) -> None:
        desktop = self._desktop
        if pane == "coverage":
            self.coverage()
        elif pane == "article" and desktop.view.article is None:
            self.open()
        elif pane == "article":
            desktop.go("article")
        else:
            desktop.go("beside" if pane == "beside" else "list")

    def coverage(self) -> None:
        """To the related coverage of the open article, or of the one under the cursor."""
        desktop = self._desktop
        selected = desktop.rows.selected
        if desktop.arrangement.focus == "list" and selected:
            self._reading.preview(selected.id)
        if desktop.view.article is None:
            desktop.status.say("Open an article to see what is related to it")
            return
        desktop.arrangement.coverage = True
        desktop.go("coverage")

    # In and out

    def open(self) -> None:
        """Open what is selected: an article, or the card of a mention."""
        desktop = self._desktop
        focus = desktop.arrangement.focus
        if focus == "list":
            self.open_selected()
        elif focus == "coverage":
            if desktop.coverage.selected:
                self._open_alone(desktop.coverage.selected.id)
        elif mention := desktop.focused_view.mention:
            self._people.card_of(mention)
        elif focus == "beside" and desktop.beside and desktop.beside.article:
            self._open_alone(desktop.beside.article.id)

    def _open_alone(self, article_id: str) -> None:
        """Open an article that is not under the list's cursor, and nothing beside it."""
        self._reading.close_beside()
        self._reading.open(article_id)
        self._desktop.rows.select(article_id)

    def back(self) -> None:
        """One step out: of a mention or a find, of a pane, of a query, and in the list at last of the desk."""
        desktop = self._desktop
        focus = desktop.arrangement.focus
        if focus in ("article", "beside") and (desktop.focused_view.forget() or desktop.focused_view.turn_back()):
            return
        if focus == "beside":
            self._reading.close_beside()
            desktop.go("article")
        elif focus == "coverage":
            desktop.arrangement.coverage = False
            desktop.go("article")
        elif focus == "article":
            if desktop.beside is not None:
                self._reading.close_beside()
            desktop.go("list")
        elif not self._searching.clear():
            self._leave()

    # From one to the next

    def next(self, by: int) -> None:
        """The next hit while finding, else the next unread article."""
        view = self._desktop.focused_view
        if self._desktop.arrangement.focus in ("article", "beside") and view.step_hit(by):
            if view.page:
                self._desktop.status.say(f"Hit {view.page.hit + 1:,} of {len(view.page.hits):,}")
        else:
            self.next_unread(by)

    def next_unread(self, by: int) -> None:
        """Open the next unread article; in the list, go to it."""
        desktop = self._desktop
        index = desktop.rows.next_unread(by)
        if index is None:
            where = "further down" if by > 0 else "further up"
            more = f" among {UNREAD_LOOKED_AT:,} articles" if desktop.rows.count > UNREAD_LOOKED_AT else ""
            desktop.status.say(f"Nothing unread {where}{more}")
            return
        desktop.rows.cursor = index
        if desktop.arrangement.focus != "list":
            self.open_selected()

    def open_selected(self) -> None:
        """Open the article under the list's cursor."""
        if selected := self._desktop.rows.selected:
            self._reading.open(selected.id)

    def mention(self, by: int, *, same: bool = False) -> None:
        """The next mention, or the next of the same entity."""
        desktop = self._desktop
        view = desktop.focused_view
        if view.article is None:
            return
        if desktop.arrangement.focus in ("list", "coverage"):
            desktop.go("article")
        if view.step_mention(by, same=same) and view.mention:
            self._naming.step(view, view.mention)
        elif view.page and view.page.header:
            desktop.status.say("Names are marked in the article, not in the page it was made from")
        elif not view.page or not view.page.places:
            whom = "leader or country" if desktop.hidden else "leader, country or organisation"
            desktop.status.say(f"No {whom} is named in this article")
        else:
            desktop.status.say("No other mention that way")

    def measure(self, by: int) -> None:
        """Longer or shorter lines."""
        desktop = self._desktop
        measure = max(MEASURE_MIN, min(MEASURE_MAX, desktop.view.measure + by * MEASURE_STEP))
        for view in filter(None, (desktop.view, desktop.beside)):
            view.set_measure(measure)
        desktop.status.say(f"Lines of at most {measure} cells")
