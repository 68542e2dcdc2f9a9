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
_POINTER = _pattern("pointer", r"\W{0,3}")
_LABEL = _pattern("label", r"\W{0,3}", r" ?[:|] ")
_PLEA = _pattern("plea", r"\b", r"\b")
_PLEA_OPENING = _pattern("plea_opening", r"\W{0,3}", r"\b")
_PLEA_HINT = _pattern("plea_hint", r"\W{0,3}", r"\b")
_CREDIT = _pattern("credit")
_NOTICE = _pattern("notice")
_PICTURED = _pattern("pictured", after=r"[.\s]*$")
_PICTURE = _pattern("picture")
_STAMP = _pattern("stamp")
_CONSENT = _pattern("consent", r"\b", r"\b")
_WALL = _pattern("wall", r"\b", r"\b")
_COMMENTS = _pattern("comments", r"\W{0,3}")
_ENDING = _pattern("ending", r"\W{0,3}")
_CONTROLS = frozenset(word for line in _WORDS["control"] for word in line.split())
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|shows?|showed|finds?|found|suggests?|suggested|said|says|will|would|that|which|who)\b"
)


def is_heading(line: str) -> bool:
    """Whether the line is a heading over other stories ("Related news", "Most read")."""
    return len(line) < 90 and _HEADING.fullmatch(line.strip(_MARKS)) is not None


def is_pointer(line: str) -> bool:
    """Whether the line sends the reader to another story or another part of the page."""
    words = len(line.split())
    if words > SHORT:
        return False
    return _POINTER.match(line) is not None or (words <= LABELLED and _LABEL.match(line) is not None)


def is_plea(line: str) -> bool:
    """Whether the line asks the reader for something: an address, money, an app, a comment."""
    words = len(line.split())
    if words > SHORT or line[:1] in '"“‘«„':
        return False
    found = len(_PLEA.findall(line))
    if not found:
        return False
    if words <= 6 or _PLEA_OPENING.match(line):
        return True
    return found >= 2 and (words <= 18 or _PLEA_HINT.match(line) is not None)


def is_credit(line: str) -> bool:
    """Whether the line names helpers, agencies or rights, and is no prose."""
    plain = line.strip(_MARKS)
    if len(plain.split()) > SHORT:
        return False
    return _NOTICE.search(plain) is not None or (_CREDIT.match(plain) is not None and _VERB.search(plain) is None)


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
    """Whether the line is about cookies, personal data or terms: two such terms, or one in a dozen words."""
    found = len(_CONSENT.findall(line))
    return found >= 2 or (found == 1 and len(line.split()) <= 12)


def is_comments(line: str) -> bool:
    """Whether the line heads the readers' comments."""
    return _COMMENTS.match(line[:200]) is not None


def is_ending(line: str) -> bool:
    """Whether the line is one of those that stand after the end of an article (tags, sharing, the next story)."""
    return _ENDING.match(line[:200]) is not None


def is_wall(text: str) -> bool:
    """Whether the text is what a page shows instead of an article."""
    return _WALL.search(text) is not None


def is_furniture(line: str) -> bool:
    """Whether a whole block of an article's page belongs to the page and not to the article."""
    if not line:
        return True
    return any(judge(line) for judge in (is_heading, is_pointer, is_control, is_stamp, is_credit, is_plea))
