"""A real HTTP/1.1 server on many loopback addresses: every byte and every pause is the case's own to choose.

Each case has a host of its own (127.1.x.y), since limits and politeness go by host. It runs on a thread and records
every request that came, with its headers and the times of its beginning and its end.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import socket
import struct
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

HEAD_BYTES: Final = 1 << 16
XML: Final = "application/xml"
TLS_GREETING: Final = b"\x16"
"""The first byte of a TLS handshake; a plain server answers it with a refusal in plain HTTP."""


@dataclass
class Asked:
    """One request: where it went, its headers (names in lower case), and when, in seconds of `time.monotonic`."""

    host: str
    path: str
    headers: Mapping[str, str]
    began: float
    ended: float = 0.0
    status: int = 0


@dataclass
class Exchange:
    """One request and the ways to answer it. `turn` is the world's; `count` how often this path was asked before."""

    asked: Asked
    turn: int
    count: int
    base: str
    writer: asyncio.StreamWriter
    last: bool = False

    async def reply(
        self, body: bytes | str = b"", kind: str = XML, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        """A whole answer. A Content-Length among the headers is said instead of the true one."""
        content = body.encode() if isinstance(body, str) else body
        told = {"Content-Length": str(len(content)), "Content-Type": kind, **(headers or {})}
        await self.head(status, {name: value for name, value in told.items() if value})
        await self.send(content)
        self.last |= told["Content-Length"] != str(len(content))

    async def head(self, status: int, headers: Mapping[str, str]) -> None:
        """The status line and the headers."""
        self.asked.status = status
        lines = [
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        await self.send("\r\n".join([*lines, "", ""]).encode("latin-1"))

    async def send(self, data: bytes) -> None:
        """These bytes, as they are."""
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """Break the connection without a farewell."""
        end = self.writer.get_extra_info("socket")
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()
        self.last = True

    @property
    def conditional(self) -> tuple[str, str]:
        """What the request's If-None-Match and If-Modified-Since say."""
        return self.asked.headers.get("if-none-match", ""), self.asked.headers.get("if-modified-since", "")


Behaviour = Callable[[Exchange], Awaitable[None]]


@dataclass
class _Host:
    address: str
    routes: dict[str, Behaviour]
    counts: dict[str, int] = field(default_factory=dict)


class Server:
    """Plays the routes of its hosts until closed; all hosts share one port."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.turn = 0
        self._hosts: dict[str, _Host] = {}
        self._numbers = itertools.count(1)
        self._came = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0
        self._thread = threading.Thread(target=self._loop.run_forever, name="feed world")
        self._thread.start()

    def host(self, routes: Mapping[str, Behaviour]) -> str:
        """Another host that answers these paths; returns its beginning of addresses, `http://127.1.x.y:port`."""
        number = next(self._numbers)
        address = f"127.1.{number // 250}.{number % 250 + 1}"
        self._hosts[address] = _Host(address, dict(routes))
        asyncio.run_coroutine_threadsafe(self._listen(address), self._loop).result()
        return f"http://{address}:{self.port}"

    def play(self, base: str, path: str, behaviour: Behaviour) -> None:
        """From now on this host answers this path so."""
        self._hosts[urlsplit(base).hostname or ""].routes[path] = behaviour

    def requests(self, base: str, path: str = "") -> list[Asked]:
        """What was asked of a host, in order; of one of its paths only where it is given."""
        host = urlsplit(base).hostname
        return [asked for asked in list(self.asked) if asked.host == host and path in ("", asked.path)]

    def wait_until_asked(self, base: str, times: int = 1, seconds: float = 60.0) -> None:
        """Blocks until a host was asked so often; raises TimeoutError when it never is."""
        with self._came:
            if not self._came.wait_for(lambda: len(self.requests(base)) >= times, seconds):
                raise TimeoutError(f"{base} was asked {len(self.requests(base))} times, not {times}")

    def close(self) -> None:
        """Break every connection and end the thread."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    async def _listen(self, address: str) -> None:
        server = await asyncio.start_server(self._connected, address, self.port, limit=HEAD_BYTES)
        self.port = self.port or server.sockets[0].getsockname()[1]
        self._servers.append(server)

    async def _end(self) -> None:
        for server in self._servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                while await self._one(reader, writer):
                    pass
        except asyncio.CancelledError:
            pass
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first = await reader.readexactly(1)
        if first == TLS_GREETING:
            writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return False
        asked = _read(first + await reader.readuntil(b"\r\n\r\n"), writer.get_extra_info("sockname")[0])
        with self._came:
            self.asked.append(asked)
            self._came.notify_all()
        host = self._hosts[asked.host]
        path = urlsplit(asked.path).path
        behaviour = host.routes.get(asked.path) or host.routes.get(path) or _missing
        count = host.counts[asked.path] = host.counts.get(asked.path, -1) + 1
        exchange = Exchange(asked, self.turn, count, f"http://{asked.host}:{self.port}", writer)
        try:
            await behaviour(exchange)
        finally:
            asked.ended = time.monotonic()
        return not exchange.last


def _read(head: bytes, host: str) -> Asked:
    """The request of these bytes."""
    lines = head.decode("latin-1").split("\r\n")
    words = lines[0].split(" ")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    return Asked(host, words[1], headers, time.monotonic())


async def _missing(exchange: Exchange) -> None:
    await exchange.reply("<p>Not here.</p>", "text/html", 404)


@contextlib.contextmanager
def nobody_there() -> Iterator[str]:
    """An address of loopback that refuses connections as long as the context is open."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
