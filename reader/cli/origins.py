"""Where the fields of a cleaned page were found, for a person: field, value and place, in the width of the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from reader import safe_text
from reader.cli.output import on_terminal, say, say_table, width

if TYPE_CHECKING:
    from rich.text import Text

FIELDS: Final = (
    "url", "title", "standfirst", "byline", "agencies", "source", "published", "updated", "dateline", "section", "tags",
    "language",
)  # fmt: skip
"""The fields of an article that come from one place each, in the order shown."""
REFUSED: Final = "refused"
WIDEST: Final = 100
"""Cells of the widest line."""
VALUE_MAX: Final = 160
"""Code points of a value that are shown."""
_INDENT: Final = 12


def say_origins(document: dict[str, Any]) -> None:
    """Each field of a `clean --explain` object on stdout, with where it was found; then what was refused, and why.

    A pipe gets a line a field: field, value, place and words, parted by tabs.
    """
    rows = list(_rows(document))
    if not on_terminal():
        say_table(rows, grow=3)
        return
    for field, value, place, words in rows:
        for line in _lines(field, value, place, words):
            say(line)


def _rows(document: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    origins = document["origins"]
    for field in FIELDS:
        value = _shown(document[field])
        found = next((at for at in origins if at["field"] == field and at["place"] != REFUSED), None)
        if value:
            yield field, value, found["place"] if found else "", found["words"] if found else ""
    for at in origins:
        if at["place"] == REFUSED:
            yield at["field"], "", REFUSED, at["words"]


def _shown(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else value or ""
    return safe_text.line(text, VALUE_MAX)


def _lines(field: str, value: str, place: str, words: str) -> Iterator[str]:
    """The field's value, and under it the place with the words, both broken at the right edge."""
    room = min(WIDEST, width()) - _INDENT
    where = f"{place}: {words}" if words else place
    label = f"{field:{_INDENT}}"
    for text in (value, where):
        for line in _broken(text, room):
            yield f"{label}{line}".rstrip()
            label = " " * _INDENT


def _broken(text: str, room: int) -> list[str]:
    from rich.console import Console
    from rich.text import Text

    if not text:
        return []
    lines: list[Text] = list(Text(text).wrap(Console(width=room), room))
    return [line.plain.rstrip() for line in lines]
