"""Kept originals on their way in and out: a page as it is to be kept, a kept one as a page to be cleaned again."""

from __future__ import annotations

from typing import Final

from reader import safe_text
from reader.article import Article
from reader.ingest.identity import article_id
from reader.library.originals import Original
from reader.sources.page import Page

DATE: Final = 100
"""Code points of a date that are kept as its giver wrote it."""


def original_of(page: Page) -> Original:
    """The page as it is kept: its bytes, and of what its giver said as much as an article can hold."""
    return Original(
        page.kind,
        page.content,
        url=safe_text.url(page.url),
        id=page.id,
        title=safe_text.line(page.title),
        published=safe_text.line(page.published, DATE),
        source=safe_text.line(page.source, safe_text.NAME),
    )


def page_of(original: Original, article: Article) -> Page:
    """The page that the article is to be cleaned from again, under the id it has.

    What the giver of a bare original said is not known. An id that isn't of our making was given by an import, and then
    so were the title, the date and the source.
    """
    if not original.bare:
        return Page(
            article.label,
            original.content,
            original.kind,
            url=original.url,
            id=article.id,
            title=original.title,
            published=original.published,
            source=original.source,
        )
    if article_id(article.url, article.title, (block.text for block in article.blocks)) == article.id:
        return Page(article.label, original.content, original.kind, url=article.url, id=article.id)
    return Page(
        article.label,
        original.content,
        original.kind,
        url=article.url,
        id=article.id,
        title=article.title or "",
        published=article.published.isoformat() if article.published else "",
        source=article.source or "",
    )
