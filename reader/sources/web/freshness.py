"""How long an answer holds and when a server wants to be asked again, as its headers say (RFC 9110, RFC 9111)."""

from __future__ import annotations

import re
import time
from email.utils import parsedate_to_datetime
from typing import Final

from reader.sources.web.headers import Headers

LONGEST_FRESH: Final = 7 * 86_400.0
"""Seconds. Servers that say a year mean "a file", not "no news this year"."""
LONGEST_RETRY_AFTER: Final = 86_400.0
"""Seconds that a feed stays unasked at a server's word."""
_DIRECTIVE = re.compile(r'([a-z-]{1,40})\s*(?:=\s*(?:"([^"]{0,40})"|([^\s,;]{0,40})))?')


def fresh_for(headers: Headers, now: float | None = None) -> float:
    """Seconds for which an answer holds: `max-age`, else Expires less Date, both less Age; 0 where nothing is said or
    `no-store` or `no-cache` is. At most LONGEST_FRESH. `s-maxage` is for shared caches, and is passed over.
    """
    said = _directives(headers.joined("cache-control"))
    if "no-store" in said or "no-cache" in said:
        return 0.0
    age = _number(headers.first("age")) or 0.0
    lifetime = _number(said.get("max-age", ""))
    if lifetime is None:
        lifetime = _expires(headers, time.time() if now is None else now)
    return min(max(0.0, lifetime - age), LONGEST_FRESH)


def seconds_to_wait(text: str) -> float:
    """Seconds from now that a Retry-After header means (RFC 9110, 10.2.3: a number or an HTTP date); 0 for neither."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    return max(0.0, (_moment(text) or 0.0) - time.time())


def _directives(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, quoted, plain in _DIRECTIVE.findall(text[:2_000].lower()):
        found.setdefault(name, quoted or plain)
    return found


def _expires(headers: Headers, now: float) -> float:
    """An Expires that is no date, such as 0, is in the past (RFC 9111, 5.3)."""
    expires = _moment(headers.first("expires"))
    if expires is None:
        return 0.0
    return expires - (_moment(headers.first("date")) or now)


def _moment(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text[:100]).timestamp()
    except (ValueError, OverflowError):
        return None


def _number(text: str) -> float | None:
    text = text.strip()
    return float(text[:12]) if text.isascii() and text.isdigit() else None
