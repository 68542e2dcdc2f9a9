"""The desk from outside: first paint, keys, opening an article, memory; each against something beside it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.figures import Figure, percentile, ratio
from benchmarks.libraries import build
from benchmarks.terminal import Terminal
from reader.entities.annotate import annotator
from reader.entities.gazetteer.gazetteer import load_gazetteer

FIRST_ROW: Final = "Row 00000"
KEYS_A_RUN: Final = 60
QUIET: Final = 0.03
"""Seconds without output after which a key's paint counts as done."""
WIDE, NARROW = (120, 40), (90, 30)
"""Terminal sizes: two panes for the list, one pane for opening an article, as a `Static` has the whole screen too."""

_DATELINE = [str(Path(sys.executable).with_name("dateline"))]
_HELLO = [sys.executable, "-m", "benchmarks.hello"]


class Bench:
    """The libraries of one run and the commands that open them."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.home.mkdir()
        present = annotator(load_gazetteer())
        self.small = build(folder / "small", 100, 250, annotator=present)
        self.large = build(folder / "large", 100_000, 60, annotator=present)
        self.thousand = build(folder / "thousand", 1, 1_000, annotator=present)
        self.fifty_thousand = build(folder / "fifty-thousand", 1, 50_000, annotator=present)

    def desk(self, library: Path) -> list[str]:
        """The command that opens the desk on a library."""
        return [*_DATELINE, "--library", str(library)]

    @contextmanager
    def running(self, command: Sequence[str], size: tuple[int, int]) -> Iterator[Terminal]:
        """A program in a terminal, with a home of its own and its bytecode kept, as an installed program has it."""
        env = {f"XDG_{name}_HOME": str(self.home / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
        env |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(self.home / "pycache")}
        env |= {"HOME": str(self.home)}
        with Terminal(command, columns=size[0], rows=size[1], env=env) as terminal:
            yield terminal

    def first_paint(self, command: Sequence[str], pattern: str) -> Callable[[], float]:
        """Seconds from start to the first screen that shows the pattern."""

        def measure() -> float:
            with self.running(command, WIDE) as terminal:
                terminal.wait(pattern)
                return terminal.first_shown(pattern)

        return measure

    def memory(self, command: Sequence[str], pattern: str) -> Callable[[], float]:
        """Bytes of proportional set size once the program has settled."""

        def measure() -> float:
            with self.running(command, WIDE) as terminal:
                terminal.wait(pattern)
                terminal.settle(0.6)
                return float(terminal.memory())

        return measure

    def key_paint(self, library: Path) -> Callable[[], float]:
        """95th percentile, in seconds, from a key that scrolls the list to its last painted byte."""

        def measure() -> float:
            with self.running(self.desk(library), WIDE) as terminal:
                terminal.wait(FIRST_ROW)
                terminal.settle(0.6)
                for _ in range(WIDE[1] // 2 + 2):
                    terminal.send("j")
                    terminal.settle(QUIET)
                return percentile([self._one_key(terminal, "j") for _ in range(KEYS_A_RUN)], 0.95)

        return measure

    def opened(self, command: Sequence[str], ready: str, key: str, shown: str) -> Callable[[], float]:
        """Seconds from the key until the article is on the screen and the program has done painting: the last byte."""

        def measure() -> float:
            with self.running(command, NARROW) as terminal:
                terminal.wait(ready)
                terminal.settle(0.6)
                pressed = terminal.send(key)
                terminal.wait(shown)
                return terminal.settle() - pressed

        return measure

    @staticmethod
    def _one_key(terminal: Terminal, key: str) -> float:
        pressed = terminal.send(key)
        first = terminal.read(1.0)
        if first is None:
            raise AssertionError(f"the key {key!r} was not answered within a second:\n{terminal.screen()}")
        last = first.at
        while (chunk := terminal.read(QUIET)) is not None:
            last = chunk.at
        return last - pressed


def figures(folder: Path) -> Iterator[Figure]:
    """Every figure of the desk, as it is measured."""
    bench = Bench(folder)
    small, large = bench.desk(bench.small), bench.desk(bench.large)
    painted = bench.first_paint
    yield ratio("first paint, 100 articles ÷ bare app", 1.30, painted(small, FIRST_ROW), painted(_HELLO, "Hello from"))
    yield ratio("first paint, 100,000 ÷ 100 articles", 1.10, painted(large, FIRST_ROW), painted(small, FIRST_ROW))
    yield ratio("key → paint p95, 100,000 ÷ 100", 1.20, bench.key_paint(bench.large), bench.key_paint(bench.small))
    for name, library, bar in (("1,000", bench.thousand, 1.0), ("50,000", bench.fifty_thousand, 0.2)):
        static = [sys.executable, "-m", "benchmarks.one_static", str(library), "bench0000000"]
        ours = bench.opened(bench.desk(library), FIRST_ROW, "enter", r"(\w+ +){5}\w+\s*\n.*(\w+ +){5}")
        theirs = bench.opened(static, "READY", "o", r"(\w+ +){5}\w+\s*\n.*(\w+ +){5}")
        yield ratio(f"open {name} words ÷ one Static", bar, ours, theirs)
    hello = bench.memory(_HELLO, "Hello from")
    yield ratio("memory, 100,000 articles ÷ bare app", 2.0, bench.memory(large, FIRST_ROW), hello, "MiB")
