"""Others that printed an article: recorded on the stored version, since they say nothing of its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import msgspec

from reader import safe_text
from reader.article import Article, Outlet
from reader.library.addresses import canonical_url
from reader.library.errors import DamagedError
from reader.library.lock import locked

if TYPE_CHECKING:
    from reader.library.session import Session

MOST_OUTLETS: Final = 100
"""Outlets kept of one article; who comes later is not recorded. Reports of the big agencies reach some dozens."""


def keep_outlets(session: Session, pairs: Sequence[tuple[str, Outlet]]) -> int:
    """Record who else printed these articles; see Library.add_outlets."""
    wanted: defaultdict[str, list[Outlet]] = defaultdict(list)
    for article_id, outlet in pairs:
        wanted[article_id].append(outlet)
    with locked(session.places.write_lock):
        session.reopen_if_replaced()
        renewed, there, new = [], [], 0
        for article_id, outlets in wanted.items():
            try:
                known = session.truths.store.newest(article_id)
            except DamagedError:
                continue
            if known is None:
                continue
            article = with_outlets(known, outlets)
            there.append(article)
            if article is not known:
                renewed.append(article)
                new += len(article.outlets) - len(known.outlets)
        session.truths.store.renew(renewed)
        # Also those that the store had already: a kill may have come between it and the index.
        session.index.note_outlets(there)
    return new


def with_outlets(article: Article, outlets: Iterable[Outlet]) -> Article:
    """The article with those of the outlets that are not recorded yet, at most MOST_OUTLETS; else the article itself.

    Two of the same name and the same canonical address are one; the article's own outlet is none.
    """
    recorded = {_key(article.source or "", article.url), *(_key(known.source, known.url) for known in article.outlets)}
    kept = list(article.outlets)
    for outlet in map(_cleaned, outlets):
        key = _key(outlet.source, outlet.url)
        if outlet.source and key not in recorded and len(kept) < MOST_OUTLETS:
            recorded.add(key)
            kept.append(outlet)
    if len(kept) == len(article.outlets):
        return article
    return msgspec.structs.replace(article, outlets=tuple(kept))


def _cleaned(outlet: Outlet) -> Outlet:
    """The outlet as it may be shown; one without a name is called by its host."""
    url = safe_text.url(outlet.url)
    source = safe_text.line(outlet.source, safe_text.NAME) or (urlsplit(url).hostname or "" if url else "")
    return Outlet(source, url, outlet.published)


def _key(source: str, url: str) -> tuple[str, str]:
    return source.casefold(), canonical_url(url) or url
