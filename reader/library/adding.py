"""What becomes of articles that come in: new, another version of one that is there, or nothing to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple

import msgspec

from reader.article import Article
from reader.library.catchup import Truths, is_behind, take_in_all
from reader.library.digest import same_content
from reader.library.errors import DamagedError
from reader.library.index import Index
from reader.library.keys import check_id
from reader.library.lock import locked
from reader.library.opening import follow
from reader.library.originals import KEPT_PAGE_LIMIT, Original
from reader.library.packed import Packed
from reader.library.session import Session
from reader.library.stored_rows import DamagedRow

Outcome = Literal["added", "revised", "unchanged"]


class Incoming(NamedTuple):
    """An article that comes in, and the page it was cleaned from where that is to be kept.

    `packed` are their rows, where a worker has made them ahead.
    """

    article: Article
    original: Original | None = None
    packed: Packed | None = None


class Plan(NamedTuple):
    """What to store for a batch: its outcomes in order, new versions, originals by name, and what isn't kept.

    `completed` are stored versions whose original comes only now, or that newer cleaning found to be right.
    """

    outcomes: list[Outcome]
    articles: list[Article]
    originals: dict[str, Original]
    too_large: list[str]
    completed: list[Article]


def add(session: Session, batch: Sequence[Incoming], *, words_later: bool) -> list[Outcome]:
    """Store the batch, then list it; see Library.add."""
    truths = session.truths
    with locked(session.places.write_lock):
        session.reopen_if_replaced()
        if is_behind(truths, session.index):
            take_in_all(truths, session.index)
        made = plan(batch, truths, session.index)
        if made.articles or made.originals:
            ready = {key: row for each in batch if each.packed for key, row in each.packed.rows.items()}
            truths.store.add(made.articles, made.originals, ready)
        truths.store.renew(made.completed)
        if printed := [article for article in made.completed if article.outlets]:
            session.catch_up(partial(_find_by_outlets, articles=printed))
        if words_later and made.articles:
            session.catch_up(partial(_list_at_once, articles=made.articles))
    if made.too_large:
        session.tell(f"{len(made.too_large)} originals of over {KEPT_PAGE_LIMIT // 2**20} MiB were not kept")
    session.catch_up(follow)
    return made.outcomes


def plan(batch: Sequence[Incoming], truths: Truths, index: Index) -> Plan:
    """What to store for the batch, given what is there. Hold the write lock, and have the index caught up.

    An article whose words are the same is unchanged, unless newer rules found other mentions in it, or what is stored
    of it is damaged; so is one that the same rules made of the very page that is kept. Raises DatelineError for an id
    that can't be used; then nothing is to be stored.
    """
    made = Plan([], [], {}, [], [])
    coming: dict[str, Article] = {}
    for article, *_ in batch:
        check_id(article.id)
    revisions = index.revisions([article.id for article, *_ in batch])
    latest = truths.store.latest_of([article.id for article, *_ in batch])
    for article, original, _ in batch:
        known = coming.get(article.id) or _stored(article.id, truths, revisions)
        same_words = known is not None and same_content(known, article)
        if (
            known
            and (same_words or _is_same_page(known, article, original))
            and article.annotator in ("", known.annotator)
        ):
            made.outcomes.append("unchanged")
            if article.id not in coming:
                _complete(known, article, original, made)
            continue
        revision = known.revision if known else latest.get(article.id, 0)
        coming[article.id] = msgspec.structs.replace(
            _with_outlets_of(article, known),
            revision=revision + 1,
            page=_keep(original, article, made) or (known.page if known and same_words else ""),
            fetched=known.fetched if known and same_words else article.fetched,
        )
        made.articles.append(coming[article.id])
        made.outcomes.append("revised" if revision else "added")
    return made


def with_new_mentions(articles: Sequence[Article], truths: Truths) -> list[Article]:
    """The stored articles with the mentions and the annotator of these; those whose words are others are left out.

    Hold the write lock.
    """
    renewed = []
    wanted = {article.id: article for article in articles}
    stored = truths.store.newest_of(list(wanted))
    for article in wanted.values():
        known = stored.get(article.id)
        if known is None or known.revision != article.revision or not same_content(known, article):
            continue
        if any(mention.corrected for mention in article.mentions):
            raise ValueError(f"{article.id}: a user's corrections are no machine's mentions")
        renewed.append(msgspec.structs.replace(known, mentions=article.mentions, annotator=article.annotator))
    return renewed


def _list_at_once(session: Session, articles: Sequence[Article]) -> list[DamagedRow]:
    """Take in what was stored just now, its words later; nothing is read back."""
    session.index.apply(session.truths.store.numbered(articles, session.index.position), words_later=True)
    return []


def _find_by_outlets(session: Session, articles: Sequence[Article]) -> list[DamagedRow]:
    session.index.note_outlets(articles)
    return []


def _stored(article_id: str, truths: Truths, revisions: Mapping[str, int]) -> Article | None:
    """The stored version, where there is one and it can be read."""
    revision = revisions.get(article_id)
    if revision is None:
        return None
    try:
        return truths.store.get(article_id, revision)
    except DamagedError:
        return None


def _is_same_page(known: Article, article: Article, original: Original | None) -> bool:
    """Whether the page that is kept came again; its words may differ, as other pages of its site have taught."""
    return original is not None and known.page == original.name and known.cleaner == article.cleaner != ""


def _with_outlets_of(article: Article, other: Article | None) -> Article:
    if other is None or not other.outlets:
        return article
    from reader.library.outlets import with_outlets

    return with_outlets(article, other.outlets)


def _keep(original: Original | None, article: Article, made: Plan) -> str:
    """The name under which the original is kept; empty where there is none to keep."""
    if original is None:
        return ""
    if len(original.content) > KEPT_PAGE_LIMIT:
        made.too_large.append(article.url or article.id)
        return ""
    made.originals[original.name] = original
    return original.name


def _complete(known: Article, article: Article, original: Original | None, made: Plan) -> None:
    """An article that came again as it is kept may bring what its stored version lacks."""
    page = known.page or _keep(original, article, made)
    told = article if article.cleaner else known
    complete = msgspec.structs.replace(
        _with_outlets_of(known, article),
        page=page,
        cleaner=told.cleaner,
        agencies=told.agencies,
        updated=told.updated,
        section=told.section,
    )
    if complete != known:
        made.completed.append(complete)
