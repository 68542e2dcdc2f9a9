"""Which letters and words make a name that English news could write, and which names are one in other spellings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from reader.entities.gazetteer.names import HONORIFICS, STOP
from reader.entities.gazetteer.normal import folded
from reader.entities.gazetteer.romanisation import same_person
from reader.entities.gazetteer.variants import PARTICLES

MOST_WORDS: Final = 8
SHORTEST_WORD: Final = 4
"""Words of the longest name; letters of the shortest that has one word."""

_SMALL: Final = PARTICLES | frozenset("e van't 't ould wa ole na ap".split())
_BEARING: Final = frozenset("Sheikh Sheik Ayatollah Daw U Tun King Queen Prince Princess Pope Emperor Sultan".split())
"""Titles with which one name is enough: "Sheikh Hasina", "Pope Francis"."""
_SUFFIXES: Final = frozenset({"Jr.", "Sr."})
_NUMBER: Final = re.compile("[IVX]+")
_LONGEST_NAMELIKE: Final = 4
"""Letters of the small words that are names elsewhere: "To", "An", "Do"; "Minister" is none anywhere."""
_LAND: Final = re.compile(r" of (?:the )?[A-Z].*$")
_PARTED: Final = re.compile(r"[-‐‑]")

_MARKS = " '’ʻʼ‘.-"


def is_latin(text: str) -> bool:
    """Whether it is Latin letters, spaces, apostrophes, hyphens and dots, with a letter among them."""
    return any(char.isalpha() for char in text) and all(char in _MARKS or _latin_letter(char) for char in text)


@lru_cache(maxsize=2_048)
def _latin_letter(char: str) -> bool:
    return char.isalpha() and unicodedata.name(char, "").startswith("LATIN ")


def is_name(text: str) -> bool:
    """Whether it looks like a person's name: Latin, capitals where names have them, more than titles and initials.

    One word alone must have four letters. An office word may end a name ("Jim Justice") and not begin it.
    """
    words = text.split()
    if not is_latin(text) or not 1 <= len(words) <= MOST_WORDS or text.isupper():
        return False
    offices = [word in STOP and len(word) > _LONGEST_NAMELIKE for word in words]
    if offices[0] or sum(offices) > 1 or not _has_capitals(words):
        return False
    if len(words) == 1:
        return len(text) >= SHORTEST_WORD
    return full_words(text) > 1 or words[0] in _BEARING or (full_words(text) == 1 and "." in text)


def full_words(name: str) -> int:
    """How many words of the name are neither titles before it nor initials nor particles. The number of a king counts;
    all of a name counts where its title is a part of it.
    """
    words = name.split()
    if words[0] in _BEARING:
        return len(words)
    while words and HONORIFICS.match(f"{words[0]} A"):
        words = words[1:]
    return sum(_NUMBER.fullmatch(word) is not None or (len(word) > 1 and _is_capitalised(word)) for word in words)


def _has_capitals(words: list[str]) -> bool:
    """Every word begins with a capital but particles, and short words in the midst: "Daniel arap Moi"."""
    first, *rest = words[:-1] if words[-1] in _SUFFIXES and len(words) > 1 else words
    inner = [word for word in rest[:-1] if not (word.islower() and len(word) <= _LONGEST_NAMELIKE)]
    capitals = all(word[:1].isupper() or _is_capitalised(word) or word in _SMALL for word in (first, *inner))
    return capitals and _is_capitalised(rest[-1] if rest else first)


def _is_capitalised(word: str) -> bool:
    """ "Erdoğan", "al-Sisi", "O'Neill", "d'Estaing"; "F.W." is initials."""
    return not word.endswith(".") and any(part[:1].isupper() for part in re.split(r"[-'’ʻʼ‘]", word))


def key(name: str) -> str:
    """What the usual spellings of a name share, whatever the order of its words: for finding somebody again.

    Titles before it and the land after it are no part: "King Felipe VI" is "Felipe VI of Spain".
    """
    plain = _LAND.sub("", folded(name))
    title = HONORIFICS.match(plain)
    words = _PARTED.sub(" ", plain[title.end() :] if title else plain).replace(",", " ").split()
    return " ".join(sorted(same_person(words).casefold().replace(".", "").split())) if words else ""
