"""What the parts of the desk share: its panes, its library, its bottom line. Wired once by the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.library.query import EVERYTHING, Query
from reader.tui.arrangement import Arrangement, Pane
from reader.tui.status import StatusLine, place_in_words

if TYPE_CHECKING:
    from textual.suggester import Suggester

    from reader.article import EntityKind
    from reader.tui.article_list import ArticleList
    from reader.tui.article_view import ArticleView
    from reader.tui.coverage import Coverage
    from reader.tui.remembered import Remembered
    from reader.tui.requests import Requests
    from reader.tui.session import Session
    from reader.tui.spots import Spots


@dataclass
class Desktop:
    """The shared things. `show_panes` shows the panes as `arrangement` has them; `ask`, `confirm`: the last line.

    `status` is the status line that is seen, another one while another screen is open; `place_line` is the desk's own.
    """

    session: Session
    spots: Spots
    arrangement: Arrangement
    rows: ArticleList
    view: ArticleView
    coverage: Coverage
    status: StatusLine
    place_line: StatusLine
    requests: Requests
    show_panes: Callable[[], None]
    ask: Callable[[str, str, Callable[[str], bool], Suggester | None], None]
    confirm: Callable[[str, Callable[[], None]], None]
    remembered: Remembered
    query: Query = field(default=EVERYTHING)
    beside: ArticleView | None = None

    def go(self, pane: Pane) -> None:
        """Give a pane the keys, and show it."""
        self.arrangement.go(pane)
        if not self.arrangement.beside:
            self.beside = None
        self.show_panes()

    @property
    def focused_view(self) -> ArticleView:
        """The article view that reading keys are meant for: the one beside when it has the keys."""
        return self.beside if self.beside and self.arrangement.focus == "beside" else self.view

    @property
    def views(self) -> tuple[ArticleView, ...]:
        """The view of the open article, and the one beside where there is one."""
        return (self.view, self.beside) if self.beside else (self.view,)

    @property
    def open_ids(self) -> list[str]:
        """The ids of the open articles."""
        return [view.article.id for view in self.views if view.article]

    @property
    def hidden(self) -> frozenset[EntityKind]:
        """Kinds of entities that are not highlighted."""
        return frozenset() if self.remembered.organisations else frozenset(("organisation",))

    def target(self) -> str:
        """The id of the article that marks are meant for; empty for none."""
        focus = self.arrangement.focus
        if focus == "list":
            return self.rows.selected.id if self.rows.selected else ""
        if focus == "coverage":
            return self.coverage.selected.id if self.coverage.selected else ""
        article = self.focused_view.article
        return article.id if article else ""

    def describe_place(self) -> None:
        """Say in the status line where the reader is."""
        self.place_line.set_place(
            place_in_words(self.session.counters, self.rows.cursor, self.rows.count, self.query.text)
        )
