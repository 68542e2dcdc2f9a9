"""A role in a text with the words around it, and whether it proves that a name beside it is a leader's."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reader.entities.gazetteer.matcher import Hit
from reader.entities.gazetteer.names import Name
from reader.entities.gazetteer.politics import LAY, PORTFOLIOS, REGIONS
from reader.entities.gazetteer.roles import RoleEntry
from reader.entities.people.phrase import Before, before_role, company_like, political_words
from reader.entities.reading import Reading

TAIL_REACH: Final = 90
"""Code points after a role in which "of PLACE" may run before the comma that a name follows."""
TAIL_SHOWN: Final = 50
"""Code points of "of PLACE" that the words of a role take along."""
COUNTRY_REACH: Final = 8
"""Code points after "of" in which a country must begin to own the office; one named later is where a body works."""

_TAIL_START = re.compile(r" ?(?:'s )?(?:of|for|to|in|on|at) ")
_TAIL_END = re.compile(r" ?[,;:()\n\"]|\.(?:\s|$)| -")
_OF = re.compile(r" of (?:the )?(?=[A-Z])")
_BARE = frozenset(("", "quoted", "said", "by", "told", "to", "and", "as"))
_VERBS = frozenset(
    "said says was is has have had will would were are told met who which that when after before while".split()
)
_SERVANT: Final = "Spokesperson"
"""The title of those roles that a leader's name alone may stand before: "the Clinton aide"."""
_OF_AFFAIRS: Final = frozenset(("commissioner", "spokesman", "spokeswoman", "chairman"))
"""Roles that the affairs before them make offices of state: "Agriculture Commissioner"."""
_NUMERAL = re.compile(r"[IVX]+")
_LEADING = re.compile(r"^(?:(?:the|a|an|his|her|its|their|our|new|and|then|fellow) )+", re.IGNORECASE)
_IN_FULL: Final = {
    "Sen.": "Senator", "Sens.": "Senator", "Sen": "Senator", "Rep.": "Representative", "Reps.": "Representative",
    "Rep": "Representative", "Gov.": "Governor", "Govs.": "Governor", "Gov": "Governor", "PM": "Prime Minister",
    "Lt. Gov.": "Lieutenant Governor", "FM": "Foreign Minister", "MPs": "MP", "spokesmen": "spokesman",
    "secretaries of state": "secretary of state",
}  # fmt: skip


class Tail(NamedTuple):
    """ "of PLACE" after a role: where it ends, whether it proves politics, and the country it names."""

    end: int
    political: bool
    country: str | None


class Trigger(NamedTuple):
    """A role at `hit`, what stands before it and, for a name set apart by a comma, the tail after it."""

    hit: Hit
    role: RoleEntry
    before: Before
    tail: Tail
    plural: bool


def trigger_at(reading: Reading, hit: Hit) -> Trigger:
    """The role at `hit` with its surroundings."""
    role = reading.gazetteer.roles[int(reading.senses(hit)[-1].id)]
    word = reading.phrase(hit)
    plural = word.lower() in role.plurals or word.endswith("s.") or word == "MPs"
    return Trigger(hit, role, before_role(reading, hit.start), _tail(reading, hit.end), plural)


def proves(reading: Reading, trigger: Trigger, name: Name, *, apart: bool = False) -> bool | None:
    """True where the role makes the name a leader's, False where only a known leader's, None where it is another's.

    `apart` says that a comma divides role and name; the tail counts only then.
    """
    before = trigger.before
    named = apart and trigger.tail.political
    match trigger.role.evidence:
        case "none":
            return reading.before(trigger.hit.start).lower() not in LAY
        case "known":
            return False
        case "office":
            return _office_proves(reading, trigger, named=named, apart=apart)
        case "country":
            return before.political or named or _served(reading, before)
        case "institution":
            if before.business:
                return False
            if reading.before(trigger.hit.start) in PORTFOLIOS and reading.phrase(trigger.hit).lower() in _OF_AFFAIRS:
                return True
            serves = trigger.role.title == _SERVANT
            return (
                before.institution
                or named
                or _served(reading, before, serves=serves)
                or _speaks_for_known(reading, trigger)
            )
        case "place":
            return before.political or named or bool(reading.countries)
        case "portfolio":
            return True if before.portfolio or before.institution or named else None
        case "monarch":
            return (
                before.political or of_country(reading, name)[0] is not None or bool(_NUMERAL.fullmatch(name.words[-1]))
            )
        case "party":
            return True if len(name.words) > 1 else None


def of_country(reading: Reading, name: Name) -> tuple[str | None, int]:
    """The country of "NAME of COUNTRY", and where that ends."""
    of = _OF.match(reading.text, name.end)
    phrase = reading.starts.get(of.end()) if of else None
    if phrase is None or phrase[1] != "country":
        return None, name.end
    return phrase[2], phrase[0]


def in_words(reading: Reading, trigger: Trigger, *, apart: bool = False) -> str:
    """The role as the text puts it, no article before it, in the singular and in full; with its tail where `apart`."""
    hit = trigger.hit
    role = reading.phrase(hit)
    if role.endswith(" of"):
        return trigger.role.title
    lead = re.sub(r" ?\( ?[A-Z-]+ ?\)", "", reading.text[trigger.before.start : hit.start]).lstrip(" \"'(")
    tail = reading.text[hit.end : trigger.tail.end] if apart and trigger.tail.end - hit.end <= TAIL_SHOWN else ""
    words = _LEADING.sub("", lead) + (_IN_FULL.get(role) or re.sub(r"(?<=[a-z]{3}[^s])s$", "", role)) + tail
    return (words[:1].upper() + words[1:]).replace(" 's", "'s")


def _tail(reading: Reading, end: int) -> Tail:
    text = reading.text
    start = _TAIL_START.match(text, end)
    if start is None:
        return Tail(end, political=False, country=None)
    close = _TAIL_END.search(text, start.end(), end + TAIL_REACH)
    stop = close.start() if close else min(len(text), end + TAIL_REACH)
    words = text[start.end() : stop].split(" ")
    verb = next((index for index, word in enumerate(words) if word in _VERBS), None)
    if verb is not None:
        words = words[:verb]
        stop = start.end() + len(" ".join(words))
    country = reading.country_from(start.end(), COUNTRY_REACH)
    return Tail(stop, country is not None or political_words(words) or reading.body_within(start.end(), stop), country)


def _office_proves(reading: Reading, trigger: Trigger, *, named: bool, apart: bool) -> bool | None:
    before = trigger.before
    if named:
        return True
    if company_like(before):
        return None if before.foreign and not before.political else False
    if before.owner and not before.political:
        return before.owner in REGIONS or _served(reading, before)
    scene = bool(reading.countries) or (reading.has_leader and reading.text[trigger.hit.start].isupper())
    return before.political or (not apart and scene)


def _speaks_for_known(reading: Reading, trigger: Trigger) -> bool:
    """Whether a spokesman of nobody named stands in a text with a leader: theirs then."""
    before = trigger.before
    bare = reading.before(before.start).lower() in _BARE and not before.foreign
    return bare and reading.phrase(trigger.hit).lower().startswith("spokes") and reading.has_leader


def _served(reading: Reading, before: Before, *, serves: bool = True) -> bool:
    """Whether a possessive before the role is a leader's: "Obama's spokesman"."""
    owners = (before.owner, before.foreign) if serves else (before.owner,)
    return any(owner.split()[-1] in reading.gazetteer.surname_words for owner in owners if owner)
