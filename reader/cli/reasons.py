"""The mentions of a text with their reasons, for a person: a few aligned lines each, in the width of the terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from reader import safe_text
from reader.cli.output import width
from reader.cli.page import STYLES

if TYPE_CHECKING:
    from rich.text import Text

WIDEST: Final = 100
"""Cells of the widest line."""
CONTEXT: Final = 240
"""Code points of the text to either side of a mention that are looked at for its sentence."""
_INDENT: Final = 7
_SENTENCE_END: Final = re.compile(
    r"(?<=[a-z0-9]{4})[.!?][\"')\]\u2019\u201d]* +(?=[\"'(\[\u2018\u201c]*(?:[A-Z]|\Z))|\n"
)
"""Where a line ends, or a sentence whose last word is too long for an abbreviation."""


def say_reasons(mentions: Sequence[dict[str, Any]], text: str, day: str | None) -> None:
    """Each mention of `text` on stdout: in its sentence, whom it names, the rule, why, and the data behind it.

    Colours and attributes are rich's affair, which leaves them out in a pipe and colours under NO_COLOR.
    """
    from rich.console import Console

    from reader.ingest.moments import moment

    when = moment(day) if day else None
    room = min(WIDEST, width()) - 1
    console = Console(width=room, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for number, mention in enumerate(mentions):
        if number:
            console.print()
        style = STYLES[mention["kind"]]
        console.print(_headed(mention, style))
        rows = {
            "in": _in_sentence(text, mention["start"], mention["end"], style, room - _INDENT),
            "is": _told(mention, when.date() if when else None),
            "rule": _plain(mention["rule"]),
            "why": _plain(mention["why"]),
            "data": _plain(mention["data"]),
        }
        for label, told in rows.items():
            for place, line in enumerate(told.wrap(console, room - _INDENT)):
                line.rstrip()
                console.print(_row("" if place else label, line))


def _headed(mention: dict[str, Any], style: str) -> Text:
    from rich.text import Text

    surface = safe_text.line(mention["surface"], safe_text.NAME)
    return Text.assemble((surface, style), f"  {mention['start']}-{mention['end']}")


def _row(label: str, line: Text) -> Text:
    from rich.text import Text

    return Text.assemble("  ", (f"{label:{_INDENT - 2}}", "dim"), line)


def _plain(words: str) -> Text:
    from rich.text import Text

    return Text(safe_text.line(words, safe_text.URL))


def _told(mention: dict[str, Any], day: date | None) -> Text:
    """Name, kind and id; of a leader the office of the day and what came of it, or the role that the text gives."""
    from reader.entities.gazetteer.gazetteer import load_gazetteer

    parts = [mention["name"], mention["kind"], mention["id"]]
    if mention["kind"] == "leader":
        known = (
            "" if mention["discovered"] else load_gazetteer().office_words(mention["id"], day, datetime.now(UTC).date())
        )
        parts += ["not in the gazetteer"] if mention["discovered"] else []
        parts.append(known or mention["role"] or "")
    return _plain(" · ".join(part for part in parts if part))


def _in_sentence(text: str, start: int, end: int, style: str, room: int) -> Text:
    """The sentence around a mention in one line of `room` cells, the mention between marks."""
    from rich.cells import cell_len
    from rich.text import Text

    from reader.tui.cells import shortened

    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    before = before[ends[-1] :] if ends else before
    stop = _SENTENCE_END.search(after)
    after = after[: stop.end()] if stop else after
    surface = f"\u2039{safe_text.line(text[start:end], safe_text.NAME)}\u203a"
    left = safe_text.line(before) + (" " if before[-1:].isspace() else "")
    right = (" " if after[:1].isspace() else "") + safe_text.line(after)
    spare = max(0, room - cell_len(surface))
    left = _end_of(left, max(spare // 2, spare - cell_len(right)))
    right = shortened(right, spare - cell_len(left))
    return Text.assemble(left, (shortened(surface, room), style), right)


def _end_of(text: str, room: int) -> str:
    """The end of the text after an ellipsis, as much as fits into `room` cells."""
    from rich.cells import cell_len

    if cell_len(text) <= room:
        return text
    while text and cell_len(text) >= room:
        text = text[1:]
    return f"\u2026{text}" if text else ""
