"""Which proxy a request goes through: the feed's own, else what the environment says, read as most programs do."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from typing import Final

import msgspec

from reader.sources.web.addresses import address_of
from reader.sources.web.destination import AddressError, Destination, destination

DIRECT: Final = "direct"
_SCHEMES: Final = {
    "http": "http",
    "https": "https",
    # names are looked up at the proxy, whichever spelling was meant
    "socks5": "socks5h",
    "socks5h": "socks5h",
    "socks4": "socks4a",
    "socks4a": "socks4a",
    "socks": "socks5h",
}
_PORTS: Final = {"http": 3128, "https": 443, "socks5h": 1080, "socks4a": 1080}


class Proxy(msgspec.Struct, frozen=True):
    """`address` is scheme, host and port, without the credentials."""

    address: str
    user: str = ""
    password: str = ""


def proxy_for(target: Destination, chosen: str, environment: Mapping[str, str] | None = None) -> Proxy | None:
    """The proxy for a request, or None for none. `chosen` is a request's own: an address, "direct", or empty for what
    http_proxy, https_proxy, all_proxy and no_proxy say (also in capitals, but for HTTP_PROXY, which a web server may
    have set from a header: CVE-2016-5385). Raises AddressError where it is no proxy's address.
    """
    if chosen:
        return None if chosen.strip().lower() == DIRECT else _proxy(chosen)
    environment = os.environ if environment is None else environment
    names = ["http_proxy"] if target.scheme == "http" else ["https_proxy", "HTTPS_PROXY"]
    said = next((environment[name] for name in (*names, "all_proxy", "ALL_PROXY") if environment.get(name)), "")
    if not said or _excepted(target, environment.get("no_proxy") or environment.get("NO_PROXY") or ""):
        return None
    return _proxy(said)


def _proxy(text: str) -> Proxy:
    scheme, mark, rest = text.strip().partition("://")
    if not mark:
        scheme, rest = "http", text.strip()
    if scheme.lower() not in _SCHEMES:
        raise AddressError(
            "the proxy is none that can be used: its address begins with http://, https:// or socks5h://"
        )
    kind = _SCHEMES[scheme.lower()]
    authority = rest.partition("/")[0]
    try:
        parts = destination(f"http://{authority}")
    except AddressError as error:
        raise AddressError("the address of the proxy is none") from error
    place = authority.rpartition("@")[2]
    named = place.rpartition("]")[2] if place.startswith("[") else place
    port = parts.port if ":" in named else _PORTS[kind]
    host = f"[{parts.host}]" if ":" in parts.host else parts.host
    return Proxy(f"{kind}://{host}:{port}", parts.user, parts.password)


def _excepted(target: Destination, excepted: str) -> bool:
    """Whether `no_proxy` names the host: as itself, as the end of it, as a network, or with `*`, each with or without a
    port.
    """
    address = address_of(target.host)
    for entry in excepted[:10_000].replace(",", " ").lower().split():
        if entry == "*":
            return True
        name, port = _entry(entry)
        if port and port != str(target.port):
            continue
        if address is not None:
            if _in_network(address, name):
                return True
        elif (name := name.removeprefix("*").strip(".")) and f".{target.host.rstrip('.')}".endswith(f".{name}"):
            return True
    return False


def _entry(entry: str) -> tuple[str, str]:
    """Name and port of one exception."""
    if entry.startswith("["):
        name, _, port = entry[1:].partition("]")
        return name, port.removeprefix(":")
    if entry.count(":") == 1:
        name, _, port = entry.partition(":")
        return name, port
    return entry, ""


def _in_network(address: ipaddress.IPv4Address | ipaddress.IPv6Address, network: str) -> bool:
    try:
        return address in ipaddress.ip_network(network, strict=False)
    except (ValueError, TypeError):
        return False
