"""Boxes of messages, one in memory at a time: mbox files (RFC 4155), plain or gzip, and Maildir folders."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from reader.sources.archives.message import MESSAGE_LIMIT, page_of_message
from reader.sources.page import Page, SourceFailure

LINE: Final = 2**20
"""Bytes of a line that are looked at together; a longer one comes in pieces."""
_BEGINNING = re.compile(rb"From [^\n]{0,200}\d\d:\d\d[^\n]{0,80}\n")
_QUOTED = re.compile(rb"^>(>{0,99}From )", re.MULTILINE)


class Lines(Protocol):
    """What can be read by lines, a file or a packed one."""

    def readline(self, limit: int, /) -> bytes:
        """The next line, or its first `limit` bytes; empty at the end."""
        ...


def read_mbox(path: Path | str, offset: int = 0) -> Iterator[Page | SourceFailure]:
    """The messages of an mbox file, in its order, from `offset` on, at which one begins.

    A message that cannot be read is a failure, one without text one that says `skipped`. The weights of what was given
    so far and `offset` add up to where the next message begins. A file that cannot be read is one failure.
    """
    address = str(path)
    try:
        with Path(path).open("rb") as file:
            file.seek(offset)
            yield from _messages(address, file, offset)
    except (OSError, EOFError, zlib.error) as error:
        yield SourceFailure(address, f"cannot be read: {getattr(error, 'strerror', None) or error}")


def can_begin_at(path: Path | str, offset: int) -> bool:
    """Whether a message begins there; not so in a packed file."""
    with Path(path).open("rb") as file:
        file.seek(offset)
        return bool(_BEGINNING.match(file.readline(LINE)))


def _messages(address: str, file: BinaryIO, offset: int) -> Iterator[Page | SourceFailure]:
    packed = not offset and file.read(2) == b"\x1f\x8b"
    file.seek(offset)
    before = offset
    lines: Lines = gzip.GzipFile(fileobj=file) if packed else file
    for number, (content, size) in enumerate(_cut(lines), 1):
        weight = size
        if packed:
            weight, before = file.tell() - before, file.tell()
        place = f"{address}@{before}" if offset else f"{address}:{number}"
        before += 0 if packed else size
        if content is None:
            reason = f"the message has more than {MESSAGE_LIMIT >> 20} MB"
            yield SourceFailure(place, reason, weight=weight)
        else:
            yield page_of_message(content, place, weight)


def _cut(lines: Lines) -> Iterator[tuple[bytes | None, int]]:
    """Each message with all bytes that it takes up; None for one that is larger than MESSAGE_LIMIT.

    One begins at a line `From …` with a time in it that follows an empty line.
    """
    parts = bytearray()
    size = 0
    after_empty = True
    begun = False
    while line := lines.readline(LINE):
        if after_empty and begun and _BEGINNING.match(line):
            yield _unquoted(parts), size
            parts, size = bytearray(), 0
        begun = True
        if len(parts) <= MESSAGE_LIMIT:
            parts += line
        size += len(line)
        after_empty = line in (b"\n", b"\r\n")
    if size:
        yield _unquoted(parts), size


def _unquoted(parts: bytearray) -> bytes | None:
    """The message without its first line, and without the `>` before lines that would have looked like one."""
    if len(parts) > MESSAGE_LIMIT:
        return None
    _, _, content = bytes(parts).partition(b"\n")
    return _QUOTED.sub(rb"\1", content) if b"\n>" in content else content


def is_maildir(path: Path) -> bool:
    """Whether the folder is a Maildir: it has `cur`, `new` and `tmp`."""
    return all((path / name).is_dir() for name in ("cur", "new", "tmp"))


def read_maildir(path: Path) -> Iterator[Page | SourceFailure]:
    """The messages of a Maildir, seen and new ones, by the names of their files; as `read_mbox` otherwise."""
    for folder in ("cur", "new"):
        for entry in sorted((path / folder).iterdir()):
            if entry.name.startswith(".") or not entry.is_file():
                continue
            try:
                size = entry.stat().st_size
                with entry.open("rb") as file:
                    content = file.read(MESSAGE_LIMIT + 1)
            except OSError as error:
                yield SourceFailure(str(entry), f"cannot be read: {error.strerror or error}")
                continue
            yield page_of_message(content, str(entry), size)
