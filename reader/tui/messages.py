"""What worker threads tell the desk. They do nothing else; handlers on the desk own the state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

if TYPE_CHECKING:
    from reader.article import Article, Entity, EntityKind, Mention, Office
    from reader.library.query import Query
    from reader.library.rows import Cursor, EntityRow, ListRow
    from reader.related.related import Related


class CardRequest(NamedTuple):
    """Whose card is wanted, as on `on`: the date of the article it was asked from. The rest is what a mention says."""

    entity: str
    kind: EntityKind
    name: str
    country: str | None = None
    role: str | None = None
    discovered: bool = False
    on: date | None = None

    @classmethod
    def of(cls, mention: Mention, on: date | None) -> CardRequest:
        """The card of whom a mention names."""
        fields = (mention.entity, mention.kind, mention.name, mention.country, mention.role, mention.discovered)
        return cls(*fields, on)


@dataclass
class Failed(Message):
    """Something could not be done, in words."""

    problem: str


@dataclass
class RowsReady(Message):
    """The first rows of a query."""

    query: Query
    rows: Sequence[ListRow]


@dataclass
class TotalReady(Message):
    """How many articles a query finds."""

    query: Query
    total: int


@dataclass
class AnchorsReady(Message):
    """Where every so many rows of a query's list stand."""

    query: Query
    anchors: Sequence[Cursor]


@dataclass
class ArticleReady(Message):
    """A long article, decoded."""

    article: Article


@dataclass
class CoverageReady(Message):
    """What is related to an article, best first."""

    article: str
    related: Sequence[Related]


@dataclass
class EntitiesReady(Message):
    """Who and what the articles of a list name."""

    query: Query
    entities: Sequence[EntityRow]


@dataclass
class CardReady(Message):
    """What is known of an entity. `office` is the one held on the article's date, `country` that of a leader."""

    request: CardRequest
    entity: Entity | None
    country: Entity | None
    office: Office | None
    seen: EntityRow | None
    latest: Sequence[ListRow]


@dataclass
class UnreadReady(Message):
    """The ids of a list's unread articles."""

    query: Query
    articles: list[str]
