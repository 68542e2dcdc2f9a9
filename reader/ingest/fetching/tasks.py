"""What a fetch asks its workers, and their answers: a feed to parse, items to read, a page to clean.

One kind of worker does all three, so that a fetch starts as few processes as it has processors. Failures come as
`child.Failure`, in words.
"""

from __future__ import annotations

from typing import Final

import msgspec

from reader.ingest.fetching.items import ItemBatch, ReadItem
from reader.sources.feeds.feed import Feed, Item
from reader.sources.page import Page

FETCHING: Final = "reader.ingest.fetching.work:fetching"
"""The work that a `Pool` for a fetch is started with."""
ITEMS_A_TASK: Final = 25
"""Items that are read in one task: enough that the talk costs little, few enough that all workers have some."""


class FeedTask(msgspec.Struct, frozen=True, tag="feed"):
    """Bytes that should be a feed. `url` is where they came from."""

    content: bytes
    url: str
    content_type: str


class ItemsTask(msgspec.Struct, frozen=True, tag="items"):
    """Items to be read."""

    batch: ItemBatch


class PageTask(msgspec.Struct, frozen=True, tag="page"):
    """A page to be read for the whole text of an item; its `id` is the article's."""

    page: Page
    item: Item
    language: str = ""
    tags: tuple[str, ...] = ()


Task = FeedTask | ItemsTask | PageTask

_encode = msgspec.msgpack.Encoder().encode
_feed = msgspec.msgpack.Decoder(Feed).decode
_items = msgspec.msgpack.Decoder(list[ReadItem]).decode
_page = msgspec.msgpack.Decoder(ReadItem).decode


def feed_message(content: bytes, url: str, content_type: str) -> bytes:
    """Asks for the feed in these bytes."""
    return _encode(FeedTask(content, url, content_type))


def read_feed(answer: bytes) -> Feed:
    """The feed that was asked for."""
    return _feed(answer)


def items_message(batch: ItemBatch) -> bytes:
    """Asks for the articles of these items, at most ITEMS_A_TASK."""
    return _encode(ItemsTask(batch))


def read_items(answer: bytes) -> list[ReadItem]:
    """What became of the items, in their order."""
    return _items(answer)


def page_message(page: Page, item: Item, language: str = "", tags: tuple[str, ...] = ()) -> bytes:
    """Asks for the whole text of an item's article. `page` has the article's id, the address where it came from as
    `url`, and the outlet as `source`; `tags` are the user's of the feed.
    """
    return _encode(PageTask(page, item, language, tags))


def read_page(answer: bytes) -> ReadItem:
    """What became of the page."""
    return _page(answer)
