"""What worker threads tell the desk. They do nothing else; the parts of the desk that asked own the state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

if TYPE_CHECKING:
    from reader.article import Article, Entity, EntityKind, Mention
    from reader.corrections import Correction
    from reader.entities.explain import Reason
    from reader.library.query import Query
    from reader.library.rows import Cursor, EntityRow, ListRow
    from reader.related.related import Related
    from reader.tui.feed import Feed


class CardRequest(NamedTuple):
    """Whose card is wanted, as on `on`: the date of the article it was asked from. The rest is what a mention says."""

    entity: str
    kind: EntityKind
    name: str
    country: str | None = None
    role: str | None = None
    discovered: bool = False
    on: date | None = None
    mention: Mention | None = None

    @classmethod
    def of(cls, mention: Mention, on: date | None) -> CardRequest:
        """The card of whom a mention names."""
        fields = (mention.entity, mention.kind, mention.name, mention.country, mention.role, mention.discovered)
        return cls(*fields, on, mention)


class Candidate(NamedTuple):
    """Somebody or somewhere that words can mean, whom so many `articles` of the library name.

    `names` are all names, folded, between line ends; `note` tells namesakes apart.
    """

    entity: str
    kind: EntityKind
    name: str
    country: str | None
    names: str
    note: str = ""
    articles: int = 0


class Why(NamedTuple):
    """Why words are marked: the reason that the rules have now, for another entity where `now` names one; and what the
    user said, against `was` by name."""

    reason: Reason | None
    now: str = ""
    correction: Correction | None = None
    was: str = ""


@dataclass
class Answered(Message):
    """One of the answers below, for the part of the desk that asked."""

    answer: object


@dataclass
class Failed:
    """Something could not be done, in words."""

    problem: str


@dataclass
class RowsReady:
    """The first rows of a query."""

    query: Query
    rows: Sequence[ListRow]


@dataclass
class TotalReady:
    """How many articles a query finds."""

    query: Query
    total: int


@dataclass
class AnchorsReady:
    """Where every so many rows of a query's list stand."""

    query: Query
    anchors: Sequence[Cursor]


@dataclass
class ArticleReady:
    """A long article, decoded."""

    article: Article


@dataclass
class OriginalReady:
    """The page of an article as text: its lines are the blocks of `page`, `header` says what it is."""

    article: str
    page: Article
    header: str


@dataclass
class CoverageReady:
    """What is related to an article, best first."""

    article: str
    related: Sequence[Related]


@dataclass
class EntitiesReady:
    """Who and what the articles of a list name."""

    query: Query
    entities: Sequence[EntityRow]


@dataclass
class CardReady:
    """What is known of an entity. `office` is the one held on the article's date, in words, `country` a leader's."""

    request: CardRequest
    entity: Entity | None
    country: Entity | None
    office: str
    seen: EntityRow | None
    latest: Sequence[ListRow]


@dataclass
class UnreadReady:
    """The ids of a list's unread articles."""

    query: Query
    articles: list[str]


@dataclass
class OfficesReady:
    """The offices of an article's leaders on its date, in words, by their ids."""

    article: str
    offices: Mapping[str, str]


@dataclass
class WhyReady:
    """Why a mention is marked."""

    mention: Mention
    why: Why


@dataclass
class CandidatesReady:
    """Everybody and everywhere that words can mean."""

    candidates: Sequence[Candidate]


@dataclass
class CorrectionsReady:
    """What the user said, oldest first, and the names of those it is against, by id."""

    corrections: Sequence[Correction]
    names: Mapping[str, str]


@dataclass
class GazetteerReady:
    """The gazetteer as its files are now; what is wrong with those that are not ours."""

    notices: Sequence[str]


@dataclass
class Progressed:
    """How far the re-annotation is: articles done of `total`, articles a second, seconds left where known."""

    done: int
    total: int
    rate: float
    left: float | None


@dataclass
class Annotated:
    """The re-annotation has ended: articles done, and how many of them changed, or could not be read.

    `problem` says in words why it ended early.
    """

    done: int
    changed: int
    failed: int = 0
    problem: str = ""


@dataclass
class FetchProgressed:
    """How far the fetching is: feeds done of `total`, new articles, feeds that failed, full texts still to come.

    While `annotating`, it is articles that are done of `total`: who and where they name is found.
    """

    done: int
    total: int
    new: int = 0
    failed: int = 0
    pages_left: int = 0
    rate: float = 0.0
    left: float | None = None
    annotating: bool = False


class Failure(NamedTuple):
    """A feed that gave nothing, and why."""

    address: str
    title: str
    reason: str


@dataclass
class Fetched:
    """The fetching has ended: of so many feeds, what came. `queued` full texts wait for another time.

    `problem` says in words why it ended early, or did not begin.
    """

    feeds: int = 0
    added: int = 0
    revised: int = 0
    queued: int = 0
    failures: Sequence[Failure] = ()
    stopped: bool = False
    problem: str = ""


@dataclass
class FeedsReady:
    """The subscriptions, those that something is wrong with first."""

    feeds: Sequence[Feed]


@dataclass
class FeedsChanged:
    """Something was changed in the subscriptions, in words; `address` is a feed that is new."""

    said: str
    address: str = ""


class Found(NamedTuple):
    """A feed that a site names."""

    address: str
    title: str


@dataclass
class FeedsFound:
    """A site names several feeds: one of them is to be chosen."""

    site: str
    feeds: Sequence[Found]
