"""Short digests of an article: what a reader sees of it, and the words a search would find in it."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, Final

import msgspec

from reader.article import Article

CONTENT_BYTES: Final = 16
TEXT_BYTES: Final = 8

_encode = msgspec.msgpack.Encoder().encode


def content_digest(article: Article) -> bytes:
    """16 bytes over what a reader sees; when it came in, and what was found in it, do not count.

    Two revisions with the same digest are the same article. Its `updated`, `section` and `agencies` do not count
    either: sites stamp and file a page anew without touching a word of it, and one that did change has other blocks.
    """
    return _digest(_seen(article), CONTENT_BYTES)


def same_content(one: Article, other: Article) -> bool:
    """Whether a reader sees the same in both: what `content_digest` says, without making it."""
    return _seen(one) == _seen(other)


def _seen(article: Article) -> tuple[Any, ...]:
    return (
        article.url,
        article.title,
        article.standfirst,
        article.byline,
        article.source,
        article.published,
        article.dateline,
        article.language,
        article.blocks,
        article.tags,
    )


def text_digest(article: Article) -> bytes:
    """8 bytes over the words that are searched: title, standfirst and blocks."""
    return _digest((article.title, article.standfirst, [block.text for block in article.blocks]), TEXT_BYTES)


def _digest(parts: Any, size: int) -> bytes:
    return blake2b(_encode(parts), digest_size=size).digest()
