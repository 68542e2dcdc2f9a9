"""Capitals as actors ("Beijing warned", "pressure on Tehran", "Moscow's envoy") or as mere places."""

from __future__ import annotations

import re
from typing import Final

from reader.entities.found import Span
from reader.entities.gazetteer.matcher import Hit
from reader.entities.gazetteer.politics import INSTITUTIONS
from reader.entities.places.capital_words import (
    ACTS,
    CLAUSE,
    GOES,
    GOVERNED,
    HAPPENS,
    LIKEWISE,
    LOCATES,
    OBJECT_OF,
    PLACES_OF,
    PLAIN_ACTS,
    POWER,
    RENEWED,
    ROUTES,
    RULERS,
    STATES_OF_MIND,
)
from reader.entities.reading import Reading

_PLACED_TAIL = re.compile(r"-(?:based|born|area|region|bound|wide|style|trained|educated)\b")
_POSSESSED = re.compile(r"(?:(?<=s)'| ?'s) ([A-Za-z-]+)?")
_WINDOW: Final = 40
SPORT: Final = re.compile(
    r"\b(?:quarterback|touchdown|innings?|N[BFH]A|NFL|NHL|MLB|playoffs?|halftime|half-time|coach|coaching|season's"
    r"|this season|last season|streak|debut|striker|midfielder|goalkeeper|defenceman|forward line|home game|road game"
    r"|(?:home|away|road) (?:win|loss|victory|defeat)|league|tournament|quarter-?finals?|semi-?finals?|marathon"
    r"|medal|championships?|soccer|hockey|baseball|cricket|rugby|volleyball|goalie|goals by|overtime|hat-trick|shutout"
    r"|scor(?:ed|ing)|rebounds|assists|pitcher|batted|game|match)\b"
)
_HINTS: Final = frozenset(
    """
    quarterback touchdown inning innings nba nfa nha nfl nhl mlb playoff playoffs halftime half-time coach coaching
    season season's streak debut striker midfielder goalkeeper defenceman line game win loss victory defeat league
    tournament quarter-final quarter-finals quarterfinal quarterfinals semi-final semi-finals semifinal semifinals
    marathon medal championship championships soccer hockey baseball cricket rugby volleyball goalie goals overtime
    hat-trick shutout scored scoring rebounds assists pitcher batted match thunder thunderstorm thunderstorms
    showers drizzle rainfall snowfall heatwave downpour downpours
    """.split()
)
"""One word of everything that SPORT and the weather's pattern find: to look for these first is five times as quick."""
_WEATHER = re.compile(r"\b(?:thunder|thunderstorms?|showers|drizzle|rainfall|snowfall|heatwave|downpours?)\b")
SPORT_REACH: Final = 120
"""Code points on either side in which words of sport make a capital's name its team's, of weather the town's."""
_SCENE = re.compile(
    r" (?:has|had|is|was) (?:also |long |once |now |often )?(?:been )?(?:also )?(?:the |an? )?(?:main |major )?"
    r"(?:scene|site|home|host|venue|city|capital|hit|rocked|shaken|battered|full|one of|where|under water|blanketed)\b"
)
_ASIDE = re.compile(r" ?, (?!where\b|home\b|the city\b|site\b|in\b|and\b|or\b)[a-z][^,;.\n\"]{2,70} ?, ([a-z]+)")
_BESIDE = re.compile(r" and (?:the )?(?=[A-Z])")


def acts(reading: Reading, hit: Hit) -> Span | None:
    """The words around the capital at `hit` that make it stand for its government; None where it is a mere place."""
    text = reading.text
    tail = text[hit.end : hit.end + 1]
    if is_dateline(reading, hit):
        return None
    if tail == "-":
        joined = not _PLACED_TAIL.match(text, hit.end) and text[hit.end + 1 : hit.end + 2].islower()
        return (hit.end, hit.end + 1 + len(reading.after(hit.end + 1))) if joined else None
    low = max(0, hit.start - 5)
    if text[low : hit.start].lower().endswith(("pro-", "anti-")):
        return low, hit.start
    before = reading.before(hit.start).lstrip("\"'(").lower()
    owned = _POSSESSED.match(text, hit.end)
    governed = _governed(text, hit.start, before)
    placed = before in LOCATES and not governed
    if (placed and not (owned and _is_power(reading, owned))) or _is_team(text, hit):
        return None
    if owned:
        return owned.span(1) if _owns_power(reading, owned) else None
    after = reading.after(hit.end) if text.startswith(" ", hit.end) else ""
    if governed is not None:
        placed = not governed or after in PLACES_OF or (after[:1].isupper() and after.lower() not in INSTITUTIONS)
        return None if placed else (_governor_start(text, hit.start, before), hit.start)
    if _SCENE.match(text, hit.end):
        return None
    beside = _beside_power(reading, hit.end) or _likewise(reading, hit) or _between_commas(text, hit, before)
    if beside:
        return beside
    state = ""
    if after in ("is", "was"):
        state = reading.after(hit.end + 1 + len(after))
        acting = state.endswith("ing") or state in STATES_OF_MIND
    else:
        acting = after in RULERS or _is_act(text, hit, before, after)
    return (hit.end, hit.end + len(f" {after} {state}".rstrip())) if acting else None


def _is_team(text: str, hit: Hit) -> bool:
    """Whether words of sport or weather stand near: the capital's club then, or where it plays or rains."""
    low = max(text.rfind("\n", 0, hit.start), hit.start - SPORT_REACH, 0)
    high = hit.end + SPORT_REACH
    words = {word.strip(",.;:!?()\"'").lower() for word in text[low:high].split()}
    if words.isdisjoint(_HINTS):
        return False
    return (SPORT.search(text, low, high) or _WEATHER.search(text, low, high)) is not None


def _owns_power(reading: Reading, owned: re.Match[str]) -> bool:
    """Whether what the capital owns is a government's ("Beijing's backing") and no place or firm of the town."""
    word = owned[1]
    if not word or word in PLACES_OF or (word in RENEWED and reading.after(owned.end()) in PLACES_OF):
        return False
    return word[0].islower() or word.lower() in INSTITUTIONS or owned.start(1) in reading.starts


def _is_power(reading: Reading, owned: re.Match[str]) -> bool:
    """Whether what the capital owns is a government's wherever it stands ("in Beijing's first reaction")."""
    return owned[1] in POWER or (owned[1] in RENEWED and reading.after(owned.end()) in POWER)


def _beside_power(reading: Reading, end: int) -> Span | None:
    """ "and the Iraqi government", "and Japan agreed" after the capital: what it does it does with another power."""
    joint = _BESIDE.match(reading.text, end)
    other = reading.starts.get(joint.end()) if joint else None
    if other is None or other[1] != "country":
        return None
    after = reading.after(other[0])
    return (end, other[0] + 1 + len(after)) if after in RULERS or (other[3] != "demonym" and after in ACTS) else None


def _likewise(reading: Reading, hit: Hit) -> Span | None:
    """ "as did" before the capital, "leave" before it and a state of mind after it ("leave Moscow fuming")."""
    before = reading.before(hit.start)
    start = hit.start - 1 - len(before)
    if before in ("did", "does", "has", "have", "would", "will") and reading.before(start) in LIKEWISE:
        return start - 1 - len(reading.before(start)), hit.start
    after = reading.after(hit.end)
    if before in ("leave", "leaves") and after in STATES_OF_MIND:
        return hit.end, hit.end + 1 + len(after)
    return None


def _between_commas(text: str, hit: Hit, before: str) -> Span | None:
    """An aside between commas, then what the capital does: "Paris, long his patron, kept silent"."""
    aside = _ASIDE.match(text, hit.end) if _opens_clause(text, hit.start, before) else None
    return aside.span(1) if aside and aside[1] in ACTS else None


def is_dateline(reading: Reading, hit: Hit) -> bool:
    """Whether the capital is in capitals in a line that is not: where a report was filed."""
    word = reading.phrase(hit)
    return word.isupper() and len(word) > 3 and reading.case(hit.start) == "sentence"


def _is_act(text: str, hit: Hit, before: str, after: str) -> bool:
    """Whether the word after the capital is what its government does."""
    start, end = hit.start, hit.end
    if after in ACTS and before not in ("of", "from", "to", "for", "on", "between"):
        return True
    return (
        _opens_clause(text, start, before)
        and after[:1].islower()
        and after.endswith(("ed", "es", "s"))
        and after not in PLACES_OF
        and after not in HAPPENS
        and len(after) > 3
        and not text.startswith(" - ", end + 1 + len(after))
    )


def _governor_start(text: str, start: int, before: str) -> int:
    """Where the words begin that govern the capital at `start`: before the preposition, the word that calls for it."""
    words = text[max(0, start - _WINDOW) : start].split()[:-1][-3:]
    for word in reversed(words if before in GOVERNED else []):
        bare = word.strip(",.\"'").lower()
        if bare in GOVERNED[before] or bare.removesuffix("s") in GOVERNED[before]:
            return text.rindex(word, 0, start - len(before))
    return start - 1 - len(before)


def _governed(text: str, start: int, before: str) -> bool | None:
    """What a preposition or a verb right before the capital says; None where neither is there."""
    if before in ("against", "with", "by", "towards", "toward", "versus", "vis-a-vis"):
        return True
    if before in OBJECT_OF:
        return True
    words = [word.strip(",.\"'").lower() for word in text[max(0, start - _WINDOW) : start].split()[:-1][-3:]]
    if before in GOVERNED:
        return any(word in GOVERNED[before] or word.removesuffix("s") in GOVERNED[before] for word in words)
    if before == "for":
        return not any(word in GOES for word in words)
    if before == "between":
        return not any(word in ROUTES for word in words)
    return None


def _opens_clause(text: str, start: int, before: str) -> bool:
    if before:
        return before in CLAUSE or text[start - 2 : start - 1] in '.,;:!?"'
    return True


def is_placed(reading: Reading, hit: Hit) -> bool:
    """Whether a preposition before the capital says that it is a place, whatever comes after it."""
    before = reading.before(hit.start).lstrip("\"'(").lower()
    governed = _governed(reading.text, hit.start, before)
    return governed is False or (before in LOCATES and not governed)


_PAIR = re.compile(r"(?: ?, | and | or | ?, and |-)$")


def act_together(reading: Reading, first: Hit, last: Hit) -> Span | None:
    """What capitals side by side do: "Caracas and Havana blame"; in a headline "Seoul, Pyongyang edge closer"."""
    text = reading.text
    after = reading.after(last.end) if text.startswith(" ", last.end) else ""
    acting = after in PLAIN_ACTS and reading.before(last.start) in ("and", ",", reading.phrase(first) + ",")
    if not acting or _is_team(text, first) or is_placed(reading, first):
        return None
    return last.end, last.end + 1 + len(after)


def paired(text: str, first: Hit, second: Hit) -> bool:
    """Whether two phrases stand side by side: "Moscow and Beijing"."""
    return second.start - first.end < 8 and bool(_PAIR.match(text[first.end : second.start]))
