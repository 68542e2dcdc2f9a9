"""Dates as a reader wants them: how long ago in a list, day and local time over an article."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
DAYS_COUNTED = 7
"""Days that are counted; before them it is the day itself."""


def utc_now() -> datetime:
    """The present, aware UTC."""
    return datetime.now(UTC)


def age(when: datetime, now: datetime) -> str:
    """How long before `now`: `5 min`, `2 h`, `3 d`; from a week on, and for the future, the local day."""
    seconds = (now - when).total_seconds()
    if 0 <= seconds < _MINUTE:
        return "now"
    if 0 <= seconds < _HOUR:
        return f"{seconds // _MINUTE:.0f} min"
    if 0 <= seconds < _DAY:
        return f"{seconds // _HOUR:.0f} h"
    if 0 <= seconds < DAYS_COUNTED * _DAY:
        return f"{seconds // _DAY:.0f} d"
    local = _local(when)
    return f"{local.day} {MONTHS[local.month - 1]}" + ("" if local.year == now.astimezone().year else f" {local.year}")


def day(when: datetime) -> str:
    """The local day: `13 Sep 2023`."""
    local = _local(when)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def moment(when: datetime) -> str:
    """The local day and time: `13 Sep 2023, 14:05`; the day alone at midnight UTC, which means an unknown time."""
    if _is_day_only(when):
        return day(when)
    local = when.astimezone()
    return f"{day(when)}, {local.hour:02}:{local.minute:02}"


def partial_day(text: str) -> str:
    """An ISO date of any precision in words: `2013`, `Mar 2013`, `14 Mar 2013`; other text as it is."""
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return text
    if len(parts) > 1 and not 1 <= int(parts[1]) <= 12:
        return text
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, MONTHS[int(parts[1]) - 1])
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)


def _is_day_only(when: datetime) -> bool:
    utc = when.astimezone(UTC)
    return (utc.hour, utc.minute, utc.second) == (0, 0, 0)


def _local(when: datetime) -> datetime:
    return when.astimezone(UTC) if _is_day_only(when) else when.astimezone()
