"""What stands in the list while there are no articles: why, and how to get some."""

from __future__ import annotations

from textwrap import wrap
from typing import Final

from reader.tui.session import Session

WIDTH: Final = 36
"""Cells that every list pane has."""
FIRST_STEPS: Final = (
    "dateline feed add ADDRESS",
    "  subscribes to a feed or a site (a)",
    "dateline import feeds.opml",
    "  brings your subscriptions along",
    "dateline add PATH",
    "  reads files and folders into it",
    "dateline sample",
    "  opens the sample library",
)


def welcome(session: Session) -> str:
    """Lines for an empty list."""
    if session.library is None:
        return "\n".join(["No library is open.", "", *wrap(session.problem, WIDTH), "", *FIRST_STEPS])
    return "\n".join(["Your library is empty.", "", *FIRST_STEPS])
