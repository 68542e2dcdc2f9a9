"""The words around a surname: given names before it, and words after it that make it another name or a thing's."""

from __future__ import annotations

import re
from typing import Final

from reader.entities.gazetteer.names import STOP, THINGS
from reader.entities.gazetteer.politics import REGIONS
from reader.entities.gazetteer.variants import PARTICLES
from reader.entities.reading import Reading

MAX_GIVEN: Final = 4
"""Given names that are read before a surname at most."""
_HONORIFIC_WORDS: Final = frozenset(
    """
    Mr Mr. Dr Dr. Sir Lord Lady Dame President Vice-President Premier Minister Chancellor King Queen Prince Princess
    Senator Sen. Governor Gov. Rep. Secretary Chairman Colonel Col. General Gen. Ambassador Comrade Candidate
    Speaker Emir Sultan Pope Emperor Mayor Leader Major Marshal Admiral Captain Sheikh Ayatollah Baroness Judge
    Justice Professor Mr.. Then Former Ex-President Democrat Republican Envoy Spokesman Spokeswoman Congressman
    Congresswoman MP Herr Senor Presidents Senators Ministers
    """.split()
)
_OPENERS: Final = STOP | _HONORIFIC_WORDS | frozenset(
    """
    Than Can May Will So No An Neither Either Nor Although Because Both Despite Earlier Even Ever Former Given How
    However Meanwhile Moreover Once Only Perhaps Still Though Through Thus Under Unlike Upon Why Yet Did Does Do Is
    What Asked Between Like Among Amid Later Last Next Instead Just Meeting Accused Welcoming Quoting Citing Calling
    Before Whether Within Per Via Versus Or Tell Let Vote
    """.split()
)  # fmt: skip

_INITIALS = re.compile(r"(?:[A-Z]\.-?)+")


def given_names(reading: Reading, start: int) -> tuple[int, list[str]]:
    """Capitalised words and initials right before a surname that read as given names, and where they begin."""
    given: list[str] = []
    position = start
    while len(given) < MAX_GIVEN:
        word = reading.before(position)
        if word in PARTICLES and given == [] and position == start:
            inner = position - len(word) - 1
            if reading.before(inner)[:1].isupper():
                position = inner
                continue
            break
        bare = word.lstrip("\"'(")
        if not given and bare.lower() in PARTICLES:
            break
        if (
            not bare[:1].isupper()
            or bare in _OPENERS
            or "'" in bare[-2:]
            or not bare.replace("-", "").rstrip(".").isalpha()
        ):
            break
        at = position - 1 - len(bare)
        if at in reading.role_starts or position - 1 in reading.role_ends:
            break
        if position - 1 in reading.ends or (bare.endswith(".") and len(bare) > 2 and not _INITIALS.fullmatch(bare)):
            break
        if given and len(bare) > 1 and bare.isupper() != given[0].isupper() and not bare.endswith("."):
            break
        given.insert(0, bare)
        position = at
        if bare != word:
            break
    if given and reading.case(start) == "title":
        return _title_case_given(reading, start, given)
    return (position, given) if given else (start, [])


def _title_case_given(reading: Reading, start: int, given: list[str]) -> tuple[int, list[str]]:
    """In a headline every word has a capital: only a known given name counts."""
    last = given[-1]
    if last in reading.given_names:
        return start - len(last) - 1, [last]
    return start, []


def dated_by(reading: Reading, start: int) -> bool:
    """Whether the name at `start` only dates a time: "the pre-Castro government"."""
    return reading.text.endswith(("pre-", "Pre-", "post-", "Post-"), 0, start)


def goes_on(reading: Reading, end: int, *, family_first: bool = False) -> bool:
    """Whether the next word makes it another name or a thing's ("Jackson Hole", "Clinton Foundation")."""
    text = reading.text
    if family_first and text.startswith("-", end) and text[end + 1 : end + 2].isupper():
        return False
    if not text.startswith(" ", end):
        return False
    word = reading.after(end)
    if not word[:1].isupper() or word in STOP - THINGS - _NOUNS or (word.endswith("'s") and word[:-2] in STOP):
        return False
    if word in REGIONS:
        return False
    if word in THINGS or word in _NOUNS or word in ("Jr", "Sr", "Jr."):
        return True
    if reading.case(end) != "sentence":
        return False
    return end + 1 not in reading.starts and end + 1 not in reading.role_starts and not word.isupper()


_NOUNS: Final = frozenset(
    """
    Foundation University Institute Street Avenue Road Square Airport Building Tower Library School College Hospital
    Bridge Prize Award Inc Corp Ltd Co Group Bank Company
    """.split()
)
