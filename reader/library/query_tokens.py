"""The query language cut into tokens, each with the place where it begins."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from reader.errors import UsageError

TokenKind = Literal["word", "phrase", "field", "open", "close", "and", "or", "not", "end"]

_FIELD = re.compile(r"([A-Za-z_]+):")
_WORD = re.compile(r'[^\s()"]+')
_OPERATORS: dict[str, TokenKind] = {"AND": "and", "OR": "or", "NOT": "not"}


class QueryError(UsageError):
    """A query that can't be understood. `position` is the code point, from 0, where the trouble begins."""

    def __init__(self, what: str, position: int, remedy: str) -> None:
        super().__init__(f"{what} at character {position + 1}", "query", remedy)
        self.position = position


class Token(NamedTuple):
    """`text` is what was written: without quotes for a phrase, without colon for a field."""

    kind: TokenKind
    text: str
    position: int


def tokens(text: str) -> list[Token]:
    """The tokens of a query, an `end` last. Raises QueryError for a quote that is never closed."""
    found: list[Token] = []
    place = 0
    while place < len(text):
        char = text[place]
        if char.isspace():
            place += 1
        elif char in "()":
            found.append(Token("open" if char == "(" else "close", char, place))
            place += 1
        elif char == '"':
            found.append(_phrase(text, place))
            place += len(found[-1].text) + 2
        elif char == "-" and place + 1 < len(text) and not text[place + 1].isspace() and text[place + 1] != "-":
            found.append(Token("not", char, place))
            place += 1
        else:
            token, place = _word(text, place)
            found.append(token)
    found.append(Token("end", "", len(text)))
    return found


def _phrase(text: str, start: int) -> Token:
    end = text.find('"', start + 1)
    if end < 0:
        raise QueryError("a quote is opened and not closed", start, 'close it with another "')
    return Token("phrase", text[start + 1 : end], start)


def _word(text: str, start: int) -> tuple[Token, int]:
    if field := _FIELD.match(text, start):
        return Token("field", field[1], start), field.end()
    word = _WORD.match(text, start)
    assert word is not None
    kind = _OPERATORS.get(word[0], "word")
    return Token(kind, word[0], start), word.end()
