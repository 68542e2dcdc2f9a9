"""What one transaction of articles writes into the index: collected article by article, written table by table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from reader.article import Article
from reader.library.annotators import annotator_key
from reader.library.correcting import Corrections, Work, count, work_done
from reader.library.counting import Tally
from reader.library.database import Database
from reader.library.digest import content_digest, text_digest
from reader.library.folding import folded
from reader.library.known import Known, seconds_of_date
from reader.library.marking import show_entities, tag_rows, withdraw
from reader.library.naming import EntityKeys
from reader.library.salience import saliences
from reader.library.schema import seconds_of
from reader.library.terms import TermCounts, term_counts
from reader.library.vectors import VectorWriter

SHOWN_NAMES: Final = 12
"""Leaders and countries kept in an article's own row, strongest first, so that a list page is one range scan."""

NO_WORDS: Final = b""
"""The digest in `document.text` of an article whose words wait."""

_ARTICLE_COLUMNS: Final = 15


class Batch:
    """These articles, each at most once, on their way into the index. `flush` writes what was collected."""

    def __init__(self, database: Database, corrections: Corrections, articles: Sequence[Article]) -> None:
        self._database = database
        self._known = Known(database, articles)
        self._corrections = corrections
        self._tally = Tally()
        self._entities = EntityKeys(database)
        self._vectors = VectorWriter(database)
        self._sources: dict[str, int] = {}
        self._annotators: dict[str, int] = {}
        self._shown: list[tuple[Any, ...]] = []
        self._hidden: list[tuple[Any, ...]] = []
        self._documents: list[tuple[Any, ...]] = []
        self._gone: list[tuple[int]] = []
        self._withdrawn: list[int] = []
        self._back: list[tuple[int]] = []
        self._links: list[tuple[int, int, int]] = []
        self._shown_links: list[tuple[int, int, int]] = []
        self._away: list[tuple[str, int]] = []
        self._tags: list[tuple[str, int]] = []
        self._texts: list[tuple[int, str, str]] = []
        self._waiting: list[tuple[int]] = []
        self._outlets: list[tuple[int, int]] = []

    def add(self, article: Article, *, words_later: bool = False, counts: TermCounts | None = None) -> None:
        """Take one of them in, in place of an earlier revision; an older revision than the known one is passed over.

        With `words_later` words that search does not have yet wait until the article comes again without. `counts`
        are those of its terms, where somebody has counted them already.
        """
        seconds = seconds_of_date(article)
        known = self._known.documents.get(article.id)
        row, words = None, NO_WORDS
        if known is not None:
            if known.revision > article.revision:
                return
            self._withdrawn.append(known.row)
            if seconds_of(known.row) == seconds and (known.words == NO_WORDS or known.words == text_digest(article)):
                self._back.append((known.row,))
                row, words = known.row, known.words
            else:
                self._vectors.remove(known.row)
        if row is None:
            row = self._known.new_row(seconds)
        if words == NO_WORDS:
            words = self._wait(row) if words_later else self._search(row, article, counts)
        self._place(article, row, words)

    def renew(self, article: Article, counts: TermCounts | None) -> None:
        """Take in again what is there; another version than the known one is passed over."""
        known = self._known.documents.get(article.id)
        if known is not None and known.revision == article.revision:
            self.add(article, counts=counts)

    def flush(self) -> None:
        """Write everything collected, each table in the order of its key."""
        run = self._database.many
        withdraw(self._database, self._withdrawn, self._tally)
        run("DELETE FROM gone WHERE row = ?", self._back)
        marks = ", ".join("?" * _ARTICLE_COLUMNS)
        run(f"INSERT INTO article VALUES({marks})", sorted(self._shown))
        run(f"INSERT INTO hidden VALUES({marks})", sorted(self._hidden))
        run("INSERT OR IGNORE INTO gone(row) VALUES(?)", self._gone)
        run("INSERT OR REPLACE INTO document VALUES(?, ?, ?, ?, ?, ?, ?)", sorted(self._documents))
        run("INSERT INTO doc_entity(row, entity, weight) VALUES(?, ?, ?)", sorted(self._links))
        run("INSERT INTO corrected_away(entity, row) VALUES(?, ?)", sorted(self._away))
        show_entities(self._database, sorted(self._shown_links), self._tally)
        run("INSERT OR IGNORE INTO tagged(tag, row) VALUES(?, ?)", sorted(self._tags))
        run("INSERT INTO waiting(row) VALUES(?)", sorted(self._waiting))
        run("INSERT OR IGNORE INTO outlet(row, source) VALUES(?, ?)", sorted(self._outlets))
        # Rows must come in rising order: FTS5 writes out a segment of its own at every step back.
        run("INSERT INTO fts(rowid, title, body) VALUES(?, ?, ?)", sorted(self._texts))
        self._vectors.flush()
        self._entities.flush()
        self._tally.flush(self._database)

    def _wait(self, row: int) -> bytes:
        self._waiting.append((row,))
        return NO_WORDS

    def _search(self, row: int, article: Article, counts: TermCounts | None) -> bytes:
        """Put the article's words where they are found; their digest."""
        body = "\n".join([article.standfirst or "", *(block.text for block in article.blocks)])
        self._texts.append((row, article.title or "", body))
        self._vectors.add(row, counts or term_counts(article))
        return text_digest(article)

    def _place(self, article: Article, row: int, words: bytes) -> None:
        article, touched = self._corrections.over(article)
        mark = self._known.mark(article.id)
        known = self._known.documents.get(article.id)
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
                known.digest if known and known.revision == article.revision else content_digest(article),
                words,
                mark.deleted or 0,
                self._annotator(article.annotator),
            )
        )
        self._outlets += [(row, self._source(outlet.source)) for outlet in article.outlets]
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
            key = self._sources[name] = source_key(self._database, name)
        return key

    def _annotator(self, name: str) -> int:
        key = self._annotators.get(name)
        if key is None:
            key = self._annotators[name] = annotator_key(self._database, name)
        return key


def apply_articles(
    database: Database,
    rows: Iterable[tuple[int, Article]],
    corrections: Corrections,
    *,
    words_later: bool = False,
) -> None:
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
        batch = Batch(database, corrections, list(latest.values()))
        for article in latest.values():
            batch.add(article, words_later=words_later)
        batch.flush()
        database.run("INSERT OR REPLACE INTO meta VALUES('position', ?)", (max(number for number, _ in fresh),))


def replace_articles(
    database: Database,
    articles: Sequence[Article],
    corrections: Corrections,
    work: Work | None,
    counts: Mapping[str, TermCounts],
) -> None:
    """Place articles anew that are there with the same words; `work` is done then. One transaction.

    Versions that are not the ones taken in are passed over.
    """
    with database.transaction():
        batch = Batch(database, corrections, articles)
        for article in articles:
            batch.renew(article, counts.get(article.id))
        batch.flush()
        if work is not None:
            work_done(database, work)
        count(database, "replaced")


def note_outlets(database: Database, articles: Iterable[Article]) -> None:
    """Find articles that are there by their other outlets, too; one transaction."""
    with database.transaction():
        changed = 0
        for article in articles:
            row = database.value("SELECT row FROM document WHERE id = ?", (article.id,))
            for outlet in article.outlets if row is not None else ():
                key = source_key(database, outlet.source)
                changed += database.run("INSERT OR IGNORE INTO outlet(row, source) VALUES(?, ?)", (row, key))
        if changed:
            count(database, "replaced")


def source_key(database: Database, name: str) -> int:
    """The key of an outlet, made when it is new. Inside a transaction."""
    key: int | None = database.value("SELECT key FROM source WHERE name = ?", (name,))
    if key is not None:
        return key
    database.run("INSERT INTO source(name, folded) VALUES(?, ?)", (name, folded(name)))
    return source_key(database, name)


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
