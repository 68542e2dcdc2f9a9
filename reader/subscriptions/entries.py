"""What the text of a `feeds.toml` says: every entry that can be understood, and every fault in words with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from reader import safe_text
from reader.errors import DatelineError
from reader.subscriptions.addresses import PROXIES, address_key, checked_address, shown
from reader.subscriptions.layout import entries_of, top_keys
from reader.subscriptions.subscription import SavedQuery, Subscription, Subscriptions

INTERVAL_MIN: Final = 60
INTERVAL_MAX: Final = 30 * 86_400
"""Seconds between two automatic fetches of a feed."""
TAGS: Final = 50
"""Tags of one feed."""
FULL_TEXTS: Final = ("when-short", "always", "never")
FIELDS: Final = tuple(Subscription.__struct_fields__)
_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_INTERVAL: Final = re.compile(r"\s*(\d{1,7})\s*([smhd])\s*")
_HEADER_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
"""A field name of RFC 9110, 5.1."""
_HEADER_VALUE: Final = re.compile(r"[\t\x20-\x7e\x80-\U0010ffff]{0,8000}")
_VITAL: Final = frozenset({"address", "proxy", "headers", "filter"})
"""Without one of these a feed would be asked in a way that its user did not mean, so the entry is left out."""


class FieldError(ValueError):
    """A value that can't be understood; its text says what would be."""


def parse_subscriptions(text: str) -> Subscriptions:
    """Everything in the text of a feeds.toml, defaults left out. Raises tomllib.TOMLDecodeError for what is no TOML."""
    return understood(tomllib.loads(text), text)


def understood(document: dict[str, Any], text: str) -> Subscriptions:
    """Everything in this document, which was read from `text`."""
    reading = _Reading()
    for key in document.keys() - {"feed", "query"}:
        reading.problem(_Place(key, None), f"there is no {key!r} here{nearest(key, ('feed', 'query'))}")
    feeds = tuple(reading.feeds(document.get("feed", [])))
    queries = tuple(reading.queries(document.get("query", [])))
    return Subscriptions(feeds, queries, _told(reading.problems, text) if reading.problems else ())


class _Place(NamedTuple):
    """Where in the document something is: the array, the number of the entry in it, the entry's key."""

    name: str
    number: int | None
    key: str = ""


class _Problem(NamedTuple):
    """What is wrong at a place; `{line}` in it stands for the line of `other`."""

    place: _Place
    what: str
    other: _Place | None = None


def _told(problems: list[_Problem], text: str) -> tuple[str, ...]:
    """The problems in the order of their lines. Only a file that has some is searched for lines."""
    top = top_keys(text)
    tables = {name: entries_of(text, name) for name in ("feed", "query")}

    def line_of(place: _Place) -> int:
        entries = tables.get(place.name, [])
        if place.number is None or place.number >= len(entries):
            return top.get(place.name, 0)
        return entries[place.number].keys.get(place.key, entries[place.number].line)

    told: list[tuple[int, str]] = []
    for place, what, other in problems:
        line = line_of(place)
        sentence = what.replace("{line}", f"line {line_of(other)}") if other else what
        told.append((line, f"line {line}: {sentence}" if line else sentence))
    return tuple(sentence for _, sentence in sorted(told, key=lambda one: one[0]))


class _Reading:
    """The entries of one file as they are read, and what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[_Problem] = []

    def problem(self, place: _Place, what: str, other: _Place | None = None) -> None:
        self.problems.append(_Problem(place, what, other))

    def feeds(self, raw: object) -> Iterator[Subscription]:
        first: dict[str, _Place] = {}
        for entry, place in self._entries(raw, "feed"):
            feed = self._feed(entry, place)
            if feed is None:
                continue
            key = address_key(feed.address)
            if key in first:
                told = shown(feed.address).replace("{line}", "")
                self.problem(place, f"{told} stands here again; what {{line}} says of it counts", first[key])
                continue
            first[key] = place
            yield feed

    def queries(self, raw: object) -> Iterator[SavedQuery]:
        names: set[str] = set()
        for entry, place in self._entries(raw, "query"):
            for key in entry.keys() - {"name", "query"}:
                self.problem(place._replace(key=key), f"a query has no {key!r}{nearest(key, ('name', 'query'))}")
            name, query = entry.get("name"), entry.get("query")
            if not isinstance(name, str) or not (name := safe_text.line(name)):
                self.problem(place, 'a query lacks its name (write name = "…")')
            elif not isinstance(query, str) or not query.strip():
                self.problem(place, f'the query {name!r} lacks what to look for (write query = "…")')
            elif name.casefold() in names:
                self.problem(place, f"there is a query {name!r} already; the first counts")
            else:
                names.add(name.casefold())
                yield SavedQuery(name, query.strip())

    def _entries(self, raw: object, kind: str) -> Iterator[tuple[dict[str, Any], _Place]]:
        """Each entry with its place."""
        if not isinstance(raw, list):
            self.problem(_Place(kind, None), f"{kind} is no list of entries (write [[{kind}]])")
            return
        for number, entry in enumerate(raw):
            if isinstance(entry, dict):
                yield entry, _Place(kind, number)
            else:
                self.problem(_Place(kind, None), f"{kind} holds something that is no entry (write [[{kind}]])")

    def _feed(self, entry: dict[str, Any], place: _Place) -> Subscription | None:
        values: dict[str, Any] = {}
        good = True
        for key, raw in entry.items():
            if key not in FIELDS:
                self.problem(place._replace(key=key), f"a feed has no {key!r}{nearest(key, FIELDS)}")
                continue
            try:
                values[key] = READERS[key](raw)
            except FieldError as error:
                left = "; the feed is left out" if key in _VITAL else ""
                self.problem(place._replace(key=key), f"{key}: {error}{left}")
                good = good and key not in _VITAL
        if "address" not in entry:
            self.problem(place, 'a feed lacks its address (write address = "https://…"); it is left out')
            good = False
        return Subscription(**values) if good else None


def nearest(word: str, known: tuple[str, ...]) -> str:
    """What may have been meant, in brackets; what there is, where nothing is near."""
    import difflib

    close = difflib.get_close_matches(word.lower().replace("-", "_"), known, 1, 0.6)
    return f" (is {close[0]!r} meant?)" if close else f" (there are {', '.join(known)})"


def read_interval(raw: object) -> int:
    """Seconds: a whole number of them, or "90s", "30m", "2h", "1d". Raises FieldError."""
    seconds: int | None = None
    if isinstance(raw, int) and not isinstance(raw, bool):
        seconds = raw
    elif isinstance(raw, str):
        match = _INTERVAL.fullmatch(raw.lower())
        seconds = int(match[1]) * _UNITS[match[2]] if match else int(raw) if re.fullmatch(r"\d{1,7}", raw) else None
    if seconds is None:
        raise FieldError('write it as "30m", "2h", "1d" or in seconds')
    if seconds and not INTERVAL_MIN <= seconds <= INTERVAL_MAX:
        raise FieldError("choose a time from 1 minute to 30 days")
    return seconds


def _address(raw: object) -> str:
    try:
        return checked_address(_text(raw))
    except DatelineError as error:
        raise FieldError(f"{error}") from error


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise FieldError("write it between quotes")
    return raw


def _title(raw: object) -> str:
    return safe_text.line(_text(raw))


def read_tags(raw: object) -> tuple[str, ...]:
    """Tags in order, each once; one alone may stand without its list. Raises FieldError."""
    tags = [raw] if isinstance(raw, str) else raw
    if not isinstance(tags, list | tuple) or not all(isinstance(tag, str) for tag in tags):
        raise FieldError('write them as ["one", "another"]')
    if len(tags) > TAGS:
        raise FieldError(f"there are more than {TAGS}")
    return tuple(dict.fromkeys(tag for tag in (safe_text.line(tag, safe_text.TAG) for tag in tags) if tag))


def _full_text(raw: object) -> str:
    if raw not in FULL_TEXTS:
        raise FieldError(f"choose {', '.join(FULL_TEXTS)}")
    return str(raw)


def read_headers(raw: object) -> dict[str, str]:
    """Names and values of headers, fit to be sent. Raises FieldError, never with a value in it."""
    if not isinstance(raw, dict):
        raise FieldError('write it as { "X-Name" = "value" }')
    for name, value in raw.items():
        if not _HEADER_NAME.fullmatch(name):
            raise FieldError(f"{safe_text.line(name)!r} is no name of a header")
        if not isinstance(value, str) or not _HEADER_VALUE.fullmatch(value):
            raise FieldError(f"the value of {name} is no line of text between quotes")
    return dict(raw)


def read_proxy(raw: object) -> str:
    """The address of a proxy, "direct" or nothing. Raises FieldError, never with a name or password in it."""
    proxy = _text(raw).strip()
    scheme, mark, rest = proxy.partition("://")
    if proxy in ("", "direct"):
        return proxy
    if not mark or scheme.lower() not in PROXIES or not rest or not rest.isprintable() or " " in rest:
        raise FieldError(f'write "direct", or an address with {", ".join(PROXIES)} and ://')
    return proxy


def _truth(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise FieldError("write true or false")
    return raw


def read_filter(raw: object) -> str:
    """A command in one line. Raises FieldError."""
    command = _text(raw).strip()
    if not command.isprintable():
        raise FieldError("a command is one line, without control characters")
    return command


READERS: Final[dict[str, Callable[[object], Any]]] = {
    "address": _address,
    "title": _title,
    "tags": read_tags,
    "interval": read_interval,
    "full_text": _full_text,
    "headers": read_headers,
    "hidden": _truth,
    "proxy": read_proxy,
    "allow_private": _truth,
    "filter": read_filter,
}
"""What makes of a value in the file the value of a field; raises FieldError."""
