"""What the index has already of the articles of one transaction, asked for all of them at once: a question of its own
for each would cost more than writing the article does.
"""

# ruff: noqa: S608 - statements are put together of this module's constants; every value is a parameter

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

from reader.article import Article
from reader.errors import DatelineError
from reader.library.database import Database
from reader.library.marking import MARK_COLUMNS, NO_MARKS, MarkRow
from reader.library.schema import SEQUENCE_BITS, row_of

_AT_ONCE: Final = 400

T = TypeVar("T")


class Document(NamedTuple):
    """An article that is there: its row, revision, `content_digest`, and the digest of its words which search has."""

    row: int
    revision: int
    digest: bytes
    words: bytes


class Known:
    """Documents and marks of these articles, and rows for those that need a new one. Inside one transaction."""

    def __init__(self, database: Database, articles: Sequence[Article]) -> None:
        self._path = database.path
        self.documents: dict[str, Document] = {}
        self._marks: dict[str, MarkRow] = {}
        for part in _parts([article.id for article in articles]):
            among = f"WHERE id IN ({', '.join('?' * len(part))})"
            for id_, *document in database.rows(f"SELECT id, row, revision, digest, text FROM document {among}", part):
                self.documents[id_] = Document(*document)
            for id_, *mark in database.rows(f"SELECT id, {MARK_COLUMNS} FROM mark {among}", part):
                self._marks[id_] = MarkRow(*mark)
        self._following = _following(database, {seconds_of_date(article) for article in articles})

    def mark(self, article_id: str) -> MarkRow:
        """What the user did with the article."""
        return self._marks.get(article_id, NO_MARKS)

    def new_row(self, seconds: int) -> int:
        """A row of that second that no article has had yet. Raises DatelineError where there is none left."""
        row = self._following[seconds]
        if row >= row_of(seconds + 1):
            raise DatelineError(
                f"more than {1 << SEQUENCE_BITS:,} articles bear the same second as their date",
                str(self._path),
                "give them dates with a time, or put them into several libraries",
            )
        self._following[seconds] = row + 1
        return row


def seconds_of_date(article: Article) -> int:
    """The article's date in whole seconds since 1970 UTC."""
    return math.floor(article.date.timestamp())


def _following(database: Database, seconds: Iterable[int]) -> dict[int, int]:
    """For each second the row after the last one given."""
    found: dict[int, int] = {}
    for part in _parts(sorted(seconds)):
        spans = ", ".join("(?, ?)" for _ in part)
        taken = database.rows(
            f"WITH span(first, last) AS (VALUES {spans}) SELECT"
            " (SELECT max(row) FROM article WHERE row BETWEEN first AND last),"
            " (SELECT max(row) FROM gone WHERE row BETWEEN first AND last) FROM span",
            [bound for second in part for bound in (row_of(second), row_of(second + 1) - 1)],
        )
        for second, (shown, gone) in zip(part, taken, strict=True):
            rows = [row for row in (shown, gone) if row is not None]
            found[second] = max(rows) + 1 if rows else row_of(second)
    return found


def _parts(wanted: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]
