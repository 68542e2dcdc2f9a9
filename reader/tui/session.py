"""The library as one desk uses it: opened for the screen, again for each worker, its failures told in words."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.errors import DatelineError
from reader.library.rows import Counters, ListRow, MarkField

if TYPE_CHECKING:
    from reader.article import Article
    from reader.corrections import Correction
    from reader.library.library import Library

ARTICLES_KEPT: Final = 16
"""Articles kept decoded for walking back and forth."""
NOTHING: Final = Counters(0, 0, 0, 0, 0, 0)


class Session:
    """The open library. `problem` says in words why there is none, or what the user should know about it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problem = ""
        self.library: Library | None = None
        self._articles: OrderedDict[str, Article] = OrderedDict()

    def open(self) -> None:
        """Open the library for the thread that calls; a failure is kept as `problem`."""
        from reader.library.library import Library

        try:
            self.library = Library.open(self.path)
        except DatelineError as error:
            self.problem = str(error)
        else:
            self.problem = self.library.notice

    def close(self) -> None:
        """Let the library go."""
        if self.library is not None:
            self.library.close()
            self.library = None

    @contextmanager
    def reader(self) -> Iterator[Library]:
        """The same library, opened again to read in another thread."""
        with self._opened().reader() as library:
            yield library

    @property
    def counters(self) -> Counters:
        """How much the library holds."""
        return self.library.counters() if self.library else NOTHING

    def article(self, article_id: str) -> Article:
        """The article; raises DatelineError where it cannot be had."""
        if article_id in self._articles:
            self._articles.move_to_end(article_id)
            return self._articles[article_id]
        article = self._opened().get(article_id)
        self._articles[article_id] = article
        if len(self._articles) > ARTICLES_KEPT:
            self._articles.popitem(last=False)
        return article

    def correct(self, correction: Correction, article_ids: Sequence[str]) -> None:
        """Keep what the user says about who and where, shown at once in these articles; raises DatelineError."""
        self._opened().correct(correction, at_hand=article_ids)
        self.forget()

    def withdraw(self, correction: Correction, article_ids: Sequence[str]) -> None:
        """Take back what the user said, shown at once in these articles; raises DatelineError."""
        self._opened().withdraw(correction, at_hand=article_ids)
        self.forget()

    @property
    def writable(self) -> bool:
        """Whether there is a library that anything can be kept in."""
        return self.library is not None and self.library.writable

    def forget(self) -> None:
        """Read articles anew: another program may have changed them."""
        self._articles.clear()

    def row(self, article_id: str) -> ListRow | None:
        """The article as lists show it."""
        return self.library.row(article_id) if self.library else None

    def mark(self, article_ids: list[str], field: MarkField, value: bool | tuple[str, ...]) -> None:
        """Keep a mark, which is no news to `refresh` then; raises DatelineError where it cannot be kept."""
        library = self._opened()
        library.mark(article_ids, field, value)
        library.refresh()

    def undo(self, article_ids: Sequence[str]) -> str:
        """Take the last act back, shown at once in these articles; what that was, in words, empty for nothing."""
        library = self._opened()
        undone = library.undo(at_hand=article_ids)
        library.refresh()
        self.forget()
        return undone

    def _opened(self) -> Library:
        if self.library is None:
            raise DatelineError("no library is open", str(self.path), "`dateline add PATH` makes one")
        return self.library
