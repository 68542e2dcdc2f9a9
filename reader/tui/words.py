"""Figures in words: how many of what, and how long."""

from __future__ import annotations


def numbered(count: int, one: str, many: str) -> str:
    """So many of them: `1 country`, `1,200 countries`."""
    return f"{count:,} {one if count == 1 else many}"


def span(seconds: float) -> str:
    """A time to wait: `42 s`, `7 min`, `12 h`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 90 * 60 else f"{seconds / 3600:.0f} h"
