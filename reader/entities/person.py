"""One person of a document, while their mentions are gathered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from reader.article import Form
from reader.entities.found import Found
from reader.entities.names import Name
from reader.entities.normal import folded
from reader.entities.reading import Reading
from reader.entities.schema import LeaderEntry
from reader.entities.variants import FAMILY_FIRST, PARTICLES, surname, surname_of

CALLED_BY_FIRST: Final = frozenset({"ID", "TH", "MY", "IS", "ET", "ER"})
"""Countries whose people news calls by the first name ("Thaksin", "Abiy", "Mahathir")."""
FIRST_LENGTH: Final = 3
"""A first name this short is too common a word to stand for somebody."""
_TITLES: Final = frozenset(("Mrs", "Mr", "Ms", "Miss", "President", "Minister"))
_PIOUS: Final = frozenset(
    """
    Abdul Abdullah Mohamad Mohammed Muhammad Mohamed Ahmad Ahmed Haji Syed Tengku Raja Sultan King Queen
    """.split()
)


@dataclass(slots=True, eq=False)
class Person:
    """`surnames` and `given` are folded words of the name; `mentions` are (start, end, form) in the folded text."""

    entity: str
    name: str
    country: str | None
    role: str | None = None
    discovered: bool = False
    family_first: bool = False
    surnames: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    mentions: list[tuple[int, int, Form]] = field(default_factory=list)
    full: list[int] = field(default_factory=list)
    """Where mentions with more than the surname start, in order."""
    head: bool = False
    """Whether they head a state or government on the day."""
    relative: bool = False
    """Whether the gazetteer has them only to tell them from a leader: named, but no leader unless a role says so."""
    _namesake: bool | None = None

    @classmethod
    def of_leader(cls, leader: LeaderEntry) -> Person:
        """Somebody the gazetteer knows."""
        called = folded(surname_of(leader))
        first = leader.country in FAMILY_FIRST and folded(leader.name).startswith(called)
        person = cls(leader.id, leader.name, leader.country, family_first=first)
        person.surnames.add(called)
        for name in (leader.name, *leader.aliases):
            words = folded(name).split()
            person.given.update(word for word in words if word not in PARTICLES)
            if len(words) < 2:
                continue
            if not first:
                person.surnames.add(surname(folded(name)))
        person._call_by_first(folded(leader.name).split())
        person.given -= person.surnames
        return person

    @classmethod
    def discovered_by_role(cls, name: Name, text: str, role: str, country: str | None, *, family_first: bool) -> Person:
        """Somebody whom only a role introduces; the name is as the page writes it."""
        person = cls(slug(name.text), text, country, role, discovered=True, family_first=family_first)
        person.learn(name)
        return person

    def _call_by_first(self, words: Sequence[str]) -> None:
        """Where custom has no family names, the first word is what news calls them by."""
        if (
            self.country in CALLED_BY_FIRST
            and len(words) > 1
            and len(words[0]) > FIRST_LENGTH
            and words[0] not in _PIOUS
        ):
            self.surnames.add(words[0])

    def learn(self, name: Name) -> None:
        """Takes the words of a name as the page writes it for this person's."""
        words = name.words
        last = surname(name.text, family_first=self.family_first)
        if len(last) > 1 and not last.endswith("."):
            self.surnames.add(last)
        lead = len(words) - 1
        while lead > 1 and words[lead - 1] in PARTICLES:
            lead -= 1
        if 1 <= lead < len(words) - 1:
            self.surnames.add(" ".join(words[lead:]))
        if self.discovered:
            self._call_by_first(words)
        self.given.update(word for word in words if word not in self.surnames and word not in PARTICLES)

    def has_namesake(self, reading: Reading) -> bool:
        """Whether the text has somebody else of that surname: another given name stands before it."""
        if self._namesake is None:
            found = (
                match[1]
                for last in self.surnames
                for match in re.finditer(rf"\b([A-Z][a-z]+) {re.escape(last)}\b", reading.text)
            )
            self._namesake = any(word not in self.given and word not in _TITLES for word in found)
        return self._namesake

    def found(self) -> list[Found]:
        """The mentions as the annotator takes them; none of a mere relative."""
        if self.relative and self.role is None:
            return []
        return [
            Found(start, end, "leader", self.entity, form, self.name, self.country, self.role, self.discovered)
            for start, end, form in self.mentions
        ]


def slug(name: str) -> str:
    """A name as a stable id: ASCII words in small letters, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "unnamed"
