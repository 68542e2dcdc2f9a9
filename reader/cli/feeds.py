"""The command group `feed`: what you subscribed to. Adding and trying a feed, which ask the network, are beside it."""

from __future__ import annotations

import os
import shlex
import subprocess
from argparse import Namespace
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from reader.cli.output import DONE, FAILED, PARTLY, complain, emit_json, on_terminal, say, say_table

if TYPE_CHECKING:
    from reader.ingest.fetching.feed_state import FeedState
    from reader.subscriptions.subscription import Subscription, Subscriptions

TITLE_CELLS: Final = 40
"""Code points of a title in a table on a terminal."""


def list_feeds(options: Namespace) -> int:
    """`feed list`: the subscriptions with what earlier fetches found; exit 3 when an entry can't be understood."""
    from reader.subscriptions.file import read_subscriptions

    subscriptions = read_subscriptions()
    tags = {tag.casefold() for tag in options.tag}
    feeds = [feed for feed in subscriptions.feeds if tags <= {tag.casefold() for tag in feed.tags}]
    states = feed_states(options)
    if options.json:
        emit_json([_document(feed, states.get(feed.address)) for feed in feeds])
    elif on_terminal():
        _say_table(feeds, states)
    else:
        say_table([_row(feed, states.get(feed.address)) for feed in feeds], grow=1)
    if not subscriptions.feeds and not options.json and not subscriptions.problems:
        complain("you have no feeds yet (`dateline feed add ADDRESS`, or `dateline import FILE` for OPML)")
    return _complain_of(subscriptions)


def _say_table(feeds: list[Subscription], states: Mapping[str, FeedState]) -> None:
    from reader.tui.cells import shortened

    rows = [("title", "articles", "state", "address")]
    for feed in feeds:
        state = states.get(feed.address)
        articles = f"{state.articles:,}" if state else ""
        short = "gone" if state and state.gone else "fails" if state and state.failures else "ok" if state else "new"
        rows.append((shortened(_title(feed, state), TITLE_CELLS), articles, short, public(feed.address)))
    if feeds:
        say_table(rows, grow=3)
    for feed in feeds:
        state = states.get(feed.address)
        if state and (state.gone or state.failures):
            say(f"{_title(feed, state) or public(feed.address)}: {_how(state)}")


def _row(feed: Subscription, state: FeedState | None) -> tuple[str, ...]:
    """A feed for another program, by columns."""
    articles = str(state.articles if state else 0)
    return public(feed.address), _title(feed, state), ", ".join(feed.tags), articles, _how(state)


def _title(feed: Subscription, state: FeedState | None) -> str:
    return feed.title or (state.title if state else "")


def _how(state: FeedState | None) -> str:
    """How the feed fared, in words."""
    if state is None or not state.checked:
        return "never fetched"
    if state.gone:
        return "gone: its server says that it is no more"
    if state.failures:
        times = "once" if state.failures == 1 else f"{state.failures} times"
        return f"failed {times} in a row: {state.problem}"
    return f"fetched {datetime.fromtimestamp(state.succeeded, UTC):%Y-%m-%d %H:%M} UTC"


def _document(feed: Subscription, state: FeedState | None) -> dict[str, Any]:
    return {
        "address": public(feed.address),
        "title": _title(feed, state),
        "tags": feed.tags,
        "interval": feed.interval,
        "full_text": feed.full_text,
        "hidden": feed.hidden,
        "checked": _moment(state.checked if state else 0),
        "succeeded": _moment(state.succeeded if state else 0),
        "due": _moment(state.due if state else 0),
        "failures": state.failures if state else 0,
        "problem": state.problem if state else "",
        "gone": bool(state and state.gone),
        "articles": state.articles if state else 0,
    }


def _moment(seconds: int) -> str | None:
    return datetime.fromtimestamp(seconds, UTC).isoformat() if seconds else None


def _complain_of(subscriptions: Subscriptions) -> int:
    from reader.config import feeds_file

    for problem in subscriptions.problems:
        complain(f"{feeds_file()}: {problem}")
    return PARTLY if subscriptions.problems else DONE


def remove(options: Namespace) -> int:
    """`feed remove`: the feeds that are meant, each with the line that brings it back."""
    from reader.config import feeds_file
    from reader.errors import DatelineError
    from reader.subscriptions.choosing import meant
    from reader.subscriptions.file import read_subscriptions, unsubscribe

    subscriptions = read_subscriptions()
    titles = {address: state.title for address, state in feed_states(options).items()}
    removed: dict[str, Subscription] = {}
    failed: list[dict[str, str]] = []
    errors: list[DatelineError] = []
    for word in options.feeds:
        try:
            feed = meant(subscriptions.feeds, word, titles, public)
        except DatelineError as error:
            errors.append(error)
            failed.append({"address": public(word), "reason": f"{error.what} ({error.remedy})"})
            continue
        if feed.address not in removed and unsubscribe(feeds_file(), feed.address):
            removed[feed.address] = feed
    if options.json:
        gone = [{"address": public(feed.address), "title": feed.title, "undo": undo(feed)} for feed in removed.values()]
        emit_json({"removed": gone, "failed": failed})
    else:
        for feed in removed.values():
            secrets = ", its secrets put back" if feed.headers or public(feed.address) != feed.address else ""
            say(f"unsubscribed from {public(feed.address)}; to subscribe again{secrets}: {undo(feed)}")
        for one in errors:
            complain(str(one))
    if not errors:
        return DONE
    return PARTLY if removed else max(one.exit_code for one in errors)


def undo(feed: Subscription) -> str:
    """The command line that subscribes to the feed again; values of headers are left for its user to fill in."""
    from reader.subscriptions.wording import interval_text

    words = ["dateline", "feed", "add", "--no-check"]
    for name, value in (
        ("--title", feed.title),
        *(("--tag", tag) for tag in feed.tags),
        ("--interval", str(interval_text(feed.interval)) if feed.interval else ""),
        ("--full-text", feed.full_text or ""),
        *(("--header", f"{name}: …") for name in feed.headers),
        ("--proxy", public(feed.proxy)),
        ("--filter", feed.filter),
    ):
        if value:
            words += [name, value] if not value.startswith("-") else [f"{name}={value}"]
    words += ["--hidden"] * feed.hidden + ["--allow-private"] * feed.allow_private
    return shlex.join([*words, public(feed.address)])


def edit(options: Namespace) -> int:  # noqa: ARG001 - as of every command
    """`feed edit`: the user's editor on feeds.toml; then what is wrong with it, by line."""
    from reader.config import feeds_file
    from reader.errors import DatelineError
    from reader.subscriptions.file import begin, read_subscriptions

    path = feeds_file()
    begin(path)
    words = _editor()
    try:
        code = subprocess.run([*words, str(path)], check=False).returncode
    except OSError as error:
        raise DatelineError(f"cannot be started: {error.strerror}", words[0], "set VISUAL or EDITOR") from error
    if code:
        complain(f"{words[0]}: ended with {code}")
        return FAILED
    subscriptions = read_subscriptions(path)
    count = len(subscriptions.feeds)
    say(f"{path}: {'1 feed' if count == 1 else f'{count:,} feeds'}")
    return _complain_of(subscriptions)


def _editor() -> list[str]:
    from reader.errors import UsageError

    for name in ("VISUAL", "EDITOR"):
        if line := os.environ.get(name, "").strip():
            try:
                return shlex.split(line)
            except ValueError as error:
                raise UsageError(f"{name} has a quote that is not closed", remedy="mend it") from error
    return ["vi"]


def feed_states(options: Namespace) -> Mapping[str, FeedState]:
    """What is known of the feeds of the library that is meant, by address."""
    from reader.cli.command import library_path
    from reader.ingest.fetching.state import read_states

    return read_states(Path(library_path(options)))


def public(address: str) -> str:
    """The address without what it keeps secret."""
    from reader.sources.web.secrecy import without_credentials

    return without_credentials(address)
