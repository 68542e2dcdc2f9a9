"""What the commands look like to a person: in style, fitting the screen, with a pager and a bar."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from benchmarks.terminal import Terminal
from tests.cli.conftest import PAGE

COMMAND = (sys.executable, "-P", "-m", "reader.cli")
COLOUR = re.compile(rb"\x1b\[(?:[\d;]*;)?3[0-7]m")


def shown(home: dict[str, str], *arguments: str | Path, columns: int = 80, rows: int = 60, **env: str) -> bytes:
    """Everything that a command writes to a terminal of its own, until it ends with exit code 0."""
    size = {"COLUMNS": "", "LINES": ""}  # the terminal's own size counts, not what the test run was told
    with Terminal([*COMMAND, *map(str, arguments)], columns=columns, rows=rows, env=home | size | env) as terminal:
        assert terminal.finish(60) == 0
        return b"".join(chunk.data for chunk in terminal.chunks)


def lines(output: bytes) -> list[str]:
    return re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", output.decode()).replace("\r", "").splitlines()


def test_leaders_and_countries_stand_out_by_colour_and_by_attribute(home: dict[str, str], library: Path) -> None:
    output = shown(home, "show", "visit-1", "--library", library)
    assert b"\x1b[1;35mEmmanuel Macron\x1b[0m" in output
    assert b"\x1b[4;36mFrance\x1b[0m" in output


def test_no_color_leaves_the_attributes(home: dict[str, str], library: Path) -> None:
    output = shown(home, "show", "visit-1", "--library", library, NO_COLOR="1")
    assert b"\x1b[1mEmmanuel Macron\x1b[0m" in output
    assert not COLOUR.search(output)


def test_a_dumb_terminal_gets_plain_text(home: dict[str, str], library: Path) -> None:
    output = shown(home, "show", "visit-1", "--library", library, TERM="dumb")
    assert b"\x1b" not in output
    assert b"Macron receives Scholz in Paris" in output


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_list_fits_the_width(home: dict[str, str], library: Path, columns: int) -> None:
    rows = lines(shown(home, "list", "--library", library, columns=columns))
    assert [row.split()[0] for row in rows] == ["flood-1", "visit-2", "visit-1"]
    if columns >= 80:
        assert all(cell_len(row) < columns for row in rows)
    else:
        assert all("…" in row for row in rows)


def test_what_is_longer_than_the_screen_goes_through_the_pager(home: dict[str, str], library: Path) -> None:
    command = shlex.join([sys.executable, "-c", "import sys; print('paged', len(sys.stdin.read().splitlines()) > 5)"])
    assert lines(shown(home, "show", "visit-1", "--library", library, rows=5, PAGER=command)) == ["paged True"]
    assert "paged True" not in lines(shown(home, "show", "visit-1", "--library", library, PAGER=command))


def test_a_pager_that_is_not_there_is_done_without(home: dict[str, str], library: Path) -> None:
    output = shown(home, "show", "visit-1", "--library", library, rows=5, PAGER="no-such-pager")
    assert "Macron receives Scholz in Paris" in lines(output)


def test_bringing_pages_in_shows_a_bar_and_then_what_became_of_them(home: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "ferry.html").write_text(PAGE)
    output = shown(home, "add", tmp_path / "ferry.html")
    assert "1 pages" in output.decode()
    assert lines(output)[-1].endswith("1 added")


def test_the_first_run_offers_the_sample_and_takes_no_for_an_answer(home: dict[str, str], tmp_path: Path) -> None:
    with Terminal(COMMAND, env=home) as terminal:
        terminal.wait(r"sample library meanwhile\? \[Y/n\]")
        terminal.send("n", "enter")
        assert terminal.finish(60) == 0
    assert not (tmp_path / "data").exists()


def test_the_desk_refuses_a_folder_that_is_no_library(home: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    with Terminal([*COMMAND, "--library", str(tmp_path)], env=home) as terminal:
        assert terminal.finish(60) == 1
        assert "not a Dateline library" in terminal.screen()


def test_the_desk_refuses_a_terminal_that_cannot_move_its_cursor(home: dict[str, str]) -> None:
    with Terminal(COMMAND, env=home | {"TERM": "dumb"}) as terminal:
        assert terminal.finish(60) == 2
