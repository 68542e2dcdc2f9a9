"""What is asked of the web and what comes back: a request, its answer, or why there is none, in words."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

FEED_BYTES: Final = 32 * 2**20
"""Bytes of one feed, unpacked. The largest of well-known ones, with all their articles in them, have some 10 MB."""
WHOLE_SECONDS: Final = 30.0
"""Seconds that one answer may take, from looking up the name to its last byte, redirects and all."""

Validators = tuple[str, str]
"""The ETag and the Last-Modified of an earlier answer, as the server wrote them; empty where it gave none."""

Why = Literal[
    "offline",  # the network is forbidden
    "address",  # no http(s) address, or one that is refused: private, loopback, link-local
    "name",  # the host's name has no address
    "connection",  # nobody answers there, or the connection broke
    "tls",  # no safe connection
    "time",  # it took too long
    "size",  # more bytes than the limit, packed or unpacked
    "packing",  # damaged or unknown content encoding
    "redirects",  # too many, in a circle, or to something else than http(s)
    "status",  # the server answered, and not with a page: `status` says with what
    "robots",  # the site's robots.txt asks programs to stay away
    "wait",  # the server asked earlier to be left alone for the next `retry_after` seconds
    "stopped",  # the client was closed before the answer came
]


class Request(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One GET. `headers` are the subscription's own; they go to its host alone, never on to another by a redirect.

    `proxy` is an address, "direct" for none, empty for what the environment says. `cookies` are the feed's own, as
    `Answer.cookies` gave them. `page` marks a web page fetched for its full text: robots.txt is asked first, unless
    `by_hand` says that a person named this very page.
    """

    url: str
    validators: Validators = ("", "")
    headers: tuple[tuple[str, str], ...] = ()
    proxy: str = ""
    cookies: tuple[str, ...] = ()
    allow_private: bool = False
    page: bool = False
    by_hand: bool = False
    limit: int = FEED_BYTES
    seconds: float = WHOLE_SECONDS


class Answer(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a server gave: status 200 with content, or 304 without.

    `url` is where the content came from; `moved` the address that permanent redirects alone (301, 308) led to, empty
    where there were none. `fresh` are the seconds for which the server says nothing will have changed (Cache-Control,
    else Expires; 0: nothing said). `cookies` are those to send next time, one a Netscape cookie-file line. `note` says
    what is to be known of the answer (it broke off, it came without TLS), in words; an answer that broke off has no
    validators, so that the rest is asked for next time.

    `url` is without credentials; `moved` keeps those of the request where it stays with the same server.
    """

    url: str
    status: int
    content: bytes = b""
    content_type: str = ""
    moved: str = ""
    validators: Validators = ("", "")
    fresh: float = 0.0
    cookies: tuple[str, ...] = ()
    protocol: str = ""
    note: str = ""


class Refusal(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Why there is no answer: `reason` says it in words and what to do, `why` to programs.

    `status` is the server's where it gave one, `retry_after` the seconds it asked for (0: none). `moved` as in Answer:
    a permanent redirect that led to a 410 still moved. `url` is the request's, without credentials.
    """

    url: str
    why: Why
    reason: str
    status: int = 0
    retry_after: float = 0.0
    moved: str = ""
