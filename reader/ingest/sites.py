"""Other pages of a page's site, as they were kept: from them a worker tells the site's own lines from an article's.

Only text has need of them, and nothing is parsed here. A site is the host of an address, else the source that the giver
names; of a page without either nothing is known.
"""

from __future__ import annotations

from collections import deque
from typing import Final

from reader.cleaning.names import folded, host_of
from reader.library.errors import DamagedError, UnknownArticleError
from reader.library.library import Library
from reader.sources.page import Page, SitePage

OTHERS: Final = 6
"""Other pages that go with one."""
OTHER_BYTES: Final = 100_000
"""Bytes of the largest of them: a page of text has 5 to 30 KB."""
RECENT: Final = 2_000
"""Newest articles of the library among which pages of a site are looked for, once a run."""
SITES_MAX: Final = 500
"""Sites whose pages are remembered at once."""


class Sites:
    """The latest pages of text of each site: those that the library keeps, then those that were handed out here.

    For one thread; `library` is the one that another thread has open.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._reader: Library | None = None
        self._articles: dict[str, list[str]] = {}
        self._latest: dict[str, deque[bytes]] = {}

    def among_others(self, page: Page) -> Page:
        """The page with others of its site, where it is text and its site is known."""
        site = site_of(page.url, page.source)
        if page.kind != "text" or not site:
            return page
        latest = self._latest.pop(site, None)
        if latest is None:
            latest = deque(self._kept(site), OTHERS)
        self._latest[site] = latest
        if len(self._latest) > SITES_MAX:
            del self._latest[next(iter(self._latest))]
        others = tuple(content for content in latest if content != page.content)
        if len(page.content) <= OTHER_BYTES and page.content not in latest:
            latest.append(page.content)
        return SitePage(**{name: getattr(page, name) for name in Page.__struct_fields__}, others=others)

    def close(self) -> None:
        """Let go of the library."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _kept(self, site: str) -> list[bytes]:
        """Pages of the site that the library keeps, at most OTHERS."""
        if self._reader is None:
            self._reader = self._library.reader()
            for row in self._reader.index.rows(limit=RECENT):
                its = self._articles.setdefault(site_of(row.url, row.source), [])
                if len(its) < OTHERS:
                    its.append(row.id)
        found = []
        for article in self._articles.get(site, ()):
            try:
                original = self._reader.original(article)
            except (DamagedError, UnknownArticleError):
                continue
            if original is not None and original.kind == "text" and len(original.content) <= OTHER_BYTES:
                found.append(original.content)
        return found


def site_of(url: str, source: str) -> str:
    """What names a site: the host of the address, else the source; empty where neither is known."""
    return host_of(url) or folded(source)
