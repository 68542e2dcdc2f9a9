"""What a worker process does with one message: page in, article out; or a line of JSON in, a line of JSON out.

Runs in a process that can be killed. A worker is given the name of one of these functions, calls it once, and so has
every library loaded before the first message and its five seconds.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from reader.article import Article, Mention
from reader.errors import DatelineError
from reader.library.terms import TermCounts, term_counts
from reader.sources.jsonl import decode_line

if TYPE_CHECKING:
    from reader.cleaning.cleaned import Cleaned

Work = Callable[[bytes], bytes]
INGEST: Final = "reader.ingest.work:ingest"
READ_ARCHIVED: Final = "reader.ingest.work:read_archived"
CLEAN_LINE: Final = "reader.ingest.work:clean_line"
CLEAN_PAGE: Final = "reader.ingest.work:clean_page"
EXPLAIN_CLEAN_LINE: Final = "reader.ingest.work:explain_clean_line"
EXPLAIN_CLEAN_PAGE: Final = "reader.ingest.work:explain_clean_page"
ANNOTATE_LINE: Final = "reader.ingest.work:annotate_line"
ANNOTATE: Final = "reader.ingest.work:annotate"
REANNOTATE: Final = "reader.ingest.work:reannotate"
RECLEAN: Final = "reader.ingest.work:reclean"
EXPLAIN_LINE: Final = "reader.ingest.work:explain_line"
"""What a pool of workers can be started for."""
Request = TypeVar("Request")
NICENESS: Final = 10
"""How far work that nobody waits for steps back behind everything else on the machine."""


def ingest() -> Work:
    """A page in, as MessagePack; its annotated article out."""
    import trafilatura  # noqa: F401 - loaded now, not in the first page's time

    import reader.entities.annotate  # noqa: F401 - likewise
    from reader.entities.gazetteer.gazetteer import load_gazetteer
    from reader.ingest.reading import article_of_page
    from reader.sources.page import SitePage

    load_gazetteer()
    decoder = msgspec.msgpack.Decoder(SitePage)
    encoder = msgspec.msgpack.Encoder()

    def run(message: bytes) -> bytes:
        page = decoder.decode(message)
        return encoder.encode(article_of_page(page, page.others))

    return run


def read_archived() -> Work:
    """A page in, as MessagePack; its article out, without who and where, or why it gives none, in its stead."""
    import trafilatura  # noqa: F401

    from reader.cleaning.cleaned import NotAnArticleError, PageTooLargeError
    from reader.ingest.reading import article_in
    from reader.sources.page import SitePage

    decoder = msgspec.msgpack.Decoder(SitePage)
    encoder = msgspec.msgpack.Encoder()

    def run(message: bytes) -> bytes:
        page = decoder.decode(message)
        try:
            return encoder.encode(article_in(page, page.others))
        except (NotAnArticleError, PageTooLargeError) as error:
            return encoder.encode(error.what)

    return run


def reclean() -> Work:
    """The same behind everything else, for pages that gave an article before; why one gives none now, in its stead."""
    from reader.cleaning.cleaned import NotAnArticleError, PageTooLargeError

    os.nice(NICENESS)
    read = ingest()

    def run(message: bytes) -> bytes:
        try:
            return read(message)
        except (NotAnArticleError, PageTooLargeError) as error:
            return msgspec.msgpack.encode(error.what)

    return run


class _CleanRequest(msgspec.Struct):
    id: Any = None
    html: str | None = None
    text: str | None = None
    url: str | None = None


def clean_line() -> Work:
    """A line of `clean --jsonl` in, its answer out."""
    from reader.ingest.documents import clean_document

    return _cleaning_line(clean_document)


def explain_clean_line() -> Work:
    """A line of `clean --jsonl` in, its answer with where every field stood out."""
    from reader.ingest.documents import explained_document

    return _cleaning_line(explained_document)


def clean_page() -> Work:
    """A page in, as MessagePack; the `clean` object out, as JSON."""
    from reader.ingest.documents import clean_document

    return _cleaning_page(clean_document)


def explain_clean_page() -> Work:
    """A page in, as MessagePack; the `clean` object with where every field stood out, as JSON."""
    from reader.ingest.documents import explained_document

    return _cleaning_page(explained_document)


def _cleaning_line(document_of: Callable[[Any, Cleaned], dict[str, Any]]) -> Work:
    import trafilatura  # noqa: F401

    from reader.cleaning.clean import clean_html, clean_text

    def run(message: bytes) -> bytes:
        request = _request(message, _CleanRequest)
        if request.html is not None:
            cleaned = clean_html(request.html, url=request.url or "")
        elif request.text is not None:
            cleaned = clean_text(request.text, url=request.url or "")
        else:
            raise DatelineError('has neither "html" nor "text" in it')
        return msgspec.json.encode(document_of(request.id, cleaned))

    return run


def _cleaning_page(document_of: Callable[[Any, Cleaned], dict[str, Any]]) -> Work:
    import trafilatura  # noqa: F401

    from reader.ingest.identity import article_id
    from reader.ingest.reading import cleaned_page
    from reader.sources.page import Page

    def run(message: bytes) -> bytes:
        page = msgspec.msgpack.decode(message, type=Page)
        cleaned = cleaned_page(page)
        texts = (block.text for block in cleaned.blocks)
        name = page.id or article_id(cleaned.url, cleaned.title, texts)
        return msgspec.json.encode(document_of(name, cleaned))

    return run


class _AnnotateRequest(msgspec.Struct):
    text: str
    id: Any = None
    date: str | None = None
    title: str | None = None


def annotate_line() -> Work:
    """A line of `annotate --jsonl` in, its answer out. A date that can't be read only costs what it would have told."""
    from reader.entities.annotate import annotate_text
    from reader.ingest.documents import mention_document

    def mentions(request: _AnnotateRequest, day: date | None) -> list[dict[str, Any]]:
        found = annotate_text(request.text, date=day, title=request.title)
        return [mention_document(mention, mention.surface, day) for mention in found]

    return _annotating(mentions)


def explain_line() -> Work:
    """A line of `annotate --jsonl` in, its answer with the reason of every mention out."""
    from reader.entities.explain import explain_text
    from reader.ingest.documents import mention_document

    def mentions(request: _AnnotateRequest, day: date | None) -> list[dict[str, Any]]:
        found = explain_text(request.text, date=day, title=request.title)
        return [
            mention_document(mention, mention.surface, day)
            | {"rule": reason.rule, "why": reason.why, "data": reason.data}
            for mention, reason in found
        ]

    return _annotating(mentions)


def _annotating(mentions_of: Callable[[_AnnotateRequest, date | None], list[dict[str, Any]]]) -> Work:
    from reader.entities.gazetteer.gazetteer import load_gazetteer
    from reader.ingest.moments import moment

    load_gazetteer()

    def run(message: bytes) -> bytes:
        request = _request(message, _AnnotateRequest)
        when = moment(request.date) if request.date else None
        mentions = mentions_of(request, when.date() if when else None)
        answer: dict[str, object] = {"id": request.id, "mentions": mentions}
        if request.date and when is None:
            answer["warning"] = f"its date is none: {request.date[:40]!r} (write it as 2024-05-17)"
        return msgspec.json.encode(answer)

    return run


class Annotation(msgspec.Struct, array_like=True):
    """What was found in an article's words, and by whom; its terms counted, for the library."""

    mentions: tuple[Mention, ...]
    annotator: str
    counts: TermCounts


def annotate() -> Work:
    """An article in, as MessagePack; an Annotation out. Nothing in: the annotator out."""
    from reader.entities.annotate import annotate_article, annotator
    from reader.entities.gazetteer.gazetteer import load_gazetteer

    name = annotator(load_gazetteer()).encode()
    decoder = msgspec.msgpack.Decoder(Article)
    encoder = msgspec.msgpack.Encoder()

    def run(message: bytes) -> bytes:
        if not message:
            return name
        found = annotate_article(decoder.decode(message))
        return encoder.encode(Annotation(found.mentions, found.annotator, term_counts(found)))

    return run


def reannotate() -> Work:
    """The same behind everything else."""
    os.nice(NICENESS)
    return annotate()


def _request(message: bytes, kind: type[Request]) -> Request:
    try:
        return msgspec.convert(decode_line(message), kind)
    except ValueError as error:
        raise DatelineError(str(error)) from None
