"""Words of politics and of business that stand around a role, in small letters unless they always have a capital.

Kept apart from the rules that read phrases with them, since they are data.
"""

from __future__ import annotations

import re
from typing import Final

MODIFIERS: Final = frozenset(
    """
    nuclear human rights the a an his her its their our former ex- ex then then- current new newly newly-elected
    elected re-elected acting interim deputy senior junior late outgoing incoming first second third vice assistant
    chief prime top veteran long-time longtime caretaker transitional provisional designate temporary one-time
    onetime sacked ousted deposed exiled jailed ailing embattled influential powerful moderate reformist hardline
    hard-line conservative liberal centre-left centre-right left-wing right-wing far-right far-left socialist
    communist nationalist pro-Western pro-Russian pro-Moscow pro-European billionaire flamboyant self-styled
    self-proclaimed hereditary constitutional federal state national regional provincial local foreign defence
    defense interior finance economy economic health education transport trade justice agriculture energy
    environment labour labor industry culture information security home internal external affairs development
    planning housing tourism sports youth commerce communications science technology immigration employment budget
    treasury oil petroleum mines water welfare social public works privatisation privatization fisheries forestry
    intelligence military army political legal international press diplomatic special personal general permanent
    women's family digital infrastructure climate territorial reform minority majority independent joint co-
    top-ranking high-ranking ranking visiting retired popular female male woman black white young little-known
    two-time three-time fellow same executive
    """.split()
)
INSTITUTIONS: Final = frozenset(
    """
    government ministry parliament parliamentary presidential cabinet opposition ruling coalition rebel guerrilla
    separatist secessionist insurgent party legislative legislature senate assembly congress congressional palace
    administration embassy consulate foreign-policy junta regime militia faction independence nationalist liberation
    resistance diplomatic delegation mission electoral election campaign state revolutionary islamist fundamentalist
    kurdish tutsi hutu u.n. un peace cease-fire ceasefire armistice commonwealth military ministerial gubernatorial
    mayoral royal monarchist republican democratic socialist communist labour conservative liberal democrat green
    tory pro-democracy house bundestag duma knesset riksdag majlis lok sabha dail diet politburo central federation
    council reserve fed department office pentagon commission front movement authority bloc whitehall treasury cia
    fbi nsa intelligence pro-independence anti-government peshmerga paramilitary unionist loyalist workers' people's
    national-security secretariat bundesbank country's nation's dem dems tories ukip snp dup sdlp sdp fein plaid cdu csu
    spd afd fdp bjp akp chp hdp pkk kdp puk plo anc mdc zanu-pf likud kadima shas fatah hamas hezbollah taliban kmt
    kuomintang dpp gop pri farc eln unita renamo frelimo spla splm eff ltte psoe vox syriza pasok fidesz
    """.split()
)
RULED: Final = frozenset(
    """
    government parliament parliamentary party opposition rebel rebels guerrilla guerrillas separatist separatists
    senate congress assembly ministry cabinet coalition junta movement front politburo duma knesset bundestag
    republic region province state legislature democrats republicans conservatives liberals socialists communists
    greens chamber parliament's self-declared breakaway territory autonomous
    """.split()
)
"""Words after "leader of", "chairman of" that make the office one of politics."""
ORGANS: Final = """
    Party Ministry Department Office Government Commission Council Committee Congress Parliament Assembly Senate
    House Cabinet Embassy Front Movement Authority Alliance Reserve Bank Army Palace Agency Administration
    Presidency Politburo Directorate Federation League Bloc Coalition Secretariat
    """.split()
"""Last words of the names of organs of state, parties and movements, with a capital."""
PEOPLES: Final = frozenset(
    """
    Chechen Catalan Kurdish Abkhaz Abkhazian Ossetian Tatar Crimean Basque Flemish Walloon Tibetan Corsican Bavarian
    Quebec Transdniestrian Transnistrian Karabakh Somaliland Puntland Tigrayan Darfuri Zanzibari Bougainville
    Acehnese Arab European African Kashmiri Punjabi Tamil Sikh Hutu Tutsi Zulu Bosniak Moslem Muslim Shi'ite Shiite
    Sunni Druze Maronite Christian Jewish Eurasian Asian Uighur Uyghur Dagestani Ingush Bashkir Yakut Chuvash
    Sicilian Sardinian Venetian Galician Andalusian Ulster Nordic Baltic Balkan Papuan Kanak Polisario Rohingya
    Karen Kachin Shan Mapuche Mayan Mindanao Moro Balochi Baloch Pashtun Hazara Turkic Houthi Taliban Hamas
    Hezbollah Fatah PLO ANC PKK IRA Labour Tory Conservative Democratic Republican
    """.split()
)
SPORTS: Final = frozenset(
    """
    olympic football soccer basketball tennis cricket rugby hockey athletics golf swimming cycling gymnastics skating
    skiing baseball volleyball handball boxing wrestling rowing judo chess fencing sailing
    """.split()
)
"""Words that make a body's office one of sport, whatever organ of state its name sounds like."""
COMPANY: Final = (
    frozenset(
        """
    company corporate executive group regional bank club association society federation league university college
    school team firm airline airlines motors industries institute chamber exchange police prison hospital sheriff's
    fire union unions student students student's students' alumni class board studio studios label channel newspaper
    magazine brewery diocese parish temple synagogue lodge charity museum orchestra festival academy faculty campus
    division branch subsidiary unit sales marketing engineering operations plant store bakery restaurant retail
    insurance airport railway seminary convent
    """.split()
    )
    | SPORTS
)
LAY: Final = frozenset(
    """
    baptist methodist lutheran presbyterian pentecostal unitarian anglican evangelical ordained church youth
    goodwill brand
    """.split()
)
"""Words right before a role that make it one of a church or a campaign ("Baptist minister", "goodwill ambassador")."""
OWNERS: Final = frozenset(
    """
    country nation republic kingdom island territory province state region government party bloc
    """.split()
)
"""Words whose possessive makes an office one of politics: "the country's president"."""
PORTFOLIOS: Final = """
    Foreign Home Internal External Affairs Finance Economy Economic Defence Defense Interior Justice Health
    Education Energy Oil Petroleum Gas Trade Industry Commerce Transport Transportation Agriculture Environment
    Labour Labor Work Employment Culture Tourism Sports Sport Information Communications Technology Science Research
    Planning Development Cooperation Housing Public Works Security State Treasury War Immigration Migration Refugees
    Women Youth Children Family Europe European Climate Water Fisheries Forestry Mines Mining Budget Homeland
    Veterans Human Rights Services Social Welfare
    """.split()
"""Affairs that stand between an office and a name: "Minister of Oil and Energy NAME"."""
REGIONS: Final = frozenset(
    """
    Abkhazia Adjara Adygea Bashkortostan Bavaria Bougainville Buryatia Catalonia Chechnya Chuvashia Corsica Crimea
    Dagestan Darfur Donetsk Flanders Galicia Gagauzia Ingushetia Ichkeria Kabardino-Balkaria Kalmykia
    Karachay-Cherkessia Karelia Kashmir Khakassia Komi Krajina Kurdistan Luhansk Madeira Mindanao Mordovia
    Nagorno-Karabakh Karabakh Ossetia Puntland Quebec Sardinia Scotland Sicily Slavonia Somaliland Srpska Tatarstan
    Tibet Tigray Transdniestria Transnistria Tuva Udmurtia Ulster Vojvodina Wallonia Yakutia Zanzibar Aceh Xinjiang
    Punjab Sindh Balochistan Anjouan Biafra Katanga Kasai Kivu Oromia Euskadi
    """.split()
)
"""Regions, breakaway states and republics within a state that have presidents and prime ministers of their own."""

AMERICAN_PARTY: Final = re.compile(r"Republicans?\b|Democrats?\b|GOP\b")
"""The parties that make a text American."""

POLITICAL: Final = re.compile(
    r"\b(?:[Cc]ongress(?:man|woman|ional)?|[Ss]enat(?:e|ors?|orial)|[Ll]awmakers?|Republicans?|Democrats?|MPs?|Labour"
    r"|[Pp]arliament(?:ary)?|Conservatives?|Tory|Tories|[Cc]abinet|[Mm]inist(?:er|ers|ry|erial)|White House|Pentagon"
    r"|Downing Street|Whitehall|[Ee]lections?|[Vv]oters?|[Ll]egislat(?:ion|ors?|ure|ive)|[Gg]overnment|[Dd]iplomats?"
    r"|[Pp]resident(?:ial)?|[Aa]mbassadors?|[Cc]oalition|[Rr]eferendum|[Tt]reaty|[Ss]anctions|Supreme Court)\b"
)
"""Words that stories of sport, crime and business can do without."""
LAYMEN: Final = frozenset(
    """
    superintendent inspector detective constable sergeant sgt sgt. lt lt. officer patrolman trooper deputy-sheriff
    judge magistrate principal headteacher headmaster coach referee umpire goalkeeper goalie striker midfielder
    defender winger quarterback pitcher catcher shortstop linebacker sprinter swimmer golfer cricketer batsman
    bowler jockey plumber roofer builder electrician carpenter mechanic welder decorator gardener barber hairdresser
    baker butcher grocer florist waiter waitress bartender chef cook driver trucker cabbie postman milkman cleaner
    caretaker janitor nurse midwife paramedic dentist pharmacist vet accountant cashier clerk receptionist librarian
    photographer cameraman guitarist drummer bassist pianist violinist cellist novelist poet sculptor choreographer
    dj neighbour neighbor shopkeeper landlord pensioner student pupil schoolboy schoolgirl teenager grandmother
    grandfather widow widower analyst trader dealer broker firefighter lifeguard hiker climber cyclist pedestrian
    passenger eyewitness shopper fisherman victim
    """.split()
)
"""Words of ranks and trades that stand before the name, or after the age, of somebody who is no leader."""
