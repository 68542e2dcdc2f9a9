"""Dates and times as pages write them, made aware UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

EARLIEST: Final = 1900
"""A page that says it is older has its date wrong."""
AHEAD: Final = timedelta(days=2)
"""A page from further in the future than time zones explain has its date wrong."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier januar enero gennaio janeiro januari stycznia января",
            "february feb février fevrier februar febrero febbraio fevereiro februari lutego февраля",
            "march mar mars märz maerz marzo março maart marca марта",
            "april apr avril abril aprile kwietnia апреля",
            "may mai mayo maggio maio mei maj maja мая",
            "june jun juin juni junio giugno junho czerwca июня",
            "july jul juillet juli julio luglio julho lipca июля",
            "august aug août aout agosto augustus augusti sierpnia августа",
            "september sep sept septembre septiembre settembre setembro września сентября",
            "october oct octobre oktober okt octubre ottobre outubro października октября",
            "november nov novembre noviembre novembro listopada ноября",
            "december dec décembre decembre dezember dez diciembre dicembre dezembro grudnia декабря",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_FIRST = re.compile(
    rf"(?<![\w/])(\d{{1,2}})(?:st|nd|rd|th|\.|er|º)?[ \-./]{{1,3}}(?:of |de )?({_MONTH})\.?,?"
    r"[ \-./]{1,3}(?:de )?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b({_MONTH})\.?[ \-]{{1,2}}(\d{{1,2}})(?:st|nd|rd|th)?,?[ \-]{{1,2}}((?:19|20)\d\d)\b", re.IGNORECASE
)
_YEAR_FIRST = re.compile(rf"(?<!\d)((?:19|20)\d\d)[ \-]({_MONTH})\.?[ \-](\d{{1,2}})(?!\d)", re.IGNORECASE)
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_CJK = re.compile(r"((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_CLOCK = re.compile(
    r"(?<![\d:])([01]?\d|2[0-3])(?::|\.|h)([0-5]\d)(?::([0-5]\d))?(?![\d.])\s{0,2}([ap]\.?m\b\.?)?"
    r"\s{0,2}\(?(Z\b|UTC|GMT|[A-Z]{2,4}\b)?\s?([+-]\d{1,2}(?::?\d\d)?)?",
    re.IGNORECASE,
)
_CLOCK_HOUR = re.compile(r"(?<![\d:])(1[0-2]|[1-9])\s?([ap]\.?m)\b", re.IGNORECASE)
# Hours east of UTC. Letters that mean several zones (CST, IST) are left to count as UTC.
_ZONES = {
    "EST": -5.0, "EDT": -4.0, "ET": -5.0, "CDT": -5.0, "MST": -7.0, "MDT": -6.0, "PST": -8.0, "PDT": -7.0, "PT": -8.0,
    "BST": 1.0, "WEST": 1.0, "CET": 1.0, "CEST": 2.0, "EET": 2.0, "EEST": 3.0, "MSK": 3.0, "TRT": 3.0, "SAST": 2.0,
    "PKT": 5.0, "WIB": 7.0, "ICT": 7.0, "HKT": 8.0, "SGT": 8.0, "JST": 9.0, "KST": 9.0, "AEST": 10.0, "AEDT": 11.0,
}  # fmt: skip


def from_iso(value: object) -> datetime | None:
    """The moment an ISO 8601 date or time means, aware UTC; None where it is none or cannot be one of publication."""
    if not isinstance(value, str):
        return None
    value = value.strip()[:40]
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return in_words(value)
    return _plausible(moment)


def in_words(text: str) -> datetime | None:
    """The first full date in a line, with the time of day beside it if there is one, aware UTC."""
    text = text[:400]
    found = _first_date(text)
    if found is None:
        return None
    year, month, day, start, end = found
    try:
        moment = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
    rest = text[end : end + 40]
    before = text[max(0, start - 30) : start]
    return _plausible(_with_clock(moment, rest) or _with_clock(moment, before) or moment)


def date_span(text: str) -> tuple[int, int] | None:
    """Where the first full date of a line stands, in code points."""
    found = _first_date(text[:400])
    return (found[3], found[4]) if found else None


def _first_date(text: str) -> tuple[int, int, int, int, int] | None:
    """Year, month, day, start, end of the first date."""
    best: tuple[int, int, int, int, int] | None = None
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST, _ISO, _CJK):
        match = pattern.search(text)
        if not match or (best and match.start() >= best[3]):
            continue
        if pattern is _DAY_FIRST:
            year, month, day = int(match[3]), _MONTHS[match[2].lower()], int(match[1])
        elif pattern is _MONTH_FIRST:
            year, month, day = int(match[3]), _MONTHS[match[1].lower()], int(match[2])
        elif pattern is _YEAR_FIRST:
            year, month, day = int(match[1]), _MONTHS[match[2].lower()], int(match[3])
        else:
            year, month, day = int(match[1]), int(match[2]), int(match[3])
        if 1 <= month <= 12 and 1 <= day <= 31:
            best = (year, month, day, match.start(), match.end())
    return best


def _with_clock(moment: datetime, text: str) -> datetime | None:
    match = _CLOCK.search(text)
    if match is None:
        hour = _CLOCK_HOUR.search(text)
        return moment.replace(hour=_hour(int(hour[1]), hour[2])) if hour else None
    hours = _hour(int(match[1]), match[4])
    if hours > 23:
        return None
    moment = moment.replace(hour=hours, minute=int(match[2]), second=int(match[3] or 0))
    zone = _ZONES.get((match[5] or "").upper(), 0.0)
    if match[6]:
        digits = match[6].replace(":", "")
        sign = -1 if digits[0] == "-" else 1
        zone = sign * (int(digits[1:3]) + int(digits[3:5] or 0) / 60)
    return moment - timedelta(hours=zone)


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def _plausible(moment: datetime) -> datetime | None:
    try:
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        return None
    return moment if moment.year >= EARLIEST and moment <= datetime.now(UTC) + AHEAD else None
