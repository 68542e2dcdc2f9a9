"""From the items of a feed to articles: which ones are the same article, and what is kept of them as their original."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import Final

import msgspec

from reader.article import Article
from reader.cleaning.entry import Entry
from reader.errors import DatelineError
from reader.ingest.fetching.copies import marks_of
from reader.ingest.identity import article_id, canonical_url
from reader.ingest.originals import original_of
from reader.ingest.reading import article_in
from reader.library.originals import Original
from reader.sources.feeds.feed import Feed, Item
from reader.sources.page import Page

DIGEST_BYTES: Final = 12

_to_json = msgspec.json.Encoder().encode
_to_msgpack = msgspec.msgpack.Encoder().encode


class ItemBatch(msgspec.Struct, frozen=True, omit_defaults=True):
    """Items of one feed on their way to a worker. `source` is the outlet's name where an item names no other.

    `known` are the articles, by the keys of their items, that earlier fetches made of items that now say something
    else: their new versions keep the id. `shared` are canonical addresses that several items of the feed have.
    """

    source: str
    items: tuple[Item, ...]
    language: str = ""
    known: dict[str, str] = {}
    shared: frozenset[str] = frozenset()


class ReadItem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one item. Without an article `reason` says why there is none.

    `marks` are for telling near-copies (`copies`). `twin` is the id that the article has under the address which its
    page itself calls the right one, empty where that is the same.
    """

    key: str
    article: Article | None = None
    original: Original | None = None
    reason: str = ""
    marks: bytes = b""
    twin: str = ""


def item_digest(item: Item) -> bytes:
    """12 bytes over what the item says of its article: an item with the same digest has not changed."""
    seen = (item.url, item.title, item.content, item.summary, item.authors, item.published)
    return blake2b(_to_msgpack(seen), digest_size=DIGEST_BYTES).digest()


def shared_addresses(feed: Feed) -> frozenset[str]:
    """Canonical addresses that are no item's own: those of several items, and the site's front page.

    Feeds of tickers and notices link all their items to one page; by its address they would be one article.
    """
    counts = Counter(canonical_url(item.url) for item in feed.items if item.url)
    shared = {address for address, count in counts.items() if count > 1}
    home = canonical_url(feed.url)
    return frozenset(shared | ({home} if home in counts else set()))


def read_batch(batch: ItemBatch) -> list[ReadItem]:
    """The articles of the items, in their order, not annotated."""
    return [_read(item, batch) for item in batch.items]


def entry_of(item: Item, language: str = "") -> Entry:
    """What the item says of its article."""
    return Entry(
        title=item.title,
        content=item.content,
        summary=item.summary,
        plain=item.plain,
        published=item.published,
        updated=item.updated,
        authors=item.authors,
        tags=item.tags,
        language=item.language or language,
    )


def _read(item: Item, batch: ItemBatch) -> ReadItem:
    page = Page(
        address=item.url or item.key,
        content=_to_json(entry_of(item, batch.language)),
        kind="entry",
        url=item.url,
        id=batch.known.get(item.key, ""),
        source=item.source or batch.source,
    )
    try:
        article = article_in(page)
    except DatelineError as error:
        return ReadItem(item.key, reason=error.what)
    if not page.id and canonical_url(item.url) in batch.shared:
        own = article_id("", article.title, [item.url, *(block.text for block in article.blocks)])
        article = msgspec.structs.replace(article, id=own)
    return ReadItem(item.key, article, kept_page(page), "", marks_of(article))


def kept_page(page: Page) -> Original:
    """The page as it is kept: its id is of our making, and no giver's word."""
    return msgspec.structs.replace(original_of(page), id="")
