"""What one server said to one request, as it comes in: status, headers, and content up to a limit, unpacked."""

from __future__ import annotations

import io
from typing import Final

from reader.sources.web import refusals
from reader.sources.web.decoding import DamagedError, UnknownPackingError, Unpacker
from reader.sources.web.exchange import Why
from reader.sources.web.headers import Headers

WITH_CONTENT: Final = (200, 203)
_SWALLOWED: Final = 16 * 1024
"""Bytes of a text around a redirect or an error that are read and thrown away."""
_ABORT: Final = 0
"""What a write function gives libcurl to end a transfer: other than the number of bytes it got."""


class Response:
    """Takes header lines and body bytes from libcurl. `cut` keeps the first `limit` bytes and is content with them."""

    def __init__(self, limit: int, header_limit: int, *, cut: bool = False) -> None:
        self.status = 0
        """0 until a header block has ended."""
        self.asked = False
        """Whether the request has been sent, so that what comes is an answer to it."""
        self._coming = 0
        self.headers = Headers()
        self.trouble: tuple[Why, str] | None = None
        self.damaged = False
        self.enough = False
        """Whether we ended it ourselves, having all we want."""
        self._limit, self._cut = limit, cut
        self._header_left = header_limit
        self._packed = 0
        self._kept = io.BytesIO()
        self._unpacker: Unpacker | None = None

    @property
    def content(self) -> bytes:
        return self._kept.getvalue()

    @property
    def has_content(self) -> bool:
        return self._kept.tell() > 0

    @property
    def complete(self) -> bool:
        """Whether the packing, where there is one, came to its end."""
        return not self.damaged and (self.enough or self._unpacker is None or self._unpacker.whole)

    def header(self, line: bytes) -> int | None:
        """One line of a header block. A new status line begins anew, as after interim answers. What a proxy says before
        its tunnel stands is not the server's, and is passed over.
        """
        self._header_left -= len(line)
        if self._header_left < 0:
            self.trouble = ("size", "the server's headers are longer than any that make sense")
            return _ABORT
        if not self.asked:
            return None
        if line.startswith(b"HTTP/"):
            self.headers, self.status = Headers(), 0
            code = line.split(None, 2)[1:2]
            self._coming = int(code[0]) if code and code[0].isdigit() else 0
        elif not line.strip():
            self.status = self._coming
        else:
            self.headers.add(line)
        return None

    def body(self, data: bytes) -> int | None:
        """Bytes of the content, packed."""
        self._packed += len(data)
        if self.status not in WITH_CONTENT:
            self.enough = self._not_worth_reading()
            return _ABORT if self.enough else None
        if self._packed > self._limit and not self._cut:
            self.trouble = ("size", refusals.size_words(self._limit, packed=True))
            return _ABORT
        try:
            if self._unpacker is None:
                self._unpacker = Unpacker(self.headers.joined("content-encoding"))
            for piece in self._unpacker.unpacked(data):
                if self._full(piece):
                    return _ABORT
        except UnknownPackingError as error:
            self.trouble = ("packing", f"the content is packed in a way that is not read here: {error}")
            return _ABORT
        except DamagedError:
            self.damaged = True
            return _ABORT
        return None

    def _not_worth_reading(self) -> bool:
        """A short text around a redirect or an error is read to its end, so that the connection stays of use."""
        said = self.headers.first("content-length")
        return not (said.isascii() and said.isdigit() and len(said) < 6 and self._packed <= int(said) <= _SWALLOWED)

    def _full(self, piece: bytes) -> bool:
        room = self._limit - self._kept.tell()
        if len(piece) <= room:
            self._kept.write(piece)
            return False
        if self._cut:
            self._kept.write(piece[:room])
            self.enough = True
        else:
            self._kept = io.BytesIO()
            self.trouble = ("size", refusals.size_words(self._limit))
        return True
