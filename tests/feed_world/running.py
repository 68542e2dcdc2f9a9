"""The real command in a home of its own: what it says while it fetches, and what is in the library afterwards."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

PATIENCE: Final = 100.0
"""Seconds after which a command will never end, on the slowest machine."""
Event = dict[str, Any]


class Run(NamedTuple):
    """How a fetch ended: its exit code, its events in order, and what it said on stderr otherwise."""

    code: int
    events: list[Event]
    said: str

    def of(self, kind: str) -> list[Event]:
        """The events of this kind."""
        return [event for event in self.events if event["event"] == kind]

    @property
    def feeds(self) -> dict[str, Event]:
        """The line of each feed, by its address."""
        lines = {event["address"]: event for event in self.of("feed")}
        assert len(lines) == len(self.of("feed")), "a feed was reported twice"
        return lines

    @property
    def done(self) -> Event:
        """The last event."""
        assert self.events, self.said
        assert self.events[-1]["event"] == "done", (self.events[-1], self.said)
        return self.events[-1]


class Home:
    """A person's folders, with nothing in them but what the test puts there.

    The cache, where the compiled gazetteer lies, is beside the home and so shared with other tests of the same process.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = folder / "config" / "dateline"
        self.config.mkdir(parents=True, exist_ok=True)
        self.library = folder / "data" / "dateline" / "library"
        self.feeds_file = self.config / "feeds.toml"
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "VIRTUAL_ENV") if name in os.environ}
        folders = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("DATA", "CONFIG", "STATE")}
        folders["XDG_CACHE_HOME"] = str(folder.parent / "cache")
        self.environment: Mapping[str, str] = {**kept, **folders, "HOME": str(folder), "PYTHONUTF8": "1"}

    def subscribe(self, tables: Mapping[str, str] | Iterable[str]) -> None:
        """Writes `feeds.toml`: a table an address, with further lines where the addresses are a mapping."""
        settings = tables if isinstance(tables, Mapping) else dict.fromkeys(tables, "")
        text = "\n".join(f'[[feed]]\naddress = "{address}"\n{more}\n' for address, more in settings.items())
        self.feeds_file.write_text(text, "utf-8")

    def addresses(self) -> list[str]:
        """What `feeds.toml` subscribes to, in its order."""
        return [feed["address"] for feed in tomllib.loads(self.feeds_file.read_text("utf-8"))["feed"]]

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """The command, running, its two outputs in pipes."""
        command = [sys.executable, "-P", "-m", "reader.cli", *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, stdout=pipe, stderr=pipe, env=self.environment, cwd=self.folder, start_new_session=True
        )

    def command(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """The command, ended."""
        with self.start(*arguments) as running:
            try:
                out, complaints = running.communicate(timeout=PATIENCE)
            except BaseException:
                os.killpg(running.pid, signal.SIGKILL)
                raise
        return subprocess.CompletedProcess(arguments, running.returncode, out, complaints)

    def fetch(self, *options: str, private: bool = True, full_text: str = "never", jobs: int = 1) -> Run:
        """`dateline fetch`, to its end."""
        return read_run(self.command(*fetching(*options, private=private, full_text=full_text, jobs=jobs)))

    def listed(self) -> list[Event]:
        """All articles of the library, as `list --json` has them."""
        done = self.command("list", "--json", "--limit", "1000000")
        assert done.returncode == 0, done.stderr
        rows: list[Event] = json.loads(done.stdout)
        return rows

    def ids(self) -> list[str]:
        """The ids of all articles; every one is there once."""
        found = [str(row["id"]) for row in self.listed()]
        assert len(found) == len(set(found)), "an article is listed twice"
        return found

    def shown(self, article: str) -> Event:
        """An article, as `show --json` has it."""
        done = self.command("show", article, "--json")
        assert done.returncode == 0, done.stderr
        row: Event = json.loads(done.stdout)
        return row


def fetching(*options: str, private: bool = True, full_text: str = "never", jobs: int = 1) -> list[str]:
    """The arguments of a fetch whose events are read."""
    allowed = ["--allow-private"] if private else []
    return ["fetch", "--progress", "json", "--full-text", full_text, "--jobs", str(jobs), *allowed, *options]


def read_run(done: subprocess.CompletedProcess[bytes]) -> Run:
    """The events, wherever they were written, and what else was said."""
    events, said = [], []
    for line in (done.stdout + done.stderr).decode().splitlines():
        if line.startswith('{"event"'):
            events.append(json.loads(line))
        else:
            said.append(line)
    assert "Traceback" not in "\n".join(said), "\n".join(said)
    return Run(done.returncode, events, "\n".join(said))
