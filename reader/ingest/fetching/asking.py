"""Where a feed's content comes from: the web, a file or folder of this machine, a program; each asked without waiting.

Everything answers as the web does, so that the rest of a fetch need not know the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, TypeVar

import msgspec

from reader.errors import DatelineError
from reader.ingest.fetching.feed_state import FeedState
from reader.sources.feeds.folder import read_place
from reader.sources.page import SourceFailure
from reader.sources.web.exchange import Answer, Refusal, Request
from reader.subscriptions.addresses import COMMAND, kind_of, place_of
from reader.subscriptions.subscription import FullText, Subscription

if TYPE_CHECKING:
    from reader.sources.web.client import Client

Result = TypeVar("Result")
LOCAL_AT_ONCE: Final = 4
"""Files read and programs run at once."""


class FetchSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How a fetch goes about it. `interval` is in seconds. `full_text` is the rule for feeds that have none of their
    own, `overruling` the one that stands above theirs. `feeds_file` is where the subscriptions stand: relative paths
    count from its folder, and a feed that moved for good gets its new address there. None changes nothing.
    """

    feeds_file: Path | None = None
    jobs: int = 0
    offline: bool = False
    allow_private: bool = False
    contact: str = ""
    interval: int = 1800
    full_text: FullText = "when-short"
    overruling: FullText | None = None
    keep_originals: bool = True


class Asker:
    """Asks; what it needs for that is started when the first feed needs it, and ended with it."""

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._base = settings.feeds_file.parent if settings.feeds_file else Path()
        self._stack = ExitStack()
        self._client: Client | None = None
        self._local: ThreadPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def ask(self, feed: Subscription, known: FeedState) -> Future[Answer | Refusal]:
        """The feed's content, if it has changed since what is `known`; or why there is none."""
        validators = (known.etag, known.modified)
        kind = kind_of(feed.address)
        if kind == "command":
            asked = self._threads().submit(_run, feed.address, feed.address.removeprefix(COMMAND), b"")
        elif kind == "place":
            asked = self._threads().submit(_read, place_of(feed.address, self._base), validators)
        else:
            asked = self.fetch(
                Request(
                    url=feed.address,
                    validators=validators,
                    headers=tuple(feed.headers.items()),
                    proxy=feed.proxy,
                    cookies=known.cookies,
                    allow_private=feed.allow_private,
                )
            )
        return self._filtered(asked, feed.filter) if feed.filter else asked

    def folder(self, feed: Subscription) -> Path | None:
        """The folder that the feed is; None for all other feeds."""
        path = place_of(feed.address, self._base) if kind_of(feed.address) == "place" else None
        return path if path is not None and path.is_dir() else None

    def run(self, what: Callable[[], Result]) -> Future[Result]:
        """Have something that may be slow done by a thread."""
        return self._threads().submit(what)

    def fetch(self, request: Request) -> Future[Answer | Refusal]:
        """What the web answers."""
        if self._client is None:
            from reader.sources.web.client import Client

            self._client = self._stack.enter_context(
                Client(
                    contact=self._settings.contact,
                    offline=self._settings.offline,
                    allow_private=self._settings.allow_private,
                )
            )
        return self._client.fetch(request)

    def _threads(self) -> ThreadPoolExecutor:
        if self._local is None:
            self._local = ThreadPoolExecutor(LOCAL_AT_ONCE, thread_name_prefix="place")
            self._stack.callback(self._local.shutdown, wait=True, cancel_futures=True)
        return self._local

    def _filtered(self, asked: Future[Answer | Refusal], command: str) -> Future[Answer | Refusal]:
        """The answer with its content sent through the user's program, where it has content."""
        filtered: Future[Answer | Refusal] = Future()
        threads = self._threads()

        def answered(done: Future[Answer | Refusal]) -> None:
            answer = done.result()
            if isinstance(answer, Refusal) or answer.status != 200:
                filtered.set_result(answer)
            else:
                threads.submit(_pass_through, filtered, answer, command)

        asked.add_done_callback(answered)
        return filtered


def _pass_through(filtered: Future[Answer | Refusal], answer: Answer, command: str) -> None:
    ran = _run(answer.url, command, answer.content)
    filtered.set_result(ran if isinstance(ran, Refusal) else msgspec.structs.replace(answer, content=ran.content))


def _run(address: str, command: str, given: bytes) -> Answer | Refusal:
    from reader.sources.commands import run_command

    try:
        return Answer(url=address, status=200, content=run_command(command, input=given))
    except DatelineError as error:
        return Refusal(url=address, why="address", reason=f"{error.what} ({error.remedy})")


def _read(path: Path, validators: tuple[str, str]) -> Answer | Refusal:
    """A file's bytes, or that they are as they were: its time and size stand for the validators of the web."""
    url = path.absolute().as_uri()
    stamp = (_stamp(path), "")
    if stamp == validators:
        return Answer(url=url, status=304, validators=stamp)
    content = read_place(path)
    if isinstance(content, SourceFailure):
        return Refusal(url=url, why="address", reason=content.reason)
    return Answer(url=url, status=200, content=content, validators=stamp)


def _stamp(path: Path) -> str:
    """What tells a file from what it was; what is no file has none that any answer would have left."""
    try:
        status = path.stat()
    except OSError:
        return "none"
    return f"{status.st_mtime_ns}-{status.st_size}"
