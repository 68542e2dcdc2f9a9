"""Countries by name and demonym, seats of power and capitals, and organisations: what is left once people have claimed
their words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Final

from reader.article import Form
from reader.entities.found import Found, Rule, Span
from reader.entities.gazetteer.matcher import Hit
from reader.entities.gazetteer.senses import Sense
from reader.entities.places.divided import find_halves
from reader.entities.places.metonyms import act_together, acts, is_dateline, is_placed, paired
from reader.entities.reading import Reading

_POWERS: Final = frozenset(
    {"Washington", "WASHINGTON", "Tripoli", "Jerusalem", "Rome", "Athens", "Dublin", "Vienna", "Tel Aviv", "Delhi"}
)
"""Doubtful capitals that news uses for their government without naming the country."""
_SEATS_OF_UNION: Final = frozenset({"Brussels", "BRUSSELS"})
"""As an actor Brussels is the European Union."""
_GENERIC: Final = frozenset({"Security Council", "Revolutionary Guard", "National Liberation Army"})
"""Names of bodies that are another body's after a word with a capital ("National Security Council")."""
_BY_FORM: Final[Mapping[Form, Rule]] = {"name": "country-name", "demonym": "demonym"}
_NEAR_PLACE: Final = frozenset("in at inside outside near around".split())


def find_places(reading: Reading, people: list[Found], settled: Mapping[int, Rule]) -> list[Found]:
    """Mentions of countries and organisations outside the words that `people` claim.

    `settled` are the rules that made out countries in doubtful words, by where these start.
    """
    starts = [one.start for one in people]
    found: list[Found] = []
    capitals: list[Hit] = []
    for hit in reading.phrases:
        index = bisect_right(starts, hit.end - 1) - 1
        if index >= 0 and people[index].end > hit.start:
            continue
        one = _place(reading, hit, capitals, settled)
        if one:
            found.append(one)
    taken = {one.start for one in found}
    halves = [one for one in find_halves(reading) if one.start not in taken]
    return found + halves + _capitals(reading, capitals)


def _place(reading: Reading, hit: Hit, capitals: list[Hit], settled: Mapping[int, Rule]) -> Found | None:
    senses = reading.senses(hit)
    kind = senses[0].kind
    if kind == "block":
        return None
    if kind == "organisation":
        if reading.phrase(hit) in _GENERIC and reading.before(hit.start)[:1].isupper():
            return None
        return Found(hit.start, hit.end, "organisation", senses[0].id, "name", "organisation-name")
    countries = [sense for sense in senses if sense.kind == "country"]
    if countries:
        sense = _likeliest(countries, reading)
        rule = settled.get(hit.start) or (
            "shared-name" if len(countries) > 1 else _BY_FORM.get(sense.form, "country-alias")
        )
        return Found(hit.start, hit.end, "country", sense.id, sense.form, rule)
    for sense in senses:
        if sense.kind == "prefix" and _prefixes(reading, hit):
            joined = (hit.end, hit.end + 1 + len(reading.after(hit.end + 1)))
            return Found(hit.start, hit.end, "country", sense.id, "demonym", "prefix", joined)
        if sense.kind == "seat":
            return _seat(reading, hit, sense)
        if sense.kind == "capital":
            capitals.append(hit)
            return None
    return None


def _likeliest(senses: list[Sense], reading: Reading) -> Sense:
    """Of countries that share a word, the one that the text names most by words of its own; the first on a draw."""
    if len(senses) == 1:
        return senses[0]
    return max(senses, key=lambda sense: (reading.own_words.get(sense.id, 0), -senses.index(sense)))


def _prefixes(reading: Reading, hit: Hit) -> bool:
    text = reading.text
    return text[hit.end : hit.end + 1] in ("-", "–") and text[hit.end + 1 : hit.end + 2].isupper()


def _seat(reading: Reading, hit: Hit, sense: Sense) -> Found | None:
    word = reading.text[hit.start : hit.end]
    if word in reading.gazetteer.homographs.doubtful_seats and sense.id not in reading.countries:
        return None
    before = reading.before(hit.start)
    if before in ("the", "The"):
        before = reading.before(hit.start - 4)
    if before in _NEAR_PLACE:
        return Found(hit.start, hit.end, "country", sense.id, "capital", "seat-as-place", _last(reading, hit, before))
    return Found(hit.start, hit.end, "country", sense.id, "metonym", "seat-of-power")


def _last(reading: Reading, hit: Hit, word: str) -> Span:
    """Where `word` stands for the last time before the hit."""
    start = reading.text.rindex(word, 0, hit.start)
    return start, start + len(word)


def _capitals(reading: Reading, hits: list[Hit]) -> list[Found]:
    alone = [acts(reading, hit) for hit in hits]
    acting = _in_pairs(reading, hits, alone)
    found = []
    for hit, own, active in zip(hits, alone, acting, strict=True):
        sense = next(sense for sense in reading.senses(hit) if sense.kind == "capital")
        word = reading.text[hit.start : hit.end]
        if active and word in _SEATS_OF_UNION:
            found.append(
                Found(hit.start, hit.end, "organisation", "european-union", "metonym", "capital-of-the-union", active)
            )
            continue
        doubtful = word in reading.gazetteer.homographs.doubtful_capitals
        if doubtful and sense.id not in reading.countries and not (active and word in _POWERS):
            continue
        if active:
            rule: Rule = "capital-as-actor" if own else "capital-in-a-pair"
            found.append(Found(hit.start, hit.end, "country", sense.id, "metonym", rule, active))
        else:
            rule = "dateline" if is_dateline(reading, hit) else "capital-as-place"
            found.append(Found(hit.start, hit.end, "country", sense.id, "capital", rule))
    return found


def _in_pairs(reading: Reading, hits: list[Hit], acting: list[Span | None]) -> list[Span | None]:
    """What makes the capitals act; of those side by side all do or none ("London, Paris and Berlin warned")."""
    joined: list[Span | None] = []
    first = 0
    for index in range(1, len(hits) + 1):
        if index < len(hits) and paired(reading.text, hits[index - 1], hits[index]):
            continue
        run = acting[first:index]
        if len(run) > 1:
            evidence = next(filter(None, run), None) or act_together(reading, hits[first], hits[index - 1])
            run = [None if is_placed(reading, hits[first]) else evidence] * len(run)
        joined += run
        first = index
    return joined
