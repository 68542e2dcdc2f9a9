"""What a worker makes of an item: its article, and what is kept of it as the article's original."""

from __future__ import annotations

import msgspec

from reader.cleaning.entry import Entry
from reader.errors import DatelineError
from reader.ingest.fetching.copies import marks_of
from reader.ingest.fetching.items import ItemBatch, ReadItem
from reader.ingest.identity import article_id, canonical_url
from reader.ingest.originals import original_of
from reader.ingest.reading import article_in
from reader.library.originals import Original
from reader.library.packed import pack
from reader.sources.feeds.feed import Item
from reader.sources.page import Page

_to_json = msgspec.json.Encoder().encode


def read_batch(batch: ItemBatch) -> list[ReadItem]:
    """The articles of the items, in their order, not annotated."""
    return [_read(item, batch) for item in batch.items]


def entry_of(item: Item, language: str = "", tags: tuple[str, ...] = ()) -> Entry:
    """What the item says of its article; `language` and `tags` are those of its feed."""
    return Entry(
        title=item.title,
        content=item.content,
        summary=item.summary,
        plain=item.plain,
        published=item.published,
        updated=item.updated,
        authors=item.authors,
        tags=(*item.tags, *tags),
        language=item.language or language,
        base=item.base,
    )


def _read(item: Item, batch: ItemBatch) -> ReadItem:
    page = Page(
        address=item.url or item.key,
        content=_to_json(entry_of(item, batch.language, batch.tags)),
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
    original = kept_page(page)
    return ReadItem(item.key, article, original, marks=marks_of(article), packed=pack(article, original))


def kept_page(page: Page) -> Original:
    """The page as it is kept: its id is of our making, and no giver's word."""
    return msgspec.structs.replace(original_of(page), id="")
