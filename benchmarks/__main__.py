"""Print every figure with its bar: `make bench`. Exit code 1 when one is missed."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from benchmarks import annotation, cleaning, desk
from benchmarks.figures import RUNS, Figure, tell


def main() -> int:
    """Measure, print a line a figure as it comes, and say at the end what was missed."""
    print(f"medians of {RUNS} interleaved runs, measured from outside in a pseudo-terminal")
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        all_figures: Iterator[Figure] = chain(annotation.figures(), cleaning.figures(), desk.figures(Path(folder)))
        return 1 if tell(all_figures) else 0


if __name__ == "__main__":
    sys.exit(main())
