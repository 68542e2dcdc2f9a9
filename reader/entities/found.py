"""A mention while rules still work on it: offsets of the folded text, what was found, and the rule that found it."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from reader.article import EntityKind, Form

Rule = Literal[
    "full-name", "alias", "name-in-capitals", "common-name",
    "title-before-name", "counterpart", "title-then-comma", "name-then-title", "title-for-several", "party-and-state",
    "second-mention", "second-mention-in-part", "second-mention-in-capitals",
    "administration", "surname-after-honorific", "surname-heralded-elsewhere", "surname-in-the-news",
    "surname-of-a-power",
    "country-name", "country-alias", "demonym", "prefix", "hashtag", "shared-name", "homograph", "one-sense",
    "half-of-a-country", "seat-of-power", "seat-as-place",
    "capital-as-actor", "capital-in-a-pair", "capital-of-the-union", "capital-as-place", "dateline",
    "organisation-name",
]  # fmt: skip
"""Slugs of all rules that make a mention; `explain.RULES` says what each does."""
Span = tuple[int, int]
NOWHERE: Final[Span] = (0, 0)
"""The evidence of a rule that needs no words beyond the mention's own."""


class Found(NamedTuple):
    """Code points `start` to `end` of the folded text name `entity`, found by `rule` with the words at `evidence`.

    `name` to `discovered` are set for leaders.
    """

    start: int
    end: int
    kind: EntityKind
    entity: str
    form: Form
    rule: Rule
    evidence: Span = NOWHERE
    name: str = ""
    country: str | None = None
    role: str | None = None
    discovered: bool = False
