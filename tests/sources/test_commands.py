"""Programs of the user's: allowed only by the settings, without a shell, ended with all that they started."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from reader.errors import DatelineError
from reader.sources.commands import command_words, run_command


@pytest.fixture(autouse=True)
def allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file, which allows commands; the home folder is the test's own."""
    config = tmp_path / "config" / "dateline" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("allow_commands = true\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return config


def test_nothing_runs_unless_it_is_allowed(allowed: Path, tmp_path: Path) -> None:
    allowed.write_text("")
    with pytest.raises(DatelineError, match="touch is not allowed") as caught:
        run_command("touch made")
    assert "allow_commands = true" in caught.value.remedy
    assert not (tmp_path / "made").exists()


def test_words_reach_the_program_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text("here")
    assert run_command("printf '%s|' \"two words\" $HOME *.xml '$(id)' ~/x.xml").decode() == (
        f"two words|$HOME|*.xml|$(id)|{tmp_path}/x.xml|"
    )
    assert run_command("cat x.xml") == b"here"


@pytest.mark.parametrize("line", ["ls | wc", "a && b", "a > b", "a ; b", 'a "b', "", "   "])
def test_what_only_a_shell_could_run_is_refused(line: str) -> None:
    with pytest.raises(DatelineError) as caught:
        command_words(line)
    assert caught.value.remedy


def test_what_is_given_goes_through(tmp_path: Path) -> None:
    given = os.urandom(2**20)
    assert run_command("cat", input=given) == given
    assert run_command("cat") == b""
    assert run_command("true", input=given) == b""


def test_the_last_line_of_its_complaint_is_told() -> None:
    with pytest.raises(DatelineError, match=r"sh ended with 3: no \[31mluck") as caught:
        run_command("sh -c 'echo first >&2; printf \"no \\033[31mluck\\n\\n\" >&2; exit 3'")
    assert "\x1b" not in str(caught.value)
    with pytest.raises(DatelineError, match="ended by signal 9"):
        run_command("sh -c 'kill -9 $$'")
    with pytest.raises(DatelineError, match="cannot be started: No such file"):
        run_command("/nonesuch/program")


def test_one_that_writes_without_end_is_ended() -> None:
    with pytest.raises(DatelineError, match="more than 100,000 bytes"):
        run_command("yes", limit=100_000)
    with pytest.raises(DatelineError, match="ended with 1"):
        run_command("sh -c 'head -c 3000000 /dev/zero >&2; exit 1'")


@pytest.mark.parametrize(
    "script",
    [
        "echo $$ > pids; sleep 60 & echo $! >> pids; wait",
        "echo $$ > pids; sleep 60 & echo $! >> pids; echo done",
        "echo $$ > pids; exec >&- 2>&-; sleep 60 & echo $! >> pids; sleep 60",
        'echo $$ > pids; trap "" TERM INT HUP; sleep 60 & echo $! >> pids; while true; do sleep 60; done',
    ],
)
def test_one_that_takes_too_long_is_ended_with_its_children(tmp_path: Path, script: str) -> None:
    with pytest.raises(DatelineError, match=r"longer than 0\.4 s"):
        run_command(f"sh -c '{script}'", seconds=0.4)
    pids = [int(line) for line in (tmp_path / "pids").read_text().split()]
    assert len(pids) == 2
    assert _gone(pids)


def test_what_it_leaves_behind_is_ended_too(tmp_path: Path) -> None:
    assert run_command("sh -c 'sleep 60 >/dev/null 2>&1 & echo $! > pids; echo feed'") == b"feed\n"
    assert _gone([int((tmp_path / "pids").read_text())])


def test_none_of_our_files_are_open_in_it(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    with secret.open("w") as file:
        os.set_inheritable(file.fileno(), True)
        listed = run_command("sh -c 'ls -l /proc/self/fd 2>/dev/null || true'")
    assert b"secret" not in listed


def _gone(pids: list[int]) -> bool:
    """Whether they have all ended, or do so soon; a zombie that nobody fetches has."""
    deadline = time.monotonic() + 5
    while any(_alive(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        os.sched_yield()
    return True


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
