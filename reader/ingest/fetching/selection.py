"""Which subscriptions a command means, by the words a person gives: an address, a title, the beginning of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from reader.errors import UsageError
from reader.ingest.fetching.feed_state import FeedState
from reader.subscriptions.addresses import address_key, shown
from reader.subscriptions.subscription import Subscription

_CANDIDATES: Final = 4


def named_feeds(
    feeds: Sequence[Subscription], names: Sequence[str], states: Mapping[str, FeedState]
) -> list[Subscription]:
    """The feeds of these names, each once, in the order of the names.

    A name is an address, a title (the user's or the feed's own), or the beginning of one that no other feed has; case
    doesn't count, nor does the scheme of an address. Raises UsageError for one that no feed has, or several.
    """
    chosen: dict[str, Subscription] = {}
    for name in names:
        feed = _named(feeds, name, states)
        chosen.setdefault(feed.address, feed)
    return list(chosen.values())


def tagged_feeds(feeds: Sequence[Subscription], tags: Sequence[str]) -> list[Subscription]:
    """The feeds that have any of these tags; case doesn't count. Raises UsageError for a tag that no feed has."""
    wanted = {tag.casefold() for tag in tags}
    there = {tag.casefold() for feed in feeds for tag in feed.tags}
    for tag in tags:
        if tag.casefold() not in there:
            known = ", ".join(sorted({tag for feed in feeds for tag in feed.tags})) or "none"
            raise UsageError("no feed has this tag", tag, f"there are: {known}")
    return [feed for feed in feeds if wanted.intersection(tag.casefold() for tag in feed.tags)]


def _named(feeds: Sequence[Subscription], name: str, states: Mapping[str, FeedState]) -> Subscription:
    folded, key = name.strip().casefold(), address_key(name.strip())
    exact = [feed for feed in feeds if folded in _names(feed, states) or address_key(feed.address) == key]
    found = exact or [feed for feed in feeds if any(text.startswith(folded) for text in _names(feed, states))]
    if not folded or not found:
        raise UsageError("no feed has this address or title", shown(name), "`dateline feed list` shows them")
    if len(found) > 1:
        told = ", ".join(shown(feed.address) for feed in found[:_CANDIDATES])
        more = f" and {len(found) - _CANDIDATES:,} more" if len(found) > _CANDIDATES else ""
        raise UsageError(f"could be {told}{more}", shown(name), "give more of it")
    return found[0]


def _names(feed: Subscription, states: Mapping[str, FeedState]) -> set[str]:
    """What the feed may be called, folded: its titles, its address with and without the scheme and www."""
    state = states.get(feed.address)
    address = feed.address.casefold()
    bare = address.partition("://")[2]
    texts = {feed.title.casefold(), state.title.casefold() if state else "", address, bare, bare.removeprefix("www.")}
    return texts - {""}
