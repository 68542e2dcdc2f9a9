"""Addresses of feeds: of which kind one is, what is wrong with it, and when two of them are the same feed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, Literal
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from reader import safe_text
from reader.errors import DatelineError

AddressKind = Literal["web", "place", "command"]
"""An http(s) address; a file or folder of this machine; a program whose output is the feed."""

LONGEST: Final = safe_text.URL
"""Code points of an address."""
COMMAND: Final = "exec:"
PROXIES: Final = ("http", "https", "socks4", "socks4a", "socks5", "socks5h")
"""Kinds of proxies, by the schemes of their addresses."""

_FEED_SCHEME: Final = re.compile(r"feed:(?://)?(?=https?:)|feed:(?=//)", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST: Final = re.compile(r"[^\s/?#@\[\]:]+\.[^\s/?#@\[\]:]{2,}(?::\d{1,5})?(?:[/?#]|$)")
_PORTS: Final = {"http": 80, "https": 443}


def kind_of(address: str) -> AddressKind:
    """Which kind an address is that `checked_address` let through."""
    if address.startswith(COMMAND):
        return "command"
    return "web" if address.lower().startswith(("http://", "https://")) else "place"


def checked_address(text: str) -> str:
    """The address as it is kept: feed: spellings mended, spaces around it gone, those inside it encoded.

    Raises DatelineError with what is wrong and what to do. Whether anything is there is not looked at.
    """
    address = text.strip()
    if not address:
        raise DatelineError("the address is empty", remedy="give a web address, a path, or exec: and a command")
    if len(address) > LONGEST:
        raise DatelineError(f"the address is longer than {LONGEST:,} characters", shown(address), "give a shorter one")
    if any(not char.isprintable() for char in address) or safe_text.filtered(address) != _composed(address):
        raise DatelineError("the address holds control or invisible characters", shown(address), "take them out")
    if address.startswith(COMMAND):
        if not address.removeprefix(COMMAND).strip():
            raise DatelineError("exec: lacks a command", address, "write the program and its words after it")
        return address
    if match := _FEED_SCHEME.match(address):
        rest = address[match.end() :]
        address = rest if rest.lower().startswith("http") else f"http:{rest}"
    scheme = _SCHEME.match(address)
    if scheme is None or len(scheme[0]) == 2:
        return address
    if scheme[0].lower() == "file:":
        return _checked_file(address)
    if scheme[0].lower() in ("http:", "https:"):
        return _checked_web(address)
    if _HOST.match(address):  # example.org:8080/feed
        return address
    raise DatelineError(
        f"{scheme[0]} addresses can't be read",
        shown(address),
        "give a web address, a path, or exec: and a command",
    )


def guessed_address(text: str) -> str:
    """`checked_address` of what somebody typed: example.org/feed is meant to be on the web unless it is here."""
    address = checked_address(text)
    if kind_of(address) == "place" and _HOST.match(address) and not place_of(address, Path()).exists():
        return _checked_web(f"https://{address}")
    return address


def _checked_file(address: str) -> str:
    parts = urlsplit(address)
    if parts.netloc not in ("", "localhost"):
        raise DatelineError("file: addresses name no host", shown(address), "write file:/// and the path")
    if not parts.path:
        raise DatelineError("file: lacks a path", address, "write it after file://")
    return address


def _checked_web(address: str) -> str:
    scheme, _, rest = address.partition(":")
    if not rest.startswith("//"):
        raise DatelineError("the address lacks its //", shown(address), f"write {scheme}://{rest.lstrip('/')}")
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        raise DatelineError(f"is no web address: {error}", shown(address), "check its host and port") from error
    if not host or any(char.isspace() for char in parts.netloc):
        raise DatelineError("the address lacks a host" if not host else "there is a space in the host", shown(address),
                            "write it as https://example.org/feed")  # fmt: skip
    if not host.isascii() and ascii_host(host) is None:
        raise DatelineError("the host's name can't be looked up", shown(address), "check its spelling")
    return re.sub(r"\s", "%20", address)


def ascii_host(host: str) -> str | None:
    """The host's name as the name service knows it (RFC 3490); None where there is no such name."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return None


def place_of(address: str, base: Path) -> Path:
    """The path of a "place"; one that is relative counts from `base`, `~` is the home folder."""
    if address[:5].lower() == "file:":
        address = unquote(urlsplit(address).path)
    return base / Path(address).expanduser()


def address_key(address: str) -> str:
    """What two addresses of one feed have in common: case of scheme and host, default port, fragment, feed: aside."""
    if kind_of(address) != "web":
        return place_of(address, Path()).as_uri() if address[:5].lower() == "file:" else address
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return address
    host = ascii_host(host) or host
    scheme = parts.scheme.lower()
    user, at, _ = parts.netloc.rpartition("@")
    named = f"[{host}]" if ":" in host else host
    netloc = f"{user}{at}{named}" + (f":{port}" if port is not None and port != _PORTS[scheme] else "")
    return urlunsplit((scheme, netloc, quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._"), parts.query, ""))


def has_credentials(address: str) -> bool:
    """Whether a user's name or password stands in the address."""
    if "://" not in address:
        return False
    return "@" in re.split(r"[/?#]", address.split("://", 1)[1], maxsplit=1)[0]


def without_userinfo(address: str) -> str:
    """The address without a user's name and password."""
    scheme, mark, rest = address.partition("://")
    if not mark:
        return address
    host, end, path = _cut(rest)
    return scheme + mark + host.rpartition("@")[2] + end + path


def shown(address: str) -> str:
    """The address in one line for a person, without what it may keep secret: a name, a password, what follows a
    question mark, a command's words.
    """
    if address.startswith(COMMAND):
        program, _, words = address.strip().partition(" ")
        return safe_text.line(f"{program} …" if words else program, safe_text.TITLE)
    told, mark, _ = without_userinfo(address).partition("?")
    return safe_text.line(f"{told}?…" if mark else told, safe_text.TITLE)


def _cut(rest: str) -> tuple[str, str, str]:
    match = re.search(r"[/?#]", rest)
    return (rest, "", "") if match is None else (rest[: match.start()], match[0], rest[match.end() :])


def _composed(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", text)
