"""The page in an HTTP answer as an archive keeps it: status and headers read, transfer and packing taken off.

Archives often keep headers of what they took off already, so each packing is tried and doubted.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reader.sources.page import PAGE_LIMIT
from reader.sources.web.decoding import DamagedError, UnknownPackingError, Unpacker
from reader.sources.web.headers import Headers

HEADER_BYTES: Final = 64 * 1024
"""Bytes of an answer's headers; one that has more is not read."""
HEADER_LINES: Final = 500
_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"\r?\n?([0-9A-Fa-f]{1,8})[^\n]{0,200}\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})")


class Answer(NamedTuple):
    """`status` is 0 where there is no HTTP in it; `reason` says why `content` is no whole page, mostly empty."""

    status: int
    content_type: str
    content: bytes
    reason: str = ""


def answer_in(block: bytes) -> Answer:
    """The answer in a record's block."""
    status = _STATUS.match(block)
    end = _END.search(block, 0, HEADER_BYTES)
    if status is None or end is None:
        return Answer(0, "", b"", "holds no HTTP answer that can be read")
    headers = Headers()
    for line in block[: end.start()].split(b"\n", HEADER_LINES)[1:HEADER_LINES]:
        headers.add(line)
    content = block[end.end() :]
    if "chunked" in headers.joined("transfer-encoding").lower():
        content = without_chunks(content)
    answer = Answer(int(status[1]), headers.first("content-type"), content)
    return _unpacked(answer, headers.joined("content-encoding"))


def without_chunks(content: bytes) -> bytes:
    """The content of a chunked transfer (RFC 9112, 7.1); what is not chunked, or is cut off, as far as it goes."""
    parts = bytearray()
    position = 0
    while match := _CHUNK.match(content, position):
        size = int(match[1], 16)
        if not size:
            return bytes(parts)
        parts += content[match.end() : match.end() + size]
        position = match.end() + size
    return bytes(parts) if position else content


def _unpacked(answer: Answer, encodings: str) -> Answer:
    if not encodings or answer.status != 200:
        return answer
    parts = bytearray()
    try:
        for piece in Unpacker(encodings).unpacked(answer.content):
            parts += piece
            if len(parts) > PAGE_LIMIT:
                return answer._replace(content=b"", reason=f"unpacks to more than {PAGE_LIMIT >> 20} MB")
    except UnknownPackingError as error:
        return answer._replace(content=b"", reason=f"is packed in a way that is not read here: {error}")
    except DamagedError:
        if not parts:
            return answer._replace(content=b"", reason="its packing is damaged")
    return answer._replace(content=bytes(parts))
