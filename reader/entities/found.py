"""A mention while rules still work on it: offsets of the folded text, and what was found."""

from __future__ import annotations

from typing import NamedTuple

from reader.article import EntityKind, Form


class Found(NamedTuple):
    """Code points `start` to `end` of the folded text name `entity`; the last four fields are set for leaders."""

    start: int
    end: int
    kind: EntityKind
    entity: str
    form: Form
    name: str = ""
    country: str | None = None
    role: str | None = None
    discovered: bool = False
