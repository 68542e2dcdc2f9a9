"""Fetching in words: how far it is, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from reader.tui.messages import Failure, Fetched, FetchProgressed
from reader.tui.words import numbered, span


def progress_in_words(at: FetchProgressed, keys: str) -> str:
    """The most telling first: `Fetching 34/120 feeds (X stops) · 812 new · 240/s · 8 s left · 3 failed`."""
    stops = f" ({keys} stops)" if keys else ""
    if at.annotating:
        return " · ".join(filter(None, (f"Finding who and where {at.done:,}/{at.total:,}{stops}", _failed(at.failed))))
    if not at.total:
        return f"Fetching{stops}"
    figures = [f"Fetching {at.done:,}/{numbered(at.total, 'feed', 'feeds')}{stops}", f"{at.new:,} new"]
    if at.done >= at.total and at.pages_left:
        figures.append(f"{numbered(at.pages_left, 'full text', 'full texts')} to come")
    if at.rate >= 1:
        figures.append(f"{at.rate:,.0f}/s")
    if at.left and at.left >= 1:
        figures.append(f"{span(at.left)} left")
    return " · ".join(filter(None, (*figures, _failed(at.failed))))


def result_in_words(fetched: Fetched, feeds_key: str, add_key: str, all_key: str) -> str:
    """What came; `feeds_key` leads to what failed, `add_key` subscribes, `all_key` fetches what was left out."""
    if fetched.problem:
        return f"Nothing was fetched: {fetched.problem}"
    came = ", ".join(
        f"{count:,} {what}" for count, what in ((fetched.added, "new"), (fetched.revised, "changed")) if count
    )
    if fetched.stopped:
        kept = f"{came} so far is kept, " if came else ""
        return f"Fetching stopped; {kept}{all_key} fetches the rest"
    if not fetched.feeds:
        return f"There are no feeds yet: {add_key} subscribes to one, or `dateline feed add ADDRESS`"
    told = [came or f"Nothing new in {numbered(fetched.feeds, 'feed', 'feeds')}"]
    if fetched.queued:
        told.append(f"{numbered(fetched.queued, 'full text waits', 'full texts wait')} for the next time")
    if fetched.failures:
        told.append(_failures(fetched.failures, feeds_key))
    return "; ".join(told)


def _failed(count: int) -> str:
    return f"{count:,} failed" if count else ""


def _failures(failures: Sequence[Failure], feeds_key: str) -> str:
    """What failed: one in full, for several the key that shows which."""
    if len(failures) == 1:
        return f"{failures[0].title or failures[0].address}: {failures[0].reason}"
    return f"{len(failures):,} feeds failed: {feeds_key} shows which"
