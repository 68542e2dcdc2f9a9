"""One feed's way through a fetch: what was known before, what came, and what is still to be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from reader import safe_text
from reader.ingest.fetching.feed_state import FeedState
from reader.ingest.fetching.items import ReadItem
from reader.ingest.fetching.page_queue import Wanted
from reader.ingest.fetching.report import FeedResult, Outcome
from reader.ingest.fetching.state import Known
from reader.sources.feeds.feed import Item
from reader.sources.web.exchange import Answer
from reader.sources.web.secrecy import without_credentials
from reader.subscriptions.subscription import FullText, Subscription

REASON: Final = 1_000
"""Code points of what is said of one feed."""


class Fresh(NamedTuple):
    """An item that is new or says something else than before, with its `item_key` and its digest."""

    item: Item
    key: bytes
    digest: bytes


@dataclass(slots=True, eq=False)
class Visit:
    """A feed that is being fetched. `left` are its items that are not settled yet, `unread`
    those that no worker has read, `losses` tasks of its that ended
    their worker.
    """

    subscription: Subscription
    before: FeedState
    rule: FullText
    interval: int
    answer: Answer | None = None
    after: FeedState | None = None
    title: str = ""
    language: str = ""
    shared: frozenset[str] = frozenset()
    seen: dict[bytes, Known] = field(default_factory=dict)
    known_ids: dict[str, str] = field(default_factory=dict)
    left: int = 0
    unread: int = 0
    losses: int = 0
    added: int = 0
    revised: int = 0
    known: int = 0
    moved: str = ""
    ttl: float = 0.0
    notes: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """That of the subscription."""
        return self.subscription.address

    @property
    def source(self) -> str:
        """The outlet's name, for items that name no other: the user's, else the feed's own, else the host."""
        return self.subscription.title or self.title or urlsplit(self.address).hostname or ""

    def result(self, outcome: Outcome, reason: str = "") -> FeedResult:
        """What became of it."""
        address = safe_text.line(without_credentials(self.address), safe_text.URL)
        title = safe_text.line(self.subscription.title or self.title or self.before.title)
        told = safe_text.line("; ".join(filter(None, (reason, *self.notes))), REASON)
        return FeedResult(address, title, outcome, self.added, self.revised, self.known, told)


class Arrival(NamedTuple):
    """Something to be written: what a worker read, and where it came from.

    `visit` and `fresh` are None for the page of an item that was listed before. `wanted` is a page that is to be
    queued for it, and `done` that the page of its article was read. `is_listed` means that the article is in the
    library already, and only its page is wanted.
    """

    read: ReadItem
    visit: Visit | None = None
    fresh: Fresh | None = None
    wanted: Wanted | None = None
    done: bool = False
    is_listed: bool = False
