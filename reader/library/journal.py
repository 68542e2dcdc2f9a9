"""The journal, second of the two truths: what the user did, one file a device, merged the same way everywhere.

A device only ever appends to its own file, so any file synchroniser can carry the folder between machines. The last
writer wins, article by article and field by field, and correction by correction; what "last" means is in clock.py.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from reader.corrections import Correction
from reader.library.clock import BEGINNING, Stamp, after, wall_millis
from reader.library.entries import (
    Entry,
    Value,
    backwards,
    encode_line,
    ends_whole,
    forwards,
    open_journal,
    size,
)
from reader.library.places import could_not_read, could_not_write, make_private, sync_folder
from reader.library.rows import Change, CorrectionChange
from reader.library.steps import Key, Step, change_of, lines_of, reversing, said, said_at

SUFFIX: Final = ".jsonl"
_NAME_LIMIT = 200


class Journal:
    """The journal in `folder`. `device` is called for this device's name when something is first written."""

    def __init__(self, folder: Path, device: Callable[[], str], *, now: Callable[[], int] = wall_millis) -> None:
        self.folder = folder
        self._device = device
        self._now = now

    def files(self) -> list[Path]:
        """The files of all devices, with conflict copies that a synchroniser may have made, by name."""
        try:
            with os.scandir(self.folder) as found:
                names = [entry.name for entry in found if entry.name.endswith(SUFFIX)]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise could_not_read(self.folder, error) from error
        return [self.folder / name for name in sorted(names) if name.isprintable() and len(name) <= _NAME_LIMIT]

    def append(self, steps: Sequence[Step]) -> None:
        """Keep what the user did as one act, which one undo takes back; on the disk when this returns.

        Raises DiskFullError or DatelineError; then nothing was kept.
        """
        with self._own_file() as (file, device):
            self._write(file, device, lines_of(steps))

    def undo(self) -> list[Step]:
        """Take back this device's last act that isn't taken back yet, and say what was done for that; empty: nothing.

        The act is found in the file, so this works after a restart too.
        """
        with self._own_file() as (file, device):
            group, act = _last_act(file, device)
            steps = [step for entry in reversed(act) for step in reversing(entry)]
            if steps:
                self._write(file, device, lines_of(steps), undoes=group)
            return steps

    def since(self, positions: Mapping[str, int]) -> tuple[list[Change | CorrectionChange], dict[str, int]]:
        """What the lines after `positions` (bytes by file) change, merged with all before, and the positions after it.

        A file that is shorter than its position, or has no line ending there, was replaced: it is read from the start.
        Lines that came late, from a device that was away, change nothing that somebody changed after them.
        """
        with ExitStack() as open_files:
            fresh: list[Entry] = []
            files: list[tuple[BinaryIO, int]] = []
            reached: dict[str, int] = {}
            for path in self.files():
                file = open_journal(path)
                if file is None:
                    continue
                open_files.enter_context(file)
                start = positions.get(path.stem, 0)
                if start > size(file) or not ends_whole(file, start):
                    start = 0
                reached[path.stem] = start
                files.append((file, start))
                for line in forwards(file, start):
                    reached[path.stem] = line.end
                    if line.entry:
                        fresh.append(line.entry)
            return _winners(fresh, files), reached

    def is_behind(self, positions: Mapping[str, int]) -> bool:
        """Whether any file has bytes that `positions` don't cover. Costs one stat a device."""
        for path in self.files():
            try:
                if path.stat().st_size != positions.get(path.stem, 0):
                    return True
            except FileNotFoundError:
                continue
        return False

    def was_replaced(self, positions: Mapping[str, int]) -> bool:
        """Whether a file is gone, is shorter than its position, or has no line ending there."""
        files = {path.stem: path for path in self.files()}
        for name, position in positions.items():
            file = open_journal(files[name]) if name in files else None
            if file is None:
                return True
            with file:
                if position > size(file) or not ends_whole(file, position):
                    return True
        return False

    @contextmanager
    def _own_file(self) -> Iterator[tuple[BinaryIO, str]]:
        """This device's file, open for reading and appending, locked against this device's other processes."""
        device = self._device()
        path = self.folder / f"{device}{SUFFIX}"
        make_private(self.folder)
        try:
            handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "r+b", buffering=0) as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield file, device
        except OSError as error:
            raise could_not_write(path, error) from error

    def _write(self, file: BinaryIO, device: str, lines: Sequence[Entry], undoes: str = "") -> None:
        stamp = self._latest_seen()
        group = os.urandom(6).hex()
        whole = size(file)
        text = bytearray() if ends_whole(file, whole) else bytearray(b"\n")  # a torn line stays, and ends here
        for entry in lines:
            stamp = after(stamp, self._now(), device)
            stamped = msgspec.structs.replace(
                entry,
                at=(stamp.millis, stamp.counter),
                device=device,
                group=group,
                value=said_at(stamp, entry.value),
                undoes=undoes,
            )
            text += encode_line(stamped) + b"\n"
        try:
            if file.write(text) != len(text):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(file.fileno())
            if whole == 0:
                sync_folder(self.folder)
        except OSError:
            os.ftruncate(file.fileno(), whole)
            raise

    def _latest_seen(self) -> Stamp:
        latest = BEGINNING
        for path in self.files():
            file = open_journal(path)
            if file is None:
                continue
            with file:
                latest = max(latest, next((entry.stamp for entry in backwards(file, size(file))), BEGINNING))
        return latest


def _last_act(file: BinaryIO, device: str) -> tuple[str, list[Entry]]:
    """The last act of the device that it did not take back: its group, and its lines, last first."""
    taken_back: set[str] = set()
    act: list[Entry] = []
    for entry in backwards(file, size(file)):
        if act and entry.group != act[0].group:
            break
        if entry.undoes:
            taken_back.add(entry.undoes)
        elif entry.device == device and entry.group not in taken_back:
            act.append(entry)
    return (act[0].group if act else ""), act


def _winners(fresh: Sequence[Entry], files: Sequence[tuple[BinaryIO, int]]) -> list[Change | CorrectionChange]:
    """The last change of everything that the fresh entries touch, among them and all that was read before.

    A device's stamps only grow, so what was read before matters only down to the earliest fresh stamp.
    """
    if not fresh:
        return []
    touched = {key for entry in fresh for key in said(entry)[1]}
    earliest = min(entry.stamp for entry in fresh)
    winners: dict[Key, tuple[Stamp, bytes, Value | Correction]] = {}
    for entry in _with_earlier(fresh, files, earliest):
        value, keys = said(entry)
        if value is None:
            continue
        candidate = (entry.stamp, encode_line(value), value)
        for key in keys:
            if key in touched and (key not in winners or winners[key][:2] < candidate[:2]):
                winners[key] = candidate
    return [change_of(key, value) for key, (_, _, value) in winners.items()]


def _with_earlier(fresh: Sequence[Entry], files: Sequence[tuple[BinaryIO, int]], earliest: Stamp) -> Iterator[Entry]:
    yield from fresh
    for file, start in files:
        for entry in backwards(file, start):
            if entry.stamp < earliest:
                break
            yield entry
