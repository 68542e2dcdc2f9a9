"""How a command comes into the grammar of the command line, alone or in a group; apart from the commands themselves, so
that a group can keep its words beside what runs them.
"""

from __future__ import annotations

import argparse
from typing import Final, NoReturn

MOST_JOBS: Final = 256
"""Worker processes that may be asked for."""


class Parser(argparse.ArgumentParser):
    """Wrong usage is told in one line, like every other error."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


class Commands:
    """Adds commands that all take `--library`, before their name or after it."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._group = parser.add_subparsers(metavar="COMMAND", title="commands", parser_class=Parser)

    def group(self, name: str, about: str, more: str = "") -> Commands:
        """The commands of a group: `dateline NAME COMMAND`, one of which has to be given."""
        group = Commands(self.add(name, "", about, more))
        group._group.required = True
        return group

    def add(self, name: str, run: str, about: str, more: str = "") -> argparse.ArgumentParser:
        """A command with the line of the help that says what it does; `run` is `module:function` of reader.cli."""
        command = self._group.add_parser(
            name,
            help=about,
            description=f"{about[0].upper()}{about[1:]}. {more}".strip(),
            allow_abbrev=False,
        )
        command.add_argument("--library", metavar="DIR", default=argparse.SUPPRESS, help="the library folder to use")
        command.set_defaults(command=run)
        return command


def take_jobs(command: argparse.ArgumentParser) -> None:
    """The command takes `--jobs`."""
    command.add_argument("--jobs", type=_jobs, default=None, metavar="N", help="worker processes (0: one a processor)")


def take_progress(command: argparse.ArgumentParser) -> None:
    """The command takes `--progress`."""
    command.add_argument(
        "--progress",
        choices=("auto", "json", "none"),
        default="auto",
        help="how to tell how far it is: a bar or quiet lines, JSON lines on stdout, or not at all",
    )


def take_json(command: argparse._ActionsContainer) -> None:
    """The command, or the group of its forms, takes `--json`."""
    command.add_argument("--json", action="store_true", help="one JSON document")


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_JOBS):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 to {MOST_JOBS}")
    return int(text)
