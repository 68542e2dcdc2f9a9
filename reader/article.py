"""The words everyone uses: Article, Block, Mention, Entity. No behaviour beyond what the data itself means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, Literal

import msgspec

BlockKind = Literal["paragraph", "heading", "list_item", "quote", "caption", "table_row", "code"]
EntityKind = Literal["leader", "country", "organisation"]
Form = Literal["name", "alias", "surname", "demonym", "metonym", "capital", "role"]

TITLE: Final = -2
"""`Mention.block` of a mention in the title."""
STANDFIRST: Final = -1
"""`Mention.block` of a mention in the standfirst."""


class Link(msgspec.Struct, frozen=True, array_like=True):
    """A link inside a block: code points `start` to `end` of its text lead to `url` (http, https or mailto)."""

    start: int
    end: int
    url: str


class Block(msgspec.Struct, frozen=True, omit_defaults=True):
    """One piece of an article's body, in reading order.

    `level` is the depth of a heading (1 to 6) or of a list item (1 is outermost), else 0. `ordinal` is the number of
    an item of an ordered list, 0 for a bullet. Cells of a table row are separated by a tab.
    """

    kind: BlockKind
    text: str
    links: tuple[Link, ...] = ()
    level: int = 0
    ordinal: int = 0


class Mention(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who or where is named in code points `start` to `end` of a block's text.

    `block` is an index into `Article.blocks`, or TITLE or STANDFIRST. `entity` is the ISO 3166-1 alpha-2 code of a
    country, a stable slug for others. For a leader, `country` is their country's code and `role` the office held on
    the article's date, in words. `discovered` marks a leader known only by a title, not by the gazetteer. `corrected`
    is when the user said that this is so (UTC), of a mention that is theirs and not the machine's.
    """

    block: int
    start: int
    end: int
    entity: str
    kind: EntityKind
    form: Form
    name: str
    country: str | None = None
    role: str | None = None
    discovered: bool = False
    corrected: datetime | None = None


class Office(msgspec.Struct, frozen=True, omit_defaults=True):
    """An office and when it was held. Dates are ISO 8601 of any precision (2013, 2013-03, 2013-03-14), inclusive.

    `since` None means unknown; `until` None means still held.
    """

    title: str
    country: str | None = None
    since: str | None = None
    until: str | None = None


class Entity(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody or somewhere the gazetteer knows. `country` is the ISO code of a leader's country."""

    id: str
    kind: EntityKind
    name: str
    country: str | None = None
    offices: tuple[Office, ...] = ()
    aliases: tuple[str, ...] = ()


class Outlet(msgspec.Struct, frozen=True, omit_defaults=True):
    """Another outlet that printed the same text: its name, the address of its copy, and when that came out (UTC)."""

    source: str
    url: str = ""
    published: datetime | None = None


class Article(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cleaned article. Times are aware UTC. `title` is None where the page has no headline of its own.

    `page` names the kept original in the library (empty: none kept). `annotator` is the version of gazetteer and rules
    that made `mentions`. `revision` counts the versions of the same article that came in, from 1. `byline` are people,
    `agencies` the wire services and newsrooms that sign beside them. `cleaner` is the version of the cleaning that made
    the blocks, empty where they came as they are. `outlets` are others that printed the same text.
    """

    id: str
    fetched: datetime
    url: str = ""
    title: str | None = None
    standfirst: str | None = None
    byline: tuple[str, ...] = ()
    source: str | None = None
    published: datetime | None = None
    dateline: str | None = None
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    mentions: tuple[Mention, ...] = ()
    tags: tuple[str, ...] = ()
    page: str = ""
    annotator: str = ""
    revision: int = 1
    agencies: tuple[str, ...] = ()
    updated: datetime | None = None
    section: str | None = None
    cleaner: str = ""
    outlets: tuple[Outlet, ...] = ()

    @property
    def label(self) -> str:
        """The title, or for a page without one the beginning of its text: what lists and bars show."""
        if self.title:
            return self.title
        body = next((b.text for b in self.blocks if b.kind == "paragraph"), "")
        return f"{body[:LABEL_LENGTH].rsplit(' ', 1)[0]}…" if len(body) > LABEL_LENGTH else body or self.id

    @property
    def date(self) -> datetime:
        """When it was published, or where that is unknown when it came in: what lists are ordered by."""
        return self.published or self.fetched

    @property
    def words(self) -> int:
        """Words in the body, captions apart."""
        return sum(len(b.text.split()) for b in self.blocks if b.kind != "caption")

    def text(self, block: int) -> str:
        """The text a mention's `block` points at."""
        if block == TITLE:
            return self.title or ""
        if block == STANDFIRST:
            return self.standfirst or ""
        return self.blocks[block].text

    def parts(self) -> Iterator[tuple[int, str]]:
        """Every non-empty text that can hold mentions, in reading order, with its block number."""
        if self.title:
            yield TITLE, self.title
        if self.standfirst:
            yield STANDFIRST, self.standfirst
        for number, block in enumerate(self.blocks):
            if block.text:
                yield number, block.text


LABEL_LENGTH: Final = 90
"""Code points of body text that stand in for a missing title."""
WORDS_PER_MINUTE: Final = 238
"""Silent reading speed of adults in English, non-fiction (Brysbaert 2019, a review of 190 studies)."""


def reading_minutes(words: int) -> int:
    """Whole minutes, at least 1, to read that many words."""
    return max(1, round(words / WORDS_PER_MINUTE))
