"""Servers that answer with something else than a feed: refusals, requests to wait, redirects of every kind."""

from __future__ import annotations

import time
from collections.abc import Iterator
from email.utils import formatdate
from typing import Final

from tests.feed_world import writing
from tests.feed_world.case import FEED, Case, Line, Stage, at, failing, healthy, saying, serving, turning
from tests.feed_world.server import Behaviour, Exchange, Server

RETRY: Final = 7_200
"""Seconds that the world's tired servers ask for."""
_MOVED, _FOLLOWED = r"it moved to http://127\.1\.\d+\.\d+:\d+", ", and your subscription with it"
NEVER_CHANGED: Final = "Thu, 01 Jan 1970 00:00:00 GMT"


def news(exchange: Exchange) -> str:
    """Three articles of this host's own."""
    return writing.rss("Inland Courier", writing.stories(exchange.base, exchange.asked.host))


async def give(exchange: Exchange) -> None:
    """Answers with `news`."""
    await exchange.reply(news(exchange), "application/rss+xml")


def redirecting(status: int, target: str) -> Behaviour:
    """Sends whoever asks to this address, with a page that says so."""

    async def behave(exchange: Exchange) -> None:
        await exchange.reply("<p>Moved.</p>", "text/html", status, {"Location": target.format(base=exchange.base)})

    return behave


def cases() -> Iterator[Case]:
    """Statuses, waits, validators and redirects."""
    yield from _statuses()
    yield from _waits()
    yield from _validators()
    yield from _redirects()


def _statuses() -> Iterator[Case]:
    for status, reason in (
        (400, "the server does not understand the request"),
        (401, "the server asks for a name and password"),
        (403, "the server does not let us have it"),
        (404, "there is nothing at this address"),
        (406, "the server has it in no form that we can read"),
        (418, "the server does not want to answer"),
        (500, "the server has a fault"),
        (502, "a server in front cannot reach the one behind it"),
    ):
        yield failing(f"status {status}", at(saying("<p>No.</p>", "text/html", status)), rf"{reason} \({status}\).*")
    yield failing("204, no content", at(_bare(204)), "the server answered without any content")
    yield failing(
        "304 to who did not ask for it", at(_bare(304)), "the server says that nothing has changed since, though .*"
    )
    told = Line("gone", r"is gone for good, says the server \(410\)")
    kept = Line("gone", r"is gone for good, .* \(410\); `dateline fetch` with its name asks it all the same")
    yield Case("gone", at(saying("<p>Gone.</p>", "text/html", 410)), told, kept)
    moved_and_gone = at(redirecting(301, "{base}/grave"), grave=saying("Gone.", "text/plain", 410))
    yield Case("moved to a grave", moved_and_gone, Line("gone", rf"{told.reason}; {_MOVED}/grave{_FOLLOWED}"), kept)
    asked = _asking("x-key", "harbour")
    yield healthy("needs a header and gets it", at(asked), settings='headers = { X-Key = "harbour" }')
    yield failing("needs a header and gets none", at(_asking("x-key", "harbour")), r".*\(403\).*")
    yield healthy("demands its cookie back", at(_demanding_cookies))


def _bare(status: int) -> Behaviour:
    async def behave(exchange: Exchange) -> None:
        await exchange.head(status, {})
        exchange.last = True

    return behave


def _asking(name: str, value: str) -> Behaviour:
    async def behave(exchange: Exchange) -> None:
        if exchange.asked.headers.get(name) == value:
            await give(exchange)
        else:
            await exchange.reply("<p>A key, please.</p>", "text/html", 403)

    return behave


async def _demanding_cookies(exchange: Exchange) -> None:
    if "ticket=7" in exchange.asked.headers.get("cookie", ""):
        await give(exchange)
    else:
        await exchange.reply("", "text/html", 302, {"Location": FEED, "Set-Cookie": "ticket=7; Path=/"})


def _waits() -> Iterator[Case]:
    later = r"its server asked to be left alone until \d{4}-\d\d-\d\d \d\d:\d\d"
    for status, words in ((429, "says that we ask too much"), (503, "is overloaded or under repair")):
        said = rf"the server {words} \({status}\)(; try again later)?"
        first = Line("waiting", f"{said}; it wants to be asked again in (2 hours|1(19|20) minutes)")
        seconds = at(saying("Later.", "text/plain", status, Retry_After=str(RETRY)))
        yield Case(f"{status}, Retry-After in seconds", seconds, first, Line("waiting", later))
        dated = at(
            serving(lambda _: "Later.", "text/plain", status, Retry_After=formatdate(time.time() + RETRY, usegmt=True))
        )
        yield Case(f"{status}, Retry-After as a date", dated, first, Line("waiting", later))
        yield failing(f"{status} without Retry-After", at(saying("Later.", "text/plain", status)), said)
    yield failing(
        "503, Retry-After in words",
        at(saying("-", "text/plain", 503, Retry_After="soon")),
        r".*\(503\); try again later",
    )


def _validators() -> Iterator[Case]:
    async def both(exchange: Exchange) -> None:
        if exchange.conditional == ('"a"', NEVER_CHANGED):
            await exchange.head(304, {})
        else:
            await exchange.reply(news(exchange), headers={"ETag": '"a"', "Last-Modified": NEVER_CHANGED})

    async def wrong(exchange: Exchange) -> None:
        await exchange.reply(
            news(exchange), headers={"ETag": f'"{exchange.count}"', "Last-Modified": "yesterday, more or less"}
        )

    yield healthy("304 by both", at(both))
    yield healthy("another ETag every time, Last-Modified in words", at(wrong))


def _redirects() -> Iterator[Case]:
    for status in (301, 302, 303, 307, 308):
        stage = at(redirecting(status, "{base}/new"), new=give)
        permanent = status in (301, 308)
        first = Line("moved" if permanent else "new", f"{_MOVED}/new{_FOLLOWED}" if permanent else "", 3)
        yield Case(f"redirect {status}", stage, first, Line("unchanged"))
    chain = at(redirecting(301, "/a"), a=redirecting(308, "{base}/b"), b=redirecting(301, "c"), c=give)
    yield Case("chain of permanent redirects", chain, Line("moved", f"{_MOVED}/c{_FOLLOWED}", 3), Line("unchanged"))
    mixed = at(redirecting(301, "/a"), a=redirecting(302, "{base}/b"), b=give)
    yield Case("permanent, then for now", mixed, Line("moved", f"{_MOVED}/a{_FOLLOWED}", 3), Line("unchanged"))
    yield Case("to another host", _elsewhere(301), Line("moved", f"{_MOVED}/there{_FOLLOWED}", 3), Line("unchanged"))
    yield healthy("to another host for now", _elsewhere(302))
    yield failing(
        "circle of redirects",
        at(redirecting(302, "/a"), a=redirecting(302, FEED)),
        "the server sends us in a circle; .*",
    )
    yield failing("redirects without end", at(_further), "the server sends us on too many times; .*")
    for target in ("file:///etc/passwd", "ftp://127.0.0.1/feed", "gopher://127.0.0.1/feed", "data:text/plain,feed"):
        scheme = target.partition(":")[0]
        yield failing(
            f"redirect to {scheme}:",
            at(redirecting(302, target)),
            f"the server sends us to {scheme}:.*, which is not followed.*",
        )
    yield failing("redirect without a Location", at(_bare(302)), r".*a redirect that leads nowhere \(302\)")
    yield failing(
        "redirect to what is no address",
        at(redirecting(302, "http://[::bad/")),
        "the server sends us to .*, which is not followed: a redirect leads to what is no address",
    )
    was_gone = turning(give, saying("Gone.", "text/plain", 410))
    yield Case(
        "gone the second time",
        at(was_gone),
        Line("new", "", 3),
        Line("gone", r"is gone for good, says the server \(410\)"),
    )
    recovering = turning(saying("No.", "text/plain", 500), give)
    yield Case(
        "down at first, well later",
        at(recovering),
        Line("failed", r"the server has a fault \(500\); try again later"),
        Line("new", "", 3),
    )


async def _further(exchange: Exchange) -> None:
    number = int(exchange.asked.path.partition("?")[2] or "0")
    await exchange.reply("", "text/html", 302, {"Location": f"{FEED}?{number + 1}"})


def _elsewhere(status: int) -> Stage:
    def stage(server: Server) -> str:
        other = server.host({"/there": give})
        return server.host({FEED: redirecting(status, f"{other}/there")}) + FEED

    return stage
