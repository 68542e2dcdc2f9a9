"""Texts of pages that show something else instead of an article: consent, scripts, robots, errors, payment."""

from __future__ import annotations

from typing import Final

from reader.cleaning import furniture
from reader.cleaning.cleaned import NotAnArticleError
from reader.cleaning.text.lines import Line

WORDS_MIN: Final = 8
"""Words of the shortest article."""
WALL_WORDS: Final = 120
"""Words of the longest text that is a wall because it speaks like one."""
LEFT_WORDS: Final = 25
"""Words besides its notices that make such a text an article after all."""
SAMPLE: Final = 4_000
"""Characters of a page without an article that are read for what it is."""

_COPY: Final = "open the page in a browser and copy it from there"
_WORDS: Final = {
    "error": ("is the text of an error page", "check the address; the article may have moved"),
    "robot": ("is the text of a check for robots, not the article", _COPY),
    "script": ("is the text of a page that needs JavaScript to show its article", _COPY),
    "consent": (
        "is the text of a consent page, not the article",
        "accept or reject cookies in a browser and copy the page after that",
    ),
    "login": ("is the text of a login page, not the article", "copy the page where you are signed in"),
    "paywall": ("is for subscribers: the text has at most the beginning", "copy the page where you are signed in"),
}


def must_be_article(lines: list[Line], kept: list[int]) -> None:
    """Raises NotAnArticleError, in words of what it is, where the kept lines are no article."""
    words = sum(lines[number].words for number in kept)
    if words >= WALL_WORDS:
        return
    left = sum(lines[number].words for number in kept if not is_notice(lines[number]))
    if words >= WORDS_MIN and (left == words or left >= LEFT_WORDS):
        return
    kind = _kind(" ".join(lines[number].text for number in kept)) or _kind(" ".join(line.text for line in lines))
    if kind is None and words and left < words:
        kind = "consent"
    if kind is None:
        raise NotAnArticleError("has no article in it", remedy="copy the page again, with the article")
    what, remedy = _WORDS[kind]
    raise NotAnArticleError(what, remedy=remedy)


def is_notice(line: Line) -> bool:
    """Whether a line is the page's own notice about cookies, scripts, login or payment."""
    return line.consent or furniture.wall_kind(line.text[:SAMPLE]) is not None


def _kind(text: str) -> str | None:
    return furniture.wall_kind(text[:SAMPLE])
