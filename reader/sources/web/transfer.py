"""One request on the wire: how libcurl is set up for it, and that it connects to no address it must not.

Every connection is checked before its first packet, and every request again before it is sent, as a kept connection may
have been made by another one. Through a proxy libcurl sees the proxy alone; see `client`.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import msgspec

from reader.sources.web.addresses import address_of, private_kind
from reader.sources.web.decoding import ACCEPTED
from reader.sources.web.destination import Destination
from reader.sources.web.headers import lines
from reader.sources.web.limits import Limits
from reader.sources.web.proxies import Proxy
from reader.sources.web.response import Response

if TYPE_CHECKING:
    import pycurl

_MILLISECONDS: Final = 1000
_COOKIE = re.compile("(?:[^\t\x00-\x1f\x7f\ud800-\udfff]*\t){6}[^\t\x00-\x1f\x7f\ud800-\udfff]*")
"""Seven fields between tabs: domain, whether for subdomains, path, whether for TLS only, end, name, value."""


class UnsendableError(Exception):
    """libcurl does not take a request."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """One hop: where to, with what, and within which bounds. `seconds` are those left of the request's."""

    target: Destination
    headers: tuple[tuple[str, str], ...]
    user: str
    password: str
    proxy: Proxy | None
    allow_private: bool
    limit: int
    seconds: float
    cut: bool


class Transfer:
    """A libcurl handle with the cookies of one feed, used for one hop after another."""

    def __init__(self, cookies: Iterable[str], limits: Limits, authorities: tuple[str, str], agent: str) -> None:
        import pycurl

        self._pycurl = pycurl
        self.handle = pycurl.Curl()
        self.response = Response(0, 0)
        self.refused = ""
        """What kind of address a connection was refused to, in words."""
        self._limits, self._authorities, self._agent = limits, authorities, agent
        self._allowed = False
        self._copied: list[socket.socket] = []
        self.handle.setopt(pycurl.COOKIEFILE, "")
        for cookie in _fit(cookies, limits):
            self.handle.setopt(pycurl.COOKIELIST, cookie.encode())

    def prepare(self, wanted: Wanted) -> None:
        """Set the handle up for a hop. Raises UnsendableError where something in it cannot be sent."""
        try:
            self._prepare(wanted)
        except (ValueError, self._pycurl.error) as error:
            raise UnsendableError from error

    def _prepare(self, wanted: Wanted) -> None:
        curl, setopt = self._pycurl, self.handle.setopt
        self.handle.reset()
        self.response = Response(wanted.limit, self._limits.header_bytes, cut=wanted.cut)
        self.refused = ""
        self._allowed = wanted.allow_private or wanted.proxy is not None
        setopt(curl.URL, wanted.target.url)
        setopt(curl.PROTOCOLS, curl.PROTO_HTTP | curl.PROTO_HTTPS)
        setopt(curl.FOLLOWLOCATION, 0)
        setopt(curl.NOSIGNAL, 1)
        setopt(curl.NETRC, 0)
        setopt(curl.HTTP_CONTENT_DECODING, 0)
        setopt(curl.USERAGENT, self._agent)
        setopt(curl.HTTPHEADER, [b"Accept-Encoding: " + ACCEPTED.encode(), *lines(wanted.headers)])
        setopt(curl.COOKIEFILE, "")
        setopt(curl.TIMEOUT_MS, max(1, int(wanted.seconds * _MILLISECONDS)))
        setopt(curl.CONNECTTIMEOUT_MS, int(self._limits.connect * _MILLISECONDS))
        setopt(curl.LOW_SPEED_LIMIT, self._limits.slow_bytes)
        setopt(curl.LOW_SPEED_TIME, self._limits.slow_seconds)
        setopt(curl.WRITEFUNCTION, self.response.body)
        setopt(curl.HEADERFUNCTION, self.response.header)
        setopt(curl.OPENSOCKETFUNCTION, self._open)
        setopt(curl.PREREQFUNCTION, self._before_request)
        self._set_tls(wanted.target)
        self._set_proxy(wanted.proxy)
        if wanted.user or wanted.password:
            setopt(curl.HTTPAUTH, curl.HTTPAUTH_BASIC)
            setopt(curl.USERNAME, wanted.user.encode())
            setopt(curl.PASSWORD, wanted.password.encode())

    @property
    def protocol(self) -> str:
        """The protocol spoken: "HTTP/1.0", "HTTP/1.1" or "HTTP/2"."""
        version = self.handle.getinfo(self._pycurl.INFO_HTTP_VERSION)
        return {1: "HTTP/1.0", 2: "HTTP/1.1", 3: "HTTP/2"}.get(version, "")

    @property
    def tunnel_status(self) -> int:
        """What a proxy answered when it was asked to connect us; 0 where none was."""
        return int(self.handle.getinfo(self._pycurl.HTTP_CONNECTCODE))

    def cookies(self) -> tuple[str, ...]:
        """The cookies held now, one a Netscape cookie-file line."""
        lines = self.handle.getinfo_raw(self._pycurl.INFO_COOKIELIST)
        return tuple(_fit((line.decode("utf-8", "surrogateescape") for line in lines), self._limits))

    def close(self) -> None:
        self.handle.close()
        self._close_copied()

    def _set_tls(self, target: Destination) -> None:
        curl, setopt = self._pycurl, self.handle.setopt
        file, folder = self._authorities
        setopt(curl.SSL_VERIFYPEER, 1)
        setopt(curl.SSL_VERIFYHOST, 2)
        setopt(curl.SSLVERSION, curl.SSLVERSION_TLSv1_2)
        setopt(curl.CAINFO, file) if file else setopt(curl.CAPATH, folder)
        setopt(curl.HTTP_VERSION, curl.CURL_HTTP_VERSION_2TLS)
        setopt(curl.PIPEWAIT, int(target.scheme == "https"))

    def _set_proxy(self, proxy: Proxy | None) -> None:
        curl, setopt = self._pycurl, self.handle.setopt
        setopt(curl.PROXY, proxy.address if proxy else "")
        setopt(curl.NOPROXY, "")
        if proxy is None:
            return
        file, folder = self._authorities
        setopt(curl.PROXY_CAINFO, file) if file else setopt(curl.PROXY_CAPATH, folder)
        setopt(curl.PROXY_SSLVERSION, curl.SSLVERSION_TLSv1_2)
        if proxy.user or proxy.password:
            setopt(curl.PROXYUSERNAME, proxy.user.encode())
            setopt(curl.PROXYPASSWORD, proxy.password.encode())

    def _open(self, _purpose: int, address: pycurl.CurlSockAddr) -> socket.socket | int:
        """A socket for an address that libcurl is about to connect to, or none. It takes a copy of it."""
        if self._private(address.addr[0] if isinstance(address.addr, tuple) else ""):
            return int(self._pycurl.SOCKET_BAD)
        self._close_copied()
        self._copied.append(socket.socket(address.family, address.socktype, address.protocol))
        return self._copied[-1]

    def _close_copied(self) -> None:
        while self._copied:
            self._copied.pop().close()

    def _before_request(self, ip: str, _own_ip: str, _port: int, _own_port: int) -> int:
        """Called when a connection stands, a kept one too, and before anything is sent on it."""
        self._close_copied()
        self.response.asked = not self._private(ip)
        return int(self._pycurl.PREREQFUNC_OK if self.response.asked else self._pycurl.PREREQFUNC_ABORT)

    def _private(self, host: str | bytes) -> bool:
        if self._allowed:
            return False
        address = address_of(host.decode() if isinstance(host, bytes) else host)
        kind = private_kind(address) if address is not None else "no address of the web"
        self.refused = self.refused or kind
        return bool(kind)


def literal_kind(host: str) -> str:
    """What is private about a host that is an IP address or means this machine by its name (RFC 6761, 6.3), in words;
    empty for other names, which are checked when they were looked up.
    """
    if host.rstrip(".") == "localhost" or host.rstrip(".").endswith(".localhost"):
        return private_kind(ipaddress.IPv4Address("127.0.0.1"))
    address = address_of(host)
    return private_kind(address) if address is not None else ""


def _fit(cookies: Iterable[str], limits: Limits) -> list[str]:
    """Lines that are cookies (libcurl takes some words as commands) in UTF-8, at most as many and as long as may be."""
    fit = [one for one in cookies if len(one) <= limits.cookie_bytes and _COOKIE.fullmatch(one)]
    return fit[-limits.cookies :]
