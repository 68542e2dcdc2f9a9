"""One worker process, seen from outside: started, asked, and killed when it takes too long.

A page is hostile until it has been read, so it is read by a process that can be lost. The talk goes over one socket in
frames (length, then bytes): nothing is unpickled, and a worker that dies takes no other worker's pipe with it.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import msgspec

from reader.errors import DatelineError

START_SECONDS: Final = 60.0
"""How long a worker may take to load its libraries, on a slow disk."""
LAST_SECONDS: Final = 1.0
"""How long a worker that has closed its socket may take to end."""
ANSWER_LIMIT: Final = 64 * 2**20
"""Bytes of one answer."""
HEADER: Final = 8
"""Bytes of a frame's length, big endian."""
DONE: Final = b"+"
REFUSED: Final = b"-"
SPENT: Final = b"#"
"""First byte of an answer: a result follows; a reason in UTF-8; a reason, and the worker had better be replaced."""
TASKS_A_WORKER: Final = 1_000
"""A worker is replaced after that many tasks: extractors keep caches, and the memory limit is for one page."""
ENVIRONMENT: Final = ("HOME", "PATH", "TMPDIR", "TZ", "DATELINE_", "DYLD_", "LANG", "LC_", "LD_", "PYTHON", "XDG_")
"""How names begin that a worker is given of the environment; what else is there is no page's business."""

# `-P` and the explicit path: a folder that Dateline is started in must not be able to lend a worker its modules.
_START: Final = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from reader.ingest.worker import main; main()"


class WorkLimits(msgspec.Struct, frozen=True):
    """What one page may use up."""

    seconds: float = 5.0
    """Wall time. Of 439 real news pages the slowest took under one second; hostile ones take minutes."""
    memory: int = 2**30
    """Bytes of address space of a worker, which has 50 MB when its libraries are loaded."""


class Failure(msgspec.Struct, frozen=True):
    """Why a task has no result, in words."""

    reason: str


class WorkerStartError(DatelineError):
    """No worker can be started: the installation or the machine is at fault, not a page."""


class _LostError(Exception):
    """The worker is gone, or no longer to be trusted."""


class Worker:
    """A process that runs one kind of work, one task at a time.

    `work` names a function, as `module:function`, that the worker calls to get the one that is run on each message.
    """

    def __init__(self, work: str, limits: WorkLimits) -> None:
        """Starts it and waits until its libraries are loaded. Raises WorkerStartError."""
        self._limits = limits
        ours, theirs = socket.socketpair()
        path = [str(Path(entry).absolute()) for entry in sys.path if entry]  # a worker stands in another folder
        arguments = [msgspec.json.encode(path).decode(), work, str(limits.seconds), str(limits.memory)]
        self._socket = ours
        self._tasks = 0
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _START, *arguments],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={name: value for name, value in os.environ.items() if name.startswith(ENVIRONMENT)},
            )
        except OSError as error:
            ours.close()
            raise WorkerStartError(f"no worker process can be started: {error.strerror}") from error
        finally:
            theirs.close()
        self._await_ready()

    def ask(self, message: bytes) -> bytes | Failure:
        """The result for one task, or why there is none. After a Failure look at `alive`."""
        deadline = time.monotonic() + self._limits.seconds
        try:
            self._send(message, deadline)
            answer = self._receive(deadline)
        except TimeoutError:
            self.kill()
            return Failure(f"took longer than {self._limits.seconds:g} s to read")
        except (_LostError, OSError):
            return Failure(self._obituary())
        status, body = answer[:1], answer[1:]
        self._tasks += 1
        if status == SPENT or self._tasks >= TASKS_A_WORKER:
            self.kill()
        return body if status == DONE else Failure(body.decode("utf-8", "replace"))

    @property
    def alive(self) -> bool:
        """Whether it can be asked again."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Ends it at once and for good; safe to call again, from any thread."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._process.kill()
        self._process.wait()
        self._socket.close()

    def _await_ready(self) -> None:
        try:
            answer = self._receive(time.monotonic() + START_SECONDS)
        except (TimeoutError, _LostError, OSError) as error:
            raise WorkerStartError(f"a worker process did not start: {self._obituary()}") from error
        if answer[:1] != DONE:
            self.kill()
            reason = answer[1:].decode("utf-8", "replace")
            raise WorkerStartError(f"a worker process did not start: {reason}", remedy="install Dateline anew")

    def _obituary(self) -> str:
        """How it ended, in words; it is gone after this."""
        with contextlib.suppress(subprocess.TimeoutExpired):  # its socket closes a moment before it has ended
            self._process.wait(LAST_SECONDS)
        self.kill()
        code = self._process.returncode
        how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        return f"the worker process {how}"

    def _send(self, message: bytes, deadline: float) -> None:
        self._socket.settimeout(_left(deadline))
        self._socket.sendall(len(message).to_bytes(HEADER, "big"))
        self._socket.sendall(message)

    def _receive(self, deadline: float) -> bytes:
        length = int.from_bytes(self._read(HEADER, deadline), "big")
        if not 0 < length <= ANSWER_LIMIT:
            raise _LostError
        return self._read(length, deadline)

    def _read(self, size: int, deadline: float) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            self._socket.settimeout(_left(deadline))
            part = self._socket.recv(min(size - len(parts), 2**20))
            if not part:
                raise _LostError
            parts += part
        return bytes(parts)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
