"""What an act of the user consists of, marks and corrections, and the journal lines that say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

import msgspec

from reader.corrections import Correction, CorrectionKey
from reader.library.clock import Stamp
from reader.library.entries import ARTICLES_A_LINE, CORRECTION, Entry, Value, read_correction, read_value
from reader.library.rows import Change, CorrectionChange, MarkField

Key = tuple[str, ...]
"""What a change is of: an article and a field, or the key of a correction."""
MARK_KEY: Final = 2
"""Parts of a mark's key; that of a correction has more."""
LATEST_SECOND: Final = 253_402_214_400
"""Seconds since 1970 of the last day that a date can name; a device's clock may claim a later one."""


class Mark(NamedTuple):
    """`field` of an article is to have `value`; so far it has `was`."""

    article: str
    field: MarkField
    value: Value
    was: Value


class Amendment(NamedTuple):
    """About `key` the user says `value` from now on, None for nothing any more; so far they said `was`."""

    key: CorrectionKey
    value: Correction | None
    was: Correction | None


Step = Mark | Amendment
"""One thing that an act consists of."""


def lines_of(steps: Sequence[Step]) -> list[Entry]:
    """One line a correction; and one for every ARTICLES_A_LINE articles whose field goes from one value to another."""
    alike: dict[tuple[str, Value, Value], list[str]] = defaultdict(list)
    lines: list[Entry] = []
    for step in steps:
        if isinstance(step, Amendment):
            value, was = step.value or False, step.was or False
            lines.append(Entry((0, 0), "", "", CORRECTION, value, was, (), about=step.key))
        else:
            alike[step.field, step.value, step.was].append(step.article)
    return lines + [
        Entry((0, 0), "", "", field, value, was, tuple(articles[start : start + ARTICLES_A_LINE]))
        for (field, value, was), articles in alike.items()
        for start in range(0, len(articles), ARTICLES_A_LINE)
    ]


def said_at(stamp: Stamp, value: Value | Correction) -> Value | Correction:
    """A correction that is new was said at this stamp; later ones of the same millisecond are a microsecond apart."""
    if not isinstance(value, Correction) or value.when is not None:
        return value
    when = datetime.fromtimestamp(min(stamp.millis // 1000, LATEST_SECOND), UTC)
    microseconds = stamp.millis % 1000 * 1000 + min(stamp.counter, 999)
    return msgspec.structs.replace(value, when=when.replace(microsecond=microseconds))


def reversing(entry: Entry) -> Iterator[Step]:
    """What takes the entry back, as far as this version understands it."""
    if entry.field == CORRECTION:
        if entry.about:
            value, was = (read_correction(entry.about, found) for found in (entry.value, entry.was))
            if value is not None and was is not None:
                yield Amendment(entry.about, was or None, value or None)
        return
    value_, was_ = read_value(entry.field, entry.value), read_value(entry.field, entry.was)
    if value_ is not None and was_ is not None:
        for article in entry.articles:
            yield Mark(article, entry.field, was_, value_)  # type: ignore[arg-type]  # read_value knows the field


def said(entry: Entry) -> tuple[Value | Correction | None, list[Key]]:
    """What the entry says, None for what can't be understood, and about what."""
    if entry.field == CORRECTION:
        return (read_correction(entry.about, entry.value), [entry.about]) if entry.about else (None, [])
    return read_value(entry.field, entry.value), [(article, entry.field) for article in entry.articles]


def change_of(key: Key, value: Value | Correction) -> Change | CorrectionChange:
    """What the last thing said about `key` changes."""
    if len(key) > MARK_KEY:
        return CorrectionChange(key, value or None)  # type: ignore[arg-type]  # of a correction, or False
    return Change(*key, value)  # type: ignore[call-arg,arg-type]  # an article and a known field
