"""Times as importers write them: ISO 8601 of any precision, the mail format of feeds, seconds since 1970, or words."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from reader.cleaning.dates import in_words

_YEAR_MONTH = re.compile(r"(\d{4})(?:-(\d\d))?")
_SECONDS = re.compile(r"\d{9,10}")


def moment(text: str) -> datetime | None:
    """The time as aware UTC, one without a zone counting as UTC; None where it is written in no way we know."""
    text = text.strip()
    found = _parsed(text)
    if found is None:
        return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None


def _parsed(text: str) -> datetime | None:
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text), UTC)
    if match := _YEAR_MONTH.fullmatch(text):
        text = f"{match[1]}-{match[2] or '01'}-01"
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return in_words(text)
