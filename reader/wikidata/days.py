"""Days as the service writes them, and as the gazetteer does: ISO 8601 of the precision that is known."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

_TIME = re.compile(r"\+?([0-9]{4})-([0-9]{2})-([0-9]{2})T[0-9:.]{5,20}Z?")
_FIRST_YEAR: Final = 1000
_YEAR, _MONTH = 9, 10
"""Wikidata's codes of precision (Wikibase data model): 9 a year, 10 a month, 11 a day; below 9 a decade or more."""


def day_of(value: str, precision: int) -> str | None:
    """ "2013-03-14", "2013-03" or "2013"; None for years before 1000, for decades, and for what is no date."""
    match = _TIME.fullmatch(value)
    if match is None or precision < _YEAR or int(match[1]) < _FIRST_YEAR:
        return None
    year, month, day = match.groups()
    if precision == _YEAR or not 1 <= int(month) <= 12:
        return year
    if precision == _MONTH or not 1 <= int(day) <= calendar.monthrange(int(year), int(month))[1]:
        return f"{year}-{month}"
    return f"{year}-{month}-{day}"


def first_day(day: str) -> date:
    """The earliest day that a day, month or year can mean."""
    return date.fromisoformat((day + "-01-01")[:10])


def last_day(day: str) -> date:
    """The latest day that a day, month or year can mean."""
    if len(day) == len("2013"):
        return date.fromisoformat(f"{day}-12-31")
    if len(day) == len("2013-03"):
        year, month = int(day[:4]), int(day[5:])
        return date(year, month, calendar.monthrange(year, month)[1])
    return date.fromisoformat(day)


def months_later(day: str, months: int) -> str:
    """The same day that many months later, of the same precision; a month's last day where it has no such day."""
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7] or 1) - 1 + months, 12)
    if len(day) <= len("2013-03"):
        return f"{year:04}-{month + 1:02}"[: len(day)]
    return f"{year:04}-{month + 1:02}-{min(int(day[8:]), calendar.monthrange(year, month + 1)[1]):02}"


def finer(one: str | None, other: str | None) -> str | None:
    """Of two ways to write one day the more exact."""
    return max((one, other), key=lambda day: len(day or ""))


def gap(until: str, since: str) -> timedelta:
    """The least time between an end and a beginning; negative where they overlap."""
    return first_day(since) - last_day(until)
