"""Words that tell a capital as an actor from a capital as a place: what governments do, and what towns have.

Kept apart from the rules that read phrases with them, since they are data.
"""

from __future__ import annotations

from typing import Final

ACTS: Final = frozenset(
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
    mediated stopped ordered approved freezes froze banned bans raised severed broke broken feels felt thinks let
    lets vetoed vetoes vetoing bristled bristles balked balks retaliated retaliates lobbied ratified thought knows
    knew never also still now once already alone itself nor cannot won't doesn't didn't isn't wasn't hasn't ties
    poses posed appears appeared seems seemed risks risked faces faced holds held plays played deployed deploys
    """.split()
)
PLAIN_ACTS: Final = frozenset(
    """
    accuse agree announce ask back blame call clash condemn consider decry demand denounce deny edge expect face
    fear hail hold hope impose insist mull offer oppose plan pledge press promise refuse reject respond say seek
    send share sign slam spar support swap talk threaten trade urge vow want warn weigh welcome
    """.split()
)
"""What two governments together do, or one of a headline's list: verbs without the "s" of one alone."""
POWER: Final = frozenset(
    """
    view views viewpoint eyes eye reaction reactions response request behest insistence invitation interest
    interests orbit sphere policy policies position positions stance attitude support backing favour favor pocket
    hands thinking calculations demands sanctions expense instigation urging bidding
    """.split()
)
"""What is a government's though "in" or "at" stands before its capital: "at Washington's request"."""
RENEWED: Final = frozenset("new own first second latest last biggest main official public current recent".split())
"""Words between a possessive and what it owns that say nothing of power or place."""
PLACES_OF: Final = frozenset(
    """
    airport airports streets street suburbs suburb outskirts mayor residents metro subway cathedral university
    stadium district districts city centre center downtown landmark landmarks police traffic weather skyline museum
    museums hospital hospitals hotels hotel restaurants parks park main largest oldest busiest most famous historic
    old central northern southern eastern western Red Tiananmen population commuters neighbourhood neighborhood
    neighbourhoods neighborhoods international Heathrow Sheremetyevo underground shares stocks markets bonds futures
    clubs papers newspapers stock library opera orchestra theatre theatres theater gallery galleries shops zoo
    festival marathon olympics nightlife climate buses bankers traders dealers brokers prices talks bourse
    """.split()
)
LOCATES: Final = frozenset(
    """
    in at near outside inside around into via across through throughout within beyond above visiting visited leaving
    left reached reaching entering entered toward-city
    """.split()
)
GOVERNED: Final = {
    preposition: frozenset(words.split())
    for preposition, words in {
        "to": """
            ties links loyal loyalty close closer message messages appeal appeals aid support response allied
            appealed letter warning signal concession concessions sold sell selling supply supplying arms weapons
            linked friendly opposed pledge commitment assistance gave given give handed answer challenge threat
            alternative accountable answerable according exports sales deliveries committed blow boost rebuke reply
            pressure important
        """,
        "from": """
            pressure support aid backing help assistance approval independence response reaction signal signals
            orders instructions permission weapons demands criticism condemnation protest protests autonomy funding
            loans money threats independent imports guarantees assurances denial anger waiver exemption concession
            pledge clearance go-ahead blessing nod apology compensation concessions
        """,
        "on": """
            pressure policy policies sanctions leaned leans leaning rely relies relied reliant dependent depend
            depends impose imposed imposing tariffs embargo call called calls calling influence leverage tough
            tougher hard soft depended dependence reliance prevailed prevail restrictions pressing
        """,
        "of": """
            criticism critic critics ally allies accuse accused accusing accuses support wary fear suspicious
            independent behalf hands recognition tolerant policy policies approval supportive backing role attitude
            intentions view dominance ambitions influence rivals rival opponents enemies
        """,
        "in": """
            confidence trust faith governments regime alarm unease dismay outrage consternation fury gasps jitters
            anxiety nervousness allies backers patrons masters paymasters
        """,
        "over": """
            victory victories triumph triumphs leverage advantage anger influence frustration
        """,
    }.items()
}
"""Words before a preposition that make the capital after it a party and not a place."""
GOES: Final = frozenset(
    """
    left leave leaves leaving bound depart departed departs set heads headed heading flew flies embarked sailed
    departing departure train flight troops brigades battalions soldiers forces reinforcements tickets visas
    """.split()
)
ROUTES: Final = frozenset(
    """
    flights flight trains train road roads route routes railway highway distance travel travelled traveled
    travelling shuttle bus service services line plane
    """.split()
)
OBJECT_OF: Final = frozenset(
    """
    warned warn warning warns urged urge urging urges accused accuse accusing accuses told tell pressed press
    pressing pressured supporting support supported backing back backed provided provide providing gave give giving
    help helping blamed blame blaming blames criticised criticized criticise criticize condemned condemn condemning
    angered anger infuriated isolate isolating arm arming armed punish punishing deter deterring counter countering
    challenge challenging challenged persuade persuading asked ask asking convince convinced embarrass forced force
    forcing push pushed pushing irritated alarmed worry worried rattled enraged upset annoyed pleased please appease
    assure assured reassure reassured thank thanked sanction sanctioned asks tells presses condemns criticises
    criticizes pushes helps forces lobbied lobby confront confronting defy defied defying implored sue sued
    recognise recognize trust distrust contain containing engage engaging bring prompting prompted prompt leave-out
    """.split()
)
RULERS: Final = frozenset(
    """
    government regime authorities officials leadership administration leaders diplomats
    """.split()
)
STATES_OF_MIND: Final = frozenset(
    """
    ready willing prepared angry furious keen determined reluctant unlikely likely concerned worried wary fuming
    reeling scrambling isolated exposed responsible behind not also now already to adamant confident anxious eager
    happy pleased unhappy
    """.split()
)
CLAUSE: Final = frozenset(
    """
    that as while if whether but and because when since although though where after before which than
    """.split()
)
HAPPENS: Final = frozenset("falls burns mourns sleeps awakes bustles empties floods parties celebrates".split())
"""What befalls a town."""
LIKEWISE: Final = frozenset(("as", "so", "neither", "nor", "than"))
