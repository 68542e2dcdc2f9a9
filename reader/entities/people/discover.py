"""Names that a role introduces: "Polish Foreign Minister NAME", "the governor of Oyo state, NAME,", "NAME, leader of
the Reform party", "Presidents NAME and NAME".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from reader.entities.found import Rule, Span
from reader.entities.gazetteer.names import Name, name_at, name_ending_at
from reader.entities.gazetteer.politics import PORTFOLIOS
from reader.entities.gazetteer.states import AMERICAN, one_of
from reader.entities.people.trigger import Trigger, in_words, of_country, proves, trigger_at
from reader.entities.reading import Reading

LIST_LENGTH: Final = 8
"""Names that one plural role introduces at most."""
OWNER_TITLES: Final = 4
"""Words of title and given names before a possessive that are stepped over: "Prime Minister Tony Blair's"."""
ADJACENT: Final = 3
"""Code points between a role and a surname alone; farther off, past "of PLACE", it takes a full name."""

_COMMA = re.compile(r" ?, ")
_THEN_NAME = re.compile(r" (?:\) )?|\) ")
_SHORT_TITLES: Final = ("Gov", "Sen", "Rep", "Govs", "Sens", "Reps")
_STOP_THEN_NAME = re.compile(r" ?\.\s")
"""A stop that corpora of news set apart from what it shortens ("Gov .")."""
_CLOSES = re.compile(r" ?[,.;:)\n]| (?:said|says|told|and|who|has|had|was|is|will|would|on|in|as|to)\b|$| -")
_AND = re.compile(r" ?, and | and | ?, | & ")
_APPOSED = re.compile(r"(?: ?, (?:\d\d ?, )?(?:who (?:is|was|became|serves as|served as) )?| ?\( ?| -- )$")
_APPOSED_LENGTH: Final = 24
_PORTFOLIO = "(?:" + "|".join(PORTFOLIOS) + ")"
_AFFAIRS = re.compile(rf" (?:of|for) (?:the )?{_PORTFOLIO}(?:(?: ?, | and | & | ){_PORTFOLIO}){{0,5}} (?=[A-Z])")
_TO = re.compile(r" (?:to|of) (?:the )?(?=[A-Z])")
_OF_STATE = re.compile(
    r"(?: ?, (?:an? |the )?[A-Za-z ]{0,20}(?:Democrat|Republican))? (?:of|from) "
    rf"(?:{one_of(AMERICAN)})(?![A-Za-z])"
)
_PARTY = r"[RDI]-[A-Z](?=[a-z.A-Z])"
_PARTY_STATE = re.compile(rf"(?: ?, | ?\( ?){_PARTY}")
_LAWMAKER = re.compile(rf"(?:, |\( ?){_PARTY}")


class Introduced(NamedTuple):
    """A name with the role that introduced it, as the text puts it."""

    name: Name
    role: str
    country: str | None
    sure: bool
    """Whether the role alone proves a leader; else only somebody whom the gazetteer knows is meant."""
    rule: Rule
    evidence: Span
    """Where the words of the role stand."""


def introductions(reading: Reading) -> Iterator[Introduced]:
    """Every name that a role introduces, then those that a party and state do."""
    for hit in reading.roles:
        trigger = trigger_at(reading, hit)
        direct = list(_direct(reading, trigger))
        if direct:
            yield from direct
        else:
            yield from _after_comma(reading, trigger)
            yield from _apposed(reading, trigger)
    yield from _lawmakers(reading)


def _lawmakers(reading: Reading) -> Iterator[Introduced]:
    """Names that only a party and a state mark as a lawmaker's: "NAME (R-Iowa)", "NAME, D-Vt.,"."""
    for match in _LAWMAKER.finditer(reading.text):
        spaced = reading.text.endswith(" ", 0, match.start())
        name = name_ending_at(reading.text, match.start() - spaced)
        if name and len(name.words) > 1 and not reading.is_place(name):
            yield Introduced(name, "US lawmaker", "US", sure=True, rule="party-and-state", evidence=match.span())


def _direct(reading: Reading, trigger: Trigger) -> Iterator[Introduced]:
    """The role and right after it the name."""
    hit = trigger.hit
    if reading.phrase(hit) == "PM" and reading.before(hit.start)[-1:].isdigit():
        return
    start = _name_start(reading, hit.end)
    name = name_at(reading.text, start) if start else None
    if start and name and not reading.is_place(name) and (start - hit.end <= ADJACENT or not name.is_surname):
        yield from _listed(reading, trigger, name)


def _name_start(reading: Reading, end: int) -> int | None:
    """Where a name may begin after a role: next to it, after the affairs it deals with, or after its country."""
    abbreviated = reading.text.endswith(_SHORT_TITLES, 0, end) and _STOP_THEN_NAME.match(reading.text, end)
    sign = abbreviated or _AFFAIRS.match(reading.text, end) or _THEN_NAME.match(reading.text, end)
    to = _TO.match(reading.text, end)
    place = reading.starts.get(to.end()) if to else None
    if place and place[3] != "demonym" and reading.text.startswith(" ", place[0]):
        return place[0] + 1
    return sign.end() if sign else None


def _after_comma(reading: Reading, trigger: Trigger) -> Iterator[Introduced]:
    """The role, perhaps "of PLACE", a comma, and the name: "his Venezuelan counterpart, NAME,"."""
    text, before = reading.text, trigger.before
    comma = _COMMA.match(text, trigger.tail.end)
    owned = before.definite or before.political or trigger.tail.end > trigger.hit.end or trigger.plural
    if comma is None or not owned:
        return
    name = name_at(text, comma.end())
    if name and len(name.words) > 1 and not reading.is_place(name) and _CLOSES.match(text, name.end):
        yield from _listed(reading, trigger, name, apart=True)


def _apposed(reading: Reading, trigger: Trigger) -> Iterator[Introduced]:
    """The name, a comma, and the role: "NAME, leader of the Reform party,"."""
    start = _owner_start(reading, trigger)
    low = max(0, start - _APPOSED_LENGTH)
    sign = _APPOSED.search(reading.text[low:start])
    name = name_ending_at(reading.text, low + sign.start()) if sign else None
    if name is None or len(name.words) < 2 or reading.is_place(name):
        return
    sure = proves(reading, trigger, name, apart=True)
    if sure is not None:
        country = trigger.before.country or trigger.tail.country
        span = (trigger.before.start, trigger.tail.end)
        yield Introduced(name, in_words(reading, trigger, apart=True), country, sure, "name-then-title", span)


def _owner_start(reading: Reading, trigger: Trigger) -> int:
    """Where the words of a role begin, the titles of the leader whose it is too ("President Clinton's envoy")."""
    start = trigger.before.start
    if trigger.before.owner:
        for _ in range(OWNER_TITLES):
            word = reading.before(start)
            if not word[:1].isupper() or not word.rstrip(".").isalpha():
                break
            start -= len(word) + 1
    return start


def _listed(reading: Reading, trigger: Trigger, name: Name, *, apart: bool = False) -> Iterator[Introduced]:
    """The name, and after a plural role the names that "and" and commas add to it."""
    sure = proves(reading, trigger, name, apart=apart)
    if sure is None:
        return
    words = in_words(reading, trigger, apart=apart)
    home = trigger.before.country or (trigger.tail.country if apart else None)
    rule = _rule(trigger, apart=apart)
    evidence = (trigger.before.start, trigger.tail.end if apart else name.start)
    for _ in range(LIST_LENGTH):
        country, end = of_country(reading, name)
        whose = home or country or _american(reading, trigger, name)
        yield Introduced(name, words, whose, sure, rule, evidence)
        joint = _AND.match(reading.text, end)
        following = name_at(reading.text, joint.end()) if joint and trigger.plural else None
        if following is None or reading.is_place(following) or len(following.words) < 2:
            return
        name, rule = following, "title-for-several"


def _rule(trigger: Trigger, *, apart: bool) -> Rule:
    if trigger.role.title == "Counterpart":
        return "counterpart"
    return "title-then-comma" if apart else "title-before-name"


def _american(reading: Reading, trigger: Trigger, name: Name) -> str | None:
    """ "US" where party or state make an American of the name: "(R-Iowa)", ", Democrat of Maine", "Ohio Governor"."""
    text = reading.text
    ours = trigger.before.foreign in AMERICAN or _PARTY_STATE.match(text, name.end) or _OF_STATE.match(text, name.end)
    return "US" if ours else None
