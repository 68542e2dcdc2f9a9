"""A document as the rules read it: its folded text, what the matcher hit, and what stands before and after a place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final, Literal

from reader.article import Form
from reader.entities.compiled import SHORT
from reader.entities.gazetteer import Gazetteer
from reader.entities.matcher import Hit, longest
from reader.entities.names import Name
from reader.entities.normal import Normal
from reader.entities.senses import Sense

_REACH = 40
"""Code points that a look to the left for one word may go."""
_WORD_AFTER = re.compile(r" ?([A-Za-z][A-Za-z'-]*)")


_TOKEN = re.compile(r"(?<![A-Za-z])[A-Z](?:[a-z]{0,2}'(?=[A-Z]))?[A-Za-z]*(?:'(?!s\b)[A-Za-z]+)?")
_CAPITALS = re.compile(r"^[^a-z\n]*[A-Z]{4}[^a-z\n]*$", re.MULTILINE)
_LONGER_NAME = re.compile(r" (?:(?:(?:bin|ibn|bint|van|von|der|de|da|dos|del) ){1,3}[A-Z]|[IVX]{1,5}(?![A-Za-z]))")
LineCase = Literal["sentence", "title", "capitals"]
TITLE_LENGTH: Final = 200
"""A line longer than this (code points) is prose, however it uses capitals."""


def _line_case(line: str) -> LineCase:
    if len(line) > TITLE_LENGTH:
        return "sentence"
    letters = [char for char in line if char.isalpha()]
    if len(letters) > 4 and sum(char.isupper() for char in letters) > 0.85 * len(letters):
        return "capitals"
    long = re.findall(r"[A-Za-z']{4,}", line)
    small = sum(word[0].islower() for word in long)
    if line.rstrip()[-1:] in '.!?"':
        return "sentence"
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
        senses = gazetteer.senses
        hits = sorted(gazetteer.matcher.hits(self.text) + self._shouted(), key=lambda hit: (hit.start, -hit.end))
        self.phrases: list[Hit] = longest(
            [
                hit
                for hit in hits
                if (kind := senses[hit.pattern][0].kind) != "role"
                and not (kind == "leader" and _LONGER_NAME.match(self.text, hit.end))
            ]
        )
        self.roles: list[Hit] = longest(
            [hit for hit in hits if senses[hit.pattern][-1].kind == "role" and not _goes_on(self.text, hit.end)]
        )

    def _shouted(self) -> list[Hit]:
        """Names of leaders in lines of capitals; short words there are left to the pass over surnames."""
        hits = []
        for line in _CAPITALS.finditer(self.text):
            matcher, numbers = self.gazetteer.shouting
            hits += [
                Hit(hit.start + line.start(), hit.end + line.start(), numbers[hit.pattern], hit.lead)
                for hit in matcher.hits(line[0])
                if hit.end - hit.start > SHORT
            ]
        return hits

    def drop(self, doubted: set[Hit]) -> None:
        """Leaves out phrases that turned out to name no country here; asked before anything is read from the rest."""
        self.phrases = [hit for hit in self.phrases if hit not in doubted]
        for view in ("ends", "starts", "countries", "own_words"):
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
        for hit in self.phrases:
            for sense in self.senses(hit):
                if sense.kind == "country":
                    counts[sense.id] = counts.get(sense.id, 0) + 1
        return counts

    @cached_property
    def own_words(self) -> dict[str, int]:
        """How often each country is named by words that are no other country's, its capital's name included."""
        counts: dict[str, int] = {}
        for hit in self.phrases:
            senses = [sense for sense in self.senses(hit) if sense.kind in ("country", "capital", "seat")]
            if len(senses) == 1:
                counts[senses[0].id] = counts.get(senses[0].id, 0) + 1
        return counts

    @cached_property
    def ends(self) -> dict[int, tuple[int, str, str, Form]]:
        """Phrases that are no people's names, by where they end: start, kind, id and form of the likeliest sense."""
        ends: dict[int, tuple[int, str, str, Form]] = {}
        for hit in self.phrases:
            for sense in self.senses(hit):
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
        return [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(self.text)]

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

    def surface(self, name: Name) -> str:
        """The name as the page writes it, in one line."""
        start, end = self.normal.span(name.start, name.end)
        return " ".join(self.raw[start:end].split())

    def is_place(self, name: Name) -> bool:
        """Whether what looks like a name is, or begins with, a country, a capital or an organisation."""
        return name.start in self.starts

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
        text = self.text
        if position < 2 or text[position - 1] != " ":
            return ""
        low = max(0, position - 1 - _REACH)
        cut = max(text.rfind(" ", low, position - 1), text.rfind("\n", low, position - 1))
        return text[max(cut + 1, low) : position - 1]

    def after(self, position: int) -> str:
        """The word that begins at `position` or one space after it; empty before other signs."""
        match = _WORD_AFTER.match(self.text, position)
        return match[1] if match else ""
