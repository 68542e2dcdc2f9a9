"""The sample library: built through the same pipeline as everybody's own, and built again when what made it changes."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from reader.errors import DatelineError
from reader.ingest.pipeline import Progress, Report, ingest
from reader.library.library import Library
from reader.library.lock import locked
from reader.library.places import Places
from reader.sample import sample_pages
from reader.sources.files import read_paths

_PACKAGE: Final = Path(__file__).parent.parent
_MAKERS: Final = ("sample", "cleaning", "entities", "ingest")
"""Rooms whose files decide what the sample library holds."""
_STAMP: Final = "made-from"
BUILD_PATIENCE: Final = 120.0
"""Seconds to wait for another Dateline that is building it."""


def is_ready(library: Path) -> bool:
    """Whether the sample library at that path is there and up to date. Reads some two megabytes."""
    try:
        return (library / _STAMP).read_text("ascii") == made_from()
    except OSError:
        return False


def build(library: Path, progress: Progress | None = None, *, jobs: int = 0) -> Report:
    """Builds the sample library at that path, in place of an older one whose marks (read, starred…) are taken over.

    It is built beside and then renamed, so that an interrupted build leaves what was there. Raises DatelineError where
    the path holds something else, where no page could be read, and where it can't be written.
    """
    try:
        library.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DatelineError(
            f"cannot be made: {error.strerror}", str(library.parent), "check its permissions"
        ) from error
    if library.exists() and not Places(library).format_file.exists() and any(library.iterdir()):
        raise DatelineError("is in the way of the sample library", str(library), "move it elsewhere")
    with locked(library.with_name(f"{library.name}.lock"), patience=BUILD_PATIENCE, what="the sample is being built"):
        draft = Path(tempfile.mkdtemp(prefix=f".{library.name}-", dir=library.parent))
        try:
            report = _fill(draft / "new", library, progress, jobs)
            _swap(draft, library)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return report


def _fill(new: Path, old: Path, progress: Progress | None, jobs: int) -> Report:
    stamp = made_from()
    pages = sample_pages()
    with Library.open(new, create=True) as library:
        report = ingest(library, read_paths([pages]), jobs=jobs, progress=progress)
    if not report.read:
        reasons = "; ".join(reason for _, reason in report.failed)
        raise DatelineError(f"none of the sample's pages could be read: {reasons}", str(pages), "install Dateline anew")
    before, after = Places(old), Places(new)
    if before.journal.is_dir():
        shutil.copytree(before.journal, after.journal, dirs_exist_ok=True)
        if before.device_file.exists():
            shutil.copy2(before.device_file, after.device_file)
        Library.open(new).close()  # takes the marks in
    (new / _STAMP).write_text(stamp, "ascii")
    return report


def _swap(draft: Path, library: Path) -> None:
    if library.exists():
        library.rename(draft / "old")
    (draft / "new").rename(library)


def made_from() -> str:
    """A digest of the bundled pages and of the code and data that turn them into articles."""
    digest = hashlib.sha256()
    for path in _makings():
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\x00")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _makings() -> Iterator[Path]:
    for room in _MAKERS:
        yield from sorted(
            path for path in (_PACKAGE / room).rglob("*") if path.is_file() and path.suffix not in (".pyc", ".pyo")
        )
