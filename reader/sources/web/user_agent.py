"""Who asks: the User-Agent of every request that Dateline makes, of feeds, pages and query services alike."""

from __future__ import annotations

from importlib import metadata
from typing import Final

from reader import __version__, safe_text

PRODUCT: Final = "dateline"
"""The name that robots.txt files may address us by (RFC 9309, 2.2.1)."""


def user_agent(contact: str = "") -> str:
    """Program, version and whom to turn to, as Wikimedia's user agent policy asks: the user's `contact`, else what the
    package says.
    """
    try:
        about = metadata.metadata("dateline")
    except metadata.PackageNotFoundError:
        return f"{PRODUCT}/{__version__} (a news reader for the terminal)"
    pages = [entry.partition(",")[2].strip() for entry in about.get_all("Project-URL") or ()]
    people = [*(about.get_all("Author-email") or ()), *(about.get_all("Maintainer-email") or ())]
    said = contact or "; ".join((*pages[:1], *people[:1])) or str((about.get_all("Summary") or ["a news reader"])[0])
    return f"{PRODUCT}/{__version__} ({safe_text.line(said).encode('ascii', 'ignore').decode()})"
