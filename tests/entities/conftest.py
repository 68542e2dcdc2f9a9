"""What every test of this room asks: who and where a sentence names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from reader.entities.annotate import annotate_text

Seen = list[tuple[str, str]]
Look = Callable[..., Seen]


def _look(kind: str, text: str, day: str, title: str | None) -> Seen:
    found = annotate_text(text, date=date.fromisoformat(day), title=title)
    return [(one.surface, one.entity) for one in found if one.kind == kind and one.form != "capital"]


@pytest.fixture
def leaders() -> Look:
    """Surface and id of every leader in a text."""

    def look(text: str, day: str = "2023-06-01", title: str | None = None) -> Seen:
        return _look("leader", text, day, title)

    return look


@pytest.fixture
def countries() -> Look:
    """Surface and code of every country in a text, capitals named as mere places left out."""

    def look(text: str, day: str = "2023-06-01", title: str | None = None) -> Seen:
        return _look("country", text, day, title)

    return look
