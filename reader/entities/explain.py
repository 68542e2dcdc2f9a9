"""Why a text has a mention: the rule that made it, in words, and the data it rests on. Nothing here runs unasked."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from reader.article import STANDFIRST, TITLE, Article, Mention
from reader.entities.annotate import BREAK, TextMention, trace_article, trace_text
from reader.entities.explain_words import Case, quoted, sentence
from reader.entities.found import Found, Rule
from reader.entities.reading import Reading

RULES: Final[Mapping[Rule, str]] = {
    "full-name": "The words are a leader's name as the gazetteer gives it.",
    "alias": "The words are another name of a leader, or a name in another spelling or order.",
    "name-in-capitals": "The words are a leader's name in a line of capitals.",
    "common-name": "Many bear the leader's name; a title before it or their country in the text says who is meant.",
    "title-before-name": "A title right before a name makes its bearer a leader.",
    "counterpart": '"Counterpart" before a name makes its bearer the holder of a like office.',
    "title-then-comma": "A title and a comma before a full name make its bearer a leader.",
    "name-then-title": "A title set after a full name by a comma or brackets makes its bearer a leader.",
    "title-for-several": "A title in the plural reaches every full name of the list after it.",
    "party-and-state": "A party and a state after a full name mark an American lawmaker.",
    "second-mention": "The word is the surname of somebody whom the text names more fully.",
    "second-mention-in-part": "The words are given name and surname of somebody whom the text names in another way.",
    "second-mention-in-capitals": "The word is the surname in capitals of somebody whom the text names more fully.",
    "administration": "A word for those led follows the surname of somebody who heads or headed a state.",
    "surname-after-honorific": 'A title such as "Mr" stands before the surname of somebody in high office on the day.',
    "surname-heralded-elsewhere": "The surname stands elsewhere in the text with a sign that says whose it is.",
    "surname-in-the-news": "The surname is that of somebody in high office on the day, of a country in the text.",
    "surname-of-a-power": "The surname is that of who leads a great power on the day, in a text about other countries.",
    "country-name": "The words are a country's name.",
    "country-alias": "The words are another, or a former, name of a country.",
    "demonym": "The word is a country's adjective, or one for its people.",
    "prefix": 'The word stands for a country before a hyphen ("Sino-").',
    "hashtag": "The country's name is a hashtag.",
    "shared-name": "Several countries have the name; the rest of the text says which is meant.",
    "homograph": "The word has other senses; the words of the text speak for the country, or none speaks against it.",
    "one-sense": "The word is also somebody's or a town's name here; other words for the country settle it.",
    "half-of-a-country": '"The North" and "the South" are the two Koreas where the text names one of them.',
    "seat-of-power": "A seat of power stands for the government in it.",
    "seat-as-place": "A preposition before a seat of power makes it a place.",
    "capital-as-actor": "Words beside a capital make it stand for its government.",
    "capital-in-a-pair": "Of two capitals side by side both stand for their governments when one does.",
    "capital-of-the-union": "Brussels as an actor is the European Union.",
    "capital-as-place": "A capital that nothing makes an actor is a place in its country.",
    "dateline": "A capital in capitals, in a line that is not, is where a report was filed.",
    "organisation-name": "The words are a name of an organisation.",
}
"""What every rule does; the slugs are stable."""
_SECOND: Final = frozenset({"second-mention", "second-mention-in-part", "second-mention-in-capitals"})
_INTRODUCING: Final = frozenset(
    {
        "title-before-name", "counterpart", "title-then-comma", "name-then-title", "title-for-several",
        "party-and-state",
    }
)  # fmt: skip


class Reason(msgspec.Struct, frozen=True):
    """The slug of a rule, what it saw in one sentence, and where the knowledge lies: a file and line of the gazetteer,
    or for a leader whom it does not have, the words of the text.
    """

    rule: Rule
    why: str
    data: str


def explain_text(
    text: str, *, date: datetime.date | None = None, title: str | None = None
) -> list[tuple[TextMention, Reason]]:
    """The mentions that `annotate_text` finds, each with its reason; places in a sentence are code points of `text`."""
    trace = trace_text(text, date=date, title=title)
    head = len(trace.reading.raw) - len(text)

    def place(at: int) -> str:
        return "in the title" if at < head else f"at code point {at - head}"

    reasons = _Reasons(trace.reading, trace.found, place)
    return [(mention, reasons.of(found)) for mention, found in trace.mentions]


def explain_article(article: Article) -> list[tuple[Mention, Reason]]:
    """The mentions that `annotate_article` finds now, each with its reason.

    Places in a sentence are blocks, counted as in `Mention.block`. Mentions that the article holds already are not
    asked: an older annotator, or the user's corrections, may have made others.
    """
    trace = trace_article(article)
    starts, names = [], []
    begin = 0
    for number, part in article.parts():
        starts.append(begin)
        names.append({TITLE: "in the title", STANDFIRST: "in the standfirst"}.get(number, f"in paragraph {number + 1}"))
        begin += len(part) + len(BREAK)

    def place(at: int) -> str:
        return names[bisect_left(starts, at + 1) - 1]

    reasons = _Reasons(trace.reading, trace.found, place)
    return [(mention, reasons.of(found)) for mention, found in trace.mentions]


class _Reasons:
    """Makes the reasons of one document; what several mentions share is looked up once."""

    def __init__(self, reading: Reading, found: list[Found], place: Callable[[int], str]) -> None:
        self._reading = reading
        self._place = place
        self._named: dict[str, list[Found]] = {}
        self._words: dict[tuple[Rule, str, str, str, str], str] = {}
        self._sources: dict[tuple[str, bool], str] = {}
        for one in found:
            if one.kind == "leader" and one.rule not in _SECOND:
                self._named.setdefault(one.entity, []).append(one)

    def of(self, found: Found) -> Reason:
        """The reason of one mention."""
        surface = self._surface(found)
        case = Case(self._reading, found, surface, self._evidence(found), self._antecedent(found))
        key = (found.rule, surface, found.entity, case.evidence, case.antecedent)
        if key not in self._words:
            self._words[key] = sentence(case)
        return Reason(found.rule, self._words[key], self._data(found))

    def _surface(self, found: Found) -> str:
        start, end = self._reading.normal.span(found.start, found.end)
        return self._reading.raw[start:end]

    def _evidence(self, found: Found) -> str:
        start, end = found.evidence
        if found.rule == "party-and-state":  # the rule needs no more than "R-I" of "R-Iowa"
            end += len(self._reading.after(end))
        return self._reading.text[start:end].strip(" ,;:\"'()").strip("-")

    def _antecedent(self, found: Found) -> str:
        """How and where a person of whom this is a second mention is named last before it, else first after it."""
        if found.rule not in _SECOND:
            return ""
        named = self._named.get(found.entity, [])
        index = bisect_left(named, found.start, key=lambda one: one.start)
        other = named[max(0, index - 1)] if named else None
        if other is None:
            return "named elsewhere in the text"
        start, _ = self._reading.normal.span(other.start, other.end)
        return f"named as {quoted(self._surface(other))} {self._place(start)}"

    def _data(self, found: Found) -> str:
        key = (found.entity, found.discovered)
        if key not in self._sources:
            self._sources[key] = self._source(found)
        return self._sources[key]

    def _source(self, found: Found) -> str:
        if not found.discovered:
            return self._reading.gazetteer.origin(found.entity)
        named = [one for one in self._named.get(found.entity, []) if one.rule in _INTRODUCING]
        first = next((one for one in named if one.form == "name"), named[0] if named else None)
        words = self._evidence(first) if first else found.role or found.name
        return f"the words {quoted(words)}"
