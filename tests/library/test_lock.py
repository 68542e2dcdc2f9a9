"""The lock of writers: held by one, in turn, and freed by the end of its process."""

from __future__ import annotations

import fcntl
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from reader.errors import DatelineError, LibraryInUseError
from reader.library.lock import locked

HOLDER = """
import sys
from pathlib import Path
from reader.library.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def is_held(path: Path) -> bool:
    try:
        with locked(path, patience=0):
            return False
    except LibraryInUseError:
        return True


def somebody_waits(path: Path) -> bool:
    with path.with_suffix(".next").open() as place_in_line:
        try:
            fcntl.flock(place_in_line, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def test_one_holds_it_and_another_is_told_who(tmp_path: Path) -> None:
    with (
        locked(tmp_path / "write.lock"),
        pytest.raises(LibraryInUseError, match="somebody counts"),
        locked(tmp_path / "write.lock", patience=0, what="somebody counts"),
    ):
        pass
    assert not is_held(tmp_path / "write.lock")


def test_an_error_inside_frees_it(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="inside"), locked(tmp_path / "write.lock"):
        raise ValueError("inside")
    assert not is_held(tmp_path / "write.lock")


def test_a_killed_holder_frees_it(tmp_path: Path) -> None:
    path = tmp_path / "write.lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert is_held(path)
        holder.send_signal(signal.SIGKILL)
        holder.wait(30)
    assert not is_held(path)


def test_a_writer_that_comes_back_at_once_goes_behind_the_one_that_waits(tmp_path: Path) -> None:
    path = tmp_path / "write.lock"
    order: list[str] = []

    def wait_in_line() -> None:
        with locked(path):
            order.append("the one that waited")

    waiter = threading.Thread(target=wait_in_line)
    with locked(path):
        waiter.start()
        while not somebody_waits(path):
            assert waiter.is_alive()
    with locked(path):
        order.append("the one that came back")
    waiter.join()
    assert order == ["the one that waited", "the one that came back"]


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="cannot be written"), locked(tmp_path / "missing" / "write.lock"):
        pass
