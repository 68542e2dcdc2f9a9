"""Dates as feeds write them, of which RFC 822 and RFC 3339 are only the best-behaved.

Nothing is guessed: what names no day, month and year is no date, and today never stands in for what is missing.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final

from reader.sources.feeds.months import HEADER_MONTHS

LENGTH: Final = 100
"""Code points of the longest text that is looked at as a date."""
FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2200
"""Years outside these are no news: a clock that was never set, or a number that is no date."""
PIVOT: Final = 69
"""Two-digit years from this one on are 19xx (POSIX)."""

_HOUR: Final = 3600
_ZONES: Final = {
    # RFC 822 and what feeds use besides it; where two zones share a name, the one whose feeds are more.
    **dict.fromkeys("Z UT UTC GMT WET".split(), 0.0),
    **dict.fromkeys("BST WEST CET MEZ MET".split(), 1.0),
    **dict.fromkeys("CEST MESZ MEST EET SAST CAT".split(), 2.0),
    **dict.fromkeys("EEST MSK EAT TRT".split(), 3.0),
    **dict.fromkeys("GST SAMT".split(), 4.0),
    **dict.fromkeys("PKT UZT YEKT".split(), 5.0),
    **dict.fromkeys("WIB ICT".split(), 7.0),
    **dict.fromkeys("HKT SGT AWST PHT MYT WITA".split(), 8.0),
    **dict.fromkeys("JST KST WIT".split(), 9.0),
    **dict.fromkeys("AEST".split(), 10.0),
    **dict.fromkeys("AEDT".split(), 11.0),
    **dict.fromkeys("NZST".split(), 12.0),
    **dict.fromkeys("NZDT".split(), 13.0),
    **dict.fromkeys("BRT ART ADT CLST".split(), -3.0),
    **dict.fromkeys("EDT AST CLT".split(), -4.0),
    **dict.fromkeys("EST CDT COT PET".split(), -5.0),
    **dict.fromkeys("CST MDT".split(), -6.0),
    **dict.fromkeys("MST PDT".split(), -7.0),
    **dict.fromkeys("PST AKDT".split(), -8.0),
    "AKST": -9.0,
    "HST": -10.0,
    "NST": -3.5,
    "NDT": -2.5,
    "IRST": 3.5,
    "IST": 5.5,
    "ACST": 9.5,
    "ACDT": 10.5,
}
_CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})(?::|h|(?<=\d{2})\.(?=\d\d(?:\.\d\d)?(?!\.?\d)))(\d{2})"
    r"(?:[:.](\d{2})(?:[.,]\d{1,9})?)?\s{0,2}(?:([ap])\.?m\b\.?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"(?:\b(?:GMT|UTC?)\s?)?([+\u2212-])(\d{2}):?(\d{2})?(?!\d)\s*$|\b([A-Z]{1,5})\s*(?:\([^)]*\)\s*)?$"
)
_RFC822 = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d)(?::([0-5]\d))? ([+-]\d{4}|[A-Z]{2,4})"
)
_YEAR_LAST = re.compile(r"\s?([+-]\d{4}|[A-Z]{2,5})\s(\d{4})")
_UTC: Final = ("GMT", "+0000", "UTC", "-0000")
_PAREN = re.compile(r"\s*\([^()]{0,60}\)\s*$")
_YMD = re.compile(r"(?<!\d)(\d{4})\s?[-/.年년]\s?(\d{1,2})(?:\s?[-/.月월]\s?(\d{1,2}))?(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(?!\d)")
_DMY = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_WORD = re.compile(r"[^\W\d_]{3,}\.?")
_NUMBER = re.compile(r"(?<![\d:])\d{1,4}(?![\d:])")


@lru_cache(maxsize=4096)
def iso_date(text: str) -> str:
    """ISO 8601 with an offset, the one that was given (UTC where none was); empty where no date can be read.

    Read are RFC 822 with any zone, day name or two-digit year, ISO 8601 and RFC 3339 with and without punctuation,
    seconds and milliseconds since 1970, asctime, month names in some thirty languages, and numbers whose order is
    certain: a dot means day first, and with a slash one of the two has to be above 12.
    """
    text = " ".join(text.split())
    if not text or len(text) > LENGTH:
        return ""
    if text.isdigit() and text.isascii():
        return _from_number(text)
    moment = _from_rfc822(text) or _from_iso(text) or _from_parts(_PAREN.sub("", text))
    return moment.isoformat() if moment and FIRST_YEAR <= moment.year <= LAST_YEAR else ""


def _from_number(digits: str) -> str:
    if len(digits) in (8, 12, 14) and (compact := _COMPACT.fullmatch(digits)):
        moment = _moment(compact[1], compact[2], compact[3], compact[4] or 0, compact[5] or 0, compact[6] or 0)
        if moment and FIRST_YEAR <= moment.year <= LAST_YEAR:
            return moment.isoformat()
    seconds = {9: 1, 10: 1, 13: 1_000, 16: 1_000_000}.get(len(digits))
    if not seconds:
        return ""
    moment = datetime.fromtimestamp(int(digits) // seconds, UTC)
    return moment.isoformat() if moment.year <= LAST_YEAR else ""


def _from_rfc822(text: str) -> datetime | None:
    """The form that nearly all of RSS uses; anything else is left to the slower rules."""
    found = _RFC822.fullmatch(text)
    if not found or found[2].lower() not in HEADER_MONTHS:
        return None
    moment = _moment(found[3], HEADER_MONTHS[found[2].lower()], found[1], found[4], found[5], found[6] or 0)
    if not moment or found[7] in _UTC:
        return moment
    return moment.replace(tzinfo=timezone(timedelta(seconds=_offset(f" {found[7]}"))))


def _from_iso(text: str) -> datetime | None:
    if not text[:4].isdigit():
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    moment = moment.replace(microsecond=0)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _from_parts(text: str) -> datetime | None:
    """A date put together from what is recognised in it: a clock, an offset behind it, a day, a month and a year."""
    clock = _CLOCK.search(text)
    hour = minute = second = 0
    offset = 0.0
    day_text = text
    if clock:
        hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
        if clock[4]:
            hour = hour % 12 + 12 * (clock[4].lower() == "p") if hour <= 12 else hour
        behind = text[clock.end() :]
        if zoned := _YEAR_LAST.fullmatch(behind):
            behind = f"{zoned[2]} {zoned[1]}"
        offset = _offset(behind)
        named = _OFFSET.search(behind)
        day_text = text[: clock.start()].rstrip("Tt ") + " " + (behind[: named.start()] if named else behind)
    day = _day(day_text)
    if not day:
        return None
    moment = _moment(*day, hour, minute, min(second, 59))
    return moment.replace(tzinfo=timezone(timedelta(seconds=offset))) if moment else None


def _offset(text: str) -> float:
    """Seconds east of Greenwich that stand behind a clock; 0 where nothing known does."""
    found = _OFFSET.search(text)
    if not found:
        return 0.0
    if found[4]:
        return _ZONES.get(found[4], 0.0) * _HOUR
    seconds = int(found[2]) * _HOUR + int(found[3] or 0) * 60
    return 0.0 if seconds >= 15 * _HOUR else float(seconds if found[1] == "+" else -seconds)


def _day(text: str) -> tuple[int, int, int] | None:
    """Year, month and day."""
    if found := _YMD.search(text):
        return int(found[1]), int(found[2]), int(found[3] or 1)
    if found := _COMPACT.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DMY.search(text):
        return _numeric(int(found[1]), int(found[3]), found[4], dotted=found[2] == ".")
    return _with_month_name(text)


def _numeric(first: int, second: int, year: str, *, dotted: bool) -> tuple[int, int, int] | None:
    if dotted or first > 12:
        return _full_year(year), second, first
    if second > 12 or first == second:
        return _full_year(year), first, second
    return None


def _with_month_name(text: str) -> tuple[int, int, int] | None:
    """Two numbers around a month's name: the year is the one of four digits, else the last."""
    words = [word[0].rstrip(".").casefold() for word in _WORD.finditer(text)]
    month = next((HEADER_MONTHS[word] for word in reversed(words) if word in HEADER_MONTHS), 0)
    if not month:
        return None
    numbers = _NUMBER.findall(text)
    year = next((number for number in numbers if len(number) == 4), numbers[-1] if len(numbers) > 1 else "")
    days = [number for number in numbers if number is not year and len(number) <= 2]
    return (_full_year(year), month, int(days[0])) if year and days else None


def _full_year(year: str) -> int:
    if len(year) != 2:
        return int(year)
    return int(year) + (1900 if int(year) >= PIVOT else 2000)


def _moment(*parts: str | int) -> datetime | None:
    year, month, day, hour, minute, second = (int(part) for part in parts)
    try:
        return datetime(year, month, day, hour % 24, minute, second, tzinfo=UTC) + timedelta(days=hour // 24)
    except (ValueError, OverflowError):
        return None
