"""Which feed somebody means by an address, a title, or the beginning of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from reader import safe_text
from reader.errors import DatelineError, UsageError
from reader.subscriptions.addresses import address_key, guessed_address
from reader.subscriptions.subscription import Subscription

NAMED: Final = 5
"""Feeds that are named where several may be meant."""


def meant(
    feeds: Iterable[Subscription], word: str, titles: Mapping[str, str], public: Callable[[str], str]
) -> Subscription:
    """The feed of that address, else of that title, else the only one whose address or title begins so. `titles` are
    the feeds' own, by address, for those that the user gave none; `public` makes of an address what is shown of it,
    which is enough to name it.

    Raises DatelineError where there is none, UsageError where there are several.
    """
    feeds = list(feeds)
    key = _key(word)
    named = {feed.address: (feed.title or titles.get(feed.address, "")).casefold() for feed in feeds}
    wanted = safe_text.line(word).casefold()
    for found in (
        [feed for feed in feeds if key and address_key(feed.address) == key],
        [feed for feed in feeds if key and address_key(public(feed.address)) == key],
        [feed for feed in feeds if wanted and named[feed.address] == wanted],
        [feed for feed in feeds if wanted and (named[feed.address].startswith(wanted) or _begins(feed, word, public))],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(public(feed.address) for feed in found[:NAMED])
            more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
            raise UsageError(f"{len(found)} feeds may be meant: {names}{more}", public(word), "give the whole address")
    raise DatelineError("there is no such feed", public(word), "`dateline feed list` has them all")


def _key(word: str) -> str:
    try:
        return address_key(guessed_address(word))
    except DatelineError:
        return ""


def _begins(feed: Subscription, word: str, public: Callable[[str], str]) -> bool:
    address = public(feed.address).lower()
    lowered = word.strip().lower()
    return address.startswith(lowered) or address.partition("://")[2].startswith(lowered)
