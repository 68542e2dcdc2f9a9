"""What is marked in an article's text: mentions where they stand, and what is searched for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reader.article import Article, Mention
from reader.tui.layout import Layout, Part

MARKED_HITS = 10_000
"""Hits that are marked in one article; more are not looked for."""


class Mark(NamedTuple):
    """Code points `start` to `end` of part `part`, painted with the paint named `style`."""

    part: int
    start: int
    end: int
    style: str


class Place(NamedTuple):
    """A mention where it stands in the layout."""

    part: int
    start: int
    end: int
    mention: Mention


def mention_places(article: Article, layout: Layout) -> list[Place]:
    """The mentions in reading order. Those that no part shows, or that code with tabs has moved, are left out."""
    parts = layout.part_of_block()
    places = [
        Place(part, mention.start, mention.end, mention)
        for mention in article.mentions
        if (part := parts.get(mention.block)) is not None and mention.end <= len(layout.parts[part].text)
    ]
    places.sort(key=lambda place: place[:2])
    return [place for place in places if layout.parts[place.part].kind != "code"]


def mention_style(mention: Mention) -> str:
    """The name of the paint of a mention."""
    return "discovered" if mention.discovered else mention.kind


def find(parts: Sequence[Part], words: Iterable[str], *, whole: bool = False) -> list[Mark]:
    """Where the words stand, whatever their case; `whole` words only, as the library's search finds them."""
    wanted = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word.strip())
    if not wanted:
        return []
    pattern = re.compile(rf"\b(?:{wanted})\b" if whole else wanted, re.IGNORECASE)
    hits: list[Mark] = []
    for number, part in enumerate(parts):
        hits.extend(Mark(number, *match.span(), "hit") for match in pattern.finditer(part.text))
        if len(hits) >= MARKED_HITS:
            break
    return hits[:MARKED_HITS]


def by_part(marks: Iterable[Mark]) -> Mapping[int, list[Mark]]:
    """The marks of each part."""
    parts: dict[int, list[Mark]] = {}
    for mark in marks:
        parts.setdefault(mark.part, []).append(mark)
    return parts
