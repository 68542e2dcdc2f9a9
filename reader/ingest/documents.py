"""The JSON documents that Dateline gives out for an article and its mentions: the contract of the command line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from reader.article import STANDFIRST, TITLE, Article, Block, EntityKind, Form, Mention

if TYPE_CHECKING:
    from reader.cleaning.cleaned import Cleaned


class Cleanable(Protocol):
    """What a cleaned page and a kept article have in common."""

    @property
    def url(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def standfirst(self) -> str | None: ...
    @property
    def byline(self) -> tuple[str, ...]: ...
    @property
    def source(self) -> str | None: ...
    @property
    def published(self) -> datetime | None: ...
    @property
    def dateline(self) -> str | None: ...
    @property
    def language(self) -> str | None: ...
    @property
    def blocks(self) -> tuple[Block, ...]: ...
    @property
    def tags(self) -> tuple[str, ...]: ...


class Named(Protocol):
    """What every mention says about whom or what it names, whichever text its place is counted in."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def entity(self) -> str: ...
    @property
    def kind(self) -> EntityKind: ...
    @property
    def form(self) -> Form: ...
    @property
    def name(self) -> str: ...
    @property
    def country(self) -> str | None: ...
    @property
    def role(self) -> str | None: ...
    @property
    def discovered(self) -> bool: ...


def clean_document(name: Any, piece: Cleanable) -> dict[str, Any]:
    """The `clean` object: `name` is the id as it was given, times are ISO 8601 with an offset, that of the page."""
    return {
        "id": name,
        "url": piece.url,
        "title": piece.title,
        "standfirst": piece.standfirst,
        "byline": list(piece.byline),
        "source": piece.source,
        "published": _stamp(piece.published),
        "dateline": piece.dateline,
        "language": piece.language,
        "blocks": [{"kind": block.kind, "text": block.text} for block in piece.blocks],
        "tags": list(piece.tags),
    }


def explained_document(name: Any, cleaned: Cleaned) -> dict[str, Any]:
    """The `clean` object of `clean --explain`: with all that cleaning found, and where every field stood.

    `origins` names the field, the place (a slug of `cleaned.Place`) and the words for people; one whose place is
    "refused" says what was passed over, and why. Blocks have their level, ordinal and links where they have any.
    """
    return clean_document(name, cleaned) | {
        "blocks": [_whole_block(block) for block in cleaned.blocks],
        "agencies": list(cleaned.agencies),
        "updated": _stamp(cleaned.updated),
        "section": cleaned.section,
        "origins": [{"field": at.field, "place": at.place, "words": at.words} for at in cleaned.origins],
    }


def _whole_block(block: Block) -> dict[str, Any]:
    document: dict[str, Any] = {"kind": block.kind, "text": block.text}
    if block.level:
        document["level"] = block.level
    if block.ordinal:
        document["ordinal"] = block.ordinal
    if block.links:
        document["links"] = [{"start": link.start, "end": link.end, "url": link.url} for link in block.links]
    return document


def mention_document(mention: Named, surface: str, day: date | None) -> dict[str, Any]:
    """One mention: `start` and `end` are code points of the text it is in, `surface` is what stands there.

    `role_now` is there for a leader whose office today is another than that of `day`, the text's date.
    """
    document: dict[str, Any] = {
        "start": mention.start,
        "end": mention.end,
        "surface": surface,
        "kind": mention.kind,
        "id": mention.entity,
        "name": mention.name,
        "form": mention.form,
    }
    if mention.kind == "leader":
        document |= {"country": mention.country, "role": mention.role, "discovered": mention.discovered}
        now = None if mention.discovered or day is None else _role_now(mention.entity, day)
        document |= {"role_now": now} if now else {}
    return document


def _role(leader: str, day: date | None) -> str | None:
    from reader.entities.gazetteer.gazetteer import load_gazetteer
    from reader.entities.gazetteer.offices import office_in_words

    return office_in_words(load_gazetteer(), leader, day)


def _role_now(leader: str, day: date) -> str | None:
    from reader.entities.gazetteer.careers import role_now
    from reader.entities.gazetteer.gazetteer import load_gazetteer

    return role_now(load_gazetteer(), leader, day, datetime.now(UTC).date())


def article_document(article: Article, *, read: bool, starred: bool, tags: Iterable[str]) -> dict[str, Any]:
    """The `show` object: the `clean` one, the mentions by where they are, what the user did, and who else printed it.

    The user's `tags` follow the article's own.
    """

    def at(numbers: Iterable[int]) -> list[dict[str, Any]]:
        wanted = set(numbers)
        return [_placed(article, mention) for mention in article.mentions if mention.block in wanted]

    document = clean_document(article.id, article)
    document["tags"] = list(dict.fromkeys((*article.tags, *tags)))
    return document | {
        "mentions": at(range(len(article.blocks))),
        "title_mentions": at((TITLE,)),
        "standfirst_mentions": at((STANDFIRST,)),
        "read": read,
        "starred": starred,
        "notes": [],
        "outlets": [
            {"source": outlet.source, "url": outlet.url or None, "published": iso(outlet.published)}
            for outlet in article.outlets
        ],
    }


def _placed(article: Article, mention: Mention) -> dict[str, Any]:
    day = article.published.date() if article.published else None
    if mention.corrected and mention.kind == "leader":
        mention = msgspec.structs.replace(mention, role=_role(mention.entity, day))
    document = mention_document(mention, article.text(mention.block)[mention.start : mention.end], day)
    if mention.corrected:
        document["corrected"] = iso(mention.corrected)
    return {"block": mention.block} | document if mention.block >= 0 else document


def iso(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC to the second, with an offset; None for None."""
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def iso_seconds(seconds: int) -> str:
    """ISO 8601 of seconds since 1970 UTC, with an offset."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
