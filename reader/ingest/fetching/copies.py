"""Stories that came in already from another outlet: agencies' reports, printed by many word for word.

A story is known by its paragraphs, not by single words: a desk may cut some and add a line, and still nearly every
paragraph that is left is the agency's. Near-copies that differ more than that stay articles of their own, which
related coverage folds (`reader.related.copies`).
"""

from __future__ import annotations

import re
import sqlite3
import struct
from collections import Counter, defaultdict
from hashlib import blake2b
from typing import Final

from reader.article import Article

PARAGRAPH_WORDS: Final = 8
"""Words of the shortest paragraph that tells one text from another."""
OPENING: Final = 200
"""Code points at a paragraph's beginning that it is known by."""
PARAGRAPHS_MAX: Final = 60
"""Paragraphs of an article that are looked at: what agrees so far is the same text."""
COPY_WORDS: Final = 60
"""Words that two texts must have in common at least: summaries and notices are no stories."""
COPY_SHARE: Final = 0.8
"""Of the words of the longer text, the share that must stand in paragraphs of both."""
DAYS: Final = 4
"""Days between two printings of the same report, at most."""
_DAY: Final = 86_400
_MARK: Final = struct.Struct(">QH")
_WORD = re.compile(r"\w+")
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS copy_marks(article TEXT NOT NULL, day INTEGER NOT NULL, marks BLOB NOT NULL)
"""
"""Only ever appended to, as keeping it in order would cost more than all else: of an article the last row counts."""


def marks_of(article: Article) -> bytes:
    """The marks of the article's paragraphs, 10 bytes each: a hash of the words they begin with, whatever the
    punctuation, and the number of all their words. Empty for a text too short to be told from others.
    """
    marks: dict[bytes, int] = {}
    for block in article.blocks:
        if block.kind in ("caption", "table_row", "code"):
            continue
        count = min(block.text.count(" ") + 1, 0xFFFF)
        if count >= PARAGRAPH_WORDS:
            opening = " ".join(_WORD.findall(block.text[:OPENING].casefold()))
            marks[blake2b(opening.encode("utf-8", "replace"), digest_size=8).digest()] = count
        if len(marks) >= PARAGRAPHS_MAX:
            break
    if sum(marks.values()) < COPY_WORDS:
        return b""
    return b"".join(mark + words.to_bytes(2, "big") for mark, words in marks.items())


class Copies:
    """The stories of the last days, in a table of the fetch's own database; read when first asked.

    `connection` is in nobody's transaction but the caller's: what `keep` writes is kept when the caller commits.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._holders: defaultdict[int, list[str]] = defaultdict(list)
        self._stories: dict[str, tuple[int, dict[int, int]]] = {}
        self._unkept: list[tuple[str, int, bytes]] = []
        self._is_read = False

    def original(self, article: Article, marks: bytes) -> str:
        """The id of the story that the article is a copy of; empty for a story of its own."""
        if not marks:
            return ""
        self._read()
        day, own = _day(article), _counted(marks)
        common: Counter[str] = Counter()
        for mark, words in own.items():
            for holder in self._holders.get(mark, ()):
                common[holder] += words
        size = sum(own.values())
        for holder, words in common.most_common(3):
            when, others = self._stories[holder]
            longer = max(size, sum(others.values()))
            if holder != article.id and abs(when - day) <= DAYS and words >= max(COPY_WORDS, COPY_SHARE * longer):
                return holder
        return ""

    def add(self, article: Article, marks: bytes) -> None:
        """From now on the article is one that others may be copies of, in its latest words."""
        if not marks:
            return
        self._read()
        day = _day(article)
        self._unkept.append((article.id, day, marks))
        self._take_in(article.id, day, marks)

    def keep(self, today: int) -> None:
        """Write what was added, for the next run, but for what is too old to be copied then. `today` is in days since
        1970 UTC.
        """
        rows = [row for row in self._unkept if row[1] >= today - 2 * DAYS]
        if rows:
            self._connection.executemany("INSERT INTO copy_marks VALUES(?, ?, ?)", rows)
        self._unkept.clear()

    def forget(self, today: int) -> None:
        """Drop what is older than a copy can be, where anything was looked at."""
        if self._is_read:
            self._connection.execute("DELETE FROM copy_marks WHERE day < ?", (today - 2 * DAYS,))

    def _read(self) -> None:
        if self._is_read:
            return
        self._is_read = True
        self._connection.execute(_TABLE)
        rows = self._connection.execute("SELECT article, day, marks FROM copy_marks ORDER BY rowid")
        for article_id, day, marks in rows:
            self._take_in(article_id, day, marks)

    def _take_in(self, article_id: str, day: int, marks: bytes) -> None:
        known = self._stories.get(article_id)
        for mark in known[1] if known else ():
            self._holders[mark].remove(article_id)
        counted = _counted(marks)
        self._stories[article_id] = day, counted
        for mark in counted:
            self._holders[mark].append(article_id)


def _day(article: Article) -> int:
    return int(article.date.timestamp()) // _DAY


def _counted(marks: bytes) -> dict[int, int]:
    """From each mark to its paragraph's words."""
    whole = len(marks) - len(marks) % _MARK.size
    return dict(_MARK.iter_unpack(marks[:whole]))
