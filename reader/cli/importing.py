"""The command that imports: what each file is, who reads it, and what is said of it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.cli.brought import bulk_summary, outcome, summary
from reader.cli.command import library_path
from reader.cli.making import progress_of, progress_towards
from reader.cli.output import DONE, FAILED, PARTLY, complain, say
from reader.config import load_settings
from reader.errors import DatelineError
from reader.ingest.imports import Archive, Imports
from reader.ingest.pipeline import AT_ONCE, IN_BULK, ingest
from reader.sources.archives.kinds import import_kind
from reader.sources.files import read_imports
from reader.subscriptions.kinds import HEAD, subscription_kind

if TYPE_CHECKING:
    from reader.config import Settings
    from reader.ingest.imports import Position
    from reader.ingest.wanted_addresses import Queued
    from reader.library.library import Library
    from reader.sources.page import Page, SourceFailure


class _Given(NamedTuple):
    """The paths of one import by who reads them."""

    feeds: list[Path]
    lists: list[Path]
    archives: list[Archive]
    others: list[Path]


def import_files(options: Namespace) -> int:
    """`import`: articles, archives of pages, letters, lists of addresses and of feeds, each known by its content."""
    from reader.library.library import Library

    paths = [Path(path) for path in options.paths]
    if not any(path.exists() for path in paths):  # then there is no cause to make a library
        for path in paths:
            complain(f"{path}: there is no such file or folder (check the path)")
        return FAILED
    given = _sorted(paths)
    outcomes = [_import_feeds(path, options) for path in given.feeds]
    if len(given.feeds) < len(paths):
        settings = load_settings()
        with Library.open(library_path(options), create=True) as library:
            if library.notice:
                complain(library.notice)
            outcomes += [_import_list(library, path, options) for path in given.lists]
            if given.archives:
                outcomes.append(_import_archives(library, given.archives, options, settings))
            if given.others:
                outcomes.append(_import_articles(library, given.others, options, settings))
            if given.archives or given.lists:
                _annotate(library, options, settings)
    if all(outcome == DONE for outcome in outcomes):
        return DONE
    return FAILED if all(outcome == FAILED for outcome in outcomes) else PARTLY


def _sorted(paths: Iterable[Path]) -> _Given:
    from reader.sources.archives import mailbox, warc

    given = _Given([], [], [], [])
    for path in paths:
        kind = _kind(path)
        if kind == "feeds":
            given.feeds.append(path)
        elif kind == "list":
            given.lists.append(path)
        elif kind == "warc":
            given.archives.append(Archive(path, warc.read_warc, warc.can_begin_at))
        elif kind == "mbox":
            given.archives.append(Archive(path, mailbox.read_mbox, mailbox.can_begin_at))
        else:
            given.others.append(path)
    return given


def _kind(path: Path) -> str:
    """What lies at the path; empty where nothing can be read there, which its reader tells."""
    try:
        if path.is_file():
            with path.open("rb") as file:
                if subscription_kind(file.read(HEAD)):
                    return "feeds"
        return import_kind(path)
    except OSError:
        return ""


def _import_feeds(path: Path, options: Namespace) -> int:
    from reader.cli.subscribing import import_subscriptions

    try:
        _, lines = import_subscriptions(path, options)
    except DatelineError as error:
        complain(str(error))
        return FAILED
    if options.progress == "auto":
        for line in lines:
            say(line)
    return DONE


def _import_list(library: Library, path: Path, options: Namespace) -> int:
    from reader.ingest.wanted_addresses import queue_addresses
    from reader.sources.archives.reading_list import NotAListError, read_list

    try:
        queued = queue_addresses(library, read_list(path))
    except (NotAListError, OSError) as error:
        complain(f"{path}: {getattr(error, 'strerror', None) or error}")
        return FAILED
    _say_queued(options, queued, str(path))
    return DONE


def _say_queued(options: Namespace, queued: Queued, where: str) -> None:
    if options.progress == "auto":
        known = f", {queued.known:,} known already" if queued.known else ""
        refused = f", {queued.refused:,} left out, as they cannot be fetched" if queued.refused else ""
        what = "1 address" if queued.added == 1 else f"{queued.added:,} addresses"
        say(f"{where}: {what} added{known}{refused}; pages come with the next `dateline fetch`")


def _import_articles(library: Library, paths: list[Path], options: Namespace, settings: Settings) -> int:
    with progress_of(options.progress, "Reading", paths) as progress:
        report = ingest(
            library,
            read_imports(paths),
            jobs=_jobs(options, settings),
            progress=progress,
            keep_originals=settings.keep_originals,
            way=AT_ONCE,
        )
    _say(options, summary(report))
    return outcome(report)


def _import_archives(library: Library, archives: list[Archive], options: Namespace, settings: Settings) -> int:
    with Imports(library.path) as imports:
        todo = []
        for archive in archives:
            if options.restart:
                imports.forget(archive.path)
            position = imports.position(archive.path)
            if position.done:
                _say(options, f"{archive.path}: imported already, all of it (--restart reads it again)")
            else:
                todo.append((archive, position))
                if position.pieces:
                    _say(options, f"{archive.path}: going on after record {position.pieces:,}")
        if not todo:
            return DONE
        total = sum(archive.path.stat().st_size - position.place for archive, position in todo)
        with progress_towards(options.progress, "Reading", lambda: total) as progress:
            report = ingest(
                library,
                _drawn(imports, todo),
                jobs=_jobs(options, settings),
                progress=progress,
                keep_originals=settings.keep_originals,
                way=IN_BULK,
                kept=imports.kept,
            )
    _say(options, bulk_summary(report))
    return outcome(report)


def _drawn(imports: Imports, todo: list[tuple[Archive, Position]]) -> Iterator[Page | SourceFailure]:
    for archive, position in todo:
        yield from imports.rest(archive, position)


def _annotate(library: Library, options: Namespace, settings: Settings) -> None:
    """Who and where, and the words for search, of all that came in without."""
    from reader.ingest.reannotating import annotate_awaiting

    waiting = library.annotations.waiting
    if waiting:
        form = "none" if options.progress == "json" else options.progress
        with progress_towards(form, "Finding who and where", lambda: waiting) as progress:
            annotate_awaiting(library, jobs=_jobs(options, settings), progress=progress)


def _jobs(options: Namespace, settings: Settings) -> int:
    return settings.jobs if options.jobs is None else int(options.jobs)


def _say(options: Namespace, line: str) -> None:
    if options.progress == "auto":
        say(line)


def want(options: Namespace, urls: list[str]) -> int:
    """Web addresses that are to be added while there is no network."""
    from reader.ingest.wanted_addresses import queue_addresses
    from reader.library.library import Library
    from reader.sources.archives.reading_list import Wanted

    with Library.open(library_path(options), create=True) as library:
        queued = queue_addresses(library, [Wanted(url) for url in urls])
        _annotate(library, options, load_settings())
    _say_queued(options, queued, "offline")
    return FAILED if queued.refused == len(urls) else PARTLY if queued.refused else DONE
