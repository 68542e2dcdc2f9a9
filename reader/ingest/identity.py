"""What makes two pages the same article: its canonical address, else its text.

The same article gets the same id on every machine, so libraries can be merged and a page that comes again is known.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import Final

from reader.library.addresses import canonical_url

__all__ = ["ID_DIGITS", "article_id", "canonical_url"]

ID_DIGITS: Final = 16
"""Hexadecimal digits of an id: 64 bits, a chance of 3 in 100 million that any two of a million articles clash."""


def article_id(url: str, title: str | None, texts: Iterable[str]) -> str:
    """The id: the beginning of the SHA-256 of the canonical address, or without one of the title and the text.

    Of the text only letters and digits count, in NFKC and without case: typography may differ between two copies.
    """
    address = canonical_url(url)
    digest = hashlib.sha256()
    if address:
        digest.update(b"url\x00" + address.encode("utf-8", "replace"))
    else:
        digest.update(b"text\x00")
        for text in (title or "", *texts):
            folded = unicodedata.normalize("NFKC", text).casefold()
            digest.update("".join(char for char in folded if char.isalnum()).encode("utf-8", "replace"))
    return digest.hexdigest()[:ID_DIGITS]
