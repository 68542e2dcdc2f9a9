"""Runs a command and ends it well: whatever goes wrong is one line on stderr and an exit code."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from reader.cli.output import FAILED, INTERRUPTED, complain, tolerant_streams
from reader.cli.parser import command_parser
from reader.errors import DatelineError

Command = Callable[[Namespace], int]


def run(argv: Sequence[str]) -> int:
    """The exit code of the command line `argv`."""
    tolerant_streams()
    try:
        options = command_parser().parse_args(argv)
        code = _command(options.command)(options)
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
    from reader.config import default_library, load_settings

    given: str | None = options.library
    named = given if given is not None else load_settings().library
    return Path(named).expanduser() if named else default_library()
