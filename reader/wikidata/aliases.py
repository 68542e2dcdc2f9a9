"""Which aliases of a person are names that a text can be searched for.

Anybody may add an alias to Wikidata, and a wrong one marks a wrong person in every article. The doubtful is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from typing import Final

from reader.entities.gazetteer.names import THINGS
from reader.entities.gazetteer.normal import folded
from reader.entities.gazetteer.variants import PARTICLES, title_length
from reader.wikidata.latin import full_words, is_name

MOST_ALIASES: Final = 12
"""Aliases of one person; the shortest, which news is likeliest to write."""
SHORTEST: Final = 5
"""Code points of the shortest alias."""
LIKENESS: Final = 0.6
"""How alike an alias must be to the name where they share no word (Ratcliff and Obershelp's ratio, 0 to 1): "Moammar
Qadhafi" is .80 like "Muammar Gaddafi", "Iron Lady" and "Margaret Thatcher" are .08.
"""
_LONG_WORD: Final = 3


def good_aliases(name: str, offered: Iterable[str], is_taken: Callable[[str], bool]) -> tuple[str, ...]:
    """The aliases worth searching for, the shortest first, each once; `is_taken` tells phrases that mean another."""
    kept: dict[str, str] = {}
    full = [other for other in offered if len(other.split()) > 1 and _is_of(other, name)]
    for alias in sorted((*full, *(word for word in offered if _is_inner_name(word, name, full))), key=_short_first):
        plain = folded(alias)
        clear = is_name(alias) and (full_words(alias) > 1 or " " not in alias)
        if clear and plain != folded(name) and len(alias) >= SHORTEST and not is_taken(alias):
            kept.setdefault(plain, alias)
    return tuple(kept.values())[:MOST_ALIASES]


def _short_first(alias: str) -> tuple[int, str]:
    return (len(alias), alias)


def _is_of(alias: str, name: str) -> bool:
    """Whether the alias shows that it is this person's: by a word they share, or by looking like another spelling."""
    if title_length(alias) or set(alias.split()) & THINGS - set(name.split()):
        return False
    mine = {word for word in _words(name) if len(word) >= _LONG_WORD}
    if mine & set(_words(alias)):
        return True
    return SequenceMatcher(None, folded(name).casefold(), folded(alias).casefold()).ratio() >= LIKENESS


def _is_inner_name(word: str, name: str, full: Iterable[str]) -> bool:
    """Whether one word is a name of the person by itself: "Lula" of Luiz Inácio Lula da Silva.

    A first name is many people's, a surname is known from the name, and any other word is a common one for all we know.
    """
    if " " in word:
        return False
    plain = word.casefold()
    outer = {*_words(name)[:1], *(part for other in (name, *full) for part in _words(other)[-1:])}
    inner = {part for other in (name, *full) for part in _words(other)[1:-1] if part not in PARTICLES}
    return folded(plain) in inner - outer


def _words(name: str) -> list[str]:
    return folded(name).casefold().replace("-", " ").split()
