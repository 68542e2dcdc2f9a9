"""Where a request goes: an address taken apart once, strictly, and put together again from the checked parts.

What libcurl is given has no spelling left that two programs could read differently.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

import msgspec

from reader.sources.web.addresses import address_of

LONGEST: Final = 8_000
"""Bytes of one address. RFC 9110, 4.1 asks for at least that many."""
_PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = "!#$%&'()*+,/:;=?@[]~-._"
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,253})")
_IGNORED = re.compile(r"[\t\r\n]")  # as the URL standard does
_CONTROL = re.compile("[\x00-\x20\x7f]")
_UNSENDABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


class AddressError(ValueError):
    """No http(s) address, in words."""


class Destination(msgspec.Struct, frozen=True):
    """`host` is lower-case ASCII without brackets, `target` the path and query, percent-encoded; `user` and `password`
    as they are after decoding, empty where the address has none.
    """

    scheme: str
    host: str
    port: int
    target: str
    user: str = ""
    password: str = ""

    @property
    def url(self) -> str:
        """The address without its credentials, as it is fetched."""
        return f"{self.origin}{self.target}"

    @property
    def origin(self) -> str:
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self._shown_host}{port}"

    @property
    def site(self) -> str:
        """Host and port: what limits and waits are kept by."""
        return f"{self._shown_host}:{self.port}"

    @property
    def _shown_host(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host

    def trusts(self, other: Destination) -> bool:
        """Whether what is sent here may be sent to `other`: the same origin, or the same host gone over to TLS."""
        if self.origin == other.origin:
            return True
        return self.host == other.host and (self.scheme, self.port, other.scheme, other.port) == (
            "http",
            80,
            "https",
            443,
        )


def destination(address: str) -> Destination:
    """The address taken apart. Raises AddressError, in words, for what is none that can be fetched."""
    address = _IGNORED.sub("", address).strip("".join(map(chr, range(33))))
    scheme, colon, rest = address.partition(":")
    scheme = scheme.lower()
    if not colon or scheme not in _PORTS:
        raise AddressError("is no web address: it begins with https:// or http://")
    if len(address) > LONGEST:
        raise AddressError(f"the address is longer than {LONGEST:,} characters")
    authority, target = _halves(rest.replace("\\", "/") if "\\" in rest.partition("?")[0] else rest)
    userinfo, _, place = authority.rpartition("@")
    host, port = _host_and_port(place, scheme)
    user, _, password = userinfo.partition(":")
    user, password = unquote(user), unquote(password)
    if _UNSENDABLE.search(user + password):
        raise AddressError("the name or password in the address has characters that none can have")
    return Destination(scheme, host, port, target, user, password)


def onward(base: Destination, location: str) -> Destination:
    """Where a redirect leads from `base`; credentials in it are dropped. Raises AddressError."""
    location = _IGNORED.sub("", location).strip("".join(map(chr, range(33))))
    try:
        joined = urljoin(base.url, location.replace("\\", "/") if "\\" in location.partition("?")[0] else location)
    except ValueError as error:
        raise AddressError("a redirect leads to what is no address") from error
    return msgspec.structs.replace(destination(joined), user="", password="")


def _halves(rest: str) -> tuple[str, str]:
    """The authority, and the path with the query."""
    if not rest.startswith("//"):
        raise AddressError("is no web address: there is no host in it")
    after = rest.lstrip("/").partition("#")[0]
    end = min((place for mark in "/?" if (place := after.find(mark)) >= 0), default=len(after))
    target = after[end:]
    if not target.startswith("/"):
        target = f"/{target}"
    try:
        return after[:end], quote(target, safe=_SAFE)
    except UnicodeEncodeError as error:
        raise AddressError("the address has characters that no address can have") from error


def _host_and_port(place: str, scheme: str) -> tuple[str, int]:
    try:
        parts = urlsplit(f"//{place}")
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressError("the host or port in the address is none") from error
    if port == 0:
        raise AddressError("the port in the address is none")
    return _host(host), port or _PORTS[scheme]


def _host(host: str) -> str:
    """In ASCII (IDNA 2003, as Python has it, where it is not), IP addresses in their one spelling."""
    host = unquote(host)
    if not host or _CONTROL.search(host):
        raise AddressError("is no web address: there is no host in it")
    try:
        name = host.encode("ascii").decode() if host.isascii() else host.encode("idna").decode()
    except UnicodeError as error:
        raise AddressError("the host in the address is no possible name") from error
    name = name.lower()
    if (address := address_of(name)) is not None:
        return str(address)
    if not _NAME.fullmatch(name) or ".." in name or name.strip(".") == "":
        raise AddressError("the host in the address is no possible name")
    return name
