"""The program as a person meets it: in a real pseudo-terminal, from the command to the last key."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.terminal import PATIENCE, Terminal

DEAF_LEADER = """
import fcntl, signal, subprocess, sys, termios
signal.signal(signal.SIGHUP, signal.SIG_IGN)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
sys.exit(subprocess.run(sys.argv[1:]).returncode)
"""
"""Leads the terminal's session, runs a command in it and hears no hangup; nor does the command."""
SHOWN_CURSOR = b"\x1b[?25h"
LEFT_ALTERNATE_SCREEN = b"\x1b[?1049l"


@contextmanager
def desk(
    home: Path, columns: int, rows: int, *arguments: str, through: tuple[str, ...] = (), **env: str
) -> Iterator[Terminal]:
    places = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("data", "config", "state", "cache")}
    command = [*through, sys.executable, "-m", "reader.cli", *(arguments or ("sample",))]
    with Terminal(command, columns=columns, rows=rows, env={**places, "HOME": str(home), **env}) as terminal:
        yield terminal


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (200, 50)])
def test_the_desk_opens_reads_and_leaves_the_terminal_as_it_was(sample_home: Path, columns: int, rows: int) -> None:
    with desk(sample_home, columns, rows) as terminal:
        terminal.wait("Library")
        terminal.send("j", "enter")
        terminal.wait(r"\d\smin")
        terminal.send("Q")
        assert terminal.finish() == 0
        shown = b"".join(chunk.data for chunk in terminal.chunks)
        assert SHOWN_CURSOR in shown
        assert shown.rstrip().endswith(shown[shown.rindex(LEFT_ALTERNATE_SCREEN) :].rstrip())


def test_a_mention_leads_to_its_card_and_back(sample_home: Path) -> None:
    with desk(sample_home, 120, 40) as terminal:
        terminal.wait("Library")
        terminal.send("j", "enter")
        terminal.wait(r"\d\smin")
        terminal.send("]", "enter")
        terminal.wait("In the library")
        terminal.send("q")
        terminal.wait_until(lambda text: "In the library" not in text, what="the card closed")


def test_a_search_in_words_and_fields_filters_the_list(sample_home: Path) -> None:
    with desk(sample_home, 120, 40) as terminal:
        terminal.wait(r"1/\d\d")
        terminal.send("/", "leader:maduro country:CN", "enter")
        terminal.wait_until(lambda text: "Maduro" in text and "Kavelashvili" not in text, what="the filtered list")


def test_a_tiny_terminal_is_told_in_one_line_and_growing_it_brings_the_desk(sample_home: Path) -> None:
    with desk(sample_home, 20, 5) as terminal:
        terminal.wait_until(lambda text: "enlarge" in text, what="words on the size")
        assert "Traceback" not in terminal.screen()
        terminal.resize(100, 30)
        terminal.wait("Library")


def test_what_was_starred_is_starred_after_a_restart(sample_home: Path) -> None:
    with desk(sample_home, 120, 40) as terminal:
        terminal.wait("Library")
        terminal.send("s")
        terminal.wait("★")
        terminal.send("Q")
        assert terminal.finish() == 0
    with desk(sample_home, 120, 40) as terminal:
        terminal.wait("★")


def test_a_desk_whose_terminal_is_gone_ends_though_nobody_told_it(sample_home: Path) -> None:
    with desk(sample_home, 80, 24, through=(sys.executable, "-c", DEAF_LEADER)) as terminal:
        terminal.wait("Library")
        terminal.hang_up()
        assert terminal.process.wait(PATIENCE) == 0


def test_whoever_has_feeds_and_no_library_yet_gets_the_desk_and_not_the_sample(tmp_path: Path) -> None:
    feeds = tmp_path / "config" / "dateline" / "feeds.toml"
    feeds.parent.mkdir(parents=True)
    feeds.write_text('[[feed]]\naddress = "https://paper.example/feed"\n')
    with desk(tmp_path, 80, 24, "--offline") as terminal:
        terminal.wait("Your library is empty")
        terminal.send("R")
        terminal.wait("The network is forbidden")
        terminal.send("Q")
        assert terminal.finish() == 0


def test_without_a_terminal_it_says_so_in_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reader.cli", "sample"], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "terminal" in done.stderr
