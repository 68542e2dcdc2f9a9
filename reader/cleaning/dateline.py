"""The dateline: where a report was written, before its first sentence ("LIMA, Peru: …", "Genf (dpa) - …")."""

from __future__ import annotations

import re
from typing import Final

from reader.cleaning.agencies import is_agency
from reader.months import MONTHS

DATELINE_MAX: Final = 60
"""Code points before the mark that ends a dateline."""

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻŁŃŅŇŐŒŘŚŞŠȘŢŤȚŪŮŰŲŹŻŽΑ-ΫА-ЯЁЄІЇҐЂЈЉЊЋЏ"
_LOWER = r"[^\W\d_]"
_CITY = rf"[{_UPPER}][{_UPPER}'’.\- ]{{2,30}}"
_REST = (
    rf"(?:/[{_UPPER}][{_UPPER}'’.\- ]{{2,24}})?(?:,\s(?:[{_UPPER}][\w.'’-]+)(?:\s[{_UPPER}][\w.'’-]+){{0,3}}){{0,2}}"
)
_TITLED = rf"[{_UPPER}][\w'’.-]+(?:\s(?:de|del|do|da|di|la|am|an der|ob der|upon)\b)?(?:\s[{_UPPER}][\w'’.-]+){{0,2}}"
_DAY = rf"(?:{_LOWER}{{3,10}}\.?\s\d{{1,2}}|\d{{1,2}}\.?\s(?:de\s)?{_LOWER}{{3,10}})"
_DATE = rf"(?:[,.]?\s{_DAY}\.?(?:,?\s(?:de\s)?\d{{4}})?\.?)?"
_AGENCY = r"(?:\s*[(\[/](?P<agency>[^)\]\n]{2,30}?)[)\]/])"
_END = r"\s*(?::|\.?\s?—|\.?\s?–|\.?\s?--|\.-|-)\s+(?=[\"“„‘'«]?\S)"
_DATELINE = re.compile(rf"(?P<place>{_CITY}{_REST}){_DATE}{_AGENCY}?{_END}")
# With an agency in brackets the city need not be in capitals.
_MIXED = re.compile(rf"(?P<place>{_TITLED}{_REST}){_DATE}{_AGENCY}{_END}")
_CHINESE = re.compile(
    r"[（(]?(?:新华社|中新社|中新网|人民网|中央社|法新社|路透社|美联社|本报|本报记者)(?P<place>[\u4e00-\u9fff]{2,8}?)"
    r"\d{1,2}(?:月\d{1,2})?日(?:专?[电電]|[讯訊])"
)
_JAPANESE = re.compile(r"【(?P<place>[^】＝=\s]{2,12})[＝=][^】]{1,20}】")
_NOT_A_PLACE = re.compile(
    r"(?:BREAKING|EXCLUSIVE|UPDATE[D]?|WATCH|LIVE|VIDEO|OPINION|ANALYSIS|RELATED|READ|NOTE|EDITOR|PHOTOS?|FACT|CORRECTION"
    r"|SPECIAL|NEWS|REPORT|INTERVIEW|EXPLAINER|Q|A|FAQ|TIMELINE|WARNING|NEW$|MORE|ALSO|SEE|SOURCE|POLL|COLUMN|REVIEW|FACTBOX"
    r"|INSIGHT|WRAP|ANALYSTS?|DEVELOPING|JUST IN|THE .*|EXKLUSIV|EILMELDUNG|KOMMENTAR|DIRECT|EN DIRECT|VIDÉO|EXCLUSIF"
    r"|ÚLTIMA HORA|EN VIVO|VÍDEO|AO VIVO|URGENTE?|DIRETTA|СРОЧНО|ВИДЕО|[A-Z]{1,2})\b",
)


def dateline_of(paragraph: str) -> str | None:
    """The place (and country, where given) that a report's first paragraph opens with; None where it has none.

    Agency and date are no part of it. Capitals alone are not enough: words that head other lines are no places, and a
    city in small letters needs a wire service beside it.
    """
    head = paragraph[: DATELINE_MAX * 2]
    match = _DATELINE.match(head) or _of_agency(_MIXED.match(head)) or _CHINESE.match(head) or _JAPANESE.match(head)
    if not match or len(match["place"]) > DATELINE_MAX or _NOT_A_PLACE.match(match["place"]):
        return None
    return _without_date(match["place"]).strip(" .-,") or None


def _of_agency(match: re.Match[str] | None) -> re.Match[str] | None:
    """The match, if what stands in its brackets is a wire service ("Reuters", "dpa/lno", "AP, by phone")."""
    if match and any(is_agency(part.strip()) for part in re.split(r"[/,]", match["agency"])):
        return match
    return None


def _without_date(place: str) -> str:
    """The place without a month that was taken for its country ("GENEVA, May")."""
    city, comma, rest = place.rpartition(", ")
    return city if comma and rest.split()[0].lower().strip(".") in MONTHS else place
