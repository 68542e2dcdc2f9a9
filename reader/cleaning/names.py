"""Names: of the people who wrote an article, told apart from the outlet's, and of outlets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Final
from urllib.parse import urlsplit

import msgspec

from reader import safe_text
from reader.cleaning.agencies import is_agency, is_agency_beside
from reader.cleaning.offices import is_office, names_nobody, without_office, without_roles

BYLINE_MAX: Final = 600
"""Code points of one value of a byline that are looked at."""
AUTHORS_MAX: Final = 8
"""People in a byline; a longer one lists a staff."""

_BY = re.compile(
    r"^(?:(?:words|text|story|written|posted|reported|published|reporting|analysis|opinion|edited|interview|review|article|author|report"
    r"|texte?|escrito|publicado|napisał[ao]?)s?\s+)?"
    r"(?:by|von|par|por|di|da|door|av|af|autore?s?|authors?|reporter|oleh|przez|автор|текст|yazan|penulis|przygotował[ao]?)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_OTHER_WORK = re.compile(
    r"[\s;,(|]*\b(?:(?:edit(?:ed|ing)|compiled|translat(?:ed|ion)|photos?|photographs?|photography|pictures?|illustrations?|graphics?"
    r"|videos?|fact-check(?:ed)?|reviewed|medically reviewed|produced)\s(?:by|von|par|por)\b).*$",
    re.IGNORECASE,
)
_MORE_WORK = re.compile(
    r"[\s;,(|]*\b(?:with\s)?(?:additional|other)\s(?:reporting|research|writing)\s(?:by|from)\s", re.IGNORECASE
)
_SPLIT = re.compile(
    r"\s*(?:;|,|\||\n|·|•|、|，|;|\s&\s|\s/\s|\s[-–—]\s|\s(?:and|und|et|y|och|og|with|avec|con|e|i|dan|و)\s)\s*",
    re.IGNORECASE,
)
_LEADING_AND = re.compile(r"^(?:and|und|et|y|och|og|e|&)\s+", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|@\w+")
_DATE_TAIL = re.compile(
    r"\s+(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|https?|updated|published|před)$"
    r"|^(?:january|february|march|april|may|june|july|august|september|october|november|december)$",
    re.IGNORECASE,
)
_PARTICLES: Final = frozenset(
    "de del della dela des da das do dos di du d la las le los el al ul ur bin bint ibn ben van von der den dem ter ten"
    " te zu zum zur af av auf y e i ap mac mc st of".split()
)
_TRAILING = re.compile(r"(?:\s+(?:on|am|at|in|le|el|il|den|den|der|vom|for|and|by))+$")
_DEGREE = re.compile(r"^(?:MD|M\.D\.|MA|PhD|Ph\.D\.|RN|JD|MBA|MPH|MSc|BSc|BA|Jr\.?|Sr\.?|II|III|OBE|CBE|QC|KC|FRS|RD)$")
_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]{0,80}[)\]]?")
_ARTICLE = re.compile(r"(?:the|a|an|our|your)\s", re.IGNORECASE)
NAME_MAX: Final = 60
NAME_WORDS_MAX: Final = 6
ABBREVIATION_MAX: Final = 4
AGENCY_WORDS_MAX: Final = 3
"""Code points and words of the longest name of a person, letters of the longest abbreviation, words of an agency."""
FOLDED_KEPT: Final = 1_024
FOLDED_LENGTH: Final = 4_000
"""Folded texts that are kept, and code points of the longest: blocks are compared with one another again and again."""
_NO_LETTER = re.compile(r"[\W_]+")
_ASCII_REST = dict.fromkeys(code for code in range(128) if not chr(code).isalnum())
_WORD = re.compile(r"[\w'’.-]+")
_DOMAIN_NOISE = re.compile(r"^(?:www\d?|m|mobile|amp|edition|news|en|beta)\.")


class Signatories(msgspec.Struct, frozen=True):
    """Who signs an article, each once, in order: `people`, `agencies`, and what was `refused`, each with the reason."""

    people: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


def signatories(values: Iterable[str], *, outlet: str | None = None, host: str = "") -> Signatories:
    """Who signs in the values of a byline, without "By", offices, places and addresses.

    Whoever is called like the outlet or its host is refused, and so is what is no name.
    """
    people: dict[str, str] = {}
    agencies: dict[str, str] = {}
    refused: dict[str, str] = {}
    for value in (safe_text.line(value, BYLINE_MAX) for value in values):
        if outlet and folded(value) == folded(outlet):
            refused.setdefault(value, "is the outlet's name")
            continue
        for name, alone in _parts(value):
            key = folded(name)
            if not key or key in people or key in agencies:
                continue
            why = _why_nobody(name, alone=alone, outlet=outlet, host=host)
            if is_agency(name) and not (outlet and key == folded(outlet)):
                agencies[key] = safe_text.line(name, safe_text.NAME)
            elif why is None:
                people[key] = safe_text.line(name, safe_text.NAME)
            else:
                refused.setdefault(safe_text.line(name, safe_text.NAME), why)
    return Signatories(
        _without_parts(tuple(people.values()))[:AUTHORS_MAX],
        tuple(agencies.values())[:AUTHORS_MAX],
        tuple(refused.items())[:AUTHORS_MAX],
    )


def people(values: Iterable[str], *, outlet: str | None = None) -> tuple[str, ...]:
    """The people among those who sign."""
    return signatories(values, outlet=outlet).people


def organisations(values: Iterable[str], *, outlet: str | None = None, host: str = "") -> tuple[str, ...]:
    """The organisations that sign, each once: neither the outlet itself nor an office of it."""
    found: dict[str, str] = {}
    for value in values:
        name = safe_text.line(value, safe_text.NAME)
        if folded(name) and not is_office(name) and not _is_outlet(name, outlet, host):
            found.setdefault(folded(name), name)
    return tuple(found.values())[:AUTHORS_MAX]


def _parts(value: str) -> Iterator[tuple[str, bool]]:
    """The names in one value, and whether each may be a name although it is one word."""
    value = _BY.sub("", value)
    value = _MORE_WORK.sub(", ", _OTHER_WORK.sub("", value) or value)
    value = without_roles(_IN_BRACKETS.sub("", value))
    parts = [part for part in map(_tidy, _SPLIT.split(value)) if part]
    if len(parts) == 2 and value.count(",") == 1 and all(_is_name_word(part) for part in parts):
        yield f"{parts[1]} {parts[0]}", True
        return
    full = False
    for part in chain.from_iterable(map(_apart, parts)):
        several = len(part.split()) > 1
        yield part, several or not full
        full = full or several


def _apart(part: str) -> list[str]:
    """A name and the agency written right behind or before it ("JANE ROE Associated Press", "AP Auto Writer")."""
    words = [] if is_agency(part) else part.split()
    for size in range(min(AGENCY_WORDS_MAX, len(words) - 1), 0, -1):
        behind, before = " ".join(words[-size:]), " ".join(words[:size])
        if is_agency_beside(behind) and not (size == 1 and part.isupper()):
            return [" ".join(words[:-size]), behind]
        if is_agency_beside(before) and not (size == 1 and part.isupper()):
            return [before, *([" ".join(words[size:])] if len(words) - size > 1 else [])]
    return [part]


def _is_name_word(part: str) -> bool:
    return part.isalpha() and part.istitle() and part.isascii() and not is_agency(part) and not is_office(part)


def _without_parts(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names without such as are the beginning or end of a longer one among them."""
    keys = [f" {name.casefold()} " for name in names]
    return tuple(
        name
        for name, key in zip(names, keys, strict=True)
        if not any(key != other and (other.startswith(key) or other.endswith(key)) for other in keys)
    )


def _why_nobody(name: str, *, alone: bool, outlet: str | None, host: str) -> str | None:
    """Why the words are no person's name; None where they may be one."""
    if _is_outlet(name, outlet, host):
        return "is the outlet's name"
    if is_office(name):
        return "is an office, not a name"
    if names_nobody(name) or name.islower() or not any(map(str.isalpha, name)) or _ARTICLE.match(name):
        return "is no person's name"
    if any(word.islower() and word not in _PARTICLES for word in name.split() if word.isalpha() and word.isascii()):
        return "is no person's name"
    if not 2 <= len(name) <= NAME_MAX or len(name.split()) > NAME_WORDS_MAX:
        return "is too long or too short for a name"
    if name.isupper() and name.isascii() and name.isalpha() and len(name) <= ABBREVIATION_MAX:
        return "is an abbreviation, not a name"
    if not alone or _DEGREE.match(name):
        return "is a title or a place, not a name"
    return None


def opens_as_byline(line: str) -> bool:
    """Whether the line opens with "By" and the like, whatever follows."""
    return _BY.match(line) is not None


def signed(line: str) -> str | None:
    """What follows "By" in a line that is no more than a byline; None for other lines."""
    match = _BY.match(line)
    if not match or len(line.split()) > 14 or line.rstrip().endswith((".", "?", "!", "…")):
        return None
    rest = line[match.end() :].strip()
    return rest if rest[:1].isupper() or not rest[:1].isascii() else None


def is_bare_name(line: str) -> bool:
    """Whether the line is two to four capitalised words, as a byline without "By" is."""
    words = line.split()
    return (
        2 <= len(words) <= 4
        and all(word[0].isupper() and _WORD.fullmatch(word) for word in words)
        and not line.isupper()
        and not names_nobody(line)
        and not is_office(line)
    )


def folded(text: str) -> str:
    """Letters and digits only, case folded: how names are compared."""
    return _folded(text) if len(text) > FOLDED_LENGTH else _folded_before(text)


@lru_cache(maxsize=FOLDED_KEPT)
def _folded_before(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    short = text.casefold().translate(_ASCII_REST)
    return short if short.isalnum() else _NO_LETTER.sub("", short)


def host_of(url: str) -> str:
    """The host of an address without www and the like; empty where there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return _DOMAIN_NOISE.sub("", host)


def resembles_outlet(text: str, outlet: str | None, host: str) -> bool:
    """Whether the text is the outlet's name, a shorter or longer form of it, or its host's name."""
    key = folded(text)
    if not key:
        return False
    names = {folded(outlet or ""), folded(host), folded(host.split(".")[0])} - {""}
    if key in names:
        return True
    initials = "".join(word[0] for word in text.split() if word[0].isalnum()).casefold()
    for name in names:
        shorter, longer = sorted((key, name), key=len)
        if len(shorter) >= 3 and shorter in longer:
            return True
        if len(initials) >= 3 and name.startswith(initials):
            return True
    return False


def _is_outlet(name: str, outlet: str | None, host: str) -> bool:
    if outlet and _same_outlet(name, outlet):
        return True
    return bool(host) and folded(name) in (folded(host), folded(host.split(".")[0]))


def _same_outlet(name: str, outlet: str) -> bool:
    key, other = folded(name), folded(outlet)
    if other and folded(name.split()[0]) == other:
        return True
    return key == other or (len(other) >= 5 and key.startswith(other)) or (len(key) >= 5 and key in other)


def _tidy(part: str) -> str:
    part = _ADDRESS.sub("", part)
    part = _BY.sub("", _LEADING_AND.sub("", part.strip(" .,:;-–—|/*")))
    if is_office(part) or is_agency(part):
        return part
    part = _TRAILING.sub("", _DATE_TAIL.sub("", without_office(part).strip(" .,:;-–—|/*")))
    words = part.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half > 1 and words[:half] == words[half:] else part
