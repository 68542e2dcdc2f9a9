"""The lines of a journal file: what one says, and reading them forwards and backwards past whatever is no line of ours.

A journal file may come from another device, another version or a half-done copy: every line is checked, and one that
can't be understood is passed over, where it stays.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, NamedTuple, get_args

import msgspec

from reader.corrections import Correction, CorrectionKey
from reader.library.clock import Stamp
from reader.library.keys import ID_LIMIT
from reader.library.rows import MarkField
from reader.safe_text import TAG, filtered, line

LINE_LIMIT: Final = 2**20
"""Bytes of the longest line; a longer one is passed over."""
ARTICLES_A_LINE: Final = 500
"""Articles that one line names at most: with the longest ids, and every character escaped, still within LINE_LIMIT."""
STAMP_LIMIT: Final = 2**53
"""Milliseconds or counts that no stamp reaches; the largest number all JSON readers agree on."""
TAGS_LIMIT: Final = 64
"""Tags an article can carry."""
FIELDS: Final[tuple[MarkField, ...]] = get_args(MarkField)

CORRECTION: Final = "correction"
"""`field` of a line that keeps a correction, or takes one back. An older Dateline passes such a line over."""

_BLOCK = 64 * 1024

Value = bool | tuple[str, ...]


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line: at `at` (milliseconds, counter) `device` gave `field` of `articles` the value `value`; it was `was`.

    The lines of one act share `group`; `undoes` names the group that this one takes back. A correction has no articles:
    `about` is its key, and its values are corrections, or False for none. Fields that a later Dateline adds are passed
    over in reading.
    """

    at: tuple[int, int]
    device: str
    group: str
    field: str
    value: Any
    was: Any
    articles: tuple[str, ...]
    undoes: str = ""
    about: CorrectionKey | None = None

    @property
    def stamp(self) -> Stamp:
        """When the change was made, comparable with every other."""
        return Stamp(*self.at, self.device)


class Line(NamedTuple):
    """A line of a file: the byte after it, and what it says, None for one that can't be understood."""

    end: int
    entry: Entry | None


_decode = msgspec.json.Decoder(Entry).decode
encode_line = msgspec.json.Encoder().encode


def read_value(field: str, value: object) -> Value | None:
    """The value as this version understands it; None for an unknown field or a value of another kind."""
    if field == "tags":
        if not isinstance(value, list | tuple):
            return None
        tags = (line(tag, TAG) for tag in value[:TAGS_LIMIT] if isinstance(tag, str))
        return tuple(dict.fromkeys(tag for tag in tags if tag))
    return value if field in FIELDS and isinstance(value, bool) else None


def read_correction(about: CorrectionKey, value: object) -> Correction | Literal[False] | None:
    """The correction as this version understands it, False for none; None for a value that is no correction of `about`.

    A journal may have been written elsewhere: text that could harm a terminal is not understood.
    """
    if value is False:
        return False
    try:
        correction = msgspec.convert(value, Correction)
    except msgspec.ValidationError:
        return None
    texts = (*correction.key, correction.entity, correction.name, correction.country or "")
    is_whole = correction.key == about and all(len(text) <= ID_LIMIT and filtered(text) == text for text in texts)
    return correction if is_whole and (correction.when is None or correction.when.tzinfo) else None


def open_journal(path: Path) -> BinaryIO | None:
    """The file, open for reading; None where it is gone or no regular file."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        return None
    return os.fdopen(handle, "rb")


def forwards(file: BinaryIO, start: int) -> Iterator[Line]:
    """The whole lines from byte `start` on. A last line without its newline is still being written: left for later."""
    file.seek(start)
    end = start
    while text := file.readline(LINE_LIMIT):
        end += len(text)
        overlong = False
        while text and not text.endswith(b"\n"):
            overlong = True
            text = file.readline(LINE_LIMIT)
            end += len(text)
        if not text:
            return
        yield Line(end, None if overlong else _understood(text))


def backwards(file: BinaryIO, end: int) -> Iterator[Entry]:
    """What the lines before byte `end` say, the last first. Those that can't be understood are passed over."""
    rest = b""
    while end > 0:
        start = max(0, end - _BLOCK)
        file.seek(start)
        lines = (file.read(end - start) + rest).split(b"\n")
        rest = lines[0] if len(lines[0]) <= LINE_LIMIT else b""
        for text in reversed(lines[1:]):
            if entry := _understood(text):
                yield entry
        end = start
    if entry := _understood(rest):
        yield entry


def size(file: BinaryIO) -> int:
    """Bytes in the file now."""
    return os.fstat(file.fileno()).st_size


def ends_whole(file: BinaryIO, end: int) -> bool:
    """Whether a line ends at byte `end`."""
    if end == 0:
        return True
    file.seek(end - 1)
    return file.read(1) == b"\n"


def _understood(text: bytes) -> Entry | None:
    try:
        entry = _decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if (
        not all(0 <= number < STAMP_LIMIT for number in entry.at)
        or len(entry.articles) > ARTICLES_A_LINE
        or not _is_name(entry.device)
    ):
        return None
    return entry if all(line(article, ID_LIMIT) == article for article in entry.articles) else None


def _is_name(device: str) -> bool:
    return device.isascii() and device.isalnum() and len(device) <= ID_LIMIT
