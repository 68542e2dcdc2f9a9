"""Addresses without their pages become articles of a title at once, which the next fetch completes.

So what somebody kept elsewhere is listed, tagged and marked before there is a network, and waits in the queue of full
texts as the summaries of feeds do.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from reader import safe_text
from reader.article import Article, Block
from reader.cleaning.names import host_of
from reader.ingest.fetching.page_queue import Wanted as WantedPage
from reader.ingest.fetching.state import State
from reader.ingest.identity import article_id
from reader.library.library import Incoming, Library
from reader.library.rows import MarkField
from reader.sources.archives.reading_list import Wanted
from reader.sources.feeds.feed import Item

BATCH: Final = 500
"""Addresses of one write."""


class Queued(NamedTuple):
    """What became of a list: new ones, whose pages are wanted now; those known already; those that are no addresses."""

    added: int
    known: int
    refused: int


def queue_addresses(library: Library, wanted: Sequence[Wanted]) -> Queued:
    """Lists the addresses that are new with what is known of them, and queues their pages; a known one only gets its
    tags and marks.

    An article is dated by when its address was kept, until its page says better. A kill in between costs nothing: what
    was not queued is, when the same list comes again. Raises what the library and the state of fetches raise.
    """
    added = known = refused = 0
    with State(library.path) as state:
        for first in range(0, len(wanted), BATCH):
            articles = [_article(one) for one in wanted[first : first + BATCH]]
            named = [(a, one) for a, one in zip(articles, wanted[first : first + BATCH], strict=True) if a is not None]
            refused += len(articles) - len(named)
            rows = {row.id: row for row in library.rows_by_id([article.id for article, _ in named])}
            new = {article.id: (article, one) for article, one in named if article.id not in rows}
            library.add([Incoming(article) for article, _ in new.values()], words_later=True)
            _mark(library, [(article.id, one) for article, one in named])
            now = int(time.time())
            with state.transaction():
                for article, _ in named:
                    if article.id in new or _is_bare(library, article):
                        state.queue.want(_page(article), now)
            added += len(new)
            known += len(named) - len(new)
    return Queued(added, known, refused)


def _article(one: Wanted) -> Article | None:
    url = safe_text.url(one.url)
    if not host_of(url):
        return None
    title = safe_text.line(one.title) or url
    now = datetime.now(UTC).replace(microsecond=0)
    kept = min(datetime.fromtimestamp(one.added, UTC), now) if one.added else now
    return Article(
        id=article_id(url, title, ()),
        fetched=kept,
        url=url,
        title=title,
        source=host_of(url).removeprefix("www."),
        blocks=(Block("paragraph", title),),
    )


def _is_bare(library: Library, article: Article) -> bool:
    """Whether the library still has no more of the article than its title."""
    row = library.row(article.id)
    return row is not None and library.uncorrected(article.id).blocks == article.blocks


def _page(article: Article) -> WantedPage:
    item = Item(key=article.url, url=article.url, title=article.title or "")
    return WantedPage(article=article.id, url=article.url, feed="", item=item)


def _mark(library: Library, named: Sequence[tuple[str, Wanted]]) -> None:
    """Marks and tags as the list has them, added to the user's own; what is deleted here stays so."""
    rows = {row.id: row for row in library.rows_by_id([article for article, _ in named])}
    tagged: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    marked: defaultdict[MarkField, list[str]] = defaultdict(list)
    for article, one in named:
        row = rows.get(article)
        if row is None:
            continue
        tags = tuple(dict.fromkeys((*row.tags, *filter(None, map(safe_text.line, one.tags)))))
        if tags != row.tags:
            tagged[tags].append(article)
        if one.read and not row.read:
            marked["read"].append(article)
        if one.starred and not row.starred:
            marked["starred"].append(article)
    for tags, articles in tagged.items():
        library.mark(articles, "tags", list(tags))
    for field, articles in marked.items():
        library.mark(articles, field, value=True)
