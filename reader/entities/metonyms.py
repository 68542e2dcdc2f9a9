"""Capitals as actors ("Beijing warned", "pressure on Tehran", "Moscow's envoy") or as mere places."""

from __future__ import annotations

import re
from typing import Final

from reader.entities.found import Span
from reader.entities.matcher import Hit
from reader.entities.politics import INSTITUTIONS
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
_POSSESSED = re.compile(r"(?:(?<=s)'| ?'s) ([A-Za-z-]+)?")
_WINDOW: Final = 40
_SPORT = re.compile(
    r"\b(?:quarterback|touchdown|innings?|N[BFH]A|NFL|NHL|MLB|playoffs?|halftime|half-time|coach|coaching|season's"
    r"|this season|last season|streak|debut|striker|midfielder|goalkeeper|defenceman|forward line|home game|road game"
    r"|(?:home|away|road) (?:win|loss|victory|defeat)|league|tournament|quarter-?finals?|semi-?finals?|marathon"
    r"|medal|championships?|scor(?:ed|ing)|rebounds|assists|pitcher|batted|game|match)\b"
)
SPORT_REACH: Final = 120
"""Code points on either side in which words of sport make a capital's name its team's."""
_SCENE = re.compile(
    r" (?:has|had|is|was) (?:also |long |once |now |often )?(?:been )?(?:also )?(?:the |an? )?(?:main |major )?"
    r"(?:scene|site|home|host|venue|city|capital|hit|rocked|shaken|battered|full|one of|where|under water|blanketed)\b"
)
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
    if before in _LOCATES or _is_team(text, hit):
        return None
    owned = _POSSESSED.match(text, hit.end)
    if owned:
        return owned.span(1) if _owns_power(reading, owned) else None
    governed = _governed(text, hit.start, before)
    after = reading.after(hit.end) if text.startswith(" ", hit.end) else ""
    if governed is not None:
        placed = not governed or after in _PLACES_OF or (after[:1].isupper() and after.lower() not in INSTITUTIONS)
        return None if placed else (_governor_start(text, hit.start, before), hit.start)
    if _SCENE.match(text, hit.end):
        return None
    beside = _beside_power(reading, hit.end)
    if beside:
        return beside
    state = ""
    if after in ("is", "was"):
        state = reading.after(hit.end + 1 + len(after))
        acting = state.endswith("ing") or state in _STATES_OF_MIND
    else:
        acting = after in _RULERS or _is_act(text, hit.start, before, after)
    return (hit.end, hit.end + len(f" {after} {state}".rstrip())) if acting else None


def _is_team(text: str, hit: Hit) -> bool:
    """Whether words of sport stand near: the capital's club then, or where it plays."""
    low = max(text.rfind("\n", 0, hit.start), hit.start - SPORT_REACH, 0)
    return _SPORT.search(text, low, hit.end + SPORT_REACH) is not None


def _owns_power(reading: Reading, owned: re.Match[str]) -> bool:
    """Whether what the capital owns is a government's ("Beijing's backing") and no place or firm of the town."""
    word = owned[1]
    if not word or word in _PLACES_OF:
        return False
    return word[0].islower() or word.lower() in INSTITUTIONS or owned.start(1) in reading.starts


def _beside_power(reading: Reading, end: int) -> Span | None:
    """ "and the Iraqi government", "and Japan agreed" after the capital: what it does it does with another power."""
    joint = _BESIDE.match(reading.text, end)
    other = reading.starts.get(joint.end()) if joint else None
    if other is None or other[1] != "country":
        return None
    after = reading.after(other[0])
    return (end, other[0] + 1 + len(after)) if after in _RULERS or (other[3] != "demonym" and after in _ACTS) else None


def is_dateline(reading: Reading, hit: Hit) -> bool:
    """Whether the capital is in capitals in a line that is not: where a report was filed."""
    word = reading.phrase(hit)
    return word.isupper() and len(word) > 3 and reading.case(hit.start) == "sentence"


def _is_act(text: str, start: int, before: str, after: str) -> bool:
    """Whether the word after the capital is what its government does."""
    if after in _ACTS and before not in ("of", "from", "to", "for", "on", "between"):
        return True
    return (
        _opens_clause(text, start, before)
        and after[:1].islower()
        and after.endswith(("ed", "es", "s"))
        and after not in _PLACES_OF
        and len(after) > 3
    )


def _governor_start(text: str, start: int, before: str) -> int:
    """Where the words begin that govern the capital at `start`: before the preposition, the word that calls for it."""
    words = text[max(0, start - _WINDOW) : start].split()[:-1][-3:]
    for word in reversed(words if before in _GOVERNED else []):
        bare = word.strip(",.\"'").lower()
        if bare in _GOVERNED[before] or bare.removesuffix("s") in _GOVERNED[before]:
            return text.rindex(word, 0, start - len(before))
    return start - 1 - len(before)


def _governed(text: str, start: int, before: str) -> bool | None:
    """What a preposition or a verb right before the capital says; None where neither is there."""
    if before in ("against", "with", "by", "towards", "toward", "versus", "vis-a-vis"):
        return True
    if before in _OBJECT_OF:
        return True
    words = [word.strip(",.\"'").lower() for word in text[max(0, start - _WINDOW) : start].split()[:-1][-3:]]
    if before in _GOVERNED:
        return any(word in _GOVERNED[before] or word.removesuffix("s") in _GOVERNED[before] for word in words)
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
