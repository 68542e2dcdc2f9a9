"""Items on their way into the library: written as their feed gave them, or held until their page has come."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from reader.ingest.fetching.full_text import has_page, lacks_text
from reader.ingest.fetching.items import ReadItem
from reader.ingest.fetching.page_queue import Wanted
from reader.ingest.fetching.pages import Pages
from reader.ingest.fetching.visit import Arrival, Fresh, Visit
from reader.ingest.identity import article_id
from reader.library.library import Library


class Admission:
    """Decides for each item. `put` takes what is to be written, `lost` an address and why it gives no article."""

    def __init__(
        self,
        library: Library,
        pages: Pages,
        put: Callable[[Arrival], None],
        lost: Callable[[str, str], None],
        *,
        offline: bool,
    ) -> None:
        self._library = library
        self._pages = pages
        self._put = put
        self._lost = lost
        self._offline = offline

    def admit(self, visit: Visit, fresh: Fresh, read: ReadItem) -> None:
        """Have the item written, now or when its page has come."""
        if not _wants_page(visit, fresh, read):
            if read.article is None:
                self._lost(fresh.item.url or visit.address, read.reason)
            self._put(Arrival(read, visit, fresh))
            return
        article = read.article.id if read.article else article_id(fresh.item.url, None, ())
        item = fresh.item if read.article else msgspec.structs.replace(fresh.item, title=fresh.item.url)
        wanted = Wanted(article, item.url, visit.address, item, visit.source, visit.language)
        arrival = Arrival(read, visit, fresh)
        to_queue = None if self._pages.was_tried(article) else wanted
        if self._pages.was_read(article) or self._library.index.revision(article) is not None:
            self._put(arrival._replace(wanted=to_queue, is_listed=True))
        elif self._offline or not self._pages.hold(arrival, wanted):
            self._put(arrival._replace(wanted=to_queue))


def _wants_page(visit: Visit, fresh: Fresh, read: ReadItem) -> bool:
    """Whether the item's page is to be fetched; of one that says nothing itself the page is all there is."""
    if visit.rule == "never":
        return False
    is_short = visit.rule == "always" or read.article is None or lacks_text(read.article)
    return is_short and has_page(fresh.item)
