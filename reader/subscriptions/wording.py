"""The text of a `feeds.toml`: how an entry is written, and what becomes of the text when one is changed."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from reader.errors import DatelineError
from reader.subscriptions.layout import Table, entries_of
from reader.subscriptions.subscription import SavedQuery, Subscription

BEGINNING: Final = """\
# Feeds that Dateline reads. Edit it as you like: commands and the desk change single entries and leave the rest,
# comments too, as it is. `dateline feed list` says what it understands, with the lines that it does not.
#
# [[feed]]
# address = "https://example.org/feed.xml"   # or a path, or "exec:program words" (only with allow_commands)
# title = "Example"             # in place of the feed's own
# tags = ["world", "asia"]
# interval = "30m"              # between two automatic fetches: "90s", "30m", "2h", "1d"
# full_text = "when-short"      # when an item's page is fetched: "when-short", "always", "never"
# headers = { "X-Key" = "…" }   # sent to the feed's own host and never shown
# hidden = true                 # kept out of the list of feeds
# proxy = "socks5h://127.0.0.1:9050"   # or "direct"
# allow_private = true          # an address in your own network
# filter = "program words"      # the feed goes through this program (only with allow_commands)
#
# [[query]]
# name = "Unread on Japan"
# query = "country:JP is:unread"
"""
"""What a file begins with that a command makes."""

_SPANS: Final = ((86_400, "d"), (3600, "h"), (60, "m"))


def appended(text: str, entries: Iterable[str]) -> str:
    """The text with these entries at its end, an empty line before each."""
    for entry in entries:
        if text:
            text += "\n" * (not text.endswith("\n"))
            text += "\n" * (not text.endswith(("\n\n", "\n\r\n")))
        text += entry
    return text


def feed_text(feed: Subscription) -> str:
    """The entry of this feed, with the fields that are not what they are by default."""
    return _entry("feed", {"address": feed.address, **told(feed)})


def query_text(query: SavedQuery) -> str:
    """The entry of this query."""
    return _entry("query", {"name": query.name, "query": query.query})


def told(feed: Subscription) -> dict[str, Any]:
    """The fields of the feed that are not what they are by default."""
    plain = Subscription(address=feed.address)
    fields = msgspec.structs.asdict(feed)
    return {name: value for name, value in fields.items() if value != getattr(plain, name)}


def interval_text(seconds: int) -> str | int:
    """Seconds as a person writes them: "30m"; as they are where no unit fits."""
    for span, unit in _SPANS:
        if seconds and seconds % span == 0:
            return f"{seconds // span}{unit}"
    return seconds


def changed_entry(text: str, number: int, fields: Mapping[str, Any], note: str = "") -> str:
    """The text in which entry `number` of the feeds has these fields, and `note` as a comment above its address. A
    field that is the default is taken out. Raises DatelineError where the entry is written in a way that can't be
    changed without touching others.
    """
    import tomlkit

    table = _table(text, number)
    chunk = text[table.start : table.end]
    ending = "\r\n" if "\r\n" in chunk else "\n"
    document: Any = tomlkit.parse(chunk.replace("\r\n", "\n"))
    entry = document["feed"][0]
    plain = Subscription(address="")
    for name, value in fields.items():
        if name == "tags" and value and isinstance(entry.get(name), list):
            _retag(entry[name], value)
        elif value != getattr(plain, name):
            entry[name] = _value(name, value)
        elif name in entry:
            del entry[name]
    changed = tomlkit.dumps(document)
    changed += "\n" * (not changed.endswith("\n") and chunk.endswith("\n"))
    if note:
        changed = _noted(changed, note)
    after = text[: table.start] + changed.replace("\n", ending) + text[table.end :]
    expected = tomllib.loads(text)
    _put(expected["feed"][number], fields)
    return _proved(after, expected)


def without_entry(text: str, number: int) -> str:
    """The text without entry `number` of the feeds. Raises DatelineError as `changed_entry`."""
    table = _table(text, number)
    expected = tomllib.loads(text)
    del expected["feed"][number]
    if not expected["feed"]:
        del expected["feed"]
    return _proved(text[: table.start] + text[table.end :], expected)


def _table(text: str, number: int) -> Table:
    tables = entries_of(text, "feed")
    if number >= len(tables):
        raise unchangeable()
    return tables[number]


def _put(entry: dict[str, Any], fields: Mapping[str, Any]) -> None:
    plain = Subscription(address="")
    for name, value in fields.items():
        entry.pop(name, None)
        if value != getattr(plain, name):
            written = interval_text(value) if name == "interval" else value
            entry[name] = list(written) if isinstance(written, tuple) else copy.copy(written)


def _proved(after: str, expected: dict[str, Any]) -> str:
    try:
        same = tomllib.loads(after) == expected
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise unchangeable()
    return after


def unchangeable() -> DatelineError:
    """Why a file that can be read can't be changed by a program."""
    return DatelineError(
        "the entry is written in a way that only its writer can change",
        remedy="edit the file, or write the feed as a [[feed]] of its own",
    )


def _retag(array: Any, tags: tuple[str, ...]) -> None:
    """Makes a list in the file hold these tags; those that stay keep their lines and comments."""
    kept = [tag for tag in array if tag in tags]
    if kept != list(tags[: len(kept)]):
        for _ in range(len(array)):
            del array[0]
    for number in reversed(range(len(array))):
        if array[number] not in tags:
            del array[number]
    for tag in tags[len(array) :]:
        array.append(tag)


def _noted(chunk: str, note: str) -> str:
    lines = chunk.split("\n")
    place = entries_of(chunk, "feed")[0].keys["address"] - 1
    return "\n".join([*lines[:place], f"# {note}", *lines[place:]])


def _entry(kind: str, fields: Mapping[str, Any]) -> str:
    import tomlkit

    table = tomlkit.table()
    for name, value in fields.items():
        table[name] = _value(name, value)
    tables = tomlkit.aot()
    tables.append(table)
    document = tomlkit.document()
    document[kind] = tables
    return tomlkit.dumps(document)


def _value(name: str, value: Any) -> Any:
    """The value as tomlkit writes it: intervals with their unit, headers in one line."""
    import tomlkit

    if name == "interval":
        return interval_text(value)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dict):
        inline = tomlkit.inline_table()
        inline.update(value)
        return inline
    return value
