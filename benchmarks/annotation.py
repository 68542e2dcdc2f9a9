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
_PARAGRAPH = (
    "President Emmanuel Macron of France received Indian Prime Minister Narendra Modi in Paris on Friday, a day after "
    "German officials had met envoys from Japan, Brazil and South Africa. Macron said the French and Indian navies "
    "would train together; Modi invited him to New Delhi. In Washington the White House welcomed the talks, while the "
    "Kremlin called them hostile. Foreign ministry spokeswoman Ana Ruiz said Spain would join the United Nations "
    "mission, and Georgia, the Caucasus state, offered engineers. "
)
_LOAD = """
from time import perf_counter
from reader.entities.gazetteer import load_gazetteer
begun = perf_counter()
load_gazetteer()
print(perf_counter() - begun)
"""


def figures() -> Iterator[Figure]:
    """Median milliseconds of both."""
    from reader.entities.annotate import annotate_text

    text = (_PARAGRAPH * (ARTICLE_BYTES // len(_PARAGRAPH) + 1))[:ARTICLE_BYTES]
    times = []
    for _ in range(ROUNDS + 1):
        begun = time.perf_counter()
        found = annotate_text(text, date=date(2023, 7, 14))
        times.append(time.perf_counter() - begun)
    warm = statistics.median(times[1:]) * 1e3
    yield Figure("annotate a 5 KB article, warm", warm, 10.0, f"{len(found)} mentions", "ms")
    loads = [
        float(subprocess.run([sys.executable, "-c", _LOAD], check=True, capture_output=True, text=True).stdout)
        for _ in range(LOADS + 1)
    ]
    load = statistics.median(loads[1:]) * 1e3
    yield Figure("load the gazetteer, fresh process", load, 150.0, f"best {min(loads) * 1e3:.0f} ms", "ms")
