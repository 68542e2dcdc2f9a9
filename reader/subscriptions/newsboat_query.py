"""newsboat's filter language turned into our query language, as far as the two say the same."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

LONGEST: Final = 2_000
DEEPEST: Final = 10
"""Bounds of an expression: code points, brackets inside brackets."""

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<bracket>[()])"
    r'|(?P<string>"(?:[^"\\]|\\.)*")'
    r"|(?P<range>-?\d{1,9}:-?\d{1,9})"
    r"|(?P<number>-?\d{1,9})"
    r"|(?P<operator>==|!=|=~|!~|<=|>=|!\#|=|<|>|\#)"
    r"|(?P<word>[A-Za-z_]\w{0,40}))"
)
_SPECIAL: Final = re.compile(r"[.\[\]{}()*+?^$|\\]")
_QUOTED: Final = re.compile(r"\\([.\-/+])")
"""A sign of a pattern that stands for itself."""
_NEGATED: Final = {"!=": "=", "!~": "=~", "!#": "#"}
_TEXTS: Final = {"title": "title:", "content": "", "feedtitle": "source:"}


class UntranslatableError(ValueError):
    """What our query language cannot say, or newsboat cannot read; its text says which."""


class _Token(NamedTuple):
    kind: str
    text: str


def translated(expression: str) -> str:
    """The query of ours that finds what newsboat's filter expression does.

    Between `and` and `or` there is no precedence: both bind to the right, as newsboat reads them. Patterns are
    translated where they are plain words, or several between bars. Raises UntranslatableError.
    """
    if len(expression) > LONGEST:
        raise UntranslatableError(f"it is longer than {LONGEST:,} characters")
    parser = _Parser(_tokens(expression))
    query = parser.expression(0)
    if parser.rest:
        raise UntranslatableError(f"{parser.rest[0].text!r} is not expected there")
    return query[1:-1] if _wrapped(query) else query


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self.rest = tokens

    def expression(self, depth: int) -> str:
        """Brackets count as depth, and so does what binds to the right."""
        terms = [self._term(depth)]
        joints: list[str] = []
        while self.rest and self.rest[0].text.lower() in ("and", "or"):
            joints.append(self.rest.pop(0).text.upper())
            terms.append(self._term(depth))
        query = terms.pop()
        last = ""
        while terms:
            joint = joints.pop()
            if last and joint != last:
                query = f"({query})"
            query = f"{terms.pop()} {joint} {query}"
            last = joint
        return f"({query})" if last else query

    def _term(self, depth: int) -> str:
        if depth > DEEPEST:
            raise UntranslatableError(f"there are more than {DEEPEST} brackets inside each other")
        token = self._take("a condition")
        if token.text == "(":
            inside = self.expression(depth + 1)
            if self._take("a closing bracket").text != ")":
                raise UntranslatableError("a bracket is not closed")
            return inside
        if token.kind != "word":
            raise UntranslatableError(f"{token.text!r} is not expected there")
        operator = self._take("an operator")
        value = self._take("a value")
        return _condition(token.text.lower(), operator.text.lower(), value)

    def _take(self, wanted: str) -> _Token:
        if not self.rest:
            raise UntranslatableError(f"{wanted} is missing at its end")
        return self.rest.pop(0)


def _tokens(expression: str) -> list[_Token]:
    found: list[_Token] = []
    place = 0
    end = len(expression.rstrip())
    while place < end:
        match = _TOKEN.match(expression, place)
        if match is None:
            raise UntranslatableError(f"{expression[place : place + 20].strip()!r} can't be understood")
        kind = match.lastgroup or ""
        text = match[kind]
        if kind == "string":
            text = re.sub(r'\\(["\\])', r"\1", text[1:-1])
        found.append(_Token(kind, text))
        place = match.end()
    return found


def _condition(name: str, operator: str, value: _Token) -> str:
    if operator in _NEGATED:
        return f"-{_condition(name, _NEGATED[operator], value)}"
    operator = "=" if operator == "==" else operator
    if name == "unread" and operator == "=" and value.text in ("yes", "no"):
        return "is:unread" if value.text == "yes" else "is:read"
    if name == "age":
        return _age(operator, value)
    if name == "tags" and operator == "#":
        return f"tag:{_phrase(value.text)}"
    if name in _TEXTS and operator == "=~":
        return _pattern(_TEXTS[name], value.text)
    if name in ("title", "feedtitle") and operator == "=":
        return f"{_TEXTS[name]}{_phrase(value.text)}"
    if name in _KNOWN:
        raise UntranslatableError(f"there is no query for {name} {operator}")
    raise UntranslatableError(f"there is no attribute {name!r}")


_KNOWN: Final = frozenset(
    "title link author content date guid unread enclosure_url enclosure_type flags age articleindex feedtitle "
    "description feedlink feeddate rssurl unread_count total_count tags feedindex latest_article_age".split()
)


def _age(operator: str, value: _Token) -> str:
    """Ages are whole days in newsboat, cut off: an age of 3 is from three days to just under four."""
    if operator == "between" and value.kind == "range":
        low, high = sorted(int(part) for part in value.text.split(":"))
        return _between(low, high)
    if value.kind != "number":
        raise UntranslatableError("an age is a number of days")
    days = int(value.text)
    match operator:
        case "<":
            return _between(0, days - 1)
        case "<=":
            return _between(0, days)
        case ">":
            return f"before:{_days(days + 1)}"
        case ">=":
            return f"before:{_days(days)}"
        case "=":
            return _between(days, days)
    raise UntranslatableError(f"there is no query for age {operator}")


def _between(low: int, high: int) -> str:
    if high < 0:
        raise UntranslatableError("no article is younger than that")
    after = f"after:{_days(high + 1)}"
    return after if low <= 0 else f"({after} before:{_days(low)})"


def _days(days: int) -> str:
    return f"{min(max(days, 0), 36_500)}d"


def _pattern(field: str, pattern: str) -> str:
    """A pattern that is plain words, or several of them between bars, in brackets or not."""
    words = pattern[1:-1] if re.fullmatch(r"\([^()]*\)", pattern) else pattern
    choices = words.split("|")
    if any(_SPECIAL.search(_QUOTED.sub("", choice)) for choice in choices):
        raise UntranslatableError(f"the pattern {pattern!r} is more than words")
    phrases = [_phrase(_QUOTED.sub(r"\1", choice)) for choice in choices]
    return f"{field}{phrases[0]}" if len(phrases) == 1 else f"{field}({' OR '.join(phrases)})"


def _phrase(text: str) -> str:
    text = text.strip()
    if not any(char.isalnum() for char in text) or '"' in text:
        raise UntranslatableError(f"there are no words in {text!r} to look for")
    return text if re.fullmatch(r"\w+", text) and text not in ("AND", "OR", "NOT") else f'"{text}"'


def _wrapped(query: str) -> bool:
    """Whether the first bracket is closed by the last, and none of them is inside quotes."""
    if not (query.startswith("(") and query.endswith(")")):
        return False
    depth = 0
    for place, char in enumerate(re.sub(r'"[^"]*"', lambda match: "x" * len(match[0]), query)):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return place == len(query) - 1
    return False
