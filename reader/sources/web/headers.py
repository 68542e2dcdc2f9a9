"""The headers of an answer, by name; and those of a request, fit to be sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
_UNFIT = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
OURS: Final = frozenset(
    ("accept-encoding", "connection", "content-length", "expect", "host", "keep-alive", "te", "trailer",
     "transfer-encoding", "upgrade")
)  # fmt: skip
"""Headers that belong to the transport; a subscription cannot set them."""


class Headers:
    """What came in the header block of one answer. Names are compared without case."""

    def __init__(self) -> None:
        self._values: dict[str, list[str]] = {}

    def add(self, line: bytes) -> None:
        """Take one `name: value` line; anything else is passed over."""
        name, colon, value = line.partition(b":")
        if colon:
            self._values.setdefault(name.decode("latin-1").strip().lower(), []).append(_text(value).strip())

    def first(self, name: str) -> str:
        """The value of the first header of that name; empty where there is none."""
        return self._values.get(name, [""])[0]

    def joined(self, name: str) -> str:
        """The values of all headers of that name, with commas between them."""
        return ", ".join(self._values.get(name, ()))


def lines(headers: Iterable[tuple[str, str]]) -> list[bytes]:
    """Header lines for libcurl. What could not stand in a request (line breaks, odd names) is left out; a later header
    replaces an earlier one of the same name. A value may be empty.
    """
    kept: dict[str, bytes] = {}
    for name, said in headers:
        value = said.strip()
        if _NAME.fullmatch(name) and not _UNFIT.search(value) and name.lower() not in OURS:
            line = f"{name}: {value}" if value else f"{name};"
            kept[name.lower()] = line.encode("utf-8", "replace")
    return list(kept.values())


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")
