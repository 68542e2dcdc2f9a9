"""What cleaning gives back, and the two ways in which a page gives no article."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

import msgspec

from reader import safe_text
from reader.article import Block
from reader.errors import DatelineError

Place = Literal[
    "json-ld",  # the page's JSON-LD
    "meta",  # a meta or link element of its head
    "microdata",  # itemprop, RDFa property or rel in its body
    "title",  # its title element
    "headline",  # its visible headline, or the first line of a text
    "header",  # a line or element beside the headline
    "breadcrumb",  # its visible path through the site
    "text",  # the article's own text
    "address",  # its address
    "given",  # said by whoever gave the page
    "searched",  # found by searching the whole page
    "refused",  # no value: what stood there, and why it is none
]
"""Where a field can come from; `clean --explain` shows these slugs."""
ORIGIN_MAX: Final = 240
"""Code points of an origin's words."""


class Origin(msgspec.Struct, frozen=True):
    """Where a field of an article was found, or why something that stood there was refused: `words` say it for people,
    with what stood there.
    """

    field: str
    place: Place
    words: str


def origin(field: str, place: Place, words: str) -> Origin:
    """The origin of `field`, its words safe to show and of bounded length."""
    return Origin(field, place, safe_text.line(words[: 4 * ORIGIN_MAX], ORIGIN_MAX))


class Cleaned(msgspec.Struct, frozen=True, omit_defaults=True):
    """An article as its page tells it: no identity, no mentions yet.

    Every string has passed `reader.safe_text`. `published` and `updated` are aware, in the zone that the page gives; a
    time without a zone counts as UTC. `byline` are people, `agencies` the wire services that sign beside them. `title`
    is None where the page has no headline of its own. Captions are blocks of kind `caption`. `origins` tell of every
    field that has a value where it was found, and of what was refused why.
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
