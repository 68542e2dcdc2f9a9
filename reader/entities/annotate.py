"""Text in, mentions out: people claim their words first, then countries, seats of power and organisations."""

from __future__ import annotations

import datetime
from typing import Final, Generic, NamedTuple, TypeVar

import msgspec

from reader.article import Article, EntityKind, Form, Mention
from reader.entities.found import Found
from reader.entities.gazetteer.gazetteer import Gazetteer, load_gazetteer
from reader.entities.gazetteer.offices import office_in_words
from reader.entities.people.people import find_people
from reader.entities.places.ambiguous import settle
from reader.entities.places.places import find_places
from reader.entities.reading import Reading

ANNOTATOR: Final = "2"
"""Version of the rules; an article's `annotator` adds the version of the gazetteer."""
BREAK: Final = "\n\n"
"""What stands between the parts of an article when they are read as one text."""
_Named = TypeVar("_Named", "TextMention", Mention)


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
    return [mention for mention, _ in trace_text(text, date=date, title=title).mentions]


def annotate_article(article: Article) -> Article:
    """The article with the mentions of its title, standfirst and blocks, read as one text, and with its annotator."""
    trace = trace_article(article)
    mentions = tuple(mention for mention, _ in trace.mentions)
    return msgspec.structs.replace(article, mentions=mentions, annotator=annotator(trace.reading.gazetteer))


class Trace(NamedTuple, Generic[_Named]):
    """Mentions with what the rules found, and the reading that they found it in, `found` in its title too."""

    reading: Reading
    found: list[Found]
    mentions: list[tuple[_Named, Found]]


def trace_text(text: str, *, date: datetime.date | None = None, title: str | None = None) -> Trace[TextMention]:
    """The mentions of `annotate_text` with how they were found. `title` and an empty line stand before the text."""
    head = f"{title}{BREAK}" if title else ""
    reading = Reading(head + text, date, load_gazetteer())
    everything = _found(reading)
    identities = _Identities(reading)
    mentions = []
    for found in everything:
        begin, stop = reading.normal.span(found.start, found.end)
        start, end = begin - len(head), stop - len(head)
        if start >= 0:
            mentions.append((identities.mention(start, end, text[start:end], found), found))
    return Trace(reading, everything, mentions)


def trace_article(article: Article) -> Trace[Mention]:
    """The mentions of `annotate_article` with how they were found in the article's parts, an empty line between two."""
    day = article.published.date() if article.published else None
    parts = list(article.parts())
    reading = Reading(BREAK.join(part for _, part in parts), day, load_gazetteer())
    everything = _found(reading)
    identities = _Identities(reading)
    mentions: list[tuple[Mention, Found]] = []
    number = begin = 0
    for found in everything:
        start, end = reading.normal.span(found.start, found.end)
        while start >= begin + len(parts[number][1]):
            begin += len(parts[number][1]) + len(BREAK)
            number += 1
        one = identities.mention(start - begin, end - begin, reading.raw[start:end], found)
        placed = Mention(
            parts[number][0], one.start, one.end, one.entity, one.kind, one.form, one.name, one.country, one.role,
            one.discovered,
        )  # fmt: skip
        mentions.append((placed, found))
    return Trace(reading, everything, mentions)


def annotator(gazetteer: Gazetteer) -> str:
    """What `Article.annotator` says of mentions made now: the version of the rules and of the gazetteer."""
    return f"{ANNOTATOR}+{gazetteer.version}"


def _found(reading: Reading) -> list[Found]:
    """What the rules find in a reading, sorted and never overlapping."""
    settled = settle(reading)
    people = find_people(reading)
    found = sorted(people + find_places(reading, people, settled), key=lambda one: (one.start, -one.end))
    kept = []
    free = 0
    for one in found:
        if one.start >= free:
            kept.append(one)
            free = one.end
    return kept


class _Identity(NamedTuple):
    """Name and country of an entity of the gazetteer, and a leader's office on the document's day, in words."""

    name: str
    country: str | None
    office: str | None


class _Identities:
    """Who is who in one document: the gazetteer is asked once about each, however often the text names them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[str, _Identity | None] = {}

    def mention(self, start: int, end: int, surface: str, found: Found) -> TextMention:
        known = self._identity(found.entity) if not found.discovered else None
        name, country, office = known or (found.name, found.country, None)
        role = office or found.role
        return TextMention(
            start, end, surface, found.entity, found.kind, found.form, name, country, role, found.discovered
        )

    def _identity(self, id_: str) -> _Identity | None:
        if id_ not in self._known:
            gazetteer = self._reading.gazetteer
            entity = gazetteer.entity(id_)
            leader = entity is not None and entity.kind == "leader"
            office = office_in_words(gazetteer, id_, self._reading.day) if leader else None
            self._known[id_] = _Identity(entity.name, entity.country, office) if entity else None
        return self._known[id_]
