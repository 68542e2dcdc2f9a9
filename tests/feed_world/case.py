"""What a case of the world is: how its feed behaves, and the line that a fetch has to say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from tests.feed_world.server import XML, Behaviour, Exchange, Server

FEED = "/feed"
Made = str | bytes
Making = Callable[[Exchange], Made]
Stage = Callable[[Server], str]


class Line(NamedTuple):
    """What a `feed` event says: the outcome, the counts, and a regular expression that its whole reason matches.

    Counts of None are not looked at; a reason of "" has to be empty.
    """

    outcome: str
    reason: str = ""
    added: int | None = 0
    revised: int | None = 0
    known: int | None = None

    def differences(self, event: Mapping[str, Any]) -> list[str]:
        """What the event says otherwise, in words; empty where it says this."""
        found = []
        if event["outcome"] != self.outcome:
            found.append(f"outcome {event['outcome']!r}, expected {self.outcome!r}")
        if not re.fullmatch(self.reason, event["reason"]):
            found.append(f"reason {event['reason']!r}, expected {self.reason!r}")
        for name in ("added", "revised", "known"):
            wanted = getattr(self, name)
            if wanted is not None and event[name] != wanted:
                found.append(f"{name} {event[name]}, expected {wanted}")
        return found


class Case(NamedTuple):
    """One feed: `stage` puts it on a server and returns its address; `first` and `again` are its lines in the first
    fetch and the second. `settings` are further lines of its table in feeds.toml; `slow` cases end by a time limit."""

    name: str
    stage: Stage
    first: Line
    again: Line
    settings: str = ""
    slow: bool = False


def healthy(name: str, stage: Stage, added: int = 3, note: str = "", settings: str = "") -> Case:
    """A feed whose articles come in once and are known afterwards."""
    return Case(name, stage, Line("new", note, added), Line("unchanged", note), settings)


def failing(name: str, stage: Stage, reason: str, settings: str = "", *, slow: bool = False) -> Case:
    """A feed that gives nothing, and says why each time it is asked."""
    return Case(name, stage, Line("failed", reason), Line("failed", reason), settings, slow)


def at(behaviour: Behaviour, path: str = FEED, /, **also: Behaviour) -> Stage:
    """A host of its own that behaves so at this path; names of `also` are further paths without their slash."""
    return lambda server: server.host({path: behaviour, **{f"/{name}": one for name, one in also.items()}}) + path


def serving(make: Making, kind: str = XML, status: int = 200, **headers: str) -> Behaviour:
    """Answers with what `make` makes of the request; underscores in header names stand for hyphens."""

    async def behave(exchange: Exchange) -> None:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        await exchange.reply(make(exchange), kind, status, told)

    return behave


def saying(body: Made, kind: str = XML, status: int = 200, **headers: str) -> Behaviour:
    """Answers with this body every time."""
    return serving(lambda _: body, kind, status, **headers)


def turning(*behaviours: Behaviour) -> Behaviour:
    """One behaviour a turn of the world; the last stays."""

    async def behave(exchange: Exchange) -> None:
        await behaviours[min(exchange.turn, len(behaviours) - 1)](exchange)

    return behave
