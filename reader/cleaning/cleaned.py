"""What cleaning gives back, and the two ways in which a page gives no article."""

from __future__ import annotations

from datetime import datetime

import msgspec

from reader.article import Block
from reader.errors import DatelineError


class Origin(msgspec.Struct, frozen=True):
    """Where a field of an article was found: `place` is a stable slug ("json-ld", "meta", "headline"), `words` say it
    for people, with what stood there.
    """

    field: str
    place: str
    words: str


class Cleaned(msgspec.Struct, frozen=True, omit_defaults=True):
    """An article as its page tells it: no identity, no mentions yet.

    Every string has passed `reader.safe_text`. `published` and `updated` are aware UTC; a time that the page gives
    without a zone counts as UTC. `byline` are people, `agencies` the wire services and newsrooms that sign beside them.
    `title` is None where the page has no headline of its own. Captions are blocks of kind `caption`. `origins` tell of
    every field that has a value where it was found, and of fields that were rejected why.
    """

    url: str = ""
    title: str | None = None
    standfirst: str | None = None
    byline: tuple[str, ...] = ()
    source: str | None = None
    published: datetime | None = None
    dateline: str | None = None
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    tags: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    updated: datetime | None = None
    section: str | None = None
    origins: tuple[Origin, ...] = ()


class NotAnArticleError(DatelineError):
    """There is nothing in the page that is worth reading; `what` says why."""


class PageTooLargeError(DatelineError):
    """The page is beyond a limit that ordinary pages never meet; `what` names the limit."""
