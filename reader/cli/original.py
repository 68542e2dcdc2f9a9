"""The page that an article was cleaned from: as text for people, in a document for programs, or byte for byte."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from reader.cli.output import DONE, emit_json, on_terminal, say
from reader.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from reader.article import Article
    from reader.library.library import Library
    from reader.library.originals import Original


def show_original(library: Library, name: str, options: Namespace) -> int:
    """`show --original`: the page of the article with the id `name` as text; with `--raw` its bytes.

    Those never go to a terminal, which would obey them.
    """
    if options.form == "markdown" or (options.form == "raw" and options.revision):
        raise UsageError(
            "the original can be shown as text, with --json or with --raw", remedy="`dateline show --help`"
        )
    if options.form == "raw" and sys.stdout.isatty():
        raise UsageError(
            "raw bytes of a page are not for a terminal", options.id, "send them to a file: `… --raw > page.html`"
        )
    article = library.uncorrected(name)
    original = library.versions.original(article)
    if original is None:
        raise DatelineError(
            "its page was not kept",
            article.id,
            "add the page again; keep_originals in config.toml says whether pages are kept",
        )
    if options.form == "raw":
        sys.stdout.flush()
        sys.stdout.buffer.write(original.content)
    elif options.form == "json":
        emit_json(original_document(article, original))
    else:
        _say_text(article, original, plain=options.form == "plain")
    return DONE


def original_document(article: Article, original: Original) -> dict[str, Any]:
    """The original as the JSON contract has it; `bytes` is its size as it came, `text` the page without markup."""
    from reader.cleaning.as_text import page_text
    from reader.ingest.documents import iso

    return {
        "id": article.id,
        "kind": original.kind,
        "bytes": len(original.content),
        "fetched": iso(article.fetched),
        "text": page_text(original.content, original.kind),
    }


def _say_text(article: Article, original: Original, *, plain: bool) -> None:
    from reader.cleaning.as_text import page_text

    text = page_text(original.content, original.kind)
    if plain or not on_terminal():
        say(text)
        return
    from reader.cli.page import show_through_pager

    size = f"{max(1, round(len(original.content) / 1000)):,} KB"
    fetched = f"{article.fetched:%d %b %Y %H:%M} UTC"
    show_through_pager(f"original page, {size}, as fetched {fetched}\n\n{text}\n")
