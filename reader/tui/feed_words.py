"""How a feed is, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from reader.tui.ages import DAYS_COUNTED, age
from reader.tui.words import numbered, span

if TYPE_CHECKING:
    from reader.tui.feed import Feed

NEVER = "not fetched yet"


def wrong_in_words(feed: Feed, now: datetime) -> str:
    """What is wrong with a feed, for how long, and what becomes of it; empty where nothing is."""
    if feed.is_well:
        return ""
    if feed.gone:
        return f"{feed.problem or 'gone: its server says that it is no more'}; it is not asked again"
    since = f"failing since {age(feed.succeeded, now)}" if feed.succeeded else "never worked"
    told = [f"{since}: {feed.problem or 'for an unknown reason'}"]
    if feed.failures > 1:
        told.append(f"{feed.failures:,} times in a row")
    if feed.due and feed.due > now:
        told.append(f"next try in {span((feed.due - now).total_seconds())}")
    return ", ".join(told)


def well_in_words(feed: Feed, now: datetime) -> str:
    """When a feed that nothing is wrong with was fetched last."""
    if feed.succeeded is None:
        return NEVER
    when = age(feed.succeeded, now)
    is_counted = timedelta(minutes=1) <= now - feed.succeeded < timedelta(days=DAYS_COUNTED)
    return f"{when} ago" if is_counted else when


def count_in_words(feeds: Sequence[Feed]) -> str:
    """How many feeds there are, how many of them something is wrong with, and how many are hidden although they are
    well: `120 feeds · 3 failing · 1 gone · 2 hidden`.
    """
    gone = sum(feed.gone for feed in feeds)
    failing = sum(not feed.is_well for feed in feeds) - gone
    told = [numbered(len(feeds), "feed", "feeds")]
    told += [f"{failing:,} failing"] if failing else []
    told += [f"{gone:,} gone"] if gone else []
    hidden = sum(feed.hidden and feed.is_well for feed in feeds)
    told += [f"{hidden:,} hidden"] if hidden else []
    return " · ".join(told)
