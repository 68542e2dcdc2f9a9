"""Leaving the desk: the browser. An address is an argument, never part of a shell's line."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from reader import safe_text
from reader.errors import DatelineError


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
