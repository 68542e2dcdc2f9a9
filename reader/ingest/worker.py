"""One worker process, seen from inside: reads a task from its socket, runs it behind a fence, answers.

It never prints, and ends by itself when its parent is gone.
"""

from __future__ import annotations

import gc
import importlib
import logging
import math
import signal
import socket
import sys
from collections.abc import Callable

from reader.errors import DatelineError
from reader.ingest.child import ANSWER_LIMIT, DONE, HEADER, REFUSED, SPENT
from reader.ingest.fence import limit_processor, raise_fence

GRACE_SECONDS = 5
"""A worker whose parent was killed while it was reading a page ends itself this long after the page's time."""
YOUNG_MAX = 20_000
"""New objects between two collections: a page makes many that live as long as it does, and looking at them costs."""


def main() -> None:
    """Serves the socket on standard input until it closes. Arguments: module path, work, seconds, memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.CRITICAL)
    _, work, seconds, memory = sys.argv[1:]
    with socket.socket(fileno=0) as channel:
        try:
            module, _, function = work.partition(":")
            run = getattr(importlib.import_module(module), function)()
        except (ImportError, DatelineError, OSError) as error:
            _answer(channel, REFUSED, f"{type(error).__name__}: {error}".encode())
            return
        gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG_MAX)
        raise_fence(int(memory))
        _answer(channel, DONE, b"")
        _serve(channel, run, math.ceil(float(seconds)) + GRACE_SECONDS)


def _serve(channel: socket.socket, run: Callable[[bytes], bytes], last_resort: int) -> None:
    with channel.makefile("rb") as incoming:
        while header := incoming.read(HEADER):
            message = incoming.read(int.from_bytes(header, "big"))
            signal.alarm(last_resort)  # the default action ends the process even inside a C library
            limit_processor(last_resort)
            status, body = _run(run, message)
            signal.alarm(0)
            if len(body) >= ANSWER_LIMIT:
                size = f"{len(body) / 2**20:.0f} MB"
                status, body = SPENT, f"gives an article of {size}; the limit is {ANSWER_LIMIT >> 20} MB".encode()
            try:
                _answer(channel, status, body)
            except OSError:
                return


def _run(run: Callable[[bytes], bytes], message: bytes) -> tuple[bytes, bytes]:
    try:
        return DONE, run(message)
    except DatelineError as error:
        return REFUSED, str(DatelineError(error.what, "", error.remedy)).encode("utf-8", "replace")
    except MemoryError:
        return SPENT, b"needs more memory than a page may have"
    except RecursionError:
        return REFUSED, b"is nested too deep to be read"
    except Exception as error:  # noqa: BLE001 - a page may break an extractor in any way: the edge of the process tells it
        return REFUSED, f"broke the cleaner: {type(error).__name__}: {error}"[:500].encode("utf-8", "replace")


def _answer(channel: socket.socket, status: bytes, body: bytes) -> None:
    channel.sendall((len(body) + 1).to_bytes(HEADER, "big") + status)
    channel.sendall(body)
