"""A feed as everyone above the parsers sees it, whatever it was written in: its title and its items."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from reader.errors import DatelineError

ITEMS: Final = 5_000
"""Items read of one feed, from its beginning, where the newest stand; what follows is named as left out."""

FeedKind = Literal["rss", "atom", "json", "sitemap"]


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """One entry. All text is as its giver wrote it, entities resolved and not yet filtered for a terminal.

    `key` tells it from the feed's other items for good: its guid or id, else its link, else a digest of what it says.
    `url` is absolute (http or https), empty where it has none. `content` is the entry's whole text as HTML, `summary`
    its shorter one; `plain` says that they are plain text. `published` and `updated` are ISO 8601 with an offset,
    empty where nothing readable was said. `source` is the outlet that the entry names where it is not the feed's own.
    `base` is where relative links in its text lead from, where the feed says so (xml:base); else that is `url`.
    """

    key: str
    url: str = ""
    title: str = ""
    content: str = ""
    summary: str = ""
    plain: bool = False
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    source: str = ""
    language: str = ""
    base: str = ""


class Feed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A feed that was read. `url` is the site's page, `ttl` the seconds it asks to be left alone (0: nothing said).

    `notes` say in words what was left out or mended: a limit hit, broken XML read leniently. `more` are the addresses
    of further sitemaps that a sitemap index lists.
    """

    kind: FeedKind
    title: str = ""
    url: str = ""
    language: str = ""
    ttl: float = 0.0
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


class NotAFeedError(DatelineError):
    """These bytes are no feed; `what` says what they are instead. `page` marks a web page, which may name its feeds."""

    def __init__(self, what: str, remedy: str = "", *, page: bool = False) -> None:
        super().__init__(what, remedy=remedy)
        self.page = page
