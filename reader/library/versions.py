"""The versions of articles: what our own cleaning makes anew becomes the newest, and what was before can come back.

Words that our cleaning changed are no revision of the page, so the page and the time it came in stay those of the
version before, which is how one of our own making is told from one that came in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from reader.article import Article
from reader.errors import DatelineError
from reader.library.errors import DamagedError, UnknownArticleError
from reader.library.lock import locked
from reader.library.opening import follow
from reader.library.originals import Original

if TYPE_CHECKING:
    from reader.library.session import Session
    from reader.library.store import ArticleStore

BEFORE: Final = "before "
"""What stands before the version of the cleaning in `Article.cleaner` where an article keeps the words it had."""
_CHUNK: Final = 500


class Outdated(NamedTuple):
    """Articles that other rules cleaned: how many can be cleaned anew, how many have no original."""

    with_original: int
    without: int


class Versions:
    """The versions of one library's articles. Use it from the thread that opened the library."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def _store(self) -> ArticleStore:
        return self._session.truths.store

    def get(self, article_id: str, revision: int) -> Article:
        """That version of the article, as it was stored. Raises UnknownArticleError, and DatelineError for a number
        that it has no version of.
        """
        latest = self._store.latest(article_id)
        if not latest:
            raise UnknownArticleError(article_id)
        article = self._store.get(article_id, revision)
        if article is None:
            raise DatelineError(f"there is no version {revision} of it", article_id, f"the newest is version {latest}")
        return article

    def original(self, article: Article) -> Original | None:
        """What that version was cleaned from; None where nothing was kept. Raises DamagedError."""
        return self._store.original(article.page) if article.page else None

    def outdated(self, cleaner: str) -> Outdated:
        """How many articles, deleted ones apart, another version of the cleaning made. Reads every article."""
        found: dict[str, bool] = {}
        row = 0
        while (piece := self._store.since(row, _CHUNK)).last:
            row = piece.last
            for _, article in piece.rows:
                if is_outdated(article, cleaner):
                    found[article.id] = bool(article.page)
                else:
                    found.pop(article.id, None)
        ids = list(found)
        index = self._session.index
        listed = [row.id for at in range(0, len(ids), _CHUNK) for row in index.rows_by_id(ids[at : at + _CHUNK])]
        with_original = sum(found[article_id] for article_id in listed)
        return Outdated(with_original, len(listed) - with_original)

    def keep(self, articles: Sequence[Article]) -> int:
        """Keep articles that were cleaned anew, each bearing the number of the version it was made from.

        Where only what is known of the words changed (mentions, annotator, cleaner), that version is completed; else a
        new one is kept, with its page and the time it came in. An article of which there is another version meanwhile,
        or that can't be read, is left alone. How many were kept, all or nothing, on the disk when this returns. Raises
        as `Library.add` does.
        """
        session = self._session
        if not articles:
            return 0
        session.must_be_writable()
        with locked(session.places.write_lock):
            session.reopen_if_replaced()
            completed, made = _sorted_out(articles, self._store)
            if made:
                self._store.add(made, {})
            self._store.renew(completed)
            session.index.replace(completed)
        session.catch_up(follow)
        return len(completed) + len(made)

    def before(self, article: Article) -> Article | None:
        """The version whose words our cleaning replaced by those of this one, which is stored; None for any other.

        Raises DamagedError.
        """
        if article.revision == 1 or article.cleaner.startswith(BEFORE):
            return None
        earlier = self._store.get(article.id, article.revision - 1)
        if earlier is None or same_words(earlier, article) or earlier.cleaner == article.cleaner:
            return None
        return earlier if (earlier.page, earlier.fetched) == (article.page, article.fetched) else None


def is_outdated(article: Article, cleaner: str) -> bool:
    """Whether another version of the cleaning made it, and nobody wanted it to stay so."""
    return article.cleaner not in (cleaner, BEFORE + cleaner)


def kept_from(article: Article, cleaner: str) -> Article:
    """The article, marked to keep its words although that version of the cleaning would make others."""
    return msgspec.structs.replace(article, cleaner=BEFORE + cleaner)


def same_words(one: Article, other: Article) -> bool:
    """Whether two versions say the same, whatever was found in them."""
    return _bare(one) == _bare(other)


def _bare(article: Article) -> Article:
    return msgspec.structs.replace(article, mentions=(), annotator="", cleaner="", revision=0, outlets=())


def _sorted_out(articles: Sequence[Article], store: ArticleStore) -> tuple[list[Article], list[Article]]:
    """Stored versions completed, and new ones."""
    completed, made = [], []
    for article in {article.id: article for article in articles}.values():
        try:
            known = store.newest(article.id)
        except DamagedError:
            continue
        if known is None or known.revision != article.revision:
            continue
        if any(mention.corrected for mention in article.mentions):
            raise ValueError(f"{article.id}: a user's corrections are no machine's mentions")
        anew = msgspec.structs.replace(article, fetched=known.fetched, page=known.page, outlets=known.outlets)
        if same_words(known, anew):
            completed.append(anew)
        else:
            made.append(msgspec.structs.replace(anew, revision=known.revision + 1))
    return completed, made
