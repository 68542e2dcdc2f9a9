"""The whole world: every case on a server of its own."""

from __future__ import annotations

from collections.abc import Iterable

from tests.feed_world import contents, oddities, statuses, transport, wellformed
from tests.feed_world.case import Case
from tests.feed_world.server import Server

CASES: tuple[Case, ...] = (
    *wellformed.cases(),
    *statuses.cases(),
    *transport.cases(),
    *contents.cases(),
    *oddities.cases(),
)


def staged(server: Server, cases: Iterable[Case]) -> dict[str, Case]:
    """Puts the cases on the server; returns them by the address of their feed."""
    return {case.stage(server): case for case in cases}


def settings(cases: dict[str, Case]) -> dict[str, str]:
    """What `feeds.toml` says of each address besides."""
    return {address: case.settings for address, case in cases.items()}
