"""The desk while a refresh of everything runs: key → paint, against the same desk a moment before."""

from __future__ import annotations

import re
import statistics
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyte

from benchmarks.desk import FIRST_ROW, KEYS_A_RUN, WIDE
from benchmarks.feed_server import serving
from benchmarks.figures import Figure, percentile
from benchmarks.libraries import build
from benchmarks.refresh import ARTICLES, DATELINE, FEEDS, RUNS, WORDS, Home
from benchmarks.terminal import Terminal, readable
from reader.entities.annotate import annotator
from reader.entities.gazetteer.gazetteer import load_gazetteer

BAR: Final = 1.5
ROWS: Final = 1_000
COMING_IN: Final = r"Fetching .* · [1-9][\d,]* new"
UNDER_WAY: Final = r"Fetching \d|Finding who and where"
BETWEEN_KEYS: Final = 0.1
"""Seconds from one key to the next."""
_ROW = re.compile(r"Row (\d+)")


def figures(folder: Path) -> Iterator[Figure]:
    """95th percentiles of key → paint during a refresh and before it, and their ratio."""
    present = annotator(load_gazetteer())
    idle: list[float] = []
    busy: list[float] = []
    with serving(FEEDS, ARTICLES, WORDS, "full") as port:
        for number in range(RUNS + 1):
            home = Home(folder / f"desk-{number}", port, FEEDS)
            build(home.library, ROWS, 250, annotator=present)
            before, during = _one_run(home)
            if number:
                idle.append(before)
                busy.append(during)
    quiet, refreshing = statistics.median(idle), statistics.median(busy)
    detail = f"{refreshing * 1e3:.1f} ms ÷ {quiet * 1e3:.1f} ms; {KEYS_A_RUN} keys a run"
    yield Figure("key → paint p95, refreshing ÷ idle", refreshing / quiet, BAR, detail)


def _one_run(home: Home) -> tuple[float, float]:
    command = [*DATELINE, "--library", str(home.library)]
    with Terminal(command, columns=WIDE[0], rows=WIDE[1], env=home.environment) as terminal:
        terminal.wait(FIRST_ROW)
        terminal.settle(0.6)
        for _ in range(WIDE[1] // 2 + 2):  # from here on every key scrolls the list
            terminal.send("j")
            terminal.settle(0.03)
        before = _pressed(terminal)
        terminal.send("R")
        terminal.wait(COMING_IN)
        during = _pressed(terminal)
        if not re.search(UNDER_WAY, terminal.screen()):
            raise AssertionError(f"the refresh ended before the keys did:\n{terminal.screen()}")
        painted = _paints(terminal, [*before, *during])
        return percentile(painted[: len(before)], 0.95), percentile(painted[len(before) :], 0.95)


def _pressed(terminal: Terminal) -> list[float]:
    """The moments of KEYS_A_RUN keys, each after the one before has been answered and a pause."""
    moments = []
    for _ in range(KEYS_A_RUN):
        moments.append(terminal.send("j"))
        while (left := moments[-1] + BETWEEN_KEYS - terminal.now()) > 0:
            terminal.read(left)
    return moments


def _paints(terminal: Terminal, keys: list[float]) -> list[float]:
    """Seconds from each key to the chunk that scrolled the list by its row, from the recording; other paints don't
    count, and one that scrolls by several rows answers as many keys."""
    screen = pyte.Screen(*WIDE)
    stream = pyte.ByteStream(screen)
    waiting = deque(keys)
    taken: list[float] = []
    shown = 0
    for chunk in terminal.chunks:
        stream.feed(readable(chunk.data))
        row = _ROW.search("\n".join(screen.display[1:4]))
        scrolled = int(row[1]) - shown if row else 0
        while scrolled > 0 and waiting and chunk.at >= waiting[0]:
            scrolled -= 1
            taken.append(chunk.at - waiting.popleft())
        shown = int(row[1]) if row else shown
    if waiting:
        raise AssertionError(f"{len(waiting)} keys never scrolled the list")
    return taken
