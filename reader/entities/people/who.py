"""Which leader of the gazetteer a name on the page means, by given names, country and the article's date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from reader.entities.gazetteer.eminence import is_high
from reader.entities.gazetteer.gazetteer import Gazetteer
from reader.entities.gazetteer.nicknames import full_form
from reader.entities.gazetteer.normal import folded
from reader.entities.gazetteer.schema import LeaderEntry, OfficeEntry
from reader.entities.gazetteer.variants import PARTICLES
from reader.entities.reading import Reading

_SAME_SOUND = (
    ("kh", "h"), ("zh", "j"), ("ph", "f"), ("ou", "u"), ("ck", "k"), ("q", "k"), ("c", "k"), ("w", "v"), ("ei", "y"),
    ("ey", "y"), ("iy", "y"), ("ii", "y"), ("ie", "y"), ("j", "y"), ("i", "y"), ("-", ""), ("'", ""),
)  # fmt: skip


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """A word without the differences between romanisations: Sergei and Sergey are one."""
    word = word.lower()
    for spelling, plain in _SAME_SOUND:
        word = word.replace(spelling, plain)
    return re.sub(r"(.)\1+", r"\1", word)


def by_full_name(gazetteer: Gazetteer, name: str) -> list[LeaderEntry]:
    """Leaders whose name or alias is exactly that."""
    return [gazetteer.leaders[sense.id] for sense in gazetteer.meanings(name) if sense.kind == "leader"]


def by_words(gazetteer: Gazetteer, words: Sequence[str]) -> list[LeaderEntry]:
    """Leaders with that surname whose given names do not gainsay the others ("Bashar Assad", "J. Chirac")."""
    last = words[-1].removeprefix("Al-").removeprefix("al-")
    found = {id_: True for key in (last, " ".join(words[-2:])) for id_ in gazetteer.surnames.get(key, ())}
    if len(words) > 1:
        found |= dict.fromkeys(gazetteer.surnames.get(words[0], ()), True)
    return [leader for id_ in found if _agrees(words, (leader := gazetteer.leaders[id_]))]


def _agrees(words: Sequence[str], leader: LeaderEntry) -> bool:
    """Whether the words, particles apart, stand in that order in one of the leader's names."""
    mine = [word if word.endswith(".") else _sounds_in_full(word) for word in words if word not in PARTICLES]
    if len(mine) == 1:
        return True
    for name in (leader.name, *leader.aliases):
        theirs = iter([_sounds_in_full(word) for word in folded(name).split()])
        if all(any(_same(word, other) for other in theirs) for word in mine):
            return True
    return False


def _same(word: str, other: str) -> bool:
    return other.startswith(word[0].lower()) if word.endswith(".") else word == other


@lru_cache(maxsize=4096)
def _sounds_in_full(word: str) -> str:
    """How the full form of a given name sounds: Bob and Robert are one."""
    return sound(full_form(word))


def choose(
    candidates: Iterable[LeaderEntry], reading: Reading, country: str | None = None, role: str = ""
) -> LeaderEntry | None:
    """The likeliest of leaders who share a name: of the country and role beside it, in office on the article's date.

    Dates only order namesakes; with one candidate they decide nothing.
    """
    namesakes = list(candidates)
    if len(namesakes) < 2:
        return namesakes[0] if namesakes else None
    return min(namesakes, key=lambda leader: _rank(leader, reading, country, role))


def homes(leader: LeaderEntry) -> set[str]:
    """Codes of the countries the leader is of, or holds or held an office of."""
    return {code for code in (leader.country, *(office.country for office in leader.offices)) if code}


def at_home(leader: LeaderEntry, reading: Reading) -> bool:
    """Whether a country of the leader is named in the text, or its capital, its seat of power, America's parties, or a
    body that the leader holds or held an office of.
    """
    if not homes(leader).isdisjoint(reading.scenes):
        return True
    return any(body in office.title for office in leader.offices for body in reading.bodies)


def borne_by_leader(leader: LeaderEntry, reading: Reading) -> bool:
    """Whether a name that many people bear is the leader's here: their country is named, in words about politics."""
    return at_home(leader, reading) and reading.is_political


def holds(leader: LeaderEntry, role: str, reading: Reading) -> bool:
    """Whether the text's words for a role are those of an office the leader holds on the article's date."""
    return any(_titled(office.title, role) and _held(office, reading) == 0 for office in leader.offices)


def once_led_as(leader: LeaderEntry, role: str, reading: Reading) -> bool:
    """Whether the text's words for a role are those of a high office that they hold or held ("President Nixon")."""
    return bool(role) and any(
        is_high(office) and _titled(office.title, role) and _held(office, reading) < FUTURE for office in leader.offices
    )


def in_high_office(leader: LeaderEntry, reading: Reading) -> bool:
    """Whether the leader heads a state, a government or a world body on the article's date, or runs for president."""
    return any(is_high(office) and _held(office, reading) == 0 for office in leader.offices)


def _rank(
    leader: LeaderEntry, reading: Reading, country: str | None, role: str
) -> tuple[bool, bool, bool, int, int, bool, int]:
    apart = country not in homes(leader) if country else not at_home(leader, reading)
    other = min((_held(office, reading) for office in leader.offices if _titled(office.title, role)), default=3)
    held = [(_held(office, reading), not is_high(office)) for office in leader.offices]
    when, low = min(held, default=(1, True))
    years = min((_distance(office, reading) for office in leader.offices), default=99)
    relative = leader.id in reading.gazetteer.relatives
    return relative, apart, when == FUTURE, other, when, low, years


def _titled(title: str, role: str) -> bool:
    """Whether the text's words for a role hold the office's title, or are none; a vice president is no president."""
    if not role:
        return True
    plain = [words.lower().replace("vice president", "vice-president") for words in (title, role)]
    return plain[0] in plain[1] and re.search(rf"(?<![\w-]){re.escape(plain[0])}(?!\w)", plain[1]) is not None


FUTURE: Final = 2


def _held(office: OfficeEntry, reading: Reading) -> int:
    """0 held on the day, 1 before it, FUTURE only after it."""
    day = reading.on
    if office.since and office.since > day[: len(office.since)]:
        return FUTURE
    return 1 if office.until and office.until < day[: len(office.until)] else 0


def _distance(office: OfficeEntry, reading: Reading) -> int:
    year = int(reading.on[:4])
    if office.until and int(office.until[:4]) < year:
        return year - int(office.until[:4])
    if office.since and int(office.since[:4]) > year:
        return int(office.since[:4]) - year
    return 0
