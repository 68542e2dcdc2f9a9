"""The annotation side of a library: whose mentions are out of date, whose words are not found yet, and keeping what was
found anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reader.library.adding import with_new_mentions
from reader.library.catchup import stored
from reader.library.lock import locked

if TYPE_CHECKING:
    from reader.article import Article
    from reader.library.index import Index
    from reader.library.session import Session
    from reader.library.terms import TermCounts


class Annotations:
    """The mentions of one library's articles. Use it from the thread that opened the library."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def waiting(self) -> int:
        """How many articles are listed, but not found by their words yet: those that came in with `words_later`."""
        return self._index.waiting()

    def waits(self, article_id: str) -> bool:
        """Whether the article is one of them."""
        return self._index.waits(article_id)

    def awaiting(self, limit: int) -> list[str]:
        """The newest `limit` of those, and of articles that have never been annotated, newest first."""
        return self._index.awaiting(limit)

    def outdated(self, annotator: str) -> int:
        """How many articles, deleted ones apart, have mentions that other rules or another gazetteer made, or none yet,
        or words that wait.
        """
        return self._index.outdated(annotator)

    def outdated_ids(self, annotator: str, limit: int) -> list[str]:
        """The newest `limit` of them, newest first."""
        return self._index.outdated_ids(annotator, limit)

    def keep(self, articles: Sequence[Article], counts: Mapping[str, TermCounts] | None = None) -> int:
        """Keep the mentions of these articles in place of the stored ones; all or nothing, on the disk on return.

        Only mentions and annotator are taken, and only where the stored words are the ones that were read: an article
        that was revised meanwhile, or that can't be read, is left alone. Words that waited are found from then on;
        `counts` are those of their terms, by id, where the one who read them has counted. How many were kept. Raises as
        `Library.add` does.
        """
        session = self._session
        session.must_be_writable()
        with locked(session.places.write_lock):
            session.reopen_if_replaced()
            renewed = with_new_mentions(articles, session.truths)
            session.truths.store.renew(renewed)
            session.index.replace(renewed, counts=counts)
        return len(renewed)

    def pass_over(self, article_ids: Sequence[str], annotator: str) -> None:
        """Count articles that can't be annotated as up to date, until the index is made anew; their words are found all
        the same. Raises as `Library.add` does.
        """
        session = self._session
        session.must_be_writable()
        with locked(session.places.write_lock):
            session.reopen_if_replaced()
            session.index.replace(stored(article_ids, session.truths, session.index))
            session.index.pass_over(article_ids, annotator)

    @property
    def _index(self) -> Index:
        return self._session.index
