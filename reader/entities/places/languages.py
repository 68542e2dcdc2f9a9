"""Demonyms that name no people here: a language that is spoken, a verb, a pole, a style of building."""

from __future__ import annotations

import re
from typing import Final

from reader.entities.gazetteer.matcher import Hit
from reader.entities.reading import Reading

_SPOKEN = re.compile(
    r"\b(?:in|speak|speaks|speaking|spoke|spoken|fluent|learn|learning|learned|translated|translation|translations"
    r"|broken|native|your|my)(?:(?: [A-Z][a-z]{2,12},?){1,3} (?:and|or))?$",
    re.IGNORECASE,
)
SPOKEN_REACH: Final = 50
"""Code points to the left of a language in which a verb of speech is sought, past other languages."""
_NOT_A_NOUN = re.compile(
    r"$|\s*[.,;:)\"'\n-]|\s+(?:and|or|that|to|on|at|with|for|by|but|as|before|after|when|while|said|is|was|from"
    r"|instead|only|well|,)\b"
)
_LANGUAGE_NOUN = re.compile(
    r"[- ](?:language|languages|speaking|speaker|speakers|word|words|phrase|alphabet|"
    r"grammar|lessons|translation|subtitles|dictionary)\b"
)
_IMPERATIVE = re.compile(
    r" (?:your|the|my|it|them|up|off|with|a|his|her|their|dancing|dance|vault|vaulter|vaulters|position)\b"
)
_GEORGIAN_STYLE = re.compile(
    r" (?:houses?|mansions?|architecture|style|terraces?|townhouses?|era|period|building|facade|Bay)\b"
)
_SENTENCE_ENDS: Final = '.!?:;"\n'


def is_language(reading: Reading, hit: Hit) -> bool:
    """Whether the demonym at `hit` is the language: spoken, learnt, or before a word for words."""
    text = reading.text
    if _LANGUAGE_NOUN.match(text, hit.end):
        return True
    if reading.phrase(hit) == "Polish" and opens_sentence(reading, hit.start) and _IMPERATIVE.match(text, hit.end):
        return True
    return bool(_SPOKEN.search(text[max(0, hit.start - SPOKEN_REACH) : hit.start].rstrip(" "))) and bool(
        _NOT_A_NOUN.match(text, hit.end)
    )


def odd_use(reading: Reading, hit: Hit) -> bool:
    """Demonyms that are common words: an imperative ("Polish your shoes"), a pole, a style of building."""
    text = reading.text
    word = text[hit.start : hit.end]
    if word in ("Pole", "Polish"):
        return bool(_IMPERATIVE.match(text, hit.end)) or bool(
            re.match(r" (?:position|vault|dancer|star)", text[hit.end : hit.end + 10])
        )
    return word == "Georgian" and bool(_GEORGIAN_STYLE.match(text, hit.end))


def opens_sentence(reading: Reading, position: int) -> bool:
    """Whether a sentence or line begins at `position`."""
    before = reading.text[max(0, position - 3) : position].rstrip(" ")
    return not before or before[-1] in _SENTENCE_ENDS
