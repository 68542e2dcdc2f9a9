"""Cleaning: speed against the bare extractor with the same options, workers against one worker, and memory.

Real pages are taken where the labelled sets lie beside the checkout; without them the bundled sample's pages stand in,
which are shorter and all alike, so that the figures are no more than a hint.
"""

from __future__ import annotations

import gc
import gzip
import logging
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from benchmarks.figures import Figure
from reader.cleaning.clean import clean_html, clean_text
from reader.errors import DatelineError
from reader.ingest.pool import Pool, worker_count
from reader.ingest.work import CLEAN_PAGE
from reader.ingest.worker import YOUNG_MAX
from reader.sample import sample_pages
from reader.sources.page import Page

PAGES: Final = 200
ROUNDS: Final = 3
"""Rounds over all pages; each page counts with its fastest, as noise only ever adds."""
SHARE_OF_BARE: Final = 0.85
SHARE_OF_CORES: Final = 0.85
RESIDENT_MIB: Final = 400.0
TEXT_LINES: Final = 200
SETS: Final = Path(__file__).resolve().parents[2] / "shared" / "eval" / "extraction"


def figures() -> Iterator[Figure]:
    """Ratios of time, lines a second, and MiB of cleaning PAGES pages."""
    pages, note = _pages()
    ours, theirs = _interleaved(pages, _ours, extract_bare)
    detail = f"{theirs / ours:.2f} of its throughput, {len(pages) / ours:.0f} pages/s a core; {note}"
    yield Figure("clean a page ÷ bare extractor, time", ours / theirs, 1 / SHARE_OF_BARE, detail)
    yield _raw_text(pages)
    yield _workers(pages)
    yield _memory(pages)


def _pages() -> tuple[list[bytes], str]:
    """PAGES pages spread over the sets, and in words where they are from."""
    real = [path for name in ("zyte", "readability") for path in sorted((SETS / name / "html").glob("*.gz"))]
    if real:
        step = max(1, len(real) // PAGES)
        return [gzip.decompress(path.read_bytes()) for path in real[::step][:PAGES]], "real pages"
    print("skipped: the labelled sets are not beside this checkout; the sample's pages stand in for real ones")
    sample = [path.read_bytes() for path in sorted(sample_pages().glob("*.html"))]
    return (sample * (PAGES // len(sample) + 1))[:PAGES], "no real pages: a hint"


def _ours(page: bytes) -> None:
    try:
        clean_html(page)
    except DatelineError:  # a page that is no article costs time all the same
        return


def extract_bare(page: bytes) -> None:
    """The bare extractor, with the options that cleaning uses."""
    from trafilatura import bare_extraction

    bare_extraction(
        page,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        include_links=True,
        include_images=False,
        with_metadata=True,
    )


def _interleaved(
    pages: list[bytes], one: Callable[[bytes], None], other: Callable[[bytes], None]
) -> tuple[float, float]:
    """Processor seconds that each takes for all pages: page by page in turn, the fastest of ROUNDS.

    Both with the garbage collector as workers set it.
    """
    logging.disable(logging.CRITICAL)
    before = gc.get_threshold()
    gc.set_threshold(YOUNG_MAX)
    best: defaultdict[tuple[int, bool], float] = defaultdict(lambda: float("inf"))
    for number in range(ROUNDS + 1):
        for place, page in enumerate(pages):
            for first in (True, False) if number % 2 else (False, True):
                begun = time.process_time()
                (one if first else other)(page)
                taken = time.process_time() - begun
                if number:
                    best[place, first] = min(best[place, first], taken)
    logging.disable(logging.NOTSET)
    gc.set_threshold(*before)
    return tuple(sum(taken for (_, first), taken in best.items() if first is side) for side in (True, False))  # type: ignore[return-value]


def _raw_text(pages: list[bytes]) -> Figure:
    """How long a thousand lines of raw page text take: no bar, as nothing else does that."""
    from lxml import html

    texts = [
        "\n".join(html.document_fromstring(page).itertext()) for page in pages[:: max(1, len(pages) // TEXT_LINES)]
    ]
    lines = sum(bool(line.strip()) for text in texts for line in text.splitlines())
    begun = time.process_time()
    for text in texts:
        try:
            clean_text(text)
        except DatelineError:
            continue
    taken = time.process_time() - begun
    return Figure(
        "clean 1,000 lines of raw page text", taken / lines * 1e6, float("inf"), f"{lines / taken:,.0f} lines/s", "ms"
    )


def _workers(pages: list[bytes]) -> Figure:
    """Time of one worker against that of one a core, through the pool that reads all pages, workers started."""
    cores = worker_count(0)
    messages = [msgspec.msgpack.encode(Page(str(place), page, "html")) for place, page in enumerate(pages)]
    fastest = {1: float("inf"), cores: float("inf")}
    with Pool(CLEAN_PAGE, jobs=1) as alone, Pool(CLEAN_PAGE, jobs=cores) as together:
        for number in range(ROUNDS + 1):
            for jobs, pool in ((1, alone), (cores, together)):
                taken = _seconds(pool, messages)
                if number:
                    fastest[jobs] = min(fastest[jobs], taken)
    gain = fastest[1] / fastest[cores]
    detail = f"{gain:.2f} times as fast, {len(pages) / fastest[cores]:.0f} pages/s"
    return Figure(f"{cores} workers: core time of a page ÷ one's", cores / gain, 1 / SHARE_OF_CORES, detail)


def _seconds(pool: Pool, messages: list[bytes]) -> float:
    begun = time.perf_counter()
    for _ in pool.map(enumerate(messages)):
        pass
    return time.perf_counter() - begun


def _memory(pages: list[bytes]) -> Figure:
    """The most that a worker had resident after all pages, its own libraries and the extractor's included."""
    with Pool("benchmarks.cleaning:cleaning_resident", jobs=1) as pool:
        answers = [answer for _, answer in pool.map(enumerate(pages))]
    peak = max(int(answer) for answer in answers if isinstance(answer, bytes))
    return Figure("memory of a worker", peak / 2**20, RESIDENT_MIB, f"{len(pages)} pages, one after the other", "MiB")


def cleaning_resident() -> Callable[[bytes], bytes]:
    """Work for a pool: a page in, the bytes out that the process has had resident at most."""
    unit = 1 if sys.platform == "darwin" else 1024

    def run(page: bytes) -> bytes:
        _ours(page)
        return str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit).encode()

    return run
