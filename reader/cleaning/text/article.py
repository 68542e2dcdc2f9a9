"""Raw page text, copied or saved with menus, tickers and teasers: every line is judged, then the article put together.

A line is kept by its chance (`features`), corrected by what a page's layout says for certain: a header, headings over
other stories, tags, teasers. No single block is chosen, so that no page is lost to a consent text or a footer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from reader import safe_text
from reader.article import Block
from reader.cleaning import furniture
from reader.cleaning.cleaned import Cleaned, NotAnArticleError
from reader.cleaning.dateline import dateline_of
from reader.cleaning.language import guessed_language
from reader.cleaning.names import folded, people
from reader.cleaning.text.features import line_chances
from reader.cleaning.text.header import Header, byline_in, date_in, header_of
from reader.cleaning.text.lines import PROSE_WORDS, Line, lines_of
from reader.cleaning.text.tail import cut_at_teasers, cut_by_topic, is_teaser, tag_line, tags_after

KEEP: Final = 0.6
"""Chance from which a line is kept (best F1 in cross-validation: .5 to .6)."""
PROSE_KEEP: Final = 0.12
"""The same for prose between the lines of an article that has a header."""
SUBHEAD_WORDS: Final = 14
DATE_REACH: Final = 3
"""Lines above an article without a header in which its date may stand."""
WORDS_MIN: Final = 8
WALL_WORDS: Final = 120

_SENTENCE_END = re.compile(r"[.!?…,;:][\"”’»)\]]*$")


def clean_lines(text: str, *, url: str = "") -> Cleaned:
    """The article in raw page text. Raises NotAnArticleError where no line of it is prose."""
    lines = lines_of(text)
    if not lines:
        raise NotAnArticleError("is empty", remedy="copy the page again")
    language = guessed_language(" ".join(line.text for line in sorted(lines, key=lambda line: -line.words)[:12]))
    header = header_of(lines)
    kept = _kept(lines, line_chances(lines, language), header)
    prose = " ".join(lines[number].text for number in kept)
    words = sum(lines[number].words for number in kept)
    if words < WORDS_MIN or (words < WALL_WORDS and furniture.is_wall(prose)):
        raise NotAnArticleError("has no article in it", remedy="copy the page again, with the article")
    title = header.title if header else _headline(lines, kept)
    rest = [number for number in kept if number != title and not _repeats(lines, number, title)]
    title, kept = (title, rest) if rest else (None, kept)
    standfirst = _standfirst(lines, kept, header)
    kept = [number for number in kept if number != standfirst]
    return Cleaned(
        url=safe_text.url(url),
        title=safe_text.line(lines[title].text) if title is not None else None,
        standfirst=safe_text.line(lines[standfirst].text, safe_text.PARAGRAPH) if standfirst is not None else None,
        byline=people(header.byline) if header else _byline(lines, kept),
        source=safe_text.line(header.source, safe_text.NAME) if header and header.source else None,
        published=header.published if header else _published(lines, kept),
        dateline=dateline_of(lines[kept[0]].text),
        language=language,
        blocks=tuple(_blocks(lines, kept, header)),
        tags=_tags(lines, kept),
    )


def _kept(lines: list[Line], scores: list[float], header: Header | None) -> list[int]:
    """Numbers of the article's lines."""
    start = header.end if header else 0
    used = header.used if header else frozenset()
    skipped = _skipped(lines)
    open_ = [n for n in range(start, len(lines)) if n not in used and n not in skipped and not _is_out(lines[n])]
    kept = [number for number in open_ if scores[number] >= KEEP]
    if header:
        last = _end_after(lines, start)
        kept = [
            number
            for number in open_
            if number < last and (scores[number] >= KEEP or _good(lines[number], scores[number]))
        ]
    if not kept:
        kept = [number for number in open_ if lines[number].prose] or [
            n for n in open_ if lines[n].words >= PROSE_WORDS
        ]
    kept = cut_at_teasers(lines, kept)
    kept = _without_strays(lines, kept, scores)
    kept = cut_by_topic(lines, kept)
    return _with_subheads(lines, kept, skipped | used)


def _is_out(line: Line) -> bool:
    return line.junk or line.caption or (line.consent and line.words < 60) or is_teaser(line)


def _good(line: Line, score: float) -> bool:
    return line.words >= WORDS_MIN and line.ends and score >= PROSE_KEEP


def _skipped(lines: list[Line]) -> set[int]:
    """Lines under a heading over other stories, up to the next sentence."""
    out: set[int] = set()
    running = False
    for number, line in enumerate(lines):
        if line.heading:
            running = True
        elif running and line.prose and not line.bullet and not line.pointer:
            running = False
        if running:
            out.add(number)
    return out


def _end_after(lines: list[Line], start: int) -> int:
    """The line at which an article with a header ends: its list of tags, or a heading over other stories after which
    no three lines of prose come.
    """
    seen = 0
    for number in range(start, len(lines)):
        line = lines[number]
        seen += line.prose
        if seen < 2:
            continue
        if tags_after(lines, [number]) and line.prose:
            return number + 1
        if line.heading and sum(later.prose for later in lines[number : number + 12]) == 0:
            return number
    return len(lines)


def _without_strays(lines: list[Line], kept: list[int], scores: list[float]) -> list[int]:
    """Kept lines without short ones that stand alone: nothing kept within three lines of them."""
    present = set(kept)
    out = []
    for number in kept:
        near = any(other in present for other in range(number - 3, number + 4) if other != number)
        if near or lines[number].prose or scores[number] >= 0.8:
            out.append(number)
    return out


def _with_subheads(lines: list[Line], kept: list[int], barred: set[int] | frozenset[int]) -> list[int]:
    """Kept lines with the short lines between two of them that look like headings."""
    present = set(kept)
    out = list(kept)
    for number in range(1, len(lines) - 1):
        if number in present or number in barred or number - 1 not in present or number + 1 not in present:
            continue
        line = lines[number]
        if (
            2 <= line.words <= SUBHEAD_WORDS
            and not line.bullet
            and not _is_out(line)
            and not _SENTENCE_END.search(line.text)
        ):
            out.append(number)
    return sorted(out)


def _headline(lines: list[Line], kept: list[int]) -> int | None:
    """The headline of a text without a header: a line right above the article that speaks of what it speaks of."""
    if not kept:
        return None
    topic = {folded(word)[:6] for number in kept[:6] for word in lines[number].text.split() if len(word) > 4}
    candidates = [kept[0]] if not _SENTENCE_END.search(lines[kept[0]].text) else []
    candidates += list(range(kept[0] - 1, max(-1, kept[0] - 4), -1))
    for number in candidates:
        line = lines[number]
        if not 3 <= line.words <= 25 or line.bullet or _is_out(line) or _SENTENCE_END.search(line.text):
            continue
        if number + 1 < len(lines) and is_teaser(lines[number + 1]):
            continue
        own = {folded(word)[:6] for word in line.text.split() if len(word) > 4}
        if len(own & topic) >= 2 and len(own & topic) >= 0.4 * len(own):
            return number
    return None


def _repeats(lines: list[Line], number: int, title: int | None) -> bool:
    return title is not None and lines[number].key == lines[title].key


def _standfirst(lines: list[Line], kept: list[int], header: Header | None) -> int | None:
    """The first line after a header, where something that is no body (a control, a caption) parts it from the rest."""
    if header is None or len(kept) < 3:
        return None
    first, second = kept[0], kept[1]
    between = range(first + 1, second)
    parted = any(lines[number].caption or lines[number].control or lines[number].stamp for number in between)
    return first if parted and lines[first].words <= 60 and first - header.end <= 2 else None


def _byline(lines: list[Line], kept: list[int]) -> tuple[str, ...]:
    if not kept:
        return ()
    for number in range(max(0, kept[0] - 6), kept[0]):
        names = byline_in(lines[number])
        if names:
            return names
    return ()


def _published(lines: list[Line], kept: list[int]) -> datetime | None:
    """The date of a text without a header: a line of little else, just above the article."""
    above = range(kept[0] - 1, max(-1, kept[0] - 1 - DATE_REACH), -1)
    return next(filter(None, (date_in(lines[number]) for number in above)), None)


def _tags(lines: list[Line], kept: list[int]) -> tuple[str, ...]:
    found: Iterable[str] = tags_after(lines, kept)
    if not found and kept:
        found = next(filter(None, (tag_line(line) for line in lines[kept[-1] : kept[-1] + 8])), ())
    return tuple(dict.fromkeys(safe_text.line(tag, safe_text.TAG) for tag in found))


def _blocks(lines: list[Line], kept: list[int], header: Header | None) -> list[Block]:
    """The kept lines as blocks, captions between them included."""
    present = set(kept)
    start = header.end if header else kept[0]
    blocks: list[Block] = []
    seen: set[str] = set()
    for number in range(min(start, kept[0]), kept[-1] + 1):
        line = lines[number]
        if number in present:
            if line.words >= 10 and line.key in seen:
                continue
            seen.add(line.key)
            blocks.append(_block(line))
        elif line.caption and not line.junk and line.key not in seen:
            seen.add(line.key)
            blocks.append(Block("caption", line.text))
    return blocks


def _block(line: Line) -> Block:
    if line.bullet:
        return Block("list_item", line.text, level=1, ordinal=line.ordinal)
    if line.words <= SUBHEAD_WORDS and not _SENTENCE_END.search(line.text):
        return Block("heading", line.text, level=2)
    return Block("paragraph", line.text)
