"""The page that an article was cleaned from, as text: another process makes it, as the desk reads no pages itself."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from typing import Final

import msgspec

from reader.article import Article, Block
from reader.errors import DatelineError
from reader.tui.ages import moment
from reader.tui.messages import OriginalReady

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
    try:
        done = subprocess.run(
            [*command, "--", article.id], stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise DatelineError(f"the original takes longer than {PATIENCE:g} s to read") from None
    except OSError as error:
        raise DatelineError(f"no process can be started: {error.strerror}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2].removeprefix("dateline: ")
        raise DatelineError(f"the original can't be shown: {said or f'the process ended with {done.returncode}'}")
    try:
        document = msgspec.json.decode(done.stdout, type=_Document)
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
