"""Names: of the people who wrote an article, told apart from the outlet's, and of outlets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from reader import safe_text

AUTHORS_MAX: Final = 8
"""People in a byline; a longer one lists a staff."""

_BY = re.compile(
    r"^(?:(?:words|text|story|written|posted|reported|published|reporting|analysis|opinion|edited|interview|review|article|author)s?\s+)?"
    r"(?:by|von|par|por|di|da|door|av|af|autore?|author|reporter)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:;|,|\||\n|·|•|\s&\s|\s(?:and|und|et|y|och|og|with)\s)\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|@\w+")
_ROLE = re.compile(
    r"\b(?:editors?|reporters?|correspondents?|writers?|staff|bureau|chief|desk|team|producer|columnist|contributor|journalist"
    r"|photographer|newsroom|freelance"
    r"|agency|agencies|redaktion|rédaction|redacción|redazione|in [A-Z]\w+|at [A-Z]\w+)\b",
)
_NOT_A_NAME = re.compile(
    r"\d{2}|\b(?:admin|webmaster|editor|guest|author|unknown|anonymous|staff|username|submitted|www|com|https?"
    r"|press release|published|updated|posted)\b"
    r"|\b(?:desk|newsroom|bureau|agency|agencies|team|contributors?|correspondent|reporter)$|^(?:the|a)\b.{0,80}\b(?:team|staff|editors?|desk|board)$|[<>{}\[\]=]",
    re.IGNORECASE,
)
_DATE_TAIL = re.compile(
    r"\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tues|wednes|thurs|fri|satur|sun)[a-z]*\.?$|\s+(?:https?|updated|published|před)$",
    re.IGNORECASE,
)
_NO_LETTER = re.compile(r"[\W_]+")
_WORD = re.compile(r"[\w'’.-]+")
_DOMAIN_NOISE = re.compile(r"^(?:www\d?|m|mobile|amp|edition|news|en|beta)\.")


def people(values: Iterable[str], *, outlet: str | None = None) -> tuple[str, ...]:
    """The people among the values of a byline, in order, each once, without "By", offices and addresses.

    Whoever is called like the outlet is left out.
    """
    out: list[str] = []
    seen: set[str] = set()
    for value in values:
        for part in _SPLIT.split(_BY.sub("", safe_text.line(value, 600))):
            name = _tidy(part)
            key = folded(name)
            if not key or key in seen or not _may_be_person(name) or (outlet and _same_outlet(name, outlet)):
                continue
            seen.add(key)
            out.append(safe_text.line(name, safe_text.NAME))
    return tuple(out[:AUTHORS_MAX])


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
        and not _NOT_A_NAME.search(line)
    )


def folded(text: str) -> str:
    """Letters and digits only, case folded: how names are compared."""
    return _NO_LETTER.sub("", text.casefold())


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


def _same_outlet(name: str, outlet: str) -> bool:
    key, other = folded(name), folded(outlet)
    return key == other or (len(other) >= 5 and key.startswith(other)) or (len(key) >= 5 and key in other)


def _tidy(part: str) -> str:
    part = _ADDRESS.sub("", part)
    part = re.sub(r"\s*[(\[].{0,80}$", "", part)
    part = _BY.sub("", part.strip(" .,:;-–—|/*"))
    role = _ROLE.search(part)
    if role and role.start() > 0:
        part = part[: role.start()]
    return _DATE_TAIL.sub("", part.strip(" .,:;-–—|/*"))


def _may_be_person(name: str) -> bool:
    return (
        2 < len(name) <= 60
        and len(name.split()) <= 6
        and not _NOT_A_NAME.search(name)
        and any(map(str.isalpha, name))
        and not name.islower()
    )
