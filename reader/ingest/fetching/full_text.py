"""Whose page is fetched for its whole text, and what is made of that page and of what the feed said together.

An item whose page is wanted is held back until the page came or failed, for HOLD_SECONDS at most: then it is listed
as the feed gave it, and the page's text becomes its next version. So a story is mostly listed once, whole, and where
another outlet's copy of it is known already, not a second time.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

import msgspec

from reader.article import Article
from reader.cleaning.as_text import text_of_markup
from reader.cleaning.entry import clean_entry
from reader.errors import DatelineError
from reader.ingest.fetching.copies import marks_of
from reader.ingest.fetching.items import ReadItem, entry_of, kept_page
from reader.ingest.identity import article_id, canonical_url
from reader.ingest.reading import article_of_cleaned, cleaned_page
from reader.sources.feeds.feed import Item
from reader.sources.page import Page
from reader.subscriptions.subscription import FullText

HOLD_SECONDS: Final = 15.0
"""Seconds that an item waits for its page before it is listed without."""
SHORT_WORDS: Final = 150
"""Words of an item's own text below which it is a summary: a short news report has 200."""
LEAST_SHARE: Final = 0.8
"""Of the feed's own words, the share that a page's text must have to take its place: below, the page is a stub."""

_CUT = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|\b(?:read more|continue reading|read the (?:full|rest)[^.]{0,40}"
    r"|full story|weiterlesen|mehr lesen|lire la suite|leer más|seguir leyendo|leggi tutto|continua a leggere"
    r"|lees verder|ler mais|читать далее)\W{0,4})\s*$",
    re.IGNORECASE,
)
_TAIL: Final = 200
"""Code points at the end of a text that are looked at for signs of a cut."""
_NO_PAGE = re.compile(
    r"\.(?:mp3|m4a|ogg|opus|wav|mp4|m4v|mov|webm|pdf|jpe?g|png|gif|webp|zip|epub|docx?|xlsx?|pptx?)$", re.IGNORECASE
)


def wants_page(item: Item, rule: FullText) -> bool:
    """Whether the item's page is to be fetched under the rule: never where it has none that is a page."""
    if rule == "never" or not item.url or _NO_PAGE.search(urlsplit(item.url).path):
        return False
    return rule == "always" or is_short(item)


def is_short(item: Item) -> bool:
    """Whether the feed gives less than the article: few words, or an end that says that it goes on elsewhere."""
    body = max(item.content, item.summary, key=len)
    text = (body if item.plain else text_of_markup(body)).strip()
    return len(text.split()) < SHORT_WORDS or bool(_CUT.search(text[-_TAIL:]))


def lacks_text(article: Article) -> bool:
    """`is_short` of an item that was read already, by its article: a hundred times as fast."""
    last = article.blocks[-1].text if article.blocks else ""
    return article.words < SHORT_WORDS or bool(_CUT.search(last[-_TAIL:]))


def read_page(page: Page, item: Item, language: str = "") -> ReadItem:
    """The article in the item's page, under the id that `page` has: its text, and what the feed knows better of it.

    `page.url` is where the page came from. The feed's time of publication and the outlet stand; address, title, who
    wrote and the tags are the page's, else the feed's. Without an article where the page has none, or less text than
    the feed.
    """
    told = clean_entry(entry_of(item, language), url=item.url, source=page.source)
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
        tags=article.tags or told.tags,
        url=cleaned.url or article.url,
    )
    twin = _twin(article, item)
    return ReadItem(item.key, article, kept_page(given), "", marks_of(article), twin)


def _given(page: Page, published: datetime | None) -> Page:
    when = published.astimezone(UTC).isoformat() if published else ""
    return msgspec.structs.replace(page, published=when)


def _twin(article: Article, item: Item) -> str:
    """The id that the article would have by the address which its page calls the right one, where that is another."""
    if canonical_url(article.url) in ("", canonical_url(item.url)):
        return ""
    twin = article_id(article.url, None, ())
    return "" if twin == article.id else twin
