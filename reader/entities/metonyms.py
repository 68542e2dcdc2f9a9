"""Capitals as actors ("Beijing warned", "pressure on Tehran", "Moscow's envoy") or as mere places."""

from __future__ import annotations

import re
from typing import Final

from reader.entities.matcher import Hit
from reader.entities.reading import Reading

_ACTS: Final = frozenset(
    """
    has had have will would could can may might must should does did wants says said told warned warns accused
    accuses denies denied insists insisted hopes hoped fears feared agreed agrees refused refuses rejected rejects
    announced announces called calls urged urges demanded demands imposed imposes considers considered regards
    regarded sees saw views viewed blames blamed backs backed supports supported sent sends sought seeks signed
    signs threatened threatens vowed vows pledged pledges promised promises offered offers condemned condemns
    criticised criticized criticises criticizes welcomed welcomes responded responds reacted reacts believes
    believed maintains maintained remains remained became becomes withdrew withdraws recalled recalls expelled
    expels summoned summons claims claimed wanted needs needed lifted lifts cut cuts increased increases stepped
    steps tried tries try plans planned prepared prepares argued argues expects expected decided decides declared
    declares launched launches continues continued began begins opposes opposed recognised recognized recognises
    recognizes asked asks gave gives got gets kept keeps made makes took takes put puts provided provides brokered
    mediated hosted stopped ordered approved freezes froze banned bans raised severed broke broken feels felt thinks
    thought knows knew never also still now once already itself nor cannot won't doesn't didn't isn't wasn't hasn't
    ties poses posed appears appeared seems seemed risks risked faces faced holds held plays played deployed deploys
    """.split()
)
_PLACES_OF: Final = frozenset(
    """
    airport airports streets street suburbs suburb outskirts mayor residents metro subway cathedral university
    stadium district districts city centre center downtown landmark landmarks police traffic weather skyline museum
    museums hospital hospitals hotels hotel restaurants parks park main largest oldest busiest most famous historic
    old central northern southern eastern western Red Tiananmen population commuters neighbourhood neighborhood
    neighbourhoods neighborhoods international Heathrow Sheremetyevo underground shares stocks markets bonds futures
    clubs papers newspapers buses bankers traders dealers brokers prices talks bourse
    """.split()
)
_LOCATES: Final = frozenset(
    """
    in at near outside inside around into via across through throughout within beyond above visiting visited leaving
    left reached reaching entering entered toward-city
    """.split()
)
_GOVERNED: Final = {
    preposition: frozenset(words.split())
    for preposition, words in {
        "to": """
            ties links loyal loyalty close closer message messages appeal appeals aid support response allied
            letter warning signal concession concessions sold sell selling supply supplying arms weapons linked
            friendly opposed pledge commitment assistance gave given give handed answer challenge threat
            alternative accountable answerable according exports sales deliveries committed blow boost rebuke
            reply pressure important
        """,
        "from": """
            pressure support aid backing help assistance approval independence response reaction signal signals
            orders instructions permission weapons demands criticism condemnation protest protests autonomy
            funding loans money threats independent imports guarantees assurances denial anger
        """,
        "on": """
            pressure policy policies sanctions leaned leans leaning rely relies relied reliant dependent depend
            depends impose imposed imposing tariffs embargo call called calls calling influence leverage tough
            tougher hard soft depended dependence reliance prevailed prevail restrictions pressing
        """,
        "of": """
            criticism critic critics ally allies accuse accused accusing accuses support wary fear suspicious
            independent behalf hands recognition tolerant policy policies approval supportive backing role
            attitude intentions view dominance ambitions influence rivals rival opponents enemies
        """,
        "in": """
            confidence trust faith governments regime
        """,
    }.items()
}
"""Words before a preposition that make the capital after it a party and not a place."""
_GOES: Final = frozenset(
    """
    left leave leaves leaving bound depart departed departs set heads headed heading flew flies embarked sailed
    departing departure train flight
    """.split()
)
_ROUTES: Final = frozenset(
    """
    flights flight trains train road roads route routes railway highway distance travel travelled traveled
    travelling shuttle bus service services line plane
    """.split()
)
_OBJECT_OF: Final = frozenset(
    """
    warned warn warning warns urged urge urging urges accused accuse accusing accuses told tell pressed press
    pressing pressured supporting support supported backing back backed provided provide providing gave give giving
    help helping blamed blame blaming blames criticised criticized criticise criticize condemned condemn condemning
    angered anger infuriated isolate isolating arm arming armed punish punishing deter deterring counter countering
    challenge challenging challenged persuade persuading asked ask asking convince convinced embarrass forced force
    forcing push pushed pushing irritated alarmed worry worried rattled enraged upset annoyed pleased please appease
    assure assured reassure reassured thank thanked sanction sanctioned lobbied lobby confront confronting defy
    defied defying implored sue sued recognise recognize trust distrust contain containing engage engaging bring
    prompting prompted prompt leave-out
    """.split()
)
_RULERS: Final = frozenset(
    """
    government regime authorities officials leadership administration leaders diplomats
    """.split()
)
_STATES_OF_MIND: Final = frozenset(
    """
    ready willing prepared angry furious keen determined reluctant unlikely likely concerned worried wary
    responsible behind not also now already to adamant confident anxious eager happy pleased unhappy
    """.split()
)
_CLAUSE: Final = frozenset(
    """
    that as while if whether but and because when since although though where after before which than
    """.split()
)
_PLACED_TAIL = re.compile(r"-(?:based|born|area|region|bound|wide|style|trained|educated)\b")
_POSSESSED = re.compile(r" ?'s ([A-Za-z-]+)?")
_WINDOW: Final = 40


def acts(reading: Reading, hit: Hit) -> bool:
    """Whether the capital at `hit` stands for its government, by the words around it."""
    text = reading.text
    tail = text[hit.end : hit.end + 1]
    if (
        text[hit.start : hit.end].isupper()
        and len(text[hit.start : hit.end]) > 3
        and reading.case(hit.start) == "sentence"
    ):
        return False
    if tail == "-":
        return not _PLACED_TAIL.match(text, hit.end) and text[hit.end + 1 : hit.end + 2].islower()
    if text[max(0, hit.start - 5) : hit.start].lower().endswith(("pro-", "anti-")):
        return True
    before = reading.before(hit.start).lstrip("\"'(").lower()
    if before in _LOCATES:
        return False
    owned = _owner(text, hit.end)
    if owned is not None:
        return owned not in _PLACES_OF and bool(owned)
    governed = _governed(text, hit.start, before)
    if governed is not None:
        return governed
    after = reading.after(hit.end) if text.startswith(" ", hit.end) else ""
    if after in ("is", "was"):
        state = reading.after(hit.end + 1 + len(after))
        return state.endswith("ing") or state in _STATES_OF_MIND
    if after in _RULERS:
        return True
    if after in _ACTS and before not in ("of", "from", "to", "for", "on", "between"):
        return True
    return (
        _opens_clause(text, hit.start, before)
        and after[:1].islower()
        and after.endswith(("ed", "es", "s"))
        and after not in _PLACES_OF
        and len(after) > 3
    )


def _owner(text: str, end: int) -> str | None:
    """The word owned: "Beijing's" backing; None without a possessive."""
    match = _POSSESSED.match(text, end)
    if match is None:
        return None
    return match[1] or ""


def _governed(text: str, start: int, before: str) -> bool | None:
    """What a preposition or a verb right before the capital says; None where neither is there."""
    if before in ("against", "with", "by", "towards", "toward", "versus", "vis-a-vis"):
        return True
    if before in _OBJECT_OF:
        return True
    words = [word.strip(",.\"'").lower() for word in text[max(0, start - _WINDOW) : start].split()[:-1][-3:]]
    if before in _GOVERNED:
        return any(word in _GOVERNED[before] for word in words)
    if before == "for":
        return not any(word in _GOES for word in words)
    if before == "between":
        return not any(word in _ROUTES for word in words)
    return None


def _opens_clause(text: str, start: int, before: str) -> bool:
    if before:
        return before in _CLAUSE or text[start - 2 : start - 1] in '.,;:!?"'
    return True


def is_placed(reading: Reading, hit: Hit) -> bool:
    """Whether a preposition before the capital says that it is a place, whatever comes after it."""
    before = reading.before(hit.start).lstrip("\"'(").lower()
    return before in _LOCATES or _governed(reading.text, hit.start, before) is False


_PAIR = re.compile(r"(?: ?, | and | or | ?, and |-)$")


def paired(text: str, first: Hit, second: Hit) -> bool:
    """Whether two phrases stand side by side: "Moscow and Beijing"."""
    return second.start - first.end < 8 and bool(_PAIR.match(text[first.end : second.start]))
