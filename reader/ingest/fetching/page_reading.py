"""What a worker makes of an item's page and of what the feed said together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import msgspec

from reader.article import Article
from reader.cleaning.cleaned import Cleaned
from reader.cleaning.entry import clean_entry
from reader.errors import DatelineError
from reader.ingest.fetching.copies import marks_of
from reader.ingest.fetching.item_reading import entry_of, kept_page
from reader.ingest.fetching.items import ReadItem
from reader.ingest.identity import article_id, canonical_url
from reader.ingest.reading import article_of_cleaned, cleaned_page
from reader.library.packed import pack
from reader.sources.feeds.feed import Item
from reader.sources.page import Page

LEAST_SHARE: Final = 0.8
"""Of the feed's own words, the share that a page's text must have to take its place: below, the page is a stub."""


def read_page(page: Page, item: Item, language: str = "", tags: tuple[str, ...] = ()) -> ReadItem:
    """The article in the item's page, under the id that `page` has: its text, and what the feed knows better of it.

    `page.url` is where the page came from. The feed's time of publication and the outlet stand; address, title, who
    wrote and the tags are the page's, else the feed's; the user's `tags` of the feed are added. Without an article
    where the page has none, or less text than the feed.
    """
    told = clean_entry(entry_of(item, language, tags), url=item.url, source=page.source)
    given = _given(page, told.published)
    try:
        cleaned = cleaned_page(given)
        article = article_of_cleaned(given, cleaned)
    except DatelineError as error:
        return ReadItem(item.key, reason=error.what)
    said = sum(len(block.text.split()) for block in told.blocks)
    if article.words < LEAST_SHARE * said:
        return ReadItem(item.key, reason=f"its page has less text ({article.words} words) than the feed ({said})")
    article = msgspec.structs.replace(
        article,
        title=article.title or told.title,
        byline=article.byline or told.byline,
        agencies=article.agencies or told.agencies,
        tags=_tags(article, told, tags),
        url=cleaned.url or article.url,
    )
    original = kept_page(given)
    marks, packed = marks_of(article), pack(article, original)
    return ReadItem(item.key, article, original, marks=marks, packed=packed, twin=_twin(article, item))


def _tags(article: Article, told: Cleaned, ours: tuple[str, ...]) -> tuple[str, ...]:
    """The page's tags, else the feed's; and those that the user gave the feed."""
    own = tuple(tag for tag in told.tags if tag in ours)
    return tuple(dict.fromkeys((*article.tags, *own))) if article.tags else told.tags


def _given(page: Page, published: datetime | None) -> Page:
    when = published.astimezone(UTC).isoformat() if published else ""
    return msgspec.structs.replace(page, published=when)


def _twin(article: Article, item: Item) -> str:
    """The id that the article would have by the address which its page calls the right one, where that is another."""
    if canonical_url(article.url) in ("", canonical_url(item.url)):
        return ""
    twin = article_id(article.url, None, ())
    return "" if twin == article.id else twin
