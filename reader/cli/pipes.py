"""Commands that store nothing: clean and annotate, for one page or for a stream of JSON lines."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from reader.cli.output import DONE, complain, emit_json, emit_line, say_table
from reader.errors import DatelineError, UsageError
from reader.ingest.work import (
    ANNOTATE_LINE,
    CLEAN_LINE,
    CLEAN_PAGE,
    EXPLAIN_CLEAN_LINE,
    EXPLAIN_CLEAN_PAGE,
    EXPLAIN_LINE,
)
from reader.sources.jsonl import LINE_LIMIT, LineTooLong, decode_line, raw_stream, read_lines

if TYPE_CHECKING:
    from reader.sources.page import Page

HEAD: Final = 4_096
"""Bytes of a line that are searched for its id when the line as a whole cannot be read."""


def clean(options: Namespace) -> int:
    """`clean`: a page in, the article out, or where each of its fields was found."""
    if options.jsonl:
        return _stream(EXPLAIN_CLEAN_LINE if options.explain else CLEAN_LINE, options)
    import msgspec

    page = _one_page(options.file)
    work = CLEAN_PAGE if options.json and not options.explain else EXPLAIN_CLEAN_PAGE
    document = msgspec.json.decode(_ask(work, msgspec.msgpack.encode(page), page.address))
    if options.json:
        emit_json(document)
    elif options.explain:
        from reader.cli.origins import say_origins

        say_origins(document)
    else:
        from reader.cli.page import say_document

        say_document(document)
    return DONE


def annotate(options: Namespace) -> int:
    """`annotate`: a text in, the mentions out, each with its reason where asked."""
    work = EXPLAIN_LINE if options.explain else ANNOTATE_LINE
    if options.jsonl:
        return _stream(work, options)
    import msgspec

    from reader.cleaning.decode import decode

    page = _one_page(options.file)
    if page.kind == "html":
        raise UsageError("is an HTML page, not text", page.address, "`dateline clean` makes text of it")
    text = decode(page.content)
    request = {"id": page.address, "text": text, "date": options.date, "title": options.title}
    document = msgspec.json.decode(_ask(work, msgspec.json.encode(request), page.address))
    if warning := document.get("warning"):
        complain(f"{page.address}: {warning}")
    if options.json:
        emit_json(document)
        return DONE
    if options.explain:
        from reader.cli.reasons import say_reasons

        say_reasons(document["mentions"], text, options.date)
        return DONE
    say_table([_mention_cells(mention) for mention in document["mentions"]], grow=5)
    return DONE


def _mention_cells(mention: dict[str, Any]) -> tuple[str, ...]:
    place = f"{mention['start']}-{mention['end']}"
    return (place, *(mention[name] for name in ("kind", "id", "form", "surface", "name")))


def _one_page(name: str) -> Page:
    """The page in the file, or on stdin. Raises DatelineError where there is none, or more than one."""
    from reader.sources.files import read_paths, read_stream
    from reader.sources.page import SourceFailure

    if name == "-":
        pieces = iter([read_stream(raw_stream(sys.stdin.fileno()), "standard input")])
    elif Path(name).is_dir():
        raise DatelineError("is a folder", name, "give one file; `dateline add` reads folders")
    else:
        pieces = read_paths([name])
    first = next(pieces)
    if isinstance(first, SourceFailure):
        raise DatelineError(first.reason, first.address)
    if next(pieces, None) is not None:
        raise UsageError("holds several pages", name, "use --jsonl")
    return first


def _ask(work: str, message: bytes, address: str) -> bytes:
    """The answer of one worker process. Raises DatelineError with the worker's reason."""
    from reader.ingest.child import Failure
    from reader.ingest.pool import Pool

    with Pool(work, jobs=1) as pool:
        answer = pool.submit(message).result()
    if isinstance(answer, Failure):
        raise DatelineError(answer.reason, address)
    return answer


def _stream(work: str, options: Namespace) -> int:
    """Answers every line, in order, each as soon as it is known. A line that fails gets its error as its answer."""
    from reader.config import load_settings
    from reader.ingest.child import Failure
    from reader.ingest.pool import Pool

    jobs = load_settings().jobs if options.jobs is None else options.jobs
    with Pool(work, jobs=jobs) as pool:
        for (number, line), answer in pool.map(_tasks(options.file)):
            if isinstance(answer, bytes):
                emit_line(answer)
            else:
                reason = answer.reason if isinstance(answer, Failure) else _too_long(line)
                emit_line(error_line(number, line, reason))
            sys.stdout.buffer.flush()
    return DONE


def _tasks(name: str) -> Iterator[tuple[tuple[int, bytes | LineTooLong], bytes | None]]:
    for number, line in standard_lines() if name == "-" else _file_lines(name):
        yield (number, line), line if isinstance(line, bytes) else None


def standard_lines() -> Iterator[tuple[int, bytes | LineTooLong]]:
    """The lines of standard input with their numbers."""
    return read_lines(raw_stream(sys.stdin.fileno()))


def _file_lines(name: str) -> Iterator[tuple[int, bytes | LineTooLong]]:
    with Path(name).open("rb") as file:
        yield from read_lines(file)


def error_line(number: int, line: bytes | LineTooLong, reason: str) -> bytes:
    """The answer to a line that failed: its id as far as that can be read, and the reason with the line's number."""
    import msgspec

    return msgspec.json.encode({"id": _id_of(line), "error": f"line {number}: {reason}"})


def _id_of(line: bytes | LineTooLong) -> Any:
    if isinstance(line, bytes):
        try:
            row = decode_line(line)
            return row.get("id") if isinstance(row, dict) else None
        except ValueError:
            pass
    import re

    head = line.head if isinstance(line, LineTooLong) else line[:HEAD]
    found = re.match(rb'\s*\{\s*"id"\s*:\s*("(?:[^"\\]|\\.){0,200}"|-?\d{1,18})', head)
    return decode_line(found[1]) if found else None


def _too_long(line: bytes | LineTooLong) -> str:
    size = line.size if isinstance(line, LineTooLong) else len(line)
    return f"has {size / 2**20:.0f} MB; a line may have at most {LINE_LIMIT >> 20} MB"
