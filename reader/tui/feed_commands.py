"""The subscriptions by way of `dateline feed`: listed, added, removed; and their tags.

Each takes a moment: call them in a thread. Finding a site's feed needs the network and parsers, which the desk never
loads, so that most of it is done by another process.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import msgspec

from reader.errors import DatelineError
from reader.safe_text import line
from reader.tui.feed import Feed
from reader.tui.messages import FeedsChanged, FeedsFound, FeedsReady, Found
from reader.tui.processes import answer_of
from reader.tui.words import numbered

PATIENCE: Final = 30.0
"""Seconds that the process has to list or change the subscriptions."""
FINDING: Final = 90.0
"""Seconds that it has to find a site's feed."""
ANSWERS: Final = (0, 1, 2, 3)
"""Codes it may end with when it says what became of an address: done, failed, to be chosen, in part."""


class _Named(msgspec.Struct, frozen=True):
    """A feed that was added, or can be; or why an address can't, and the feeds that can in its stead."""

    address: str
    title: str = ""
    reason: str = ""
    feeds: tuple[_Named, ...] = ()


class _Outcome(msgspec.Struct, frozen=True):
    """What `dateline feed add --json` says."""

    added: tuple[_Named, ...] = ()
    known: tuple[str, ...] = ()
    failed: tuple[_Named, ...] = ()


def list_feeds(command: Sequence[str]) -> FeedsReady:
    """The feeds, those that something is wrong with first. Raises DatelineError where they can't be listed."""
    answer = answer_of([*command, "list", "--json"], "the feeds can't be listed", PATIENCE)
    try:
        feeds = msgspec.json.decode(answer, type=list[Feed], strict=False)
    except msgspec.DecodeError as error:
        raise DatelineError("the feeds can't be listed: the process gave no list of them") from error
    return FeedsReady(sorted((_clean(feed) for feed in feeds), key=lambda feed: feed.is_well))


def add_feed(command: Sequence[str], address: str) -> FeedsChanged | FeedsFound:
    """Subscribe to a feed, or to the one that a site names; where it names several, those there are.

    Raises DatelineError where that can't be done.
    """
    failed = "it can't be subscribed to"
    answer = answer_of([*command, "add", "--json", "--", address], failed, FINDING, ANSWERS)
    try:
        outcome = msgspec.json.decode(answer, type=_Outcome)
    except msgspec.DecodeError as error:
        raise DatelineError(f"{failed}: the process did not say why") from error
    for feed in outcome.added:
        return FeedsChanged(f"Subscribed to {line(feed.title or feed.address)}", feed.address)
    for known in outcome.known:
        return FeedsChanged(f"{line(known)} is subscribed to already")
    for one in outcome.failed:
        if one.feeds:
            return FeedsFound(line(one.address), [Found(found.address, line(found.title)) for found in one.feeds])
        raise DatelineError(f"{failed}: {line(one.reason)}")
    raise DatelineError(f"{failed}: the process did not say why")


def remove_feed(command: Sequence[str], feed: Feed) -> FeedsChanged:
    """Unsubscribe; the articles stay. Raises DatelineError where that can't be done."""
    answer_of([*command, "remove", "--", feed.address], "it can't be removed", PATIENCE)
    return FeedsChanged(f"{feed.name} is no longer subscribed to; its articles stay")


def tag_feed(feed: Feed, tags: Sequence[str]) -> FeedsChanged:
    """Give a feed these tags. Raises DatelineError where feeds.toml can't be changed.

    The list names a feed without the name and password that its address may have.
    """
    from reader.config import feeds_file
    from reader.subscriptions.addresses import shown
    from reader.subscriptions.file import change, read_subscriptions

    known = [one.address for one in read_subscriptions(feeds_file()).feeds]
    alike = [address for address in known if shown(address) == shown(feed.address)]
    meant = feed.address if feed.address in known or len(alike) != 1 else alike[0]
    if not change(feeds_file(), meant, tags=tuple(tags)):
        raise DatelineError("is not in feeds.toml any more", feed.name)
    return FeedsChanged(f"{feed.name}: {' '.join(f'#{tag}' for tag in tags) or 'no tags'}")


def look_at_file() -> FeedsChanged:
    """Whether feeds.toml can be understood. Raises DatelineError, with the line, for what can't."""
    from reader.config import feeds_file
    from reader.subscriptions.file import read_subscriptions

    read = read_subscriptions(feeds_file())
    if read.problems:
        more = f" (and {len(read.problems) - 1:,} more)" if len(read.problems) > 1 else ""
        raise DatelineError(f"{line(read.problems[0])}{more}", "feeds.toml")
    return FeedsChanged(f"feeds.toml: {numbered(len(read.feeds), 'feed', 'feeds')}")


def _clean(feed: Feed) -> Feed:
    """The feed with every text fit for a terminal, and its times aware."""
    return msgspec.structs.replace(
        feed,
        title=line(feed.title),
        tags=tuple(map(line, feed.tags)),
        problem=line(feed.problem),
        checked=_aware(feed.checked),
        succeeded=_aware(feed.succeeded),
        due=_aware(feed.due),
    )


def _aware(when: datetime | None) -> datetime | None:
    """None for what never was, which is 0 or none."""
    if when is None:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return when if when.timestamp() > 0 else None
