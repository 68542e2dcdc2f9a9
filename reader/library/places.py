"""The library folder: what is where in it, how one is made, and how one is known from a folder that isn't."""

from __future__ import annotations

import errno
import os
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from reader.errors import DatelineError
from reader.library.errors import NewerLibraryError, NoLibraryError, NotALibraryError, disk_full

FORMAT: Final = 1
"""Version of the folder's layout and of what its files hold."""
PRIVATE: Final = 0o700
"""Mode of every folder of a library: what somebody reads is nobody else's business."""
FORMAT_FILE_LIMIT: Final = 4096
"""Bytes of `library.toml` that are looked at."""

_DRAFT = ".library.toml."


@dataclass(frozen=True, slots=True)
class Places:
    """Where a library keeps what."""

    folder: Path

    @property
    def format_file(self) -> Path:
        """Says that this is a library, and of which format."""
        return self.folder / "library.toml"

    @property
    def articles(self) -> Path:
        """The article store: a diskcache folder."""
        return self.folder / "articles"

    @property
    def journal(self) -> Path:
        """What the user did: one file a device. The one folder meant for a file synchroniser."""
        return self.folder / "journal"

    @property
    def index_file(self) -> Path:
        """The SQLite index, made from the two others."""
        return self.folder / "index.sqlite"

    @property
    def device_file(self) -> Path:
        """This device's name in the journal; beside it and not in it, so that it isn't carried to other devices."""
        return self.folder / "device.json"

    @property
    def write_lock(self) -> Path:
        """Locked while one process writes to the store and the index."""
        return self.folder / "write.lock"

    @property
    def rebuild_lock(self) -> Path:
        """Locked while one process makes the index anew."""
        return self.folder / "rebuild.lock"


def find(path: Path) -> Places:
    """The places of the library at `path`.

    Raises NoLibraryError where there is nothing, NotALibraryError where there is something else, NewerLibraryError for
    a format of a later Dateline.
    """
    places = Places(path)
    try:
        raw = places.format_file.open("rb")
    except FileNotFoundError:
        if not path.exists() or (path.is_dir() and _is_empty(path)):
            raise NoLibraryError(path) from None
        raise _not_a_library(path, "there is no library.toml in it") from None
    except NotADirectoryError:
        raise _not_a_library(path, "it is a file") from None
    except OSError as error:
        raise could_not_read(path, error) from error
    with raw:
        content = raw.read(FORMAT_FILE_LIMIT)
    _check_format(places, content)
    return places


def make(path: Path) -> Places:
    """The places of a new, empty library at `path`: a folder that is missing or empty.

    Two processes that make the same one at once both get it. Raises NotALibraryError for a folder that holds
    something else, which is left alone, and DiskFullError or DatelineError where it can't be made.
    """
    places = Places(path)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        path.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        if not _is_empty(path):
            return find(path)
        path.chmod(PRIVATE)
        from tempfile import mkstemp

        handle, draft = mkstemp(prefix=_DRAFT, dir=path)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(
                f"# A Dateline library. Remove this file and it is none.\nformat = {FORMAT}\ncreated = {created}\n"
            )
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(places.format_file)
        sync_folder(path)
    except FileExistsError:
        raise _not_a_library(path, "it is a file") from None
    except OSError as error:
        raise could_not_write(path, error) from error
    return places


def make_private(folder: Path) -> None:
    """The folder exists and is the user's alone. Raises DatelineError where it can't be made."""
    try:
        folder.mkdir(mode=PRIVATE, exist_ok=True)
    except OSError as error:
        raise could_not_write(folder, error) from error


def free_bytes(folder: Path) -> int:
    """Bytes that this user may still write on the folder's disk."""
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize


def sync_folder(folder: Path) -> None:
    """Names made in the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def could_not_write(path: Path, error: OSError) -> DatelineError:
    """The error for a write that the system refused: a full disk by its own name, else with the system's words."""
    if is_full(error):
        return disk_full(path, error.strerror or "disk full")
    return DatelineError(f"cannot be written: {error.strerror}", str(path), "check its permissions and its disk")


def could_not_read(path: Path, error: OSError) -> DatelineError:
    """The error for a file or folder that the system would not let us read, in the system's words."""
    return DatelineError(f"cannot be read: {error.strerror}", str(path), "check its permissions")


def is_full(error: OSError) -> bool:
    """Whether the system refused for want of room: no space, over quota, or over a file size limit."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _is_empty(folder: Path) -> bool:
    return all(entry.name.startswith(_DRAFT) for entry in folder.iterdir())


def _not_a_library(path: Path, why: str) -> NotALibraryError:
    return NotALibraryError(
        f"this is not a Dateline library: {why}",
        str(path),
        "choose another folder with --library; nothing in this one was touched",
    )


def _check_format(places: Places, content: bytes) -> None:
    try:
        told = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _not_a_library(places.folder, f"its library.toml can't be read: {error}") from error
    version = told.get("format")
    if not isinstance(version, int) or version < 1:
        raise _not_a_library(places.folder, "its library.toml names no format")
    if version > FORMAT:
        raise NewerLibraryError(
            f"is a library of format {version}, and this Dateline knows formats up to {FORMAT}",
            str(places.folder),
            "update Dateline; nothing was changed",
        )
