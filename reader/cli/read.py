"""Commands that read articles: list, show, related."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from reader.cli.command import library_path
from reader.cli.output import DONE, complain, emit_json, emit_line, say, say_table
from reader.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from reader.library.library import Library
    from reader.library.query import Query
    from reader.library.rows import ListRow

PAGE: Final = 500
"""Rows of one look into the index: a list of any length is printed in constant memory."""


def open_library(options: Namespace) -> Library:
    """The library that the command line means."""
    from reader.library.library import Library

    library = Library.open(library_path(options))
    if library.notice:
        complain(library.notice)
    return library


def say_list(path: Path) -> int:
    """The whole list of the library at `path`, for people and pipes."""
    from reader.library.library import Library
    from reader.library.query import EVERYTHING

    with Library.open(path) as library:
        say_rows(_rows(library, EVERYTHING))
    return DONE


def list_articles(options: Namespace) -> int:
    """`list`: rows newest first."""
    from reader.library.query import parse_query

    query = parse_query(" ".join(options.query))
    with open_library(options) as library:
        rows = islice(_rows(library, query), options.limit)
        if options.json:
            _emit_list(row_document(row) for row in rows)
        else:
            say_rows(rows)
    return DONE


def _rows(library: Library, query: Query) -> Iterator[ListRow]:
    cursor = None
    while rows := library.rows(query, after=cursor, limit=PAGE):
        yield from rows
        cursor = rows[-1].cursor


def _emit_list(documents: Iterator[dict[str, Any]]) -> None:
    """A JSON list of any length, one element a line, written as it comes."""
    import msgspec

    first = True
    for document in documents:
        emit_line((b"[" if first else b",") + msgspec.json.encode(document))
        first = False
    emit_line(b"[]" if first else b"]")


def row_document(row: ListRow) -> dict[str, Any]:
    """One article of a list as the JSON contract has it; a date or title that the page did not give is null."""
    from reader.ingest.documents import iso_seconds

    return {
        "id": row.id,
        "title": None if row.untitled else row.title,
        "source": row.source or None,
        "published": iso_seconds(row.date) if row.dated else None,
        "url": row.url,
        "language": row.language or None,
        "read": row.read,
        "starred": row.starred,
        "tags": list(row.tags),
        "leaders": list(row.leaders),
        "countries": list(row.countries),
    }


def say_rows(rows: Iterator[ListRow]) -> None:
    """The list for people (columns) and pipes (tab-separated): id, marks, date, source, countries, title."""
    while page := list(islice(rows, PAGE)):
        say_table(
            [
                (
                    row.id,
                    ("" if row.read else "N") + ("*" if row.starred else ""),
                    f"{row.when:%Y-%m-%d}",
                    row.source,
                    " ".join(row.countries[:4]),
                    row.title,
                )
                for row in page
            ],
            grow=5,
        )


def show_article(options: Namespace) -> int:
    """`show`: one article, an earlier version of it or the page it was cleaned from, for people, pipes or programs."""
    with open_library(options) as library:
        name = library.resolve(options.id)
        if options.original or options.form == "raw":
            from reader.cli.original import show_original

            return show_original(library, name, options)
        article = library.versions.get(name, options.revision) if options.revision else library.get(name)
        if options.form == "json":
            from reader.ingest.documents import article_document

            marks = library.marks(article.id)
            emit_json(article_document(article, read=marks.read, starred=marks.starred, tags=marks.tags))
            return DONE
    from reader.cli.page import print_article

    print_article(article, options.form)
    return DONE


def related_articles(options: Namespace) -> int:
    """`related`: for one article, or for a stream of ids."""
    if options.jsonl and options.id is None:
        return _related_stream(options)
    if options.jsonl or options.id is None:
        raise UsageError("needs an ID, or --jsonl and ids on stdin", remedy="`dateline related --help`")
    with open_library(options) as library:
        name = library.resolve(options.id)
        document = _related_document(library, name, options.limit)
        waits = library.annotations.waits(name)
    if options.json:
        emit_json(document)
    elif waits:
        say("Nothing is known of related coverage yet: this article came in just now and is still to be read.")
    elif not document["related"]:
        say("No related coverage in the library.")
    else:
        say_table(
            [(hit["id"], (hit["published"] or "")[:10], hit["why"], hit["title"]) for hit in document["related"]],
            grow=3,
        )
    return DONE


def _related_document(library: Library, article: str, limit: int) -> dict[str, Any]:
    from reader.ingest.documents import iso_seconds
    from reader.related.related import related

    hits = [
        {
            "id": hit.id,
            "title": hit.title,
            "published": iso_seconds(hit.date),
            "score": hit.score,
            "shared": [shared.name for shared in hit.shared],
            "why": hit.why,
        }
        for hit in related(library, article, limit=limit)
    ]
    return {"id": article, "related": hits}


def _related_stream(options: Namespace) -> int:
    import msgspec

    from reader.cli.pipes import error_line, standard_lines
    from reader.sources.jsonl import decode_line

    with open_library(options) as library:
        for number, line in standard_lines():
            try:
                row = decode_line(line) if isinstance(line, bytes) else {}
                if not isinstance(row, dict) or not isinstance(row.get("id"), (str, int)):
                    raise ValueError('is no object with an "id"')
                document = _related_document(library, library.resolve(str(row["id"])), options.limit)
                emit_line(msgspec.json.encode(document | {"id": row["id"]}))
            except (ValueError, DatelineError) as error:
                emit_line(error_line(number, line, str(error)))
            sys.stdout.buffer.flush()
    return DONE
