"""What the library hands out and takes in: narrow rows for lists, cursors for paging, changes from the journal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal, NamedTuple

import msgspec

from reader.article import EntityKind
from reader.corrections import Correction, CorrectionKey

MarkField = Literal["read", "starred", "deleted", "tags"]


class ListRow(msgspec.Struct, frozen=True, array_like=True):
    """One article as lists show it. `row` is its key in the index, `date` whole seconds since 1970 UTC.

    `title` is the article's label: never empty. `untitled` says that it is the beginning of the text.
    `leaders` are names, `countries` ISO codes, most salient first.
    """

    row: int
    id: str
    date: int
    title: str
    untitled: bool
    source: str
    url: str
    language: str
    words: int
    read: bool
    starred: bool
    dated: bool
    """Whether the page gave a date; else `date` is when it came in."""
    tags: tuple[str, ...]
    leaders: tuple[str, ...]
    countries: tuple[str, ...]

    @property
    def when(self) -> datetime:
        """`date` as aware UTC."""
        return datetime.fromtimestamp(self.date, UTC)

    @property
    def cursor(self) -> Cursor:
        """Where a page that starts after this row begins."""
        return Cursor(self.date, self.row)


class Cursor(NamedTuple):
    """A place in a list ordered newest first: rows after it have a smaller (date, row)."""

    date: int
    row: int


class EntityRow(msgspec.Struct, frozen=True, array_like=True):
    """An entity as the library has seen it. `first` and `last` are the dates of articles, seconds since 1970 UTC."""

    id: str
    kind: EntityKind
    name: str
    country: str | None
    articles: int
    first: int
    last: int


class Counters(NamedTuple):
    """How much the whole library holds."""

    articles: int
    unread: int
    starred: int
    leaders: int
    countries: int
    organisations: int


class Change(NamedTuple):
    """One thing the user did, as merged from the journal: `field` of article `article` now has `value`."""

    article: str
    field: MarkField
    value: bool | tuple[str, ...]


class CorrectionChange(NamedTuple):
    """What the user says about `key` now, as merged from the journal; None where they took it back."""

    key: CorrectionKey
    correction: Correction | None
