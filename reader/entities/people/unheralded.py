"""Surnames that need no full name: those of heads of state and government, whom the world calls so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reader.entities.found import Rule, Span
from reader.entities.gazetteer.eminence import led
from reader.entities.gazetteer.schema import LeaderEntry
from reader.entities.gazetteer.variants import PARTICLES
from reader.entities.people.given import dated_by, given_names, goes_on
from reader.entities.people.roster import Roster
from reader.entities.people.who import at_home, by_words, choose, in_high_office
from reader.entities.reading import Reading

ADMINISTRATION: Final = frozenset(
    """
    administration government cabinet regime presidency campaign era years premiership camp loyalists supporters
    aides ally allies policy policies doctrine tariffs appointee appointees
    """.split()
)
COMMON_WORDS: Final = frozenset(
    """
    may major bush brown green white black dole long an so he will can to do no ban day park king queen prince wood
    hunt price young best rich strong short small west north south east moon sun hope rose stone hill field marsh
    wells banks church street lane hall house mills law bell cook baker carter cooper miller mason page rice berry
    reed gore hand love power chance grant mark bill frank drew jack art guy ray van abe ma li yu me we us in on at
    it as is be sharp swift wise noble savage pence paul peter john james george david thomas martin simon gordon
    henry lewis alexander ali khan mohammed mohammad muhammad ahmed ahmad hassan hussein abdullah ibrahim mustafa
    salman omar osman yusuf singh kumar sharma smith jones williams johnson taylor lee kim wang zhang liu chen
    nguyen silva santos garcia cruz diaz castro lopez perez gonzalez rodriguez fernandez martinez sanchez ramos
    torres costa pereira francis leo pope august chad jordan israel holland france england wales ireland sharif shah
    bin al faisal saud jong blair cameron roma norman truman ford nixon hoover lincoln jackson jefferson madison
    monroe adams washington cleveland wilson kennedy kent
    """.split()
)
"""Surnames that are words, given names or everybody's: never a leader's without another sign."""


_POWERS: Final = frozenset(("US", "RU", "CN", "GB", "FR", "DE", "IN", "IL", "UA", "TR", "IR", "KP"))
"""Countries whose head news calls by the surname alone in texts about other countries."""
_HERALDS: Final = frozenset("Mr Mr. President Premier Chancellor King Queen Emperor Pope Emir Sultan".split())


def unheralded(reading: Reading, roster: Roster) -> None:
    """Adds leaders whom the text calls by the surname alone: in high office on its date, their country in the text.

    "Mr" before the name, or "administration" after it, stands in for the country; then the name's other mentions are
    theirs too, be it a common word.
    """
    borne = roster.surname_words()
    verdicts: dict[str, LeaderEntry | None] = {}

    def bearer(key: str) -> LeaderEntry | None:
        if key not in verdicts:
            verdicts[key] = choose(by_words(reading.gazetteer, (key,)), reading)
        return verdicts[key]

    heralded: dict[str, Span] = {}
    bare = []
    for start, end, key in _candidates(reading, roster, borne):
        if reading.before(start) not in _HERALDS and not _led(reading, end):
            bare.append((start, end, key))
            continue
        leader = bearer(key)
        if leader and _is_meant(reading, leader, end, herald=True):
            rule, evidence = _sign(reading, start, end)
            heralded.setdefault(key, evidence)
            roster.claim(roster.leader(leader), start, end, "surname", rule, evidence)
    for start, end, key in bare:
        doubtful = key.lower() in COMMON_WORDS or key in reading.first_names
        if doubtful and key not in heralded:
            continue
        leader = bearer(key)
        if leader is None:
            continue
        if key in heralded:
            roster.claim(roster.leader(leader), start, end, "surname", "surname-heralded-elsewhere", heralded[key])
        elif _is_meant(reading, leader, end, herald=False):
            roster.claim(roster.leader(leader), start, end, "surname", "surname-in-the-news")
        elif _is_of_a_power(reading, leader):
            roster.claim(roster.leader(leader), start, end, "surname", "surname-of-a-power")


def _candidates(reading: Reading, roster: Roster, borne: set[str]) -> Iterator[tuple[int, int, str]]:
    """Words that are the surname of somebody who led, and stand alone, with start and end."""
    surnames = reading.gazetteer.eminent
    for word, start, end in reading.tokens:
        key = word
        if key not in surnames and word.isupper() and reading.case(start) == "capitals":
            key = word.capitalize()
        if key not in surnames or key in borne or not roster.free(start, end) or start in reading.starts:
            continue
        if (
            given_names(reading, start)[1]
            or dated_by(reading, start)
            or goes_on(reading, end)
            or reading.after(end) in PARTICLES
        ):
            continue
        yield start, end, key


def _is_meant(reading: Reading, leader: LeaderEntry, end: int, *, herald: bool) -> bool:
    if leader.common and not herald:
        return False
    if _led(reading, end) and led(leader):
        return True
    return in_high_office(leader, reading) and (herald or at_home(leader, reading))


def _is_of_a_power(reading: Reading, leader: LeaderEntry) -> bool:
    """Whether the leader heads a state that news names everywhere, and the text is of the affairs of states."""
    abroad = leader.country in _POWERS and not leader.common and len(reading.scenes) > 1
    return abroad and in_high_office(leader, reading)


def _sign(reading: Reading, start: int, end: int) -> tuple[Rule, Span]:
    """What stands in for a full name: those led, else a herald."""
    if _led(reading, end):
        return "administration", (end + 1, end + 1 + len(reading.after(end)))
    return "surname-after-honorific", (start - 1 - len(reading.before(start)), start - 1)


def _led(reading: Reading, end: int) -> bool:
    """Whether a word for those led follows: "the Obama administration"."""
    return reading.after(end).removesuffix("'s") in ADMINISTRATION
