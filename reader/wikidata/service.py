"""One question at a time to a SPARQL service over HTTP, and what can be wrong with its answer told apart.

The answer is written by a stranger: its size, type and shape are checked before a word of it is believed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit

import msgspec

from reader import safe_text
from reader.errors import UsageError
from reader.sources.web.freshness import seconds_to_wait
from reader.sources.web.user_agent import user_agent
from reader.wikidata.patience import LONGEST_RETRY_AFTER, Patience, UnansweredError

if TYPE_CHECKING:
    import urllib3

ENDPOINT: Final = "https://query.wikidata.org/sparql"
MOST_BYTES: Final = 16_000_000
"""Bytes of one answer, unpacked. The offices of one country are well under one million."""
_CHUNK: Final = 65_536
_TYPES: Final = ("application/sparql-results+json", "application/json")
_TIMEOUT_SIGNS: Final = (b"TimeoutException", b"QueryTimeoutException", b"java.util.concurrent")
"""What the service writes into an answer, after half of it and under status 200, when it ran out of time."""
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


class Term(msgspec.Struct, frozen=True):
    """One value of a row, as the SPARQL 1.1 Query Results JSON Format has it."""

    type: str
    value: str


Row = dict[str, Term]


class _Head(msgspec.Struct, frozen=True):
    vars: tuple[str, ...]


class _Results(msgspec.Struct, frozen=True):
    bindings: list[Row]


class _Answer(msgspec.Struct, frozen=True):
    head: _Head
    results: _Results


class Service:
    """A SPARQL endpoint. `waiting` is told the seconds and the reason of every wait before a question is repeated;
    `contact` goes into the User-Agent.

    Raises UsageError where `endpoint` is no http or https address.
    """

    def __init__(
        self, endpoint: str, patience: Patience, waiting: Callable[[float, str], None], contact: str = ""
    ) -> None:
        self.endpoint = _checked(endpoint)
        self._patience = patience
        self._waiting = waiting
        self._pool = _pool(self.endpoint, patience, user_agent(contact))
        self._asked = False

    def rows(self, query: str) -> list[Row]:
        """The rows of the answer. Raises UnansweredError, in words, when the service could not be made to answer."""
        if self._asked:
            self._patience.rest()
        self._asked = True
        return self._patience.answer(lambda: self._once(query), self._waiting)

    def _once(self, query: str) -> list[Row]:
        import urllib3

        address = f"{self.endpoint}?{urlencode({'query': query, 'format': 'json'})}"
        deadline = time.monotonic() + self._patience.whole
        try:
            response = self._pool.request("GET", address, redirect=False, retries=False, preload_content=False)
        except urllib3.exceptions.HTTPError as error:
            raise UnansweredError(_in_words(error)) from error
        try:
            _refuse_status(response)
            _refuse_type(response)
            body = _body(response, deadline)
        except urllib3.exceptions.HTTPError as error:
            raise UnansweredError(_in_words(error)) from error
        except BaseException:
            response.close()  # what is left of a refused answer is not worth reading
            raise
        finally:
            response.release_conn()
        return answer_rows(body)


def answer_rows(body: bytes) -> list[Row]:
    """The rows of a JSON answer. Raises UnansweredError for half an answer, other JSON, or an error text inside."""
    try:
        return msgspec.json.decode(body, type=_Answer).results.bindings
    except msgspec.ValidationError as error:
        raise UnansweredError("the answer is JSON, but no table of results") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if any(sign in body for sign in _TIMEOUT_SIGNS):
            raise UnansweredError("the service ran out of time") from error
        raise UnansweredError("the answer is broken off, or is no JSON") from error


def _checked(endpoint: str) -> str:
    try:
        parts = urlsplit(endpoint)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
        _ = parts.port
    except ValueError:
        good = False
    if not good or safe_text.url(endpoint) != endpoint:
        raise UsageError("is no address of a query service", endpoint, "it begins with https:// or http://")
    return endpoint


def _pool(endpoint: str, patience: Patience, agent: str) -> urllib3.PoolManager:
    """One connection, kept open between questions; through the proxy that the environment names, if it does."""
    from urllib.request import getproxies, proxy_bypass

    import urllib3

    headers = urllib3.make_headers(accept_encoding="gzip", user_agent=agent)
    headers["Accept"] = "application/sparql-results+json"
    timeout = urllib3.Timeout(connect=patience.connect, read=patience.read)
    parts = urlsplit(endpoint)
    proxy = getproxies().get(parts.scheme)
    if proxy and not proxy_bypass(parts.hostname or ""):
        return urllib3.ProxyManager(proxy, num_pools=1, maxsize=1, block=True, headers=headers, timeout=timeout)
    return urllib3.PoolManager(num_pools=1, maxsize=1, block=True, headers=headers, timeout=timeout)


def _refuse_status(response: urllib3.BaseHTTPResponse) -> None:
    status = response.status
    if status == 200:
        return
    if 300 <= status < 400:
        elsewhere = safe_text.line(response.headers.get("Location", "elsewhere"))
        raise UnansweredError(f"the service sends us to {elsewhere}, which is not followed", passing=False)
    wait = seconds_to_wait(response.headers.get("Retry-After", ""))
    words = {429: "the service says that we ask too much (429)", 504: "the service ran out of time (504)"}
    what = words.get(status, f"the service answered with status {status}")
    if wait > LONGEST_RETRY_AFTER:
        what = f"{what} and wants us back in {wait / 60:,.0f} minutes"
    raise UnansweredError(what, passing=status in _PASSING, retry_after=wait)


def _refuse_type(response: urllib3.BaseHTTPResponse) -> None:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in _TYPES:
        raise UnansweredError(f"the service answered in {safe_text.line(kind, 60) or 'no stated type'} instead of JSON")


def _body(response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := response.read1(_CHUNK, decode_content=True):
        size += len(part)
        if size > MOST_BYTES:
            raise UnansweredError(f"the answer is longer than {MOST_BYTES:,} bytes", passing=False)
        if time.monotonic() > deadline:
            raise UnansweredError("the answer came too slowly")
        parts.append(part)
    return b"".join(parts)


def _in_words(error: urllib3.exceptions.HTTPError) -> str:
    import urllib3

    if isinstance(error, urllib3.exceptions.NewConnectionError | urllib3.exceptions.ProxyError):
        return "the service could not be reached"
    if isinstance(error, urllib3.exceptions.ConnectTimeoutError):
        return "the service could not be reached in time"
    if isinstance(error, urllib3.exceptions.TimeoutError):
        return "the service did not answer in time"
    if isinstance(error, urllib3.exceptions.SSLError):
        return f"no safe connection: {safe_text.line(str(error), 120)}"
    if isinstance(error, urllib3.exceptions.DecodeError):
        return "the answer is broken off"
    return "the connection broke"
