"""Records cut out of a WARC file (ISO 28500), plain or packed, one in memory at a time.

What is damaged costs itself alone: the reading goes on at the next place where a record begins. An offset is one of the
file as it lies on the disk, so that a later run can begin there.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from reader.sources.page import PAGE_LIMIT

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

RECORD_LIMIT: Final = PAGE_LIMIT + 2**20
"""Bytes of a record that is read: a page of the largest size, packed or not, and the headers of its answer."""
SCANNED: Final = 2**20
"""Bytes at a time in which the next beginning of a record is looked for."""
PROBED: Final = 4_096
"""Bytes at such a place that are unpacked to see whether a record begins there."""
GZIP: Final = b"\x1f\x8b\x08"
ZSTD: Final = b"\x28\xb5\x2f\xfd"
PLAIN: Final = b"WARC/"
DAMAGES: Final = 10_000
"""Damaged places of one file after which it is given up: looking for the next beginning costs time."""
_UNPACKED: Final = 32
_FIRST_LINE = re.compile(rb"WARC/\d\.\d\r?\n")


class Record(NamedTuple):
    """One record. `content` is None where it is larger than RECORD_LIMIT; `size` is what it says it has, in bytes."""

    offset: int
    kind: str
    url: str
    date: str
    content_type: str
    payload_type: str
    size: int
    content: bytes | None


class Damage(NamedTuple):
    """A place where no record could be read, and why, in words."""

    offset: int
    reason: str


def read_records(file: BinaryIO, offset: int = 0) -> Iterator[Record | Damage]:
    """The records from `offset` on that can hold a page, and what is damaged among them; `file` can seek.

    Requests, notes and the like are passed over. Raises OSError where the file itself can't be read.
    """
    start: int | None = offset
    damages = 0
    while start is not None:
        file.seek(start)
        last = start
        for piece in _until_damage(file, start):
            last = max(last, piece.offset)
            yield piece
            damages += isinstance(piece, Damage)
            if damages > DAMAGES:
                yield Damage(last, f"has more than {DAMAGES:,} damaged places, and is not read further")
                return
            start = next_record(file, last + 1) if isinstance(piece, Damage) else _behind(file, piece)
            if start is not None or isinstance(piece, Damage):
                break
        else:
            return


def begins_record(file: BinaryIO, offset: int) -> bool:
    """Whether a record begins there, so that it can be read from there on."""
    file.seek(offset)
    return _opens_record(file.read(PROBED))


def next_record(file: BinaryIO, offset: int) -> int | None:
    """The first place from `offset` on where a record begins; None where there is no more."""
    file.seek(0)
    head = file.read(len(ZSTD))
    magic = next((packed for packed in (GZIP, ZSTD) if head.startswith(packed)), PLAIN)
    position = offset
    while True:
        file.seek(position)
        piece = file.read(SCANNED)
        at = piece.find(magic)
        while at >= 0:
            if begins_record(file, position + at):
                return position + at
            at = piece.find(magic, at + 1)
        if len(piece) < SCANNED:
            return None
        position += SCANNED - len(magic) + 1


def _until_damage(file: BinaryIO, start: int) -> Iterator[Record | Damage]:
    """The records from where the file stands to the first that cannot be read, and why it can't."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit
    at = start
    short = False
    try:
        for record in ArchiveIterator(file, record_types=wanted, parse_http=False):
            if short:
                yield Damage(at, "the record is shorter than it says")
                return
            at = record.stream_pos
            piece = _record(record)
            short = piece.content is not None and len(piece.content) < piece.size
            if not short:
                yield piece
    except OSError as error:
        if error.errno is not None:
            raise
        yield Damage(at, f"damaged: {str(error).rstrip('.') or 'no record can be read'}")
        return
    if short:
        yield Damage(at, "the file ends in the middle of this record (was it downloaded in full?)")


def _record(record: WarcRecord) -> Record:
    headers = record.headers
    size = record.content_length
    content: bytes | None = None
    if size <= RECORD_LIMIT:
        parts = bytearray()
        while len(parts) < size and (part := record.reader.read(size - len(parts))):
            parts += part
        content = bytes(parts)
    return Record(
        record.stream_pos,
        (headers.get("WARC-Type") or "").strip().lower(),
        (headers.get("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">"),
        headers.get("WARC-Date") or "",
        headers.get("Content-Type") or "",
        headers.get("WARC-Identified-Payload-Type") or "",
        size,
        content,
    )


def _behind(file: BinaryIO, piece: Record) -> int | None:
    """Where the next record begins, where it is better looked for than read on to: behind one that is too large to be
    unpacked for nothing, or that lies about its size. None for all others; the file stands where it stood.
    """
    if piece.content is not None:
        return None
    stands = file.tell()
    is_plain = _is_plain(file, piece.offset)
    found = None
    if (begins_record(file, piece.offset) and not is_plain) or piece.offset + piece.size > file.seek(0, 2):
        found = next_record(file, piece.offset + 1)
    file.seek(stands)
    return found


def _is_plain(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    return file.read(len(PLAIN)) == PLAIN


def _opens_record(head: bytes) -> bool:
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, _UNPACKED)
        except zlib.error:
            return False
    elif head.startswith(ZSTD):
        import zstandard

        try:
            head = zstandard.ZstdDecompressor().decompressobj().decompress(head)[:_UNPACKED]
        except zstandard.ZstdError:
            return False
    return bool(_FIRST_LINE.match(head))
