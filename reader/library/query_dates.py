"""Dates as people write them in a query. A day is a UTC day."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

DATE_FORMS: Final = "2024, 2024-03, 2024-03-14, 2024-03-14T09:30, today, yesterday, or an age as in 12h, 7d, 3w, 6m, 1y"

_AGE = re.compile(r"(\d{1,5})([hdwmy])", re.IGNORECASE)
_HOURS: Final = {"h": 1, "d": 24, "w": 24 * 7, "m": 24 * 30, "y": 24 * 365}
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def read_moment(text: str, now: datetime) -> int | None:
    """The moment that a date begins, seconds since 1970 UTC; None where the text is no date.

    An age is counted back from `now`; a month of it is 30 days, a year 365.
    """
    lowered = text.lower()
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    if lowered in ("today", "yesterday"):
        return int((midnight - timedelta(days=lowered == "yesterday")).timestamp())
    try:
        if age := _AGE.fullmatch(text):
            return int((now - timedelta(hours=int(age[1]) * _HOURS[age[2].lower()])).timestamp())
        if day := _DAY.fullmatch(text):
            moment = datetime(int(day[1]), int(day[2] or 1), int(day[3] or 1), tzinfo=UTC)
        else:
            moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        return None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
