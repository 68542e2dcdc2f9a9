"""The command line. Nothing is imported here: a command loads what it needs when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 done, 1 failed, 2 wrong usage, 3 done in part, 4 library in use."""
    import sys

    from reader.cli.command import run

    return run(sys.argv[1:] if argv is None else argv)
