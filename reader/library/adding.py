"""What becomes of articles that come in: new, another version of one that is there, or nothing to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec

from reader.article import Article
from reader.library.catchup import Truths
from reader.library.digest import content_digest
from reader.library.errors import DamagedError
from reader.library.index import Index
from reader.library.keys import check_id
from reader.library.originals import KEPT_PAGE_LIMIT, Original

Outcome = Literal["added", "revised", "unchanged"]


class Incoming(NamedTuple):
    """An article that comes in, and the page it was cleaned from where that is to be kept."""

    article: Article
    original: Original | None = None


class Plan(NamedTuple):
    """What to store for a batch: its outcomes in order, new versions, originals by name, and what isn't kept.

    `completed` are stored versions whose original comes only now, or that newer cleaning found to be right.
    """

    outcomes: list[Outcome]
    articles: list[Article]
    originals: dict[str, Original]
    too_large: list[str]
    completed: list[Article]


def plan(batch: Sequence[Incoming], truths: Truths, index: Index) -> Plan:
    """What to store for the batch, given what is there. Hold the write lock, and have the index caught up.

    An article whose words are the same is unchanged, unless newer rules found other mentions in it, or what is stored
    of it is damaged; so is one that the same rules made of the very page that is kept. Raises DatelineError for an id
    that can't be used; then nothing is to be stored.
    """
    made = Plan([], [], {}, [], [])
    coming: dict[str, Article] = {}
    for article, original in batch:
        check_id(article.id)
        known = coming.get(article.id) or _stored(article.id, truths, index)
        same_words = known is not None and content_digest(known) == content_digest(article)
        if (
            known
            and (same_words or _is_same_page(known, article, original))
            and article.annotator in ("", known.annotator)
        ):
            made.outcomes.append("unchanged")
            if article.id not in coming:
                _complete(known, article, original, made)
            continue
        revision = known.revision if known else truths.store.latest(article.id)
        coming[article.id] = msgspec.structs.replace(
            article,
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
    for article in {article.id: article for article in articles}.values():
        try:
            known = truths.store.newest(article.id)
        except DamagedError:
            continue
        if known is None or known.revision != article.revision or content_digest(known) != content_digest(article):
            continue
        if any(mention.corrected for mention in article.mentions):
            raise ValueError(f"{article.id}: a user's corrections are no machine's mentions")
        renewed.append(msgspec.structs.replace(known, mentions=article.mentions, annotator=article.annotator))
    return renewed


def _stored(article_id: str, truths: Truths, index: Index) -> Article | None:
    """The stored version, where there is one and it can be read."""
    revision = index.revision(article_id)
    if revision is None:
        return None
    try:
        return truths.store.get(article_id, revision)
    except DamagedError:
        return None


def _is_same_page(known: Article, article: Article, original: Original | None) -> bool:
    """Whether the page that is kept came again; its words may differ, as other pages of its site have taught."""
    return original is not None and known.page == original.name and known.cleaner == article.cleaner != ""


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
        known, page=page, cleaner=told.cleaner, agencies=told.agencies, updated=told.updated, section=told.section
    )
    if complete != known:
        made.completed.append(complete)
