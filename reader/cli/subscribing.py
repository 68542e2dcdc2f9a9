"""Bringing in lists of feeds from other readers: OPML and newsboat's urls."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.config import feeds_file, load_settings
from reader.errors import DatelineError, UsageError
from reader.subscriptions.addresses import address_key, kind_of, shown
from reader.subscriptions.file import subscribe_all
from reader.subscriptions.kinds import HEAD, subscription_kind

if TYPE_CHECKING:
    from reader.subscriptions.listed import Listed
    from reader.subscriptions.subscription import SavedQuery

NAMED: Final = 5
"""Feeds known already that are named; the others are counted."""


def import_subscriptions(path: Path, options: Namespace) -> tuple[int, list[str]]:  # noqa: ARG001 - as of every import
    """How many feeds and queries of the list at `path` are new in feeds.toml, and lines that say what became of it.

    Raises DatelineError where it can't be read or is no list of feeds.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DatelineError(f"cannot be read: {error.strerror}", str(path), "check its path and rights") from error
    kind = subscription_kind(content[:HEAD])
    if kind is None:
        raise DatelineError("is no list of feeds", str(path), "give OPML, or a urls file of newsboat")
    try:
        listed = _listed(content, kind)
    except DatelineError as error:
        raise DatelineError(error.what, str(path), error.remedy) from error
    queries, refused = _queries(listed.queries)
    added = subscribe_all(feeds_file(), listed.feeds, queries)
    lines = list(_summary(listed, len(added.feeds), len(added.queries), len(refused)))
    new = {address_key(feed.address) for feed in added.feeds}
    known = [shown(feed.address) for feed in listed.feeds if address_key(feed.address) not in new]
    if known:
        more = f" and {len(known) - NAMED:,} more" if len(known) > NAMED else ""
        lines.append(f"known already: {', '.join(known[:NAMED])}{more}")
    lines += [f"left out: {why}" for why in (*listed.left_out, *refused)]
    lines += listed.notes
    programs = sum(kind_of(feed.address) == "command" or bool(feed.filter) for feed in added.feeds)
    if programs and not load_settings().allow_commands:
        which = "1 feed needs a program" if programs == 1 else f"{programs:,} feeds need programs"
        lines.append(f"{which} to run; write allow_commands = true into config.toml to allow that")
    return len(added.feeds) + len(added.queries), [f"{path}: {line}" for line in lines]


def _listed(content: bytes, kind: str) -> Listed:
    if kind == "opml":
        from reader.subscriptions.opml import read_opml

        return read_opml(content)
    from reader.subscriptions.newsboat import read_urls

    return read_urls(content)


def _queries(queries: Iterable[SavedQuery]) -> tuple[list[SavedQuery], list[str]]:
    """Those that can be asked, and why the others can't."""
    from reader.library.query import parse_query

    good: list[SavedQuery] = []
    refused: list[str] = []
    for query in queries:
        try:
            parse_query(query.query)
            good.append(query)
        except UsageError as error:
            refused.append(f"the query {query.name!r}: {error.what} ({error.remedy})")
    return good, refused


def _summary(listed: Listed, feeds: int, queries: int, refused: int) -> Iterator[str]:
    parts = ["1 new feed" if feeds == 1 else f"{feeds:,} new feeds"]
    if queries:
        parts.append("1 new query" if queries == 1 else f"{queries:,} new queries")
    if known := len(listed.feeds) - feeds:
        parts.append(f"{known:,} known already")
    if left_out := len(listed.left_out) + refused:
        parts.append(f"{left_out:,} left out")
    yield ", ".join(parts)
