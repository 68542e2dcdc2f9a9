"""On which line of a TOML file each table, key and array element stands. The standard library's parser gives values and
no lines; this scanner gives lines and no values, for text that the parser has taken already.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Final, NamedTuple

KeyPath = tuple[str | int, ...]
"""Where a value lies: ("leader", 3, "offices", 0, "since")."""

_TOKEN: Final = re.compile(
    r"(?P<idle>[ \t\r]+|\#[^\n]*)"
    r"|(?P<break>\n)"
    r'|(?P<string>"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*')"
    r"|(?P<sign>[\[\]{}=,.])"
    r"|(?P<bare>[^\s\[\]{}=,.#\"']+)",
    re.DOTALL,
)


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


class _Frame(NamedTuple):
    """An array or an inline table that is open; the next element of an array has the number `number`."""

    path: KeyPath
    array: bool
    number: int = 0


def lines_of(text: str) -> dict[KeyPath, int]:
    """The line, counted from 1, of everything in this valid TOML text, by where it lies."""
    return _Scan(text).lines


def entry_lines(text: str, kind: str, count: int) -> list[int]:
    """The lines of the `count` tables `[[kind]]` of a valid file. Without strings of several lines, which may hold what
    looks like a header, the headers are easily found.
    """
    if '"""' not in text and "'''" not in text:
        header = f"[[{kind}]]"
        found = [number for number, line in enumerate(text.split("\n"), 1) if line.strip() == header]
        if len(found) == count:
            return found
    lines = lines_of(text)
    return [lines[kind, number] for number in range(count)]


class _Scan:
    """One pass over the tokens. Containers are on a stack of our own, so depth costs no recursion."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._last: dict[KeyPath, int] = {}
        """Number of the last element of each array of tables."""
        self._table: KeyPath = ()
        self._open: list[_Frame] = []
        self._keys: list[str] = []
        self._value: KeyPath | None = None
        """Where the value goes that is expected now."""
        self._tokens = _tokens(text)
        for token in self._tokens:
            self._take(token)

    def _take(self, token: _Token) -> None:
        if token.kind == "break":
            return
        if self._value is not None:
            self._begin(token, self._value)
        elif self._open and self._open[-1].array:
            self._in_array(token)
        elif self._open and token.text == "}" and token.kind == "sign":
            self._open.pop()
        elif token.kind == "sign" and token.text == "[":
            self._header()
        else:
            self._key(token)

    def _begin(self, token: _Token, path: KeyPath) -> None:
        """The first token of a value. What follows in a number or a date is passed over as idle signs and words."""
        self._value = None
        if token.kind == "sign" and token.text in "[{":
            self._open.append(_Frame(path, token.text == "["))
        elif token.kind == "bare":
            self._rest_of_scalar()

    def _rest_of_scalar(self) -> None:
        for token in self._tokens:
            if token.kind == "break" or (token.kind == "sign" and token.text in ",]}"):
                self._take(token)
                return

    def _in_array(self, token: _Token) -> None:
        if token.kind == "sign" and token.text == "]":
            self._open.pop()
        elif token.kind != "sign" or token.text in "[{":
            frame = self._open[-1]
            self._open[-1] = frame._replace(number=frame.number + 1)
            path = (*frame.path, frame.number)
            self.lines[path] = token.line
            self._begin(token, path)

    def _key(self, token: _Token) -> None:
        if token.kind != "sign":
            self._keys.append(_key_text(token))
            if len(self._keys) == 1:
                self._key_line = token.line
        elif token.text == "=":
            path = self._open[-1].path if self._open else self._table
            for key in self._keys:
                path = (*path, key)
                self.lines.setdefault(path, self._key_line)
            self._keys = []
            self._value = path

    def _header(self) -> None:
        keys: list[str] = []
        depth = 1
        line = 0
        for token in self._tokens:
            line = line or token.line
            if token.kind != "sign":
                keys.append(_key_text(token))
            elif token.text == "[":
                depth = 2
            elif token.text == "]":
                break
        if depth == 2:
            next(self._tokens, None)
        path: KeyPath = ()
        for key in keys if depth == 1 else keys[:-1]:
            path = (*path, key)
            self.lines.setdefault(path, line)
            if path in self._last:
                path = (*path, self._last[path])
        if depth == 2:
            path = (*path, keys[-1])
            self.lines.setdefault(path, line)
            self._last[path] = self._last.get(path, -1) + 1
            path = (*path, self._last[path])
            self.lines[path] = line
        self._table = path


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "idle":
            yield _Token(kind, match[0], line)
            line += match[0].count("\n") if kind in ("break", "string") else 0


def _key_text(token: _Token) -> str:
    if token.text.startswith("'"):
        return token.text[1:-1]
    if token.text.startswith('"'):
        decoded: str = tomllib.loads(f"key = {token.text}")["key"]
        return decoded
    return token.text
