"""Servers on loopback, and clients that may visit them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from reader.sources.web.client import Client
from reader.sources.web.exchange import Answer, Refusal, Request
from tests.sources.web.site import Site

Fetch = Callable[..., Answer | Refusal]


@pytest.fixture(autouse=True)
def no_proxy_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    yield server
    server.close()


@pytest.fixture
def other() -> Iterator[Site]:
    """A second server, on another port."""
    server = Site()
    yield server
    server.close()


@pytest.fixture
def client() -> Iterator[Client]:
    """May visit this machine."""
    with Client(allow_private=True) as one:
        yield one


@pytest.fixture
def careful() -> Iterator[Client]:
    """May not visit private addresses, as by default."""
    with Client() as one:
        yield one


@pytest.fixture
def fetch(client: Client) -> Fetch:
    def fetched(url: str, **asked: object) -> Answer | Refusal:
        return client.fetch(Request(url=url, **asked)).result(20)  # type: ignore[arg-type]

    return fetched


@pytest.fixture
def answered(fetch: Fetch) -> Callable[..., Answer]:
    def one(url: str, **asked: object) -> Answer:
        answer = fetch(url, **asked)
        assert isinstance(answer, Answer), answer
        return answer

    return one


@pytest.fixture
def refused(fetch: Fetch) -> Callable[..., Refusal]:
    def one(url: str, **asked: object) -> Refusal:
        refusal = fetch(url, **asked)
        assert isinstance(refusal, Refusal), refusal
        return refusal

    return one
