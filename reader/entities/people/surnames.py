"""Second mentions: a surname, or a name in part, of somebody whom the text names in full."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final, NamedTuple

from reader.entities.people.given import dated_by, given_names, goes_on
from reader.entities.people.person import Person
from reader.entities.people.roster import Roster
from reader.entities.people.who import sound
from reader.entities.reading import Reading

WOMEN: Final = frozenset({"Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Madame"})
NAMESAKES: Final = 50
"""People of one surname that are told apart in one text; more are no news."""


def second_mentions(reading: Reading, roster: Roster) -> None:
    """Adds to each person of the roster the later, partial mentions of them, in capitals too."""
    everybody = _Everybody(roster)
    places = _settled_places(reading)
    for word, start, end in reading.tokens:
        if word not in everybody or not roster.free(start, end) or dated_by(reading, start):
            continue
        if _shouted(reading, word, start, everybody.called(word)) or (start, end) in places:
            continue
        _mention(reading, roster, word, start, end, everybody)


class _Bearers(NamedTuple):
    """People who share a surname and given names; `eminent` are those whom the bare surname means."""

    people: list[Person]
    eminent: list[Person]
    family_first: bool
    spelt: bool
    """Whether somebody's surname is written as it is here: in capitals it may be an abbreviation."""


class _Everybody:
    """The people of a text by the last word of their surname. Whom a name may mean is worked out once: a text that
    says it again and again would ask each of the namesakes every time.
    """

    def __init__(self, roster: Roster) -> None:
        self._by_word: dict[str, list[Person]] = {}
        self._called: dict[tuple[str, ...], _Bearers] = {}
        for person in roster.people():
            words = {spelling.split(" ")[-1] for surname in person.surnames for spelling in (surname, surname.upper())}
            for word in words:
                bearers = self._by_word.setdefault(word, [])
                if len(bearers) < NAMESAKES:
                    bearers.append(person)

    def __contains__(self, word: str) -> bool:
        return word in self._by_word

    def called(self, word: str, *given: str) -> _Bearers:
        """Those of that surname whose names the given ones do not gainsay."""
        key = (word, *given)
        if key not in self._called:
            people = [person for person in self._by_word[word] if all(_fits(one, person) for one in given)]
            first = any(person.family_first for person in people)
            spelt = any(word in person.surnames for person in people)
            self._called[key] = _Bearers(people, _eminent(people), first, spelt)
        return self._called[key]


def _settled_places(reading: Reading) -> set[tuple[int, int]]:
    """Where a family name stands that is also a country's, in a text that names this country by other words too.

    There the bare word is the country: what could be somebody was taken from the reading before.
    """
    family = reading.gazetteer.homographs.family
    return {
        (hit.start, hit.end)
        for hit in reading.phrases
        if reading.text[hit.start : hit.end] in family and any(sense.kind == "country" for sense in reading.senses(hit))
    }


def _shouted(reading: Reading, word: str, start: int, bearers: _Bearers) -> bool:
    """Whether a word in capitals stands in a line that is not: an abbreviation, no surname."""
    return word.isupper() and len(word) > 1 and not bearers.spelt and reading.case(start) == "sentence"


def _mention(reading: Reading, roster: Roster, word: str, start: int, end: int, everybody: _Everybody) -> None:
    begin, given = given_names(reading, start)
    bearers = everybody.called(word, *given)
    if given:
        start = begin
    if not bearers.people or goes_on(reading, end, family_first=bearers.family_first):
        return
    check = _WORDS_TOO.get(word)
    if check and not given and not check(reading, start, end):
        return
    person = _nearest(bearers.eminent, start)
    if not given and not person.head and start < person.first and person.follows_namesake(reading, start):
        return
    wide = start if given else _widened(reading, start, word, person)
    if not roster.free(wide, end) or (reading.before(wide) in WOMEN and person.has_namesake(reading)):
        return
    if given:
        roster.claim(person, wide, end, "alias", "second-mention-in-part")
    else:
        shout = word.isupper() and word not in person.surnames
        roster.claim(person, wide, end, "surname", "second-mention-in-capitals" if shout else "second-mention")


def _fits(given: str, person: Person) -> bool:
    if given.endswith("."):
        return any(word.startswith(given[0]) for word in person.given)
    mine = sound(given)
    return any(mine == sound(word) or (len(mine) > 3 and sound(word).startswith(mine[:4])) for word in person.given)


def _widened(reading: Reading, start: int, word: str, person: Person) -> int:
    """Where a mention begins whose surname has more words, or an article: "bin Salman", "Suu Kyi", "al-Assad"."""
    text = reading.text
    for surname in person.surnames:
        lead = surname[: -len(word)]
        here = text[max(0, start - len(lead)) : start]
        if lead and surname.endswith(word) and here.lower() == lead.lower():
            return start - len(lead)
    for article in ("al-", "Al-", "el-", "El-", "ul-"):
        if text.startswith(article, start - 3) and not text[start - 4 : start - 3].isalnum():
            return start - 3
    return start


def _eminent(bearers: list[Person]) -> list[Person]:
    """Of people with one surname those in high office or introduced by a role, if any: a bare surname is no wife's."""
    eminent = [person for person in bearers if person.head or person.role]
    return eminent or [person for person in bearers if not person.relative] or bearers


def _nearest(bearers: list[Person], start: int) -> Person:
    """Of people with one surname, the one named last before, in full; else the one named first after."""
    best, found = -1, None
    for person in bearers:
        index = bisect_left(person.full, start)
        if index and person.full[index - 1] > best:
            best, found = person.full[index - 1], person
    return found or min(bearers, key=lambda person: person.full[0] if person.full else start)


def _is_may(reading: Reading, start: int, end: int) -> bool:
    before = reading.before(start)
    after = reading.text[end : end + 2].strip()
    return (
        before.lower()
        not in ("in", "on", "since", "until", "last", "next", "this", "of", "by", "early", "late", "mid", "from", "to")
        and not after[:1].isdigit()
    )


def _is_major(reading: Reading, _start: int, end: int) -> bool:
    return not reading.after(end)[:1].isupper()


_WORDS_TOO: Final = {"May": _is_may, "Major": _is_major, "August": _is_may, "March": _is_may}
