"""The update as taken: one TOML file that the gazetteer reads as a layer, and the versions before it for undo."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec

from reader.config import taken_update
from reader.errors import DatelineError
from reader.wikidata.entry import TakenEntry
from reader.wikidata.kept import write_whole

KEPT_VERSIONS: Final = 5
"""Versions before the one in force that `undo` can go back to; after the last of them there is none."""

_EARLIER = re.compile(r"wikidata-(\d{6})\.toml")
_HEADER: Final = """\
# Taken from Wikidata (https://www.wikidata.org, CC0) on {day}. `dateline gazetteer undo` brings back what was before.
# Write what you know better into gazetteer.toml in the config folder: it goes before this file, and is never touched.

"""


class _File(msgspec.Struct, frozen=True):
    leader: tuple[TakenEntry, ...] = ()


class Taken:
    """The file in force at `path`, and the folder `earlier` beside it."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or taken_update()
        self._earlier = self.path.parent / "earlier"

    def entries(self) -> dict[str, TakenEntry]:
        """The entries in force by id; none where nothing was taken.

        Raises DatelineError where the file can't be read or isn't an update.
        """
        try:
            raw: dict[str, Any] = tomllib.loads(self.path.read_text("utf-8"))
            return {entry.id: entry for entry in msgspec.convert(raw, _File).leader}
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise DatelineError(f"cannot be read: {error.strerror}", str(self.path), "check its rights") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
            remedy = "`dateline gazetteer undo` brings back the version before it"
            raise DatelineError(f"is no update that can be read: {error}", str(self.path), remedy) from error

    def take(self, entries: Iterable[TakenEntry], today: date) -> None:
        """Puts the entries in force, and keeps what was. A kill leaves the one or the other, whole."""
        content = (_HEADER.format(day=today.isoformat()) + _toml(entries)).encode()
        try:
            before = self._content()
            if before is not None and before != self._latest_content():
                versions = self._versions()
                number = _number(versions[-1]) + 1 if versions else 1
                write_whole(self._earlier / f"wikidata-{number:06}.toml", before)
            write_whole(self.path, content)
            for old in self._versions()[:-KEPT_VERSIONS]:
                old.unlink(missing_ok=True)
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def undo(self) -> str:
        """Brings back the version before, and says so; before the first is none. Raises DatelineError where none is."""
        try:
            now = self._content()
            versions = self._versions()
            while versions and versions[-1].read_bytes() == now:  # kept by an update that was killed before it ended
                versions.pop().unlink()
            if versions:
                last = versions[-1]
                last.replace(self.path)
                return f"back to the update {_day_of(self.path)}; {len(versions) - 1} more can be brought back"
            if now is None:
                raise DatelineError(
                    "there is no update to undo", str(self.path), "`dateline gazetteer update` takes one"
                )
            self.path.unlink()
            return "no update is in force any more; the package's gazetteer and your own are"
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def _content(self) -> bytes | None:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return None

    def _latest_content(self) -> bytes | None:
        versions = self._versions()
        return versions[-1].read_bytes() if versions else None

    def _versions(self) -> list[Path]:
        """Kept versions, the oldest first."""
        return sorted(path for path in self._earlier.glob("*.toml") if _EARLIER.fullmatch(path.name))


def _toml(entries: Iterable[TakenEntry]) -> str:
    import tomli_w

    plain = [_without_empty(msgspec.to_builtins(entry)) for entry in sorted(entries, key=lambda entry: entry.id)]
    return tomli_w.dumps({"leader": plain})


def _without_empty(entry: Mapping[str, Any]) -> dict[str, Any]:
    """TOML has no null, and an entry that says less reads better."""
    return {
        name: [_without_empty(one) for one in value] if name == "offices" else value
        for name, value in entry.items()
        if value not in (None, "", [], ())
    }


def _number(version: Path) -> int:
    match = _EARLIER.fullmatch(version.name)
    return int(match[1]) if match else 0


def _day_of(path: Path) -> str:
    match = re.search(r"\bon (\d{4}-\d\d-\d\d)\b", path.read_text("utf-8", "replace")[:400])
    return f"of {match[1]}" if match else "before it"


def _unwritable(path: Path, error: OSError) -> DatelineError:
    where = str(error.filename or path)
    return DatelineError(f"cannot be written: {error.strerror}", where, "make room, or mend its rights")
