"""Pages from files and folders: HTML, plain text, Markdown, letters, pages saved as MHTML, JSON Lines, and each of them
packed with gzip.

The kind is decided by the content. Names only leave out, on a walk, text that is made for programs.
"""

from __future__ import annotations

import re
import stat
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from reader.sources.archives.epub import read_epub
from reader.sources.archives.kinds import import_kind
from reader.sources.archives.mailbox import is_maildir, read_maildir
from reader.sources.archives.message import MESSAGE_LIMIT, page_of_message
from reader.sources.jsonl import read_jsonl
from reader.sources.page import PAGE_LIMIT, Page, SourceFailure
from reader.sources.sniff import SAMPLE, Kind, binary_name, sniff

NOT_PROSE: Final = frozenset(
    ".bash .bib .c .cfg .conf .cpp .css .csv .go .h .ini .java .js .json .less .lock .log .map .mjs .php .po "
    ".properties .py .rb .rs .rst .scss .sh .sql .srt .svg .toml .ts .tsv .tsx .vtt .xml .xsl .yaml .yml".split()
)
"""Names of text files that are passed over on a walk through a folder, unless there is HTML or JSON Lines in them."""
RESOURCES: Final = ("_files", "_Dateien", "_archivos", "_fichiers", ".assets")
"""How browsers name the folder of pictures and scripts beside a saved page."""
_SAVED_FROM = re.compile(
    rb"<!--\s*(?:saved from url=\(\d{4}\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]{4,2000})"
)


class _Found(NamedTuple):
    path: Path
    size: int
    named: bool
    """Whether the user gave this very path, and so wants to know what is wrong with it."""


def read_paths(paths: Iterable[Path | str]) -> Iterator[Page | SourceFailure]:
    """The pages in files and, sorted by name and all the way down, in folders.

    What was named and cannot be read is a failure; what is no page in a folder is one that says `skipped`. Hidden
    files, folders of a saved page's resources and special files are passed over on a walk; a folder reached twice
    through links is walked once.
    """
    for path in paths:
        pages = 0
        for found in _walk(Path(path)):
            for piece in (found,) if isinstance(found, SourceFailure) else _read(found):
                pages += isinstance(piece, Page)
                yield piece
        if not pages and Path(path).is_dir():
            yield SourceFailure(
                str(path), "there are no pages in this folder (it needs HTML, text or JSON Lines files)"
            )


def read_imports(paths: Iterable[Path | str]) -> Iterator[Page | SourceFailure]:
    """The articles in files of JSON Lines, news EPUBs, letters and Maildir folders.

    A path to anything else is a failure that says what it is.
    """
    for path in map(Path, paths):
        if is_maildir(path):
            yield from read_maildir(path)
            continue
        for found in _walk(Path(path)):
            if isinstance(found, SourceFailure):
                yield found
            else:
                yield from _imported(found)


def _imported(found: _Found) -> Iterator[Page | SourceFailure]:
    try:
        kind = import_kind(found.path)
    except OSError:
        kind = "empty"  # its reader tells what cannot be opened
    if kind in ("jsonl", "empty"):
        yield from read_jsonl(found.path)
    elif kind == "epub":
        yield from read_epub(found.path)
    elif kind == "mail":
        yield from _read(found)
    else:
        yield SourceFailure(str(found.path), _no_import(kind), skipped=not found.named, weight=found.size)


def _no_import(kind: str) -> str:
    """Why a file of that kind cannot be imported."""
    if kind in ("html", "text"):
        return "is no archive (`dateline add` reads pages and texts)"
    if kind in ("warc", "mbox", "list"):
        return "is to be named itself, not by its folder"
    return "is nothing that can be imported (give JSON Lines, WARC, mbox, EPUB, OPML or an export of a reading list)"


def measure(paths: Iterable[Path | str]) -> int:
    """The bytes of all files that `read_paths` would open: the end of its progress bar."""
    return sum(found.size for path in paths for found in _walk(Path(path)) if isinstance(found, _Found))


def _walk(path: Path) -> Iterator[_Found | SourceFailure]:
    try:
        status = path.stat()
    except FileNotFoundError:
        yield SourceFailure(str(path), "there is no such file or folder (check the path)")
        return
    except OSError as error:
        yield SourceFailure(str(path), f"cannot be read: {error.strerror}")
        return
    if not stat.S_ISDIR(status.st_mode):
        yield _Found(path, status.st_size, named=True)
    else:
        yield from _walk_folder(path)


def _walk_folder(top: Path) -> Iterator[_Found | SourceFailure]:
    visited: set[tuple[int, int]] = set()
    waiting = [top]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
            if stat.S_ISREG(status.st_mode):
                yield _Found(path, status.st_size, named=False)
                continue
            if not stat.S_ISDIR(status.st_mode) or (status.st_dev, status.st_ino) in visited:
                continue
            visited.add((status.st_dev, status.st_ino))
            inside = sorted(path.iterdir(), reverse=True)
        except OSError as error:  # a dangling link, a folder that may not be entered
            yield SourceFailure(str(path), f"cannot be read: {error.strerror}")
            continue
        names = {entry.name for entry in inside}
        waiting += (entry for entry in inside if not _passed_over(entry, names))


def _passed_over(entry: Path, beside: set[str]) -> bool:
    name = entry.name
    if name.startswith("."):
        return True
    for ending in RESOURCES:
        stem = name.removesuffix(ending)
        if stem != name and any(f"{stem}{suffix}" in beside for suffix in (".html", ".htm", ".xhtml", "")):
            return True
    return False


def read_stream(file: BinaryIO, address: str) -> Page | SourceFailure:
    """The page that an open file holds, for instance standard input; bytes are taken until its end or PAGE_LIMIT."""
    return _page(file, file.read(SAMPLE), _Found(Path(address), 0, named=True))


def _read(found: _Found) -> Iterator[Page | SourceFailure]:
    try:
        with found.path.open("rb") as file:
            head = file.read(SAMPLE)
            if found.path.is_file() and _kind(head) == "jsonl":
                yield from read_jsonl(found.path)
            else:
                yield _page(file, head, found)
    except OSError as error:
        yield SourceFailure(str(found.path), f"cannot be read: {error.strerror}", weight=found.size)


def _page(file: BinaryIO, head: bytes, found: _Found) -> Page | SourceFailure:
    address = str(found.path)
    kind = _kind(head)
    reason = _unfit(found, kind, head)
    if reason:
        skipped = not found.named and (kind in ("binary", "data", "warc", "mbox") or reason is _PROGRAM_TEXT)
        return SourceFailure(address, reason, skipped=skipped, weight=found.size)
    if kind == "mail" and not head.startswith(_GZIP):
        return page_of_message(head + file.read(MESSAGE_LIMIT + 1 - len(head)), address, found.size)
    content = head + file.read(PAGE_LIMIT + 1 - len(head))
    if len(content) > PAGE_LIMIT:
        return SourceFailure(address, _too_large(max(found.size, len(content))), weight=found.size)
    try:
        content = _inflated(content, PAGE_LIMIT + 1) if content.startswith(_GZIP) else content
    except zlib.error:
        return SourceFailure(address, "its gzip packing is damaged", weight=found.size)
    if len(content) > PAGE_LIMIT:
        reason = f"unpacks to more than {PAGE_LIMIT >> 20} MB (save the article alone)"
        return SourceFailure(address, reason, weight=found.size)
    if kind == "mail":
        return page_of_message(content, address, found.size)
    url = _saved_from(content) if kind == "html" else ""
    return Page(address, content, "html" if kind == "html" else "text", url=url, weight=found.size)


def _kind(head: bytes) -> Kind:
    """The kind of a file's content, unpacked."""
    if not head.startswith(_GZIP):
        return sniff(head)
    try:
        return sniff(_inflated(head, SAMPLE))
    except zlib.error:
        return "gzip"


_GZIP: Final = b"\x1f\x8b"
_PROGRAM_TEXT: Final = "is a text file for programs, not a page (name it to read it all the same)"


def _unfit(found: _Found, kind: str, head: bytes) -> str:
    """Why a file is not read further; empty where it may be."""
    if kind == "empty":
        return "is empty"
    if kind in ("binary", "gzip"):
        name = binary_name(head) or ("a damaged or nested gzip file" if head.startswith(_GZIP) else "a binary file")
        return f"is {name}, not a page (give HTML, text or JSON Lines)"
    if kind in ("warc", "mbox"):
        what = "a web archive" if kind == "warc" else "a box of letters"
        return f"is {what} (`dateline import` reads it)"
    if kind == "data":
        return "is data for programs, not a page (a feed, a JSON or an SVG document)"
    if kind == "text" and not found.named and found.path.suffix.lower() in NOT_PROSE:
        return _PROGRAM_TEXT
    return _too_large(found.size) if found.size > PAGE_LIMIT and kind != "mail" else ""


def _too_large(size: int) -> str:
    return f"has {size / 2**20:.1f} MB; a page may have at most {PAGE_LIMIT >> 20} MB (save the article alone)"


def _inflated(content: bytes, limit: int) -> bytes:
    """At most `limit` bytes of what a gzip file holds, several members and a cut-off end included."""
    parts = bytearray()
    while content.startswith(_GZIP) and len(parts) < limit:
        unpacker = zlib.decompressobj(wbits=31)
        parts += unpacker.decompress(content, limit - len(parts))
        content = unpacker.unused_data
    return bytes(parts)


def _saved_from(content: bytes) -> str:
    """The address that a browser or SingleFile wrote into a page it saved; empty where there is none."""
    found = _SAVED_FROM.search(content, 0, SAMPLE)
    return found.group(1).decode("ascii", "ignore") if found else ""
