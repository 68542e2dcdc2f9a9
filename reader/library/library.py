"""The library as everyone above sees it: articles in, articles and lists out, marks kept and taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from reader.article import Article, EntityKind
from reader.errors import DatelineError, LibraryInUseError
from reader.library.adding import KEPT_PAGE_LIMIT, Incoming, Outcome, plan
from reader.library.catchup import Progress, is_behind, place, take_in_all, take_in_marks
from reader.library.doctor import Finding, examine
from reader.library.errors import AmbiguousArticleError, UnknownArticleError, read_only
from reader.library.index import Index
from reader.library.lock import locked
from reader.library.marks import Marks, in_words, marks_of, wanted
from reader.library.opening import Session, follow, look, open_session, truths_of, unreadable
from reader.library.places import find, make
from reader.library.query import EVERYTHING, Query
from reader.library.rebuilding import identity, rebuild
from reader.library.rows import Counters, Cursor, EntityRow, ListRow, MarkField
from reader.library.store import DamagedRow

__all__ = ["Finding", "Incoming", "Library", "Marks", "Outcome"]

_CANDIDATES = 3


class Library:
    """An open library. Use it from the thread that opened it; `reader` gives another thread one of its own."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @classmethod
    def open(cls, path: Path, *, create: bool = False, writable: bool = True, progress: Progress | None = None) -> Self:
        """The library in the folder `path`, its index caught up with its articles and journal.

        A library that can't be written (read-only folder, full disk) opens for reading, and `notice` says why.
        `progress` is called while an index is made anew. Raises NoLibraryError where there is none and `create` is not
        set, NotALibraryError for a folder of something else, NewerLibraryError for a later format, LibraryInUseError
        when another process makes its index anew, DamagedError when it can't be read at all.
        """
        return cls(open_session(make(path) if create else find(path), writable=writable, progress=progress))

    def reader(self) -> Library:
        """The same library for reading, opened by the thread that calls this."""
        session, places = self._session, self._session.places
        index = Index.open(session.index_file, read_only=True)
        return Library(
            Session(places, truths_of(places), False, session.index_file, index, "", None, identity(session.index_file))
        )

    @property
    def path(self) -> Path:
        """The library's folder."""
        return self._session.places.folder

    @property
    def writable(self) -> bool:
        """Whether anything can be added or marked."""
        return self._session.writable

    @property
    def notice(self) -> str:
        """What the user should know: why it is read-only, what is damaged, what wasn't kept. Mostly empty."""
        return self._session.notice

    @property
    def index(self) -> Index:
        """The index, for what needs more of it than lists."""
        return self._session.index

    def add(self, batch: Sequence[Incoming]) -> list[Outcome]:
        """Keep the articles, and originals where given, all or nothing; on the disk when this returns.

        An article that is there already is "unchanged", or "revised" where it says something else; one the user deleted
        stays deleted. Raises ReadOnlyLibraryError, DiskFullError, LibraryInUseError, and DatelineError for an unusable
        id; then nothing of the batch was kept. Where only the index could not follow, `notice` says so.
        """
        self._must_be_writable()
        session = self._session
        with locked(session.places.write_lock):
            self._reopen_if_replaced()
            if is_behind(session.truths, session.index):
                take_in_all(session.truths, session.index)
            made = plan(batch, session.truths, session.index)
            if made.articles:
                session.truths.store.add(made.articles, made.pages)
        if made.too_large:
            self._tell(f"{len(made.too_large)} originals of over {KEPT_PAGE_LIMIT // 2**20} MiB were not kept")
        self._catch_up(follow)
        return made.outcomes

    def get(self, article_id: str) -> Article:
        """The article's latest version. Raises UnknownArticleError, and DamagedError where it can't be read."""
        article = self._session.truths.store.newest(article_id)
        if article is None:
            raise UnknownArticleError(article_id)
        return article

    def original(self, article_id: str) -> bytes | None:
        """The page the article was cleaned from, as it came; None where none was kept. Raises as `get` does."""
        name = self.get(article_id).page
        return self._session.truths.store.page(name) if name else None

    def resolve(self, text: str) -> str:
        """The full id of the article whose id is `text`, or alone begins with it.

        Raises UnknownArticleError and AmbiguousArticleError.
        """
        found = self.index.resolve(text, _CANDIDATES) if text else []
        if not found:
            raise UnknownArticleError(text)
        if len(found) > 1 and found[0] != text:
            raise AmbiguousArticleError(text, found)
        return found[0]

    def rows(
        self, query: Query = EVERYTHING, *, after: Cursor | None = None, before: Cursor | None = None, limit: int = 50
    ) -> list[ListRow]:
        """A page of a list, newest first: the newest, or those just `after` or just `before` a cursor."""
        return self.index.rows(query, after=after, before=before, limit=limit)

    def row(self, article_id: str) -> ListRow | None:
        """One article as lists show it; None where it is unknown or deleted."""
        return self.index.row(article_id)

    def rows_by_id(self, article_ids: Sequence[str]) -> list[ListRow]:
        """These articles as lists show them, in the order asked for; unknown and deleted ones are left out."""
        return self.index.rows_by_id(article_ids)

    def count(self, query: Query = EVERYTHING) -> int:
        """How many articles the query finds."""
        return self.index.count(query)

    def anchors(self, query: Query, step: int) -> list[Cursor]:
        """Cursors of every `step`th row of the query's list, to reach any place in it."""
        return self.index.anchors(query, step)

    def counters(self) -> Counters:
        """How much the library holds; kept, not counted."""
        return self.index.counters()

    def entities(
        self, query: Query = EVERYTHING, *, kinds: Sequence[EntityKind] = (), limit: int = 200
    ) -> list[EntityRow]:
        """Entities of the articles the query finds, those in most articles first."""
        return self.index.entities(query, kinds=kinds, limit=limit)

    def entity(self, entity_id: str) -> EntityRow | None:
        """One entity as the library has seen it; None where no article names it."""
        return self.index.entity(entity_id)

    def find_entity(self, name: str) -> list[EntityRow]:
        """Entities of that id or name; case and accents don't count."""
        return self.index.find_entity(name)

    def marks(self, article_id: str) -> Marks:
        """What the user did with the article. Raises UnknownArticleError."""
        return marks_of(article_id, self._session.truths, self.index)

    def mark(self, article_ids: Sequence[str], field: MarkField, value: bool | Sequence[str]) -> None:
        """Keep that the user marked these articles, as one act; on the disk when this returns.

        Articles that have the value already are left alone. Raises UnknownArticleError, ReadOnlyLibraryError,
        DiskFullError; then nothing was marked.
        """
        self._must_be_writable()
        marks = wanted(article_ids, field, value, self._session.truths, self.index)
        if marks:
            self._session.truths.journal.append(marks)
            self._take_in_marks()

    def undo(self) -> str:
        """Take back this device's last act that isn't taken back yet, also one of an earlier session.

        What was taken back, in words; empty when there was nothing. Raises ReadOnlyLibraryError, DiskFullError.
        """
        self._must_be_writable()
        undone = self._session.truths.journal.undo()
        if undone:
            self._take_in_marks()
        return in_words(undone)

    def refresh(self) -> bool:
        """Whether anything is new since the last look: other processes' articles and marks, taken in if need be.

        Cheap when nothing is, and a little at a time when much is: for calling every second or so from the thread that
        draws. Own changes count as new too.
        """
        changed = self._reopen_if_replaced()
        if self.writable:
            self._catch_up(look)
        seen, self._session.seen = self._session.seen, place(self.index)
        return changed or self._session.seen != seen

    def reindex(self, progress: Progress | None = None) -> None:
        """Make the index anew from articles and journal. Raises as `add` does, and LibraryInUseError."""
        self._must_be_writable()
        session = self._session
        with locked(session.places.rebuild_lock, what="another Dateline is making its index anew"):
            session.index.close()
            try:
                damaged = rebuild(session.places, session.truths, progress)
            finally:
                self._open_index()
        self._tell(unreadable(damaged))

    def doctor(self) -> list[Finding]:
        """What is well and what isn't, each with a remedy. Reads every article."""
        return examine(self._session.places, self._session.truths, self.index)

    def close(self) -> None:
        """Let go of all files."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _must_be_writable(self) -> None:
        if not self.writable:
            raise read_only(self.path, self.notice)

    def _tell(self, words: str) -> None:
        if words and words not in self._session.notice:
            self._session.notice = "; ".join(filter(None, (self._session.notice, words)))

    def _catch_up(self, how: Callable[[Session], list[DamagedRow]]) -> None:
        """Catch up with the truths. What is kept is kept: where the index can't follow now, it does later."""
        try:
            self._tell(unreadable(how(self._session)))
        except LibraryInUseError:
            return  # the other writer catches up for us
        except DatelineError as error:
            self._tell(f"kept, but not listed yet: {error}")

    def _take_in_marks(self) -> None:
        """Show what the journal keeps already; where that can't be done now, the next catching up does it."""
        try:
            with locked(self._session.places.write_lock):
                self._reopen_if_replaced()
                take_in_marks(self._session.truths, self.index)
        except LibraryInUseError:
            return
        except DatelineError as error:
            self._tell(f"kept, but not shown yet: {error}")

    def _reopen_if_replaced(self) -> bool:
        """Another process may have made the index anew: use that one."""
        found = identity(self._session.index_file)
        if found in (self._session.identity, (0, 0)):
            return False
        self._session.index.close()
        self._open_index()
        return True

    def _open_index(self) -> None:
        session = self._session
        session.index = Index.open(session.index_file, read_only=not session.writable)
        session.identity = identity(session.index_file)
