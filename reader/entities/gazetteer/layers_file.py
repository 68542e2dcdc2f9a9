"""A layer's file as located entries: bytes in, tables with the line of each of their parts out.

One slip costs one entry: a file that is no TOML as a whole is read table by table, and what can be understood counts.
"""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from reader.entities.gazetteer.layers_lines import KeyPath, entry_lines, lines_of

Kind = Literal["leader", "country", "organisation"]
KINDS: Final[tuple[Kind, ...]] = ("country", "organisation", "leader")
"""What a layer can hold; leaders come last, because they name countries."""
LAYER_BYTES: Final = 16 << 20
"""The largest file of a layer."""
LAYER_ENTRIES: Final = 50_000
"""Entries of a layer at most."""

_HEADER = re.compile(r"^[ \t]*\[\[?[ \t]*[A-Za-z]+[ \t]*\]", re.MULTILINE)
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class Finding(NamedTuple):
    """Something about a layer's file. An error leaves its entry out; what a warning is about counts."""

    line: int
    level: Literal["error", "warning"]
    entry: str
    """Whose entry it is: an id or a name, "" where it is the file itself."""
    what: str
    remedy: str = ""
    column: int | None = None

    def sentence(self, label: str) -> str:
        """The finding in one line, with the file and the line."""
        entry = f"{self.entry}: " if self.entry else ""
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{label}:{self.line}: {entry}{self.what}{remedy}"


class Source(NamedTuple):
    """A layer's file as it was read: its bytes, or why there are none."""

    path: Path
    yours: bool
    """Whether it is the user's own."""
    content: bytes | None = None
    trouble: str = ""
    """Why the file can't be read; "" too where there is no such file."""

    @property
    def label(self) -> str:
        """How sentences call the file."""
        return self.path.name


class Lines:
    """Where things stand in the piece of a file that follows on `before` lines. Only a fault asks for more than where
    an entry begins, so the piece is scanned when the first one does.
    """

    def __init__(self, text: str, before: int) -> None:
        self.text = text
        self.before = before

    @cached_property
    def _all(self) -> dict[KeyPath, int]:
        return lines_of(self.text)

    def line(self, path: KeyPath) -> int:
        """The line of what lies there, or of the nearest thing around it."""
        while path not in self._all:
            path = path[:-1]
        return self.before + self._all[path]


class Located(NamedTuple):
    """An entry as the file gives it: the `number`th of its kind in its piece of the file, beginning in line `begin`."""

    kind: Kind
    raw: Any
    number: int
    begin: int
    lines: Lines

    def line(self, *path: str | int) -> int:
        """The line of what lies there in the entry, or of the nearest thing around it; its first line for no path."""
        return self.lines.line((self.kind, self.number, *path)) if path else self.begin


def read_source(path: Path, *, yours: bool) -> Source:
    """The file's content. Only a regular file is opened: a pipe of that name would never end."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Source(path, yours, None, "is not a file")
        if status.st_size > LAYER_BYTES:
            size = f"has {status.st_size / 2**20:,.0f} MB; at most {LAYER_BYTES >> 20} MB are read"
            return Source(path, yours, None, size)
        with path.open("rb") as file:
            return Source(path, yours, file.read(LAYER_BYTES))
    except FileNotFoundError:
        return Source(path, yours)
    except OSError as error:
        return Source(path, yours, None, f"can't be read: {error.strerror}")


def located(source: Source) -> tuple[list[Located], list[Finding]]:
    """Every entry of the file, and what is wrong with the file itself."""
    if source.trouble:
        return [], [Finding(1, "error", "", source.trouble)]
    text = (source.content or b"").decode("utf-8-sig", "surrogateescape").replace("\r\n", "\n")
    findings: list[Finding] = []
    entries = list(_all_entries(text, findings))
    if len(entries) > LAYER_ENTRIES:
        line = entries[LAYER_ENTRIES].line()
        what = f"holds {len(entries):,} entries; the first {LAYER_ENTRIES:,} count"
        findings.append(Finding(line, "error", "", what, "split or shorten it"))
    return entries[:LAYER_ENTRIES], findings


def nearest(word: str, words: Iterable[str]) -> str:
    """ "did you mean X?", or "" where nothing is near."""
    close = get_close_matches(word, tuple(words), n=1, cutoff=0.7)
    return f"did you mean {close[0]!r}?" if close else ""


def _all_entries(text: str, findings: list[Finding]) -> Iterator[Located]:
    """The entries of the whole where it is TOML, else of the pieces that are."""
    raw, fault = _parsed(text, 0)
    if fault is None:
        yield from _entries(text, raw, 0, findings)
        return
    starts = [match.start() for match in _HEADER.finditer(text)]
    bounds = [0, *(start for start in starts if start), len(text)]
    before = 0
    for start, end in pairwise(bounds):
        piece = text[start:end]
        raw, fault = _parsed(piece, before)
        if fault:
            findings.append(fault)
        else:
            yield from _entries(piece, raw, before, findings)
        before += piece.count("\n")


def _parsed(text: str, before: int) -> tuple[dict[str, Any], Finding | None]:
    """The TOML, or what is wrong with it; `before` lines stand above it in the file."""
    try:
        text.encode("utf-8")
        return tomllib.loads(text), None
    except UnicodeEncodeError as error:
        line = before + 1 + text.count("\n", 0, error.start)
        return {}, Finding(line, "error", "", "holds bytes that are not UTF-8", "save the file as UTF-8")
    except RecursionError:
        return {}, Finding(before + 1, "error", "", "is nested too deep to be read", "mend or remove it")
    except ValueError as error:  # TOMLDecodeError is one, and so is a number too long to be read
        told = str(error)
        at = _AT.search(told)
        what = told[: at.start()] if at else told
        if at is None or at[1] is None:
            line = before + 1 + text.rstrip("\n").count("\n")
            return {}, Finding(line, "error", "", f"is not valid TOML: {what}, at its end", "mend that entry")
        line, column = before + int(at[1]), int(at[2])
        return {}, Finding(line, "error", "", f"is not valid TOML: {what}", _toml_remedy(text, what), column)


def _toml_remedy(text: str, what: str) -> str:
    bracketed = re.match(r"[ \t]*\[[ \t]*(leader|country|organisation)[ \t]*\]", text)
    if bracketed or "twice" in what:
        return "an entry begins with two brackets, as [[leader]]"
    return "what is in { } stands in one line" if "key part" in what else "mend that line"


def _entries(text: str, raw: dict[str, Any], before: int, findings: list[Finding]) -> Iterator[Located]:
    """The entries of valid TOML, in the order of KINDS."""
    lines = Lines(text, before)
    for name in raw:
        if name not in KINDS:
            remedy = nearest(name, KINDS) or "a gazetteer holds leader, country and organisation"
            findings.append(Finding(lines.line((name,)), "error", "", f"there is no {name!r} here", remedy))
    for kind in KINDS:
        tables = raw.get(kind, [])
        if isinstance(tables, list):
            begins = entry_lines(text, kind, len(tables))
            for number, (table, begin) in enumerate(zip(tables, begins, strict=True)):
                yield Located(kind, table, number, before + begin, lines)
        else:
            what = f"{kind!r} is not a list of entries"
            remedy = f"an entry begins with two brackets, as [[{kind}]]"
            findings.append(Finding(lines.line((kind,)), "error", "", what, remedy))
