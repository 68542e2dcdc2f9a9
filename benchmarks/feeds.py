"""Print every figure of feeds and archives with its bar: `make bench-feeds`. Exit code 1 when one is missed.

With the names of PARTS as arguments, only those.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Final

from benchmarks import archives, feed_parsing, refresh, refresh_desk, refresh_pages
from benchmarks.figures import Figure, tell

PARTS: Final[Mapping[str, Callable[[Path], Iterator[Figure]]]] = {
    "parsing": lambda _: feed_parsing.figures(),
    "refresh": refresh.figures,
    "pages": refresh_pages.figures,
    "desk": refresh_desk.figures,
    "archives": archives.figures,
}


def main(chosen: list[str]) -> int:
    """Measure, print a line a figure as it comes, and say by the exit code whether one was missed."""
    if unknown := set(chosen) - set(PARTS):
        print(f"there is no {', '.join(sorted(unknown))}: choose from {', '.join(PARTS)}", file=sys.stderr)
        return 2
    print("one server on loopback, sides run in turn; medians, and the fastest of each")
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        parts = [PARTS[name](Path(folder)) for name in chosen or PARTS]
        return 1 if tell(chain.from_iterable(parts)) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
