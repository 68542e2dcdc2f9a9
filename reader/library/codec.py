"""What a row of the article store holds, byte by byte: a version byte, then a zstd frame with a checksum.

SQLite has no checksums of its own: of 200 articles with 100 flipped bytes, 66 read wrong without a word; with the
frame's checksum none does. Loaded only when an article is read or written, since zstandard takes long to import.
"""

from __future__ import annotations

import threading
from typing import Final

import msgspec
import zstandard

from reader.article import Article
from reader.library.errors import DamagedError
from reader.library.originals import Original

ARTICLE: Final = 1
"""Version byte of an article: msgpack of reader.article.Article."""
PAGE: Final = 2
"""Version byte of an original that an earlier Dateline kept, always a web page: its bytes as they came."""
ORIGINAL: Final = 3
"""Version byte of a kept original: msgpack of reader.library.originals.Original."""
LEVEL: Final = 3
"""zstd level: the last one that costs less than msgpack does."""
UNPACKED_LIMIT: Final = 64 * 2**20
"""Bytes a row may unpack to: a row says so before it is unpacked, and one that says more is refused."""

MODE_RAW: Final = 1
"""diskcache's mark of a value that is what it is: neither in a side file (2, 3) nor a pickle (4)."""

_to_msgpack = msgspec.msgpack.Encoder().encode
_article = msgspec.msgpack.Decoder(Article).decode
_original = msgspec.msgpack.Decoder(Original).decode


class _Zstd(threading.local):
    """A compressor and a decompressor a thread: neither may be used by two at once."""

    def __init__(self) -> None:
        self.compress = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True, write_content_size=True).compress
        self.decompress = zstandard.ZstdDecompressor().decompress


_zstd = _Zstd()


def encode(value: Article | Original) -> bytes:
    """The row of an article or of a kept original."""
    return compressed(value, contents(value))


def contents(value: Article | Original) -> bytes:
    """What is compressed into its row."""
    return _to_msgpack(value)


def compressed(value: Article | Original, content: bytes) -> bytes:
    """The row of it that holds this content."""
    version = ARTICLE if isinstance(value, Article) else ORIGINAL
    return bytes((version,)) + _zstd.compress(content)


def decode(row: bytes, where: str) -> Article | Original:
    """The article or the kept original of a row.

    Raises DamagedError, naming `where`, for a flipped byte, an unknown version or a content that is neither.
    """
    if not row:
        raise damaged("it is empty", where)
    content = _unpacked(row, where)
    if row[0] == PAGE:
        return Original("html", content, bare=True)
    try:
        return _article(content) if row[0] == ARTICLE else _original(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        what = "article" if row[0] == ARTICLE else "original"
        raise damaged(f"it is no {what}: {error}", where) from error


def damaged(why: str, where: str) -> DamagedError:
    """The error for a row that can't be what was written."""
    return DamagedError(
        f"this stored row is damaged: {why}",
        where,
        "`dateline doctor` lists all that is damaged; add the page again, or restore a backup",
    )


def checked_key(key: object, raw: object) -> str:
    """The text of a key column. Raises DamagedError for any other kind, above all diskcache's pickled one."""
    if raw != 1 or not isinstance(key, str):
        raise damaged(
            "its key is a pickle or another kind that Dateline never writes; it was not opened", "article store"
        )
    return key


def checked_value(mode: object, filename: object, value: object, where: str) -> bytes:
    """The bytes of a value column. Raises DamagedError for a pickle, a side file or another kind, unopened."""
    if mode != MODE_RAW or filename is not None or not isinstance(value, bytes):
        raise damaged("its value is a pickle or another kind that Dateline never writes; it was not opened", where)
    return value


def _unpacked(row: bytes, where: str) -> bytes:
    if row[0] not in (ARTICLE, PAGE, ORIGINAL):
        raise damaged(f"its version is {row[0]}, and this Dateline knows {ARTICLE} to {ORIGINAL}", where)
    frame = memoryview(row)[1:]
    try:
        size = zstandard.frame_content_size(frame)
        if not 0 <= size <= UNPACKED_LIMIT:
            raise damaged(f"it would unpack to {size:,} bytes", where)
        return _zstd.decompress(frame)
    except zstandard.ZstdError as error:
        raise damaged(f"{error}", where) from error
