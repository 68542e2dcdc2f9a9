"""Which IP addresses a feed may not make us visit: those that mean this machine or the network around it.

The check is made on the address that a connection goes to, so spellings of a host (`0x7f.1`, `2130706433`) and names
whose address changes between two look-ups cannot get by it.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_CARRIER = ipaddress.ip_network("100.64.0.0/10")  # RFC 6598
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")  # RFC 3879
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052
_COMPATIBLE = ipaddress.ip_network("::/96")  # RFC 4291, 2.5.5.1
_ISATAP: Final = (0x0000_5EFE, 0x0200_5EFE)  # RFC 5214, 6.1
_GLOBAL = ipaddress.ip_network("2000::/3")  # what IANA has given out of IPv6


def address_of(host: str) -> Address | None:
    """The IP address that a host is a spelling of, decimal, octal, hexadecimal and shortened ones among them; None for
    a name.
    """
    host = host.strip("[]").partition("%")[0]
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host)) if host[:1].isdigit() else None
    except (OSError, ValueError):
        return None


def private_kind(address: Address) -> str:
    """What a refused address is, in words ("a loopback address"); empty for one that the whole world can reach.

    By the IANA special-purpose registries (RFC 6890). An IPv6 address with an IPv4 address inside (mapped, compatible,
    6to4, Teredo, NAT64, ISATAP) is what that one is.
    """
    if isinstance(address, ipaddress.IPv4Address):
        return "an address inside a provider's network" if address in _CARRIER else _special(address)
    if inner := _led_to(address):
        return next((kind for kind in map(private_kind, inner) if kind), "")
    if (int(address) >> 32) & 0xFFFF_FFFF in _ISATAP and (kind := private_kind(_lowest(address))):
        return kind
    if address in _SITE_LOCAL:
        return "a link-local address"
    return _special(address) or ("" if address in _GLOBAL else "a reserved address")


def _special(address: Address) -> str:
    named = (
        ("an unspecified address", address.is_unspecified),
        ("a loopback address", address.is_loopback),
        ("a link-local address", address.is_link_local),
        ("a multicast address", address.is_multicast),
        ("an address of a private network", address.is_private),
        ("a reserved address", address.is_reserved or not address.is_global),
    )
    return next((words for words, is_so in named if is_so), "")


def _led_to(address: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that packets to an IPv6 address end at; none where it is one of its own."""
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address.sixtofour:
        return [address.sixtofour]
    if address.teredo:
        return list(address.teredo)
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 0xFFFF):
        return [_lowest(address)]
    return []


def _lowest(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address:
    return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
