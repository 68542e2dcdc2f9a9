"""One plain English sentence for each rule, about one mention. What the page says is filtered, quoted and cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from reader import safe_text
from reader.entities.found import Found, Rule
from reader.entities.gazetteer.normal import folded
from reader.entities.gazetteer.offices import country_in_words
from reader.entities.people.who import by_full_name
from reader.entities.places.ambiguous import speaking
from reader.entities.reading import Reading

QUOTED: Final = 60
"""Code points of the page's words that a sentence shows at most."""
_SHOWN: Final = 3
"""Words that speak for a sense, shown at most."""
_WORDS: Final[Mapping[Rule, str]] = {
    "name-in-capitals": "{surface} is the name of {name} in capitals.",
    "title-before-name": "{Evidence} before {surface} introduce{s} {who}.",
    "counterpart": "{Evidence} beside {surface} introduce{s} {who}, in an office like one named there.",
    "title-then-comma": "{Evidence} and a comma before {surface} introduce {who}.",
    "name-then-title": "{Evidence} after {surface} introduce{s} {who}.",
    "title-for-several": "{Evidence} introduce{s} every name of a list; {surface} in it is {who}.",
    "party-and-state": "The party and state {evidence} after {surface} introduce {who}.",
    "second-mention": "{surface} is short for {name}, {antecedent}.",
    "second-mention-in-part": "{surface} is a form of the name of {name}, {antecedent}.",
    "second-mention-in-capitals": "{surface} is short for {name} in capitals, {antecedent}.",
    "administration": "{Evidence} after {surface} speak{s} of those led by {name}.",
    "surname-after-honorific": "The title {evidence} before {surface} marks {name}, in high office {day}.",
    "surname-heralded-elsewhere": "{surface} stands with {evidence} elsewhere in the text, as the surname of {name}.",
    "surname-in-the-news": "{surface} is the surname of {name}, in high office {day} and of a country in the text.",
    "surname-of-a-power": "{surface} is the surname of {name}, who leads a great power {day}.",
    "country-name": "{surface} is the name of a country.",
    "prefix": "{surface} joined to {evidence} by a hyphen stands for {name}.",
    "hashtag": "The hashtag of {surface} names {name}.",
    "half-of-a-country": "The text names a Korea, so {surface} is {name}.",
    "seat-of-power": "{surface} is a seat of power, and stands for the government of {name}.",
    "seat-as-place": "{Evidence} before {surface}, a seat of power of {name}, make{s} it a place.",
    "capital-as-actor": "{Evidence} beside {surface} make{s} it stand for the government of {name}.",
    "capital-in-a-pair": "{surface} stands for the government of {name}, as the capital beside it acts: {evidence}.",
    "capital-of-the-union": "{Evidence} beside {surface} make{s} it stand for the European Union.",
    "capital-as-place": "{surface} is a capital of {name}, and nothing beside it makes an actor of it.",
    "dateline": "{surface}, in capitals where the line is not, is a capital of {name}, where the report was filed.",
}


class Case(NamedTuple):
    """One mention to be told of. `evidence` are the rule's words, `antecedent` how the text names the person before."""

    reading: Reading
    found: Found
    surface: str
    evidence: str
    antecedent: str


def sentence(case: Case) -> str:
    """What the rule saw, in one sentence."""
    rule = case.found.rule
    if rule in _TOLD:
        return _TOLD[rule](case)
    day = case.reading.day
    words = case.evidence
    several = " " in words
    return _WORDS[rule].format(
        surface=quoted(case.surface), name=_name(case), antecedent=case.antecedent,
        evidence=quoted(words), Evidence=f"The word{'s' if several else ''} {quoted(words)}", s="" if several else "s",
        who=_name(case) if not case.found.discovered else "a leader whom the gazetteer does not have",
        day=f"on {day.isoformat()}" if day else "today",
    )  # fmt: skip


def quoted(words: str) -> str:
    """Words of the page in quotes, fit for a terminal and for one line."""
    return f'"{safe_text.line(words, QUOTED)}"'


def _name(case: Case) -> str:
    """Whom or what the mention means, as a sentence says it."""
    known = case.reading.gazetteer
    if case.found.kind == "country":
        return country_in_words(known.countries[case.found.entity])
    entity = None if case.found.discovered else known.entity(case.found.entity)
    return entity.name if entity else safe_text.line(case.found.name, QUOTED)


def _full_name(case: Case) -> str:
    name = _name(case)
    spelt = "a leader in the gazetteer" if safe_text.line(case.surface) == name else f"{name} in another spelling"
    return f"{quoted(case.surface)} is the name of {spelt}{_chosen(case)}."


def _alias(case: Case) -> str:
    before = f" after {quoted(case.evidence)}" if case.evidence else ""
    return f"{quoted(case.surface)}{before} is another name of {_name(case)}{_chosen(case)}."


def _chosen(case: Case) -> str:
    """That several bear the name, where they do."""
    bearers = len(by_full_name(case.reading.gazetteer, case.reading.text[case.found.start : case.found.end]))
    return f", chosen among {bearers} who bear it by country, role and date" if bearers > 1 else ""


def _common_name(case: Case) -> str:
    told = f"Many bear the name {quoted(case.surface)}"
    if case.evidence:
        return f"{told}, and {quoted(case.evidence)} beside it tells that the leader is meant."
    return f"{told}, and the text names a country of the leader."


def _country_alias(case: Case) -> str:
    former = case.reading.gazetteer.countries[case.found.entity].former
    kind = "a former" if _among(case, former) else "another"
    return f"{quoted(case.surface)} is {kind} name of {_name(case)}."


def _demonym(case: Case) -> str:
    country = case.reading.gazetteer.countries[case.found.entity]
    people = _among(case, country.nouns) and not _among(case, country.adjectives)
    return f"{quoted(case.surface)} is {'a word for people' if people else 'the adjective'} of {_name(case)}."


def _among(case: Case, words: tuple[str, ...]) -> bool:
    """Whether the mention is one of the words, however it uses capitals."""
    return folded(case.surface).casefold() in {folded(word).casefold() for word in words}


def _shared_name(case: Case) -> str:
    reading = case.reading
    word = case.reading.text[case.found.start : case.found.end]
    senses = dict.fromkeys(sense.id for sense in reading.gazetteer.meanings(word) if sense.kind == "country")
    names = " or ".join(country_in_words(reading.gazetteer.countries[id_]) for id_ in senses)
    if reading.own_words.get(case.found.entity):
        return f"{quoted(word)} may be {names}, and other words of the text speak for {_name(case)}."
    return f"{quoted(word)} may be {names}, and without other words it is {_name(case)}."


def _homograph(case: Case) -> str:
    word = case.reading.text[case.found.start : case.found.end]
    country = speaking(case.reading, word)
    told = f"{quoted(word)} is not always {_name(case)}"
    if country:
        shown = {one.casefold(): quoted(one) for one in reversed(country[:_SHOWN])}
        return f"{told}, but other words of the text settle it: {', '.join(reversed(shown.values()))}."
    return f"{told}, but no word of the text speaks for another sense."


def _one_sense(case: Case) -> str:
    reading, word = case.reading, case.reading.text[case.found.start : case.found.end]
    others = (
        quoted(reading.phrase(hit))
        for hit in reading.phrases
        if reading.phrase(hit) != word
        and any(sense.kind in ("country", "capital") and sense.id == case.found.entity for sense in reading.senses(hit))
    )
    return f"{quoted(word)} is part of a name here too, and {next(others, 'the text')} settles it for {_name(case)}."


def _organisation(case: Case) -> str:
    name = _name(case)
    if case.surface == name:
        return f"{quoted(case.surface)} is the name of an organisation."
    return f"{quoted(case.surface)} is another name of the organisation {quoted(name)}."


_TOLD: Final[Mapping[Rule, Callable[[Case], str]]] = {
    "full-name": _full_name,
    "alias": _alias,
    "common-name": _common_name,
    "country-alias": _country_alias,
    "demonym": _demonym,
    "shared-name": _shared_name,
    "homograph": _homograph,
    "one-sense": _one_sense,
    "organisation-name": _organisation,
}
