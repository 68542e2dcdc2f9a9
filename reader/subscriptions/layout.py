"""Where in the text of a TOML file its tables stand, so that one entry can be changed and every other byte stays. The
standard library's parser gives values and no places, and no writer of whole files keeps tables that alternate in order.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r"(?P<idle>[ \t\r]+|\#[^\n]*)"
    r"|(?P<break>\n)"
    r'|(?P<string>"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*')"
    r"|(?P<open>[\[{])"
    r"|(?P<close>[\]}])"
    r"|(?P<bare>[^\s\[\]{}#\"']+)",
    re.DOTALL,
)
_HEADER: Final = re.compile(r"\[\[?(?:[^\"'\]\n]|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')*\]\]?[^\n]*")

_PLAIN_HEADER: Final = re.compile(r"\[\[?([A-Za-z0-9_.-]+)\]")


class Table(NamedTuple):
    """A table of the file. `start` is the offset of its header's line, `end` that after the last line of its values;
    comments and empty lines below them are nobody's. `line` counts from 1; `keys` are its own with their lines.
    """

    path: tuple[str, ...]
    array: bool
    start: int
    end: int
    line: int
    keys: dict[str, int]


def entries_of(text: str, name: str) -> list[Table]:
    """The tables `[[name]]` of this valid TOML text, in order, each with the tables inside it that follow at once."""
    found: list[Table] = []
    inside = False
    for table in tables_of(text):
        if table.path == (name,) and table.array:
            found.append(table)
            inside = True
        elif inside and table.path[0] == name and len(table.path) > 1:
            found[-1] = found[-1]._replace(end=table.end, keys={**found[-1].keys, table.path[1]: table.line})
        else:
            inside = False
    return found


def top_keys(text: str) -> dict[str, int]:
    """The keys and tables at the top of this valid TOML text, each with the line where it comes first."""
    scan = _Scan(text)
    found = dict(scan.keys)
    for table in scan.tables:
        found.setdefault(table.path[0], table.line)
    return found


def tables_of(text: str) -> list[Table]:
    """All tables of this valid TOML text that have a header of their own."""
    return _Scan(text).tables


class _Scan:
    """One pass over the tokens; a value in brackets or a string of several lines hides what looks like a header."""

    def __init__(self, text: str) -> None:
        self.tables: list[Table] = []
        self.keys: dict[str, int] = {}
        """Keys above the first table."""
        self._text = text
        self._keys = self.keys
        self._begun: tuple[tuple[str, ...], bool, int, int] | None = None
        self._last = 0
        """Where the last token of the table ends that is read now."""
        self._scan()
        self._close()

    def _scan(self) -> None:
        line, line_start, place, depth, fresh = 1, 0, 0, 0, True
        token = _TOKEN.match
        while match := token(self._text, place):
            place = match.end()
            kind = match.lastgroup
            if kind == "break":
                line += 1
                line_start = place
                fresh = fresh or depth == 0
                continue
            if kind == "idle":
                continue
            if fresh and depth == 0:
                fresh = False
                if kind == "open":
                    place = self._last = self._header(match.start(), line_start, line)
                    continue
                self._keys.setdefault(_first_key(match[0]), line)
            if kind == "open":
                depth += 1
            elif kind == "close":
                depth -= 1
            elif kind == "string" and "\n" in match[0]:
                line += match[0].count("\n")
                line_start = match.start() + match[0].rindex("\n") + 1
            self._last = place

    def _header(self, start: int, line_start: int, line: int) -> int:
        """The place behind a header, with which a table begins."""
        self._close()
        match = _HEADER.match(self._text, start)
        assert match is not None, "the text has been parsed"
        plain = _PLAIN_HEADER.match(match[0])
        path = tuple(plain[1].split(".")) if plain else tuple(_path(tomllib.loads(match[0].rstrip())))
        self._begun = (path, match[0].startswith("[["), line_start, line)
        self._keys = {}
        return match.end()

    def _close(self) -> None:
        """The table that is read now ends with the line of its last token."""
        if self._begun is not None:
            path, array, start, line = self._begun
            end = self._text.find("\n", self._last) + 1
            self.tables.append(Table(path, array, start, end or len(self._text), line, self._keys))


def _first_key(token: str) -> str:
    """The first key of a dotted one. A bare token may go on to the value."""
    if token[0] not in "\"'":
        return token.partition("=")[0].partition(".")[0]
    return next(_path(tomllib.loads(f"{token} = 0")))


def _path(value: object) -> Iterator[str]:
    """The keys of a document that holds one table or value."""
    while isinstance(value, dict | list) and value:
        if isinstance(value, list):
            value = value[0]
        else:
            key = next(iter(value))
            yield key
            value = value[key]
