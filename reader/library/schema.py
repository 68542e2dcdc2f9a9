"""The tables of the index. Everything is ordered by one integer, an article's `row`, that grows with its date.

`row` is the date in whole seconds since 1970, shifted left by SEQUENCE_BITS, plus a number that tells articles of the
same second apart. So the table itself, the postings of an entity, the articles of a source and the hits of a word all
come newest first without sorting, and any place in any list is one range of one integer.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from reader.library.database import Database, IndexStaleError

VERSION: Final = 3
"""Raised with every change of the tables or of what is written into them."""
APPLICATION: Final = 0x44544C4E
"""`PRAGMA application_id` of an index: DTLN."""
SEQUENCE_BITS: Final = 20
"""Room for 1,048,576 articles of the same second, the common case being dates without a time."""
LAST_ROW: Final = (1 << 63) - 1
FIRST_ROW: Final = -(1 << 63)

_ARTICLE: Final = """(
  row INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT NULL, untitled INTEGER NOT NULL, source INTEGER NOT NULL,
  url TEXT NOT NULL, language TEXT NOT NULL, words INTEGER NOT NULL, read INTEGER NOT NULL, starred INTEGER NOT NULL,
  dated INTEGER NOT NULL, tags TEXT NOT NULL, leaders TEXT NOT NULL, countries TEXT NOT NULL, own_tags TEXT NOT NULL)"""

_TABLES: Final = f"""
CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE journal(device TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE document(id TEXT PRIMARY KEY, row INTEGER NOT NULL, revision INTEGER NOT NULL, digest BLOB NOT NULL,
  text BLOB NOT NULL, deleted INTEGER NOT NULL, annotator INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX document_annotator ON document(annotator, row) WHERE deleted = 0;
CREATE TABLE annotator(key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE correction(scope TEXT, subject TEXT, surface TEXT, was TEXT, said BLOB NOT NULL,
  PRIMARY KEY(scope, subject, surface, was)) WITHOUT ROWID;
CREATE TABLE recheck(article TEXT, entity TEXT, words TEXT, source TEXT, below INTEGER NOT NULL,
  PRIMARY KEY(article, entity, words, source)) WITHOUT ROWID;
CREATE TABLE corrected_away(entity TEXT, row INTEGER, PRIMARY KEY(entity, row)) WITHOUT ROWID;
CREATE INDEX corrected_away_row ON corrected_away(row);
CREATE TABLE mark(id TEXT PRIMARY KEY, read INTEGER, starred INTEGER, deleted INTEGER, tags TEXT) WITHOUT ROWID;
CREATE TABLE source(key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, folded TEXT NOT NULL);
CREATE TABLE article{_ARTICLE};
CREATE INDEX article_row ON article(row);
CREATE INDEX article_unread ON article(read) WHERE read = 0;
CREATE INDEX article_starred ON article(starred) WHERE starred = 1;
CREATE INDEX article_source ON article(source);
CREATE INDEX article_language ON article(language);
CREATE TABLE hidden{_ARTICLE};
CREATE TABLE gone(row INTEGER PRIMARY KEY);
CREATE TABLE waiting(row INTEGER PRIMARY KEY);
CREATE TABLE outlet(row INTEGER, source INTEGER, PRIMARY KEY(row, source)) WITHOUT ROWID;
CREATE INDEX outlet_source ON outlet(source, row);
CREATE TABLE tagged(tag TEXT, row INTEGER, PRIMARY KEY(tag, row)) WITHOUT ROWID;
CREATE TABLE entity(key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL,
  country TEXT, articles INTEGER NOT NULL DEFAULT 0);
CREATE INDEX entity_articles ON entity(articles) WHERE articles > 0;
CREATE TABLE name_word(word TEXT, entity INTEGER, PRIMARY KEY(word, entity)) WITHOUT ROWID;
CREATE TABLE surface(surface TEXT, entity INTEGER, PRIMARY KEY(surface, entity)) WITHOUT ROWID;
CREATE TABLE postings(entity INTEGER, row INTEGER, weight INTEGER NOT NULL, PRIMARY KEY(entity, row)) WITHOUT ROWID;
CREATE TABLE doc_entity(row INTEGER, entity INTEGER, weight INTEGER NOT NULL, PRIMARY KEY(row, entity)) WITHOUT ROWID;
CREATE TABLE term(key INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
CREATE TABLE term_articles(chunk INTEGER PRIMARY KEY, counts BLOB NOT NULL);
CREATE TABLE vector(row INTEGER PRIMARY KEY, terms BLOB NOT NULL, counts BLOB NOT NULL, lead BLOB NOT NULL,
  fingerprint BLOB NOT NULL);
CREATE VIRTUAL TABLE fts USING fts5(title, body, content='', tokenize='porter unicode61 remove_diacritics 2');
"""
"""`hidden` holds articles the user deleted, so that undoing it needs nothing but the index. `gone` are rows that `fts`
still has words of: those of hidden articles, and those of articles that have moved to another row, since SQLite before
3.43 can't take words out without the text they came from. Such a row is never given to another article. `recheck` says
which articles are still to be read again because of a changed correction: one by its id, or those below a row that name
an entity or hold words, of one source or of all. `corrected_away` are the entities that an article would name without
the user's corrections. `waiting` are rows of which neither `fts` nor `vector` has the words yet; their `text` in
`document` is empty. `outlet` are the others that printed an article, shown or hidden."""


def open_database(path: Path, *, read_only: bool = False) -> Database:
    """The index in `path`, its tables made if the file is new.

    Raises IndexStaleError where it is damaged, of another version, or is to be read only and has no tables.
    """
    database = Database(path, read_only=read_only)
    try:
        _checked(database)
    except BaseException:
        database.close()
        raise
    return database


def _checked(database: Database) -> None:
    version = database.value("PRAGMA user_version")
    if version == 0 and not database.read_only and not database.value("SELECT count(*) FROM sqlite_schema"):
        _create(database)
    elif version != VERSION or database.value("PRAGMA application_id") != APPLICATION:
        raise IndexStaleError(f"is of format {version}, this program writes {VERSION}", database.path)
    database.row("SELECT value FROM meta LIMIT 1")


def _create(database: Database) -> None:
    with database.transaction():
        if database.value("PRAGMA user_version") == VERSION:
            return  # another process made it while we waited
        for statement in _TABLES.split(";"):
            if statement.strip():
                database.run(statement)
        database.run(f"PRAGMA application_id={APPLICATION}")
        database.run(f"PRAGMA user_version={VERSION}")


def row_of(seconds: int, sequence: int = 0) -> int:
    """The row of the `sequence`th article of that second (since 1970 UTC)."""
    return (seconds << SEQUENCE_BITS) + sequence


def seconds_of(row: int) -> int:
    """The date of a row: whole seconds since 1970 UTC."""
    return row >> SEQUENCE_BITS
