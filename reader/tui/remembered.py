"""How the reader left the desk, kept for good in a small file of its own: what is told apart from settings, which are
the reader's to write."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec


class Remembered(msgspec.Struct, omit_defaults=True):
    """What the keys switched on and off."""

    organisations: bool = True
    """Whether organisations are highlighted."""


def recall(path: Path) -> Remembered:
    """What the file says; the defaults where there is no file, or not such a one."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Remembered)
    except (OSError, msgspec.DecodeError):
        return Remembered()


def remember(remembered: Remembered, path: Path) -> None:
    """Write the file. That it cannot be written loses what was switched, nothing else."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_bytes(msgspec.json.encode(remembered))
        fresh.replace(path)
