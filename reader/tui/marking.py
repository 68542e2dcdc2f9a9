"""What the user does with articles: star, read, tags, delete, undo. Kept in the library's journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import DatelineError
from reader.tui.around import Around, look_around
from reader.tui.row_window import RowWindow

if TYPE_CHECKING:
    from reader.library.query import Query
    from reader.library.rows import ListRow, MarkField
    from reader.tui.desktop import Desktop
    from reader.tui.reading import Reading


class Marking:
    """Marks the article the keys are on, and shows it in the list at once."""

    def __init__(self, desktop: Desktop, reading: Reading) -> None:
        self._desktop = desktop
        self._reading = reading

    def star(self) -> None:
        """Star the article, or take its star off."""
        if row := self._row():
            self._mark(row, "starred", not row.starred, "Star taken off" if row.starred else "Starred")

    def read(self) -> None:
        """Mark the article read, or unread."""
        if row := self._row():
            self._mark(row, "read", not row.read, "Unread again" if row.read else "Read")

    def tags(self) -> None:
        """Ask for the article's tags."""
        row = self._row()
        if row is None:
            return

        def answer(text: str) -> bool:
            tags = tuple(dict.fromkeys(word.strip("#,") for word in text.split() if word.strip("#,")))
            self._mark(row, "tags", tags, f"Tags: {' '.join(tags)}" if tags else "No tags")
            return True

        self._desktop.ask("tags, separated by spaces", " ".join(row.tags), answer, None)

    def delete(self) -> None:
        """Ask whether to delete the article."""
        row = self._row()
        if row is None:
            return

        def delete() -> None:
            self._mark(row, "deleted", True, "Deleted; U brings it back")
            self.reload()

        self._desktop.confirm(f"Delete “{row.title[:60]}”?", delete)

    def read_all(self) -> None:
        """Find what of the list is unread, to ask whether to mark it."""
        self._desktop.requests.unread(self._desktop.query)

    def unread_found(self, query: Query, articles: list[str]) -> None:
        """Ask whether to mark these read, if the list is still that of the query."""
        if query != self._desktop.query:
            return
        if not articles:
            self._desktop.status.say("Nothing here is unread")
            return

        def mark() -> None:
            if self._try(articles, "read", True):
                self._desktop.status.say(f"{len(articles):,} marked read; U takes it back")
                self.reload()

        what = "this article" if len(articles) == 1 else f"{len(articles):,} articles"
        self._desktop.confirm(f"Mark {what} read?", mark)

    def undo(self) -> None:
        """Take the last mark or correction back."""
        try:
            undone = self._desktop.session.undo(self._desktop.open_ids)
        except DatelineError as error:
            self._desktop.status.complain(str(error))
            return
        self._desktop.status.say(f"Undone: {undone}" if undone else "There is nothing to undo")
        self._reading.renew()
        self.reload()

    def reload(self) -> None:
        """Read the list anew, with the reader's place kept."""
        desktop = self._desktop
        library = desktop.session.library
        if library is None:
            return
        if desktop.query.empty:
            self.reloaded(look_around(library, desktop.query, desktop.rows.selected, desktop.rows.cursor))
        else:
            desktop.requests.around(desktop.query, desktop.rows.selected, desktop.rows.cursor)

    def reloaded(self, around: Around) -> None:
        """The list was read anew, and is shown if it is still that of the query."""
        desktop = self._desktop
        library = desktop.session.library
        if library is None or around.query != desktop.query:
            return
        window = RowWindow(library, around.total, around.first, around.query)
        window.put(around.number, around.page)
        desktop.rows.reload(window, around.query.words, around.shift)
        desktop.describe_place()

    def _row(self) -> ListRow | None:
        article_id = self._desktop.target()
        return self._desktop.session.row(article_id) if article_id else None

    def _mark(self, row: ListRow, field: MarkField, value: bool | tuple[str, ...], said: str) -> None:
        if self._try([row.id], field, value):
            self._desktop.status.say(said)
            if fresh := self._desktop.session.row(row.id):
                self._desktop.rows.replace(fresh)
            self._desktop.describe_place()

    def _try(self, articles: list[str], field: MarkField, value: bool | tuple[str, ...]) -> bool:
        try:
            self._desktop.session.mark(articles, field, value)
        except DatelineError as error:
            self._desktop.status.complain(str(error))
            return False
        return True
