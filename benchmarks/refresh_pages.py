"""A refresh with full texts, page by page over loopback, against the bare extractor in as many processes as cores."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from benchmarks.cleaning import extract_bare
from benchmarks.feed_server import page_of, serving
from benchmarks.figures import Figure
from benchmarks.refresh import RUNS, Home
from reader.ingest.pool import Pool

FEEDS: Final = 50
PAGES: Final = 20
"""Pages of each feed."""
WORDS: Final = 500
SHARE_OF_BARE: Final = 0.8
CORES: Final = os.cpu_count() or 1


def figures(folder: Path) -> Iterator[Figure]:
    """The time until all is listed with its whole text, and until it is annotated too, over that of the extractor alone
    on the same pages.
    """
    pages = [page_of(number, place, WORDS).encode() for number in range(FEEDS) for place in range(PAGES)]
    ours: list[float] = []
    ended: list[float] = []
    theirs: list[float] = []
    with serving(FEEDS, PAGES, WORDS, "summary") as port, Pool("benchmarks.refresh_pages:bare", jobs=CORES) as pool:
        home = Home(folder / "pages", port, FEEDS)
        for number in range(RUNS + 1):
            home.empty()
            fetched = home.fetch("--full-text", "always")
            if fetched.added != len(pages):
                raise AssertionError(f"{fetched.added} articles came in, not {len(pages)}")
            begun = time.perf_counter()
            for _ in pool.map(enumerate(pages)):
                pass
            if number:
                ours.append(fetched.whole)
                ended.append(fetched.ended)
                theirs.append(time.perf_counter() - begun)
    seconds, bare = statistics.median(ours), statistics.median(theirs)
    detail = (
        f"{bare / seconds:.2f} of its throughput on {CORES} cores; {len(pages) / seconds:.0f} ÷ "
        f"{len(pages) / bare:.0f} pages/s, fastest {min(ours):.2f} s ÷ {min(theirs):.2f} s"
    )
    yield Figure("refresh with full texts ÷ bare extractor", seconds / bare, 1 / SHARE_OF_BARE, detail)
    annotated = statistics.median(ended)
    detail = f"{bare / annotated:.2f} of its throughput; fastest {min(ended):.2f} s"
    yield Figure("the same, annotated and searchable ÷ bare extractor", annotated / bare, float("inf"), detail)


def bare() -> Callable[[bytes], bytes]:
    """Work for a pool: the bare extractor."""
    extract_bare(page_of(0, 0, WORDS).encode())

    def run(page: bytes) -> bytes:
        extract_bare(page)
        return b""

    return run
