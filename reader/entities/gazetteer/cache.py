"""Compiled gazetteers in the cache folder: each whole or not at all, checked when read, and only those used last.

Apart from the compiler, which knows what is in them.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
import zlib
from pathlib import Path
from typing import Final

CACHES: Final = 3
"""Compiled gazetteers that are kept: a checkout beside an installation, or two configurations, are no rivals."""
_LEFT_OVER: Final = 3600
"""Seconds after which a half-written cache is of a process that was killed."""
_SUM_BYTES: Final = 4
"""Bytes of the checksum before the content: entries are decoded long after the file was read, and must be whole."""


def read_cache(path: Path) -> memoryview | None:
    """The content, None where there is none or another than was written; a cache that is read is used."""
    try:
        content = memoryview(path.read_bytes())
    except OSError:
        return None
    if content[:_SUM_BYTES] != _sum(content[_SUM_BYTES:]):
        return None
    with contextlib.suppress(OSError):
        path.touch()
    return content[_SUM_BYTES:]


def write_cache(content: bytes, path: Path) -> None:
    """Keeps the content; a cache that cannot be written (read-only home, full disk) only costs time."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix="gazetteer-", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines((_sum(content), content))
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        _tidy(path.parent)


def _sum(content: bytes | memoryview) -> bytes:
    return zlib.crc32(content).to_bytes(_SUM_BYTES, "big")


def _tidy(cache: Path) -> None:
    """Leaves the caches used last, and nothing of processes that were killed while they wrote one."""
    ages = sorted((-path.stat().st_mtime, path) for path in cache.glob("gazetteer-*.msgpack"))
    killed = [path for path in cache.glob("gazetteer-*.tmp") if time.time() - path.stat().st_mtime > _LEFT_OVER]
    for path in (*(path for _, path in ages[CACHES:]), *killed):
        path.unlink(missing_ok=True)
