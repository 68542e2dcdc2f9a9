"""A whole refresh through the real command: against newsboat with the same feeds, and of feeds that are unchanged."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks.feed_server import feed_address, serving
from benchmarks.figures import Figure

FEEDS: Final = 100
ARTICLES: Final = 100
"""Articles of each feed."""
WORDS: Final = 500
RUNS: Final = 3
"""Counted runs of each side, in turn, after one that does not count."""
CORES: Final = os.cpu_count() or 1
SHARE_OF_NEWSBOAT: Final = 0.5
UNCHANGED_SECONDS: Final = 1.5
DATELINE: Final = [str(Path(sys.executable).with_name("dateline"))]


class Told(NamedTuple):
    """One event of a fetch, and when it was read, in seconds since the start of the command."""

    at: float
    event: dict[str, Any]


class Fetched(NamedTuple):
    """What a fetch told, and when it had ended, in seconds since its start."""

    told: list[Told]
    ended: float

    @property
    def listed(self) -> float:
        """When the last feed was said to be done: its articles can be listed and read."""
        return max(told.at for told in self.told if told.event["event"] == "feed")

    @property
    def whole(self) -> float:
        """When all full texts could be listed and read, too: finding who and where in them begins then."""
        return min((told.at for told in self.told if told.event["event"] == "annotating"), default=self.ended)

    @property
    def added(self) -> int:
        """How many articles came in."""
        return next(int(told.event["added"]) for told in self.told if told.event["event"] == "done")


class Home:
    """A home folder with subscriptions to the bench's feeds, and fetches in it."""

    def __init__(self, folder: Path, port: int, feeds: int) -> None:
        self.folder = folder
        config = folder / "config" / "dateline"
        config.mkdir(parents=True)
        tables = [
            f'[[feed]]\naddress = "{feed_address(port, number)}"\nallow_private = true\n' for number in range(feeds)
        ]
        (config / "feeds.toml").write_text("\n".join(tables), "utf-8")
        self.library = folder / "library"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a program that lives here, its bytecode kept as an installed program has it."""
        env = {f"XDG_{name}_HOME": str(self.folder / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
        env |= {"HOME": str(self.folder), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        return env | {"PYTHONPYCACHEPREFIX": str(self.folder / "pycache")}

    def fetch(self, *options: str) -> Fetched:
        """`dateline fetch`, its events with their times."""
        command = [*DATELINE, "--library", str(self.library), "fetch", "--progress", "json", *options]
        begun = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=self.environment) as run:
            assert run.stdout is not None
            lines = [(time.perf_counter() - begun, line) for line in run.stdout]
        ended = time.perf_counter() - begun
        if run.returncode:
            raise AssertionError(f"the fetch ended with {run.returncode}: {lines[-3:]}")
        return Fetched([Told(at, json.loads(line)) for at, line in lines if line.startswith(b"{")], ended)

    def empty(self) -> None:
        """Forget the library."""
        shutil.rmtree(self.library, ignore_errors=True)


class Newsboat:
    """newsboat with the same feeds; a new cache for each run."""

    def __init__(self, folder: Path, port: int, feeds: int) -> None:
        self._folder = folder
        folder.mkdir()
        (folder / "urls").write_text("".join(f"{feed_address(port, number)}\n" for number in range(feeds)), "utf-8")
        (folder / "config").write_text(f"reload-threads {CORES}\nauto-reload no\nmax-items 0\n", "utf-8")

    def reload(self) -> float:
        """Seconds of a reload into an empty cache."""
        cache = self._folder / "cache.db"
        for old in self._folder.glob("cache.db*"):
            old.unlink()
        files = ["-u", str(self._folder / "urls"), "-c", str(cache), "-C", str(self._folder / "config")]
        begun = time.perf_counter()
        environment = {"HOME": str(self._folder), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        subprocess.run(["newsboat", *files, "-x", "reload"], check=True, capture_output=True, env=environment)
        return time.perf_counter() - begun


def figures(folder: Path) -> Iterator[Figure]:
    """A refresh of everything, and of what has not changed."""
    with serving(FEEDS, ARTICLES, WORDS, "full") as port:
        home = Home(folder / "refresh", port, FEEDS)
        newsboat = Newsboat(folder / "newsboat", port, FEEDS) if shutil.which("newsboat") else None
        if newsboat is None:
            print("skipped: newsboat is not installed, so a refresh has nothing to be compared with")
        listed, ended, theirs = _refreshes(home, newsboat)
        yield from _against_newsboat(listed, ended, theirs)
        seconds = [home.fetch("--full-text", "never").ended for _ in range(RUNS + 1)][1:]
        detail = f"{FEEDS} feeds answer 304; fastest {min(seconds):.2f} s"
        yield Figure("refresh of unchanged feeds", statistics.median(seconds), UNCHANGED_SECONDS, detail, "s")


def _refreshes(home: Home, newsboat: Newsboat | None) -> tuple[list[float], list[float], list[float]]:
    """Seconds until all was listed, until all was annotated and searchable, and newsboat's, run by run."""
    listed: list[float] = []
    ended: list[float] = []
    theirs: list[float] = []
    for number in range(RUNS + 1):
        home.empty()
        fetched = home.fetch("--full-text", "never")
        if fetched.added != FEEDS * ARTICLES:
            raise AssertionError(f"{fetched.added} articles came in, not {FEEDS * ARTICLES}")
        other = newsboat.reload() if newsboat else 0.0
        if number:
            listed.append(fetched.listed)
            ended.append(fetched.ended)
            theirs.append(other)
    return listed, ended, theirs


def _against_newsboat(listed: list[float], ended: list[float], theirs: list[float]) -> Iterator[Figure]:
    articles = FEEDS * ARTICLES
    for name, ours, bar in (("listed", listed, SHARE_OF_NEWSBOAT), ("annotated, searchable", ended, float("inf"))):
        seconds, other = statistics.median(ours), statistics.median(theirs)
        rate = f"{articles / seconds:,.0f} articles/s; fastest {min(ours):.2f} s"
        if other:
            versus = f"newsboat {articles / other:,.0f}, fastest {min(theirs):.2f} s"
            yield Figure(f"refresh, {name} ÷ newsboat, time", seconds / other, bar, f"{rate}; {versus}")
        else:
            yield Figure(f"refresh, {name}", seconds, float("inf"), rate, "s")
