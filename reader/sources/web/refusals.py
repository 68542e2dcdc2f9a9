"""Why there is no answer, in words, with what to do about it. One place, so that they sound like one program."""

from __future__ import annotations

import re
from typing import Final

from reader import safe_text
from reader.sources.web.exchange import Why

E_COULDNT_RESOLVE_PROXY, E_COULDNT_RESOLVE_HOST, E_COULDNT_CONNECT, E_WEIRD_SERVER = 5, 6, 7, 8
E_HTTP2, E_PARTIAL_FILE, E_TIMED_OUT, E_NOTHING, E_SEND, E_RECV, E_HTTP2_STREAM, E_PROXY = (
    16, 18, 28, 52, 55, 56, 92, 97,
)  # fmt: skip
E_TLS: Final = frozenset({35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91, 98})
BROKEN_OFF: Final = frozenset({E_HTTP2, E_PARTIAL_FILE, E_RECV, E_HTTP2_STREAM})
"""Errors of libcurl (libcurl-errors(3)) after which what had come is worth keeping."""

OFFLINE: Final = "the network is switched off (--offline); it is asked with the next connection"
STOPPED: Final = "stopped before the answer came"
CIRCLE: Final = "the server sends us in a circle; look whether the address still works in a browser"
PRIVATE: Final = (
    "leads to {kind}, which feeds may not make us visit; where this is wanted, set `allow_private = true` for the feed "
    "in feeds.toml, or use --allow-private once"
)
ROBOTS: Final = "the site's robots.txt asks programs not to fetch this page; open it in the browser"

_STATUS: Final = {
    204: "the server answered without any content",
    205: "the server answered without any content",
    304: "the server says that nothing has changed since, though it was not asked that; try again later",
    400: "the server does not understand the request (400)",
    401: "the server asks for a name and password (401); put an Authorization header into the feed's `headers`",
    402: "the server asks for payment (402)",
    403: "the server does not let us have it (403); it may want a login, or no programs",
    404: "there is nothing at this address (404); look for the new one on the site",
    405: "the server does not serve this address to readers (405)",
    406: "the server has it in no form that we can read (406)",
    407: "the proxy asks for a name and password (407); put them into its address",
    408: "the server waited too long for us (408); try again later",
    410: "is gone for good, says the server (410)",
    418: "the server does not want to answer (418)",
    421: "the server does not serve this name (421)",
    425: "the server is not ready to answer yet (425); try again later",
    429: "the server says that we ask too much (429)",
    451: "is withheld for legal reasons (451)",
    500: "the server has a fault (500); try again later",
    501: "the server cannot answer such a request (501)",
    502: "a server in front cannot reach the one behind it (502); try again later",
    503: "the server is overloaded or under repair (503); try again later",
    504: "a server in front waited too long for the one behind it (504); try again later",
    511: "the network wants a login first (511); open any page in a browser",
}
_BEHIND_FRONT: Final = frozenset(range(520, 531))
_CERTIFICATE: Final = (
    (re.compile("expired"), "the server's certificate has expired; look whether this machine's clock is right"),
    (
        re.compile("not yet valid"),
        "the server's certificate is not valid yet; look whether this machine's clock is right",
    ),
    (re.compile("self.signed"), "the server's certificate is signed by itself or by an authority of its own"),
    (
        re.compile("no alternative certificate subject|does not match|hostname mismatch|certificate subject name"),
        "the server's certificate is for another name; somebody may stand between, or the address is an old one",
    ),
    (
        re.compile("unable to get local issuer|unable to get issuer"),
        "the server's certificate is signed by nobody known",
    ),
    (re.compile("revoked"), "the server's certificate was withdrawn"),
    (re.compile("unsupported protocol|protocol version|wrong version"), "the server speaks no TLS that is still safe"),
)
_OWN_AUTHORITY: Final = "; where that is meant to be, name the authority's file in SSL_CERT_FILE"


def status_words(status: int, retry_after: float = 0.0) -> str:
    """What a status other than 200 or 304 means to a reader."""
    words = _STATUS.get(status)
    if words is None and status in _BEHIND_FRONT:
        words = f"a server in front cannot reach the one behind it ({status}); try again later"
    if words is None:
        kind = {3: "with a redirect that leads nowhere", 4: "with a refusal", 5: "with a fault; try again later"}
        words = f"the server answered {kind.get(status // 100, 'with what is no answer')} ({status})"
    return f"{words}; it wants to be asked again in {span(retry_after)}" if retry_after else words


def span(seconds: float) -> str:
    """A time in words: "40 seconds", "5 minutes", "3 hours"."""
    seconds = max(1, seconds)
    size, name = next((unit for unit in ((3_600, "hour"), (60, "minute")) if seconds > 1.5 * unit[0]), (1, "second"))
    count = round(seconds / size)
    return f"{count} {name}{'' if count == 1 else 's'}"


def size_words(limit: int, *, packed: bool = False) -> str:
    """More than may be."""
    return f"is longer than {limit / 2**20:,.1f} MB{' packed' if packed else ''}, more than is taken from one address"


def tunnel_words(status: int) -> str:
    """Why a proxy did not let us through; `status` is its answer, 0 for none."""
    if status == 407:
        return _STATUS[407]
    return f"the proxy did not connect us{f' ({status})' if status else ''}; look at `proxy` and the *_proxy variables"


def transport_words(code: int, message: str, host: str) -> tuple[Why, str]:
    """What libcurl's error means. `message` is its own, only looked into."""
    host = safe_text.line(host, 100)
    if code == E_COULDNT_RESOLVE_HOST:
        return "name", f"there is no address for {host}; look for a typing error, and whether the network is up"
    if code == E_COULDNT_RESOLVE_PROXY:
        return "name", "there is no address for the proxy; look at `proxy` and the *_proxy variables"
    if code == E_TIMED_OUT:
        return "time", _time_words(message)
    if code in E_TLS or "SSL" in message or "TLS" in message:
        return "tls", _tls_words(message)
    return "connection", _connection_words(code, message, host)


def _connection_words(code: int, message: str, host: str) -> str:
    if code == E_PROXY or "CONNECT" in message or "proxy" in message.lower():
        return tunnel_words(0)
    if code == E_COULDNT_CONNECT:
        return f"nobody answers at {host}; the server is down, or the network is"
    if code == E_NOTHING:
        return "the server hung up without an answer; try again later"
    if code in (1, E_WEIRD_SERVER):
        return "what answers there is no web server"
    if code in (E_HTTP2, E_HTTP2_STREAM):
        return "the server broke off (HTTP/2); try again later"
    return "the connection broke; try again later"


def _time_words(message: str) -> str:
    if "too slow" in message:
        return "the answer trickled in too slowly; try again later"
    if "onnect" in message or "esolv" in message:
        return "no connection in time; try again later"
    return "the answer did not come in time; try again later"


def _tls_words(message: str) -> str:
    text = message.lower()
    for sign, words in _CERTIFICATE:
        if sign.search(text):
            return f"no safe connection: {words}{_OWN_AUTHORITY if 'signed' in words else ''}"
    return "no safe connection: the server and we could not agree on how (TLS); open it in the browser to see more"
