"""Feeds as they should be: every format, sent in every way that HTTP allows."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from typing import Final

import brotli
import zstandard

from tests.feed_world import writing
from tests.feed_world.case import Case, Making, Stage, at, healthy, serving
from tests.feed_world.server import XML, Behaviour, Exchange

TAGGED: Final = 'W/"edition-7"'
CHANGED: Final = "Fri, 01 Mar 2024 09:00:00 GMT"
_ENCODED: Final = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def cases() -> Iterator[Case]:
    """Twelve formats sent in five ways, and further packings."""
    for name, (kind, make) in _FORMATS.items():
        for way, send in _WAYS.items():
            yield healthy(f"{name}, {way}", at(send(make, kind)))
    yield healthy("packed by brotli", at(_packed("br", brotli.compress)))
    yield healthy("packed by zstd where that was asked for", at(_packed("zstd", zstandard.compress)))
    yield healthy("packed by deflate", at(_packed("deflate", zlib.compress)))
    yield healthy("gzip in two members", at(_packed("gzip", _two_members)))
    yield healthy("sitemap index", _index())


def _rss(exchange: Exchange) -> str:
    return writing.rss("Harbour Post", writing.stories(exchange.base, exchange.asked.host))


def _rss_encoded(exchange: Exchange) -> str:
    items = [
        writing.rss_item(
            one, text="In short.", extra=f"<content:encoded {_ENCODED}><![CDATA[{one.html}]]></content:encoded>"
        )
        for one in writing.stories(exchange.base, exchange.asked.host)
    ]
    return writing.rss("Harbour Post", items)


def _rss_in(codec: str, declared: str) -> Callable[[Exchange], bytes]:
    def make(exchange: Exchange) -> bytes:
        told = writing.stories(exchange.base, exchange.asked.host)
        return writing.rss("Портовая почта", told, declared=declared).encode(codec)

    return make


def _rss_bom(exchange: Exchange) -> bytes:
    return b"\xef\xbb\xbf" + _rss(exchange).encode()


def _written(write: Callable[[str, list[writing.Story]], str]) -> Callable[[Exchange], str]:
    return lambda exchange: write("Harbour Post", writing.stories(exchange.base, exchange.asked.host))


def _atom_xhtml(exchange: Exchange) -> str:
    return writing.atom("Harbour Post", writing.stories(exchange.base, exchange.asked.host), xhtml=True)


def _json_1(exchange: Exchange) -> str:
    return writing.json_feed("Harbour Post", writing.stories(exchange.base, exchange.asked.host), "1")


_FORMATS: Final[dict[str, tuple[str, Making]]] = {
    "RSS 2.0": ("application/rss+xml", _rss),
    "RSS 2.0 with content:encoded": ("application/rss+xml; charset=utf-8", _rss_encoded),
    "RSS 1.0": ("application/rdf+xml", _written(writing.rdf)),
    "RSS 0.91": ("text/xml", _written(writing.rss_091)),
    "Atom": ("application/atom+xml", _written(writing.atom)),
    "Atom of XHTML": ("application/atom+xml", _atom_xhtml),
    "JSON Feed 1.1": ("application/feed+json", _written(writing.json_feed)),
    "JSON Feed 1": ("application/json", _json_1),
    "news sitemap": (XML, _written(writing.news_sitemap)),
    "RSS in UTF-16": ("application/rss+xml", _rss_in("utf-16", "UTF-16")),
    "RSS in windows-1251": ("application/rss+xml", _rss_in("cp1251", "windows-1251")),
    "RSS with a byte order mark": ("application/rss+xml", _rss_bom),
}


def _plain(make: Making, kind: str) -> Behaviour:
    return serving(make, kind)


def _chunked(make: Making, kind: str) -> Behaviour:
    async def behave(exchange: Exchange) -> None:
        made = make(exchange)
        content = made.encode() if isinstance(made, str) else made
        await exchange.head(200, {"Content-Type": kind, "Transfer-Encoding": "chunked"})
        for place in range(0, len(content), 1_000):
            piece = content[place : place + 1_000]
            await exchange.send(b"%x\r\n%b\r\n" % (len(piece), piece))
        await exchange.send(b"0\r\n\r\n")

    return behave


def _gzipped(make: Making, kind: str) -> Behaviour:
    return _packing(make, kind, "gzip", gzip.compress)


def _packing(make: Making, kind: str, coding: str, pack: Callable[[bytes], bytes]) -> Behaviour:
    """Packed for whoever says that it reads this packing, plain for others."""

    async def behave(exchange: Exchange) -> None:
        made = make(exchange)
        content = made.encode() if isinstance(made, str) else made
        if coding in exchange.asked.headers.get("accept-encoding", ""):
            await exchange.reply(pack(content), kind, headers={"Content-Encoding": coding})
        else:
            await exchange.reply(content, kind)

    return behave


def _packed(coding: str, pack: Callable[[bytes], bytes]) -> Behaviour:
    return _packing(_rss, "application/rss+xml", coding, pack)


def _two_members(content: bytes) -> bytes:
    return gzip.compress(content[:500]) + gzip.compress(content[500:])


def _tagged(make: Making, kind: str) -> Behaviour:
    async def behave(exchange: Exchange) -> None:
        if exchange.conditional[0] == TAGGED:
            await exchange.head(304, {"ETag": TAGGED})
        else:
            await exchange.reply(make(exchange), kind, headers={"ETag": TAGGED})

    return behave


def _dated(make: Making, kind: str) -> Behaviour:
    async def behave(exchange: Exchange) -> None:
        if exchange.conditional[1] == CHANGED:
            await exchange.head(304, {})
        else:
            await exchange.reply(make(exchange), kind, headers={"Last-Modified": CHANGED})

    return behave


_WAYS: Final[dict[str, Callable[[Making, str], Behaviour]]] = {
    "plain": _plain,
    "in chunks": _chunked,
    "packed by gzip": _gzipped,
    "304 by ETag": _tagged,
    "304 by Last-Modified": _dated,
}


def _index() -> Stage:
    def listed(exchange: Exchange) -> str:
        return writing.sitemap_index([f"{exchange.base}/one.xml"])

    return at(serving(listed), "/sitemap.xml", **{"one.xml": serving(_written(writing.news_sitemap))})
