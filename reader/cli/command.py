"""Runs a command and ends it well: whatever goes wrong is one line on stderr and an exit code."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.given import library_given
from reader.cli.output import FAILED, INTERRUPTED, complain, tolerant_streams
from reader.errors import DatelineError

if TYPE_CHECKING:
    from argparse import Namespace

    Command = Callable[[Namespace], int]


def run(argv: Sequence[str]) -> int:
    """The exit code of the command line `argv`."""
    tolerant_streams()
    try:
        code = _run(argv)
        sys.stdout.flush()
    except SystemExit as end:  # how argparse ends after --help and after wrong usage
        return end.code if isinstance(end.code, int) else FAILED
    except DatelineError as error:
        complain(str(error))
        return error.exit_code
    except BrokenPipeError:  # whoever read our output has had enough
        _drop_output()
        return 0
    except KeyboardInterrupt:
        _drop_output()
        complain("interrupted; what was stored before is kept")
        return INTERRUPTED
    except OSError as error:
        complain(f"{error.filename or 'the system'}: {error.strerror or error}")
        return FAILED
    return code


def _run(argv: Sequence[str]) -> int:
    """Nothing but a library opens the desk at once: making every command's grammar takes longer than opening it."""
    if is_desk(argv):
        from reader.cli.desk import open_desk_on

        return open_desk_on(argv[1] if argv else None)
    from reader.cli.parser import command_parser

    options = command_parser().parse_args(argv)
    return _command(options.command)(options)


def is_desk(argv: Sequence[str]) -> bool:
    """Whether it plainly asks for the desk: no words at all, or `--library DIR`. The grammar sees to all others."""
    return not argv or (len(argv) == 2 and argv[0] == "--library" and not argv[1].startswith("-"))


def _command(name: str) -> Command:
    """The function that `module:function` names."""
    module, _, function = name.partition(":")
    command: Command = getattr(importlib.import_module(f"reader.cli.{module}"), function)
    return command


def _drop_output() -> None:
    """What is still in the buffer of stdout goes nowhere, so that closing it can't fail again."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def library_path(options: Namespace) -> Path:
    """The library that is meant: `--library`, else the setting, else the default."""
    return library_given(options.library)
