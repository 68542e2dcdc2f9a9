"""Web archives: how fast they come in against the bare extractor on all cores, in how much memory, and after kills.

Pages are made up (`pages.py`). The rate is that of RATE_RECORDS pages of varied size; ours has the start of its workers
in it, the bare extractor's not. Memory is watched over MEMORY_RECORDS small ones. `python -m benchmarks.archives`.
"""

from __future__ import annotations

import gc
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.cleaning import extract_bare
from benchmarks.figures import Figure, tell
from benchmarks.pages import SMALL, VARIED, made_up_page, write_warc
from reader.ingest.imports import Archive, Imports, Position
from reader.ingest.pipeline import IN_BULK, Report, ingest
from reader.ingest.pool import worker_count
from reader.library.library import Library
from reader.sources.archives.warc import can_begin_at, read_warc

RATE_RECORDS: Final = 2_000
MEMORY_RECORDS: Final = 10_000
EARLY_RECORDS: Final = 1_000
KILL_RECORDS: Final = 1_500
KILLS: Final = 8
ROUNDS: Final = 2
SHARE_OF_BARE: Final = 0.8
GROWTH: Final = 1.15
"""The parent's own memory after all records may be this many times that after EARLY_RECORDS."""
CACHES_MIB: Final = 56.0
_BARE: Final = "import sys; from benchmarks.archives import bare; bare(*map(int, sys.argv[1:]))"


def figures(folder: Path) -> Iterator[Figure]:
    """Ratios of time, of memory, and how many articles kills cost or doubled."""
    yield from _rate(folder)
    yield from _memory(folder)
    yield _kills(folder)


def bare(first: int, step: int) -> None:
    """Extract every `step`th of the pages from `first` on with nothing but the extractor, as `cleaning` measures it."""
    import logging

    import trafilatura  # noqa: F401 - loaded before the clock starts

    logging.disable(logging.CRITICAL)
    pages = [made_up_page(number, VARIED) for number in range(first, RATE_RECORDS, step)]
    sys.stdout.write("\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for page in pages:
        extract_bare(page)


def _rate(folder: Path) -> Iterator[Figure]:
    archive = write_warc(folder / "rate.warc.gz", RATE_RECORDS)
    cores = worker_count(0)
    alone: list[float] = []
    ours: list[float] = []
    whole: list[float] = []
    for number in range(ROUNDS):
        alone.append(_bare_seconds(cores))
        read, annotated = _import_seconds(folder / f"rate{number}", archive)
        ours.append(read)
        whole.append(annotated)
    best, bar = min(ours), 1 / SHARE_OF_BARE
    detail = (
        f"{min(alone) / best:.2f} of its throughput, {RATE_RECORDS / best:.0f} records/s against "
        f"{RATE_RECORDS / min(alone):.0f}; {RATE_RECORDS} records, fastest of {ROUNDS} in turn"
    )
    yield Figure(f"import a WARC ÷ bare extractor × {cores}", best / min(alone), bar, detail)
    rate = f"{RATE_RECORDS / min(whole):.0f} records/s until who and where is found in all"
    yield Figure("the same, and all of it annotated", min(whole) / min(alone), float("inf"), rate)


def _bare_seconds(cores: int) -> float:
    """Seconds that one process a core takes for the pages, from when all have theirs in memory."""
    command = [sys.executable, "-c", _BARE]
    processes = [
        subprocess.Popen([*command, str(first), str(cores)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for first in range(cores)
    ]
    for process in processes:
        assert process.stdout is not None
        process.stdout.readline()
    begun = time.perf_counter()
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.close()
    for process in processes:
        process.wait()
    taken = time.perf_counter() - begun
    for process in processes:
        assert process.stdout is not None
        process.stdout.close()
    return taken


def _import_seconds(library: Path, archive: Path) -> tuple[float, float]:
    """Seconds until all records are read and listed, and until all are annotated; from the command's first event."""
    begun = read = 0.0
    with _importing(library, archive) as process:
        for event in _events(process):
            if event["event"] == "start":
                begun = time.perf_counter()
            elif event["event"] == "done":
                read = time.perf_counter() - begun
        process.wait()
    return read, time.perf_counter() - begun


def _importing(library: Path, archive: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "reader.cli", "--library", str(library), "import", str(archive)]
    return subprocess.Popen([*command, "--progress", "json"], stdout=subprocess.PIPE, start_new_session=True)


def _events(process: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    assert process.stdout is not None
    for line in process.stdout:
        yield json.loads(line)


class _Watch:
    """Notes what the process holds after EARLY_RECORDS, and as many before the end: Python's objects, and all of it."""

    def __init__(self) -> None:
        self.early = self.late = (0, 0)

    def page(self, report: Report) -> None:
        if report.pages == EARLY_RECORDS:
            self.early = _held()
        elif report.pages == MEMORY_RECORDS - EARLY_RECORDS:
            self.late = _held()

    def failure(self, address: str, reason: str) -> None:
        print(f"{address}: {reason}", file=sys.stderr)


def _memory(folder: Path) -> Iterator[Figure]:
    """Memory of the importing process early and at the end: of its own objects, and with SQLite's page caches."""
    archive = write_warc(folder / "memory.warc.gz", MEMORY_RECORDS, SMALL)
    watch = _Watch()
    tracemalloc.start()
    with Library.open(folder / "memory", create=True) as library, Imports(library.path) as imports:
        pages = imports.rest(Archive(archive, read_warc, can_begin_at), Position())
        ingest(library, pages, progress=watch, way=IN_BULK, kept=imports.kept)
    tracemalloc.stop()
    late = watch.late
    sizes = f"{late[0] / 2**20:.1f} MiB ÷ {watch.early[0] / 2**20:.1f} MiB"
    after = f"after {MEMORY_RECORDS - EARLY_RECORDS:,} small records and after {EARLY_RECORDS:,}"
    detail = f"{sizes}, {after}; SQLite's caches apart"
    yield Figure("memory of an import, late ÷ early", late[0] / watch.early[0], GROWTH, detail)
    grown = (late[1] - watch.early[1]) / 2**20
    yield Figure("growth with SQLite's page caches", grown, CACHES_MIB, "they fill up to 16 and 32 MiB", "MiB")


def _held() -> tuple[int, int]:
    gc.collect()
    return tracemalloc.get_traced_memory()[0], _own_memory(os.getpid())


def _own_memory(process: int) -> int:
    """Anonymous resident bytes of a process (proc(5)); 0 where the system does not say."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    found = next((line.split()[1] for line in status.splitlines() if line.startswith("RssAnon:")), "0")
    return int(found) * 1024


def _kills(folder: Path) -> Figure:
    """How many articles are missing, double or revised after an import that was killed at random moments."""
    archive = write_warc(folder / "kills.warc.gz", KILL_RECORDS, SMALL)
    with _importing(folder / "whole", archive) as process:
        process.communicate()
    chance = random.Random(KILLS)
    killed = 0
    for _ in range(KILLS):
        moment = chance.uniform(0.3, 3.5)
        with _importing(folder / "killed", archive) as process:
            try:
                process.wait(moment)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                killed += 1
    with _importing(folder / "killed", archive) as process:
        process.communicate()
    expected, found = _ids(folder / "whole"), _ids(folder / "killed")
    wrong = len(set(expected) ^ set(found)) + abs(len(found) - len(expected)) + _revised(folder / "killed", found)
    return Figure("articles lost or repeated by kills", wrong, 0, f"{killed} kills in {len(expected):,} records", "")


def _ids(path: Path) -> list[str]:
    with Library.open(path) as library:
        return [row.id for row in library.rows(limit=2 * KILL_RECORDS)]


def _revised(path: Path, ids: list[str]) -> int:
    with Library.open(path) as library:
        return sum(library.get(article).revision > 1 for article in ids)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as place:
        sys.exit(1 if tell(figures(Path(place))) else 0)
