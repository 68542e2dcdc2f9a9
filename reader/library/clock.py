"""The clock of the journal: which of two changes came later, on devices whose own clocks disagree.

A hybrid logical clock (Kulkarni, Demirbas, Madappa, Avva and Leone: "Logical Physical Clocks", OPODIS 2014): wall time
where that grows, a counter where it doesn't, and never before anything already seen.
"""

from __future__ import annotations

import time
from typing import NamedTuple


class Stamp(NamedTuple):
    """When a change was made: milliseconds since 1970 UTC, a counter within them, and the device, which breaks ties.

    Compares as "earlier than" in the same way on every device.
    """

    millis: int
    counter: int
    device: str


BEGINNING = Stamp(0, 0, "")
"""Before every change."""


def wall_millis() -> int:
    """This device's idea of the time: milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def after(seen: Stamp, now: int, device: str) -> Stamp:
    """The stamp of a change that `device` makes when its clock says `now` (ms) and `seen` is the latest stamp it knows.

    Later than `seen` even where this device's clock is behind it: what a person does now, knowing the other change,
    is meant to win over it.
    """
    if now > seen.millis:
        return Stamp(now, 0, device)
    return Stamp(seen.millis, seen.counter + 1, device)
