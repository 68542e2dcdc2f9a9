"""Rows of the store made ahead, by the worker process that has the article anyway: to compress it takes longer than all
else about keeping it.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Final

import msgspec

from reader.article import Article
from reader.library.keys import article_key, page_key
from reader.library.originals import KEPT_PAGE_LIMIT, Original

ROW_LIMIT: Final = 2**20
"""Bytes of the largest row that is made ahead: of larger ones there are few."""
DIGEST_BYTES: Final = 16


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """Rows of an article's first version and of its original, by the keys they are for.

    Each has a digest of what was compressed into it, so that a row is never taken for other contents.
    """

    rows: dict[str, tuple[bytes, bytes]]


def pack(article: Article, original: Original | None = None) -> Packed:
    """The rows of an article that is new to the library. Loads the compressor."""
    from reader.library.codec import compressed, contents

    kept = original if original is not None and len(original.content) <= KEPT_PAGE_LIMIT else None
    first = msgspec.structs.replace(article, revision=1, page=kept.name if kept else "")
    made: dict[str, Article | Original] = {article_key(article.id, 1): first}
    if kept:
        made[page_key(kept.name)] = kept
    rows = {}
    for key, value in made.items():
        content = contents(value)
        row = compressed(value, content)
        if len(row) <= ROW_LIMIT:
            rows[key] = (digest_of(content), row)
    return Packed(rows)


def ready_row(ready: Mapping[str, tuple[bytes, bytes]], key: str, content: bytes) -> bytes | None:
    """The row that was made ahead for that key from that very content; None where there is none."""
    digest, row = ready.get(key, (b"", b""))
    return row if row and digest == digest_of(content) else None


def digest_of(content: bytes) -> bytes:
    """16 bytes that say what was compressed."""
    return blake2b(content, digest_size=DIGEST_BYTES).digest()
