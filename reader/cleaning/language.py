"""The language of a text by its commonest words, or its script, for pages that do not say."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

SAMPLE: Final = 6_000
"""Characters looked at."""
SHARE: Final = 0.06
"""Least share of a text's words that are among a language's commonest for it to be that language."""

# The commonest function words of each, chosen to overlap little between neighbours.
_COMMON = {
    "en": "the of and to in that is was for on with as it by from at be are has have this which said but not they his",
    "de": "der die das und ist von mit den nicht auch sich dem ein eine auf für im zu als wird wurde haben nach bei",
    "fr": "le la les des et est une dans pour que qui sur pas plus avec par au aux du sont été cette mais ont ses",
    "es": "el los las del que una por con para como más pero sus fue este está también según sobre entre desde han",
    "pt": "os as do da dos das não uma com para que por mais foi como ao pelo pela também são segundo entre após em",
    "it": "il gli della delle che non una per con sono del dei alla nel più anche come dal stato ha di è dopo questo",
    "nl": "het een van en dat niet zijn voor met aan ook door bij naar wordt werd hebben maar deze uit heeft om is",
    "sv": "och att det som är på för inte med till har var ett av om från men den hade också kan enligt efter när",
    "no": "og det som er på for ikke med til har var et av om fra men den hadde også kan ifølge etter når å sier",
    "da": "og det som er på for ikke med til har var et af om fra men den havde også kan ifølge efter når siger blev",
    "fi": "ja on ei että se oli hän ovat myös mutta kun joka mukaan sekä kuin sen tai jos vain niin",
    "pl": "i w na się nie z do że jest to o po jak przez od za dla są był oraz ale który także jego",
    "cs": "a v na se je že s z do o to pro za by ale podle které jako po který také jsou od byl",
    "hu": "a az és hogy nem is egy meg volt csak de ez már mint vagy szerint még amely",
    "ro": "și în de la cu pe nu că este din pentru care mai au fost sunt a un prin după",
    "tr": "ve bir bu da de için ile olarak olan daha sonra çok kadar gibi ancak ise olduğunu göre",
    "id": "yang dan di dengan untuk dari pada ini itu tidak dalam akan adalah juga telah oleh sebagai karena bahwa",
    "vi": "của và là có được cho trong với các một những không này đã người khi từ đến",
    "sw": "ya na wa kwa ni katika la za kuwa hiyo huo hii pia cha yake baada",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_ALL = frozenset().union(*_WORDS.values())
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_PERSIAN = re.compile("[پچژگ]")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
)
_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")
_WORD = re.compile(r"[^\W\d_]+")


def guessed_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None where it is too short or too strange to tell."""
    text = text[:SAMPLE]
    letters = sum(map(str.isalpha, text))
    if letters < 20:
        return None
    for language, script in _SCRIPTS:
        share = 0.05 if language == "ja" else 0.3
        if len(script.findall(text)) >= letters * share:
            return _within_script(language, text)
    counted = Counter(_WORD.findall(text.lower()))
    total = sum(counted.values())
    scores = {language: sum(counted[word] for word in words) for language, words in _WORDS.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] >= max(2, SHARE * total) else None


def language_code(declared: str | None) -> str | None:
    """The primary code, lower case, of a declared language tag (en-GB is en); None where it is no tag."""
    match = _CODE.fullmatch((declared or "").strip())
    return match[1].lower() if match else None


def _within_script(language: str, text: str) -> str:
    if language == "ru" and len(_UKRAINIAN.findall(text)) * 40 > len(text) / 10:
        return "uk"
    if language == "ar" and len(_PERSIAN.findall(text)) * 100 > len(text):
        return "fa"
    return language


def common_words(language: str | None) -> frozenset[str]:
    """The commonest words of a language; of all known ones where it is None or unknown."""
    return _WORDS.get(language or "", _ALL)
