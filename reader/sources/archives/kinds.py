"""What a file or folder that is to be imported is, told by its content."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import BinaryIO, Final, Literal

from reader.sources.archives.mailbox import is_maildir
from reader.sources.archives.packed import Packed, PackedError
from reader.sources.archives.reading_list import is_list_in_zip, list_reader
from reader.sources.sniff import SAMPLE, sniff

ImportKind = Literal[
    "jsonl", "warc", "mbox", "mail", "maildir", "epub", "list", "html", "text", "empty", "folder", "other"
]
_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_ZIP: Final = b"PK\x03\x04"


def import_kind(path: Path) -> ImportKind:
    """The kind of what lies at the path. Raises OSError where it can't be opened."""
    if path.is_dir():
        return "maildir" if is_maildir(path) else "folder"
    with path.open("rb") as file:
        head = file.read(SAMPLE)
        if head.startswith(_ZIP):
            return _kind_in_zip(file)
    if list_reader(head.decode("utf-8-sig", "replace")) is not None:
        return "list"
    kind = sniff(unpacked_head(head))
    if kind == "binary" or kind == "gzip" or kind == "data":
        return "other"
    return kind


def unpacked_head(head: bytes) -> bytes:
    """How a file begins whose first bytes are these, unpacked where it is packed."""
    if head.startswith(_GZIP):
        try:
            return zlib.decompressobj(wbits=31).decompress(head, SAMPLE)
        except zlib.error:
            return head
    if head.startswith(_ZSTD):
        import zstandard

        try:
            return zstandard.ZstdDecompressor().decompressobj().decompress(head)[:SAMPLE]
        except zstandard.ZstdError:
            return head
    return head


def _kind_in_zip(file: BinaryIO) -> ImportKind:
    try:
        with Packed(file) as packed:
            names = packed.names
            if "META-INF/container.xml" in names:
                return "epub"
            return "list" if is_list_in_zip(names) else "other"
    except PackedError:
        return "other"
