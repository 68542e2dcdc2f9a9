"""What stands in the answer where it is hostile, broken, or no feed at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tests.feed_world import writing
from tests.feed_world.case import Case, Line, Making, at, failing, healthy, saying, serving
from tests.feed_world.server import Exchange
from tests.feed_world.statuses import news
from tests.feed_world.transport import CUT_OFF, LENIENT

FLOOD: Final = 100_000
KEPT_OF_FLOOD: Final = 5_000
_CUT: Final = "has more than 5,000 items; the first 5,000 were read"
_RSS: Final = "application/rss+xml"
_ENTITIES: Final = "declares XML entities, which feeds do not need and attackers use: it is refused .*"
_WEB_PAGE: Final = "is a web page, not a feed .*"


def cases() -> Iterator[Case]:
    """Bombs of entities, floods, things that are no feeds, broken XML, wrong letters."""
    yield from _hostile()
    yield from _no_feeds()
    yield from _broken()


def _hostile() -> Iterator[Case]:
    yield failing("billion laughs", at(serving(_laughs, _RSS)), _ENTITIES)
    yield failing("quadratic blowup", at(serving(_quadratic, _RSS)), _ENTITIES)
    yield failing("external entity", at(serving(_external("file:///etc/passwd"), _RSS)), _ENTITIES)
    yield failing("external DTD", at(serving(_external_dtd, _RSS)), _ENTITIES)
    yield Case(
        "100,000 items",
        at(serving(_flood, _RSS)),
        Line("new", _CUT, KEPT_OF_FLOOD),
        Line("unchanged", _CUT),
    )
    yield healthy("a title of a megabyte", at(serving(_huge_title, _RSS)), added=1)
    yield healthy("controls and escapes in every text", at(serving(_controls, _RSS)), note=f"({LENIENT})?")
    yield failing(
        "nested a hundred thousand deep", at(saying("<a>" * 100_000, _RSS)), "is XML of another kind .*, not a feed .*"
    )


def _laughs(exchange: Exchange) -> str:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return (
        news(exchange)
        .replace("<rss", f'<!DOCTYPE rss [<!ENTITY l0 "ha">{lines}]><rss', 1)
        .replace("<description>", "<description>&l9;")
    )


def _quadratic(exchange: Exchange) -> str:
    many = "&a;" * 50_000
    document = f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]><rss'
    return news(exchange).replace("<rss", document, 1).replace("<description>", f"<description>{many}", 1)


def _external(target: str) -> Making:
    def make(exchange: Exchange) -> str:
        document = f'<!DOCTYPE rss [<!ENTITY secret SYSTEM "{target}">]><rss'
        return news(exchange).replace("<rss", document, 1).replace("<description>", "<description>&secret;")

    return make


def _external_dtd(exchange: Exchange) -> str:
    document = f'<!DOCTYPE rss [<!ENTITY % remote SYSTEM "{exchange.base}/evil.dtd"> %remote;]><rss'
    return news(exchange).replace("<rss", document, 1)


def _flood(exchange: Exchange) -> str:
    base = exchange.base
    text = "of the harbour office on the sea."
    items = [
        f"<item><title>Notice {n}</title><link>{base}/{n}</link><description>{n} {text}</description></item>"
        for n in range(FLOOD)
    ]
    return writing.rss("Flood", items)


def _huge_title(exchange: Exchange) -> str:
    one = writing.story(exchange.base, exchange.asked.host, 1)
    return writing.rss("Long", [one._replace(title="Harbour " * 130_000)])


def _controls(exchange: Exchange) -> str:
    told = writing.stories(exchange.base, exchange.asked.host)
    poison = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202egnp.exe\x00"
    return writing.rss(
        f"Poison{poison}", [one._replace(title=one.title + poison, text=(poison, *one.text)) for one in told]
    )


def _no_feeds() -> Iterator[Case]:
    yield failing("a web page", at(serving(_web_page, "text/html")), _WEB_PAGE)
    yield failing(
        "a login page",
        at(saying("<html><form action=/login><input name=user></form></html>", "text/html")),
        _WEB_PAGE,
    )
    yield failing(
        "a picture",
        at(saying(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, _RSS)),
        "is a PNG image, not a feed .*",
    )
    yield failing("a program", at(saying(b"\x7fELF" + bytes(5_000), _RSS)), "is a program, not a feed .*")
    yield failing("plain words", at(saying("The feed has moved.", "text/plain")), "is plain text, not a feed: .*")
    yield failing(
        "JSON of another kind",
        at(saying('{"status": "ok", "posts": 7}', "application/json")),
        "is JSON, but no feed .*",
    )
    yield failing(
        "an SVG drawing",
        at(saying('<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml")),
        "is XML of another kind .*, not a feed .*",
    )
    yield failing("spaces alone", at(saying(" \n" * 50, _RSS)), "is empty .*")
    yield Case(
        "a feed of nothing",
        at(saying(writing.rss("Quiet", []), _RSS)),
        Line("unchanged"),
        Line("unchanged"),
    )
    yield Case(
        "an Atom feed of nothing",
        at(saying(writing.atom("Quiet", []), _RSS)),
        Line("unchanged"),
        Line("unchanged"),
    )


def _web_page(exchange: Exchange) -> str:
    return writing.page(
        writing.story(exchange.base, "page", 1), more='<link rel="alternate" type="application/rss+xml" href="/rss">'
    )


def _broken() -> Iterator[Case]:
    yield Case(
        "ends in the middle", at(serving(_truncated, _RSS)), Line("new", CUT_OFF, None), Line("unchanged", CUT_OFF)
    )
    yield healthy("an ampersand left bare", at(serving(_bare_ampersand, _RSS)), note=LENIENT)
    yield healthy("entities of HTML, undeclared", at(serving(_html_entities, _RSS)), note=LENIENT)
    yield healthy("latin-1 said to be UTF-8", at(serving(_latin, _RSS)))
    yield healthy(
        "UTF-8 said to be latin-1", at(serving(lambda one: news(one).replace("UTF-8", "ISO-8859-1", 1), _RSS))
    )
    yield healthy(
        "an encoding nobody knows",
        at(serving(lambda one: news(one).replace("UTF-8", "x-harbour", 1), _RSS)),
        note=f"({LENIENT})?",
    )
    yield healthy(
        "space before the XML declaration", at(serving(lambda one: "\n\n  " + news(one), _RSS)), note=f"({LENIENT})?"
    )
    yield healthy("junk after the end", at(serving(lambda one: news(one) + "<!-- x --><script>1</script>", _RSS)))
    yield healthy(
        "UTF-16 without a mark",
        at(serving(lambda one: news(one).replace("UTF-8", "UTF-16", 1).encode("utf-16-le"), _RSS)),
        note=f"({LENIENT})?",
    )
    yield healthy("upper-case tags", at(serving(_shouted, _RSS)), note=f"({LENIENT})?")


def _truncated(exchange: Exchange) -> str:
    whole = news(exchange)
    return whole[: whole.rindex("<description>") + 60]


def _bare_ampersand(exchange: Exchange) -> str:
    return news(exchange).replace("<title>", "<title>Rail & ferry: ")


def _html_entities(exchange: Exchange) -> str:
    return news(exchange).replace("<title>", "<title>Caf&eacute;&nbsp;")


def _latin(exchange: Exchange) -> bytes:
    return news(exchange).replace("<title>", "<title>Café ").encode("latin-1")


def _shouted(exchange: Exchange) -> str:
    return news(exchange).replace("<item>", "<ITEM>").replace("</item>", "</ITEM>")
