"""Which items of a feed are the same article, and what is kept of each."""

from __future__ import annotations

import msgspec

from reader.ingest.fetching.item_reading import read_batch
from reader.ingest.fetching.items import ItemBatch, item_digest, shared_addresses
from reader.ingest.originals import page_of
from reader.ingest.reading import article_in
from reader.sources.feeds.feed import Feed, Item

TEXT = "<p>The harbour of Suva was closed on Tuesday as winds rose, port officials said.</p>"


def item(key: str, **fields: str) -> Item:
    return msgspec.convert({"key": key, "title": "Harbour closed", "content": TEXT} | fields, Item)


def test_an_item_becomes_an_article_of_its_outlet() -> None:
    (read,) = read_batch(ItemBatch("The Reef", (item("a", url="https://reef.example/1?utm_source=rss"),), "en"))
    assert read.article is not None
    assert (read.article.source, read.article.title, read.article.language) == ("The Reef", "Harbour closed", "en")
    assert read.article.annotator == ""


def test_an_outlet_that_the_item_names_goes_before_the_feed() -> None:
    (read,) = read_batch(ItemBatch("All news", (item("a", url="https://x.example/1", source="The Reef"),)))
    assert read.article is not None
    assert read.article.source == "The Reef"


def test_tracking_and_changing_keys_make_no_second_article() -> None:
    one, two = read_batch(
        ItemBatch(
            "R", (item("a", url="https://reef.example/1?utm_source=x"), item("b", url="http://reef.example/1#top"))
        )
    )
    assert one.article is not None
    assert two.article is not None
    assert one.article.id == two.article.id


def test_items_that_share_an_address_stay_apart() -> None:
    items = (
        item("a", url="https://reef.example/ticker"),
        item("b", url="https://reef.example/ticker", title="Reopened"),
    )
    shared = shared_addresses(Feed("rss", url="https://reef.example/", items=items))
    one, two = read_batch(ItemBatch("R", items, shared=shared))
    assert one.article is not None
    assert two.article is not None
    assert one.article.id != two.article.id
    assert two.article.url == "https://reef.example/ticker"


def test_the_front_page_is_no_items_own_address() -> None:
    feed = Feed("rss", url="https://reef.example/", items=(item("a", url="https://reef.example"),))
    assert shared_addresses(feed) == {"https://reef.example/"}


def test_a_changed_item_without_an_address_keeps_its_articles_id() -> None:
    (before,) = read_batch(ItemBatch("R", (item("a"),)))
    assert before.article is not None
    changed = ItemBatch("R", (item("a", content="<p>Open again.</p>"),), known={"a": before.article.id})
    (after,) = read_batch(changed)
    assert after.article is not None
    assert after.article.id == before.article.id
    assert after.article.blocks != before.article.blocks


def test_the_digest_changes_with_what_an_item_says_and_not_with_its_key() -> None:
    assert item_digest(item("a")) == item_digest(item("b"))
    assert item_digest(item("a")) != item_digest(item("a", title="Harbour open"))


def test_an_item_that_says_nothing_is_told_with_its_reason() -> None:
    (read,) = read_batch(ItemBatch("R", (Item("a", url="https://reef.example/2"),)))
    assert read.article is None
    assert "neither a title nor a text" in read.reason


def test_what_is_kept_of_an_item_gives_the_same_article_again() -> None:
    whole = item("a", url="https://reef.example/1", published="2024-05-17T09:30:00+00:00")
    (read,) = read_batch(ItemBatch("The Reef", (whole,), "en"))
    assert read.article is not None
    assert read.original is not None
    again = article_in(page_of(read.original, read.article))
    assert msgspec.structs.replace(again, fetched=read.article.fetched) == read.article
