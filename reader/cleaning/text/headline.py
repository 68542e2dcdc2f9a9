"""Which line of raw page text is the article's headline: every line that could be is weighed by what stands around it.

A headline speaks of what the article speaks of, stands above it with few strangers in between, and has a byline or a
date below it; the page's address and title often say it again. Where nothing weighs enough there is no headline.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from reader.cleaning.dates import Order
from reader.cleaning.names import signed
from reader.cleaning.text.header import Header, header_below
from reader.cleaning.text.lines import Line
from reader.cleaning.text.signing import section_of, signature_of
from reader.cleaning.text.tail import is_teaser

WEIGHT_MIN: Final = 2.0
"""Weight of the lightest headline; the parts of a header weigh up to 3.7, the topic 2.5, the address 3."""
TITLE_WORDS: Final = (2, 32)
"""Fewest and most words of a headline."""
SENTENCE_WORDS: Final = 20
"""Words of a line from which a full stop makes it a sentence of a text and no headline."""
REACH_ABOVE: Final = 60
"""Lines above the article's first in which its headline may stand."""
BODY_BELOW: Final = 0.55
"""Share of the article's words that stand below its headline."""
BODY_ABOVE: Final = 0.1
"""The same for those above, from which only a headline with a signature below it counts."""
ABOVE_COST: Final = 6.0
"""What it costs when all of the article stands above the headline."""
STRANGER: Final = 0.12
"""What each line between the header and the article costs."""
OPENS_LATER: Final = 0.5
"""What a signature after the standfirst weighs, that right below the headline being one."""
LEADS: Final = 2.0
"""What it costs a line that it may be the standfirst of a headline above it."""
TOPIC: Final = 2.5
"""What it weighs that all its words are the article's."""
TOPIC_STEMS: Final = 4
"""Words from which a line can weigh so much: a short one may only name the site."""
MARKED: Final = 2.0
"""What it weighs that the text marks the line as a heading of the first level."""
STRANGERS_MOST: Final = 3.0
ADJACENT: Final = 0.3
RIGHT_ABOVE: Final = 0.8
"""What nothing at all between a line and the whole body says for its being the headline."""
SLUG_WORDS: Final = 3
"""Words of the shortest address that names a headline."""
SLUG_SHARE: Final = 0.6
LINES_ON_ITS_OWN: Final = 600
"""Lines from the top in which a header is looked for that no prose leads to."""
PARTS_ON_THEIR_OWN: Final = 1.2
SAID_AGAIN: Final = 1.2
SAID_WORDS: Final = 4
"""Words of the shortest headline that another line can be said to repeat."""
SAID_MORE: Final = 10
"""Words that such a line has more: the site's name, or sections."""
SAID_REACH: Final = 60
"""Lines before and after in which it may stand."""
LEAD: Final = 10
"""Lines of the article whose words say what it is about."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_NO_HEADLINE_END = (".", ":", ";", ",", "。", "، ", "…")


def headline_of(lines: list[Line], kept: list[int], url: str, order: Order | None = None) -> Header | None:
    """The header with the headline that weighs most; None where none weighs enough. `kept` are the article's lines."""
    if not kept:
        return None
    topic = set().union(*(stems(lines[number].text) for number in kept[:LEAD]))
    slug = slug_words(url)
    total = sum(lines[number].words for number in kept)
    best: Header | None = None
    leads: set[int] = set()
    most = WEIGHT_MIN
    below = total
    place = 0
    for number in range(kept[-1]):
        while place < len(kept) and kept[place] <= number:
            below -= lines[kept[place]].words
            place += 1
        if below < BODY_BELOW * total:
            break
        if place == 0 and kept[0] - number > REACH_ABOVE:
            continue
        if not may_be_headline(lines, number):
            continue
        above = total - below - (lines[number].words if place and kept[place - 1] == number else 0)
        header = header_below(lines, number, order)
        if above > BODY_ABOVE * total and (not header.opens or header.parts < 1.2):
            continue
        weight = _weight(lines, number, header, kept[place], topic, slug) - ABOVE_COST * above / total
        weight -= LEADS * (number in leads)
        weight += RIGHT_ABOVE * (number + 1 == kept[0])
        if header.standfirst is not None and lines[header.standfirst].prose and weight >= WEIGHT_MIN:
            leads.add(header.standfirst)
        if weight >= most:
            best, most = header, weight
    return best


def header_on_its_own(lines: list[Line], url: str, order: Order | None = None) -> Header | None:
    """The header that is one whatever stands below it: right below its headline stand an author or a full date, or the
    address names the headline. The first one; None where there is none.
    """
    slug = slug_words(url)
    for number in range(min(len(lines), LINES_ON_ITS_OWN)):
        line = lines[number]
        if line.bullet or not may_be_headline(lines, number):
            continue
        header = header_below(lines, number, order, over=False)
        opens = header.opens and header.standfirst is None
        if named_by(slug, line) or (opens and header.parts >= PARTS_ON_THEIR_OWN):
            return header
    return None


def slug_words(url: str) -> frozenset[str]:
    """The words of an address's last part that has several, as `stems` gives them; none where it names nothing."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return frozenset()
    parts = [re.split(r"[-_+. ]", part) for part in path[:400].split("/")]
    named = max(parts, key=len)
    words = frozenset(word[:6].lower() for word in named if len(word) >= 3 and word.isalpha()) - {
        "html",
        "htm",
        "php",
        "aspx",
    }
    return words if len(words) >= SLUG_WORDS else frozenset()


def stems(text: str) -> set[str]:
    """The beginnings of a text's longer words; pairs of characters in scripts without spaces."""
    found = {word[:6] for word in _WORD.findall(text[:1_500].lower()) if len(word) >= 4}
    run = "".join(_CJK.findall(text[:400]))
    return found | {run[place : place + 2] for place in range(len(run) - 1)}


def may_be_headline(lines: list[Line], number: int) -> bool:
    """Whether the line has the form of a headline: neither a sentence nor one of the page's own lines."""
    low, high = TITLE_WORDS
    line = lines[number]
    return (
        low <= line.words <= high
        and not (line.junk or line.cut or line.consent or line.caption)
        and not (line.prose and line.words > SENTENCE_WORDS)
        and not line.text.endswith(_NO_HEADLINE_END[1:])
        and not signed(line.text)
        and section_of(line) is None
        and not (line.dated and signature_of(line) is not None)
        and not (number + 1 < len(lines) and is_teaser(lines[number + 1]))
    )


def _weight(lines: list[Line], number: int, header: Header, body: int, topic: set[str], slug: frozenset[str]) -> float:
    line = lines[number]
    own = stems(line.text)
    weight = header.parts + header.opens * (1.0 if header.standfirst is None else OPENS_LATER)
    if len(own) >= 2:
        weight += TOPIC * len(own & topic) / max(len(own), TOPIC_STEMS) if own & topic else -1.0
    weight += 3.0 * named_by(slug, line) + SAID_AGAIN * _is_said_again(lines, number)
    strangers = _strangers(lines, header, body)
    weight += ADJACENT if strangers == 0 else -min(STRANGERS_MOST, STRANGER * strangers)
    weight += 0.4 * (2 <= line.times <= 3) + 0.2 * line.blank_before
    return weight + _shape(line)


def named_by(slug: frozenset[str], line: Line) -> bool:
    """Whether the words of an address are a headline's."""
    if not slug:
        return False
    words = {word[:6] for word in _WORD.findall(line.text[:400].lower())}
    return len(words & slug) >= SLUG_SHARE * len(slug)


def _is_said_again(lines: list[Line], number: int) -> bool:
    """Whether another line near the top holds the headline and a little more: the page's title, or the way to it."""
    line = lines[number]
    if line.words < SAID_WORDS:
        return False
    return any(
        other.words > line.words and other.words <= line.words + SAID_MORE and line.text in other.text
        for other in lines[max(0, number - SAID_REACH) : number + SAID_REACH]
    )


def _strangers(lines: list[Line], header: Header, body: int) -> int:
    """Lines between the header and the body that belong to neither."""
    return sum(
        1
        for number in range(header.end, body)
        if number != header.standfirst
        and not (lines[number].control or lines[number].caption or lines[number].credit or lines[number].stamp)
    )


def _shape(line: Line) -> float:
    """What the look of a line alone says for and against its being a headline."""
    weight = MARKED * (line.mark == "heading" and line.level == 1)
    if line.words < 4:
        weight -= 1.0
    elif line.words > 22:
        weight -= 0.5
    if line.text.endswith(_NO_HEADLINE_END[0]):
        weight -= 1.5
    if line.bullet:
        weight -= 1.0
    if line.text.isupper() and line.words < 4:
        weight -= 0.5
    return weight
