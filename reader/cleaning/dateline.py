"""The dateline: where a report was written, before its first sentence ("LIMA, Peru: …", "GENEVA (Reuters) - …")."""

from __future__ import annotations

import re
from typing import Final

DATELINE_MAX: Final = 60
"""Code points before the mark that ends a dateline."""

_AGENCY = (
    r"(?:\s*[(\[/]\s*(?:AP|AFP|Reuters|REUTERS|EFE|dpa|DPA|ANSA|TASS|Xinhua|XINHUA|Bloomberg|CNN|UPI|PTI|ANI|IANS|Kyodo|Yonhap"
    r"|BTA|Bernama|ANTARA|Anadolu|AA|WAM|SPA|PNA|CNA|BBC|RNS|CNS|TNS|AsiaNews)[^)\]/]{0,20}[)\]/])?"
)
_CITY = r"[A-ZÀ-ÖØ-ÞŁŚŻŠŽČ][A-ZÀ-ÖØ-ÞŁŚŻŠŽČ'’.\- ]{2,30}"
_REST = r"(?:/[A-ZÀ-Þ][A-ZÀ-Þ'’.\- ]{2,24})?(?:,\s(?:[A-Z][\w.'’-]+)(?:\s[A-Z][\w.'’-]+){0,3}){0,2}"
_DATE = r"(?:,?\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2}(?:,\s\d{4})?)?"
_DATELINE = re.compile(rf"({_CITY}{_REST}){_DATE}{_AGENCY}\s*(?::|—|–|--|-)\s+(?=[\"“‘'«]?\S)")
# With an agency in brackets the city need not be in capitals.
_MIXED = re.compile(
    rf"([A-ZÀ-Þ][\w'’.-]+(?:\s[A-ZÀ-Þ][\w'’.-]+){{0,2}}{_REST}){_DATE}{_AGENCY.removesuffix('?')}\s*(?::|—|–|--|-)\s+(?=[\"“‘'«]?\S)"
)
_NOT_A_PLACE = re.compile(
    r"(?:BREAKING|EXCLUSIVE|UPDATE[D]?|WATCH|LIVE|VIDEO|OPINION|ANALYSIS|RELATED|READ|NOTE|EDITOR|PHOTOS?|FACT|CORRECTION|SPECIAL"
    r"|NEWS|REPORT|INTERVIEW|EXPLAINER|Q|A|FAQ|TIMELINE|WARNING|NEW|MORE|ALSO|SEE|SOURCE|POLL|COLUMN|REVIEW|FACTBOX|INSIGHT"
    r"|WRAP|ANALYSTS?|DEVELOPING|JUST IN|THE .*|[A-Z]{1,2})\b",
)


def dateline_of(paragraph: str) -> str | None:
    """The place (and country, where given) that a report's first paragraph opens with; None where it has none.

    Agency and date are no part of it. Capitals alone are not enough: words that head other lines are no places.
    """
    head = paragraph[: DATELINE_MAX * 2]
    match = _DATELINE.match(head) or _MIXED.match(head)
    if not match or len(match[1]) > DATELINE_MAX or _NOT_A_PLACE.match(match[1]):
        return None
    return match[1].strip(" .-")
