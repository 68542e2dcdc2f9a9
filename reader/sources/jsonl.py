"""Articles or pages as JSON Lines: `{"id"?, "url"?, "title"?, "text" or "html", "published"?, "source"?}`, one a line.

Read one line at a time: a file of any size needs the memory of its longest line.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Protocol

import msgspec

from reader.sources.page import PAGE_LIMIT, Page, SourceFailure

LINE_LIMIT: Final = 64 * 2**20
"""Bytes of one line. A page of the largest size, wholly in six-byte escapes, still fits."""
ID_LIMIT: Final = 200
"""Code points of an id."""
HEAD: Final = 1_000
"""Bytes kept of a line that is too long: enough to find its id in."""
PIECE: Final = 2**20
"""Bytes at a time in which the rest of such a line is passed over."""
_MARK = b"\xef\xbb\xbf"


class _Line(msgspec.Struct):
    id: str | int | None = None
    url: str | None = None
    title: str | None = None
    text: str | None = None
    html: str | None = None
    published: str | None = None
    source: str | None = None


class LineTooLong(msgspec.Struct, frozen=True):
    """Stands for a line of more than LINE_LIMIT bytes; `head` is how it began, `size` its bytes."""

    head: bytes
    size: int


def read_jsonl(path: Path | str) -> Iterator[Page | SourceFailure]:
    """The pages of a JSON Lines file (plain or gzip), in its order; a line that is no page is a failure `file:line`.

    Blank lines are passed over. A file that cannot be read, or that holds no line at all, is one failure.
    """
    address = str(path)
    try:
        with Path(path).open("rb") as file:
            yield from _pages(address, file)
    except (OSError, EOFError, zlib.error) as error:
        yield SourceFailure(address, f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _pages(address: str, file: io.BufferedReader) -> Iterator[Page | SourceFailure]:
    packed = file.peek(2)[:2] == b"\x1f\x8b"
    lines: Stream = gzip.GzipFile(fileobj=file) if packed else file
    empty = True
    before = 0
    for number, line in read_lines(lines):
        empty = False
        if packed:  # the progress of a packed file is where its reader stands
            weight, before = file.tell() - before, file.tell()
        else:
            weight = line.size if isinstance(line, LineTooLong) else len(line)
        yield page_of_line(line, f"{address}:{number}", weight)
    if empty:
        yield SourceFailure(address, "is empty: it holds no line of JSON")


class Stream(Protocol):
    """What can be read by lines: a file, a packed file, standard input."""

    def readline(self, limit: int, /) -> bytes:
        """The next line with its newline, or its first `limit` bytes; empty at the end."""
        ...


def read_lines(file: Stream) -> Iterator[tuple[int, bytes | LineTooLong]]:
    """The lines of a stream that are not blank, with their numbers from 1; memory is bounded by LINE_LIMIT."""
    number = 0
    while line := file.readline(LINE_LIMIT + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(_MARK)
        if len(line) > LINE_LIMIT and not line.endswith(b"\n"):
            size = len(line)
            head = line[:HEAD]
            while line and not line.endswith(b"\n"):
                line = file.readline(PIECE)
                size += len(line)
            yield number, LineTooLong(head, size)
        elif line.strip():
            yield number, line


def page_of_line(line: bytes | LineTooLong, address: str, weight: int = 0) -> Page | SourceFailure:
    """The page that a line of JSON holds, or why it holds none."""
    if isinstance(line, LineTooLong):
        reason = f"the line has {_megabytes(line.size)}; one may have at most {_megabytes(LINE_LIMIT)}"
        return SourceFailure(address, reason, weight=weight)
    try:
        row = msgspec.convert(decode_line(line), _Line)
        return _page(row, address, weight)
    except ValueError as error:
        return SourceFailure(address, str(error), weight=weight)


def decode_line(line: bytes) -> Any:
    """The value on a line of JSON. Lone surrogates, which JSON can spell and UTF-8 cannot, become U+FFFD.

    Raises ValueError, in words, where it isn't JSON.
    """
    try:
        return msgspec.json.decode(line)
    except RecursionError:
        raise ValueError("is nested too deep to be read") from None
    except ValueError as error:
        if b"\\ud" not in line.lower():
            raise ValueError(f"is not JSON: {error}") from None
    try:
        return _without_surrogates(json.loads(line))
    except RecursionError:
        raise ValueError("is nested too deep to be read") from None
    except ValueError as error:
        raise ValueError(f"is not JSON: {error}") from None


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_without_surrogates(part) for part in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(part) for key, part in value.items()}
    return value


def _page(row: _Line, address: str, weight: int) -> Page:
    name = "" if row.id is None else str(row.id)
    if len(name) > ID_LIMIT or any(not char.isprintable() or char.isspace() for char in name):
        raise ValueError(f"its id is no id: at most {ID_LIMIT} visible characters without spaces")
    body = row.html or row.text
    if not (body and body.strip()):
        raise ValueError('has neither "html" nor "text" in it')
    content = body.encode()
    if len(content) > PAGE_LIMIT:
        raise ValueError(f"the page has {_megabytes(len(content))}; one may have at most {_megabytes(PAGE_LIMIT)}")
    return Page(
        address=address,
        content=content,
        kind="html" if row.html else "text",
        url=row.url or "",
        id=name,
        title=row.title or "",
        published=row.published or "",
        source=row.source or "",
        weight=weight,
    )


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.1f} MB"


def raw_stream(descriptor: int) -> io.BufferedReader:
    """A reader of an open file of ours alone, for instance standard input, which stays open when it is closed."""
    return io.BufferedReader(io.FileIO(os.dup(descriptor)), 2**16)
