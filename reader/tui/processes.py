"""Other processes of ours: one that tells in JSON lines how far it is until it ends, and one that is asked one thing.

Whatever feeds the library is a process of its own, so that it costs the desk neither memory nor the interpreter lock.
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from tempfile import TemporaryFile
from typing import IO, Final, Generic, TypeVar

import msgspec

from reader.errors import DatelineError
from reader.safe_text import line

TELL_EVERY: Final = 0.5
"""Seconds between two messages on how far a process is."""
PATIENCE: Final = 5.0
"""Seconds that a process has to end when it is asked to."""
_LAST_WORDS: Final = 4_096
"""Bytes of what a process wrote to stderr that are looked at."""

Told = TypeVar("Told", bound=msgspec.Struct)


class LineProcess(Generic[Told]):
    """One run of a command that works in the background; `lines` in a thread of its own, `stop` from any."""

    def __init__(self, command: Sequence[str], kind: type[Told], *, patience: float = PATIENCE, nice: int = 0) -> None:
        """`kind` is what each line of the command's stdout says; `patience` the seconds it has to end when asked to;
        `nice` how far it steps back behind other processes (see nice(2)).
        """
        self._command = command
        self._decode = msgspec.json.Decoder(kind).decode
        self._patience = patience
        self._nice = nice
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self.stopped = False
        """Whether it was asked to end."""
        self.last_words = ""
        """The last line it wrote to stderr."""

    @property
    def code(self) -> int | None:
        """What it ended with, below 0 for a signal; None before that, and where it never began."""
        return self._process.poll() if self._process else None

    def lines(self) -> Iterator[Told]:
        """Start the process and give what it says until it ends; lines of another kind are passed over.

        Nothing where it was stopped before. Raises DatelineError where no process can be started.
        """
        with TemporaryFile() as errors:
            process = self._start(errors)
            if process is None:
                return
            assert process.stdout
            with process:
                for raw in process.stdout:
                    with suppress(msgspec.DecodeError):
                        yield self._decode(raw)
            errors.seek(max(0, errors.seek(0, os.SEEK_END) - _LAST_WORDS))
            self.last_words = said_last(errors.read())

    def stop(self) -> None:
        """Ask the process to end, and see that it does."""
        with self._lock:
            self.stopped = True
            if self._process is None or self._process.poll() is not None:
                return
            self._process.terminate()
            insist = threading.Timer(self._patience, self._process.kill)
            insist.daemon = True
            insist.start()

    def _start(self, errors: IO[bytes]) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self.stopped:
                return None
            try:
                process = subprocess.Popen(
                    self._command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
                )
            except OSError as error:
                raise DatelineError(f"no process can be started: {error.strerror}") from error
            self._process = process
            with suppress(OSError):  # it has ended already
                os.setpriority(os.PRIO_PROCESS, process.pid, os.getpriority(os.PRIO_PROCESS, 0) + self._nice)
            return process


def answer_of(command: Sequence[str], failed: str, patience: float, good: Sequence[int] = (0,)) -> bytes:
    """What a command writes to stdout. Takes as long as it does: call it in a thread.

    Raises DatelineError, which begins with `failed`, where it can't be started, takes more than `patience` seconds, or
    ends with another code than the `good` ones, or without a word: then in what it wrote to stderr at last.
    """
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired:
        raise DatelineError(f"{failed}: it takes longer than {patience:g} s") from None
    except OSError as error:
        raise DatelineError(f"{failed}: no process can be started: {error.strerror}") from error
    if done.returncode not in good or (not done.stdout and done.returncode):
        raise DatelineError(f"{failed}: {said_last(done.stderr) or f'the process ended with {done.returncode}'}")
    return done.stdout


def said_last(errors: bytes) -> str:
    """The last line of what a command of ours wrote to stderr, without its name and fit for a terminal."""
    return line(errors.decode("utf-8", "replace").strip().rpartition("\n")[2].removeprefix("dateline: "))
