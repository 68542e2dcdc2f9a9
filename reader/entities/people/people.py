"""People of a document: full names of the gazetteer, names that roles introduce, then second mentions of them all."""

from __future__ import annotations

import re

from reader.article import Form
from reader.entities.found import NOWHERE, Found, Rule, Span
from reader.entities.gazetteer.matcher import Hit
from reader.entities.gazetteer.names import PLACES_NAMED_AFTER, STOP, THINGS, Name
from reader.entities.gazetteer.normal import folded
from reader.entities.gazetteer.politics import LAYMEN
from reader.entities.gazetteer.schema import LeaderEntry
from reader.entities.gazetteer.variants import is_family_first
from reader.entities.people.discover import Introduced, introductions
from reader.entities.people.given import goes_on
from reader.entities.people.person import Person
from reader.entities.people.roster import Roster
from reader.entities.people.surnames import second_mentions
from reader.entities.people.unheralded import COMMON_WORDS, unheralded
from reader.entities.people.who import (
    at_home,
    borne_by_leader,
    by_full_name,
    by_words,
    choose,
    holds,
    homes,
    in_high_office,
    once_led_as,
)
from reader.entities.reading import Reading

_SHIPS = frozenset(
    {"USS", "HMS", "INS", "MV", "M/V", "SS", "tanker", "frigate", "carrier", "destroyer", "ship", "vessel", "ferry"}
)

_TRADE = re.compile(
    r" ?, (?:\d\d ?, )?(?:(?:an?|the) )?(?:[a-z-]+ ){0,2}?([a-z-]+)(?= (?:at|of|for|with|from|who|in|and)\b| ?[,.;])"
)
_SENT = re.compile(r"\b(?:envoy|negotiator|mediator|ambassador|representative|administrator|monitor)\b")
"""Those whose work is in another country than their own."""


def find_people(reading: Reading) -> list[Found]:
    """Every mention of a leader, in the order of the text, never overlapping."""
    roster = Roster(reading)
    introduced = list(introductions(reading))
    heralds = {one.name.start: one.evidence for one in introduced}
    for hit in reading.phrases:
        _known(reading, hit, roster, heralds.get(hit.start))
    for one in sorted(introduced, key=lambda one: len(one.name.words) == 1):
        _introduce(reading, one, roster)
    second_mentions(reading, roster)
    unheralded(reading, roster)
    return roster.found()


def _known(reading: Reading, hit: Hit, roster: Roster, herald: Span | None) -> None:
    candidates = [reading.gazetteer.leaders[sense.id] for sense in reading.senses(hit) if sense.kind == "leader"]
    if not candidates or _is_thing(reading, hit):
        return
    leader = choose(candidates, reading)
    if herald is None and _is_layman(reading, hit):
        return
    if leader is None or (leader.common and herald is None and not borne_by_leader(leader, reading)):
        return
    surface = reading.text[hit.start : hit.end]
    form: Form = "name" if surface == leader.name else "alias"
    roster.claim(roster.leader(leader), hit.start, hit.end, form, *_named(reading, hit, leader, herald))


def _named(reading: Reading, hit: Hit, leader: LeaderEntry, herald: Span | None) -> tuple[Rule, Span]:
    """The rule that takes the whole name of a leader, and the title that goes with it."""
    surface = reading.phrase(hit)
    if leader.common:
        return "common-name", herald or NOWHERE
    if surface == leader.name or surface == folded(leader.name):
        return "full-name", NOWHERE
    if surface.isupper() and not reading.gazetteer.meanings(surface):
        return "name-in-capitals", NOWHERE
    return "alias", (hit.start - hit.lead, hit.start)


def _is_layman(reading: Reading, hit: Hit) -> bool:
    """Whether a trade or rank beside a leader's name makes it a namesake's: "Gordon Brown, 44, a roofer"."""
    trade = _TRADE.match(reading.text, hit.end)
    return reading.before(hit.start - hit.lead).lower() in LAYMEN or (trade is not None and trade[1] in LAYMEN)


def _is_thing(reading: Reading, hit: Hit) -> bool:
    text = reading.text
    after = reading.after(hit.end) if text.startswith(" ", hit.end) else ""
    before = reading.before(hit.start)
    if (
        after in THINGS
        or after in PLACES_NAMED_AFTER
        or before in _SHIPS
        or before == "St."
        or goes_on(reading, hit.end)
    ):
        return True
    if hit.lead or " " in text[hit.start : hit.end]:
        return False
    word = text[hit.start : hit.end]
    if word.lower() in COMMON_WORDS or word in reading.first_names:
        return True
    return before[:1].isupper() and before.isalpha() and before in reading.given_names and before not in STOP


def _introduce(reading: Reading, one: Introduced, roster: Roster) -> None:
    known = roster.at(one.name.start)
    if known:
        known.role = known.role or one.role
        return
    name = _known_part(reading, one.name) if reading.case(one.name.start) == "title" else one.name
    if name is None or not roster.free(name.start, name.end):
        return
    person = _person(reading, one, name, roster)
    if person is None:
        return
    person.learn(name)
    person.role = person.role or one.role
    form: Form = "name" if len(name.words) > 1 else "surname"
    roster.claim(person, name.start, name.end, form, one.rule, one.evidence)


def _person(reading: Reading, one: Introduced, name: Name, roster: Roster) -> Person | None:
    """Whom the name means: somebody met before, a leader of the gazetteer, or somebody new where the role proves it."""
    met = roster.acquainted(name)
    if met and (name.is_surname or met.discovered) and one.country in (None, met.country):
        return met
    leader = _leader(reading, one, name)
    if leader:
        return roster.leader(leader)
    if not one.sure:
        return None
    if met and met.country is None:
        return met
    given = [word for word in name.words if word in reading.first_names or word in reading.given_names]
    first = is_family_first(name.words, one.country, given)
    return roster.add(Person.discovered_by_role(name, reading.surface(name), one.role, one.country, family_first=first))


def _leader(reading: Reading, one: Introduced, name: Name) -> LeaderEntry | None:
    """The leader of the gazetteer whom the name means; a surname alone needs more than a role that others hold too."""
    spelt = choose(by_full_name(reading.gazetteer, name.text), reading, one.country, one.role)
    leader = spelt or choose(by_words(reading.gazetteer, name.words), reading, one.country, one.role)
    if leader is None:
        return None
    if one.country and leader.country:
        return leader if one.country in homes(leader) or _abroad(reading, one, name) else None
    home = at_home(leader, reading)
    if not name.is_surname:
        return leader if home or spelt else None
    if not one.sure:
        famous = once_led_as(leader, one.role, reading) and name.words[-1].lower() not in COMMON_WORDS
        return leader if famous or (home and in_high_office(leader, reading)) else None
    proven = home or in_high_office(leader, reading) or holds(leader, one.role, reading)
    return leader if proven or once_led_as(leader, one.role, reading) else None


def _abroad(reading: Reading, one: Introduced, name: Name) -> bool:
    """Whether the country beside the role is where somebody works whose surname is nobody else's in the gazetteer."""
    bearers = reading.gazetteer.surnames.get(name.words[-1], ())
    return _SENT.search(one.role.lower()) is not None and name.is_surname and len(bearers) == 1


def _known_part(reading: Reading, name: Name) -> Name | None:
    """Of a run of capitals in a headline, the words from the first on that are a leader's name."""
    for count in range(len(name.words), 0, -1):
        words = name.words[:count]
        if by_full_name(reading.gazetteer, " ".join(words)) or (by_words(reading.gazetteer, words)):
            return Name(name.start, name.start + len(" ".join(words)), words)
    return None
