"""What the user subscribed to: one entry of `feeds.toml`."""

from __future__ import annotations

from typing import Literal

import msgspec

FullText = Literal["when-short", "always", "never"]


class Subscription(msgspec.Struct, frozen=True, omit_defaults=True):
    """A feed and how it is to be read.

    `address` is what the user wrote: an http(s) address, a path or `file:` address of a file or folder, or `exec:` and
    a command. `interval` is in seconds, 0 for the setting's. `full_text` says when an item's page is fetched: where
    the feed's own text is short, always, or never. `headers` are sent to the feed's own host. `filter` is a command
    that the feed is piped through. `hidden` keeps it out of the desk's list of feeds, as newsboat's `!` does. `proxy`
    is an address, or "direct".
    """

    address: str
    title: str = ""
    tags: tuple[str, ...] = ()
    interval: int = 0
    full_text: FullText | None = None
    headers: dict[str, str] = {}
    hidden: bool = False
    proxy: str = ""
    allow_private: bool = False
    filter: str = ""


class SavedQuery(msgspec.Struct, frozen=True):
    """A query with a name, as newsboat's `query:` lines have them, in our query language."""

    name: str
    query: str


class Subscriptions(msgspec.Struct, frozen=True):
    """All of a `feeds.toml`; `problems` are its entries that can't be understood, each in words with its line."""

    feeds: tuple[Subscription, ...] = ()
    queries: tuple[SavedQuery, ...] = ()
    problems: tuple[str, ...] = ()
