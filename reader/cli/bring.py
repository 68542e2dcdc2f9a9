"""Commands that bring articles in: add, import, sample."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.command import library_path
from reader.cli.making import progress_of, ready_sample
from reader.cli.output import DONE, FAILED, PARTLY, complain, say
from reader.config import load_settings
from reader.errors import UsageError
from reader.ingest.pipeline import Report, ingest
from reader.sources.files import read_imports, read_paths

if TYPE_CHECKING:
    from reader.sources.page import Page, SourceFailure


def add(options: Namespace) -> int:
    """`add`: files and folders."""
    for path in options.paths:
        if path.lower().startswith(("http://", "https://")):
            raise UsageError("web addresses are not read", path, "save the page and add the file")
    return _bring(options, read_paths(options.paths))


def import_files(options: Namespace) -> int:
    """`import`: articles in JSON Lines, whose ids are kept."""
    return _bring(options, read_imports(options.paths))


def _bring(options: Namespace, pages: Iterable[Page | SourceFailure]) -> int:
    from reader.library.library import Library

    if not any(Path(path).exists() for path in options.paths):  # then there is no cause to make a library
        for path in options.paths:
            complain(f"{path}: there is no such file or folder (check the path)")
        return FAILED
    settings = load_settings()
    jobs = settings.jobs if options.jobs is None else options.jobs
    with Library.open(library_path(options), create=True) as library:
        if library.notice:
            complain(library.notice)
        with progress_of(options.progress, "Reading", options.paths) as progress:
            report = ingest(library, pages, jobs=jobs, progress=progress, keep_originals=settings.keep_originals)
    if options.progress == "auto":
        say(summary(report))
    if report.failed:
        return PARTLY if report.read else FAILED
    return DONE


def sample(options: Namespace) -> int:
    """`sample`: the bundled library, built when that is needed; its list, or the desk on it."""
    if options.once:
        from reader.cli.read import say_list

        return say_list(ready_sample(options.progress))
    from reader.cli.desk import demand_terminal, run_desk

    demand_terminal()
    return run_desk(ready_sample(options.progress))


def summary(report: Report) -> str:
    """What became of the pages, in one line."""
    parts = [f"{report.added:,} added"]
    if report.revised:
        parts.append(f"{report.revised:,} changed")
    if report.unchanged:
        parts.append(f"{report.unchanged:,} known already")
    if report.failed:
        parts.append(f"{len(report.failed):,} failed")
    if report.skipped:
        count = len(report.skipped)
        parts.append("1 file that is no page left out" if count == 1 else f"{count:,} files that are no pages left out")
    return ", ".join(parts)
