"""Kills during refreshes of a world that grows: what was said to be there is there, once, and the end is the same."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from reader.library.library import Library
from tests.feed_world import writing
from tests.feed_world.case import FEED, Making, serving
from tests.feed_world.running import Home, Run, fetching, read_run
from tests.feed_world.server import Exchange, Server
from tests.feed_world.writing import Story

KILLS: Final = int(os.environ.get("DATELINE_KILLS", "5"))
"""Kills in this run; DATELINE_KILLS=100 does as many, in some four minutes."""
TURNS: Final = 8 * KILLS
"""Refreshes in which that many are to die: one may end before its moment has come."""
FIRST_STORIES: Final = 3
EVENTS: Final = 30
"""Events of a refresh: a kill comes after any number of them, so also where nothing was said yet."""
LATEST: Final = 0.2
"""Seconds after that event, at most."""

Telling = Callable[[str, int], list[Story]]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


def plain(base: str, turn: int) -> list[Story]:
    """One story more at each turn."""
    return writing.stories(base, base, FIRST_STORIES + turn)


def edited(base: str, turn: int) -> list[Story]:
    """The newest story has another last paragraph at each turn, and one is new every third."""
    told = writing.stories(base, base, FIRST_STORIES + turn // 3)
    told[0] = told[0]._replace(
        text=(*told[0].text, f"Edition {turn} of this report has one sentence more than others.")
    )
    return told


def growing(tell: Telling) -> Making:
    """The feed of what is told at each turn."""
    return lambda one: writing.rss("Growing", tell(one.base, one.turn))


class World:
    """Six feeds that grow, and what each has said at each turn."""

    def __init__(self, server: Server) -> None:
        self._telling: dict[str, Telling] = {}
        for tell in (plain, plain, plain, edited, edited):
            base = server.host({FEED: serving(growing(tell))})
            self._telling[base + FEED] = tell
        self._telling[self._summaries(server) + FEED] = plain

    @staticmethod
    def _summaries(server: Server) -> str:
        def feed(exchange: Exchange) -> str:
            told = plain(exchange.base, exchange.turn)
            return writing.rss("In short", [writing.rss_item(one, text=one.text[0][:80] + " …") for one in told])

        def page(number: int) -> Making:
            return lambda one: writing.page(writing.story(one.base, one.base, number), outlet="In short")

        pages = {f"/news/{n}": serving(page(n), "text/html") for n in range(1, FIRST_STORIES + TURNS + 1)}
        return server.host({FEED: serving(feed), **pages})

    @property
    def addresses(self) -> list[str]:
        return list(self._telling)

    def told(self, address: str, turn: int) -> set[str]:
        """The titles that a feed had at a turn."""
        return {story.title for story in self._telling[address](address.removesuffix(FEED), turn)}


def killed(home: Home, chance: random.Random) -> Run:
    """A fetch that was killed at a moment by chance, and what it had said until then; its workers end by themselves."""
    left = chance.randrange(EVENTS)
    with home.start(*fetching(full_text="when-short", jobs=2)) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        lines = []
        while left and (line := running.stdout.readline()):
            lines.append(line)
            left -= 1
        try:
            running.wait(chance.uniform(0, LATEST))
        except subprocess.TimeoutExpired:
            running.kill()
        rest = running.stdout.read()
        complaints = running.stderr.read()
    whole = b"".join(lines) + rest
    return read_run(subprocess.CompletedProcess([], running.returncode, whole[: whole.rfind(b"\n") + 1], complaints))


def titles(home: Home) -> dict[str, str]:
    """The title of every article, by its id; no two have the same, as no two stories have."""
    with Library.open(home.library, create=True) as library:
        found = {row.id: row.title for row in library.rows(limit=100_000)}
    assert len(set(found.values())) == len(found), "a story is there twice"
    return found


def texts(home: Home) -> dict[str, list[str]]:
    """The paragraphs of every article, by its id."""
    with Library.open(home.library) as library:
        rows = library.rows(limit=100_000)
        return {row.id: [block.text for block in library.get(row.id).blocks] for row in rows}


def test_kills_lose_nothing_that_was_told_and_double_nothing(server: Server, tmp_path: Path) -> None:
    world, home, chance = World(server), Home(tmp_path / "killed"), random.Random(5)
    home.subscribe(world.addresses)
    seen: dict[str, str] = {}
    acknowledged: set[str] = set()
    deaths = 0
    for turn in range(TURNS):
        if deaths == KILLS:
            break
        server.turn = turn
        run = killed(home, chance)
        deaths += run.code == -signal.SIGKILL
        assert run.of("failed") == []
        for event in run.of("feed"):
            assert event["outcome"] in ("new", "unchanged"), event
            acknowledged |= world.told(event["address"], turn)
        if turn % 4 == 3:
            now = titles(home)
            assert seen.items() <= now.items()
            assert acknowledged <= set(now.values())
            seen = now
    assert deaths == KILLS
    assert len(acknowledged) > KILLS

    last = home.fetch(full_text="when-short", jobs=2)
    assert (last.code, last.done["queued"], last.of("failed")) == (0, 0, [])
    undisturbed = Home(tmp_path / "undisturbed")
    undisturbed.subscribe(world.addresses)
    undisturbed.fetch(full_text="when-short", jobs=2)
    assert seen.items() <= titles(home).items()
    assert titles(home) == titles(undisturbed)
    assert texts(home) == texts(undisturbed)
    assert sorted(home.ids()) == sorted(undisturbed.ids())
