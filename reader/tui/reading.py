"""Opening articles: from the list, from coverage, beside another; and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content

from reader.errors import DatelineError
from reader.tui.arrangement import Pane
from reader.tui.original_page import spot_key

if TYPE_CHECKING:
    from reader.article import Article, EntityKind
    from reader.related.related import Related
    from reader.tui.article_view import ArticleView
    from reader.tui.desktop import Desktop

LONG: Final = 30_000
"""Words from which an article is decoded in a thread."""
STEPS_KEPT: Final = 200
"""Articles that can be walked back through."""


class Reading:
    """The open article, what is related to it, and the articles read before it."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._history: list[str] = []
        self._previewed = True
        self._awaited: tuple[str, bool, Pane | None] = ("", False, None)

    def preview(self, article_id: str) -> None:
        """Show an article without having read it."""
        article = self._desktop.view.article
        if article is None or article.id != article_id:
            self._get(article_id, opened=False, focus=None)

    def open(self, article_id: str, *, remember: bool = True) -> None:
        """Open an article to read it: it becomes read, and the one before it can be walked back to."""
        current = self._desktop.view.article
        if remember and current and current.id != article_id and not self._previewed:
            self._history.append(current.id)
            del self._history[:-STEPS_KEPT]
        self._get(article_id, opened=True, focus="article")

    def walk_back(self) -> None:
        """Open the article that was read before this one."""
        if not self._history:
            self._desktop.status.say("There is no article to walk back to")
            return
        article_id = self._history.pop()
        self.open(article_id, remember=False)
        self._desktop.rows.select(article_id)

    def _get(self, article_id: str, *, opened: bool, focus: Pane | None) -> None:
        desktop = self._desktop
        self._awaited = ("", False, None)
        try:
            row = desktop.session.row(article_id)
            if row is not None and row.words >= LONG:
                self._awaited = (article_id, opened, focus)
                desktop.requests.article(article_id)
            else:
                self._show(desktop.session.article(article_id), opened=opened)
            if opened and row is not None and not row.read:
                desktop.view.call_after_refresh(self._mark_read, article_id)
            desktop.describe_place()
        except DatelineError as error:
            desktop.status.complain(str(error))
            return
        if focus and not self._awaited[0]:
            desktop.go(focus)

    def _mark_read(self, article_id: str) -> None:
        desktop = self._desktop
        if desktop.session.library is None or not desktop.session.library.writable:
            return
        try:
            desktop.session.mark([article_id], "read", True)
        except DatelineError as error:
            desktop.status.complain(str(error))
            return
        if row := desktop.session.row(article_id):
            desktop.rows.replace(row)
        desktop.describe_place()

    def decoded(self, article: Article) -> None:
        """A long article has come."""
        article_id, opened, focus = self._awaited
        if article.id != article_id:
            self._renewed(article)
        else:
            self._awaited = ("", False, None)
            self._show(article, opened=opened)
            if focus:
                self._desktop.go(focus)

    def _show(self, article: Article, *, opened: bool) -> None:
        desktop = self._desktop
        self.keep_spots()
        same = desktop.view.article is not None and desktop.view.article.id == article.id
        if not same:
            desktop.view.show(article, desktop.spots.get(article.id), desktop.query.words)
        self._previewed = not opened and (self._previewed or not same)
        if desktop.beside is not None:
            self._share()
        if desktop.coverage.article != article.id:
            desktop.coverage.wait(article.id)
            desktop.view.call_after_refresh(desktop.requests.coverage, article.id)

    def renew(self) -> None:
        """Show the open articles as the library has them now, in place: mentions may have changed, or all."""
        desktop = self._desktop
        for article_id in desktop.open_ids:
            try:
                row = desktop.session.row(article_id)
                if row is not None and row.words >= LONG:
                    desktop.requests.article(article_id)
                elif row is not None:
                    self._renewed(desktop.session.article(article_id))
            except DatelineError as error:
                desktop.status.complain(str(error))

    def _renewed(self, article: Article) -> None:
        desktop = self._desktop
        changed = [
            one for one in desktop.views if one.article and one.article.id == article.id and one.article != article
        ]
        for view in changed:
            view.renew(article)
        if not changed:
            return
        if desktop.beside is not None:
            self._share()
        if desktop.coverage.article == article.id:
            desktop.requests.coverage(article.id)

    def hide(self, kinds: frozenset[EntityKind]) -> None:
        """Mark no mentions of these kinds in any pane."""
        desktop = self._desktop
        for view in desktop.views:
            view.hide(kinds)
        desktop.coverage.hidden = kinds
        desktop.coverage.refresh()
        if desktop.beside is not None:
            self._share()

    def preview_selected(self) -> None:
        """Show the article under the list's cursor, where there is room for it beside the list."""
        desktop = self._desktop
        room = "article" in desktop.arrangement.visible(desktop.rows.app.size.width)
        if room and desktop.arrangement.focus == "list" and (selected := desktop.rows.selected):
            self.preview(selected.id)

    def keep_spots(self) -> None:
        """Remember where the open articles are scrolled to."""
        for view in self._desktop.views:
            if view.article:
                self._desktop.spots.put(view.article.id, view.spot)
                if (spot := view.original_spot) is not None:
                    self._desktop.spots.put(spot_key(view.article.id), spot)

    # Related coverage

    def covered(self, article_id: str, related: Sequence[Related]) -> None:
        """What is related to an article has been found."""
        desktop = self._desktop
        if desktop.coverage.article == article_id:
            desktop.coverage.show(article_id, related)
            desktop.coverage.border_title = Content(
                f"Related coverage · {len(related)} " if related else "Related coverage "
            )
            self.mark_shared()

    def mark_shared(self) -> None:
        """Mark in the open article what the selected related one shares with it."""
        desktop = self._desktop
        if desktop.beside is not None:
            return
        selected = desktop.coverage.selected
        chosen = desktop.arrangement.focus == "coverage" and selected is not None
        shared = selected.shared if chosen and selected else ()
        desktop.view.mark_shared({one.id for one in shared if one.kind not in desktop.hidden})

    # Comparing

    def compare(self, beside: ArticleView) -> None:
        """Open the selected related article, at first the closest one, in the view beside."""
        desktop = self._desktop
        related = desktop.coverage.selected
        if related is None:
            return
        try:
            article = desktop.session.article(related.id)
        except DatelineError as error:
            desktop.status.complain(str(error))
            return
        desktop.beside = beside
        beside.hide(desktop.hidden)
        beside.show(article, desktop.spots.get(article.id))
        desktop.arrangement.beside = True
        self._share()
        desktop.go("beside")

    def _share(self) -> None:
        """Mark in both articles whom and what both name."""
        view, beside = self._desktop.view, self._desktop.beside
        if beside is not None:
            both = view.entities & beside.entities
            view.mark_shared(both)
            beside.mark_shared(both)

    def close_beside(self) -> None:
        """Have one article again."""
        self.keep_spots()
        self._desktop.arrangement.beside = False
        self._desktop.beside = None
        self._desktop.view.mark_shared(())
