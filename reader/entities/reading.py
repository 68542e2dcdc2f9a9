"""A document as the rules read it: its folded text, what the matcher hit, and what stands before and after a place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final, Literal

from reader.article import Form
from reader.entities.gazetteer.compiled import SHORT
from reader.entities.gazetteer.gazetteer import Gazetteer
from reader.entities.gazetteer.matcher import Hit, longest
from reader.entities.gazetteer.names import TAIL, Name
from reader.entities.gazetteer.normal import Normal
from reader.entities.gazetteer.politics import AMERICAN_PARTY, POLITICAL
from reader.entities.gazetteer.senses import Sense
from reader.entities.gazetteer.states import STATES

_REACH = 40
"""Code points that a look to the left for one word may go."""
_WORD_AFTER = re.compile(r" ?([A-Za-z][A-Za-z'-]*)")


# A pattern that starts with a set of letters is sought several times faster than one that starts by looking back.
_TOKEN = re.compile(r"[A-Z](?<![A-Za-z].)(?:[a-z]{0,2}'(?=[A-Z]))?[A-Za-z]*(?:'(?!s\b)[A-Za-z]+)?")
_CAPITALS = re.compile(r"^(?=[^a-z\n]++$).*?[A-Z]{4}.*", re.MULTILINE)
_LONG_WORD = re.compile(r"[A-Za-z']{4,}")
_LONGER_NAME = re.compile(r" (?:(?:(?:bin|ibn|bint|van|von|der|de|da|dos|del) ){1,3}[A-Z]|[IVX]{1,5}(?![A-Za-z]))")
_DOUBLE = re.compile(r"-[A-Z][a-z]+(?! [A-Z])")
_SYLLABLE = re.compile(r"-[a-z]{2,6}(?![a-z])")
_INITIALLED = re.compile(r"([A-Z](?<![A-Za-z.].)[A-Za-z'-]{1,20}) (?:[A-Z]\. ?){1,3}([A-Z][A-Za-z'-]{1,30})")
_WORD = re.compile(r"\w+")
_CAPITALISED = re.compile(r"\b([A-Z][a-z]+) $")
LineCase = Literal["sentence", "title", "capitals"]
TITLE_LENGTH: Final = 200
"""A line longer than this (code points) is prose, however it uses capitals."""


def _line_case(line: str) -> LineCase:
    if len(line) > TITLE_LENGTH:
        return "sentence"
    letters = list(filter(str.isalpha, line))
    if len(letters) > 4 and sum(map(str.isupper, letters)) > 0.85 * len(letters):
        return "capitals"
    if line.rstrip()[-1:] in '.!?"':
        return "sentence"
    long = _LONG_WORD.findall(line)
    small = sum(word[0].islower() for word in long)
    return "title" if len(long) > 3 and small <= len(long) * 0.15 else "sentence"


def _goes_on(text: str, end: int) -> bool:
    """Whether a hyphen makes a word part of a longer one ("rebel chief" in "rebel chief-of-staff")."""
    return text.startswith("-", end) and text[end + 1 : end + 2].islower()


class Reading:
    """One document. `phrases` are the longest hits that name something, `roles` the hits on words for roles."""

    def __init__(self, raw: str, day: date | None, gazetteer: Gazetteer) -> None:
        self.raw = raw
        self.normal = Normal(raw)
        self.text = self.normal.text
        self.day = day
        self.on = (day or date.max).isoformat()
        self.gazetteer = gazetteer
        self._before: dict[int, str] = {}
        senses = gazetteer.senses
        hits = gazetteer.matcher.hits(self.text)
        if more := self._shouted() + self._initialled():
            hits = sorted(hits + more, key=lambda hit: (hit.start, -hit.end))
        self.phrases: list[Hit] = longest(
            [
                hit
                for hit in hits
                if (kind := senses[hit.pattern][0].kind) != "role" and not (kind == "leader" and self._is_longer(hit))
            ]
        )
        self.roles: list[Hit] = longest(
            [hit for hit in hits if senses[hit.pattern][-1].kind == "role" and not _goes_on(self.text, hit.end)]
        )

    def _shouted(self) -> list[Hit]:
        """Names of leaders in lines of capitals; short words there are left to the pass over surnames."""
        hits = []
        for line in _CAPITALS.finditer(self.text):
            hits += [
                Hit(hit.start + line.start(), hit.end + line.start(), hit.pattern, hit.lead)
                for hit in self.gazetteer.shouting.hits(line[0])
                if hit.end - hit.start > SHORT
            ]
        return hits

    def _initialled(self) -> list[Hit]:
        """Names of leaders with initials in the middle that the gazetteer doesn't spell out: "Robert M. Gates"."""
        numbers = self.gazetteer.numbers
        hits = []
        for match in _INITIALLED.finditer(self.text):
            number = numbers.get(f"{match[1]} {match[2]}")
            if number is None or self.gazetteer.senses[number][0].kind != "leader":
                continue
            middle = match.end(1) + 1
            known = {word[0] for sense in self.gazetteer.senses[number] for word in self._middle_names(sense.id)}
            if not known or self.text[middle] in known:
                hits.append(Hit(match.start(), match.end(), number))
        return hits

    def _middle_names(self, id_: str) -> Iterator[str]:
        entry = self.gazetteer.leaders.get(id_)
        for name in (entry.name, *entry.aliases) if entry else ():
            yield from (word for word in name.split()[1:-1] if word[0].isupper())

    def _is_longer(self, hit: Hit) -> bool:
        """Whether the name goes on as somebody else's: "Mohammed VI", "Chen Chun-yeh", "Susan Rice-Kelly"."""
        if _LONGER_NAME.match(self.text, hit.end):
            return True
        if self._holds_country(hit):
            return True
        if _DOUBLE.match(self.text, hit.end) and " " in self.text[hit.start : hit.end]:
            return True
        return _SYLLABLE.match(self.text, hit.end) is not None and not TAIL.match(self.text, hit.end)

    def _holds_country(self, hit: Hit) -> bool:
        """Whether a leader's alias ends with the country and is one without it too ("King Hussein of Jordan")."""
        name, of, _ = self.text[hit.start - hit.lead : hit.end].rpartition(" of ")
        number = self.gazetteer.numbers.get(name) if of else None
        known = self.gazetteer.senses
        return number is not None and known[number][0].id in {sense.id for sense in known[hit.pattern]}

    def drop(self, doubted: set[Hit]) -> None:
        """Leaves out phrases that turned out to name no country here; asked before anything is read from the rest."""
        self.phrases = [hit for hit in self.phrases if hit not in doubted]
        for view in ("ends", "starts", "countries", "scenes", "own_words"):
            self.__dict__.pop(view, None)

    def senses(self, hit: Hit) -> list[Sense]:
        """What the phrase of a hit can mean."""
        return self.gazetteer.senses[hit.pattern]

    def phrase(self, hit: Hit) -> str:
        """The words of a hit."""
        return self.text[hit.start : hit.end]

    @cached_property
    def countries(self) -> dict[str, int]:
        """How often each country may be named or have its demonym used, before any rule looked at the words."""
        counts: dict[str, int] = {}
        known = self.gazetteer.senses
        for hit in self.phrases:
            for sense in known[hit.pattern]:
                if sense.kind == "country":
                    counts[sense.id] = counts.get(sense.id, 0) + 1
        return counts

    @cached_property
    def scenes(self) -> frozenset[str]:
        """The countries that any sign in the text speaks of: names, people, capitals, seats of power, parties."""
        american = {"US"} if AMERICAN_PARTY.search(self.text) else set()
        return frozenset((*self.countries, *self.own_words, *self._homes, *american))

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Names of the international bodies that the text names; Brussels is the seat of the European Union's."""
        senses = {sense for hit in self.phrases for sense in self.senses(hit)}
        named = {self.gazetteer.organisations[sense.id].name for sense in senses if sense.kind == "organisation"}
        if "European Union" in named or any(self.phrase(hit) == "Brussels" for hit in self.phrases):
            named.update(("European Commission", "European Council", "European Parliament"))
        return frozenset(named)

    @cached_property
    def _homes(self) -> set[str]:
        """The countries of leaders named in full whose name is nobody else's."""
        named = {sense.id for hit in self.phrases for sense in self.senses(hit) if sense.kind == "leader"}
        known = [self.gazetteer.leaders[id_] for id_ in named]
        return {leader.country for leader in known if leader.country and not leader.common}

    @cached_property
    def is_political(self) -> bool:
        """Whether the text has words that stories of sport, crime and business can do without."""
        return POLITICAL.search(self.text) is not None

    @cached_property
    def own_words(self) -> dict[str, int]:
        """How often each country is named by words that are no other country's, its capital's name included."""
        counts: dict[str, int] = {}
        known = self.gazetteer.senses
        for hit in self.phrases:
            senses = [sense for sense in known[hit.pattern] if sense.kind in ("country", "capital", "seat")]
            if len(senses) == 1:
                counts[senses[0].id] = counts.get(senses[0].id, 0) + 1
        return counts

    @cached_property
    def ends(self) -> dict[int, tuple[int, str, str, Form]]:
        """Phrases that are no people's names, by where they end: start, kind, id and form of the likeliest sense."""
        ends: dict[int, tuple[int, str, str, Form]] = {}
        known = self.gazetteer.senses
        for hit in self.phrases:
            for sense in known[hit.pattern]:
                if sense.kind in ("country", "capital", "seat", "organisation"):
                    ends[hit.end] = (hit.start, sense.kind, sense.id, sense.form)
                    break
        return ends

    @cached_property
    def starts(self) -> dict[int, tuple[int, str, str, Form]]:
        """The same phrases by where they start: end, kind, id and form."""
        return {start: (end, kind, id_, form) for end, (start, kind, id_, form) in self.ends.items()}

    @cached_property
    def tokens(self) -> list[tuple[str, int, int]]:
        """Words with a capital, hyphens apart, with start and end."""
        text = self.text
        spans = [match.span() for match in _TOKEN.finditer(text)]
        return [(text[start:end], start, end) for start, end in spans]

    @cached_property
    def role_starts(self) -> frozenset[int]:
        """Where words for roles start."""
        return frozenset(hit.start for hit in self.roles)

    @cached_property
    def role_ends(self) -> frozenset[int]:
        """Where words for roles end."""
        return frozenset(hit.end for hit in self.roles)

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Given names of all leaders of the gazetteer: what may pass for one in a headline."""
        return self.gazetteer.given_names

    @property
    def first_names(self) -> frozenset[str]:
        """Common given names."""
        return self.gazetteer.homographs.first_names

    @cached_property
    def has_leader(self) -> bool:
        """Whether the full name of a leader of the gazetteer is in the text."""
        return any(sense.kind == "leader" for hit in self.phrases for sense in self.senses(hit))

    @cached_property
    def _word_ends(self) -> dict[str, list[int]]:
        """Where each word of the text ends. One search for a name each would cost people times text."""
        ends: dict[str, list[int]] = {}
        for match in _WORD.finditer(self.text):
            ends.setdefault(match[0], []).append(match.end())
        return ends

    def capitalised_before(self, phrase: str) -> Iterator[str]:
        """The words with a capital that stand one space before each place where the text has the phrase."""
        last = _WORD.findall(phrase)
        for end in self._word_ends.get(last[-1], ()) if last else ():
            start = end - len(phrase)
            if start > 0 and self.text.startswith(phrase, start):
                before = _CAPITALISED.search(self.text, max(0, start - _REACH), start)
                if before:
                    yield before[1]

    def surface(self, name: Name) -> str:
        """The name as the page writes it, in one line."""
        start, end = self.normal.span(name.start, name.end)
        return " ".join(self.raw[start:end].split())

    def is_place(self, name: Name) -> bool:
        """Whether what looks like a name is, or begins with, a country, a capital or an organisation, or is a state."""
        return name.start in self.starts or name.text in STATES

    def country_from(self, start: int, reach: int) -> str | None:
        """The country named at `start` or at most `reach` code points later."""
        for place in range(start, start + reach):
            phrase = self.starts.get(place)
            if phrase and phrase[1] != "organisation" and not self.text.startswith("-", phrase[0]):
                return phrase[2]
        return None

    def body_within(self, start: int, end: int) -> bool:
        """Whether an organisation is named from `start` to `end`."""
        return any(self.senses(hit)[0].kind == "organisation" for hit in self._within(start, end))

    def _within(self, start: int, end: int) -> Iterator[Hit]:
        index = bisect_left(self.phrases, start, key=lambda hit: hit.start)
        while index < len(self.phrases) and self.phrases[index].end <= end:
            yield self.phrases[index]
            index += 1

    @cached_property
    def _lines(self) -> tuple[list[int], dict[int, LineCase]]:
        starts = [0]
        starts.extend(match.end() for match in re.finditer("\n", self.text))
        return starts, {}

    def case(self, position: int) -> LineCase:
        """How the line around `position` uses capitals."""
        starts, known = self._lines
        index = bisect_right(starts, position) - 1
        if index not in known:
            end = starts[index + 1] if index + 1 < len(starts) else len(self.text)
            known[index] = _line_case(self.text[starts[index] : end])
        return known[index]

    def before(self, position: int) -> str:
        """The word that ends one space before `position`; empty at the start of a line or after other signs."""
        word = self._before.get(position)
        if word is None:
            word = self._before[position] = self._read_before(position)
        return word

    def _read_before(self, position: int) -> str:
        text = self.text
        if position < 2 or text[position - 1] != " ":
            return ""
        end = position - 1
        low = max(0, end - _REACH)
        space, line = text.rfind(" ", low, end), text.rfind("\n", low, end)
        cut = max(line, space)
        return text[cut + 1 if cut >= 0 else low : end]

    def after(self, position: int) -> str:
        """The word that begins at `position` or one space after it; empty before other signs."""
        match = _WORD_AFTER.match(self.text, position)
        return match[1] if match else ""
