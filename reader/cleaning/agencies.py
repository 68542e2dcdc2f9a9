"""Who signs without being a person: wire services by their names, and the words that mark a newsroom or an office.

A table, apart from the rules of names. The services are those of the European Alliance of News Agencies, of the
Organization of Asia-Pacific News Agencies and of the Federation of Arab News Agencies, with the global ones and the
distributors of press releases.
"""

from __future__ import annotations

import re
from typing import Final

_SERVICES: Final = """
AP|Associated Press|The Associated Press|AFP|Agence France-Presse|Agence France Presse|Reuters|Thomson Reuters
Bloomberg|Bloomberg News|UPI|United Press International|EFE|Agencia EFE|dpa|Deutsche Presse-Agentur|ANSA|TASS
ITAR-TASS|Xinhua|Xinhua News Agency|PTI|Press Trust of India|ANI|Asian News International|IANS|UNI|Kyodo
Kyodo News|Jiji Press|Jiji|Yonhap|Yonhap News Agency|Bernama|ANTARA|Anadolu|Anadolu Agency|Anadolu Ajansı|AA|PA
PA Media|Press Association|AAP|Australian Associated Press|Canadian Press|The Canadian Press
La Presse canadienne|APA|SDA|Keystone-SDA|ATS|Keystone-ATS|Belga|ANP|NTB|TT|Ritzau|STT|PAP|ČTK|CTK|TASR|SITA|MTI
Tanjug|Beta|HINA|STA|BTA|AGERPRES|Mediafax|Interfax|Interfax-Ukraine|RIA Novosti|Ukrinform|UNIAN|BelTA|Sputnik
IRNA|ISNA|Mehr News|WAM|SPA|QNA|KUNA|BNA|Petra|MENA|APS|TAP|MAP|NAN|News Agency of Nigeria|GNA|Ghana News Agency
KNA|PNA|Philippine News Agency|VNA|TNA|CNA|Central News Agency|Europa Press|Notimex|Prensa Latina|Télam|Telam
Andina|Agência Brasil|Agencia Brasil|Lusa|LaPresse|Adnkronos|AGI|APP|BSS|UNB|SANA|NNA|KCNA|AMNA|ANA-MPA|CNS|RNS
KFF Health News|TNS|Tribune News Service|CNN Newsource|CNN Wire|States Newsroom|Stacker|PR Newswire
Business Wire|GlobeNewswire|Nexstar Media Wire|Religion News Service|Inter Press Service|IPS|StatePoint|NewsUSA
The Conversation|ProPublica|Voice of America|VOA
""".replace("\n", "|").split("|")
_KEY = re.compile(r"[\W_]+")
_BY_KEY: Final = {_KEY.sub("", name.casefold()): name for name in _SERVICES if name}
_GENERAL = re.compile(
    r"\b(?:news|press|wire|presse|noticias|nachrichten)[ -]?(?:agency|agencies|agentur|services?|wires?)$"
    r"|^(?:agence|agencia|agência|agenzia|agencja|agenția|kantor berita)\s\w"
    r"|\b(?:newswires?|ajansı|haber ajansı|hírügynökség|uutistoimisto|telegrambyrå|nyhetsbyrå)$",
    re.IGNORECASE,
)
_ALSO_NAMES: Final = frozenset("Andina Beta Belga Lusa Petra Ritzau Sputnik Stacker".split())
"""Services that are also given names, surnames or words: beside another word they are a part of it."""
_CAPITALS_MAX: Final = 4
"""A name of so few letters is a service only in capitals: "Ana" and "Spa" are words."""


def is_agency(name: str) -> bool:
    """Whether the name is a wire service's: a known one, or one that calls itself so."""
    key = _KEY.sub("", name.casefold())
    known = _BY_KEY.get(key)
    if known:
        return len(key) > _CAPITALS_MAX or name == known or name.isupper()
    return _GENERAL.search(name) is not None


def is_agency_beside(word: str) -> bool:
    """Whether a part of a longer line is a wire service's name and can be no part of a person's."""
    return word not in _ALSO_NAMES and is_agency(word)
