"""Running a program of the user's whose output is a feed, or which a feed goes through: never by a shell, never longer
or louder than it may be, and with nothing of ours in its hands.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import shlex
import signal
import subprocess
import time
from pathlib import Path
from typing import Final

from reader import safe_text
from reader.config import load_settings
from reader.errors import DatelineError

OUTPUT: Final = 32 * 2**20
"""Bytes that a command may write to its stdout."""
SECONDS: Final = 30.0
"""Seconds that a command may take."""
COMPLAINTS: Final = 64 * 2**10
"""Bytes of its stderr that are looked at; the rest is read and dropped."""
_CHUNK: Final = 64 * 2**10
_PAUSE: Final = 0.005
_SHELL_SIGNS: Final = frozenset({"|", "||", "&", "&&", ";", ">", ">>", "<", "2>", "2>&1"})


def run_command(line: str, *, input: bytes = b"", limit: int = OUTPUT, seconds: float = SECONDS) -> bytes:  # noqa: A002
    """What the program of this command line writes to stdout, given `input` on its stdin.

    The line is cut into words as a shell would, and nothing else of a shell is there: no pipes, no variables; `~` at a
    word's beginning is the home folder, where it also runs. Raises DatelineError when the settings don't allow commands
    (`allow_commands`), when it can't be started, fails, writes more than `limit` bytes or takes longer than `seconds`;
    it and all that it started in its process group are ended then.
    """
    words = command_words(line)
    if not load_settings().allow_commands:
        raise DatelineError(
            f"the command {words[0]} is not allowed", remedy="to run it, write allow_commands = true into config.toml"
        )
    program = safe_text.line(words[0])
    try:
        process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=_home(),
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DatelineError(f"{program} cannot be started: {reason}", remedy="check its path and rights") from error
    try:
        deadline = time.monotonic() + seconds
        output, complaint = _exchange(process, input, limit, deadline)
        if output is None:
            raise DatelineError(f"{program} wrote more than {limit:,} bytes", remedy="make it write less")
        _await_end(process, deadline)
    except TimeoutError as error:
        raise DatelineError(f"{program} took longer than {seconds:g} s", remedy="make it quicker") from error
    finally:
        _end(process)
    if code := process.returncode:
        how = f"ended with {code}" if code > 0 else f"was ended by signal {-code}"
        said = f": {complaint}" if complaint else ""
        raise DatelineError(f"{program} {how}{said}", remedy="run it by hand to see why")
    return output


def command_words(line: str) -> list[str]:
    """The program and its words. Raises DatelineError where there are none, or where only a shell could run it."""
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise DatelineError("the command has a quote that is not closed", remedy="close it") from error
    if not words:
        raise DatelineError("the command is empty", remedy="write a program and its words")
    if signs := _SHELL_SIGNS.intersection(words):
        raise DatelineError(
            f"the command has {min(signs)} in it, and no shell is there to read it",
            remedy="put it into a script and name that",
        )
    return [os.path.expanduser(word) if word.startswith("~") else word for word in words]  # noqa: PTH111


def _home() -> Path:
    """Where it runs: the home folder, or the root where there is none."""
    home = Path.home()
    return home if home.is_dir() else Path("/")


def _exchange(process: subprocess.Popen[bytes], given: bytes, limit: int, deadline: float) -> tuple[bytes | None, str]:
    """Its stdout, None when that is more than `limit` bytes, and the last line of its stderr. Raises TimeoutError."""
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    output, complaints = bytearray(), bytearray()
    rest = memoryview(given)
    with selectors.DefaultSelector() as selector:
        for pipe in (process.stdin, process.stdout, process.stderr):
            os.set_blocking(pipe.fileno(), False)
        if rest:
            selector.register(process.stdin, selectors.EVENT_WRITE)
        else:
            process.stdin.close()
        selector.register(process.stdout, selectors.EVENT_READ)
        selector.register(process.stderr, selectors.EVENT_READ)
        while selector.get_map():
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            for key, _ in selector.select(left):
                if key.fileobj is process.stdin:
                    rest = rest[_written(process.stdin.fileno(), rest) :]
                    if not rest:
                        selector.unregister(process.stdin)
                        _close(process.stdin)
                    continue
                chunk = os.read(key.fd, _CHUNK)
                if not chunk:
                    selector.unregister(key.fileobj)
                elif key.fileobj is process.stderr:
                    complaints = (complaints + chunk)[-COMPLAINTS:]
                else:
                    output += chunk
                    if len(output) > limit:
                        return None, ""
    lines = safe_text.prose(complaints.decode("utf-8", "replace"), COMPLAINTS).splitlines()
    return bytes(output), safe_text.line(lines[-1]) if lines else ""


def _written(handle: int, rest: memoryview) -> int:
    """Bytes taken; all of them where the program no longer reads, which is its right."""
    try:
        return os.write(handle, rest[:_CHUNK])
    except BrokenPipeError:
        return len(rest)
    except BlockingIOError:
        return 0


def _await_end(process: subprocess.Popen[bytes], deadline: float) -> None:
    """Waits until it has ended, and leaves it there: the number of its group is nobody else's until it is fetched."""
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(_PAUSE)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends it and all of its group, also what it left behind when it ended in order."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            _close(pipe)


def _close(pipe: object) -> None:
    with contextlib.suppress(OSError):
        pipe.close()  # type: ignore[attr-defined]
