"""A small site on loopback whose pages a test writes, and a fetch of its feeds into a library of its own."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import pytest

from reader.ingest.fetching.asking import FetchSettings
from reader.ingest.fetching.events import Events
from reader.ingest.fetching.report import FeedResult, FetchReport
from reader.ingest.fetching.run import fetch
from reader.ingest.fetching.schedule import Occasion
from reader.library.library import Library
from reader.subscriptions.subscription import Subscription

SENTENCES = (
    "The ferry between the two harbours sailed again on Monday after four years, the operator said. "
    "Crews have been trained since March, and the first tickets went on sale at both terminals. "
    "Fishermen had asked for the line since the bridge was closed to lorries in the storm of last winter. "
)
LONG = SENTENCES * 4


class Page(NamedTuple):
    """What is served at a path."""

    content: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/rss+xml"),)


@dataclass
class Site:
    """Pages by path, and what was asked for. A path in `silent` is never answered."""

    address: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)
    closing: threading.Event = field(default_factory=threading.Event)

    def serve(self, path: str, content: str, status: int = 200, **headers: str) -> str:
        """Serve it from now on; its address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        kinds = {"Content-Type": "text/html" if content.startswith("<!DOCTYPE html") else "application/rss+xml"}
        self.pages[path] = Page(content.encode(), status, tuple((kinds | named).items()))
        return self.address + path


def rss(*items: str, title: str = "Harbour Post", ttl: int = 0) -> str:
    """A feed of these items."""
    asked = f"<ttl>{ttl}</ttl>" if ttl else ""
    return f'<rss version="2.0"><channel><title>{title}</title>{asked}{"".join(items)}</channel></rss>'


def item(number: int, text: str = LONG, *, guid: str = "", title: str = "", link: str = "") -> str:
    """An item; its text is of its own, unless it is given."""
    told = text.replace("ferry", f"ferry number {number}") if text == LONG else text
    link = link or f"https://harbourpost.example/{number}"
    title = title or f"Ferry number {number} returns"
    guid = f"<guid>{escape(guid)}</guid>" if guid else f"<guid>{number}</guid>"
    return f"<item><title>{title}</title><link>{link}</link>{guid}<description>{escape(told)}</description></item>"


def html(text: str, title: str = "Ferry line returns after four years") -> str:
    """A web page with an article of so much text."""
    paragraphs = "".join(f"<p>{part}.</p>" for part in text.split(". "))
    head = f"<head><title>{title} | Harbour Post</title></head>"
    return f"<!DOCTYPE html><html lang='en'>{head}<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    """The site, without a page."""
    served = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            served.asked.append(self.path)
            if self.path in served.silent:
                served.closing.wait(30)
                self.close_connection = True
                return
            page = served.pages.get(self.path, Page(b"there is nothing", 404))
            tag = f'"{hashlib.sha256(page.content).hexdigest()[:12]}"'
            if page.status == 200 and self.headers.get("If-None-Match") == tag:
                page = Page(b"", 304, ())
            self.send_response(page.status)
            for name, value in page.headers:
                self.send_header(name, value)
            if page.status in (200, 304):
                self.send_header("ETag", tag)
            if page.status != 304:
                self.send_header("Content-Length", str(len(page.content)))
            self.end_headers()
            self.wfile.write(page.content)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield served
    served.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


class Told:
    """Keeps what a fetch tells; `stop_after` so many feeds it asks for the end."""

    def __init__(self, events: Events, stop_after: int = 0) -> None:
        self.feeds: dict[str, FeedResult] = {}
        self.failures: list[tuple[str, str]] = []
        self._events = events
        self._stop_after = stop_after

    def start(self, feeds: int) -> None:
        pass

    def progress(self, report: FetchReport) -> None:
        pass

    def feed(self, result: FeedResult) -> None:
        self.feeds[result.address] = result
        if len(self.feeds) == self._stop_after:
            self._events.stop()

    def failure(self, address: str, reason: str) -> None:
        self.failures.append((address, reason))

    def annotating(self, done: int, of: int) -> None:
        pass

    def done(self, report: FetchReport) -> None:
        pass


class Fetched(NamedTuple):
    """What a fetch said in the end, and on its way."""

    report: FetchReport
    told: Told

    def only(self) -> FeedResult:
        """The result of its only feed."""
        (result,) = self.told.feeds.values()
        return result


class Fetch:
    """Fetches these feeds into the library."""

    def __init__(self, library: Library, feeds_file: Path) -> None:
        self.library = library
        self.feeds_file = feeds_file

    def __call__(
        self, *feeds: Subscription | str, occasion: Occasion = "all", stop_after: int = 0, **settings: object
    ) -> Fetched:
        events = Events()
        told = Told(events, stop_after)
        wanted = [Subscription(feed, full_text="never") if isinstance(feed, str) else feed for feed in feeds]
        given = {"jobs": 1, "allow_private": True, "feeds_file": self.feeds_file} | settings
        how = FetchSettings(**given)  # type: ignore[arg-type]
        return Fetched(fetch(self.library, wanted, how, told, occasion=occasion, events=events), told)

    def titles(self) -> list[str]:
        """What the library lists."""
        return sorted(row.title for row in self.library.rows(limit=1_000))


@pytest.fixture
def fetched(tmp_path: Path) -> Iterator[Fetch]:
    """Fetches into a new library, under settings that may be given."""
    with Library.open(tmp_path / "library", create=True) as library:
        yield Fetch(library, tmp_path / "feeds.toml")


Serve = Callable[..., str]
