"""What pasted text still shows of markup: Markdown's marks, the link numbers of text browsers, hard line breaks.

Each is read for what it means and then left out of the text; a text that shows none of it comes through as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, islice, pairwise
from typing import Final, Literal

import msgspec

WIDTHS: Final = (50, 100)
"""Characters of the longest line of a text with hard breaks: narrower than terminals and mails are, or wider."""
WRAPPED_MIN: Final = 4
"""Line breaks that stand where the next word would not have fitted, from which a text counts as broken."""
WRAPPED_SHARE: Final = 0.8
FULL: Final = 0.75
"""The same as a share of the breaks after lines that fill so much of the width."""
NUMBERED_MIN: Final = 3
"""Link numbers from which a text counts as a text browser's."""
MARKS_MIN: Final = 2
"""Marks of Markdown from which a text counts as marked up in it."""
SIGHT: Final = 100_000
"""Characters that are looked at to tell which marks a text uses."""

Mark = Literal["", "heading", "quote", "picture"]

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(?=\S)(.{1,400}?)\s*#*$")
_HEADS = re.compile(r"(?m)^#{1,6} \S")
_QUOTE = re.compile(r"^ {0,3}> ?(?=\S)")
_PICTURE = re.compile(r"^\s*!\[([^\]\n]{0,500})\]\([^()\s]{1,2000}(?: \"[^\"]{0,300}\")?\)\s*$")
_LINK = re.compile(r"!?\[([^\[\]\n]{1,500})\]\((?:https?:|/|#|mailto:)[^()\s]{0,2000}(?: \"[^\"]{0,300}\")?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,500}?)(?<=\S)\1")
_STRESSED = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_\n]{1,500}?)(?<=[^\s*_])\1(?![\w*_])")
_NUMBER = re.compile(r"(?:(?<=^)|(?<=[\s(\"“]))\[\d{1,4}\](?=\S)")
_FORM = re.compile(r"\((?:BUTTON|\*|X| )\)|_{4,}")


class Marked(msgspec.Struct, frozen=True):
    """A line without its marks, and what they said: a heading of `level`, a quote, a picture's words."""

    text: str
    mark: Mark = ""
    level: int = 0


def rows_of(text: str) -> list[str]:
    """The lines of a text; those that were broken to fit a width are put together again."""
    rows = text.split("\n")
    width = _width(rows)
    return _joined(rows, width) if width else rows


def has_link_numbers(text: str) -> bool:
    """Whether the text numbers its links as text browsers do: "[12]About us"."""
    head = text[:SIGHT]
    return (
        "[1]" in head and sum(1 for _ in zip(_NUMBER.finditer(head), range(NUMBERED_MIN), strict=False)) == NUMBERED_MIN
    )


def has_markdown(text: str) -> bool:
    """Whether the text is marked up in Markdown: more than one of its marks, as one may stand in any text."""
    head = text[:SIGHT]
    marks = chain(_HEADS.finditer(head), _LINK.finditer(head) if "](" in head else (), _STRONG.finditer(head))
    return sum(1 for _ in islice(marks, MARKS_MIN)) == MARKS_MIN


def unmarked(row: str, *, markdown: bool, numbered: bool) -> Marked:
    """The line without marks. `markdown` and `numbered` say what the whole text uses."""
    if numbered:
        row = _FORM.sub("", _NUMBER.sub("", row))
    if not markdown:
        return Marked(row)
    if picture := _PICTURE.match(row):
        return Marked(picture[1], "picture")
    if heading := _HEADING.match(row):
        return Marked(_plain(heading[2]), "heading", len(heading[1]))
    if quote := _QUOTE.match(row):
        return Marked(_plain(row[quote.end() :]), "quote")
    return Marked(_plain(row))


def _plain(row: str) -> str:
    for pattern, kept in ((_LINK, r"\1"), (_STRONG, r"\2"), (_STRESSED, r"\2")):
        row = pattern.sub(kept, row)
    return row


def _width(rows: Sequence[str]) -> int:
    """The width to which the text was broken, in characters; 0 where it was not."""
    width = max((len(row.rstrip()) for row in rows), default=0)
    low, high = WIDTHS
    if not low <= width <= high:
        return 0
    breaks = [(one, two) for one, two in pairwise(rows) if one.strip() and two.strip()]
    full = [(one, two) for one, two in breaks if len(one.rstrip()) >= FULL * width]
    wrapped = sum(1 for one, two in full if _is_wrapped(one, two, width))
    return width if wrapped >= WRAPPED_MIN and wrapped >= WRAPPED_SHARE * len(full) else 0


def _is_wrapped(one: str, two: str, width: int) -> bool:
    """Whether the second line's first word would not have fitted on the first line."""
    first = two.split(None, 1)[0]
    return len(one.rstrip()) + 1 + len(first) > width and len(one.split()) > 2


def _joined(rows: Sequence[str], width: int) -> list[str]:
    out: list[str] = []
    last = ""
    for row in rows:
        if last.strip() and row.strip() and _is_wrapped(last, row, width):
            out[-1] = f"{out[-1].rstrip()} {row.strip()}"
        else:
            out.append(row)
        last = row
    return out
