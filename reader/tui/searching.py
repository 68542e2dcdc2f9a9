"""Finding: the library by a query, the open article by a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from reader.library.query import EVERYTHING, FIELDS, Query, QueryError, parse_query
from reader.library.rows import Cursor, ListRow
from reader.tui.prompt import FieldSuggester
from reader.tui.row_window import RowWindow

if TYPE_CHECKING:
    from reader.tui.desktop import Desktop

_FLAGS = ("is:unread", "is:read", "is:starred")


class Searching:
    """The query of the list and the search in the article."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._awaited: Query = EVERYTHING

    def search(self) -> None:
        """Ask for a query."""
        words = (*_FLAGS, *(f"{field}:" for field in FIELDS))
        hint = "search: words, leader: country: source: after: is:unread …"
        self._desktop.ask(hint, self._desktop.query.text, self.filter, FieldSuggester(words))

    def filter(self, text: str) -> bool:
        """Show what a query finds; False, with the reason in the status line, for one that cannot be understood."""
        try:
            query = parse_query(text)
        except QueryError as error:
            self._desktop.status.complain(str(error))
            return False
        self._desktop.status.say("" if query.empty else "Searching…")
        self._awaited = query
        self._desktop.requests.search(query)
        self._desktop.go("list")
        return True

    def clear(self) -> bool:
        """Show everything again; False where everything is shown."""
        if self._desktop.query.empty:
            return False
        self.filter("")
        return True

    def found(self, query: Query, rows: Sequence[ListRow]) -> None:
        """The first rows have come."""
        desktop = self._desktop
        library = desktop.session.library
        if query is not self._awaited or library is None:
            return
        desktop.query = query
        desktop.rows.load(RowWindow(library, len(rows), rows, query), query.words)
        desktop.view.mark_words(query.words)
        desktop.rows.border_title = Content("Library " if query.empty else f"Library / {query.text} ")
        if not rows:
            desktop.status.say(f"Nothing found for {query.text}; esc shows everything" if query.text else "")
        else:
            desktop.status.say("")
        desktop.describe_place()

    def counted(self, query: Query, total: int) -> None:
        """How many rows there are is known."""
        if query == self._desktop.query:
            self._desktop.rows.set_total(total)
            self._desktop.describe_place()

    def reach(self) -> None:
        """Ask how to reach any row of the list."""
        self._desktop.requests.anchors(self._desktop.query)

    def anchored(self, query: Query, anchors: Sequence[Cursor]) -> None:
        """How to reach any row is known."""
        if query == self._desktop.query:
            self._desktop.rows.set_anchors(anchors)

    def find(self) -> None:
        """Ask what to find in the article."""
        if self._desktop.focused_view.article is None:
            self._desktop.status.say("Open an article to find something in it")
            return
        self._desktop.ask("find in the article", "", self._find, None)

    def _find(self, text: str) -> bool:
        view = self._desktop.focused_view
        if not text.strip():
            view.forget()
            return True
        count = view.find(text.strip())
        if not count:
            self._desktop.status.complain(f"“{text.strip()}” does not stand in this article")
            return False
        if self._desktop.arrangement.focus == "list":
            self._desktop.go("article")
        self._desktop.status.say(f"{count:,} {'hit' if count == 1 else 'hits'}; n and p go from one to the next")
        return True
