"""What surrounds an article: pointers to other stories, pleas, credits, stamps, walls; the words are in furniture.toml.

One vocabulary serves both pages and pasted text. Every question is about one line whose white space is single spaces;
all patterns are anchored or bounded, so that no line makes them crawl.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Final

SHORT: Final = 45
"""Words; a longer line is prose even when it begins like a pointer."""
LABELLED: Final = 20
"""The same for a line that begins with a label such as "Video:"."""
PROMO: Final = 320
"""Characters of the longest line that asks for something; also where words are not parted by spaces."""
SPARSE: Final = 12
"""Words of the longest line that one term about cookies or data makes one about nothing else."""
TALK: Final = 6
DENSE: Final = 3
"""Words of the shortest line about cookies or data that has to speak to somebody; words a term where it need not."""
LONGEST: Final = 1_500
"""Characters of the longest line that is looked at, however few its words are."""
CAPTION: Final = 90
"""Words of the longest caption."""

_MARKS = "•*-–—|#()[]_: "


def _vocabulary() -> dict[str, list[str]]:
    text = (files("reader.cleaning") / "furniture.toml").read_text("utf-8")
    return {
        name: [line for line in lines.split("\n") if line and not line.startswith("#")]
        for name, lines in tomllib.loads(text).items()
    }


_WORDS: Final = _vocabulary()


def _pattern(name: str, before: str = "", after: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(_WORDS[name])}){after}", re.IGNORECASE)


_HEADING = _pattern("heading", after=r"\s*[:>»›…]?")
_OWN_HEADING = _pattern("own_heading", after=r"\s*[:>»›…]?")
_POINTER = _pattern("pointer", r"\W{0,3}")
_LABEL = _pattern("label", r"\W{0,3}", r" ?[:|] ")
_PLEA = _pattern("plea", r"\b", r"\b")
_PLEA_OPENING = _pattern("plea_opening", r"\W{0,3}", r"\b")
_PLEA_HINT = _pattern("plea_hint", r"\W{0,3}", r"\b")
_PROMO = _pattern("promo", r"\W{0,3}")
_TAIL = _pattern("tail", r"[•*\s]{0,3}")
_CREDIT = _pattern("credit")
_NOTICE = _pattern("notice")
_NOTICE_OPENING = _pattern("notice_opening")
_PICTURED = _pattern("pictured", after=r"[.\s]*$")
_PICTURE = _pattern("picture")
_STAMP = _pattern("stamp")
_CONSENT = _pattern("consent", r"\b", r"\b")
_WALLS = {
    kind: _pattern(f"wall_{kind}", r"(?<!\w)") for kind in ("error", "robot", "script", "paywall", "login", "consent")
}
_TITLES = {kind: _pattern(f"title_{kind}", r"\W{0,3}", r"\W{0,3}$") for kind in ("error", "robot", "script")}
_COMMENTS = _pattern("comments", r"\W{0,3}")
_ENDING = _pattern("ending", r"\W{0,3}")
_TALKS = re.compile(
    r"\b(?:you|yours?|we|our|us|this (?:web)?site|sie|ihre?[nmrs]?|wir|unsere?[nmrs]?|vous|vos|votre|nous|notre|nos"
    r"|usted|sus?|nuestr[oa]s?|nosotros|voi|tu[oa]i?|noi|nostr[aeio]|você|seus?|suas?|noss[oa]s?|uw|wij|ons|onze|du|din|ditt|vi|våra?"
    r"|twoj\w+|nasz\w*|мы|вы|вас|ваш\w*|наш\w*|siz\w*|biz\w*|anda|kami)\b|[您你]|我们|本サイト|当サイト|お客様|귀하|당사",
    re.IGNORECASE,
)
_CONTROLS = frozenset(word for line in _WORDS["control"] for word in line.split())
_DATE = re.compile(
    r"\b\d{1,2}\D{1,12}(?:19|20)\d\d\b|\b(?:19|20)\d\d ?[-./年년] ?\d{1,2}|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b"
    r"|\b\d{1,2} (?:hours?|minutes?|days?|mins?|hrs?) ago\b|\b\d{1,2}:\d\d\b",
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|shows?|showed|finds?|found|suggests?|suggested|said|says|will|would|that|which|who)\b"
)


def is_heading(line: str) -> bool:
    """Whether the line is a heading over other stories ("Related news", "Most read")."""
    return len(line) < 90 and _HEADING.fullmatch(line.strip(_MARKS)) is not None


def is_own_heading(line: str) -> bool:
    """Whether a text may have the line, which `is_heading`, as a heading of its own ("See also", "In depth")."""
    return _OWN_HEADING.fullmatch(line.strip(_MARKS)) is not None


def is_pointer(line: str) -> bool:
    """Whether the line sends the reader to another story or another part of the page."""
    words = len(line.split())
    if words > SHORT:
        return False
    if _POINTER.match(line) is not None:
        return True
    return words <= LABELLED and not line.endswith(".") and _LABEL.match(line) is not None


def is_plea(line: str) -> bool:
    """Whether the line asks the reader for something: an address, money, an app, a comment."""
    words = len(line.split())
    if words > SHORT or line[:1] in '"“‘«„':
        return False
    if is_promo(line):
        return True
    if words <= 6 or _PLEA_OPENING.match(line):
        return _PLEA.search(line) is not None
    return (words <= 18 or _PLEA_HINT.match(line) is not None) and len(_PLEA.findall(line)) >= 2


def is_promo(line: str) -> bool:
    """Whether the line's beginning alone says that it asks for something, or that the page's machinery speaks."""
    return len(line) <= PROMO and _PROMO.match(line) is not None


def is_credit(line: str) -> bool:
    """Whether the line names helpers, agencies or rights, and is no prose."""
    plain = line.strip(_MARKS)
    if len(plain.split()) > SHORT:
        return False
    if _NOTICE_OPENING.match(plain) or _NOTICE.search(plain):
        return True
    return _CREDIT.match(plain) is not None and _VERB.search(plain) is None


def is_caption(line: str) -> bool:
    """Whether the line ends or begins like the caption of a picture: with who took it, who may show it, or "Photo:"."""
    return len(line.split()) <= CAPTION and (_PICTURED.search(line[-120:]) or _PICTURE.match(line)) is not None


def is_stamp(line: str) -> bool:
    """Whether the line is a time stamp or a counter ("Updated 3 May", "2 min read", "14 shares")."""
    plain = line.strip(_MARKS)
    sentence = plain.endswith(".") and not plain.lower().endswith(".m.")
    return len(plain.split()) <= 12 and not sentence and _STAMP.match(plain) is not None


def is_control(line: str) -> bool:
    """Whether the line is made of words of the page's own controls ("Share", "x", "Advertisement", "___")."""
    words = line.lower().strip(_MARKS).split()
    if len(words) > 4:
        return False
    return all(word.strip(".,:;!/&|+-") in _CONTROLS or not any(map(str.isalnum, word)) for word in words)


def is_consent(line: str) -> bool:
    """Whether the line is about cookies, personal data or terms: two such terms, or one in a dozen words.

    A sentence of some length that speaks to nobody ("you", "we") is news about them, unless it is full of such terms.
    """
    words = len(line.split())
    found = len(_CONSENT.findall(line))
    if not found or (found == 1 and words > SPARSE):
        return False
    return words < TALK or found * DENSE >= words or _TALKS.search(line) is not None


def is_comments(line: str) -> bool:
    """Whether the line heads the readers' comments."""
    return _COMMENTS.match(line[:200]) is not None


def is_ending(line: str) -> bool:
    """Whether the line is one of those that stand after the end of an article (tags, sharing, the next story)."""
    return _ENDING.match(line[:200]) is not None


def wall_kind(text: str) -> str | None:
    """Which kind of page that shows no article says the text: error, robot, script, paywall, login or consent."""
    return next((kind for kind, pattern in _WALLS.items() if pattern.search(text)), None)


def is_wall_title(line: str, kind: str) -> bool:
    """Whether the title of a page says that it is an error ("error"), a check ("robot") or needs scripts ("script")."""
    return any(_TITLES[kind].match(part.strip()) for part in (line[:200], *re.split(r" [|–—-] ", line[:200])))


def is_tail(line: str) -> bool:
    """Whether the line, at the very end of an article, is no part of it: who helped, where to write, tags."""
    return len(line.split()) <= SHORT and len(line) <= PROMO and (_TAIL.match(line) is not None or is_furniture(line))


def is_date(line: str) -> bool:
    """Whether the line is little more than a day or a time, above an article."""
    return len(line) <= 60 and len(line.split()) <= 10 and _DATE.search(line) is not None


def is_furniture(line: str) -> bool:
    """Whether a whole block of an article's page belongs to the page and not to the article."""
    if not line or len(line) > LONGEST:
        return not line
    if len(line.split()) > SHORT:  # only a heading may have more words
        return is_heading(line)
    return any(judge(line) for judge in (is_heading, is_pointer, is_control, is_stamp, is_credit, is_plea))
