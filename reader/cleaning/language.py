"""The language of a text by its commonest words, or its script: for pages that do not say, and for those that err."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

SAMPLE: Final = 6_000
"""Characters looked at."""
SHARE: Final = 0.06
"""Least share of a text's words that are among a language's commonest for it to be that language."""

TELLING: Final = 60
"""Words from which the shares of a text tell against what its page declares."""
CLEAR: Final = 0.12
CLEARLY_MORE: Final = 2.5
"""Share of common words, and ratio to the declared language's, from which another language is clear."""
STRANGE: Final = 0.02
"""Share of common words below which a text is not in a language: of English and its like they are a fifth and more."""

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
    "ca": "els del les amb per que una dels més com és també però han sobre entre aquest aquesta seva ser va segons",
    "hr": "je u i na se da su za od koji koja što kako nije bi će ili ali te iz samo prema nakon kao kod još bio",
    "sk": "a v na sa je že s z do o po pri pre aj ako ktoré ktorý podľa bol boli však jeho ich len už ešte alebo",
    "sl": "je in v na se da so za ki po z pri tudi pa ne bi bo bil kot od še ali že ter svoje leta",
    "lt": "ir kad su iš į tai yra ne kaip bet buvo apie po dėl už tik jau dar taip pat savo metų",
    "lv": "un ir ka no ar par uz tas bet kā arī lai tika bija pēc gan vai tikai savu gada",
    "et": "ja on et ei see oli kui ta ka mis oma nii aga ning ma seda pärast kes mida juba",
    "sq": "të dhe në një për me se që është nga më ka si nuk kjo janë por edhe pas ishte",
    "af": "die van en het nie is wat dat om te sy vir was deur ook maar hulle nog gesê aan word na",
    "is": "og að í á er um sem til við var með ekki það hann hún en af fyrir eru",
    "eu": "eta da ez du bat dute baina ere izan zuen egin dira den zen baino beste duen",
    "tl": "ang ng sa na mga ay at si ni para ito hindi ng kay niya siya kung may din",
    "so": "iyo oo ka ku in la waa uu ay soo ah kale waxaa leh kala isaga ayaa",
    "ha": "da na a ta ya ce shi wanda kuma don cikin ba an yi zuwa su wajen domin",
    "xh": "ukuba kwaye ngokuba kodwa xa le lo aba uthe kunye ngenxa emva phakathi eli yona nje wathi abantu",
    "zu": "ukuthi futhi kodwa uma nge lokhu kanye ngoba emva phakathi uthe yena kusho abantu kule lo ngesikhathi",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_ALL = frozenset().union(*_WORDS.values())
_LANGUAGES = {word: tuple(language for language, words in _WORDS.items() if word in words) for word in _ALL}
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_SERBIAN = re.compile("[јљњђћџЈЉЊЂЋЏ]")
_RUSSIAN = re.compile("[ыэёЫЭЁ]")
_URDU = re.compile("[ٹڈڑےںہ]")
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
    ("te", re.compile("[\u0c00-\u0c7f]")),
    ("kn", re.compile("[\u0c80-\u0cff]")),
    ("ml", re.compile("[\u0d00-\u0d7f]")),
    ("gu", re.compile("[\u0a80-\u0aff]")),
    ("pa", re.compile("[\u0a00-\u0a7f]")),
    ("si", re.compile("[\u0d80-\u0dff]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("am", re.compile("[\u1200-\u137f]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
)
_ANY_SCRIPT = re.compile("|".join(script.pattern for _, script in _SCRIPTS))
_LETTERS = re.compile(r"(?:[\W\d_]*[^\W\d_]){20}")
_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")
_WORD = re.compile(r"[^\W\d_]+")


# Languages written in a script that another is guessed by.
_FAMILIES = (
    frozenset("ru uk bg sr mk be kk ky mn tg tt".split()),
    frozenset("ar fa ur ps ku ckb ug sd".split()),
    frozenset("hi ne mr sa".split()),
    frozenset("bn as".split()),
    frozenset("he yi".split()),
    frozenset("zh yue".split()),
    frozenset("am ti".split()),
)
# Close relatives, which common words do not tell apart for certain.
_CLOSE = tuple(
    frozenset(relatives.split())
    for relatives in ("no nb nn da sv", "hr bs sr sh sl", "id ms", "xh zu", "cs sk", "nl af", "es gl ca pt")
)


def guessed_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None where it is too short or too strange to tell."""
    return _guess(text[:SAMPLE])[0]


def settled_language(declared: str | None, text: str) -> tuple[str | None, bool]:
    """The language of a text whose page declares one, and whether the text was believed instead of the page.

    The text wins where it is in another script, or where its common words are clearly another language's; the answer is
    None where hardly a word of a long text is of the declared language and no other is known by its words.
    """
    guess, shares = _guess(text[:SAMPLE])
    if declared is None or guess is None or guess == declared:
        strange = declared in shares and guess is None and shares[declared] < STRANGE
        return (None, True) if strange else (declared or guess, False)
    if any(guess in family and declared in family for family in (*_FAMILIES, *_CLOSE)):
        return declared, False
    if guess not in shares:
        return guess, True
    clear = shares[guess] >= CLEAR and shares[guess] >= CLEARLY_MORE * shares.get(declared, 0.0)
    return (guess, True) if clear else (declared, False)


def language_code(declared: str | None) -> str | None:
    """The primary code, lower case, of a declared language tag (en-GB is en); None where it is no tag."""
    match = _CODE.fullmatch((declared or "").strip())
    return match[1].lower() if match else None


def _guess(text: str) -> tuple[str | None, dict[str, float]]:
    """The language, and the share of the words that are each language's; no shares where the script told it, or the
    text is short.
    """
    if not _LETTERS.match(text):
        return None, {}
    if not text.isascii() and _ANY_SCRIPT.search(text):
        letters = sum(map(str.isalpha, text))
        for language, script in _SCRIPTS:
            share = 0.05 if language == "ja" else 0.3
            if len(script.findall(text)) >= letters * share:
                return _within_script(language, text), {}
    words = _WORD.findall(text.lower())
    total = len(words)
    scores = dict.fromkeys(_WORDS, 0)
    for word, count in Counter(words).items():
        for language in _LANGUAGES.get(word, ()):
            scores[language] += count
    best = max(scores, key=lambda language: scores[language])
    shares = {language: score / total for language, score in scores.items()} if total >= TELLING else {}
    return (best if scores[best] >= max(2, SHARE * total) else None), shares


def _within_script(language: str, text: str) -> str:
    if language == "ru":
        if len(_UKRAINIAN.findall(text)) * 40 > len(text) / 10:
            return "uk"
        if len(_SERBIAN.findall(text)) * 60 > len(text):
            return "sr"
        if not _RUSSIAN.search(text) and text.count("ъ") * 150 > len(text):
            return "bg"
    if language == "ar" and len(_URDU.findall(text)) * 30 > len(text):
        return "ur"
    if language == "ar" and len(_PERSIAN.findall(text)) * 100 > len(text):
        return "fa"
    return language


def common_words(language: str | None) -> frozenset[str]:
    """The commonest words of a language; of all known ones where it is None or unknown."""
    return _WORDS.get(language or "", _ALL)
