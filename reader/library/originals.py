"""A page as it was kept: the bytes that came and what their giver said of them, so that it can be cleaned again.

Apart from the codec, whose compressor takes long to load: who brings pages in makes originals by the hundred.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final, Literal

import msgspec

KEPT_PAGE_LIMIT: Final = 15 * 2**20
"""Bytes of the largest original that is kept; of a larger one only the article is."""
NAME_LENGTH: Final = 32
"""Hexadecimal digits of the SHA-256 that name a kept original: 128 bits, no two originals ever share them."""

_encode = msgspec.msgpack.Encoder().encode


class Original(msgspec.Struct, frozen=True, omit_defaults=True):
    """A page's bytes as they came, and what their giver said of them: empty where they said nothing.

    Of kind `entry` is what a feed said of an article, as JSON. `id` is the one that an import brought. `bare` marks one
    that an earlier Dateline kept: its bytes alone, so that nobody knows what the giver said.
    """

    kind: Literal["html", "text", "entry"]
    content: bytes
    url: str = ""
    id: str = ""
    title: str = ""
    published: str = ""
    source: str = ""
    bare: bool = False

    @property
    def name(self) -> str:
        """What it is called in the library: the same bytes with the same words of the giver are kept once."""
        kept = self.content if self.bare else _encode(self)
        return sha256(kept).hexdigest()[:NAME_LENGTH]
