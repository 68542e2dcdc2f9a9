"""Servers that are slow, never end, lie about what they send, or break off."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import random
import socket
import zlib
from collections.abc import Callable, Iterator
from typing import Final

import brotli
import zstandard

from tests.feed_world.case import FEED, Case, Stage, at, failing, healthy, saying, serving
from tests.feed_world.server import Behaviour, Exchange, Server
from tests.feed_world.statuses import give, news

BOMB: Final = 256 * 2**20
"""Bytes that a bomb unpacks to."""
_RSS: Final = "application/rss+xml"
LENIENT: Final = r"is broken XML and was read leniently \(line \d+: .*\)"
CUT_OFF: Final = r"breaks off in line \d+, before its end"
_UNREADABLE: Final = "is (a binary file|plain text), not a feed.*"
_PIECE: Final = b"<!-- nothing ever ends -->" * 2_000
_TOO_LARGE: Final = r"is longer than 32\.0 MB( packed)?, more than is taken from one address"
_TOO_SLOW: Final = "(the answer did not come in time|the answer trickled in too slowly); try again later"


def cases() -> Iterator[Case]:
    """Time, size, lies, and broken connections."""
    yield from _slow()
    yield from _endless()
    yield from _lying()
    yield from _broken()


def _slow() -> Iterator[Case]:
    yield failing("never answers", at(_silent), _TOO_SLOW, slow=True)
    yield failing("drips its headers", at(_dripping_headers), _TOO_SLOW, slow=True)
    yield failing("drips its body", at(_dripping), _TOO_SLOW, slow=True)
    yield failing("stops in the middle and holds the line", at(_stalling), _TOO_SLOW, slow=True)
    yield healthy("thinks for a second", at(_pondering))


async def _silent(exchange: Exchange) -> None:
    await asyncio.sleep(3_600)


async def _dripping_headers(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        await exchange.send(b"X-Drip: drop\r\n")
        await asyncio.sleep(0.5)


async def _dripping(exchange: Exchange) -> None:
    body = news(exchange).encode()
    await exchange.head(200, {"Content-Type": _RSS, "Content-Length": str(len(body) + 1_000_000)})
    for place in range(len(body)):
        await exchange.send(body[place : place + 1])
        await asyncio.sleep(0.2)


async def _stalling(exchange: Exchange) -> None:
    body = news(exchange).encode()
    await exchange.head(200, {"Content-Type": _RSS, "Content-Length": str(len(body))})
    await exchange.send(body[: len(body) // 2])
    await asyncio.sleep(3_600)


async def _pondering(exchange: Exchange) -> None:
    await asyncio.sleep(1)
    await give(exchange)


def _endless() -> Iterator[Case]:
    yield failing("endless body", at(_never_ending), _TOO_LARGE)
    yield failing("says that it has a terabyte", at(_terabyte), _TOO_LARGE)
    yield failing("endless header", at(_endless_header), "the server's headers are longer than any that make sense")
    yield failing("gzip bomb", _bombing("gzip", _gzip_bomb), _TOO_LARGE)
    yield failing("bomb within a bomb", _bombing("gzip, gzip", lambda: gzip.compress(_gzip_bomb())), _TOO_LARGE)
    yield failing("deflate bomb", _bombing("deflate", _deflate_bomb), _TOO_LARGE)
    yield failing("brotli bomb", _bombing("br", _brotli_bomb), _TOO_LARGE)
    yield failing("zstd bomb", _bombing("zstd", _zstd_bomb), _TOO_LARGE)


async def _never_ending(exchange: Exchange) -> None:
    await exchange.head(200, {"Content-Type": _RSS, "Connection": "close"})
    while True:
        await exchange.send(_PIECE)


async def _terabyte(exchange: Exchange) -> None:
    await exchange.head(200, {"Content-Type": _RSS, "Content-Length": str(2**40)})
    while True:
        await exchange.send(_PIECE)


async def _endless_header(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        await exchange.send(b"X-More: and more\r\n" * 1_000)


def _bombing(coding: str, make: Callable[[], bytes]) -> Stage:
    """A feed that is a bomb, packed before anybody asks for it."""

    def stage(server: Server) -> str:
        return at(saying(make(), _RSS, Content_Encoding=coding))(server)

    return stage


def _packed_zeros(compress: Callable[[bytes], bytes], flush: Callable[[], bytes]) -> bytes:
    zeros = bytes(2**20)
    return b"".join([*(compress(zeros) for _ in range(BOMB // len(zeros))), flush()])


def _gzip_bomb() -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return _packed_zeros(packer.compress, packer.flush)


def _deflate_bomb() -> bytes:
    packer = zlib.compressobj(1)
    return _packed_zeros(packer.compress, packer.flush)


def _brotli_bomb() -> bytes:
    packer = brotli.Compressor(quality=1)
    return _packed_zeros(packer.process, packer.finish)


def _zstd_bomb() -> bytes:
    packer = zstandard.ZstdCompressor(level=1).compressobj()
    return _packed_zeros(packer.compress, packer.flush)


def _lying() -> Iterator[Case]:
    broken_off = ".*broke off.*"
    yield healthy("Content-Length too long, then closes", at(_length(+500)), note=broken_off)
    yield healthy("Content-Length too short", at(_length(-40)), note=CUT_OFF)
    yield failing("breaks off in a chunk", at(_broken_chunk), ".*(broke off|connection broke).*")
    yield healthy("called text/plain", at(serving(news, "text/plain")))
    yield healthy("called text/html", at(serving(news, "text/html")))
    yield healthy("called nothing", at(serving(news, "")))
    yield healthy("called a picture", at(serving(news, "image/png")))
    yield healthy("charset of the header is wrong", at(serving(news, f"{_RSS}; charset=iso-8859-1")))
    yield healthy("charset of the header is unheard of", at(serving(news, f"{_RSS}; charset=klingon")))
    yield healthy("gzip said and not done", at(serving(news, Content_Encoding="gzip")))
    yield healthy("gzip done and not said", at(serving(lambda one: gzip.compress(news(one).encode()))))
    yield failing(
        "damaged gzip",
        at(serving(_damaged, Content_Encoding="gzip")),
        "the content is damaged and cannot be unpacked; .*",
    )
    yield healthy("packing nobody knows, said and not done", at(serving(news, Content_Encoding="x-secret")))
    yield failing("packing nobody knows", at(serving(_secret, Content_Encoding="x-secret")), _UNREADABLE)


def _length(more: int) -> Behaviour:
    async def behave(exchange: Exchange) -> None:
        body = news(exchange).encode()
        await exchange.reply(body, _RSS, headers={"Content-Length": str(len(body) + more)})

    return behave


async def _broken_chunk(exchange: Exchange) -> None:
    await exchange.head(200, {"Content-Type": _RSS, "Transfer-Encoding": "chunked"})
    await exchange.send(b"400\r\n<rss><channel>")
    exchange.last = True


def _secret(exchange: Exchange) -> bytes:
    return random.Random(news(exchange)).randbytes(8_000)


def _damaged(exchange: Exchange) -> bytes:
    packed = bytearray(gzip.compress(news(exchange).encode()))
    packed[40:60] = bytes(20)
    return bytes(packed)


def _broken() -> Iterator[Case]:
    yield failing("resets the connection", at(_resetting), "the connection broke; try again later")
    yield failing("closes without a word", at(_closing), "the server hung up without an answer; try again later")
    yield failing("resets in the body", at(_resetting_late), ".*(broke off|connection broke).*")
    yield failing("nobody listens", _refusing, r"nobody answers at 127\.1\.200\.\d; .*")
    yield failing("TLS asked of a plain port", _tls, "no safe connection: the server speaks no TLS that is still safe")
    yield failing(
        "name without an address",
        lambda _: "http://nowhere.invalid/feed",
        r"there is no address for nowhere\.invalid; .*",
    )
    yield failing("speaks another protocol", at(_ssh), "what answers there is no web server")
    yield failing("redirect to a closed port", at(_to_nobody), r"nobody answers at 127\.1\.200\.\d; .*")
    yield failing("nothing at all in the body", at(saying("", _RSS)), "is empty .*")


async def _resetting(exchange: Exchange) -> None:
    exchange.reset()


async def _closing(exchange: Exchange) -> None:
    exchange.last = True


async def _resetting_late(exchange: Exchange) -> None:
    await exchange.head(200, {"Content-Type": _RSS, "Content-Length": "9000"})
    await exchange.send(b"<rss>")
    exchange.reset()


async def _ssh(exchange: Exchange) -> None:
    await exchange.send(b"SSH-2.0-harbour\r\nthis is no web\r\n")
    exchange.last = True


def _closed_port() -> int:
    with contextlib.closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _refusing(server: Server) -> str:
    return f"http://127.1.200.1:{_closed_port()}{FEED}"


async def _to_nobody(exchange: Exchange) -> None:
    await exchange.reply("", "text/html", 302, {"Location": f"http://127.1.200.2:{_closed_port()}{FEED}"})


def _tls(server: Server) -> str:
    return server.host({}).replace("http:", "https:") + FEED
