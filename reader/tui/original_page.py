"""The page that an article was cleaned from, as text: another process makes it, as the desk reads no pages itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from reader.article import Article, Block
from reader.errors import DatelineError
from reader.tui.ages import moment
from reader.tui.messages import OriginalReady
from reader.tui.processes import answer_of

PATIENCE: Final = 30.0
"""Seconds that the process has for a page."""
SHOWN: Final = 400_000
"""Code points of a page that are shown; the command line shows all."""
SHOWN_LINES: Final = 20_000


class _Document(msgspec.Struct):
    """What `dateline show --original --json` says."""

    kind: str
    bytes: int
    text: str


def spot_key(article_id: str) -> str:
    """Under what the place in an article's original is remembered."""
    return f"original of {article_id}"


def fetch_original(article: Article, command: Sequence[str]) -> OriginalReady:
    """The page of an article as the desk shows it. Takes a moment: call it in a thread. Raises DatelineError."""
    answer = answer_of([*command, "--", article.id], "the original can't be shown", PATIENCE)
    try:
        document = msgspec.json.decode(answer, type=_Document)
    except msgspec.DecodeError as error:
        raise DatelineError("the original can't be shown: the process gave no document") from error
    return _as_shown(article, document)


def _as_shown(article: Article, document: _Document) -> OriginalReady:
    lines = document.text[:SHOWN].split("\n")
    is_cut = len(document.text) > SHOWN or len(lines) > SHOWN_LINES
    size = f"{max(1, round(document.bytes / 1000)):,} KB"
    what = "original page" if document.kind == "html" else "original text"
    header = f"{what}, {size}, as fetched {moment(article.fetched)}"
    if is_cut:
        header += "; only its beginning is shown here, `dateline show --original` shows all"
    blocks = tuple(Block("paragraph", line) for line in lines[:SHOWN_LINES])
    return OriginalReady(article.id, Article(article.id, article.fetched, blocks=blocks), header)
