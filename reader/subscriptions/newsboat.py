"""newsboat's `urls` file, unchanged: a feed or query a line, tags behind it, quoting and comments as newsboat has them
(its manual, "Tagging", "Scripts and Filters", "Using Double Quotes"; tried against newsboat 2.21).
"""

from __future__ import annotations

import codecs
from typing import Final

from reader import safe_text
from reader.errors import DatelineError
from reader.subscriptions.addresses import checked_address, kind_of, shown
from reader.subscriptions.listed import Listed
from reader.subscriptions.newsboat_query import UntranslatableError, translated
from reader.subscriptions.subscription import SavedQuery, Subscription

FILE_BYTES: Final = 16 * 2**20
LINES: Final = 100_000
TOKENS: Final = 100
"""Bounds of a file: bytes, lines, and words of a line."""
_SPACE: Final = " \t\r"
_ESCAPED: Final = {"n": "\n", "r": "\r", "t": "\t"}


def read_urls(content: bytes) -> Listed:
    """The feeds and queries of a urls file; lines that can't be used are named. Raises DatelineError for a file that
    is larger than FILE_BYTES.
    """
    if len(content) > FILE_BYTES:
        raise DatelineError(f"is larger than {FILE_BYTES >> 20} MiB", remedy="split it")
    text, notes = _decoded(content)
    lines = text.split("\n")
    if len(lines) > LINES:
        notes = (*notes, f"lines after the first {LINES:,} are left out")
    feeds: list[Subscription] = []
    queries: list[SavedQuery] = []
    left_out: list[str] = []
    for number, line in enumerate(lines[:LINES], 1):
        words = words_of(line)
        if not words:
            continue
        try:
            if words[0].startswith("query:"):
                queries.append(_query(words[0]))
            else:
                feeds.append(_feed(words[0], words[1:]))
        except DatelineError as error:
            left_out.append(f"line {number}: {error}")
    return Listed(tuple(feeds), tuple(queries), tuple(left_out), notes)


def words_of(line: str) -> list[str]:
    """The words of a line: between blanks, or between double quotes, in which a backslash takes the next character as
    it is (n, r and t: newline, return, tab). A quote that is not closed ends with the line, # begins a comment where a
    word would begin.
    """
    words: list[str] = []
    place = 0
    if line.startswith("#"):
        return words
    while len(words) < TOKENS:
        while place < len(line) and line[place] in _SPACE:
            place += 1
        if place >= len(line) or line[place] == "#":
            break
        if line[place] == '"':
            word, place = _quoted(line, place + 1)
        else:
            start = place
            while place < len(line) and line[place] not in _SPACE:
                place += 1
            word = line[start:place]
        words.append(word)
    return words


def _quoted(line: str, place: int) -> tuple[str, int]:
    """What stands in the quotes, and the place behind them."""
    kept: list[str] = []
    while place < len(line) and line[place] != '"':
        if line[place] == "\\":
            place += 1
            kept.append(_ESCAPED.get(line[place : place + 1], line[place : place + 1]))
        else:
            kept.append(line[place])
        place += 1
    return "".join(kept), place + 1


def _feed(address: str, words: list[str]) -> Subscription:
    command = ""
    if address.startswith("filter:"):
        command, _, address = address.removeprefix("filter:").partition(":")
        if not command.strip() or not address:
            raise DatelineError("filter: lacks a command or an address", remedy="write filter:command:address")
    checked = checked_address(address)
    if kind_of(checked) == "place" and not checked.lower().startswith("file:"):
        raise DatelineError("is no address", shown(checked), "write http://, https://, file:// or exec: before it")
    names = [word[1:] for word in words if word.startswith("~")]
    tags = (safe_text.line(word, safe_text.TAG) for word in words if not word.startswith(("~", "!")))
    return Subscription(
        address=checked,
        title=safe_text.line(names[0]) if names else "",
        tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
        hidden=any(word.startswith("!") for word in words),
        filter=safe_text.line(command, safe_text.URL),
    )


def _query(word: str) -> SavedQuery:
    name, mark, expression = word.removeprefix("query:").partition(":")
    name = safe_text.line(name)
    if not mark or not name or not expression.strip():
        raise DatelineError("the query lacks a name or an expression", remedy="write query:Name:expression")
    try:
        return SavedQuery(name, translated(expression))
    except UntranslatableError as error:
        raise DatelineError(f"the query {name!r} can't be translated: {error}") from error


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode("utf-8"), ()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), ("it is not in UTF-8, and was read as Windows-1252",)
