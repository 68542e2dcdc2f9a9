"""ZIP files read entry by entry in memory, with limits; nothing is ever unpacked to the disk."""

from __future__ import annotations

import zipfile
import zlib
from types import TracebackType
from typing import BinaryIO, Final, Self

ENTRIES: Final = 50_000
"""Entries of one file."""
ENTRY_BYTES: Final = 32 * 2**20
"""Bytes of one entry, unpacked."""
WHOLE_BYTES: Final = 2**30
"""Bytes of all entries that are read, unpacked."""
RATIO: Final = 1_000
"""How many times larger than the file all its entries that are read may be. Deflate gives at most 1,032."""
_PIECE: Final = 2**18


class PackedError(Exception):
    """A ZIP file, or one of its entries, that is not read; why, in words."""


class Packed:
    """An open ZIP file. Raises PackedError where it is damaged or passes a limit."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, zlib.error) as error:
            raise PackedError(f"is no ZIP file that can be read: {error}") from None
        names = self._zip.infolist()
        if len(names) > ENTRIES:
            self._zip.close()
            raise PackedError(f"has more than {ENTRIES:,} entries")
        self._entries = {entry.filename: entry for entry in names}
        packed = sum(entry.compress_size for entry in names)
        self._left = min(WHOLE_BYTES, RATIO * max(packed, 4_096))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its entries, in the order of its directory."""
        return tuple(self._entries)

    def size(self, name: str) -> int:
        """The bytes that the entry takes up in the file; 0 where there is none."""
        return self._entries[name].compress_size if name in self._entries else 0

    def read(self, name: str) -> bytes:
        """What the entry holds, unpacked. Raises PackedError."""
        entry = self._entries.get(name)
        if entry is None:
            raise PackedError(f"has no entry {name}")
        limit = min(ENTRY_BYTES, self._left)
        parts = bytearray()
        try:
            with self._zip.open(entry) as file:
                while len(parts) <= limit and (piece := file.read(_PIECE)):
                    parts += piece
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
            raise PackedError(f"the entry {name} cannot be read: {error}") from None
        self._left -= len(parts)
        if len(parts) > limit:
            raise PackedError(f"the entry {name} unpacks to more than is read ({limit >> 10:,} KB)")
        return bytes(parts)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()
