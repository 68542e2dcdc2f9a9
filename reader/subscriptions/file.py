"""`feeds.toml`: reading it whole, and changing one entry of it so that every byte outside of that entry stays."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from reader.config import feeds_file
from reader.errors import DatelineError
from reader.subscriptions.addresses import (
    address_key,
    checked_address,
    has_credentials,
    kind_of,
    shown,
    without_userinfo,
)
from reader.subscriptions.entries import READERS, FieldError, parse_subscriptions, understood
from reader.subscriptions.replacing import replace
from reader.subscriptions.subscription import SavedQuery, Subscription, Subscriptions
from reader.subscriptions.wording import (
    BEGINNING,
    appended,
    changed_entry,
    feed_text,
    query_text,
    unchangeable,
    without_entry,
)

FILE_BYTES: Final = 16 * 2**20
"""Bytes of a feeds.toml; some hundred thousand feeds."""
_BOM: Final = "\ufeff"


class Added(msgspec.Struct, frozen=True):
    """What is in the file now and was not before."""

    feeds: tuple[Subscription, ...] = ()
    queries: tuple[SavedQuery, ...] = ()


def read_subscriptions(path: Path | None = None) -> Subscriptions:
    """What the file at `path` (default: feeds.toml in the config folder) says; nothing where there is none.

    Raises DatelineError, with the line where there is one, for a file that can't be read or is no TOML.
    """
    path = path or feeds_file()
    try:
        with path.open("rb") as file:
            content = file.read(FILE_BYTES + 1)
    except FileNotFoundError:
        return Subscriptions()
    except OSError as error:
        raise DatelineError(f"cannot be read: {error.strerror}", str(path), "check its permissions") from error
    return _parsed(_decoded(content, path), path)


def find(subscriptions: Subscriptions, address: str) -> Subscription | None:
    """The subscription of that address, or of another spelling of it."""
    key = address_key(address)
    return next((feed for feed in subscriptions.feeds if address_key(feed.address) == key), None)


def subscribe(path: Path, feed: Subscription) -> bool:
    """Adds the feed at the file's end, which is begun when missing. False where it is subscribed to already."""
    return bool(subscribe_all(path, [feed]).feeds)


def subscribe_all(path: Path, feeds: Iterable[Subscription], queries: Iterable[SavedQuery] = ()) -> Added:
    """Adds those feeds and queries that are not there yet, in one go, and tells which."""
    by_key: dict[str, Subscription] = {}
    for feed in feeds:
        by_key.setdefault(address_key(feed.address), feed)
    by_name = {query.name.casefold(): query for query in reversed(list(queries))}
    added = Added()

    def append(text: str) -> str:
        nonlocal added
        known = set(_keys(text))
        names = {query.name.casefold() for query in _parsed(text, path).queries}
        added = Added(
            tuple(feed for key, feed in by_key.items() if key not in known),
            tuple(query for name, query in reversed(by_name.items()) if name not in names),
        )
        entries = [*map(feed_text, added.feeds), *map(query_text, added.queries)]
        return appended(text or BEGINNING, entries) if entries else text

    _edit(path, append)
    return added


def begin(path: Path) -> None:
    """Makes the file, with a comment that explains every key, where there is none."""
    replace(path, lambda content: content if content is not None else BEGINNING.encode(), private=lambda _: False)


def unsubscribe(path: Path, address: str) -> bool:
    """Takes the feed's entry out of the file. False where there is none."""
    wanted = address_key(address)
    found = False

    def without(text: str) -> str:
        nonlocal found
        numbers = [number for number, key in enumerate(_keys(text)) if key == wanted]
        found = bool(numbers)
        for number in reversed(numbers):
            text = without_entry(text, number)
        return text

    _edit(path, without)
    return found


def change(path: Path, address: str, **fields: Any) -> bool:
    """Gives fields of the feed's entry other values; one that is the default is taken out. False where it is unknown.

    Raises TypeError for what is no field, DatelineError for a value that can't be understood.
    """
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in READERS:
            raise TypeError(f"a subscription has no {name}")
        try:
            values[name] = None if name == "full_text" and value is None else READERS[name](value)
        except FieldError as error:
            raise DatelineError(f"{name}: {error}", shown(address)) from error
    return _change(path, address, lambda _: values)


def readdress(path: Path, old: str, new: str, *, day: date | None = None) -> bool:
    """Gives the feed the address that its server says is its new one for good; the old one stays in a comment with the
    day (default: today, UTC). False where the old one is unknown, the new one is subscribed to already, or the feed may
    not move there (`may_move`).
    """
    new = checked_address(new)
    feed = find(read_subscriptions(path), old)
    if feed is None or not may_move(feed, new):
        return False
    note = f"until {(day or datetime.now(UTC).date()).isoformat()} it was {without_userinfo(old)}"
    return _change(path, old, lambda _: {"address": new}, note, unless=address_key(new))


def may_move(feed: Subscription, new: str) -> bool:
    """Whether a server may send the feed to this address for good: from web to web only, and one with headers of its
    own, which may be secret, only on its host, and never off TLS.
    """
    if kind_of(feed.address) != "web" or kind_of(new) != "web":
        return False
    if not feed.headers:
        return True
    one, other = urlsplit(address_key(feed.address)), urlsplit(address_key(new))
    same = one.hostname == other.hostname
    return same and (
        (one.scheme, one.port) == (other.scheme, other.port) or (other.scheme == "https" and not other.port)
    )


def rename(path: Path, address: str, title: str) -> bool:
    """Gives the feed a title of the user's own; an empty one gives it back its own. False where it is unknown."""
    return change(path, address, title=title)


def with_tags(path: Path, address: str, *tags: str) -> bool:
    """Adds tags to the feed's. False where it is unknown."""
    return _change(path, address, lambda feed: {"tags": READERS["tags"]((*feed.tags, *tags))})


def without_tags(path: Path, address: str, *tags: str) -> bool:
    """Takes tags from the feed's. False where it is unknown."""
    return _change(path, address, lambda feed: {"tags": tuple(tag for tag in feed.tags if tag not in tags)})


def _change(
    path: Path,
    address: str,
    values: Callable[[Subscription], dict[str, Any]],
    note: str = "",
    unless: str | None = None,
) -> bool:
    """Whether there is an entry of that address, and none of the key `unless`; its fields are changed then."""
    wanted = address_key(address)
    found = False

    def changed(text: str) -> str:
        nonlocal found
        keys = _keys(text)
        found = wanted in keys and (unless == wanted or unless not in keys)
        if not found:
            return text
        feed = find(_parsed(text, path), address) or Subscription(address=address)
        return changed_entry(text, keys.index(wanted), values(feed), note)

    _edit(path, changed)
    return found


def _keys(text: str) -> list[str]:
    """The key of every entry's address, understood or not, in order."""
    feeds = tomllib.loads(text).get("feed", [])
    return [_key(entry) for entry in feeds] if isinstance(feeds, list) else []


def _key(entry: object) -> str:
    address = entry.get("address") if isinstance(entry, dict) else None
    try:
        return address_key(checked_address(address)) if isinstance(address, str) else ""
    except DatelineError:
        return ""


def _edit(path: Path, edit: Callable[[str], str]) -> None:
    """Writes what `edit` makes of the file's text; a byte order mark at its beginning stays there."""

    def edited(content: bytes | None) -> bytes:
        text = _decoded(content or b"", path)
        _loaded(text, path)
        mark = _BOM if (content or b"").startswith(_BOM.encode()) else ""
        try:
            return (mark + _whole(edit(text))).encode()
        except DatelineError as error:
            raise DatelineError(error.what, error.where or str(path), error.remedy) from error

    replace(path, edited, private=_is_private)


def _whole(text: str) -> str:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise unchangeable() from error
    return text


def _is_private(content: bytes) -> bool:
    feeds = parse_subscriptions(content.decode("utf-8-sig")).feeds
    return any(feed.headers or has_credentials(feed.address) or has_credentials(feed.proxy) for feed in feeds)


def _decoded(content: bytes, path: Path) -> str:
    if len(content) > FILE_BYTES:
        raise DatelineError(f"is larger than {FILE_BYTES >> 20} MiB", str(path), "take feeds out of it")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DatelineError(f"is not valid TOML: line {line} is not in UTF-8", str(path), "mend that line") from error


def _loaded(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DatelineError(f"is not valid TOML: {error}", str(path), "mend that line") from error
    except RecursionError as error:
        raise DatelineError("has too many brackets inside each other", str(path), "take them out") from error


def _parsed(text: str, path: Path) -> Subscriptions:
    return understood(_loaded(text, path), text)
