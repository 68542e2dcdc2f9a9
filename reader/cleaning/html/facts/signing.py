"""Who signs an article, by what its page says: the first place that names people, or that names them in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from reader.cleaning.cleaned import Place
from reader.cleaning.dates import date_span
from reader.cleaning.html.facts.head import Metas
from reader.cleaning.html.facts.jsonld import Stated
from reader.cleaning.html.facts.marks import names_of, own, together
from reader.cleaning.html.facts.near import Piece
from reader.cleaning.names import opens_as_byline, organisations, signatories, signed

PIECE_WORDS: Final = 24
"""Words of the longest piece beside the headline that may be a byline."""

_AUTHOR_OF_RECORD: Final = 'the page\'s JSON-LD, "author"'
_METAS: Final = (
    "author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator",
    "dc.contributor.author", "citation_author", "author_name", "article:author_name", "og:article:author",
    "rnews:author", "cxenseparse:author", "authors", "article.author", "creator",
    "shareaholic:article_author_name",
)  # fmt: skip
_CLASS = re.compile(
    r"author|byline|by-line|(?:^|[\s_-])(?:autor|auteur|autore|verfasser|writer|reporter|firma|signature|writtenby)",
    re.IGNORECASE,
)
_NOT_CLASS = re.compile(
    r"bio|image|avatar|photo|date|time|social|share|title-?tag|role|job|email|follow|description", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|autore|redacteur|by|byline|profiles?|people|person|staff|journalists?|columnists?|contributors?"
    r"|reporters?|writers?|firmas?)/[^/]",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s*(?:\b(?:last updated|published|publiziert|erschienen|pubblicato|gepubliceerd|geplaatst|opublikowano|publisert"
    r"|publicerad|updated|posted|last modified|first published|publié|mis à jour|publicado|actualizado|veröffentlicht"
    r"|aktualisiert|stand|follow|share|email|view bio|read time)\b|[|•·]).*$",
    re.IGNORECASE,
)


class Signed(msgspec.Struct, frozen=True):
    """Who signs, where that was read and in which words, and what was refused, in words."""

    people: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    place: Place = "header"
    words: str = ""
    agency_place: Place = "header"
    agency_words: str = ""
    refused: tuple[str, ...] = ()


def signed_by(
    record: Stated, metas: Metas, marked: list[Any], pieces: list[Piece], *, outlet: str | None, host: str
) -> Signed:
    """Who signs the article. `marked` are the elements that say what they are; `outlet` and `host` never sign."""
    people: tuple[tuple[str, ...], Place, str] | None = None
    agencies: tuple[tuple[str, ...], Place, str] | None = None
    refused: dict[str, None] = {}
    for values, place, words in _statements(record, metas, marked, pieces):
        found = signatories(values, outlet=outlet, host=host)
        refused |= dict.fromkeys(f'"{name}" ({words}) {why}' for name, why in found.refused)
        if found.agencies and agencies is None:
            agencies = found.agencies, place, words
        if found.people and (people is None or _fuller(found.people, people[0])):
            people = found.people, place, words
        if people and all(_is_full(name) for name in people[0]):
            break
    names, place, words = people or ((), "header", "")
    stated = organisations(record.organisations, outlet=outlet, host=host)
    services, agency_place, agency_words = agencies or (stated, "json-ld", _AUTHOR_OF_RECORD)
    return Signed(names, services, place, words, agency_place, agency_words, tuple(refused))


def _statements(
    record: Stated, metas: Metas, marked: list[Any], pieces: list[Piece]
) -> Iterator[tuple[tuple[str, ...], Place, str]]:
    """Values that may name who signs, the surest first; each place is only read when it is asked for."""
    if record.authors:
        yield record.authors, "json-ld", _AUTHOR_OF_RECORD
    for name in _METAS:
        if name in metas:
            yield tuple(value for value in metas[name] if "://" not in value), "meta", f'the meta element "{name}"'
    label, value = metas.get("twitter:label1", [""])[0], metas.get("twitter:data1", [""])[0]
    if signed(f"{label} {value}"):
        yield (value,), "meta", 'the meta element "twitter:data1"'
    if named := tuple(_marked(marked)):
        yield named, "microdata", "an element marked as the author"
    if beside := tuple(_lines(pieces)):
        yield beside, "header", f"beside the headline: {beside[0][:100]}"
    if linked := tuple(dict.fromkeys(_linked(pieces))):
        yield linked, "header", f"linked beside the headline: {linked[0][:100]}"
    if classed := _named(pieces):
        yield (classed,), "header", f"beside the headline: {classed[:100]}"


def _marked(elements: list[Any]) -> Iterator[str]:
    """What microdata, RDFa and rel=author mark as the author, comments and other stories apart."""
    for element in together(own(filter(_is_author, elements))):
        name = next((part for part in element.iter() if part.get("itemprop") == "name"), element)
        yield _before_stop(name.get("content") or " ".join(name.itertext())[:300])


def _is_author(element: Any) -> bool:
    if element.tag in ("meta", "link") and not element.get("itemprop"):
        return False
    return bool(names_of(element) & {"author", "creator"}) or "author" in (element.get("rel") or "").split()


def _lines(pieces: list[Piece]) -> Iterator[str]:
    """Lines beside the headline that open with "By"."""
    for piece in pieces:
        if opens_as_byline(piece.text):
            text = _before_stop(piece.text)
            if len(text.split()) <= PIECE_WORDS and signed(text):
                yield text
                return


def _linked(pieces: list[Piece]) -> Iterator[str]:
    for piece in pieces:
        element = piece.element
        if element.tag == "a" and 2 <= len(piece.text.split()) <= 5 and _ADDRESS.search(element.get("href") or ""):
            yield piece.text


def _named(pieces: list[Piece]) -> str:
    """The shortest piece whose class says author."""
    texts = []
    for piece in pieces:
        named = f"{piece.element.get('class') or ''} {piece.element.get('id') or ''}"[:300]
        if not _CLASS.search(named) or _NOT_CLASS.search(named):
            continue
        text = _before_stop(piece.text)
        if text and len(text.split()) <= PIECE_WORDS / 2:
            texts.append(text)
    return min(texts, key=len, default="")


def _before_stop(text: str) -> str:
    """The text before its date, or before a label of one."""
    text = " ".join(text.split())
    span = date_span(text)
    if span:
        text = text[: span[0]]
    return _STOP.sub("", text).strip(" |,-–—•·")


def _is_full(name: str) -> bool:
    return len(name.split()) > 1 or not name.isascii()


def _fuller(names: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether all the names are full and the others are not."""
    return all(map(_is_full, names)) and not all(map(_is_full, others))
