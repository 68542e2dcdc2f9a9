"""How diskcache stores rows for Dateline: text keys, our own codec for values, and never a pickle nor a side file.

diskcache's own Disk and its JSONDisk unpickle whatever a row of kind "pickle" holds, in its value and in its key, so
that whoever can write the folder can run code (CVE-2025-69872). Loaded only by whoever writes articles.
"""

from __future__ import annotations

from typing import Final, NoReturn

from diskcache.core import UNKNOWN, Disk

from reader.article import Article
from reader.errors import DatelineError
from reader.library.codec import MODE_RAW, checked_key, checked_value, decode, encode
from reader.library.originals import Original

ROW_LIMIT: Final = 16 * 2**20
"""Bytes of the largest row. diskcache writes larger ones to side files, which a kill can orphan: refused instead."""


def checked_size(row: bytes, key: str) -> bytes:
    """The row. Raises DatelineError for one that is too large."""
    if len(row) > ROW_LIMIT:
        raise DatelineError(
            f"it takes {len(row):,} bytes; the library keeps at most {ROW_LIMIT:,} in one piece", key, "split it"
        )
    return row


class ArticleDisk(Disk):  # type: ignore[misc]  # diskcache has no types
    """Rows of articles and kept originals. Whatever else a row claims to be is refused with DamagedError, unopened."""

    def put(self, key: object) -> tuple[str, bool]:
        if type(key) is not str:
            raise TypeError(f"a key of the article store is text, not {type(key).__name__}")
        return key, True

    def get(self, key: object, raw: object) -> str:
        return checked_key(key, raw)

    def store(self, value: object, read: bool, key: object = UNKNOWN) -> tuple[int, int, None, bytes]:
        if read or not isinstance(value, Article | Original):
            raise TypeError(f"the article store takes articles and originals, not {type(value).__name__}")
        return 0, MODE_RAW, None, checked_size(encode(value), f"{key}")

    def fetch(self, mode: object, filename: object, value: object, read: bool) -> Article | Original:
        if read:
            raise TypeError("the article store hands out no open files")
        return decode(checked_value(mode, filename, value, "article store"), "article store")

    def filename(self, *_: object) -> NoReturn:
        raise TypeError("the article store has no side files")

    def remove(self, file_path: object) -> None:
        """Nothing: there are no side files, so a row that names one can't make us delete it."""
