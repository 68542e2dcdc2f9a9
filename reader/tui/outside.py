"""Leaving the desk: the browser, an editor. An address is an argument, never part of a shell's line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Final

from reader import safe_text
from reader.errors import DatelineError
from reader.tui.processes import said_last

EDITED: Final = (0, 3)
"""Codes after which a file has been edited; with the second, something in it can't be understood."""


def open_in_browser(url: str, suspend: Callable[[], AbstractContextManager[None]]) -> None:
    """Open an address in the user's browser ($BROWSER, else the system's).

    `suspend` lends the terminal to a browser that runs in it. Raises DatelineError where no browser takes the address.
    """
    import webbrowser

    address = safe_text.url(url)
    if not address:
        raise DatelineError("is not an address that a browser opens", url)
    try:
        browser = webbrowser.get()
        if type(browser) is webbrowser.GenericBrowser:
            with suspend():
                opened = browser.open(address)
        else:
            opened = browser.open(address)
    except webbrowser.Error as error:
        raise DatelineError("no browser was found", address, "name one in $BROWSER") from error
    if not opened:
        raise DatelineError("the browser could not open it", address, "check $BROWSER")


def edit(command: Sequence[str], suspend: Callable[[], AbstractContextManager[None]]) -> None:
    """Run a command of ours that opens the user's editor, to which `suspend` lends the terminal.

    Raises DatelineError where it failed, in the words of the command.
    """
    import subprocess

    try:
        with suspend():
            done = subprocess.run(command, stderr=subprocess.PIPE, check=False)
    except OSError as error:
        raise DatelineError(f"no process can be started: {error.strerror}") from error
    if done.returncode not in EDITED:
        raise DatelineError(f"nothing was edited: {said_last(done.stderr) or f'it ended with {done.returncode}'}")
