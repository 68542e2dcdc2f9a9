"""Answers kept in the cache folder as they come, so that a run that was ended goes on where it was."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from reader.errors import DatelineError
from reader.wikidata.service import Row

KEPT: Final = timedelta(days=7)
"""How long an answer is good for; an older one is asked for anew."""


class _Kept(msgspec.Struct, frozen=True):
    asked: datetime
    endpoint: str
    query: str
    rows: list[Row]


class KeptAnswers:
    """Answers of one endpoint in `folder`, one JSON file each. Those asked for before `since` count as stale."""

    def __init__(self, folder: Path, endpoint: str, since: datetime | None = None) -> None:
        self._folder = folder
        self._endpoint = endpoint
        self._since = since or datetime.now(UTC) - KEPT

    def rows(self, query: str) -> list[Row] | None:
        """The rows kept for that query; None where there are none, or they are stale, or the file is no good."""
        try:
            kept = msgspec.json.decode(self._path(query).read_bytes(), type=_Kept)
        except (OSError, msgspec.DecodeError, RecursionError):
            return None
        asked = kept.asked if kept.asked.tzinfo else kept.asked.replace(tzinfo=UTC)
        good = kept.query == query and kept.endpoint == self._endpoint and self._since <= asked <= datetime.now(UTC)
        return kept.rows if good else None

    def keep(self, query: str, rows: list[Row]) -> None:
        """Keeps them, whole or not at all. Raises DatelineError where the folder cannot be written."""
        path = self._path(query)
        content = msgspec.json.encode(_Kept(datetime.now(UTC), self._endpoint, query, rows))
        try:
            write_whole(path, content)
        except OSError as error:
            raise DatelineError(
                f"cannot be written: {error.strerror}", str(path), "make room, or mend its rights"
            ) from error

    def clear_stale(self) -> None:
        """Removes what no run would use again."""
        oldest = (datetime.now(UTC) - KEPT).timestamp()
        for path in self._folder.glob("*"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()

    def _path(self, query: str) -> Path:
        digest = hashlib.sha256(f"{self._endpoint}\0{query}".encode()).hexdigest()
        return self._folder / f"{digest[:32]}.json"


def write_whole(path: Path, content: bytes) -> None:
    """The file with that content: after a kill or a power cut there is the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
