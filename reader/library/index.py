"""The index of a library: what it lets others do, each a call into the module that does it.

It is derived from the articles and the journal and knows how far it has followed both. It never sees either: articles
and changes are handed to it. One Index belongs to one thread; readers are never held up by a writer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reader.article import Article, EntityKind
from reader.library import entity_reading, reading
from reader.library.correcting import Corrections, Work, corrections_version, load_corrections, next_work
from reader.library.counting import counters
from reader.library.database import Database, IndexStaleError
from reader.library.marking import apply_changes
from reader.library.query import EVERYTHING, Query
from reader.library.rows import Change, CorrectionChange, Counters, Cursor, EntityRow, ListRow
from reader.library.schema import open_database

if TYPE_CHECKING:
    from reader.library.evidence import Evidence
    from reader.library.terms import TermCounts

__all__ = ["Index", "IndexStaleError"]


class Index:
    """Lists, searches, entities and what related coverage needs; over one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._corrections = Corrections()
        self._corrections_version = 0

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """The index in `path`, made empty if there is no such file (not when `read_only`).

        Raises IndexStaleError where it is damaged or of another format: delete it and build it anew.
        """
        return cls(open_database(path, read_only=read_only))

    @cached_property
    def evidence(self) -> Evidence:
        """What related coverage reads: term vectors, document frequencies, postings near a date."""
        from reader.library.evidence import Evidence

        return Evidence(self._database)

    @property
    def position(self) -> int:
        """The last store row taken in, 0 in an empty index."""
        return int(self._database.value("SELECT value FROM meta WHERE name = 'position'") or 0)

    @property
    def journal_positions(self) -> dict[str, int]:
        """How many bytes of each device's journal have been followed."""
        return dict(self._database.rows("SELECT device, position FROM journal"))

    def apply(self, rows: Sequence[tuple[int, Article]], *, words_later: bool = False) -> None:
        """Take in articles with their store rows; one transaction.

        A later revision takes the place of an earlier one and keeps the user's marks. Rows at or before `position`
        are passed over, so applying twice changes nothing. With `words_later` articles are listed, and their words are
        not found before `replace`.
        """
        from reader.library.writing import apply_articles

        apply_articles(self._database, rows, self.corrections, words_later=words_later)

    def apply_changes(self, changes: Sequence[Change | CorrectionChange], positions: Mapping[str, int]) -> None:
        """Take in what the user did, and how far the journals are followed then; one transaction.

        Marks of articles that are not there yet are kept until they come. Where a position lies before the one
        already kept, the changes are older than what is known, and nothing is done.
        """
        apply_changes(self._database, changes, positions)

    @property
    def corrections(self) -> Corrections:
        """What the user says against the machine, as far as the journals are followed."""
        version = corrections_version(self._database)
        if version != self._corrections_version:
            self._corrections, self._corrections_version = load_corrections(self._database), version
        return self._corrections

    @property
    def replaced(self) -> int:
        """How often articles were placed anew: a number that grows."""
        return int(self._database.value("SELECT value FROM meta WHERE name = 'replaced'") or 0)

    @property
    def is_unsettled(self) -> bool:
        """Whether there may be articles that a changed correction concerns and that are not placed anew yet."""
        return self._database.value("SELECT 1 FROM recheck LIMIT 1") is not None

    def next_work(self, limit: int) -> Work | None:
        """The next articles that a changed correction concerns, at most `limit`; None when all are right."""
        return next_work(self._database, limit)

    def replace(
        self, articles: Sequence[Article], work: Work | None = None, counts: Mapping[str, TermCounts] | None = None
    ) -> None:
        """Place articles anew, as stored and with their corrections; `work` is done then. One transaction.

        Words that waited are found from then on; `counts` are those of their terms, by id, as far as somebody has
        counted them. Versions that are not the ones taken in are passed over.
        """
        from reader.library.writing import replace_articles

        replace_articles(self._database, articles, self.corrections, work, counts or {})

    def note_outlets(self, articles: Sequence[Article]) -> None:
        """Find these articles by their other outlets, too, where they are there; one transaction."""
        from reader.library.writing import note_outlets

        note_outlets(self._database, articles)

    def outdated(self, annotator: str) -> int:
        """How many articles have mentions that another annotator made; deleted ones apart."""
        from reader.library import annotators

        return annotators.outdated(self._database, annotator)

    def outdated_ids(self, annotator: str, limit: int) -> list[str]:
        """The newest of them, newest first."""
        from reader.library import annotators

        return annotators.outdated_ids(self._database, annotator, limit)

    def waiting(self) -> int:
        """How many articles are listed whose words are not found yet."""
        from reader.library import annotators

        return annotators.waiting(self._database)

    def waits(self, article: str) -> bool:
        """Whether the article's words are not found yet."""
        from reader.library import annotators

        return annotators.waits(self._database, article)

    def awaiting(self, limit: int) -> list[str]:
        """The newest of those, and of those that nobody has annotated, newest first."""
        from reader.library import annotators

        return annotators.awaiting(self._database, limit)

    def pass_over(self, articles: Sequence[str], annotator: str) -> None:
        """Count articles that can't be read again as up to date; one transaction."""
        from reader.library import annotators

        annotators.passed_over(self._database, articles, annotator)

    def revision(self, article: str) -> int | None:
        """The revision taken in, also of a deleted article; None for an unknown one."""
        found: int | None = self._database.value("SELECT revision FROM document WHERE id = ?", (article,))
        return found

    def revisions(self, articles: Sequence[str]) -> dict[str, int]:
        """The revisions taken in of those of the articles that are known, by id."""
        return reading.revisions(self._database, articles)

    def digest(self, article: str) -> bytes | None:
        """`content_digest` of the revision taken in, also of a deleted article; None for an unknown one."""
        found: bytes | None = self._database.value("SELECT digest FROM document WHERE id = ?", (article,))
        return found

    def rows(
        self, query: Query = EVERYTHING, *, after: Cursor | None = None, before: Cursor | None = None, limit: int = 50
    ) -> list[ListRow]:
        """A page of at most `limit` rows, newest first: the newest, or those just `after` or just `before` a cursor."""
        return reading.rows(self._database, query, after=after, before=before, limit=limit)

    def row(self, article: str) -> ListRow | None:
        """One article's row; None where it is unknown or deleted."""
        found = reading.rows_by_id(self._database, [article])
        return found[0] if found else None

    def rows_by_id(self, articles: Sequence[str]) -> list[ListRow]:
        """The rows of these articles in the order asked for, unknown and deleted ones left out."""
        return reading.rows_by_id(self._database, articles)

    def count(self, query: Query = EVERYTHING) -> int:
        """How many articles a query finds."""
        return reading.count(self._database, query)

    def anchors(self, query: Query, step: int) -> list[Cursor]:
        """Cursors of rows number step, 2 x step, ... of a query's list, counted from 1.

        `rows(query, after=anchors[k])` is thus the page that begins with row (k + 1) x step, counted from 0.
        """
        return reading.anchors(self._database, query, step)

    def counters(self) -> Counters:
        """How much there is, as kept by the writes."""
        return counters(self._database)

    def resolve(self, prefix: str, limit: int = 3) -> list[str]:
        """Ids of articles that begin with `prefix`, at most `limit`, the very id first; deleted ones left out."""
        return reading.resolve(self._database, prefix, limit)

    def entities(
        self, query: Query = EVERYTHING, *, kinds: Sequence[EntityKind] = (), limit: int = 200
    ) -> list[EntityRow]:
        """Entities of the articles a query finds, those named by most articles first.

        For a query that is not empty the newest `entity_reading.FACET_ARTICLES` it finds are counted, and figures and
        dates are of those.
        """
        return entity_reading.entities(self._database, query, kinds, limit)

    def entity(self, entity: str) -> EntityRow | None:
        """One entity by its id; None where no article names it."""
        return entity_reading.entity(self._database, entity)

    def find_entity(self, name: str) -> list[EntityRow]:
        """Entities with that id, else with that name or a surface that names them, else with its words in their name.

        Case and accents do not count; those named by most articles come first.
        """
        return entity_reading.find(self._database, name)

    def close(self) -> None:
        """Let the file go."""
        self._database.close()
