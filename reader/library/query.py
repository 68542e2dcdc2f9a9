"""The query language: `xi OR maduro leader:"xi jinping" -is:read after:7d`, read by recursive descent into a tree.

    either   = both { OR both }
    both     = unless { [AND] unless }
    unless   = ( NOT | - ) unless  |  ( either )  |  "phrase"  |  word  |  field: ( word | "phrase" | ( either ) )

Nothing of what the user wrote becomes SQL or full-text syntax.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final

import msgspec

from reader.library.query_dates import DATE_FORMS, read_moment
from reader.library.query_tokens import QueryError, Token, tokens
from reader.library.query_tree import All, Flag, Language, Marked, Names, Node, Not, Period, Some, Source, Tagged, Words

__all__ = ["EVERYTHING", "FIELDS", "Query", "QueryError", "parse_query"]

LONGEST: Final = 2_000
MOST_CONDITIONS: Final = 64
DEEPEST: Final = 20
"""Bounds of a query: code points, conditions, brackets inside brackets."""
_UNSENDABLE: Final = re.compile("[\x00\ud800-\udfff]")
"""What SQLite can't take; a space in its place keeps positions right."""
SHORTEST_BEGINNING: Final = 2
"""Letters before a star; with fewer, nearly every word there is would have to be looked up."""
FIELDS: Final = (
    "leader", "country", "with", "organisation", "source", "after", "before", "is", "tag", "lang", "title",
)  # fmt: skip
_FLAGS: Final[dict[str, Flag]] = {"unread": "unread", "read": "read", "starred": "starred"}


class Query(msgspec.Struct, frozen=True):
    """What is asked for. `text` is what the user wrote, `words` the free words and phrases, for marking hits."""

    text: str = ""
    tree: Node = All()
    words: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether every article is meant."""
        return self.tree == All()


EVERYTHING: Final = Query()


def parse_query(text: str, *, now: datetime | None = None) -> Query:
    """What `text` asks for; ages as in `after:7d` are counted back from `now` (default: the present).

    Raises QueryError with the position and what to do.
    """
    if len(text) > LONGEST:
        raise QueryError(f"the query is longer than {LONGEST:,} characters", LONGEST, "ask for less at once")
    tree = _Parser(tokens(_UNSENDABLE.sub(" ", text)), now or datetime.now(UTC)).whole()
    return Query(text, tree, tuple(dict.fromkeys(_free_words(tree))))


class _Parser:
    def __init__(self, found: list[Token], now: datetime) -> None:
        self._tokens = found
        self._place = 0
        self._depth = 0
        self._conditions = 0
        self._now = now

    @property
    def _next(self) -> Token:
        return self._tokens[self._place]

    def _take(self) -> Token:
        token = self._next
        self._place += token.kind != "end"
        return token

    def whole(self) -> Node:
        if self._next.kind == "end":
            return All()
        tree = self._either(None)
        if self._next.kind == "close":
            raise QueryError("a bracket is closed that was never opened", self._next.position, "take it out")
        if tree is None:
            raise QueryError("there is nothing to look for", 0, "use letters or digits")
        return tree

    def _either(self, field: str | None) -> Node | None:
        parts = [self._both(field)]
        while self._next.kind == "or":
            self._take()
            parts.append(self._both(field))
        found = tuple(part for part in parts if part is not None)
        return found[0] if len(found) == 1 else Some(found) if found else None

    def _both(self, field: str | None) -> Node | None:
        parts = [self._unless(field)]
        while self._next.kind not in ("or", "close", "end"):
            if self._next.kind == "and":
                self._take()
            parts.append(self._unless(field))
        found = tuple(part for part in parts if part is not None)
        return found[0] if len(found) == 1 else All(found) if found else None

    def _unless(self, field: str | None) -> Node | None:
        token = self._take()
        self._deeper(token)
        try:
            if token.kind == "not":
                part = self._unless(field)
                return None if part is None else Not(part)
            if token.kind == "open":
                return self._bracket(token, field)
            if token.kind == "field":
                return self._field(token, field)
        finally:
            self._depth -= 1
        if token.kind not in ("word", "phrase"):
            raise QueryError(
                f"a word is missing before {token.text!r}" if token.text else "a word is missing",
                token.position,
                "write one there, or put AND, OR, NOT into quotes to look for them as words",
            )
        return self._condition(token, field)

    def _deeper(self, token: Token) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(f"there are more than {DEEPEST} brackets inside each other", token.position, "ask simpler")

    def _bracket(self, opened: Token, field: str | None) -> Node | None:
        part = self._either(field)
        if self._take().kind != "close":
            raise QueryError("a bracket is opened and not closed", opened.position, "close it with )")
        return part

    def _field(self, token: Token, outer: str | None) -> Node | None:
        name = token.text.lower()
        name = "organisation" if name == "organization" else name
        if name not in FIELDS:
            raise QueryError(
                f"there is no field {token.text!r}",
                token.position,
                f"fields are {', '.join(FIELDS)}; put the word into quotes to look for it as it is",
            )
        if outer is not None:
            raise QueryError(f"{name}: stands inside {outer}:", token.position, "close the bracket before it")
        value = self._next
        if value.position != token.position + len(token.text) + 1 or value.kind not in ("word", "phrase", "open"):
            raise QueryError(f"{name}: lacks a value", value.position, f"write it right after the colon: {name}:…")
        self._take()
        return self._bracket(value, name) if value.kind == "open" else self._condition(value, name)

    def _condition(self, token: Token, field: str | None) -> Node | None:
        self._conditions += 1
        if self._conditions > MOST_CONDITIONS:
            raise QueryError(f"there are more than {MOST_CONDITIONS} words", token.position, "ask for less at once")
        if field in (None, "title"):
            return _words(token, title=field == "title")
        if field in ("after", "before", "is"):
            return self._moment(token, field) if field != "is" else _flag(token)
        if not _searchable(token.text):
            raise QueryError(f"{field}: lacks a name", token.position, "use letters or digits")
        return _NAMED[field or ""](token.text)

    def _moment(self, token: Token, field: str) -> Node:
        moment = read_moment(token.text, self._now)
        if moment is None:
            raise QueryError(f"{token.text!r} is no date", token.position, f"write {DATE_FORMS}")
        return Period(since=moment) if field == "after" else Period(until=moment)


_NAMED: Final[dict[str, Callable[[str], Node]]] = {
    "leader": lambda name: Names("leader", name),
    "country": lambda name: Names("country", name),
    "organisation": lambda name: Names("organisation", name),
    "with": lambda name: Names(None, name),
    "source": Source,
    "tag": Tagged,
    "lang": lambda code: Language(code.lower()),
}


def _words(token: Token, *, title: bool) -> Node | None:
    """What a free word or phrase asks for; None for one without a letter or digit, which nothing can find."""
    if not _searchable(token.text):
        return None
    beginning = token.kind == "word" and token.text.endswith("*")
    if beginning and sum(char.isalnum() for char in token.text) < SHORTEST_BEGINNING:
        raise QueryError(
            f"{token.text!r} begins too many words",
            token.position,
            f"give at least {SHORTEST_BEGINNING} letters before the star",
        )
    return Words(token.text.rstrip("*") if beginning else token.text, beginning, title)


def _flag(token: Token) -> Node:
    flag = _FLAGS.get(token.text.lower())
    if flag is None:
        raise QueryError(
            f"is:{token.text} is not known", token.position, f"write {', '.join(f'is:{f}' for f in _FLAGS)}"
        )
    return Marked(flag)


def _searchable(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _free_words(tree: Node) -> Iterator[str]:
    if isinstance(tree, Words):
        yield tree.text
    elif isinstance(tree, All | Some):
        for part in tree.parts:
            yield from _free_words(part)
