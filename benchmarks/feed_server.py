"""A fast server of feeds and pages on loopback, in a process of its own: everything is made before the first request.

`python -m benchmarks.feed_server FEEDS ARTICLES WORDS full|summary` prints its port when it is ready, and ends with
its standard input. Every feed has a host of its own, as on the web; addresses are `feed_address` and `page_address`.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Final
from xml.sax.saxutils import escape

FIRST_DAY: Final = datetime(2024, 1, 1, tzinfo=UTC)
"""Long before the other benches' articles, so that what comes in does not move the list that is looked at."""
TAG: Final = '"edition"'
CHANGED: Final = "Mon, 01 Jan 2024 00:00:00 GMT"
SUMMARY_WORDS: Final = 30
_WORDS: Final = (
    "summit budget council treaty delegation border harbour election parliament envoy tariff reform ceasefire inquiry "
    "minister statement session accord pipeline railway drought harvest currency reserve patrol convoy hospital "
    "teacher court ruling appeal ballot coalition mandate quarter visit talks draft clause vote before after under "
    "Germany France Japan Brazil India of the in and to a for with that was has by from on at as said would were"
).split()
_UNCHANGED: Final = f"HTTP/1.1 304 Not Modified\r\nETag: {TAG}\r\nLast-Modified: {CHANGED}\r\n\r\n".encode()
_MISSING: Final = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def host(number: int) -> str:
    """The address of a feed's host."""
    return f"127.2.{number // 250}.{number % 250 + 1}"


def feed_address(port: int, number: int) -> str:
    """Where feed `number` is."""
    return f"http://{host(number)}:{port}/feed.xml"


def page_address(port: int, number: int, article: int) -> str:
    """Where the page of an article of that feed is."""
    return f"http://{host(number)}:{port}/{article}"


@contextmanager
def serving(feeds: int, articles: int, words: int, kind: str) -> Iterator[int]:
    """The server, running: `feeds` feeds with `articles` each of `words` words; its port."""
    command = [sys.executable, "-m", "benchmarks.feed_server", str(feeds), str(articles), str(words), kind]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()


def page_of(number: int, article: int, words: int) -> str:
    """The web page of an article, with what surrounds articles on news sites: some 40 KB."""
    chance = random.Random(f"{number} {article}")
    title, paragraphs = _article(chance, number, article, words)
    links = "".join(f'<li><a href="/s/{n}">{_sentence(chance, 6)}</a></li>' for n in range(90))
    teasers = "".join(
        f'<div class="teaser"><a href="/t/{n}"><img src="/i/{n}.jpg" alt=""><h3>{_sentence(chance, 8)}</h3></a>'
        f"<p>{_sentence(chance, 14)}</p></div>"
        for n in range(40)
    )
    script = "<script>window.state={" + ",".join(f'"k{n}":"{chance.random()}"' for n in range(400)) + "}</script>"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Bench Wire</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="Bench Wire">{script}'
        f'</head><body><header><nav class="menu"><ul>{links}</ul></nav></header><main><article><h1>{title}</h1>'
        f'<div class="byline">By Ada Example</div><div class="body">{body}</div></article>'
        f'<aside class="related">{teasers}</aside></main><footer><ul>{links}</ul><p>Copyright Bench Wire</p></footer>'
        "</body></html>"
    )


def _article(chance: random.Random, number: int, article: int, words: int) -> tuple[str, list[str]]:
    title = f"Feed {number} number {article}: {_sentence(chance, 6)}"
    return title, [_sentence(chance, 60) + "." for _ in range(max(1, words // 60))]


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize()


def _feed(port: int, number: int, articles: int, words: int, kind: str) -> bytes:
    items = []
    for article in range(articles):
        title, paragraphs = _article(random.Random(f"{number} {article}"), number, article, words)
        day = format_datetime(FIRST_DAY + timedelta(minutes=7 * article + number))
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        text = body if kind == "full" else " ".join(paragraphs[0].split()[:SUMMARY_WORDS]) + " …"
        address = page_address(port, number, article)
        items.append(
            f"<item><title>{title}</title><link>{address}</link><guid>{address}</guid><pubDate>{day}</pubDate>"
            f"<description>{escape(text)}</description></item>"
        )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Feed {number}</title>'
        f"<link>http://{host(number)}:{port}/</link><description>Bench</description>{''.join(items)}</channel></rss>"
    ).encode()


def _answer(content: bytes, kind: str) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n"
    return f"{head}ETag: {TAG}\r\nLast-Modified: {CHANGED}\r\n\r\n".encode() + content


class _Connection(asyncio.Protocol):
    def __init__(self, answers: dict[bytes, bytes]) -> None:
        self._answers = answers
        self._head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._head += data
        while b"\r\n\r\n" in self._head:
            head, _, self._head = self._head.partition(b"\r\n\r\n")
            if TAG.encode() in head or CHANGED.encode() in head:
                self._transport.write(_UNCHANGED)
            else:
                self._transport.write(self._answers.get(head.split(b" ", 2)[1], _MISSING))


async def _serve(feeds: int, articles: int, words: int, kind: str) -> None:
    loop = asyncio.get_running_loop()
    answers: list[dict[bytes, bytes]] = [{} for _ in range(feeds)]
    first = await loop.create_server(lambda: _Connection(answers[0]), host(0), 0)
    port = first.sockets[0].getsockname()[1]
    for number, known in enumerate(answers):
        known[b"/feed.xml"] = _answer(_feed(port, number, articles, words, kind), "application/rss+xml")
        if kind == "summary":
            for article in range(articles):
                page = page_of(number, article, words).encode()
                known[f"/{article}".encode()] = _answer(page, "text/html; charset=utf-8")
        if number:
            await loop.create_server(lambda mine=known: _Connection(mine), host(number), port)  # type: ignore[misc]
    print(port, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]))
