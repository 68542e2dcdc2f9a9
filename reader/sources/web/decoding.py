"""Unpacking what came, piece by piece, so that a bomb ends where the limit is and never stands in memory whole.

We do it and not libcurl because libcurl can limit packed bytes alone, and because what was unpacked before damage is
kept.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Generator, Iterator
from typing import Final

ACCEPTED: Final = "gzip, deflate, br, zstd"
MOST_ENCODINGS: Final = 3
"""How many packings may be wrapped around each other. Servers behind a proxy pack twice by mistake."""
PIECE: Final = 256 * 1024
"""Bytes that are unpacked at a time; zstd alone may give up to 4 MiB."""
_ZSTD_FED: Final = 128
"""Packed bytes that zstd is fed at a time: its shortest block is 4 bytes and gives up to 128 KiB."""
_ZSTD_WINDOW: Final = 8 * 2**20
"""RFC 9659: no content encoding needs a larger window."""
_DOUBT: Final = 64 * 1024
"""Packed bytes that are kept while nothing could be unpacked, in case they were never packed."""
_TEXT_STARTS: Final = (b"<", b"{", b"[", b"\xef\xbb\xbf", b"User-agent", b"#")


class DamagedError(Exception):
    """Packed bytes that cannot be unpacked."""


class UnknownPackingError(Exception):
    """A content encoding that is not unpacked here, by name."""


class Unpacker:
    """Takes packed bytes, gives unpacked ones. `encodings` is a Content-Encoding header, in the order of packing.

    What is no encoding at all ("utf-8", "none") is passed over, as browsers do. Raises UnknownPackingError.
    """

    def __init__(self, encodings: str) -> None:
        names = [name.strip().lower() for name in encodings[:500].split(",")]
        if refused := next((name for name in names if name in _UNKNOWN), ""):
            raise UnknownPackingError(refused)
        packed = [name for name in names if name in _STAGES]
        if len(packed) > MOST_ENCODINGS:
            raise UnknownPackingError(f"{len(packed)} packings around each other")
        self._stages = [_Doubting(_STAGES[name]) for name in reversed(packed)]

    def unpacked(self, data: bytes) -> Iterator[bytes]:
        """What can be unpacked with these bytes, in pieces. Raises DamagedError, after what came before the damage."""
        return self._through(data, 0)

    @property
    def whole(self) -> bool:
        """Whether each packing came to its own end."""
        return all(stage.ended for stage in self._stages)

    def _through(self, data: bytes, depth: int) -> Iterator[bytes]:
        if depth == len(self._stages):
            yield data
            return
        for piece in self._stages[depth].pieces(data):
            yield from self._through(piece, depth + 1)


class _Doubting:
    """One packing, which may turn out to be said and not done: then the bytes are what they are."""

    def __init__(self, make: Callable[[], _Stage]) -> None:
        self._stage: _Stage | None = make()
        self._doubt: bytes | None = b""

    @property
    def ended(self) -> bool:
        return self._stage is None or self._stage.ended

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self._stage is None:
            yield data
            return
        if self._doubt is not None:
            self._doubt = self._doubt + data if len(self._doubt) + len(data) <= _DOUBT else None
        try:
            for piece in self._stage.pieces(data):
                self._doubt = None
                yield piece
        except DamagedError:
            plain = self._doubt
            if plain is None or not plain.lstrip().startswith(_TEXT_STARTS):
                raise
            self._stage, self._doubt = None, None
            yield plain


class _Stage:
    """One packing. `ended` says that its end was seen."""

    ended = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        raise NotImplementedError


class _Members(_Stage):
    """Several packed streams one after the other that together are one (RFC 1952, 2.2; RFC 8878, 3.1). What follows the
    last one is passed over.
    """

    magic: bytes

    def __init__(self) -> None:
        self._between = b""
        self._garbage = False
        self._begin()

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while data and not self._garbage:
            if self.ended:
                data, self._between = self._between + data, b""
                if len(data) < len(self.magic) and self.magic.startswith(data):
                    self._between = data
                    return
                if not data.startswith(self.magic):
                    self._garbage = True
                    return
                self.ended = False
                self._begin()
            data = yield from self._member(data)

    def _begin(self) -> None:
        raise NotImplementedError

    def _member(self, data: bytes) -> Generator[bytes, None, bytes]:
        """The pieces of one stream; returns what of the data lies behind its end."""
        raise NotImplementedError


class _Gzip(_Members):
    magic = b"\x1f\x8b"

    def _begin(self) -> None:
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)

    def _member(self, data: bytes) -> Generator[bytes, None, bytes]:
        yield from _inflated(self._stream, data)
        self.ended = self._stream.eof
        return self._stream.unused_data


class _Deflate(_Stage):
    """Deflate with its zlib wrapping, as RFC 9110, 8.4.1.2 has it, or raw, as some servers do."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj()
        self._head: bytes | None = b""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self._head is not None:
            data = self._head + data
            if len(data) < 2:
                self._head = data
                return
            self._head = None
            wrapped = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        if not self.ended:
            yield from _inflated(self._stream, data)
            self.ended = self._stream.eof


class _Brotli(_Stage):
    def __init__(self) -> None:
        import brotli

        self._error = brotli.error
        self._stream = brotli.Decompressor()

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self.ended:
            return
        try:
            piece = self._stream.process(data, output_buffer_limit=PIECE)
            while piece:
                yield piece
                piece = b"" if self._stream.is_finished() else self._stream.process(b"", output_buffer_limit=PIECE)
        except self._error as error:
            raise DamagedError from error
        self.ended = self._stream.is_finished()


class _Zstd(_Members):
    magic = b"\x28\xb5\x2f\xfd"

    def _begin(self) -> None:
        import zstandard

        self._error = zstandard.ZstdError
        self._stream = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()

    def _member(self, data: bytes) -> Generator[bytes, None, bytes]:
        for start in range(0, len(data), _ZSTD_FED):
            try:
                piece = self._stream.decompress(data[start : start + _ZSTD_FED])
            except self._error as error:
                raise DamagedError from error
            if piece:
                yield piece
            if self._stream.eof:
                self.ended = True
                return self._stream.unused_data + data[start + _ZSTD_FED :]
        return b""


def _inflated(stream: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    try:
        piece = stream.decompress(data, PIECE)
        while piece:
            yield piece
            piece = b"" if stream.eof else stream.decompress(stream.unconsumed_tail, PIECE)
    except zlib.error as error:
        raise DamagedError from error


_STAGES: Final[dict[str, Callable[[], _Stage]]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}
_UNKNOWN: Final = frozenset({"compress", "x-compress", "dcb", "dcz", "bzip2", "xz", "lzma", "exi", "pack200-gzip"})
