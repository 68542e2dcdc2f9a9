"""What became of a fetch: feed by feed, and in all. Apart, so that who tells it need not know how it was done."""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec

Outcome = Literal["new", "unchanged", "moved", "gone", "failed", "waiting"]


class FeedResult(msgspec.Struct, frozen=True):
    """What became of one feed: how many of its items gave new articles or new versions, how many were known.

    `address` is without credentials. `reason` says in words why there is nothing, where it moved to, or what was left
    out; empty where all is as it should be.
    """

    address: str
    title: str
    outcome: Outcome
    added: int = 0
    revised: int = 0
    known: int = 0
    reason: str = ""


class FetchReport(msgspec.Struct):
    """How a fetch stands: `feeds` of them in all, `done` so far. `failed`, `gone`, `waiting`, `moved` and `unchanged`
    count feeds, `added`, `revised` and `known` articles of feeds; `completed` those that got their full text.

    `pages_left` are full texts still to be fetched in this run, `queued` those that wait for a later one. `lost` are
    items and pages that gave no article, or no full text. `stopped` says that it was ended early.
    """

    feeds: int = 0
    done: int = 0
    added: int = 0
    revised: int = 0
    known: int = 0
    completed: int = 0
    unchanged: int = 0
    moved: int = 0
    gone: int = 0
    failed: int = 0
    waiting: int = 0
    lost: int = 0
    pages_left: int = 0
    queued: int = 0
    stopped: bool = False

    def count(self, result: FeedResult) -> None:
        """Take one feed's result in; its new articles were counted as they came."""
        self.done += 1
        self.known += result.known
        if result.outcome != "new":
            setattr(self, result.outcome, getattr(self, result.outcome) + 1)

    @property
    def succeeded(self) -> int:
        """Feeds that gave what they have, or said that it is unchanged."""
        return self.done - self.failed - self.gone - self.waiting


class Witness(Protocol):
    """Whoever wants to know how far it is."""

    def start(self, feeds: int) -> None:
        """So many feeds are to be dealt with."""
        ...

    def progress(self, report: FetchReport) -> None:
        """How it stands now; called often."""
        ...

    def feed(self, result: FeedResult) -> None:
        """A feed is done."""
        ...

    def failure(self, address: str, reason: str) -> None:
        """An item gave no article, or a page no full text."""
        ...

    def annotating(self, done: int, of: int) -> None:
        """All is listed; so many of the new articles have their words and names indexed."""
        ...

    def done(self, report: FetchReport) -> None:
        """That was all."""
        ...
