"""This device's name in the journal: made once, kept beside the journal, and made anew when the folder has moved.

Two machines that appended to the same journal file would tear each other's lines, so a library that was copied to
another machine, name and all, gets a new name there.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from reader.library.places import PRIVATE, could_not_write, sync_folder

_NAME_BYTES: Final = 6
_FILE_LIMIT: Final = 1024
_MACHINE_ID = Path("/etc/machine-id")


class Device(msgspec.Struct, frozen=True):
    """`name` is random; `machine` a hash that tells this machine from others and says nothing else of it."""

    name: str
    machine: str


def device_name(path: Path) -> str:
    """The name kept in the file at `path`, made there when there is none or it is another machine's.

    Call it with the library's write lock held, so that two processes don't make two. Raises DatelineError where it
    can't be kept.
    """
    here = _this_machine()
    kept = _kept(path)
    if kept is not None and kept.machine == here:
        return kept.name
    made = Device(os.urandom(_NAME_BYTES).hex(), here)
    draft = path.with_suffix(".new")
    try:
        with draft.open("wb") as file:
            file.write(msgspec.json.encode(made))
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(PRIVATE & 0o600)
        draft.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise could_not_write(path, error) from error
    return made.name


def _kept(path: Path) -> Device | None:
    try:
        with path.open("rb") as file:
            kept = msgspec.json.decode(file.read(_FILE_LIMIT), type=Device)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    except OSError as error:
        raise could_not_write(path, error) from error
    return kept if kept.name.isascii() and kept.name.isalnum() else None


def _this_machine() -> str:
    try:
        told = _MACHINE_ID.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        told = ""
    return sha256(f"dateline {told or os.uname().nodename}".encode()).hexdigest()[:16]
