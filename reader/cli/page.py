"""One article as text: for a terminal with leaders and countries highlighted, plain for a pipe, as Markdown."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from reader import safe_text
from reader.article import STANDFIRST, TITLE, Article, Block, reading_minutes
from reader.cli.blocks import block_text, escaped, markdown_parts, plain_parts
from reader.cli.output import on_terminal, say, width
from reader.errors import DatelineError

if TYPE_CHECKING:
    from rich.text import Text

OUTLETS_NAMED: Final = 12
"""Other outlets that are named above an article; of more, only the number is told."""
MEASURE: Final = 72
"""Widest line of an article, in cells."""
# Colour and attribute both: highlighting never rests on colour alone. Rich leaves colours out under NO_COLOR.
STYLES: Final = {"leader": "bold magenta", "country": "underline cyan", "organisation": "italic yellow"}


def print_article(article: Article, form: str | None) -> None:
    """The article on stdout: `plain`, `markdown`, or by default what stdout is fit for."""
    if form == "markdown":
        say("\n\n".join(_markdown(article)))
    elif form == "plain" or not on_terminal():
        say("\n\n".join(_plain(article)))
    else:
        _page(article)


def say_document(document: dict[str, Any]) -> None:
    """A `clean --explain` object on stdout, as plain text."""
    blocks = [
        Block(b["kind"], b["text"], level=b.get("level", 0), ordinal=b.get("ordinal", 0)) for b in document["blocks"]
    ]
    parts = [document["title"], _facts_of(document), document["standfirst"], *plain_parts(blocks)]
    tags = f"Tags: {', '.join(document['tags'])}" if document["tags"] else ""
    say("\n\n".join(part for part in (*parts, tags) if part))


def _facts_of(document: dict[str, Any]) -> str:
    published = (document["published"] or "")[:16].replace("T", " ")
    facts = (document["source"], ", ".join(document["byline"]), published, document["dateline"], document["url"])
    return "\n".join(fact for fact in facts if fact)


def _facts(article: Article) -> str:
    """Source, section, times in UTC and length in one line; who signs and the address in lines of their own."""
    date = f"{article.published:%d %b %Y %H:%M} UTC" if article.published else ""
    length = f"{reading_minutes(article.words)} min"
    first = " · ".join(part for part in (article.source, article.section, date, _updated(article), length) if part)
    signed = ", ".join((*article.byline, *article.agencies))
    return "\n".join(part for part in (first, signed, article.url, _printed_by(article)) if part)


def _printed_by(article: Article) -> str:
    """Who else printed the article; empty where nobody is known."""
    others = list(dict.fromkeys(outlet.source for outlet in article.outlets if outlet.source != article.source))
    if not others:
        return ""
    named = ", ".join(others[:OUTLETS_NAMED])
    return f"Also printed by {named}" + (f" and {len(others) - OUTLETS_NAMED} more" if others[OUTLETS_NAMED:] else "")


def _updated(article: Article) -> str:
    """When the article last changed: the time alone where it was on the day of its publication."""
    if article.updated is None:
        return ""
    same_day = article.published is not None and article.updated.date() == article.published.date()
    return f"updated {article.updated:%H:%M}" if same_day else f"updated {article.updated:%d %b %Y %H:%M} UTC"


def _plain(article: Article) -> Iterator[str]:
    yield article.label if article.title is None else article.title
    yield _facts(article)
    if article.standfirst:
        yield article.standfirst
    yield from plain_parts(article.blocks)


def _markdown(article: Article) -> Iterator[str]:
    yield f"# {escaped(article.label)}"
    yield "  \n".join(escaped(line) for line in _facts(article).splitlines())
    if article.standfirst:
        yield f"**{escaped(article.standfirst)}**"
    yield from markdown_parts(article.blocks)


def _page(article: Article) -> None:
    """The article in style, through PAGER when it is longer than the screen."""
    from rich.console import Console

    measure = min(MEASURE, width())
    console = Console(width=measure, highlight=False, markup=False, emoji=False)
    with console.capture() as capture:
        for part in _styled(article):
            console.print(part)
            console.print()
    show_through_pager(capture.get().rstrip("\n") + "\n")


def show_through_pager(text: str) -> None:
    """The text on the terminal, through PAGER when it is longer than the screen."""
    if text.count("\n") < shutil.get_terminal_size().lines or not _through_pager(text):
        sys.stdout.write(text)


def _styled(article: Article) -> Iterator[Text]:
    from rich.text import Text

    title = _marked(article, TITLE, article.label) if article.title else Text(article.label)
    title.stylize_before("bold")
    yield title
    yield Text(safe_text.filtered(_facts(article)), style="dim")
    if article.standfirst:
        standfirst = _marked(article, STANDFIRST, article.standfirst)
        standfirst.stylize_before("italic")
        yield standfirst
    for number, block in enumerate(article.blocks):
        text = _marked(article, number, block.text)
        whole = block_text(block)
        before, _, after = whole.partition(block.text) if block.kind != "quote" else ("> ", "", "")
        style = {"heading": "bold", "caption": "dim", "quote": "italic"}.get(block.kind, "")
        text.stylize_before(style)
        yield Text.assemble((before, style), text, (after, style))


def _marked(article: Article, number: int, text: str) -> Text:
    from rich.text import Text

    marked = Text(text)
    for mention in article.mentions:
        if mention.block == number:
            marked.stylize(STYLES[mention.kind], mention.start, mention.end)
    return marked


def _through_pager(text: str) -> bool:
    """Whether PAGER (default: less) took the text. It is started without a shell."""
    try:
        command = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError as error:
        raise DatelineError(f"cannot be understood: {error}", "PAGER", "mend that variable") from error
    if not command or shutil.which(command[0]) is None:
        return False
    environment = {"LESS": "FRX", "LV": "-c"} | dict(os.environ)
    subprocess.run(command, input=text.encode("utf-8", "replace"), env=environment, check=False)
    return True
