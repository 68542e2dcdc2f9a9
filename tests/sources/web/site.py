"""A web server on loopback that sends exactly the bytes it is told to, breaks off, drips, or never ends."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from typing import Any, NamedTuple


class Asked(NamedTuple):
    """One request as it came. Header names are in lower case."""

    path: str
    headers: dict[str, str]
    connection: int
    first_line: str


class Line:
    """The server's end of one connection, for replies that need more than a few bytes."""

    def __init__(self, wire: socket.socket, closing: threading.Event) -> None:
        self._wire, self.closing = wire, closing

    def send(self, data: bytes) -> bool:
        """Whether the client still takes it."""
        try:
            self._wire.sendall(data)
        except OSError:
            return False
        return not self.closing.is_set()

    def take(self) -> bytes:
        try:
            return self._wire.recv(65_536)
        except OSError:
            return b""

    def drip(self, piece: bytes, pause: float) -> None:
        """Send a piece again and again until the client has enough."""
        while self.send(piece) and not self.closing.wait(pause):
            pass


Reply = bytes | Callable[[Asked], bytes] | Callable[[Asked, Line], None]


class Site:
    """`routes` says what is sent for a path: bytes as they are, or what a function of the request gives; with a
    function of request and line the connection ends after it. What is not there is answered with 404.
    """

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Reply] = {}
        self.asked: list[Asked] = []
        self.connections = 0
        self.most_at_once = 0
        self._at_once = 0
        self._tls = tls
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._wires: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listening = socket.create_server((host, 0), family=family, backlog=256)
        self.port: int = self._listening.getsockname()[1]
        self.host = host
        self.scheme = "https" if tls else "http"
        self._accepting = threading.Thread(target=self._accept)
        self._accepting.start()

    def url(self, path: str = "/", host: str = "") -> str:
        return f"{self.scheme}://{host or self.host}:{self.port}{path}"

    def paths(self) -> list[str]:
        with self._lock:
            return [one.path for one in self.asked]

    def pause(self, seconds: float) -> None:
        """Be slow; not when the server is to end."""
        self._closing.wait(seconds)

    def close(self) -> None:
        self._closing.set()
        with socket.create_connection((self.host, self.port)):  # wakes accept
            self._accepting.join()
        self.hang_up()
        self._listening.close()

    def hang_up(self) -> None:
        """End all connections."""
        with self._lock:
            for wire in self._wires:
                with contextlib.suppress(OSError):
                    wire.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            wire, _ = self._listening.accept()
            if self._closing.is_set():
                wire.close()
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(wire, self.connections))
            self._threads.append(thread)
            with self._lock:
                self._wires.add(wire)
            thread.start()

    def _serve(self, wire: socket.socket, number: int) -> None:
        plain = wire
        try:
            if self._tls:
                wire = self._tls.wrap_socket(wire, server_side=True)
                with self._lock:
                    self._wires.add(wire)
            while self._exchange(wire, number):
                pass
        except OSError:
            pass
        finally:
            with self._lock:
                self._wires -= {wire, plain}
            wire.close()
            plain.close()

    def _exchange(self, wire: socket.socket, number: int) -> bool:
        """One request and its reply; whether another may follow."""
        head = b""
        while b"\r\n\r\n" not in head:
            data = wire.recv(65_536)
            if not data:
                return False
            head += data
            if not self._tls and head.startswith(b"\x16"):  # a TLS client's hello
                wire.sendall(status(400, Connection="close"))
                return False
        first, *lines = head.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        path = first.split(" ")[1]
        asked = Asked(path, headers, number, first)
        with self._lock:
            self.asked.append(asked)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        reply = self.routes.get(path.partition("?")[0], status(404))
        try:
            if isinstance(reply, bytes):
                answer: bytes | None = reply
            else:
                answer = self._called(reply, asked, Line(wire, self._closing))
        finally:
            with self._lock:
                self._at_once -= 1
        if answer is None:
            return False
        wire.sendall(answer)
        return b"connection: close" not in answer[:2_000].lower()

    @staticmethod
    def _called(reply: Any, asked: Asked, line: Line) -> bytes | None:
        if reply.__code__.co_argcount == 1:
            answer: bytes = reply(asked)
            return answer
        reply(asked, line)
        return None


def ok(content: bytes = b"<rss/>", **headers: str) -> bytes:
    """A whole answer with status 200; underscores in header names stand for hyphens."""
    return status(200, content, **{"Content_Type": "application/rss+xml", **headers})


def status(code: int, content: bytes = b"", **headers: str) -> bytes:
    said = {"Content_Length": str(len(content)), **headers}
    lines = [f"HTTP/1.1 {code} Whatever", *(f"{name.replace('_', '-')}: {value}" for name, value in said.items())]
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + content


def to(location: str, code: int = 302) -> bytes:
    """A redirect."""
    return status(code, Location=location)


def begun(content: bytes = b"", **headers: str) -> bytes:
    """The beginning of an answer whose length is not said: it lasts until the connection ends."""
    lines = ["HTTP/1.1 200 OK", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content
