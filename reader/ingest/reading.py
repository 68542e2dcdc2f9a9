"""From a page to an annotated article: cleaned, given its identity, and completed by what the giver says about it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from datetime import UTC, datetime
from typing import Final

import msgspec

from reader import safe_text
from reader.article import Article, Block
from reader.cleaning.clean import CLEANER, clean_html, clean_text
from reader.cleaning.cleaned import Cleaned, NotAnArticleError
from reader.cleaning.decode import decode
from reader.cleaning.entry import clean_entry, read_entry
from reader.cleaning.language import guessed_language
from reader.cleaning.text.repeated import repeated_keys
from reader.errors import DatelineError
from reader.ingest.identity import article_id
from reader.ingest.moments import moment
from reader.sources.page import Page

PROSE: Final = 0.75
"""A text of which this share of lines ends like a sentence is prose, not the lines of a page."""
KEPT_OF_PROSE: Final = 0.9
KEPT_OF_PAGE: Final = 0.5
"""A vouched-for text of which cleaning would keep fewer words than this share stays as it was given."""
_SENTENCE_ENDS: Final = ".!?…:;\"'”’»)]。！？"
PARAGRAPHS: Final = 5_000
"""Paragraphs of a text that is kept whole; what follows is left out, which no real article reaches."""
_PARAGRAPH = re.compile(r"\n\s*\n")


def article_of_page(page: Page, others: Iterable[bytes] = ()) -> Article:
    """The article in a page, with its mentions. As `article_in` otherwise."""
    from reader.entities.annotate import annotate_article  # who only cleans has no use for the rules of names

    return annotate_article(article_in(page, others))


def article_in(page: Page, others: Iterable[bytes] = ()) -> Article:
    """The article in a page; who and where is not found in it yet.

    A title, date or source that came with the page wins over what cleaning found, as the giver knows. The id is the
    given one, else that of `identity`. `others` are further pages of its site. Raises NotAnArticleError and what
    else cleaning raises.
    """
    return article_of_cleaned(page, cleaned_page(page, others))


def article_of_cleaned(page: Page, cleaned: Cleaned) -> Article:
    """The article that a cleaned page is, by what its giver says and by what it says itself, in this order.

    Raises DatelineError for a date that is none.
    """
    url = safe_text.url(page.url) or cleaned.url
    title = safe_text.line(page.title) or cleaned.title
    published = _published(page) or _in_utc(cleaned.published)
    updated = _in_utc(cleaned.updated)
    return Article(
        id=page.id or article_id(url, title, (block.text for block in cleaned.blocks)),
        fetched=_fetched(page),
        url=url,
        title=title,
        standfirst=cleaned.standfirst,
        byline=cleaned.byline,
        source=safe_text.line(page.source, safe_text.NAME) or cleaned.source,
        published=published,
        dateline=cleaned.dateline,
        language=cleaned.language,
        blocks=cleaned.blocks,
        tags=cleaned.tags,
        agencies=cleaned.agencies,
        updated=updated if updated and (published is None or updated > published) else None,
        section=cleaned.section,
        cleaner=CLEANER,
    )


def _in_utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None


def _fetched(page: Page) -> datetime:
    """When the page came from the web: as its archive says, else now."""
    now = datetime.now(UTC)
    told = moment(page.fetched) if page.fetched else None
    return (min(told, now) if told else now).replace(microsecond=0)


def _published(page: Page) -> datetime | None:
    if not page.published:
        return None
    found = moment(page.published)
    if found is None:
        shown = safe_text.line(page.published, 40)
        raise DatelineError(f'"published" is no date: {shown}', remedy="write it as 2024-05-17T09:30:00+00:00")
    return found


def cleaned_page(page: Page, others: Iterable[bytes] = ()) -> Cleaned:
    """The article that the page itself tells; its giver's address is only for links and for want of another.

    `others` are the contents of further pages of the site, for telling the site's own lines from a text's.
    """
    url = safe_text.url(page.url)
    if page.kind == "html":
        return clean_html(page.content, url=url)
    if page.kind == "entry":
        return clean_entry(read_entry(page.content), url=url, source=page.source)
    text = decode(page.content)
    title = safe_text.line(page.title)
    repeated = repeated_keys(text, map(decode, others))
    return _vouched(text, title, url, repeated) if title else clean_text(text, url=url, repeated=repeated)


def _vouched(text: str, title: str, url: str, repeated: Container[str]) -> Cleaned:
    """The article in a text that came with its title apart.

    Who knows the title has taken the text out of its page already, so nothing but furniture may be lost: where cleaning
    finds no article, takes another line for the title, or would drop too many words, the paragraphs stay as they were
    given. A text that is only the headline again stays, too.
    """
    given = _as_given(text, title, url)
    known = title.casefold()
    has_title = any(safe_text.line(line).casefold() == known for line in text.splitlines())
    try:
        cleaned = clean_text(text if has_title else f"{title}\n\n{text}", url=url, repeated=repeated)
    except NotAnArticleError:
        return given
    if cleaned.title is not None and cleaned.title.casefold() != known:
        return given
    cleaned = msgspec.structs.replace(cleaned, blocks=_without_title(cleaned.blocks, title))
    return cleaned if _words(cleaned) >= _least_share(text) * _words(given) else given


def _as_given(text: str, title: str, url: str) -> Cleaned:
    parts = (safe_text.line(part, safe_text.PARAGRAPH) for part in _PARAGRAPH.split(text, PARAGRAPHS)[:PARAGRAPHS])
    blocks = tuple(Block("paragraph", part) for part in parts if part)
    return Cleaned(url=url, language=guessed_language(text), blocks=_without_title(blocks, title))


def _without_title(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """The blocks without a first one that only repeats the title, unless it is all there is."""
    return blocks[1:] if len(blocks) > 1 and blocks[0].text.casefold() == title.casefold() else blocks


def _least_share(text: str) -> float:
    """Which share of its words an article must keep: of prose nearly all, of a page's lines half."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return KEPT_OF_PROSE if sum(line[-1] in _SENTENCE_ENDS for line in lines) >= PROSE * len(lines) else KEPT_OF_PAGE


def _words(cleaned: Cleaned) -> int:
    texts = [cleaned.standfirst or "", *(block.text for block in cleaned.blocks)]
    return sum(len(text.split()) for text in texts)
