"""Web archives: the pages in a WARC file, with the address and the time that the crawler wrote down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from reader.sources.archives.answers import answer_in
from reader.sources.archives.records import Damage, Record, begins_record, read_records
from reader.sources.page import PAGE_LIMIT, Page, SourceFailure
from reader.sources.sniff import SAMPLE, sniff

_HTML: Final = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_SINGLE = re.compile(
    r"(?:iso-?8859-?\d{1,2}|windows-?12\d\d|cp12\d\d|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc-\w\w)"
)
"""Charsets that are taken from an answer's header where the page names none itself."""
_SAYS_CHARSET = re.compile(
    rb"<meta[^>]{1,400}?charset|encoding=[\"']|\A\xef\xbb\xbf|\A\xff\xfe|\A\xfe\xff", re.IGNORECASE
)


def read_warc(path: Path | str, offset: int = 0) -> Iterator[Page | SourceFailure]:
    """The pages of a WARC file (plain, gzip or Zstandard by the record), in its order, from `offset` on.

    Responses with status 200, resources and conversions that hold HTML or, converted, text are pages; other records
    that might have held one are failures that say `skipped`, and damaged ones are failures. The weights of what was
    given so far and `offset` add up to the place in the file where the next record begins. An `offset` at which none
    begins is refused with ValueError. A file that cannot be read is one failure.
    """
    address = str(path)
    try:
        with Path(path).open("rb") as file:
            if offset and not begins_record(file, offset):
                raise ValueError(f"no record begins at {offset}")
            yield from _weighed(address, file, offset)
    except OSError as error:
        yield SourceFailure(address, f"cannot be read: {error.strerror or error}")


def can_begin_at(path: Path | str, offset: int) -> bool:
    """Whether reading can begin there; not so inside a file that is packed as a whole."""
    with Path(path).open("rb") as file:
        return begins_record(file, offset)


def _weighed(address: str, file: BinaryIO, offset: int) -> Iterator[Page | SourceFailure]:
    """Each piece when it is known where the next begins."""
    waiting: Page | SourceFailure | None = None
    begun = offset
    for number, piece in enumerate(read_records(file, offset), 1):
        if waiting is not None:
            here = max(piece.offset, begun)
            yield msgspec.structs.replace(waiting, weight=here - begun)
            begun = here
        waiting = _piece(f"{address}:{number}" if not offset else f"{address}@{piece.offset}", piece)
    if waiting is not None:
        yield msgspec.structs.replace(waiting, weight=max(file.seek(0, 2) - begun, 0))


def _piece(place: str, piece: Record | Damage) -> Page | SourceFailure:
    if isinstance(piece, Damage):
        return SourceFailure(place, piece.reason)
    try:
        return _page(piece, piece.url or place)
    except _NoPageError as error:
        return SourceFailure(piece.url or place, str(error), skipped=True)


class _NoPageError(Exception):
    """A record that is no page, and why, in words that many share."""


def _page(record: Record, address: str) -> Page:
    if record.kind == "revisit":
        raise _NoPageError("only says that a page had not changed")
    if record.content is None:
        raise _NoPageError(f"is larger than {PAGE_LIMIT >> 20} MB")
    content, declared = record.content, record.content_type
    if "application/http" in declared.lower() or (record.kind == "response" and content.startswith(b"HTTP/")):
        answer = answer_in(content)
        if answer.status != 200:
            raise _NoPageError(f"was answered with status {answer.status}" if answer.status else answer.reason)
        if answer.reason:
            raise _NoPageError(answer.reason)
        content, declared = answer.content, answer.content_type
    if len(content) > PAGE_LIMIT:
        raise _NoPageError(f"is larger than {PAGE_LIMIT >> 20} MB")
    kind = _kind(record, declared, content)
    if not content.strip():
        raise _NoPageError("is empty")
    return Page(
        address,
        _in_utf8(content, declared) if kind == "html" else content,
        "text" if kind == "text" else "html",
        url=record.url if record.url.lower().startswith(("http://", "https://")) else "",
        fetched=record.date,
    )


def _kind(record: Record, declared: str, content: bytes) -> str:
    """What the page is, by what the archive found it to be, else by its answer's header, else by its content."""
    named = (record.payload_type or declared).partition(";")[0].strip().lower()
    if named in _HTML:
        return "html"
    if named == "text/plain" and record.kind == "conversion":
        return "text"
    if not named and sniff(content[:SAMPLE]) == "html":
        return "html"
    raise _NoPageError("is no HTML page")


def _in_utf8(content: bytes, declared: str) -> bytes:
    """The page in UTF-8 where only the answer's header said in which charset it is."""
    found = _CHARSET.search(declared[:500])
    name = found[1].lower() if found else ""
    if not _SINGLE.fullmatch(name) or _SAYS_CHARSET.search(content, 0, SAMPLE):
        return content
    try:
        return content.decode(name, "replace").encode()
    except LookupError:
        return content
