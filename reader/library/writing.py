"""What one transaction of articles writes into the index: collected article by article, written table by table."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Final

from reader.article import Article
from reader.errors import DatelineError
from reader.library.annotators import annotator_key
from reader.library.correcting import Corrections, Work, count, work_done
from reader.library.counting import Tally
from reader.library.database import Database
from reader.library.digest import content_digest, text_digest
from reader.library.folding import folded
from reader.library.marking import mark_of, show_entities, tag_rows, withdraw
from reader.library.naming import EntityKeys
from reader.library.salience import saliences
from reader.library.schema import SEQUENCE_BITS, row_of, seconds_of
from reader.library.vectors import VectorWriter

SHOWN_NAMES: Final = 12
"""Leaders and countries kept in an article's own row, strongest first, so that a list page is one range scan."""

_ARTICLE_COLUMNS: Final = 15


class Batch:
    """Articles on their way into the index, inside one transaction. `flush` writes what was collected."""

    def __init__(self, database: Database, corrections: Corrections) -> None:
        self._database = database
        self._corrections = corrections
        self._tally = Tally()
        self._entities = EntityKeys(database)
        self._vectors = VectorWriter(database)
        self._sources: dict[str, int] = {}
        self._annotators: dict[str, int] = {}
        self._sequences: dict[int, int] = {}
        self._shown: list[tuple[Any, ...]] = []
        self._hidden: list[tuple[Any, ...]] = []
        self._documents: list[tuple[Any, ...]] = []
        self._gone: list[tuple[int]] = []
        self._links: list[tuple[int, int, int]] = []
        self._shown_links: list[tuple[int, int, int]] = []
        self._away: list[tuple[str, int]] = []
        self._tags: list[tuple[str, int]] = []
        self._texts: list[tuple[int, str, str]] = []

    def add(self, article: Article) -> None:
        """Take an article in, in place of an earlier revision; an older revision than the known one is passed over."""
        words = text_digest(article)
        seconds = math.floor(article.date.timestamp())
        known = self._database.row("SELECT row, revision, text FROM document WHERE id = ?", (article.id,))
        if known is not None:
            row, revision, known_words = known
            if revision > article.revision:
                return
            withdraw(self._database, row, self._tally)
            if known_words == words and seconds_of(row) == seconds:
                self._database.run("DELETE FROM gone WHERE row = ?", (row,))
                self._place(article, row, words)
                return
            self._vectors.remove(row)
        row = self._new_row(seconds)
        self._place(article, row, words)
        body = "\n".join([article.standfirst or "", *(block.text for block in article.blocks)])
        self._texts.append((row, article.title or "", body))
        self._vectors.add(row, article)

    def flush(self) -> None:
        """Write everything collected, each table in the order of its key."""
        run = self._database.many
        marks = ", ".join("?" * _ARTICLE_COLUMNS)
        run(f"INSERT INTO article VALUES({marks})", sorted(self._shown))
        run(f"INSERT INTO hidden VALUES({marks})", sorted(self._hidden))
        run("INSERT OR IGNORE INTO gone(row) VALUES(?)", self._gone)
        run("INSERT OR REPLACE INTO document VALUES(?, ?, ?, ?, ?, ?, ?)", sorted(self._documents))
        run("INSERT INTO doc_entity(row, entity, weight) VALUES(?, ?, ?)", sorted(self._links))
        run("INSERT INTO corrected_away(entity, row) VALUES(?, ?)", sorted(self._away))
        show_entities(self._database, sorted(self._shown_links), self._tally)
        run("INSERT OR IGNORE INTO tagged(tag, row) VALUES(?, ?)", sorted(self._tags))
        # Rows must come in rising order: FTS5 writes out a segment of its own at every step back.
        run("INSERT INTO fts(rowid, title, body) VALUES(?, ?, ?)", sorted(self._texts))
        self._vectors.flush()
        self._entities.flush()
        self._tally.flush(self._database)

    def _place(self, article: Article, row: int, words: bytes) -> None:
        article, touched = self._corrections.over(article)
        mark = mark_of(self._database, article.id)
        keys = self._entities.learn(article)
        weights = saliences(article)
        links = [(row, keys[entity], weight) for entity, weight in weights.items()]
        tags = mark.tags if mark.tags is not None else "\n".join(article.tags)
        values = (
            row,
            article.id,
            article.label,
            not article.title,
            self._source(article.source or ""),
            article.url,
            article.language or "",
            article.words,
            mark.read or 0,
            mark.starred or 0,
            article.published is not None,
            tags,
            *_short_lists(article, weights),
            "\n".join(article.tags),
        )
        self._documents.append(
            (
                article.id,
                row,
                article.revision,
                content_digest(article),
                words,
                mark.deleted or 0,
                self._annotator(article.annotator),
            )
        )
        self._away += [(entity, row) for entity in touched - weights.keys()]
        self._links += links
        if mark.deleted:
            self._hidden.append(values)
            self._gone.append((row,))
            return
        self._shown.append(values)
        self._shown_links += links
        self._tags += tag_rows(tags, row)
        self._tally.article(1, read=bool(mark.read), starred=bool(mark.starred))

    def _source(self, name: str) -> int:
        key = self._sources.get(name)
        if key is None:
            self._database.run("INSERT OR IGNORE INTO source(name, folded) VALUES(?, ?)", (name, folded(name)))
            key = self._sources[name] = self._database.value("SELECT key FROM source WHERE name = ?", (name,))
        return key

    def _annotator(self, name: str) -> int:
        key = self._annotators.get(name)
        if key is None:
            key = self._annotators[name] = annotator_key(self._database, name)
        return key

    def _new_row(self, seconds: int) -> int:
        first, last = row_of(seconds), row_of(seconds + 1) - 1
        row = self._sequences.get(seconds)
        if row is None:
            taken = self._database.value(
                "SELECT max(row) FROM (SELECT max(row) AS row FROM article WHERE row BETWEEN :first AND :last"
                " UNION ALL SELECT max(row) FROM gone WHERE row BETWEEN :first AND :last)",
                {"first": first, "last": last},
            )
            row = first if taken is None else taken + 1
        if row > last:
            raise DatelineError(
                f"more than {1 << SEQUENCE_BITS:,} articles bear the same second as their date",
                str(self._database.path),
                "give them dates with a time, or put them into several libraries",
            )
        self._sequences[seconds] = row + 1
        return row


def apply_articles(database: Database, rows: Iterable[tuple[int, Article]], corrections: Corrections) -> None:
    """Take in articles with their store rows, those after the index's position; one transaction."""
    with database.transaction():
        position = database.value("SELECT value FROM meta WHERE name = 'position'") or 0
        fresh = [(number, article) for number, article in rows if number > position]
        if not fresh:
            return
        latest: dict[str, Article] = {}
        for _, article in sorted(fresh, key=lambda pair: pair[0]):
            if article.id not in latest or article.revision >= latest[article.id].revision:
                latest[article.id] = article
        batch = Batch(database, corrections)
        for article in latest.values():
            batch.add(article)
        batch.flush()
        database.run("INSERT OR REPLACE INTO meta VALUES('position', ?)", (max(number for number, _ in fresh),))


def replace_articles(
    database: Database, articles: Iterable[Article], corrections: Corrections, work: Work | None = None
) -> None:
    """Place articles anew that are there with the same words and other mentions; `work` is done then. One transaction.

    Versions that are not the ones taken in are passed over.
    """
    with database.transaction():
        batch = Batch(database, corrections)
        for article in articles:
            if database.value("SELECT revision FROM document WHERE id = ?", (article.id,)) == article.revision:
                batch.add(article)
        batch.flush()
        if work is not None:
            work_done(database, work)
        count(database, "replaced")


def _short_lists(article: Article, weights: dict[str, int]) -> tuple[str, str]:
    leaders: dict[str, str] = {}
    countries: dict[str, str] = {}
    for mention in article.mentions:
        if mention.kind == "leader":
            leaders[mention.entity] = mention.name
        elif mention.kind == "country":
            countries[mention.entity] = mention.entity
    return (
        "\n".join([leaders[entity] for entity in weights if entity in leaders][:SHOWN_NAMES]),
        "\n".join([countries[entity] for entity in weights if entity in countries][:SHOWN_NAMES]),
    )
