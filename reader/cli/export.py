"""The command `export`: what is yours, for other programs."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from reader.cli.output import DONE, complain


def export(options: Namespace) -> int:
    """`export --opml`: the subscriptions, to a file or stdout."""
    from reader.sources.web.secrecy import without_credentials
    from reader.subscriptions.file import read_subscriptions
    from reader.subscriptions.opml import write_opml

    subscriptions = read_subscriptions()
    content, left_out = write_opml(subscriptions.feeds, without_credentials)
    _write(options.opml, content)
    for line in (*subscriptions.problems, *left_out):
        complain(line)
    return DONE


def _write(name: str, content: bytes) -> None:
    import sys

    from reader.errors import DatelineError
    from reader.subscriptions.replacing import replace

    if name == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    path = Path(name).expanduser()
    if path.exists() and not path.is_file():  # a pipe or a device, which nothing takes the place of
        try:
            path.write_bytes(content)
        except OSError as error:
            raise DatelineError(f"cannot be written: {error.strerror}", name, "name a file") from error
        return
    replace(path, lambda _: content, private=lambda _: False)
