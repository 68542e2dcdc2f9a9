"""A program in a pseudo-terminal, its keys and its screen: for benchmarks, end-to-end tests and screenshots.

Zero is the moment just before the program is started. Bytes are stamped when read() returns; the screen is rebuilt from
the recording afterwards, so that no emulation happens while a time is being taken.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

import pyte

READ_SIZE: Final = 1 << 16
PATIENCE: Final = 60.0
"""Seconds after which something waited for will never come, on the slowest machine."""
KEYS: Final = {
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "space": b" ",
    "backspace": b"\x7f",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "ctrl+f": b"\x06",
}
_QUERY = re.compile(rb"\x1b\[(?:(c|0c)|(6n)|\?(\d+)\$p)")
_UNREADABLE = re.compile(rb"\x1b\[[<=>][0-9:;]*[a-zA-Z]|\x1b\[\?[0-9;]*(?:\$p|u)|\x1b\[[0-9;]*[tu]|\x1bP[^\x1b]*\x1b\\")


class Chunk(NamedTuple):
    """Bytes that one read() returned, and when, in seconds since the start."""

    at: float
    data: bytes


class TerminalTimeoutError(AssertionError):
    """The program did not show what was waited for; the message holds the last screen."""


class Terminal:
    """Runs a command in a pseudo-terminal of `columns` by `rows` cells until closed."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 40,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.chunks: list[Chunk] = []
        self._columns, self._rows = columns, rows
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._fed = 0
        # A size set in the environment would win over the terminal's own, and NO_COLOR is for a run to ask for.
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
        parent, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._fd = parent
        self._began = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=child,
            stdout=child,
            stderr=child,
            env={**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})},
            cwd=cwd,
            start_new_session=True,
        )
        os.close(child)

    def now(self) -> float:
        """Seconds since the program was started."""
        return time.perf_counter() - self._began

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size and tell the program, as a window manager would."""
        self._columns, self._rows = columns, rows
        self.screen()
        self._screen.resize(rows, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.killpg(self.process.pid, signal.SIGWINCH)

    def send(self, *keys: str) -> float:
        """Type keys (names of KEYS, or text as it is) in one write; returns the moment, in seconds."""
        at = self.now()
        os.write(self._fd, b"".join(KEYS.get(key, key.encode()) for key in keys))
        return at

    def read(self, timeout: float) -> Chunk | None:
        """The next bytes, or None when there are none within `timeout` seconds or the program has ended."""
        ready, _, _ = select.select([self._fd], [], [], max(timeout, 0))
        if not ready:
            return None
        try:
            data = os.read(self._fd, READ_SIZE)
        except OSError:  # Linux answers EIO once the other end is closed
            return None
        if not data:
            return None
        chunk = Chunk(self.now(), data)
        self.chunks.append(chunk)
        self._answer(data)
        return chunk

    def settle(self, silence: float = 0.15, timeout: float = PATIENCE) -> float:
        """Read until nothing came for `silence` seconds; returns when the last bytes came, in seconds."""
        deadline = self.now() + timeout
        while self.now() < deadline and self.read(silence):
            pass
        return self.chunks[-1].at if self.chunks else 0.0

    def wait(self, pattern: str, timeout: float = PATIENCE) -> str:
        """Read until the screen matches the regular expression; returns the screen's text."""
        return self.wait_until(lambda text: re.search(pattern, text) is not None, timeout, pattern)

    def wait_until(self, holds: Callable[[str], bool], timeout: float = PATIENCE, what: str = "a condition") -> str:
        """Read until `holds` of the screen's text; raises TerminalTimeoutError with the screen when it never does."""
        deadline = self.now() + timeout
        while not holds(text := self.screen()):
            if self.now() > deadline or (self.read(0.05) is None and self.process.poll() is not None):
                text = self.screen()
                if holds(text):
                    return text
                raise TerminalTimeoutError(f"no {what!r} on the screen:\n{text}")
        return text

    def screen(self) -> str:
        """The text on the screen after everything read so far; lines without trailing blanks."""
        while self._fed < len(self.chunks):
            self._stream.feed(readable(self.chunks[self._fed].data))
            self._fed += 1
        return "\n".join(line.rstrip() for line in self._screen.display)

    def first_shown(self, pattern: str, since: float = 0.0) -> float:
        """When the recording first shows the regular expression, at or after `since`; in seconds."""
        screen = pyte.Screen(self._columns, self._rows)
        stream = pyte.ByteStream(screen)
        sought = re.compile(pattern)
        for chunk in self.chunks:
            stream.feed(readable(chunk.data))
            if chunk.at >= since and sought.search("\n".join(screen.display)):
                return chunk.at
        raise TerminalTimeoutError(f"{pattern!r} was never on the screen:\n" + "\n".join(screen.display))

    def memory(self) -> int:
        """Proportional set size of the program and its descendants, in bytes."""
        return sum(_pss(pid) for pid in _descendants(self.process.pid))

    def finish(self, timeout: float = 10) -> int:
        """Wait for the program to end by itself; returns its exit code."""
        deadline = self.now() + timeout
        while self.process.poll() is None and self.now() < deadline:
            self.read(0.05)
        while self.read(0.05):
            pass
        return self.process.wait(timeout=1)

    def hang_up(self) -> None:
        """Close the terminal under the program, as somebody who closes the window does; nothing can be read then."""
        os.close(self._fd)
        self._fd = -1

    def close(self) -> None:
        """End the program if it still runs."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if self._fd >= 0:
            os.close(self._fd)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def _answer(self, data: bytes) -> None:
        for match in _QUERY.finditer(data):
            if match[1]:
                os.write(self._fd, b"\x1b[?64;1;2;6;22c")
            elif match[2]:
                os.write(self._fd, b"\x1b[1;1R")
            elif match[3]:
                known = match[3] in (b"2026", b"2004", b"1004")
                os.write(self._fd, b"\x1b[?%b;%d$y" % (match[3], 2 if known else 0))


def readable(data: bytes) -> bytes:
    """What a program wrote without the sequences that pyte would show as text."""
    return _UNREADABLE.sub(b"", data)


def _descendants(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
            children.setdefault(parent, []).append(int(folder.name))
    found, queue = [], [root]
    while queue:
        pid = queue.pop()
        found.append(pid)
        queue.extend(children.get(pid, ()))
    return found


def _pss(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    match = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(match[1]) * 1024 if match else 0
