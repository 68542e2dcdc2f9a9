"""Where an article in raw page text is over although prose goes on: at tags, at other stories, at comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reader.cleaning import furniture
from reader.cleaning.text.lines import Line
from reader.cleaning.text.signing import signature_of
from reader.cleaning.text.tags import is_tags_label, tags_after

PROSE_BEFORE: Final = 2
"""Lines of prose that an article has before anything can end it."""
QUIET: Final = 12
"""Lines without prose after a heading over other stories that make it the end."""
AFTER_MOST: Final = 0.3
"""Words after such a heading as a part of those before it; more of them are the rest of the article."""
BIO_REACH: Final = 3
"""Last lines of an article that may introduce its author."""
THREAD: Final = 40
"""Lines after the heading of the comments in which readers sign."""
HEADING_WORDS: Final = 20
SIGNATURE_WORDS: Final = 10
SIGNED_MIN: Final = 3
"""Readers' signatures that make a thread."""

_INTRODUCES = re.compile(
    r",? (?:is (?:an?|the|our|based|currently)|writes|covers|reports|has (?:been|written|covered|reported|worked)|works"
    r"|teaches|joined|ist (?:\w+ ){0,3}(?:autor|redakteur|journalist|korrespondent)\w*|schreibt"
    r"|est (?:journaliste|correspondant)\w*|es (?:periodista|escritora?|corresponsal))\b",
    re.IGNORECASE,
)
_READER = re.compile(
    r"(?:.{1,60}\b(?:says|wrote|said|schreibt|sagt|dit|dice)\s?:|(?:log in to )?reply|replies|report(?: abuse)?"
    r"|permalink|like|up ?vote|down ?vote|flag|antworten|répondre|responder|ответить|\d+ likes?)$",
    re.IGNORECASE,
)


def end_of(lines: list[Line], kept: list[int]) -> int:
    """The line at which the article with the lines `kept` is over; the number of lines where nothing ends it early."""
    if not kept:
        return len(lines)
    seen = 0
    present = set(kept)
    for number in range(kept[0], len(lines)):
        line = lines[number]
        if number in present and line.prose:
            seen += 1
        if seen < PROSE_BEFORE:
            continue
        if line.prose and number in present and tags_after(lines, [number]) and _is_mostly_over(lines, kept, number):
            return number + 1
        quiet = line.heading and not any(later.prose for later in lines[number : number + QUIET])
        if (quiet or is_tags_label(line)) and _is_mostly_over(lines, kept, number):
            return number
        if _opens_thread(lines, number):
            return number
    return len(lines)


def thread_start(lines: list[Line]) -> int:
    """The line at which readers' comments begin, under a heading of theirs and with signatures of theirs; the number of
    lines where there are none. Their prose can outweigh the article's.
    """
    told = False
    for number, line in enumerate(lines):
        if told and line.words <= HEADING_WORDS and furniture.is_comments(line.text):
            after = lines[number + 1 : number + THREAD]
            if sum(map(_is_signature, after)) >= SIGNED_MIN:
                return number
        told = told or line.prose
    return len(lines)


def without_bio(lines: list[Line], kept: list[int], people: Sequence[str]) -> list[int]:
    """The kept lines without last ones that introduce the author: "Ann Lee is a novelist", "Ann Lee covers ..."."""
    for number in kept[-BIO_REACH:]:
        text = lines[number].text
        name = next((name for name in people if text.lower().startswith(name.lower())), None)
        if name and number != kept[0] and _INTRODUCES.match(text[len(name) :]):
            return [other for other in kept if other < number]
    return kept


def _is_mostly_over(lines: list[Line], kept: list[int], number: int) -> bool:
    after = sum(lines[n].words for n in kept if n > number)
    return after < AFTER_MOST * sum(lines[n].words for n in kept if n < number)


def _opens_thread(lines: list[Line], number: int) -> bool:
    """Whether readers' comments begin at the line: their heading, or a reader's name with a date, and more of these."""
    line = lines[number]
    headed = line.words <= HEADING_WORDS and furniture.is_comments(line.text)
    if not headed and not (line.words <= 8 and _READER.match(line.text) and _is_dated(lines, number + 1)):
        return False
    after = range(number + 1, min(len(lines), number + THREAD))
    return sum(1 for n in after if _is_signature(lines[n]) or _is_dated(lines, n)) >= SIGNED_MIN


def _is_signature(line: Line) -> bool:
    return line.words <= SIGNATURE_WORDS and _READER.match(line.text) is not None


def _is_dated(lines: list[Line], number: int) -> bool:
    if not 0 <= number < len(lines) or lines[number].words > SIGNATURE_WORDS:
        return False
    said = signature_of(lines[number])
    return said is not None and said.dated
