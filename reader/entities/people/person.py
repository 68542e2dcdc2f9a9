"""One person of a document, while their mentions are gathered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from reader.article import Form
from reader.entities.found import Found, Rule, Span
from reader.entities.gazetteer.identity import person_id
from reader.entities.gazetteer.names import STOP, Name
from reader.entities.gazetteer.normal import folded
from reader.entities.gazetteer.schema import LeaderEntry
from reader.entities.gazetteer.variants import FAMILY_FIRST, PARTICLES, surname, surname_of
from reader.entities.reading import Reading

CALLED_BY_FIRST: Final = frozenset({"ID", "TH", "MY", "IS", "ET", "ER"})
"""Countries whose people news calls by the first name ("Thaksin", "Abiy", "Mahathir")."""
FIRST_LENGTH: Final = 3
"""A first name this short is too common a word to stand for somebody."""
NAMESAKE_REACH: Final = 400
"""Code points before a bare surname in which a namesake's whole name makes it theirs."""
NAMESAKE_LOOKS: Final = 4
"""Times that a surname is looked at there."""
_TITLES: Final = frozenset(("Mrs", "Mr", "Ms", "Miss", "President", "Minister"))
_PIOUS: Final = frozenset(
    """
    Abdul Abdullah Mohamad Mohammed Muhammad Mohamed Ahmad Ahmed Haji Syed Tengku Raja Sultan King Queen
    """.split()
)


class _Called(NamedTuple):
    """The folded words of a leader's names, sorted into surnames and others; `words` are those of the name itself."""

    surnames: frozenset[str]
    given: frozenset[str]
    words: tuple[str, ...]
    family_first: bool


@lru_cache(maxsize=2048)
def _called(leader: LeaderEntry) -> _Called:
    called = folded(surname_of(leader))
    first = leader.country in FAMILY_FIRST and folded(leader.name).startswith(called)
    names = [folded(name).split() for name in (leader.name, *leader.aliases)]
    surnames = {called}
    if not first:
        surnames.update(surname(" ".join(words)) for words in names if len(words) > 1)
    given = {word for words in names for word in words if word not in PARTICLES}
    return _Called(frozenset(surnames), frozenset(given), tuple(names[0]), first)


@dataclass(slots=True, eq=False)
class Person:
    """`surnames` and `given` are folded words of the name.

    `mentions` are start, end and form in the folded text, then the rule and where its evidence stands.
    """

    entity: str
    name: str
    country: str | None
    role: str | None = None
    discovered: bool = False
    family_first: bool = False
    surnames: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    mentions: list[tuple[int, int, Form, Rule, Span]] = field(default_factory=list)
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
        called = _called(leader)
        person = cls(leader.id, leader.name, leader.country, family_first=called.family_first)
        person.surnames.update(called.surnames)
        person.given.update(called.given)
        person._call_by_first(called.words)
        person.given -= person.surnames
        return person

    @classmethod
    def discovered_by_role(cls, name: Name, text: str, role: str, country: str | None, *, family_first: bool) -> Person:
        """Somebody whom only a role introduces; the name is as the page writes it."""
        person = cls(person_id(name.words, country), text, country, role, discovered=True, family_first=family_first)
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

    @property
    def first(self) -> int:
        """Where the text first names the person by more than the surname; 0 where it never does."""
        return self.full[0] if self.full else 0

    def has_namesake(self, reading: Reading) -> bool:
        """Whether the text has somebody else of that surname: another given name stands before it."""
        if self._namesake is None:
            found = (word for last in self.surnames for word in reading.capitalised_before(last))
            self._namesake = any(word not in self.given and word not in _TITLES for word in found)
        return self._namesake

    def follows_namesake(self, reading: Reading, start: int) -> bool:
        """Whether not far before `start` the surname stands after another given name."""
        low = max(0, start - NAMESAKE_REACH)
        return any(self._is_namesake(reading.before(at + 1)) for at in self._surname_places(reading, low, start))

    def _surname_places(self, reading: Reading, low: int, high: int) -> Iterator[int]:
        for last in self.surnames:
            at = reading.text.rfind(f" {last}", low, high)
            for _ in range(NAMESAKE_LOOKS):
                if at < 0:
                    break
                yield at
                at = reading.text.rfind(f" {last}", low, at)

    def _is_namesake(self, word: str) -> bool:
        named = word[:1].isupper() and word.isalpha() and not word.isupper()
        return named and word not in self.given and word not in _TITLES and word not in STOP

    def found(self) -> list[Found]:
        """The mentions as the annotator takes them; none of a mere relative."""
        if self.relative and self.role is None:
            return []
        return [
            Found(
                start,
                end,
                "leader",
                self.entity,
                form,
                rule,
                evidence,
                self.name,
                self.country,
                self.role,
                self.discovered,
            )
            for start, end, form, rule, evidence in self.mentions
        ]
