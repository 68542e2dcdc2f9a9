"""Items on their way from a feed to the library: which are the same article, what became of each."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import Final

import msgspec

from reader.article import Article
from reader.ingest.identity import canonical_url
from reader.library.originals import Original
from reader.library.packed import Packed
from reader.sources.feeds.feed import Feed, Item

DIGEST_BYTES: Final = 12

_to_msgpack = msgspec.msgpack.Encoder().encode


class ItemBatch(msgspec.Struct, frozen=True, omit_defaults=True):
    """Items of one feed on their way to a worker. `source` is the outlet's name where an item names no other.

    `known` are the articles, by the keys of their items, that earlier fetches made of items that now say something
    else: their new versions keep the id. `shared` are canonical addresses that several items of the feed have. `tags`
    are the user's of the feed.
    """

    source: str
    items: tuple[Item, ...]
    language: str = ""
    known: dict[str, str] = {}
    shared: frozenset[str] = frozenset()
    tags: tuple[str, ...] = ()


class ReadItem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one item. Without an article `reason` says why there is none.

    `packed` are the article's rows, made ahead. `marks` are for telling near-copies (`copies`). `twin` is the id that
    the article has under the address which its page itself calls the right one, empty where that is the same.
    """

    key: str
    article: Article | None = None
    original: Original | None = None
    reason: str = ""
    marks: bytes = b""
    packed: Packed | None = None
    twin: str = ""


def item_digest(item: Item) -> bytes:
    """12 bytes over what the item says of its article: an item with the same digest has not changed, whatever its
    address says of how a reader comes to it.
    """
    url = canonical_url(item.url) if "?" in item.url else item.url
    seen = (url, item.title, item.content, item.summary, item.authors, item.published)
    return blake2b(_to_msgpack(seen), digest_size=DIGEST_BYTES).digest()


def shared_addresses(feed: Feed) -> frozenset[str]:
    """Canonical addresses that are no item's own: those of several items, and the site's front page.

    Feeds of tickers and notices link all their items to one page; by its address they would be one article.
    """
    counts = Counter(_page(item.url) for item in feed.items if item.url)
    crowded = {page for page, count in counts.items() if count > 1} | {_page(feed.url)}
    addresses = Counter(canonical_url(item.url) for item in feed.items if item.url and _page(item.url) in crowded)
    home = canonical_url(feed.url)
    return frozenset(address for address, count in addresses.items() if count > 1 or address == home)


def _page(url: str) -> str:
    """The address without its parameters: only items that agree in it can share an address."""
    return url.partition("#")[0].partition("?")[0].rstrip("/")
