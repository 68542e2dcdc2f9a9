"""What a source yields: a page as it was found, or why there is none. Bytes only: nothing here reads a page."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

PAGE_LIMIT: Final = 10 * 2**20
"""Bytes of one page, unpacked. The largest of 439 real news pages had 2.2 MB."""


class Page(msgspec.Struct, frozen=True, omit_defaults=True):
    """One page, before anybody has looked into it.

    `address` is what a person would recognise it by: a path, a path with a line number, a URL. `url`, `id`, `title`,
    `published` (ISO 8601 or RFC 2822) and `source` are what the giver says about it, empty where they say nothing.
    Of kind `entry` is what a feed says of an article, as JSON (`reader.cleaning.entry`). `weight` is how many bytes of
    its file the page took up, for a progress bar. `fetched` (ISO 8601) is when an archive had it from the web.
    """

    address: str
    content: bytes
    kind: Literal["html", "text", "entry"]
    url: str = ""
    id: str = ""
    title: str = ""
    published: str = ""
    source: str = ""
    weight: int = 0
    fetched: str = ""


class SitePage(Page, frozen=True, omit_defaults=True):
    """A page with the contents of other pages of its site, as they came."""

    others: tuple[bytes, ...] = ()


class SourceFailure(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that was to be read and could not be. `reason` says why and what to do, in words.

    `skipped` marks what nobody asked for by name: an image or a stylesheet met on a walk through a folder.
    """

    address: str
    reason: str
    skipped: bool = False
    weight: int = 0
