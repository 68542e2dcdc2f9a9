"""Whether a word that can be a country is one here: namesakes among people, American towns, languages, pronouns."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from reader.entities.found import Rule
from reader.entities.gazetteer.homographs import Homograph
from reader.entities.gazetteer.matcher import Hit
from reader.entities.gazetteer.names import STOP
from reader.entities.places.cues import standing
from reader.entities.places.languages import is_language, odd_use, opens_sentence
from reader.entities.places.metonyms import SPORT
from reader.entities.places.towns import has_school, is_local_news, is_town, signs_beside
from reader.entities.reading import Reading

_BODIES: Final = frozenset(
    """
    Airways Airlines Air Police Army Today Times Daily Post Herald Tribune Radio Television TV Bank National Central
    Power Electricity Railways Rail Ports Petroleum Oil Gas Telecom Steel Tea Coffee Revenue Wildlife Red Football
    Cricket Rugby Federation Association Council Commission Authority Board Chamber Stock Exchange Securities
    Institute University Foundation Fund Trust Tourism Defence Defense Navy Broadcasting Press News Agency Company
    Corp Group Ltd Inc Holdings Motors Insurance Development Human Open Cup Masters Grand First Office Desk Task
    Week House Study Program Programme Aid Relief Network Project Campaign Section Branch Embassy Ministry
    Parliament Government Party Congress Supreme High Court Constitution Security Forces Force Border Valley Street
    Road Avenue Square River Islands Island North South East West International Center Centre Club Team
    """.split()
)
"""Words that make a body's name of a country's ("Kenya Airways"), where a surname would make a person's."""
_COMPASS: Final = frozenset(
    """
    North South East West Northern Southern Eastern Western Central Greater Upper Lower New Old Modern Ancient
    Mainland Inner Outer Great Little United Team Free Visit Support Boycott Save Stop Air Bank Radio
    """.split()
)
_PRONOUN: Final = frozenset(
    """
    CONTACT ABOUT JOIN FOLLOW LET TELL GIVE HELP SHOW SEND FIND CALL EMAIL TEXT MAKE TAKE BRING KEEP
    """.split()
)
"""Words before US in a line of capitals that make it the pronoun."""
_PRONOUN_ALONE: Final = frozenset("WITH TO FOR OF BETWEEN AMONG LIKE ON AND BEHIND AROUND FROM".split())
"""The same where the text names no other country."""
_PERSON_ACTS: Final = (
    r"\b(?:said {word}\b|{word} (?:said|herself|himself|told|added)\b|{word} ?'s "
    r"(?:father|mother|parents|brother|sister|family|husband|wife|son|daughter|death|body|career|coach|friends)\b)"
)
SPORT_SIGNS: Final = 2
"""Different words of sport that make a text a sports page."""
_ADJECTIVES: Final = frozenset(("Saudi", "German", "French", "English", "Irish", "Welsh", "Scots"))
"""Family names that are adjectives first: only a known given name before them makes them somebody's."""
_KIN: Final = frozenset(
    """
    daughter son wife husband brother sister mother father girlfriend boyfriend grandson granddaughter grandmother
    grandfather niece nephew aunt uncle cousin baby toddler fiancee twins twin named
    """.split()
)
"""Words before a given name that make it somebody's."""
_COURTESY: Final = frozenset("Mr Mrs Ms Mr. Mrs. Ms. Mme Mme. Dr Dr.".split())
_INITIAL = re.compile(r"[A-Z]\.")


def settle(reading: Reading) -> dict[int, Rule]:
    """Takes from the reading every phrase that looks like a country or capital and is none.

    Returns, for the doubtful words that are a country here, the rule that said so, by where they start.
    """
    doubts = Doubts(reading)
    doubted = set()
    for hit in reading.phrases:
        for sense in reading.senses(hit):
            if sense.kind == "country":
                wrong = not doubts.holds(hit, sense.id) or odd_use(reading, hit)
            else:
                wrong = sense.kind in ("capital", "seat") and doubts.is_no_capital(hit, sense.id)
            if wrong:
                doubted.add(hit)
    if doubted:
        reading.drop(doubted)
    return doubts.settled


class Doubts:
    """The doubtful words of one document; `holds` says of each whether it is a country there."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._data = reading.gazetteer.homographs
        self._borne: set[str] = set()
        self._towns: set[str] = set()
        self._verdicts: dict[str, bool] = {}
        self._called: dict[str, bool] = {}
        self.settled: dict[int, Rule] = {}
        """The rules that made out a country in doubtful words, by where these start."""
        for hit in reading.phrases:
            word = reading.text[hit.start : hit.end]
            if word in self._data.family and self._is_family(hit, word):
                self._borne.add(word)
            last = word.rpartition(" ")[2]
            if last in self._data.family and self._is_leader(hit):
                self._borne.add(last)
            if word in self._data.given and word not in self._borne and self._is_named(hit, word):
                self._borne.add(word)
            if is_town(reading, hit) or (word not in self._data.by_word and has_school(reading, hit)):
                self._towns.add(word.casefold())
            elif reading.senses(hit)[0].kind == "block":
                self._towns.update(word.casefold().split(", ")[:-1])

    def holds(self, hit: Hit, country: str) -> bool:
        """Whether the country is meant by the words of `hit`."""
        text = self._reading.text
        word = text[hit.start : hit.end]
        if text[hit.start - 1 : hit.start] in ("@", "#", "/", "_") or text[hit.end : hit.end + 1] in ("@", "_"):
            self.settled[hit.start] = "hashtag"
            return text[hit.start - 1 : hit.start] == "#"  # a hashtag names its country, an address does not
        if word in ("US", "U.S", "U.S."):
            return self._is_states(hit)
        if self.is_person(hit, country):
            return False
        if word in self._borne:
            self.settled[hit.start] = "one-sense"
        if self._towns and word.casefold() in self._towns and word != "Georgia":
            if not self._other_words(word, country):
                return False
            self.settled[hit.start] = "one-sense"
        if self._reading.before(hit.start) in ("de", "du", "della", "d'", "van", "von"):
            return False
        doubtful = word.title() if word.isupper() and word not in self._data.by_word else word
        if doubtful in self._data.by_word:
            self.settled.setdefault(hit.start, "homograph")
            return self._verdict(doubtful)
        if word in self._data.languages:
            return not is_language(self._reading, hit)
        return True

    def is_person(self, hit: Hit, country: str) -> bool:
        """Whether the word is part of somebody's name here, or somebody's in the whole document."""
        word = self._reading.text[hit.start : hit.end]
        if word in self._data.family and self._is_family(hit, word):
            return True
        if word in self._data.given and (self._is_given(hit) or self._reading.before(hit.start) in _KIN):
            return True
        return word in self._borne and not self._other_words(word, country)

    def is_no_capital(self, hit: Hit, country: str) -> bool:
        """Whether a capital's name is somebody's here, or that of a town in a state ("Moscow, Idaho")."""
        word = self._reading.phrase(hit)
        if is_town(self._reading, hit):
            return True
        return (word.casefold() in self._towns and not self._other_words(word, country)) or self.is_person(hit, country)

    def _is_named(self, hit: Hit, word: str) -> bool:
        """Whether a given name has a surname or a kinsman here and nothing in the text speaks for its country."""
        if self._reading.before(hit.start) in _KIN:
            return True
        return self._is_given(hit) and (self._called_by(word) or self._has_no_cue(word))

    def _has_no_cue(self, word: str) -> bool:
        """Whether the text is a local paper's or on sport, and nothing in it speaks for the country."""
        entry = self._data.by_word.get(word)
        return entry is not None and (self._is_local_news or self._is_sport) and self._stands_alone(entry)

    @cached_property
    def _is_sport(self) -> bool:
        return len(set(SPORT.findall(self._reading.text))) >= SPORT_SIGNS

    def _is_leader(self, hit: Hit) -> bool:
        return any(sense.kind == "leader" for sense in self._reading.senses(hit))

    def _called_by(self, word: str) -> bool:
        """Whether a given name goes on alone as a person's: it speaks, or has a mother."""
        if word not in self._called:
            acts = re.search(_PERSON_ACTS.format(word=re.escape(word)), self._reading.text)
            self._called[word] = acts is not None
        return self._called[word]

    def _is_states(self, hit: Hit) -> bool:
        reading = self._reading
        if reading.text.startswith("$", hit.end):
            return False
        if reading.text[hit.start : hit.end] != "US" or reading.case(hit.start) != "capitals":
            return True
        before = reading.before(hit.start)
        return before not in _PRONOUN and (before not in _PRONOUN_ALONE or len(reading.countries) > 1)

    def _is_family(self, hit: Hit, word: str) -> bool:
        """Whether a given name stands before the word."""
        reading = self._reading
        before = reading.before(hit.start).lstrip("\"'(")
        if not before[:1].isupper() or not before.rstrip(".").isalpha():
            return False
        if before in _COURTESY:
            return True
        if before in self._data.first_names or before in reading.given_names or _INITIAL.fullmatch(before):
            return before != word
        if before in STOP or before in _COMPASS or before.isupper() or before.endswith("."):
            return False
        start = hit.start - 1 - len(before)
        if hit.start - 1 in reading.ends or hit.start - 1 in reading.role_ends or reading.case(hit.start) != "sentence":
            return False
        return not opens_sentence(self._reading, start) and word not in _ADJECTIVES

    def _is_given(self, hit: Hit) -> bool:
        """Whether a surname follows the word, and no word that makes a body's name of it."""
        reading = self._reading
        if not reading.text.startswith(" ", hit.end) or reading.case(hit.start) != "sentence":
            return False
        before = reading.before(hit.start)
        if before in ("to", "of", "for", "in") and hit.start - len(before) - 2 in reading.role_ends:
            return False
        after = reading.after(hit.end)
        if after == "and":
            return self._shares_surname(hit.end + 5)
        bare = after.removesuffix("'s")
        if not after[:1].isupper() or len(bare) < 2 or bare.isupper():
            return False
        if bare != after and (bare not in self._data.family and not opens_sentence(self._reading, hit.start)):
            return False
        further = reading.after(hit.end + 1 + len(after))
        known = hit.end + 1 in reading.starts or hit.end + 1 in reading.role_starts
        if known and bare in self._data.family and reading.text[hit.start : hit.end] in self._data.given:
            return not further[:1].isupper()
        return not (known or bare in STOP or bare in _BODIES or further in _BODIES)

    def _shares_surname(self, position: int) -> bool:
        """Whether another given name that may be a country's, and a surname for both, begin at `position`."""
        other = self._reading.starts.get(position)
        if other is None or self._reading.text[position : other[0]] not in self._data.given:
            return False
        surname = self._reading.after(other[0])
        plain = surname[:1].isupper() and not surname.isupper() and surname not in STOP and surname not in _BODIES
        return plain and other[0] + 1 not in self._reading.starts and other[0] + 1 not in self._reading.role_starts

    def _other_words(self, word: str, country: str) -> bool:
        """Whether the country is named by another word too."""
        return not self._words_for.get(country, set()) <= {word.casefold()}

    @cached_property
    def _words_for(self) -> dict[str, set[str]]:
        """The words of the text that name each country or its capital, before any was doubted; case doesn't count."""
        words: dict[str, set[str]] = {}
        for hit in self._reading.phrases:
            for sense in self._reading.senses(hit):
                if sense.kind in ("country", "capital"):
                    words.setdefault(sense.id, set()).add(self._reading.phrase(hit).casefold())
        return words

    def _verdict(self, word: str) -> bool:
        if word not in self._verdicts:
            entry = self._data.by_word[word]
            local = self._is_local(entry)
            self._verdicts[word] = not local and _weighed(entry, self._reading.text, signs_beside(self._reading, word))
        return self._verdicts[word]

    def _is_local(self, entry: Homograph) -> bool:
        """Whether the text is a local paper's: signs of an American town, and no other country named."""
        return self._is_local_news and self._stands_alone(entry)

    def _stands_alone(self, entry: Homograph) -> bool:
        """Whether neither another country nor a cue for this one is in the text."""
        same = {sense.id for word in entry.words for sense in self._reading.gazetteer.meanings(word)}
        cues = set(standing(entry.country, self._reading.text))
        return not (self._undoubted - same - {"US"} or cues - self._data.given)

    @cached_property
    def _is_local_news(self) -> bool:
        return is_local_news(self._reading)

    @cached_property
    def _undoubted(self) -> set[str]:
        """Countries that the text names by words that are no homograph, nobody's name and no town of it."""
        reading, by_word = self._reading, self._data.by_word
        sure: set[str] = set()
        for hit in reading.phrases:
            word = reading.phrase(hit)
            named = word in self._borne or (word in self._data.given and self._is_given(hit))
            if named or word in by_word or word.casefold() in self._towns:
                continue
            sure.update(sense.id for sense in reading.senses(hit) if sense.kind == "country")
        return sure


def _weighed(entry: Homograph, text: str, against: int) -> bool:
    """One sense for the whole document: that for which more of the text's other words speak; the country on a draw.

    `against` counts what else speaks for the other sense.
    """
    against += len(set(standing(entry.near, text)))
    return against == 0 or len(set(standing(entry.country, text))) >= against


def speaking(reading: Reading, word: str) -> list[str]:
    """Phrases of the text that speak for the country in a doubtful word."""
    by_word = reading.gazetteer.homographs.by_word
    entry = by_word.get(word) or by_word[word.title()]
    return list(dict.fromkeys(standing(entry.country, reading.text)))
