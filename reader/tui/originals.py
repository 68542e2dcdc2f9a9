"""Turning an open article over to the page it was made from, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.tui.original_page import spot_key

if TYPE_CHECKING:
    from reader.tui.desktop import Desktop
    from reader.tui.messages import OriginalReady


class Originals:
    """Turns an open article over to its page and back. `command` prints a page as JSON when an id is added to it."""

    def __init__(self, desktop: Desktop, command: Sequence[str]) -> None:
        self._desktop = desktop
        self._command = command

    def turn(self) -> None:
        """Show the page of the article, or the article again."""
        desktop = self._desktop
        view = desktop.focused_view
        article = view.article
        if article is None:
            desktop.status.say("Open an article to see the page it was made from")
            return
        if desktop.arrangement.focus in ("list", "coverage"):
            desktop.go("article")
        if view.turn():
            return
        if not (article.page and self._command):
            desktop.status.say("The page of this article was not kept")
            return
        desktop.status.say("Fetching the original page…")
        desktop.requests.original(article, self._command)

    def ready(self, ready: OriginalReady) -> None:
        """The text of a page has come; shown where its article is still open."""
        desktop = self._desktop
        for view in desktop.views:
            if view.article and view.article.id == ready.article and view is desktop.focused_view:
                desktop.status.say("")
                view.show_original(ready.page, ready.header, desktop.spots.get(spot_key(ready.article)))
