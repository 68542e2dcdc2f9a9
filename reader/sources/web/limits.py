"""How much and how long the client bears, beyond what each request allows."""

from __future__ import annotations

from typing import Final

import msgspec

AT_ONCE: Final = 32
"""Requests under way at a time."""
PER_HOST: Final = 2
"""Requests under way at a time to one host and port."""
PAGE_DELAY: Final = 0.5
"""Seconds between the starts of two requests for pages of one host. Feeds do not wait, and neither does anybody for a
server on this machine."""
LONGEST_CRAWL_DELAY: Final = 30.0
"""Seconds. A robots.txt that asks for more is given this."""
WAIT_UNSAID: Final = 60.0
"""Seconds that a host is left alone after a 429 that does not say for how long."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """`redirects` of one request, `connect` seconds until a connection stands, `slow_bytes` a second that an answer may
    not stay below for `slow_seconds`, `header_bytes` of one answer, `cookies` of one feed.
    """

    redirects: int = 10
    connect: float = 10.0
    slow_bytes: int = 64
    slow_seconds: int = 15
    header_bytes: int = 64 * 1024
    cookies: int = 50
    cookie_bytes: int = 4_096
