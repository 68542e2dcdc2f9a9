"""Commands that bring articles in: add, sample."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from reader.cli.brought import outcome, summary
from reader.cli.command import library_path
from reader.cli.making import progress_of, ready_sample
from reader.cli.output import FAILED, PARTLY, complain, say
from reader.config import load_settings
from reader.ingest.pipeline import ingest
from reader.sources.files import read_paths


def add(options: Namespace) -> int:
    """`add`: files, folders and web addresses."""
    urls = [path for path in options.paths if path.lower().startswith(("http://", "https://"))]
    paths = [path for path in options.paths if path not in urls]
    outcomes = [_add_paths(options, paths)] if paths else []
    if urls:
        outcomes.append(_add_addresses(options, urls))
    return outcomes[0] if len(set(outcomes)) == 1 else PARTLY


def _add_addresses(options: Namespace, urls: list[str]) -> int:
    """The pages at these addresses; without a network they are wanted from the next fetch on."""
    from reader.cli.fetch import add_addresses, is_offline

    if is_offline(options, load_settings()):
        from reader.cli.importing import want

        return want(options, urls)
    report = add_addresses(options, urls)
    if options.progress == "auto":
        say(summary(report))
    return outcome(report)


def _add_paths(options: Namespace, paths: list[str]) -> int:
    from reader.library.library import Library

    if not any(Path(path).exists() for path in paths):  # then there is no cause to make a library
        for path in paths:
            complain(f"{path}: there is no such file or folder (check the path)")
        return FAILED
    settings = load_settings()
    jobs = settings.jobs if options.jobs is None else options.jobs
    with Library.open(library_path(options), create=True) as library:
        if library.notice:
            complain(library.notice)
        with progress_of(options.progress, "Reading", paths) as progress:
            pages = read_paths(paths)
            report = ingest(library, pages, jobs=jobs, progress=progress, keep_originals=settings.keep_originals)
    if options.progress == "auto":
        say(summary(report))
    return outcome(report)


def sample(options: Namespace) -> int:
    """`sample`: the bundled library, built when that is needed; its list, or the desk on it."""
    if options.once:
        from reader.cli.read import say_list

        return say_list(ready_sample(options.progress))
    from reader.cli.desk import demand_terminal, run_desk

    demand_terminal()
    return run_desk(ready_sample(options.progress))
