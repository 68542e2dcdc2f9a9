"""Given names and endings that news spells in several ways because their own script is not Latin: Sergei and Sergey,
Mohammed and Muhammad, Chubais and Chubays. One table, for the spellings of known people and the ids of discovered ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reader.entities.gazetteer.nicknames import full_form

SPELLINGS: Final = 5
"""Spellings of given names that are made of one name at most; the commonest come first in the table."""

_CYRILLIC: Final = """
    Sergei Sergey Serguei
    Alexei Alexey Aleksei Aleksey
    Andrei Andrey
    Nikolai Nikolay
    Serhiy Sergiy Serhii
    Yuri Yury Yuriy
    Dmitry Dmitri Dmitriy Dimitri
    Alexander Aleksandr Alexandr Aleksander
    Oleksandr Olexander Olexandr
    Oleksiy Oleksii Olexiy
    Andriy Andrii
    Yevgeny Evgeny Yevgeni Evgeni Yevgeniy
    Viktor Victor
    Viktoria Victoria
    Vasily Vasili Vassily Vasiliy
    Valery Valeri Valeriy
    Gennady Gennadi Gennadiy
    Anatoly Anatoli Anatoliy
    Arkady Arkadi Arkadiy
    Grigory Grigori Grigoriy
    Georgy Georgi Georgiy Georgii
    Vitaly Vitali Vitaliy Vitalii
    Yulia Yuliya Iulia
    Yelena Elena
    Natalia Natalya Nataliya
    Tatiana Tatyana
    Ekaterina Yekaterina
    Ksenia Kseniya Xenia
    Emomali Imomali
    Mikheil Mikhail
"""
_ARABIC: Final = """
    Mohammed Mohamed Muhammad Mohammad Mohamad
    Ahmed Ahmad
    Hussein Hussain Hossein Husain Husayn
    Hassan Hasan
    Abdullah Abdallah Abdulla
    Abdul Abdel
    Abdulaziz Abdelaziz
    Abdulkarim Abdelkarim
    Abdulrahman Abdelrahman Abdurrahman
    Mahmoud Mahmud
    Massoud Masoud Masud
    Saeed Saeid
    Saleh Salih
    Omar Umar
    Osama Usama
    Yousef Youssef Yusuf Yousuf Yusef
    Khalid Khaled
    Faisal Faysal Feisal
    Walid Waleed
    Rashid Rasheed
    Nasser Nasir
    Tariq Tarek Tareq
    Nuri Nouri
    Mustafa Mostafa Moustafa
    Suleiman Sulaiman Suleyman
    Ismail Ismael
    Ibrahim Ebrahim
    Hamid Hameed
    Majid Majeed
    Karim Kareem
    Salim Saleem
    Habib Habeeb
    Ayman Aiman
    Muammar Moammar Muammer
    Hosni Husni
    Ehsan Ihsan
    Yasser Yasir
    Haider Haidar Haydar
    Mahdi Mehdi
    Muqtada Moqtada
    Asif Asef
    Yitzhak Itzhak
"""


def _classes(rows: str) -> dict[str, tuple[str, ...]]:
    return {word: row for row in (tuple(line.split()) for line in rows.split("\n")) for word in row}


_OF_CYRILLIC: Final = _classes(_CYRILLIC)
_OF_ARABIC: Final = _classes(_ARABIC)
_OF_ALL: Final = _OF_CYRILLIC | _OF_ARABIC
_ENDINGS: Final = (
    (re.compile(r"(?<=[a-z]{2}[sc]k)(?:yy|iy|ii|yi|yj|ij|i)$"), "y"),
    (re.compile(r"(?<=[aeiou])ev(?=a?$)"), "yev"),
    (re.compile(r"(?<=[aeou])iev(?=a?$)"), "yev"),
)
"""Endings of Slavic surnames and the spelling that stands for them all: -skiy is -sky, -aev is -ayev."""
_SLAVIC: Final = frozenset({"RU", "UA", "BY", "BG", "KZ", "KG", "TJ", "TM", "UZ", "AZ", "SU", "MK"})
"""Countries whose surnames come from Cyrillic, or came by way of it."""
_ARTICLES: Final = frozenset({"al", "el", "ul", "ad", "as", "ash", "an", "ar", "at", "az"})
_INITIAL = re.compile(r"[A-Z]\.(?:-?[A-Z]\.)*")


def respelt(name: str, country: str | None) -> Iterator[str]:
    """Other spellings of a name of two words or more, the likeliest first: of its first word, and of a Slavic surname.

    A Slavic surname is respelt where `country` writes, or wrote, Cyrillic. The name itself is not among them.
    """
    words = name.split()
    if len(words) < 2:
        return
    slavic = country in _SLAVIC
    firsts = (_OF_ALL if slavic else _OF_ARABIC).get(words[0], (words[0],))
    lasts = _last_spellings(words[-1]) if slavic else (words[-1],)
    ordered = sorted({words[0], *firsts[:SPELLINGS]}, key=lambda word: (word != words[0], firsts.index(word)))
    for last in lasts:
        for first in ordered:
            if (first, last) != (words[0], words[-1]):
                yield " ".join((first, *words[1:-1], last))


def same_person(words: Sequence[str]) -> str:
    """The words of a name, folded and with their capitals, as one key that its usual spellings share.

    The first spelling of the table stands for a given name, the full form for a short one; initials in the middle and
    Arabic articles are left out.
    """
    plain = [part for word in words for part in word.replace("'", "").split("-") if part]
    kept = [
        word
        for place, word in enumerate(plain)
        if word.lower() not in _ARTICLES and (place in (0, len(plain) - 1) or not _INITIAL.fullmatch(word))
    ] or plain
    given = [full_form(_OF_ALL.get(word, (word,))[0]) for word in kept[:-1]]
    return " ".join((*given, _plain_ending(kept[-1])))


def _plain_ending(word: str) -> str:
    for pattern, spelling in _ENDINGS:
        word = pattern.sub(spelling, word)
    return word


def _last_spellings(word: str) -> tuple[str, ...]:
    """The surname as it is, then as others spell it."""
    others: tuple[str, ...] = ()
    plain = _plain_ending(word)
    if plain.endswith(("sky", "cky")):
        others = (plain, f"{plain[:-1]}iy", f"{plain[:-1]}i", f"{plain[:-1]}ii")
    elif plain.endswith(("yev", "yeva")) and plain[-4 if plain.endswith("yev") else -5] in "aeiou":
        others = (plain, re.sub(r"y(?=eva?$)", "", plain))
    return (word, *(other for other in others if other != word))
