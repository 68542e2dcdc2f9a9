"""What rows of the article store hold, or why one can't be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from reader.article import Article
from reader.library.errors import DamagedError
from reader.library.keys import article_key, page_key
from reader.library.originals import Original


class DamagedRow(NamedTuple):
    """A row that can't be read: its number, its key as far as it is one, and why."""

    row: int
    key: str
    why: str


class Slice(NamedTuple):
    """Rows in the order they were written; `last` is the number of the last one looked at, 0 for none."""

    rows: list[tuple[int, Article]]
    damaged: list[DamagedRow]
    last: int


class Survey(NamedTuple):
    """What became of reading every row."""

    readable: int
    damaged: list[DamagedRow]


def decoded(rows: Iterable[Any]) -> Iterator[tuple[int, Article | Original | DamagedRow]]:
    """What each row (number, key, raw, mode, filename, value) holds, or why it can't be read."""
    from reader.library.codec import checked_key, checked_value, decode

    for number, key, raw, mode, filename, value in rows:
        try:
            content = decode(checked_value(mode, filename, value, checked_key(key, raw)), key)
        except DamagedError as error:
            yield number, DamagedRow(number, key if isinstance(key, str) else "", error.what)
            continue
        if _is_named_by(key, content):
            yield number, content
        else:
            yield number, DamagedRow(number, key, "it holds something else than its key says")


def _is_named_by(key: str, content: Article | Original) -> bool:
    if isinstance(content, Article):
        return key == article_key(content.id, content.revision)
    return key == page_key(content.name)
