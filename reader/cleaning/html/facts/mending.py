"""JSON as pages really embed it: unwrapped, and mended where that is cheap and cannot change what it says."""

from __future__ import annotations

import html
import json
import re
from typing import Any, Final

MEND_MAX: Final = 500_000
"""Characters of the longest broken JSON that is mended; article records are far below."""
COMMENTS_MAX: Final = 100
"""Comments in JSON that is mended; each is looked for up to the end of the text."""
VALUES_MAX: Final = 50
"""Values written one after another in one script that are read."""

_WRAPPING = re.compile(r"^\s*(?:<!--|//(?=\s*<!\[)|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)?\s*(?:<!\[CDATA\[)?")
_UNWRAPPING = re.compile(r"\s*(?:/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>|-->)?[\s;]*$")
_FAULT = re.compile(
    r'(?P<text>"(?:[^"\\]|\\.)*")'  # a string: stays, but for escapes that JSON does not know
    r"|/\*.*?\*/|(?<![:\w])//[^\n]*"  # a comment
    r"|,(?=\s*[}\]])",  # a comma before the end
    re.DOTALL,
)
_ESCAPE = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})(.)', re.DOTALL)
_TAIL = 40
"""Characters at the end of a script in which its unwrapping stands."""


def loaded(text: str) -> list[Any]:
    """The values in a script of JSON, none where it cannot be read.

    Trailing commas, comments, raw newlines, unknown escapes and markup escapes are mended; several values in a row are
    read one by one.
    """
    text = _unwrapped(text)
    try:
        return [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        pass
    if len(text) > MEND_MAX or text.count("/*") > COMMENTS_MAX:
        return []
    if '"' not in text:
        text = html.unescape(text)
    return _in_a_row(_FAULT.sub(_mended, text))


def _unwrapped(text: str) -> str:
    text = text[_end_of_wrapping(text) :]
    tail = max(0, len(text) - _TAIL)
    return text[:tail] + _UNWRAPPING.sub("", text[tail:])


def _end_of_wrapping(text: str) -> int:
    match = _WRAPPING.match(text)
    return match.end() if match else 0


def _mended(match: re.Match[str]) -> str:
    text = match["text"]
    return _ESCAPE.sub(r"\1", text) if text else ""


def _in_a_row(text: str) -> list[Any]:
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    place = 0
    while place < len(text) and len(values) < VALUES_MAX:
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            break
        values.append(value)
        while place < len(text) and text[place] in " \t\r\n,;":
            place += 1
    return values
