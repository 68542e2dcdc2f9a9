"""What the user's corrections do to the index: they are kept in it, and articles they concern are placed in it anew.

Which articles those are is found little by little, newest first, so that nobody waits for an archive: a changed
correction only notes where to look, and every step says where the next one goes on.
"""

# ruff: noqa: S608 - statements are put together of this module's constants; every value is a parameter

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import msgspec

from reader.article import Article
from reader.corrections import Correction, CorrectionKey, Overlay, Scope, overlay
from reader.library.database import Database
from reader.library.folding import folded
from reader.library.rows import CorrectionChange
from reader.library.schema import LAST_ROW

LOOKED_AT: Final = 500
"""Articles of a stream that one step looks at, whether they are of the outlet that is meant or not."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Correction).decode

_STREAMS: Final = {
    "entity": "SELECT row FROM postings WHERE entity = (SELECT key FROM entity WHERE id = :entity) AND row < :below"
    " UNION SELECT row FROM corrected_away WHERE entity = :entity AND row < :below",
    "words": "SELECT rowid AS row FROM fts WHERE fts MATCH :words AND rowid < :below",
    "source": "SELECT row FROM article WHERE source = (SELECT key FROM source WHERE name = :source) AND row < :below",
    "all": "SELECT row FROM article WHERE row < :below",
}


class Corrections:
    """All corrections in force, by where they hold."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self.all: list[Correction] = sorted(corrections, key=_age)
        """Oldest first."""
        self._by_place: dict[tuple[Scope, str], list[Correction]] = defaultdict(list)
        for correction in self.all:
            self._by_place[correction.scope, correction.subject].append(correction)

    def over(self, article: Article) -> Overlay:
        """The article with its corrections laid over it."""
        if not self.all:
            return Overlay(article, frozenset(mention.entity for mention in article.mentions))
        places: list[tuple[Scope, str]] = [
            ("everywhere", ""),
            ("outlet", article.source or ""),
            ("article", article.id),
        ]
        return overlay(article, [one for place in places for one in self._by_place.get(place, ())])

    def about(self, key: CorrectionKey) -> Correction | None:
        """What is said about exactly that; None where nothing is."""
        return next((one for one in self._by_place.get(key[:2], ()) if one.key == key), None)


class Work(NamedTuple):
    """Articles to be placed anew, newest first, and the note they come from; `below` None: that note is done then."""

    note: tuple[str, str, str, str]
    articles: list[str]
    below: int | None


def _age(correction: Correction) -> tuple[float, CorrectionKey]:
    return correction.when.timestamp() if correction.when else 0.0, correction.key


def load_corrections(database: Database) -> Corrections:
    """Those in force."""
    return Corrections(_decode(said) for (said,) in database.rows("SELECT said FROM correction"))


def corrections_version(database: Database) -> int:
    """A number that changes with every change of the corrections."""
    return int(database.value("SELECT value FROM meta WHERE name = 'corrections'") or 0)


def keep_corrections(database: Database, changes: Sequence[CorrectionChange]) -> None:
    """Keep what the user says, and note where to look for articles that it concerns. Inside a transaction."""
    if not changes:
        return
    for key, correction in changes:
        if correction is None:
            database.run(
                "DELETE FROM correction WHERE scope = ? AND subject = ? AND surface = ? AND was = ?",
                key,
            )
        else:
            database.run("INSERT OR REPLACE INTO correction VALUES(?, ?, ?, ?, ?)", (*key, _encode(correction)))
        _note(database, key)
    count(database, "corrections")


def recheck_article(database: Database, article: str) -> None:
    """Note that this article is to be placed anew. Inside a transaction."""
    database.run("INSERT OR REPLACE INTO recheck VALUES(?, '', '', '', ?)", (article, LAST_ROW))


def next_work(database: Database, limit: int) -> Work | None:
    """The next articles to be placed anew, at most `limit`; None when nothing is to be done."""
    found = database.row(
        "SELECT article, entity, words, source, below FROM recheck ORDER BY article = '', below DESC LIMIT 1"
    )
    if found is None:
        return None
    *note, below = found
    article, entity, words, source = note
    if article:
        return Work((article, entity, words, source), [article], None)
    stream = "entity" if entity else "words" if words else "source" if source else "all"
    among = "AND a.source = (SELECT key FROM source WHERE name = :source)" if source else ""
    values = {"entity": entity, "words": words, "source": source, "below": below}
    rows: list[tuple[int, str | None]] = database.rows(
        f"SELECT s.row, a.id FROM ({_STREAMS[stream]} ORDER BY row DESC LIMIT {LOOKED_AT}) s"
        f" LEFT JOIN article a ON a.row = s.row {among} ORDER BY s.row DESC",
        {name: value for name, value in values.items() if f":{name}" in _STREAMS[stream] + among},
    )
    wanted = [(row, id_) for row, id_ in rows if id_ is not None]
    if len(wanted) > limit:
        last: int | None = wanted[limit - 1][0]
    else:
        last = rows[-1][0] if len(rows) == LOOKED_AT else None
    return Work((article, entity, words, source), [id_ for _, id_ in wanted[:limit]], last)


def work_done(database: Database, work: Work) -> None:
    """The work is done: go on below it, or strike its note. Inside a transaction."""
    where = "article = ? AND entity = ? AND words = ? AND source = ?"
    if work.below is None:
        database.run(f"DELETE FROM recheck WHERE {where}", work.note)
    else:
        database.run(f"UPDATE recheck SET below = ? WHERE {where}", (work.below, *work.note))


def count(database: Database, name: str) -> None:
    """Count something that was done, so that others see it. Inside a transaction."""
    database.run(
        "INSERT INTO meta(name, value) VALUES(?, 1) ON CONFLICT(name) DO UPDATE SET value = value + 1",
        (name,),
    )


def _note(database: Database, key: CorrectionKey) -> None:
    """Where articles are that a correction of that key concerns, or concerned."""
    if database.value("SELECT 1 FROM document LIMIT 1") is None:
        return
    scope, subject, surface, was = key
    if scope == "article":
        recheck_article(database, subject)
        return
    entity = words = ""
    if folded(surface):
        words = '"' + surface.replace('"', '""') + '"'
    else:
        entity = was
    database.run("INSERT OR REPLACE INTO recheck VALUES('', ?, ?, ?, ?)", (entity, words, subject, LAST_ROW))
