"""What the user did with articles: reading it, turning a wish into journal entries, saying what an undo did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from reader.errors import UsageError
from reader.library.catchup import Truths
from reader.library.entries import FIELDS, read_value
from reader.library.errors import UnknownArticleError
from reader.library.index import Index
from reader.library.rows import MarkField
from reader.library.steps import Amendment, Mark, Step


class Marks(NamedTuple):
    """What the user did with an article."""

    read: bool
    starred: bool
    deleted: bool
    tags: tuple[str, ...]


def marks_of(article_id: str, truths: Truths, index: Index) -> Marks:
    """The article's marks; of a deleted one only that. Raises UnknownArticleError."""
    row = index.row(article_id)
    if row is not None:
        return Marks(row.read, row.starred, False, row.tags)
    is_indexed = index.revision(article_id) is not None
    if not is_indexed and not truths.store.latest(article_id):
        raise UnknownArticleError(article_id)
    return Marks(False, False, is_indexed, ())


def wanted(
    article_ids: Sequence[str], field: MarkField, value: bool | Sequence[str], truths: Truths, index: Index
) -> list[Mark]:
    """What is to be kept so that `field` of these articles has `value`; those that have it already are left out.

    Raises UnknownArticleError, and UsageError for a value that the field can't have.
    """
    known = read_value(field, value if isinstance(value, bool) else list(value))
    if known is None:
        raise UsageError(f"{field} can't be {value!r}", "", f"the marks are {', '.join(FIELDS)}")
    rows = {row.id: row for row in index.rows_by_id(article_ids)}
    marks = []
    for article_id in dict.fromkeys(article_ids):
        row = rows.get(article_id)
        now: Any = marks_of(article_id, truths, index) if row is None or field == "deleted" else row
        was = getattr(now, field)
        if was != known:
            marks.append(Mark(article_id, field, known, was))
    return marks


def in_words(undone: Sequence[Step]) -> str:
    """What an undo did; empty when it had nothing to do."""
    amendments = [step for step in undone if isinstance(step, Amendment)]
    if not amendments:
        return _marks_in_words([step for step in undone if isinstance(step, Mark)])
    from reader.library.amending import corrections_in_words

    return corrections_in_words(amendments)


def _marks_in_words(undone: Sequence[Mark]) -> str:
    if not undone:
        return ""
    articles = len({mark.article for mark in undone})
    what = "1 article" if articles == 1 else f"{articles:,} articles"
    _, field, value, _ = undone[0]
    if field == "tags":
        return f"the tags of {what} are as before"
    states = {"read": ("unread", "read"), "starred": ("not starred", "starred"), "deleted": ("back", "deleted")}
    return f"{what} {'is' if articles == 1 else 'are'} {states[field][bool(value)]} again"
