"""The questions: who holds or held high office in one country, and how else these people are called.

Every arm of the union names its class or property as a constant: with the class from a variable, or with labels joined
by hand, the public service runs out of time. Labels come from the label service, in English or the language-neutral
"mul" only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

Category = Literal["head_of_state", "head_of_government", "foreign_minister", "defence_minister"]

ALIAS_CHUNK: Final = 80
"""People in one question for aliases: short enough for an address, few questions for a country."""

_ITEMS: Final = {
    "XK": ("Q1246",),
    "TW": ("Q865",),
    "PS": ("Q219060", "Q407199"),
    "VA": ("Q237",),
    "EH": ("Q40362", "Q6250"),
    "SU": ("Q15180",),
    "YU": ("Q36704", "Q37024"),
    "CS": ("Q33946",),
    "DD": ("Q16957",),
}
"""Countries that an ISO code in Wikidata does not find, or finds under a territory: the items themselves."""

DEPENDENT: Final = frozenset({"HK", "MO", "PR", "GL", "FO", "BM", "KY", "GI", "AW", "CW", "NC", "PF", "GF", "CK", "NU"})
"""Territories whose head of state is another country's: only their own government is asked for."""

_FRENCH_PRESIDENT: Final = "FILTER NOT EXISTS { ?person p:P39 [ ps:P39 wd:Q191954 ] }"
"""The French president is co-prince of Andorra by office, and nobody calls him that; the bishops of Urgell stay."""

_STATEMENT_ARM: Final = """
  UNION {{ ?country p:{property} ?st . ?st ps:{property} ?person .
          BIND("{category}" AS ?category) {more}}}"""
_OFFICE_ARM: Final = """
  UNION {{ ?country wdt:{property} ?office . ?st ps:P39 ?office . ?person p:P39 ?st .
          BIND("{category}" AS ?category) {more}}}"""
_MINISTER_ARM: Final = """
  UNION {{ ?office wdt:P1001 ?country ; wdt:P279* wd:{office} . ?person p:P39 ?st . ?st ps:P39 ?office .
          BIND("{category}" AS ?category) }}"""

_OFFICES: Final = """\
SELECT DISTINCT ?category ?person ?personLabel ?officeLabel ?rank ?since ?sincePrecision ?until ?untilPrecision ?died
WHERE {{
  {country}
  {arms}
  ?st wikibase:rank ?rank . FILTER(?rank != wikibase:DeprecatedRank)
  ?person wdt:P31 wd:Q5 .
  OPTIONAL {{ ?st pq:P580 ?since . OPTIONAL {{ ?st pqv:P580 [ wikibase:timePrecision ?sincePrecision ] }} }}
  OPTIONAL {{ ?st pq:P582 ?until . OPTIONAL {{ ?st pqv:P582 [ wikibase:timePrecision ?untilPrecision ] }} }}
  OPTIONAL {{ ?person wdt:P570 ?died }}
  FILTER(!BOUND(?until) || !ISLITERAL(?until) || YEAR(?until) >= {since})
  SERVICE wikibase:label {{ bd:serviceParam wikibase:language "en,mul". }}
}}"""
_ALIASES: Final = """\
SELECT ?person ?alias
WHERE {{
  VALUES ?person {{ {people} }}
  ?person skos:altLabel ?alias . FILTER(LANG(?alias) IN ("en", "mul"))
}}"""


def offices_query(country: str, since: int) -> str:
    """Statements of rank normal or better of who led the country, its foreign or its defence ministry and did not leave
    before the year `since`; with start, end, how exact both are, and when the person died.

    P35 and P6 are head of state and of government; P1906 and P1313 the offices of both, whose holders P39 tells;
    Q7330070 and Q2518691 are the classes of foreign and defence ministers, P1001 whose minister it is.
    """
    return _OFFICES.format(country=_country(country), arms=_arms(country), since=since)


def alias_queries(people: Sequence[str]) -> Iterator[str]:
    """Questions for the aliases of these people (ids such as "Q42"), ALIAS_CHUNK in each; the same for any order."""
    ordered = sorted(people, key=lambda qid: int(qid[1:]))
    for start in range(0, len(ordered), ALIAS_CHUNK):
        yield _ALIASES.format(people=" ".join(f"wd:{qid}" for qid in ordered[start : start + ALIAS_CHUNK]))


def _country(code: str) -> str:
    items = _ITEMS.get(code)
    return (
        f"VALUES ?country {{ {' '.join(f'wd:{item}' for item in items)} }}"
        if items
        else f'?country wdt:P297 "{code}" .'
    )


def _arms(code: str) -> str:
    state = {"category": "head_of_state", "more": f"{_FRENCH_PRESIDENT} " if code == "AD" else ""}
    government = {"category": "head_of_government", "more": ""}
    arms = [
        _STATEMENT_ARM.format(property="P6", **government),
        _OFFICE_ARM.format(property="P1313", **government),
        _MINISTER_ARM.format(office="Q7330070", category="foreign_minister"),
        _MINISTER_ARM.format(office="Q2518691", category="defence_minister"),
    ]
    if code not in DEPENDENT:
        arms += [_STATEMENT_ARM.format(property="P35", **state), _OFFICE_ARM.format(property="P1906", **state)]
    return "".join(arms).strip().removeprefix("UNION ")
