"""A folder as a feed: its pages, walked a few at a time in a thread of its own, each read when it is new or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Final

from reader.ingest.child import Failure
from reader.ingest.fetching.events import Events
from reader.ingest.fetching.items import DIGEST_BYTES, ReadItem
from reader.ingest.fetching.state import item_key
from reader.ingest.fetching.tasks import page_message, read_page
from reader.ingest.fetching.visit import Fresh, Visit
from reader.sources.feeds.feed import Item
from reader.sources.files import read_paths
from reader.sources.page import Page, SourceFailure

PAGES_A_TURN: Final = 8
"""Pages of a folder in memory at once: 80 MB at most."""
PAGES: Final = 20_000
"""Pages of one folder that are looked at; a larger one is for `dateline add`."""

Piece = Page | SourceFailure


class Folders:
    """Reads the pages of folders. `run` has a function run by a thread, `submit` sends a message to a worker, `read`
    is called with every page that was read, `lost` with what could not be, `ended` with a visit when its walk has.
    """

    def __init__(
        self,
        events: Events,
        run: Callable[[Callable[[], list[Piece]]], Future[list[Piece]]],
        submit: Callable[[bytes], Future[bytes | Failure]],
        *,
        read: Callable[[Visit, Fresh, ReadItem], None],
        lost: Callable[[str, str], None],
        ended: Callable[[Visit], None],
    ) -> None:
        self._events = events
        self._run = run
        self._submit = submit
        self._read = read
        self._lost = lost
        self._ended = ended

    def take(self, visit: Visit, folder: Path) -> None:
        """Have its pages read. Until the walk has ended, the visit has one item more that is left."""
        visit.title = folder.name
        visit.left = 1
        self._walk_on(visit, islice(read_paths([folder]), PAGES))

    def _walk_on(self, visit: Visit, walk: Iterator[Piece]) -> None:
        turn = self._run(lambda: list(islice(walk, PAGES_A_TURN)))
        self._events.follow(turn, partial(self._walked, visit, walk))

    def _walked(self, visit: Visit, walk: Iterator[Piece], pieces: list[Piece]) -> None:
        if not pieces:
            visit.left -= 1
            self._ended(visit)
            return
        turn = _Turn(partial(self._walk_on, visit, walk))
        for piece in pieces:
            if isinstance(piece, SourceFailure):
                if not piece.skipped:
                    self._lost(piece.address, piece.reason)
                continue
            fresh = _fresh(piece)
            known = visit.seen.get(fresh.key)
            if known and known.digest == fresh.digest:
                visit.known += 1
                continue
            visit.left += 1
            turn.under_way += 1
            page = Page(
                piece.address,
                piece.content,
                piece.kind,
                url=piece.url,
                id=piece.id or (known.article if known else ""),
                title=piece.title,
                published=piece.published,
                source=piece.source or visit.source,
            )
            message = page_message(page, fresh.item, tags=visit.subscription.tags)
            self._events.follow(self._submit(message), partial(self._was_read, visit, fresh, turn))
        turn.go_on()

    def _was_read(self, visit: Visit, fresh: Fresh, turn: _Turn, answer: bytes | Failure) -> None:
        read = ReadItem(fresh.item.key, reason=answer.reason) if isinstance(answer, Failure) else read_page(answer)
        self._read(visit, fresh, read)
        turn.under_way -= 1
        turn.go_on()


class _Turn:
    """A few pages of a walk; when all are read, it goes on."""

    def __init__(self, walk_on: Callable[[], None]) -> None:
        self._walk_on = walk_on
        self.under_way = 0

    def go_on(self) -> None:
        if not self.under_way:
            self._walk_on()


def _fresh(page: Page) -> Fresh:
    """The page as an item without an address of its own: what a page tells is all that is known of it."""
    item = Item(page.address, title=page.title or Path(page.address).stem)
    return Fresh(item, item_key(page.address), blake2b(page.content, digest_size=DIGEST_BYTES).digest())
