"""The entry of a feed as an article: its giver has taken it out of its page, and says who wrote it and when."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

import msgspec

from reader import safe_text
from reader.article import Block
from reader.cleaning import guard
from reader.cleaning.as_text import text_of_markup
from reader.cleaning.bounds import bounded
from reader.cleaning.cleaned import Cleaned, NotAnArticleError
from reader.cleaning.dateline import dateline_of
from reader.cleaning.dates import in_words
from reader.cleaning.language import language_code, settled_language
from reader.cleaning.names import host_of, signatories

TAGS_MAX: Final = 30
STANDFIRST_WORDS: Final = 80
"""Words of the longest summary that stands above the whole text as its standfirst."""
SAMPLE: Final = 800
"""Code points of the text that its language is told by, where the feed has mostly said it already."""
SAMPLE_BLOCKS: Final = 20
PARAGRAPHS_MAX: Final = 5_000
_PARAGRAPH = re.compile(r"\n\s*\n")


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a feed says of one article, as it said it: the fields of `sources.feeds.feed.Item` that tell of the article.

    Kept as JSON, it is the article's original.
    """

    title: str = ""
    content: str = ""
    summary: str = ""
    plain: bool = False
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    base: str = ""
    """The address that relative links in the text are against, where that is not the article's own (xml:base)."""


_decoder = msgspec.json.Decoder(Entry)


def read_entry(content: bytes) -> Entry:
    """The entry that was kept as JSON. Raises NotAnArticleError where it is none."""
    try:
        return _decoder.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotAnArticleError("is no entry of a feed", remedy="fetch its feed again") from error


def clean_entry(entry: Entry, *, url: str = "", source: str = "") -> Cleaned:
    """The article that an entry is; one that says nothing but its title has no blocks.

    A date in the future counts as unknown: it would stand above all news until it comes. Raises NotAnArticleError for
    an entry that has neither a title nor a text.
    """
    title = safe_text.line(text_of_markup(entry.title)) or None
    signed = signatories((text_of_markup(name) for name in entry.authors), outlet=source or None, host=host_of(url))
    body = entry.content if entry.content.strip() else entry.summary
    part = guard.checked_text(body) if entry.plain else guard.safe_markup(body)
    blocks = _blocks(part.text, entry, url, title, signed.people)
    if not (title or blocks):
        raise NotAnArticleError("says nothing: it has neither a title nor a text")
    prose = " ".join(block.text for block in blocks[:SAMPLE_BLOCKS])
    first = next((block.text for block in blocks if block.kind == "paragraph"), "")
    return bounded(
        Cleaned(
            url=safe_text.url(url),
            title=title,
            standfirst=_standfirst(entry, body, first, title),
            byline=signed.people,
            agencies=signed.agencies,
            source=safe_text.line(source, safe_text.NAME) or None,
            published=_moment(entry.published) or _moment(entry.updated),
            updated=_moment(entry.updated),
            dateline=dateline_of(first),
            language=settled_language(language_code(entry.language), prose[:SAMPLE] or title or "")[0],
            blocks=tuple(blocks),
            tags=_tags(entry.tags),
        ),
        part.notice,
    )


def _blocks(text: str, entry: Entry, url: str, title: str | None, people: tuple[str, ...]) -> list[Block]:
    if not text.strip():
        return []
    if entry.plain or "<" not in text:
        parts = (safe_text.line(part, safe_text.PARAGRAPH) for part in _paragraphs(text, plain=entry.plain))
        return [Block("paragraph", part) for part in parts if part and part != title]
    from reader.cleaning.html.entry import blocks_of_entry

    return blocks_of_entry(text, base=entry.base or url, title=title, byline=people)


def _paragraphs(text: str, *, plain: bool) -> list[str]:
    return _PARAGRAPH.split(text if plain else text_of_markup(text), PARAGRAPHS_MAX)[:PARAGRAPHS_MAX]


def _standfirst(entry: Entry, body: str, first: str, title: str | None) -> str | None:
    """The summary, where it is short and neither the body nor its beginning nor the title again."""
    if body is not entry.content or not entry.summary.strip():
        return None
    text = safe_text.line(entry.summary if entry.plain else text_of_markup(entry.summary), safe_text.PARAGRAPH)
    words = text.split()
    if not words or len(words) > STANDFIRST_WORDS or text == title:
        return None
    opening = set(first.casefold().split())
    told = sum(word.casefold() in opening for word in words)
    return None if told >= 0.7 * len(words) else text


def _tags(values: tuple[str, ...]) -> tuple[str, ...]:
    tags = (safe_text.line(text_of_markup(value), safe_text.TAG) for value in values[:TAGS_MAX])
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        found = in_words(text)
    if found is None:
        return None
    try:
        moment = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None
    return None if moment > datetime.now(UTC) else moment
