"""Annotation speed: a 5 KB article, warm; and what loading the gazetteer costs a fresh process."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Final

from benchmarks.figures import Figure

ROUNDS: Final = 41
LOADS: Final = 7
ARTICLE_BYTES: Final = 5 << 10
LONGEST_SAMPLE: Final = "lanternmeridian-who-met-whom-guide-to-summits.html"
_LOAD = """
from time import perf_counter
from reader.entities.gazetteer import load_gazetteer
begun = perf_counter()
load_gazetteer()
print(perf_counter() - begun)
"""


def figures() -> Iterator[Figure]:
    """Median milliseconds of both."""
    from reader.cleaning.clean import clean_html
    from reader.entities.annotate import annotate_text
    from reader.sample import sample_pages

    article = clean_html((sample_pages() / LONGEST_SAMPLE).read_bytes())
    text = "\n\n".join(block.text for block in article.blocks)[:ARTICLE_BYTES]
    times = []
    for _ in range(ROUNDS + 1):
        begun = time.perf_counter()
        found = annotate_text(text, date=date(2025, 11, 6))
        times.append(time.perf_counter() - begun)
    warm = statistics.median(times[1:]) * 1e3
    yield Figure("annotate a 5 KB article, warm", warm, 10.0, f"{len(found)} mentions", "ms")
    loads = [
        float(subprocess.run([sys.executable, "-c", _LOAD], check=True, capture_output=True, text=True).stdout)
        for _ in range(LOADS + 1)
    ]
    load = statistics.median(loads[1:]) * 1e3
    yield Figure("load the gazetteer, fresh process", load, 150.0, f"best {min(loads) * 1e3:.0f} ms", "ms")
