"""Long jobs of several commands: who tells how far they are, and the making of the sample library."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from reader.config import sample_library
from reader.ingest.progress import Bar, JsonLines, Lines, Quiet
from reader.ingest.sample_library import build, is_ready
from reader.sample import sample_pages
from reader.sources.files import measure


def ready_sample(form: str) -> Path:
    """The path of the sample library, which is up to date then. `form` is what `--progress` says."""
    path = sample_library()
    if not is_ready(path):
        with progress_of(form, "Building the sample library", [sample_pages()]) as progress:
            build(path, progress)
    return path


def progress_of(form: str, title: str, paths: Iterable[Path | str]) -> Bar | Lines | JsonLines | Quiet:
    """Who tells how far it is with these files: `form` is what `--progress` says."""
    return progress_towards(form, title, partial(measure, paths))


def progress_towards(form: str, title: str, total: Callable[[], int]) -> Bar | Lines | JsonLines | Quiet:
    """Who tells how far it is with as much as `total` says, which is only asked when somebody wants to know."""
    if form == "json":
        return JsonLines(_write_through, title, total())
    if form == "none":
        return Quiet(sys.stderr.write)
    if sys.stderr.isatty():
        return Bar(sys.stderr, title, total())
    return Lines(sys.stderr.write, title)


def _write_through(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
