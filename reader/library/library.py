"""The library as everyone above sees it: articles in, articles and lists out, marks kept and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reader.article import Article, EntityKind, Outlet
from reader.corrections import Correction
from reader.library.adding import Incoming, Outcome, add
from reader.library.catchup import Progress, place, settle
from reader.library.doctor import Finding, examine
from reader.library.errors import AmbiguousArticleError, UnknownArticleError
from reader.library.index import Index
from reader.library.lock import locked
from reader.library.marks import Marks, in_words, marks_of, wanted
from reader.library.opening import look, open_session, truths_of
from reader.library.originals import Original
from reader.library.places import find, make
from reader.library.query import EVERYTHING, Query
from reader.library.rebuilding import identity, rebuild
from reader.library.rows import Counters, Cursor, EntityRow, ListRow, MarkField
from reader.library.session import A_MOMENT, Session, unreadable

if TYPE_CHECKING:
    from reader.library.annotations import Annotations
    from reader.library.versions import Versions

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

    @cached_property
    def versions(self) -> Versions:
        """The versions of articles, and the way to new ones that our own cleaning makes."""
        from reader.library.versions import Versions

        return Versions(self._session)

    @cached_property
    def annotations(self) -> Annotations:
        """Whose mentions are out of date or are still to be found, and the way to keep what was found."""
        from reader.library.annotations import Annotations

        return Annotations(self._session)

    def add(self, batch: Sequence[Incoming], *, words_later: bool = False) -> list[Outcome]:
        """Keep the articles, and originals where given, all or nothing; on the disk when this returns.

        An article that is there already is "unchanged", or "revised" where it says something else; one the user deleted
        stays deleted. Raises ReadOnlyLibraryError, DiskFullError, LibraryInUseError, and DatelineError for an unusable
        id; then nothing of the batch was kept. Where only the index could not follow, `notice` says so.

        With `words_later` articles are listed at once and found by their words when they have been annotated: ten times
        as fast, for who brings in many and has them annotated afterwards (`annotations.awaiting`).
        """
        self._session.must_be_writable()
        return add(self._session, batch, words_later=words_later)

    def add_outlet(self, article_id: str, outlet: Outlet) -> bool:
        """Record that another outlet printed the article, too; whether that is new. Raises as `add_outlets` does, and
        UnknownArticleError.
        """
        if not self._session.truths.store.latest(article_id):
            raise UnknownArticleError(article_id)
        return self.add_outlets([(article_id, outlet)]) > 0

    def add_outlets(self, pairs: Sequence[tuple[str, Outlet]]) -> int:
        """Record who else printed these articles; all or nothing, on the disk when this returns.

        No version is made. At most outlets.MOST_OUTLETS are recorded of an article, each of the same name and canonical
        address once; articles that are not there or can't be read are passed over. How many are new. Raises as `add`.
        """
        from reader.library.outlets import keep_outlets

        self._session.must_be_writable()
        return keep_outlets(self._session, pairs)

    def get(self, article_id: str) -> Article:
        """The article's latest version, with its mentions as the user corrected them.

        Raises UnknownArticleError, and DamagedError where it can't be read.
        """
        return self.index.corrections.over(self.uncorrected(article_id)).article

    def uncorrected(self, article_id: str) -> Article:
        """The article's latest version with the mentions that the rules found. Raises as `get` does."""
        article = self._session.truths.store.newest(article_id)
        if article is None:
            raise UnknownArticleError(article_id)
        return article

    def original(self, article_id: str) -> Original | None:
        """What the article was cleaned from, as it came; None where nothing was kept. Raises as `get` does."""
        name = self.uncorrected(article_id).page
        return self._session.truths.store.original(name) if name else None

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
        self._session.must_be_writable()
        self._session.act(wanted(article_ids, field, value, self._session.truths, self.index))

    def corrections(self) -> list[Correction]:
        """What the user says against the machine about who and where, oldest first; each with when they said it."""
        return list(self.index.corrections.all)

    def correct(self, *corrections: Correction, at_hand: Sequence[str] = ()) -> None:
        """Keep what the user says about who and where, as one act; on the disk when this returns.

        `get` obeys at once; lists and searches do for the articles `at_hand` and for what can be placed anew in
        A_MOMENT, newest first; `refresh` and `settle` see to the rest. What is said already is left alone. Raises
        UsageError, ReadOnlyLibraryError, DiskFullError; then nothing was kept.
        """
        from reader.library.amending import amendments

        self._session.must_be_writable()
        self._session.act(amendments(corrections, self.index.corrections), at_hand)

    def withdraw(self, *corrections: Correction, at_hand: Sequence[str] = ()) -> None:
        """Keep that the user takes these corrections back; as `correct`, and DatelineError for one that isn't there."""
        from reader.library.amending import withdrawals

        self._session.must_be_writable()
        self._session.act(withdrawals(corrections, self.index.corrections), at_hand)

    def settle(self, seconds: float = A_MOMENT) -> bool:
        """Place articles anew that changed corrections concern, for so long; whether any are left.

        Only lists and searches wait for this: `get` is right at once. Raises as `add` does.
        """
        self._session.must_be_writable()
        session = self._session
        with locked(session.places.write_lock):
            session.reopen_if_replaced()
            return settle(session.truths, session.index, seconds)

    def undo(self, *, at_hand: Sequence[str] = ()) -> str:
        """Take back this device's last act that isn't taken back yet, also one of an earlier session.

        What was taken back, in words; empty when there was nothing. Raises ReadOnlyLibraryError, DiskFullError.
        """
        self._session.must_be_writable()
        undone = self._session.truths.journal.undo()
        if undone:
            self._session.follow_act(undone, at_hand)
        return in_words(undone)

    def refresh(self) -> bool:
        """Whether anything is new since the last look: other processes' articles and marks, taken in if need be.

        Cheap when nothing is, and a little at a time when much is: for calling every second or so from the thread that
        draws. Own changes count as new too.
        """
        session = self._session
        changed = session.reopen_if_replaced()
        if self.writable:
            session.catch_up(look)
        seen, session.seen = session.seen, place(session.index)
        return changed or session.seen != seen

    def reindex(self, progress: Progress | None = None) -> None:
        """Make the index anew from articles and journal. Raises as `add` does, and LibraryInUseError."""
        self._session.must_be_writable()
        session = self._session
        with locked(session.places.rebuild_lock, what="another Dateline is making its index anew"):
            session.index.close()
            try:
                damaged = rebuild(session.places, session.truths, progress)
            finally:
                session.open_index()
        session.tell(unreadable(damaged))

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
