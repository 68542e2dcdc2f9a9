"""Raw page text, copied or saved with menus, tickers and teasers: every line is judged, then the article put together.

A line is kept by its chance (`features`), corrected by what a page's layout says for certain: a header, headings over
other stories, tags, teasers. No single block is chosen, so that no page is lost to a consent text or a footer.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from reader import safe_text
from reader.cleaning.cleaned import Cleaned, NotAnArticleError, Origin, origin
from reader.cleaning.dateline import dateline_of
from reader.cleaning.dates import order_of
from reader.cleaning.language import guessed_language
from reader.cleaning.names import Signatories, host_of, signatories
from reader.cleaning.text.blocks import blocks_of
from reader.cleaning.text.body import body_of, likely
from reader.cleaning.text.ending import without_bio
from reader.cleaning.text.features import line_chances
from reader.cleaning.text.header import Header, header_above
from reader.cleaning.text.headline import headline_of, slug_words, stems
from reader.cleaning.text.lines import Line, lines_of
from reader.cleaning.text.listing import listing_of
from reader.cleaning.text.repeated import repeated_lines
from reader.cleaning.text.stories import main_story
from reader.cleaning.text.tags import tag_line, tags_after
from reader.cleaning.text.walls import must_be_article

OWN_SHARE: Final = 0.5
"""Share of the likely words that have to be left when the lines of other pages are dropped."""
LANGUAGE_LINES: Final = 12
"""The longest lines, by which the language is guessed."""
LEAD_WORDS: Final = 45
"""Words of the longest standfirst that only a picture parts from the body."""
LEAD_REACH: Final = 3
LEAD_SHARE: Final = 0.3
"""Share of its words that the next lines say again, as they do where a standfirst tells the story in short."""
TAG_REACH: Final = 8
"""Lines after the article's last in which a line of tags may stand."""


def clean_lines(text: str, *, url: str = "", repeated: Container[str] = frozenset()) -> Cleaned:
    """The article in raw page text. Raises NotAnArticleError where no line of it is prose.

    `repeated` holds the keys (`Line.key`) of lines that stand on other pages of the same site, too.
    """
    lines = lines_of(text)
    if not lines:
        raise NotAnArticleError("is empty", remedy="copy the page again")
    longest = sorted(lines, key=lambda line: -line.words)[:LANGUAGE_LINES]
    language = guessed_language(" ".join(line.text for line in longest))
    order = order_of(language, host_of(url))
    chances = line_chances(lines, language)
    found, dropped = _found(lines, chances, repeated)
    header, kept = listing_of(lines, found, url, order)
    if not kept:
        must_be_article(lines, found)
        found = main_story(lines, found, slug_words(url), order)
        header = headline_of(lines, found, url, order)
        kept = body_of(lines, chances, found, header, dropped)
        if header and not kept:
            header, kept = None, body_of(lines, chances, found, None, dropped)
        must_be_article(lines, kept)
    header = header or header_above(lines, kept[0], order)
    title = lines[header.title] if header.title is not None else None
    kept = [number for number in kept if title is None or lines[number].key != title.key] or kept
    standfirst = header.standfirst if header.standfirst is not None else _standfirst(lines, kept, header)
    kept = [number for number in kept if number != standfirst] or kept
    signed = signatories(header.byline)
    tags = _tags(lines, kept)
    kept = without_bio(lines, kept, signed.people)
    return Cleaned(
        url=safe_text.url(url),
        title=safe_text.line(title.text) if title else None,
        standfirst=safe_text.line(lines[standfirst].text, safe_text.PARAGRAPH) if standfirst is not None else None,
        byline=signed.people,
        agencies=signed.agencies,
        source=safe_text.line(header.source, safe_text.NAME) if header.source else None,
        published=header.published,
        updated=header.updated,
        section=safe_text.line(header.section, safe_text.TAG) if header.section else None,
        dateline=dateline_of(lines[kept[0]].text),
        language=language,
        blocks=blocks_of(lines, kept, header.end),
        tags=tags,
        origins=tuple(_origins(lines, header, signed, standfirst, kept, tags)),
    )


def _found(lines: list[Line], chances: list[float], repeated: Container[str]) -> tuple[list[int], set[int]]:
    """The likely lines, and those that were dropped because other pages have them: none where too little is left."""
    found = likely(lines, chances, ())
    dropped = repeated_lines(lines, repeated)
    if not dropped:
        return found, dropped
    own = likely(lines, chances, dropped)
    words, left = (sum(lines[number].words for number in numbers) for numbers in (found, own))
    return (own, dropped) if left >= OWN_SHARE * words else (found, set())


def _standfirst(lines: list[Line], kept: list[int], header: Header) -> int | None:
    """The first line after a header, where a picture parts it from the rest and the rest begins the story again."""
    if header.title is None or not header.parts or len(kept) < 3:
        return None
    first, second = kept[0], kept[1]
    between = range(first + 1, second)
    parted = any(lines[number].caption for number in between)
    if not parted or lines[first].words > LEAD_WORDS or not 0 <= first - header.end <= 2:
        return None
    own, follows = stems(lines[first].text), set().union(*(stems(lines[n].text) for n in kept[1 : 1 + LEAD_REACH]))
    return first if len(own & follows) >= LEAD_SHARE * len(own) else None


def _tags(lines: list[Line], kept: list[int]) -> tuple[str, ...]:
    found = tags_after(lines, kept)
    if not found:
        found = next(filter(None, (tag_line(line) for line in lines[kept[-1] : kept[-1] + TAG_REACH])), ())
    return tuple(dict.fromkeys(safe_text.line(tag, safe_text.TAG) for tag in found))


def _signed_by(header: Header, signed: Signatories) -> Iterator[Origin]:
    """The header's origins, that of the byline for each kind of signatory in it, and with whom was refused."""
    for each in header.origins:
        if each.field != "byline":
            yield each
            continue
        if signed.people:
            yield each
        if signed.agencies:
            yield origin("agencies", each.place, each.words)
        for name, why in signed.refused:
            yield origin("byline", "refused", f"{name}: {why}")


def _origins(
    lines: list[Line],
    header: Header,
    signed: Signatories,
    standfirst: int | None,
    kept: list[int],
    tags: tuple[str, ...],
) -> list[Origin]:
    found = list(_signed_by(header, signed))
    if header.title is not None:
        found.insert(0, origin("title", "headline", lines[header.title].text))
    if standfirst is not None:
        found.append(origin("standfirst", "header", lines[standfirst].text))
    if dateline_of(lines[kept[0]].text):
        found.append(origin("dateline", "text", lines[kept[0]].text[:80]))
    if tags:
        found.append(origin("tags", "text", ", ".join(tags)))
    return found
