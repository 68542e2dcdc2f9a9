"""Words of a byline that are no names: offices of a newsroom, accounts of a content system, and where somebody is."""

from __future__ import annotations

import re
from typing import Final

from reader.cleaning.agencies import is_agency

_OFFICE: Final = (
    r"(?:editor|sub-editor|reporter|report|correspondent|writer|columnist|contributor|journalist|photographer|producer|publisher|anchor"
    r"|presenter|analyst|critic|commentator|blogger|videographer|cartoonist|essayist|author"
    r"|staff|bureau|desk|team|\w{2,14}redaktion|newsroom|freelance|freelancer|agency|agencies|redaktion|redakteur|redakteurin|korrespondent|reporterin"
    r"|rédaction|journaliste|correspondant|correspondante|envoyé|envoyée|redacción|redactor|redactora|corresponsal|periodista"
    r"|redazione|giornalista|redação|jornalista|repórter|redactie|verslaggever|redakcja|dziennikarz|redaktor|redaksi|muhabir|journalist)s?"
)
_MANNER: Final = (
    r"(?:political|politics|senior|chief|deputy|foreign|national|international|business|sports?|staff|news|health|science|education"
    r"|crime|technology|tech|economics?|economy|finance|financial|home|social|affairs|world|diplomatic|defen[cs]e|security|environment"
    r"|climate|energy|culture|cultural|arts?|city|managing|associate|assistant|contributing|special|lead|principal|investigative"
    r"|investigations|data|digital|video|features?|local|regional|legal|courts?|white|house|washington|westminster|parliamentary"
    r"|general|assignment|opinion|lifestyle|travel|food|film|music|tv|media|royal|transport|religion|religious|industry|markets?"
    r"|consumer|personal|real|estate|property|breaking|weekend|night|web|online|multimedia|freelance|guest|former|our|the|and|of"
    r"|at large|executive|europe|asia|africa|middle|east|american?|us|uk|south|north|west|latin)"
)
_OFFICE_WORD = re.compile(rf"{_OFFICE}(?:[-/&].{{0,40}})?", re.IGNORECASE)
_ROLE = re.compile(
    rf",\s+(?:[\w'’.-]{{1,20}}\s+){{0,5}}{_OFFICE}(?=\s*(?:$|[,;|(]|\b(?:and|und|et|y)\s))", re.IGNORECASE
)
_MANNER_WORD = re.compile(_MANNER, re.IGNORECASE)
_NAME_WORDS: Final = 2
"""Words of a name that are kept before an office, whatever they mean otherwise: Betty White, arts editor."""
_PLACE_AFTER = re.compile(r"\s(?:in|at|en|à|aus|reporting from|from)\s+(?=[A-ZÀ-Þ]).*$")
_OUTLET_AFTER = re.compile(r"\s(?:for|of|für|pour|per|para)\s+(?:the\s|The\s)?(?=[A-ZÀ-Þ]).*$")
_NO_NAME = re.compile(
    r"\d|\b(?:admin|administrator|webmaster|webdesk|guest|unknown|anonymous|anonym|user|username|submitted|www|com|https?|press"
    r" release|published|updated|posted|wordpress|default|test|null|none|undefined|n/a|sponsored|advertorial|partner"
    r" content|follow|contact|share|view all|see all|read more|min read|subscribe)\b"
    r"|\b(?:news|newspapers?|tv|radio|media|online|magazine|digital|editorial|editors?|noticias|nachrichten|zeitung|tidning|gazeta|channel"
    r"|network|studios?|website|podcast|communications|ministry|university|institute|council|foundation|committee|department"
    r"|office|group|inc|ltd|llc|gmbh|corp|corporation|association|society|archives?)\b"
    r"|^(?:daily|sunday|evening|morning)\s|[<>{}\[\]=\\#$%^*~`|]",
    re.IGNORECASE,
)
_STAFF = re.compile(rf"^(?:{_MANNER}[ -]){{0,4}}{_OFFICE}$", re.IGNORECASE)


def is_office(name: str) -> bool:
    """Whether the words are an office or a newsroom ("Political editor", "Staff reporters") and nobody's name."""
    return _STAFF.match(name) is not None


def names_nobody(name: str) -> bool:
    """Whether something in the words shows that they are no person's name."""
    return _NO_NAME.search(name) is not None


def without_roles(value: str) -> str:
    """A byline's value without what stands between commas and ends in an office ("…, Local Democracy Reporter").

    What names an agency stays ("…, AP Auto Writer").
    """
    return _ROLE.sub(lambda match: match[0] if _has_agency(match[0]) else "", value)


def _has_agency(role: str) -> bool:
    words = role.strip(" ,").split()
    return is_agency(" ".join(words)) or any(is_agency(" ".join(words[:size])) for size in (1, 2, 3))


def without_office(name: str) -> str:
    """The name without the office, the place and the outlet that follow it."""
    for after in (_PLACE_AFTER, _OUTLET_AFTER):
        match = after.search(name)
        if match and len(name[: match.start()].split()) >= _NAME_WORDS:
            name = name[: match.start()]
    words = name.split()
    office = next((n for n, word in enumerate(words) if n and _OFFICE_WORD.fullmatch(word)), len(words))
    end = office
    while office < len(words) and end > _NAME_WORDS and _MANNER_WORD.fullmatch(words[end - 1]):
        end -= 1
    return " ".join(words[:end]).strip(" ,-–—")
