"""What a feed's elements say, before anybody has decided what it means: the same from either XML parser."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from reader.sources.feeds.feed import FeedKind

FIELD: Final = 2_000_000
"""Code points of one field that are kept."""
FIELDS: Final = 200
"""Fields of one item, or of the feed itself, that are kept."""


_NONE: Final[Mapping[str, str]] = MappingProxyType({})


class Field(msgspec.Struct, frozen=True, gc=False):
    """One element: its text without space around it, its attributes, the base and the language that hold for it.

    `markup` says that there were elements in it, which stand in the text as HTML.
    """

    text: str
    attributes: Mapping[str, str] = _NONE
    base: str = ""
    language: str = ""
    markup: bool = False


Fields = defaultdict[str, list[Field]]
"""The fields of an item or of the feed by their path."""


def no_fields() -> Fields:
    """Fields where nothing was said yet."""
    return defaultdict(list)


class Raw:
    """A feed as it stands: its root's name and the kind that says, what stands outside the items, and the items."""

    def __init__(self) -> None:
        self.root = ""
        self.kind: FeedKind = "rss"
        self.language = ""
        self.head = no_fields()
        self.items: list[Fields] = []
        self.notes: list[str] = []

    def note(self, words: str) -> None:
        """Keep what was left out or mended, once."""
        if words not in self.notes:
            self.notes.append(words)
