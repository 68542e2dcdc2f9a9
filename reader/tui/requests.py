"""Slow questions to the library, each asked in a thread with a connection of its own; the answer is a message."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.worker import get_current_worker

from reader.errors import DatelineError
from reader.tui import messages
from reader.tui.around import look_around
from reader.tui.row_window import PAGE, STEP

if TYPE_CHECKING:
    from textual.screen import Screen

    from reader.article import Article, EntityKind, Mention
    from reader.library.library import Library
    from reader.library.query import Query
    from reader.library.rows import ListRow
    from reader.tui.session import Session

RELATED_SHOWN: Final = 20
RELATED_LEAST: Final = 0.05
"""The least score shown: below it two articles share a country that everybody names, or a common word. From .12 on
they are more likely than not about one story; between the two stands what the same people did elsewhere.
"""
LATEST_SHOWN: Final = 8
ENTITIES_SHOWN: Final = 200
CANDIDATES_OF_LIBRARY: Final = 5_000
"""Entities of the library, those in most articles first, that words can be said to mean."""
_UNREAD_PAGE: Final = 500

Work = Callable[["Library"], Iterator[object]]


class Requests:
    """Asks on behalf of a screen, which gets the answers as messages. A later question of a group ends the earlier."""

    def __init__(self, screen: Screen[None], session: Session, clock: Callable[[], datetime]) -> None:
        self._screen = screen
        self._session = session
        self._clock = clock

    def search(self, query: Query) -> None:
        """First rows and total of a query, in this order."""
        self._ask("list", partial(_search, query))

    def total(self, query: Query) -> None:
        """How many articles a query finds."""
        self._ask("list", partial(_total, query))

    def around(self, query: Query, selected: ListRow | None, index: int) -> None:
        """A query's list as it is now around the article under the cursor."""
        self._ask("list", partial(_around, query, selected, index))

    def anchors(self, query: Query) -> None:
        """How to reach any row of a query's list."""
        self._ask("anchors", partial(_anchors, query))

    def article(self, article: str) -> None:
        """An article too long to decode while the user waits."""
        self._ask("article", partial(_article, article))

    def original(self, article: Article, command: Sequence[str]) -> None:
        """The page that an article was made from."""
        self._ask("original", partial(_original, article, command))

    def coverage(self, article: str) -> None:
        """What is related to an article."""
        self._ask("coverage", partial(_coverage, article))

    def entities(self, query: Query) -> None:
        """Who and what a list is about."""
        self._ask("entities", partial(_entities, query))

    def card(self, request: messages.CardRequest) -> None:
        """What is known of an entity."""
        self._ask("card", partial(_card, request, self._today()))

    def offices(self, article: Article, leaders: Collection[str]) -> None:
        """The offices of leaders on an article's date."""
        on = article.published.date() if article.published else None
        self._ask(f"offices {article.id}", partial(_offices, article.id, leaders, on, self._today()))

    def why(self, article: str, mention: Mention) -> None:
        """Why a mention is marked."""
        self._ask("why", partial(_why, article, mention))

    def candidates(self) -> None:
        """Everybody and everywhere that words can mean."""
        self._ask("candidates", _candidates)

    def corrections(self) -> None:
        """What the user said against the machine."""
        self._ask("corrections", _corrections)

    def gazetteer(self) -> None:
        """The gazetteer as its files are now."""
        self._ask("gazetteer", _gazetteer)

    def run(self, group: str, work: Callable[[], object]) -> None:
        """Do something that needs no library; what it returns is the answer."""
        self._ask(group, partial(_done, work))

    def unread(self, query: Query) -> None:
        """All unread articles of a list."""
        self._ask("unread", partial(_unread, query))

    def _today(self) -> date:
        return self._clock().date()

    def _ask(self, group: str, work: Work) -> None:
        self._screen.run_worker(
            partial(self._answer, work),
            group=group,
            thread=True,
            exclusive=True,
            exit_on_error=False,
            description=group,
        )

    def _answer(self, work: Work) -> None:
        worker = get_current_worker()
        try:
            with self._session.reader() as library:
                for message in work(library):
                    if worker.is_cancelled:
                        return
                    self._screen.post_message(messages.Answered(message))
        except DatelineError as error:
            if not worker.is_cancelled:
                self._screen.post_message(messages.Answered(messages.Failed(str(error))))


def _search(query: Query, library: Library) -> Iterator[object]:
    yield messages.RowsReady(query, library.rows(query, limit=PAGE))
    yield from _total(query, library)


def _total(query: Query, library: Library) -> Iterator[object]:
    yield messages.TotalReady(query, library.count(query))


def _around(query: Query, selected: ListRow | None, index: int, library: Library) -> Iterator[object]:
    yield look_around(library, query, selected, index)


def _anchors(query: Query, library: Library) -> Iterator[object]:
    yield messages.AnchorsReady(query, library.anchors(query, STEP))


def _article(article: str, library: Library) -> Iterator[object]:
    yield messages.ArticleReady(library.get(article))


def _original(article: Article, command: Sequence[str], _: Library) -> Iterator[object]:
    from reader.tui.original_page import fetch_original

    yield fetch_original(article, command)


def _coverage(article: str, library: Library) -> Iterator[object]:
    from reader.related.related import related

    yield messages.CoverageReady(article, related(library, article, limit=RELATED_SHOWN, at_least=RELATED_LEAST))


def _entities(query: Query, library: Library) -> Iterator[object]:
    yield messages.EntitiesReady(query, library.entities(query, limit=ENTITIES_SHOWN))


def _card(request: messages.CardRequest, today: date, library: Library) -> Iterator[object]:
    from reader.entities.gazetteer.gazetteer import load_gazetteer
    from reader.library.query import parse_query

    gazetteer = load_gazetteer()
    latest = library.rows(parse_query(entity_query(request.entity, request.kind)), limit=LATEST_SHOWN)
    entity = gazetteer.entity(request.entity)
    country = entity.country if entity else request.country
    yield messages.CardReady(
        request,
        entity,
        gazetteer.entity(country) if country else None,
        gazetteer.office_words(request.entity, request.on, today),
        library.entity(request.entity),
        latest,
    )


def _offices(article: str, leaders: Collection[str], on: date | None, today: date, _: Library) -> Iterator[object]:
    from reader.entities.gazetteer.gazetteer import load_gazetteer

    gazetteer = load_gazetteer()
    yield messages.OfficesReady(article, {one: gazetteer.office_words(one, on, today) for one in leaders})


def _why(article: str, mention: Mention, library: Library) -> Iterator[object]:
    from reader.tui.reasons import why_marked

    yield messages.WhyReady(mention, why_marked(library, article, mention))


def _candidates(library: Library) -> Iterator[object]:
    from reader.tui.candidates import all_candidates

    yield messages.CandidatesReady(all_candidates(library.entities(limit=CANDIDATES_OF_LIBRARY)))


def _corrections(library: Library) -> Iterator[object]:
    from reader.tui.reasons import names_of

    corrections = library.corrections()
    yield messages.CorrectionsReady(corrections, names_of(corrections, library))


def _gazetteer(_: Library) -> Iterator[object]:
    from reader.entities.gazetteer.gazetteer import gazetteer_changed, load_gazetteer, reload_gazetteer

    gazetteer = reload_gazetteer() if gazetteer_changed() else load_gazetteer()
    yield messages.GazetteerReady(gazetteer.notices)


def _done(work: Callable[[], object], _: Library) -> Iterator[object]:
    yield work()


def _unread(query: Query, library: Library) -> Iterator[object]:
    articles: list[str] = []
    after = None
    while rows := library.rows(query, after=after, limit=_UNREAD_PAGE):
        articles.extend(row.id for row in rows if not row.read)
        after = rows[-1].cursor
    yield messages.UnreadReady(query, articles)


def entity_query(entity: str, kind: EntityKind) -> str:
    """The query, as a user would write it, for all articles that name an entity."""
    return f"{kind}:{entity}" if entity.replace("-", "").isalnum() else f'{kind}:"{entity}"'
