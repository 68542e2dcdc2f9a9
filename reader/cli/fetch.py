"""The command that fetches: which feeds are meant, and addresses that are read without a feed."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.cli.given import library_given
from reader.cli.output import DONE, FAILED, INTERRUPTED, PARTLY, complain, say
from reader.errors import DatelineError

if TYPE_CHECKING:
    from pathlib import Path

    from reader.config import Settings
    from reader.ingest.fetching.asking import FetchSettings
    from reader.ingest.fetching.report import FetchReport
    from reader.ingest.fetching.schedule import Occasion
    from reader.ingest.fetching.telling import Quiet
    from reader.ingest.pipeline import Report
    from reader.subscriptions.subscription import Subscription


def fetch(options: Namespace) -> int:
    """`fetch`: the feeds that are meant, once or again and again."""
    from reader.cli.fetch_rounds import Ending, again_and_again, one_round
    from reader.ingest.fetching.state import read_waiting
    from reader.library.library import Library

    subscriptions = all_feeds()
    path = library_given(options.library)
    if not subscriptions and not read_waiting(path):
        raise DatelineError("there are no feeds yet", remedy="`dateline feed add ADDRESS` subscribes to one")
    feeds = meant(options, subscriptions, path)
    settings = fetch_settings(options)
    occasion: Occasion = "due" if options.due else "named" if options.feeds or options.of else "all"
    with Library.open(path, create=True) as library, Ending() as ending:
        if library.notice:
            complain(library.notice)
        if options.every is not None:
            return again_and_again(
                library,
                settings,
                ending,
                seconds=options.every,
                choose=lambda: _chosen(options, path),
                tell=lambda: teller(options.progress),
                say=say if options.progress == "auto" else None,
            )
        with teller(options.progress) as witness:
            report = one_round(library, feeds, subscriptions, settings, witness, ending, occasion)
    if options.progress == "auto":
        say(_summary(report))
    return exit_code(report)


def _chosen(options: Namespace, path: Path) -> tuple[Sequence[Subscription], Sequence[Subscription]]:
    """The feeds that are meant, and all of them, as they stand in feeds.toml now."""
    subscriptions = all_feeds()
    return meant(options, subscriptions, path), subscriptions


def exit_code(report: FetchReport) -> int:
    """What a round ends with: 3 where some feeds failed, 1 where all did, 130 where it was stopped."""
    if report.stopped:
        return INTERRUPTED
    if report.failed:
        return PARTLY if report.succeeded else FAILED
    return DONE


def all_feeds() -> tuple[Subscription, ...]:
    """What the user subscribed to; entries of feeds.toml that can't be understood are told."""
    from reader.config import feeds_file
    from reader.subscriptions.file import read_subscriptions

    found = read_subscriptions()
    for problem in found.problems:
        complain(f"{feeds_file()}: {problem}")
    return found.feeds


def meant(options: Namespace, feeds: Sequence[Subscription], library: Path) -> list[Subscription]:
    """The feeds that the command's words mean, all where it names none. Raises UsageError."""
    from reader.ingest.fetching.selection import named_feeds, tagged_feeds
    from reader.ingest.fetching.state import read_states

    if not (options.feeds or options.tag or options.of):
        return list(feeds)
    chosen = named_feeds(feeds, options.feeds, read_states(library)) if options.feeds else []
    chosen += tagged_feeds(feeds, options.tag) if options.tag else []
    chosen += _feeds_of(options.of, feeds, library) if options.of else []
    return list({feed.address: feed for feed in chosen}.values())


def _feeds_of(article: str, feeds: Sequence[Subscription], path: Path) -> list[Subscription]:
    from reader.ingest.fetching.state import read_feeds_of
    from reader.library.library import Library

    with Library.open(path, writable=False) as library:
        article_id = library.resolve(article)
    addresses = set(read_feeds_of(path, article_id))
    found = [feed for feed in feeds if feed.address in addresses]
    if not found:
        raise DatelineError("this article came from none of your feeds", article, "name the feed")
    return found


def fetch_settings(options: Namespace) -> FetchSettings:
    """How a fetch goes about it, by the user's settings and the command's words."""
    from reader.config import feeds_file, load_settings
    from reader.ingest.fetching.asking import FetchSettings

    settings = load_settings()
    return FetchSettings(
        feeds_file=feeds_file(),
        jobs=settings.jobs if options.jobs is None else options.jobs,
        offline=is_offline(options, settings),
        allow_private=options.allow_private,
        contact=settings.contact,
        interval=settings.interval,
        full_text=settings.full_text,
        overruling=options.full_text,
        keep_originals=settings.keep_originals,
    )


def is_offline(options: Namespace, settings: Settings) -> bool:
    """Whether the network is forbidden, for this command or by the settings."""
    return bool(settings.offline or getattr(options, "offline", False))


def teller(form: str) -> Quiet:
    """Who tells how far it is; `form` is what `--progress` says."""
    from reader.ingest.fetching.telling import Bar, JsonLines, Lines, Quiet

    if form == "json":
        return JsonLines(_write_through)
    if form == "none":
        return Quiet(sys.stderr.write)
    return Bar(sys.stderr) if sys.stderr.isatty() else Lines(sys.stderr.write)


def _write_through(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _summary(report: FetchReport) -> str:
    from reader.ingest.fetching.telling import summary

    return summary(report)


def add_addresses(options: Namespace, urls: Sequence[str]) -> Report:
    """Reads the pages at these web addresses into the library; what became of them. Raises as `ingest` does."""
    from reader.cli.making import progress_towards
    from reader.config import load_settings
    from reader.ingest.pipeline import ingest
    from reader.library.library import Library
    from reader.sources.web.client import Client
    from reader.sources.web.pages import read_addresses

    settings = load_settings()
    jobs = settings.jobs if options.jobs is None else options.jobs
    client = Client(
        contact=settings.contact,
        offline=is_offline(options, settings),
        allow_private=getattr(options, "allow_private", False),
    )
    with (
        Library.open(library_given(options.library), create=True) as library,
        client,
        progress_towards(options.progress, "Reading", lambda: 0) as progress,
    ):
        if library.notice:
            complain(library.notice)
        pages = read_addresses(urls, client)
        return ingest(library, pages, jobs=jobs, progress=progress, keep_originals=settings.keep_originals)
