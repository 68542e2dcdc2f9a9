"""Dates and times as pages write them: ISO 8601, the forms of mail and of programs, and words in many languages.

A time is aware and keeps the zone that the page gives; one without a zone counts as UTC. A date of figures alone
(3/4/2024) is read only where the order of day and month is known.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final, Literal

from reader.months import MONTHS

EARLIEST: Final = 1900
"""A page that says it is older has its date wrong."""
AHEAD: Final = timedelta(days=2)
"""A page from further in the future than time zones explain has its date wrong."""
LINE_MAX: Final = 400
"""Code points of a line that are searched for a date."""
Order = Literal["day", "month"]
"""What stands first in a date of figures."""

_BUDDHIST = 543
"""Years by which the calendar of Thailand is ahead."""
_YEAR = r"((?:19|20|25)\d\d)"
_NAME = r"(tháng \d{1,2}|[^\s\d,/()|:\-]{2,14}(?: (?:الأول|الثاني))?)"
_OTHER_NAME = r"(?:\s?/\s?[^\W\d]{2,12}(?: [^\W\d]{2,12})?)?"
_HAS_YEAR = re.compile(r"(?<!\d)(?:19|20|25)\d\d(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<![\w/:])(\d{{1,2}})(?:st|nd|rd|th|\.|er|º|ος)?[ \-./]{{1,3}}(?:of |de |del |d['’])?{_NAME}{_OTHER_NAME}"
    rf"[ \-./,]{{1,3}}(?:de |del |năm )?{_YEAR}(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w){_NAME}[ \-]{{1,2}}(\d{{1,2}})(?:st|nd|rd|th)?,?[ \-]{{1,2}}{_YEAR}(?!\d)", re.IGNORECASE
)
_YEAR_FIRST = re.compile(
    rf"(?<!\d){_YEAR}(?:\.|\sm\.)?[ \-]{_NAME}[ \-](\d{{1,2}})(?!\d)", re.IGNORECASE
)  # 2024. május 17., 2024 May 17
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_CJK = re.compile(r"((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_FIGURES = re.compile(r"(?<![\d/.\-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/\-])")
_PROGRAM = re.compile(  # Fri Mar 13 21:30:09 EST 2015
    r"(?:[A-Z][a-z]{2} )?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d(?::\d\d)?) ([A-Z]{2,5}|[+-]\d{4}) (\d{4})"
)
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?")
_FRACTION = re.compile(r"(:\d\d)[.,]\d{1,9}")
_CLOCK = re.compile(
    r"(?<![\d:])([01]?\d|2[0-3])(?::|\.|h)([0-5]\d)(?::([0-5]\d))?(?![\d.:])\s{0,2}([ap]\.?m\b\.?)?"
    r"\s{0,2}\(?(?:(Z|UTC|GMT|[A-Z]{2,4})(?!\w))?\s?([+-]\d{1,2}(?::?\d\d)?(?!\d))?",
    re.IGNORECASE,
)
_CLOCK_HOUR = re.compile(r"(?<![\d:])(1[0-2]|[1-9])\s?([ap]\.?m)\b", re.IGNORECASE)
# Hours east of UTC. Letters that mean several zones (CST, IST) are left to count as UTC.
_ZONES = {
    "EST": -5.0, "EDT": -4.0, "ET": -5.0, "CDT": -5.0, "MST": -7.0, "MDT": -6.0, "PST": -8.0, "PDT": -7.0, "PT": -8.0,
    "BST": 1.0, "WEST": 1.0, "CET": 1.0, "CEST": 2.0, "EET": 2.0, "EEST": 3.0, "MSK": 3.0, "TRT": 3.0, "SAST": 2.0,
    "PKT": 5.0, "WIB": 7.0, "ICT": 7.0, "HKT": 8.0, "SGT": 8.0, "JST": 9.0, "KST": 9.0, "AEST": 10.0, "AEDT": 11.0,
    "MESZ": 2.0, "MEZ": 1.0, "NZST": 12.0, "NZDT": 13.0, "WAT": 1.0, "EAT": 3.0, "BRT": -3.0, "ART": -3.0,
}  # fmt: skip
# Figures of Arabic, Persian, Devanagari and Bengali, each one code point for one.
_DIGITS = {first + digit: str(digit) for first in (0x660, 0x6F0, 0x966, 0x9E6) for digit in range(10)}
_ZONE_HOURS: Final = 15
"""No zone is further from UTC."""


def from_iso(value: object, *, order: Order | None = None) -> datetime | None:
    """The moment that a machine-readable value means, aware, in the zone given; None where it means none.

    ISO 8601, seconds or milliseconds since 1970, and what `in_words` reads; None, too, where the moment cannot be one
    of publication.
    """
    if not isinstance(value, str):
        return None
    value = value.strip()[:60]
    if _SECONDS.fullmatch(value):
        return _plausible(datetime.fromtimestamp(int(value[:10]), UTC))
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return in_words(value, order=order)
    return _plausible(moment)


def in_words(text: str, *, order: Order | None = None) -> datetime | None:
    """The first full date in a line, with the time of day beside it if there is one, aware, in the zone given.

    `order` says what stands first in a date of figures; such a date is passed over where that is not known.
    """
    text = _with_plain_figures(text[:LINE_MAX])
    if match := _PROGRAM.search(text):
        text = f"{match[2]} {match[1]} {match[5]} {match[3]} {match[4]}"
    found = _first_date(text, order)
    if found is None:
        return None
    year, month, day, start, end = found
    try:
        moment = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
    rest = _FRACTION.sub(r"\1", text[end : end + 40])
    before = text[max(0, start - 30) : start]
    return _plausible(_with_clock(moment, rest) or _with_clock(moment, before) or moment)


def date_span(text: str) -> tuple[int, int] | None:
    """Where the first full date of a line stands, in code points; one of figures alone counts in any order."""
    text = _with_plain_figures(text[:LINE_MAX])
    found = _first_date(text, None)
    figures = next((m for m in _FIGURES.finditer(text) if _days(int(m[1]), int(m[3]), m[2], "day")), None)
    if figures and (found is None or figures.start() < found[3]):
        return figures.span()
    return (found[3], found[4]) if found else None


def order_of(language: str | None, host: str) -> Order | None:
    """What stands first in a date of figures, by the page's language tag and host; None where neither tells.

    The month stands first in the United States only (CLDR: en-US, and the Philippines); English without a region is
    told by the country in the host's name.
    """
    tag = (language or "").replace("_", "-").lower()
    land = host.rsplit(".", 1)[-1]
    if tag.startswith("en-us") or land in ("us", "gov", "mil"):
        return "month"
    if tag and not tag.startswith("en"):
        return "day"
    if "-" in tag and tag != "en-ph":
        return "day"
    return "day" if len(land) == 2 and land not in ("ph", "io", "tv", "ai", "co", "me") else None


def _with_plain_figures(text: str) -> str:
    return text if text.isascii() else text.translate(_DIGITS)


def _first_date(text: str, order: Order | None) -> tuple[int, int, int, int, int] | None:
    """Year, month, day, start, end of the first date."""
    if not _HAS_YEAR.search(text):
        return None
    found = []
    for pattern, (year, month, day) in _WRITTEN:
        for written in pattern.finditer(text):
            number = MONTHS.get(written[month].lower().rstrip(".")) or MONTHS.get(written[month].lower())
            if number and 1 <= int(written[day]) <= 31:
                found.append((_common_era(int(written[year])), number, int(written[day]), *written.span()))
                break
    for match in filter(None, (_ISO.search(text), _CJK.search(text))):
        year, month, day = (int(part) for part in match.groups())
        if 1 <= month <= 12 and 1 <= day <= 31:
            found.append((year, month, day, *match.span()))
    for figures in _FIGURES.finditer(text):
        if days := _days(int(figures[1]), int(figures[3]), figures[2], order):
            found.append((int(figures[4]), *days, *figures.span()))
            break
    return min(found, key=lambda date: date[3], default=None)


_WRITTEN = ((_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2)), (_YEAR_FIRST, (1, 2, 3)))


def _common_era(year: int) -> int:
    return year - _BUDDHIST if year >= 2500 else year


def _days(one: int, two: int, mark: str, order: Order | None) -> tuple[int, int] | None:
    """Month and day of the two figures; None where they are none, or could be either way round."""
    if not (1 <= one <= 31 and 1 <= two <= 31 and min(one, two) <= 12):
        return None
    if one > 12 or one == two or mark == ".":
        return (two, one) if two <= 12 else None
    if two > 12:
        return one, two
    if order is None:
        return None
    return (two, one) if order == "day" else (one, two)


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
        sign = -1 if match[6][0] == "-" else 1
        digits = match[6][1:].replace(":", "")
        digits = digits if len(digits) > 2 else f"{digits}00"
        zone = sign * (int(digits[:-2]) + int(digits[-2:]) / 60)
    return (
        moment.replace(tzinfo=timezone(timedelta(hours=zone)) if zone else UTC) if abs(zone) < _ZONE_HOURS else moment
    )


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def _plausible(moment: datetime) -> datetime | None:
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    try:
        moment.astimezone(UTC)
    except OverflowError:
        return None
    return moment if moment.year >= EARLIEST and moment <= datetime.now(UTC) + AHEAD else None
