"""What a worker process gives up before the first page: memory without end, files, the network, other processes.

Limits of the system where it knows them, and beside them a hook in the interpreter: root and some systems know no limit
on processes, and none on connections.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
from types import FrameType
from typing import Any, Final

FILES_MAX: Final = 64
"""Files open at once; an extractor reads a few of its own."""
WATCH_SECONDS: Final = 0.1
"""Processor time between two looks at the memory, on a system that sets it no limit."""
MAXRSS_UNIT: Final = 1 if sys.platform == "darwin" else 1024
"""Bytes in which a process is told the most memory it had resident (getrusage(2))."""
HONOURS_ADDRESS_SPACE: Final = sys.platform != "darwin"
"""macOS takes RLIMIT_AS and doesn't keep to it."""

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED = (
    "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "pty.",
    "socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "socket.sendmsg",
    "os.chmod", "os.chown", "os.kill", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink",
    "os.truncate", "os.utime", "shutil.", "tempfile.", "sqlite3.", "webbrowser.",
)  # fmt: skip


def raise_fence(memory: int) -> None:
    """No more than `memory` bytes from here on, no core dumps, no files written, no connections, no processes."""
    os.chdir("/")
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: FILES_MAX,
        resource.RLIMIT_AS: memory,
    }
    if hasattr(resource, "RLIMIT_NPROC"):
        limits[resource.RLIMIT_NPROC] = 0
    for kind, size in limits.items():
        _, hard = resource.getrlimit(kind)
        allowed = size if hard == resource.RLIM_INFINITY else min(size, hard)
        with contextlib.suppress(ValueError, OSError):  # not every system knows every limit
            resource.setrlimit(kind, (allowed, allowed))
    if not HONOURS_ADDRESS_SPACE:
        watch_memory(memory)
    sys.addaudithook(_refuse)


def watch_memory(memory: int) -> None:
    """Raises MemoryError in the running code, once, when the process has had more than `memory` bytes resident."""
    told = False

    def look(_signal: int, _frame: FrameType | None) -> None:
        nonlocal told
        if not told and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MAXRSS_UNIT > memory:
            told = True
            signal.setitimer(signal.ITIMER_PROF, 0)
            raise MemoryError

    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, WATCH_SECONDS, WATCH_SECONDS)


def limit_processor(seconds: int) -> None:
    """The kernel ends this process after that many more seconds of processor time."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + seconds, hard))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        flags = arguments[2]
        if not (isinstance(flags, int) and flags & _WRITES):
            return
    elif not event.startswith(_REFUSED):
        return
    raise PermissionError(f"a page may not cause {event}")
