"""What the user says against the machine about who and where, and how it is laid over an article's mentions.

Apart from the library, which keeps corrections, and from the rules that make mentions: the desk previews one with this.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, Literal, NamedTuple

import msgspec

from reader.article import Article, EntityKind, Form, Mention

Verdict = Literal["not", "is"]
Scope = Literal["article", "outlet", "everywhere"]
CorrectionKey = tuple[Scope, str, str, str]
"""Scope, subject, surface and was: of corrections that share them, the last one counts."""

WORDS_LIMIT: Final = 200
"""Code points of the words a correction is about."""
_NARROWNESS: Final[dict[Scope, int]] = {"everywhere": 0, "outlet": 1, "article": 2}
_NEW_WORDS: Final[Form] = "alias"


class Correction(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, forbid_unknown_fields=True):
    """ "These words are not an entity here", or "these words are this entity".

    `surface` are the words as the page writes them, case and all; empty means every mention of `was`. `was` is the id
    of the entity the words are a mention of so far; empty means any, or none. `entity`, `kind`, `name` and `country`
    (as in Mention) say whom or where an "is" means. `subject` is the id of the article or the name of the outlet that
    it holds in, empty for everywhere. `when` is when the user said it, in UTC; None while it isn't kept yet.

    Raises ValueError for one that says nothing, or too much.
    """

    verdict: Verdict
    scope: Scope
    subject: str = ""
    surface: str = ""
    was: str = ""
    entity: str = ""
    kind: EntityKind | None = None
    name: str = ""
    country: str | None = None
    when: datetime | None = None

    def __post_init__(self) -> None:
        if not (self.surface or self.was):
            raise ValueError("a correction needs words, or the entity that it is about")
        if len(self.surface) > WORDS_LIMIT:
            raise ValueError(f"a correction's words are at most {WORDS_LIMIT} characters")
        if self.surface != self.surface.strip():
            raise ValueError("a correction's words neither begin nor end with a space")
        if (self.scope == "everywhere") != (not self.subject):
            raise ValueError("a correction names its article or its outlet, and neither when it holds everywhere")
        if self.verdict == "is" and not (self.entity and self.kind and self.name):
            raise ValueError("a correction that says whom it is needs the entity's id, kind and name")
        if self.verdict == "not" and (self.entity or self.kind or self.name or self.country):
            raise ValueError("a correction that says it is nobody names no entity")

    @property
    def key(self) -> CorrectionKey:
        """What it is about: of corrections about the same, the last one counts."""
        return self.scope, self.subject, self.surface, self.was

    def holds_in(self, article_id: str, outlet: str | None) -> bool:
        """Whether it holds in that article, which came from that outlet."""
        if self.scope == "everywhere":
            return True
        return self.subject == (article_id if self.scope == "article" else outlet)


class _Place:
    """Words that are a mention, or were one before a correction. `ids` are all the entities they have meant."""

    __slots__ = ("end", "form", "ids", "mention", "start")

    def __init__(self, start: int, end: int, ids: frozenset[str], form: Form, mention: Mention | None = None) -> None:
        self.start = start
        self.end = end
        self.ids = ids
        self.form = form
        self.mention = mention


class Overlay(NamedTuple):
    """An article as corrected, and the ids of all entities that its words mean or meant on the way there."""

    article: Article
    touched: frozenset[str]


def corrected(article: Article, corrections: Iterable[Correction]) -> Article:
    """The article with its mentions as the user says they are; the article itself where no correction touches it.

    Corrections are laid on one after the other, the narrower scope and the later one last, so that it wins. `was`
    means what the words are a mention of, or were before another correction. A mention of more words that contain
    those of a correction is a mention of other words, and stays. Mentions come out sorted, and none overlaps another.
    """
    return overlay(article, corrections).article


def overlay(article: Article, corrections: Iterable[Correction]) -> Overlay:
    """What `corrected` makes of the article, and which entities a change of the corrections could concern."""
    touched = {mention.entity for mention in article.mentions}
    holding = in_force(article.id, article.source, _concerning(article, touched, corrections))
    if not holding:
        return Overlay(article, frozenset(touched))
    mentions: dict[int, list[Mention]] = defaultdict(list)
    for mention in article.mentions:
        mentions[mention.block].append(mention)
    made: list[Mention] = []
    for number, text in article.parts():
        places = _corrected_part(number, text, mentions[number], holding)
        made += sorted((p.mention for p in places if p.mention), key=lambda m: m.start)
        touched.update(entity for place in places for entity in place.ids)
    if tuple(made) == article.mentions:
        return Overlay(article, frozenset(touched))
    return Overlay(msgspec.structs.replace(article, mentions=tuple(made)), frozenset(touched))


def in_force(article_id: str, outlet: str | None, corrections: Iterable[Correction]) -> list[Correction]:
    """Those that hold in that article of that outlet, the one that wins last.

    Of corrections that were not kept yet, the later in order counts as later, and later than all that were kept.
    """
    holding = [c for c in corrections if c.holds_in(article_id, outlet)]
    return sorted(holding, key=lambda c: (_NARROWNESS[c.scope], c.when is None, c.when.timestamp() if c.when else 0.0))


def _concerning(article: Article, named: set[str], corrections: Iterable[Correction]) -> list[Correction]:
    """At a quick look, those whose words stand in the article, or whose entity is meant in it or may come to be."""
    whole = "\n".join(text for _, text in article.parts())
    found = [one for one in corrections if not one.surface or one.surface in whole]
    reached = named | {one.entity for one in found}
    return [one for one in found if one.surface or one.was in reached]


def _corrected_part(block: int, text: str, mentions: list[Mention], corrections: list[Correction]) -> list[_Place]:
    places = [_Place(m.start, m.end, frozenset((m.entity,)), m.form, m) for m in mentions]
    for correction in corrections:
        if not correction.surface:
            for place in places:
                if correction.was in place.ids and (place.mention or not _is_taken(place, places)):
                    _say(correction, place, block)
        elif correction.surface in text:
            for start, end in list(_occurrences(correction.surface, text, places)):
                places = _correct_words(correction, start, end, places, block)
    return places


def _correct_words(correction: Correction, start: int, end: int, places: list[_Place], block: int) -> list[_Place]:
    """The places after the correction has been laid on code points `start` to `end`."""
    inside = [
        p for p in places if start <= p.start and p.end <= end and (not correction.was or correction.was in p.ids)
    ]
    if correction.was and not inside:
        return places
    if any(p.mention and p.start <= start and end <= p.end and (p.start, p.end) != (start, end) for p in places):
        return places
    if correction.verdict == "not":
        for place in inside:
            place.mention = None
        return places
    same = next((p for p in places if (p.start, p.end) == (start, end)), None)
    for place in places:
        if place.start < end and start < place.end:
            place.mention = None
    ids = frozenset[str]().union(*(p.ids for p in inside), same.ids if same else ())
    new = _Place(start, end, ids, same.form if same else _NEW_WORDS)
    _say(correction, new, block)
    return [p for p in places if p is not same] + [new]


def _is_taken(place: _Place, places: list[_Place]) -> bool:
    """Whether another mention has some of the place's words now."""
    return any(other.mention and other.start < place.end and place.start < other.end for other in places)


def _say(correction: Correction, place: _Place, block: int) -> None:
    if correction.verdict == "not":
        place.mention = None
        return
    assert correction.kind
    place.ids |= {correction.entity}
    place.mention = Mention(
        block=block,
        start=place.start,
        end=place.end,
        entity=correction.entity,
        kind=correction.kind,
        form=place.form,
        name=correction.name,
        country=correction.country,
        corrected=correction.when,
    )


def _occurrences(words: str, text: str, places: list[_Place]) -> Iterator[tuple[int, int]]:
    """Where the words stand in the text by themselves, or as a mention; from left to right, none over another."""
    mentioned = {(p.start, p.end) for p in places}
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        if (start, end) in mentioned or _stands_alone(text, start, end):
            yield start, end
            start = text.find(words, end)
        else:
            start = text.find(words, start + 1)


def _stands_alone(text: str, start: int, end: int) -> bool:
    starts = start == 0 or not (_in_word(text[start - 1]) and _in_word(text[start]))
    return starts and (end == len(text) or not (_in_word(text[end - 1]) and _in_word(text[end])))


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"
