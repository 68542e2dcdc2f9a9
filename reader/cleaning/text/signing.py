"""What the short lines around a headline say: who wrote the text, for whom, when, and in which section.

Apart from the header, which decides where those lines are; here one line is read alone, in whatever order it says it.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Final

import msgspec

from reader.cleaning.agencies import is_agency
from reader.cleaning.dates import Order, date_span, in_words
from reader.cleaning.names import is_bare_name, signatories
from reader.cleaning.text.lines import Line

WORDS_MAX: Final = 26
"""Words of the longest line that names authors, dates and counters."""
STRANGE_MAX: Final = 4
"""Words of such a line that say something else (a section, an office, a place)."""
NAMES_WORDS_MAX: Final = 14
DATES_MAX: Final = 3

_SOURCE = re.compile(
    r"(?:source|quelle|fuente|fonte|bron|agency|источник|المصدر|来源|來源|出典|출처)s?\s*[:：|]\s*(.{2,60})$",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:автор(?:ы)?|текст|بقلم|كتب|作者|撰文|記者|记者|文|執筆|글|기자|autor(?:in|es|a)?|auteur|auteurs|skribent|tekst"
    r"|tekijä|yazan|yazar|penulis|szerző|författare)\s*[:：/／]\s*(?P<names>\S.{1,80})$",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:^|(?<=\s))(?i:by|von|par|por|di|door|af|av)\b ?:?\s+(?=@?[^\W\d_a-z])")
_UPDATED = re.compile(
    r"(?:last )?(?:updated|modified|edited)|update|mis à jour|mise à jour|actualizado|actualizada|atualizado|aggiornato"
    r"|aktualisiert|bijgewerkt|oppdatert|opdateret|uppdaterad|обновлено|zaktualizowano|aktualizacja|güncelle\w+|تحديث"
    r"|更新|수정",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\W*(?:first |originally |last )?(?:published|posted|date|created|publish(?:ed)? date|publié|publiée|publicad[oa]"
    r"|pubblicato|veröffentlicht|erstellt|stand|gepubliceerd|publisert|publicerad|udgivet|опубликовано|opublikowano|نشر"
    r"|发布|發布|公開|配信|입력|on|le|am|el|il|em|den|at|um|à|ore|o)\b\W*",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?:an?|\d{1,3})\+? ?(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s? ago"
    r"|(?:vor|il y a|hace|há|före|för|for|pred|před|przed)\s\d{1,3}\s\w{1,10}(?:\s(?:siden|sedan))?"
    r"|\d{1,3}\s(?:ore|minuti|giorni)\sfa|\d{1,3}\s(?:uur|minuten|dagen)\sgeleden|\d{1,3}\s(?:saat|dakika|gün)\sönce"
    r"|\d{1,3}\s(?:часа?|часов|минут\w?|дн\w+)\sназад|\d{1,3}\s?(?:小时|小時|分钟|分鐘|天|時間|分|日|시간|분|일)\s?(?:前|전)"
    r"|منذ\s\d{0,3}\s?\w{2,8}|\d{1,2} ?[hdm](?=$|[\s•·|])|just now|yesterday|today",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\W*(?<![\d:])(?:[01]?\d|2[0-3])[:.h](?:[0-5]\d)(?::[0-5]\d)?\s{0,2}(?:[ap]\.?m\b\.?)?\s{0,2}\(?"
    r"(?:(?:Uhr|UTC|GMT|hrs|Z|CES?T|EE?S?T|E[SD]?T|[CMP][SD]T|BST|IST|JST|KST|MSK)\b)?(?:\s?[+-]\d{1,2}(?::?\d\d)?)?\)?",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\W*\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\W*|\W*\b(?:montag|dienstag|mittwoch|donnerstag"
    r"|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes"
    r"|sábado|domingo)\b\W*",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\d[\d,.]{0,6}[km]? ?(?:shares?|comments?|views?|likes?|reads?|replies|min(?:ute)?s?(?: (?:read|watch|listen))?)\b"
    r"|(?:reading|read) time\W*\d*|lesezeit\W*\d*|temps de lecture\W*\d*",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*[|•·●]\s*|\s+[-–—/]\s+|\s*[;,](?=\s|$)")
_WRITTEN = re.compile(
    r"(?:written|story|posted|words|text|report(?:ed|ing)?|published|article|review|analysis|opinion|interview|ein|un)s?\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*,\s+(?:and\s+)?|\s+(?:and|und|et|y|e|och|og|en|&)\s+")
_TRAILING = re.compile(r"(?:\s+(?:on|at|in|for|and|am|le|el|il))+\s*$", re.IGNORECASE)
_PARTICLES: Final = frozenset(
    "de da di del della der den des dos du van von la le el al bin ibn af av zu y e i".split()
)
_SECTION = re.compile(r"^(?:in|section|category|rubrik|rubrique|sección)\s*[:|]?\s+([A-Z][\w& -]{2,40})$")


class Signature(msgspec.Struct, frozen=True):
    """What a line says beside a headline.

    `names` are as they stand there, for `names.signatories`; `dated` is true of a date and of "3 hours ago".
    """

    names: tuple[str, ...] = ()
    source: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    section: str | None = None
    dated: bool = False
    counted: bool = False
    labelled: bool = False
    """Whether the line says "by" or "author" before the names."""


@lru_cache(maxsize=1_024)
def signature_of(line: Line, order: Order | None = None) -> Signature | None:
    """What the line says of author, source and date; None where it is a line of another kind.

    `order` is what stands first in a date of figures. A bare name is no signature (`bare_name` asks about those).
    """
    if line.words > WORDS_MAX or line.cut:
        return None
    text = line.text
    if source := _SOURCE.match(text):
        return Signature(source=source[1].strip()) if line.words <= 9 else None
    if named := _LABELLED.match(text):
        who = _without_dates(named["names"], order)[0].strip(" |")
        return Signature(names=(who,), dated=date_span(text) is not None, labelled=True)
    rest, published, updated = _without_dates(text, order)
    ago = _AGO.search(rest)
    counted = line.stamp or _COUNTED.search(rest) is not None
    dated = rest != text or ago is not None
    rest = _COUNTED.sub(" | ", _AGO.sub(" | ", rest))
    names, labelled, strange = _people_in(rest, dated)
    if line.ends and strange > 2 and not line.stamp:
        return None
    if not (names or dated or counted or labelled) or strange > STRANGE_MAX:
        return None
    return Signature(names, None, published, updated, None, dated, counted, labelled)


def section_of(line: Line) -> str | None:
    """The section that a line such as "in World" names."""
    found = _SECTION.match(line.text)
    return found[1] if found and line.words <= 5 else None


def bare_name(line: Line) -> bool:
    """Whether the line may be a byline without "by": where a date stands beside it, it is one."""
    if line.junk or line.ends or line.words > NAMES_WORDS_MAX:
        return False
    return all(is_bare_name(part) for part in _AND.split(line.text))


def _without_dates(text: str, order: Order | None) -> tuple[str, datetime | None, datetime | None]:
    """The text without its dates and clocks, and when it says that it was published and updated."""
    published: datetime | None = None
    updated: datetime | None = None
    for _ in range(DATES_MAX):
        span = date_span(text)
        if span is None:
            break
        moment = in_words(text[span[0] :], order=order)
        if _UPDATED.search(text[max(0, span[0] - 24) : span[0]]):
            updated = updated or moment
        else:
            published = published or moment
        text = f"{_UPDATED.sub(' ', text[: span[0]])} | {_CLOCK.sub(' ', text[span[1] :], count=1)}"
    return text, published or updated, updated if published else None


def _people_in(text: str, dated: bool) -> tuple[tuple[str, ...], bool, int]:
    """The names in what is left of a line, whether "by" stands before them, and how many words say something else."""
    by = _BY.search(text)
    before = _words_of(text[: by.start()]) if by else 0
    if by and before <= (STRANGE_MAX if dated else 0):
        text = text[by.end() :]
    elif by:
        return (), False, before
    found: list[str] = []
    strange = before
    asked = False
    for piece in _PART.split(text):
        part = _LABEL.sub("", _DAY.sub(" ", _CLOCK.sub(" ", piece))).strip(" |()[]:,.–—-")
        if part and by and not asked:
            asked = True
            found += _names(part)
            strange += 0 if found else len(part.split())
        elif part and ((is_bare_name(part) and (dated or by)) or (by and is_agency(part))):
            found.append(part)
        elif part:
            strange += len(part.split())
    return tuple(found), by is not None and (bool(found) or not before), strange


def _names(text: str) -> tuple[str, ...]:
    """A byline's words where they name people or agencies; nothing where they are the rest of a sentence."""
    text = _TRAILING.sub("", text).strip(" .,:;")
    found = signatories((text,))
    words = [word for name in found.people for word in name.split()]
    capital = all(word[:1].isupper() or not word[:1].isascii() or word in _PARTICLES for word in words)
    return (text,) if capital and (found.people or found.agencies) else ()


def _words_of(text: str) -> int:
    return len(_WRITTEN.sub("", _LABEL.sub("", text.strip(" |:,.–—-"))).split())
