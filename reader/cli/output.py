"""What goes to stdout and stderr: JSON, tables by cell width, one line for an error. Text is filtered again here."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any, Final

from reader import safe_text

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
PARTLY: Final = 3
INTERRUPTED: Final = 130
"""Exit codes; 4, for a library in use, comes with its error. 130 is the shell's own for ctrl-c."""
COMPLAINT: Final = 2_000
"""Code points of one complaint."""


def tolerant_streams() -> None:
    """A character that the locale cannot write is replaced, and does not end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def complain(line: str) -> None:
    """One line on stderr, under the program's name."""
    text = safe_text.line(line, COMPLAINT)
    try:
        print(f"dateline: {text}", file=sys.stderr, flush=True)
    except OSError:
        return


def say(text: str = "") -> None:
    """Text on stdout."""
    print(safe_text.filtered(text))


def emit_json(value: Any) -> None:
    """One JSON document on stdout, in UTF-8 whatever the locale; indented on a terminal."""
    import msgspec

    document = msgspec.json.encode(value)
    if sys.stdout.isatty():
        document = msgspec.json.format(document, indent=2)
    emit_line(document)


def emit_line(document: bytes) -> None:
    """One line of bytes on stdout."""
    sys.stdout.flush()
    sys.stdout.buffer.write(document)
    sys.stdout.buffer.write(b"\n")


def on_terminal() -> bool:
    """Whether a person reads stdout."""
    return sys.stdout.isatty() and os.environ.get("TERM", "") != "dumb"


def width() -> int:
    """Columns of the terminal, 80 where there is none."""
    return shutil.get_terminal_size().columns


def say_table(rows: Iterable[Sequence[str]], *, grow: int) -> None:
    """Rows of cells: tab-separated in a pipe, for other programs; on a terminal in columns that fit its width.

    Column `grow` takes the room that the others leave.
    """
    cells = [[safe_text.line(cell, safe_text.URL) for cell in row] for row in rows]
    if not cells:
        return
    if not on_terminal():
        for row in cells:
            print("\t".join(row))
        return
    from rich.cells import cell_len, set_cell_size

    from reader.tui.cells import shortened

    widths = [max(cell_len(row[column]) for row in cells) for column in range(len(cells[0]))]
    rest = sum(widths) - widths[grow] + 2 * (len(widths) - 1)
    widths[grow] = max(8, min(widths[grow], width() - 1 - rest))
    for row in cells:
        line = [set_cell_size(shortened(cell, size), size) for cell, size in zip(row, widths, strict=True)]
        print("  ".join(line).rstrip())
