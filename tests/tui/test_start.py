"""The desk as a process on a real pseudo-terminal, and what it loads on the way to its first screen."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

DESK = """
import sys
from pathlib import Path
from reader.config import Settings
from reader.tui.start import open_desk
sys.exit(open_desk(Path(sys.argv[1]), Settings()))
"""
LOADED = """
import sys
import reader.tui.app, reader.library.library
print(*sorted({name.split(".")[0] for name in sys.modules}))
print(*sorted(name for name in sys.modules if name.startswith(("reader.tui.", "reader.entities"))))
"""
DEADLINE = 30.0


def read_until(master: int, wanted: bytes, sent: bytes = b"") -> bytes:
    """What the terminal got until `wanted` came, answering the one question that Textual waits for."""
    seen = sent
    end = time.monotonic() + DEADLINE
    while wanted not in seen and time.monotonic() < end:
        ready, _, _ = select.select([master], [], [], 0.2)
        if ready:
            try:
                seen += os.read(master, 65536)
            except OSError:
                break
    assert wanted in seen, seen[-500:]
    return seen


def test_the_desk_opens_on_a_terminal_and_leaves_it_as_it_was(library: Path) -> None:
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, 80))
    before = termios.tcgetattr(slave)
    environment = {**os.environ, "TERM": "xterm-256color"}
    with subprocess.Popen(
        [sys.executable, "-c", DESK, str(library)], stdin=slave, stdout=slave, stderr=slave, env=environment
    ) as process:
        read_until(master, "Brasília".encode())
        os.write(master, b"\r")
        read_until(master, b"creditor")
        os.write(master, b"Q")
        read_until(master, b"\x1b[?1049l")
        assert process.wait(DEADLINE) == 0
    assert termios.tcgetattr(slave) == before
    os.close(slave)
    os.close(master)


def test_the_first_screen_loads_neither_extractors_nor_what_opening_an_article_needs() -> None:
    result = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    packages, modules = (set(line.split()) for line in result.stdout.splitlines())
    assert "reader.entities" not in result.stdout
    assert packages.isdisjoint({"trafilatura", "lxml", "httpx", "feedparser", "pebble", "diskcache", "zstandard"})
    late = {
        "around",
        "feed_commands",
        "feed_list",
        "feeds",
        "feeds_screen",
        "fetch_run",
        "fetching",
        "processes",
        "workings",
        "article_view",
        "coverage",
        "card",
        "help",
        "palette",
        "prompt",
        "choices",
        "requests",
        "layout",
        "mending",
        "naming",
        "reannotation",
        "remembered",
        "watching",
        "why",
    }
    assert modules.isdisjoint(f"reader.tui.{name}" for name in late)
