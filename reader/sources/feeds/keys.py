"""What tells the items of a feed from each other for good, and what becomes of items that are there twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

import msgspec

from reader.sources.feeds.feed import Item

LENGTH: Final = 1_000
"""Code points of a guid that is a key as it stands; a longer one is kept as its digest."""


def key_of(guid: str) -> str:
    """The key that a guid or id makes."""
    return guid if len(guid) <= LENGTH else _digest(guid)


def distinct(found: Iterable[Item]) -> list[Item]:
    """The items in their order, each once and with a key.

    The key is the guid or id, else the link, else a digest of title, date and content. A guid that items with other
    titles and other links have too tells nothing apart, and neither does a link under several titles: all that share
    one go by what comes next. Of items with one key the first stands, as feeds begin with the newest, unless a later
    one says that it was updated since.
    """
    items = list(found)
    keys = [item.key for item in items]
    for next_key in (_link_key, _content_key):
        worthless = _worthless(keys, items)
        keys = [next_key(item) if not key or key in worthless else key for key, item in zip(keys, items, strict=True)]
    kept: dict[str, Item] = {}
    for key, item in zip(keys, items, strict=True):
        before = kept.get(key)
        if before is None or (before.updated and item.updated > before.updated):
            kept[key] = item if item.key == key else msgspec.structs.replace(item, key=key)
    return list(kept.values())


def _worthless(keys: list[str], items: list[Item]) -> set[str]:
    """Keys that are shared by items with different titles and different links, or where the link is the key."""
    if len(set(keys)) == len(keys):
        return set()
    first: dict[str, Item] = {}
    worthless = set()
    for key, item in zip(keys, items, strict=True):
        other = first.setdefault(key, item)
        if item.title != other.title and (item.url != other.url or key_of(item.url) == key or not item.url):
            worthless.add(key)
    return worthless


def _link_key(item: Item) -> str:
    return key_of(item.url)


def _content_key(item: Item) -> str:
    return _digest("\0".join((item.title, item.published, item.content or item.summary)))


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
