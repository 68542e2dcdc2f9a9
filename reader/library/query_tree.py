"""What a query means: a tree of conditions on articles. The parser makes it, `selection` turns it into SQL."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from reader.article import EntityKind

Flag = Literal["unread", "read", "starred"]


class Words(msgspec.Struct, frozen=True):
    """The text holds these words, next to each other if there are several.

    `beginning`: the last word may go on. `title`: only the title is searched.
    """

    text: str
    beginning: bool = False
    title: bool = False


class Names(msgspec.Struct, frozen=True):
    """The article names an entity of this kind (None: any) that is called so."""

    kind: EntityKind | None
    name: str


class Source(msgspec.Struct, frozen=True):
    """The outlet's name holds these words."""

    name: str


class Tagged(msgspec.Struct, frozen=True):
    """The article bears this tag."""

    tag: str


class Language(msgspec.Struct, frozen=True):
    """The article is in this language, a lower-case ISO 639 code."""

    code: str


class Marked(msgspec.Struct, frozen=True):
    """The user has (or has not) read it, or starred it."""

    flag: Flag


class Period(msgspec.Struct, frozen=True):
    """The article's date lies in [since, until), seconds since 1970 UTC; None is open."""

    since: int | None = None
    until: int | None = None


class Not(msgspec.Struct, frozen=True):
    """The condition does not hold."""

    part: Node


class All(msgspec.Struct, frozen=True):
    """Every condition holds; without parts, always."""

    parts: tuple[Node, ...] = ()


class Some(msgspec.Struct, frozen=True):
    """At least one condition holds."""

    parts: tuple[Node, ...]


Node: TypeAlias = Words | Names | Source | Tagged | Language | Marked | Period | Not | All | Some
