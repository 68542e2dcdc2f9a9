"""Commands that tell who and where: entities, entity."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any, Final

from reader.cli.output import DONE, emit_json, say, say_table
from reader.cli.read import open_library, row_document
from reader.errors import DatelineError

if TYPE_CHECKING:
    from reader.library.library import Library
    from reader.library.rows import EntityRow

LATEST: Final = 10
"""Articles shown with an entity."""


def list_entities(options: Namespace) -> int:
    """`entities`: who and where, most articles first."""
    from reader.library.query import parse_query

    query = parse_query(" ".join(options.query))
    with open_library(options) as library:
        rows = library.entities(query, limit=options.limit)
    if options.json:
        emit_json([entity_document(row) for row in rows])
        return DONE
    say_table([(row.id, row.kind, row.country or "", f"{row.articles:,}", row.name) for row in rows], grow=4)
    return DONE


def entity_document(row: EntityRow) -> dict[str, Any]:
    """One entity as the JSON contract has it; `first` and `last` are the dates of its articles."""
    from reader.ingest.documents import iso_seconds

    return {
        "id": row.id,
        "kind": row.kind,
        "name": row.name,
        "country": row.country,
        "articles": row.articles,
        "first": iso_seconds(row.first),
        "last": iso_seconds(row.last),
    }


def show_entity(options: Namespace) -> int:
    """`entity`: everybody and everything of that name, with offices and the latest articles."""
    name = " ".join(options.name)
    with open_library(options) as library:
        found = library.find_entity(name)
        if not found:
            raise DatelineError("nobody and nothing of this name is in the library", name, "see `dateline entities`")
        documents = [entity_document(row) | _known(row) | _latest(library, row) for row in found]
    if options.json:
        emit_json(documents)
    else:
        for document in documents:
            _say_entity(document)
    return DONE


def _known(row: EntityRow) -> dict[str, Any]:
    """What the gazetteer knows beyond the library: offices with their dates, other names."""
    from reader.entities.gazetteer.gazetteer import load_gazetteer

    entity = load_gazetteer().entity(row.id)
    if entity is None:
        return {"offices": [], "aliases": []}
    offices = [
        {"title": office.title, "country": office.country, "since": office.since, "until": office.until}
        for office in entity.offices
    ]
    return {"offices": offices, "aliases": list(entity.aliases)}


def _latest(library: Library, row: EntityRow) -> dict[str, Any]:
    from reader.library.query import parse_query

    field = {"leader": "leader", "country": "country", "organisation": "organisation"}[row.kind]
    rows = library.rows(parse_query(f'{field}:"{row.id}"'), limit=LATEST)
    return {"latest": [row_document(latest) | {"title": latest.title} for latest in rows]}


def _say_entity(document: dict[str, Any]) -> None:
    country = f" ({document['country']})" if document["country"] and document["kind"] == "leader" else ""
    say(f"{document['name']}{country} · {document['kind']} · {document['id']}")
    for office in document["offices"]:
        say(f"  {office['title']}, {office['since'] or '?'} to {office['until'] or 'now'}")
    if document["aliases"]:
        say(f"  also: {', '.join(document['aliases'])}")
    count = "1 article" if document["articles"] == 1 else f"{document['articles']:,} articles"
    say(f"  in {count}, {document['first'][:10]} to {document['last'][:10]}")
    for latest in document["latest"]:
        say(f"    {latest['id']}  {(latest['published'] or '')[:10]:10}  {latest['title']}")
