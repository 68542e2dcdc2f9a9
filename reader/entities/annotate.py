"""Text in, mentions out: people claim their words first, then countries, seats of power and organisations."""

from __future__ import annotations

import datetime
from typing import Final

import msgspec

from reader.article import Article, EntityKind, Form, Mention
from reader.entities.ambiguous import settle
from reader.entities.found import Found
from reader.entities.gazetteer import Gazetteer, load_gazetteer
from reader.entities.offices import office_in_words
from reader.entities.people import find_people
from reader.entities.places import find_places
from reader.entities.reading import Reading

ANNOTATOR: Final = "1"
"""Version of the rules; an article's `annotator` adds the version of the gazetteer."""
_BREAK: Final = "\n\n"


class TextMention(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who or where is named in code points `start` to `end` of a text; fields as in `reader.article.Mention`."""

    start: int
    end: int
    surface: str
    entity: str
    kind: EntityKind
    form: Form
    name: str
    country: str | None = None
    role: str | None = None
    discovered: bool = False


def annotate_text(text: str, *, date: datetime.date | None = None, title: str | None = None) -> list[TextMention]:
    """Mentions in `text`, sorted and never overlapping.

    `date` is the day the text speaks of: it chooses among namesakes and the office held. `title` only lends context.
    """
    head = f"{title}{_BREAK}" if title else ""
    gazetteer = load_gazetteer()
    mentions = []
    for begin, stop, found in _found(head + text, date, gazetteer):
        if begin >= len(head):
            start, end = begin - len(head), stop - len(head)
            mentions.append(_mention(start, end, text[start:end], found, date, gazetteer))
    return mentions


def annotate_article(article: Article) -> Article:
    """The article with the mentions of its title, standfirst and blocks, read as one text, and with its annotator."""
    gazetteer = load_gazetteer()
    day = article.published.date() if article.published else None
    parts = list(article.parts())
    text = _BREAK.join(part for _, part in parts)
    mentions: list[Mention] = []
    number = begin = 0
    for start, end, found in _found(text, day, gazetteer):
        while start >= begin + len(parts[number][1]):
            begin += len(parts[number][1]) + len(_BREAK)
            number += 1
        one = _mention(start - begin, end - begin, text[start:end], found, day, gazetteer)
        mentions.append(
            Mention(
                parts[number][0], one.start, one.end, one.entity, one.kind, one.form, one.name, one.country, one.role,
                one.discovered,
            )
        )  # fmt: skip
    return msgspec.structs.replace(article, mentions=tuple(mentions), annotator=annotator(gazetteer))


def annotator(gazetteer: Gazetteer) -> str:
    """What `Article.annotator` says of mentions made now: the version of the rules and of the gazetteer."""
    return f"{ANNOTATOR}+{gazetteer.version}"


def _found(text: str, day: datetime.date | None, gazetteer: Gazetteer) -> list[tuple[int, int, Found]]:
    reading = Reading(text, day, gazetteer)
    settle(reading)
    people = find_people(reading)
    found = sorted(people + find_places(reading, people), key=lambda one: (one.start, -one.end))
    spans = []
    free = 0
    for one in found:
        if one.start >= free:
            spans.append((*reading.normal.span(one.start, one.end), one))
            free = one.end
    return spans


def _mention(
    start: int, end: int, surface: str, found: Found, day: datetime.date | None, gazetteer: Gazetteer
) -> TextMention:
    name, country, role = found.name, found.country, found.role
    entity = gazetteer.entity(found.entity) if not found.discovered else None
    if entity:
        name = entity.name
        country = entity.country
        if entity.kind == "leader":
            role = office_in_words(gazetteer, entity.id, day) or role
    return TextMention(start, end, surface, found.entity, found.kind, found.form, name, country, role, found.discovered)
