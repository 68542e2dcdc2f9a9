"""What cleaning gives back, and the two ways in which a page gives no article."""

from __future__ import annotations

from datetime import datetime

import msgspec

from reader.article import Block
from reader.errors import DatelineError


class Cleaned(msgspec.Struct, frozen=True, omit_defaults=True):
    """An article as its page tells it: no identity, no mentions yet.

    Every string has passed `reader.safe_text`. `published` is aware UTC; a time that the page gives without a zone
    counts as UTC. `title` is None where the page has no headline of its own. Captions are blocks of kind `caption`.
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


class NotAnArticleError(DatelineError):
    """There is nothing in the page that is worth reading; `what` says why."""


class PageTooLargeError(DatelineError):
    """The page is beyond a limit that ordinary pages never meet; `what` names the limit."""
