"""The standfirst: what a page sets apart under its headline, else how its head describes the article."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Final

import msgspec

from reader import safe_text
from reader.cleaning import furniture
from reader.cleaning.cleaned import Place
from reader.cleaning.html.facts.head import Metas
from reader.cleaning.html.facts.jsonld import Stated
from reader.cleaning.html.facts.near import Piece
from reader.cleaning.names import folded

STANDFIRST_MAX: Final = 600
"""Code points; a longer description is the article itself."""
WORDS_MIN: Final = 4
SIBLINGS_MIN: Final = 3
SIBLING_LETTERS: Final = 40
"""Paragraphs of that many letters right after a paragraph, from which it is the body's first and not set apart."""

_EMPHASISED = frozenset(("b", "em", "i", "strong"))
_CUT = re.compile(r"(?:\.\.\.|…|\[…\])\s*$")
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|sub-?title|sub-?head(?:line|ing)?|sub-?hed|dek|deck|summary|chapo"
    r"|chapeau|sapo|teaser-?text|article-?description|strap-?line|kicker-?text|bajada|entradilla|copete|manchet"
    r"|perex|occhiello|sommario|abstract|preamble|synopsis)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:^|[\s_-])(?:lede?|lead-?in|lead|intro(?:duction)?|excerpt|vorspann|anreisser|ingress)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PICTURE = re.compile(
    r"image|photo|picture|figure|caption|media|video|gallery|legend|author|byline|date|time|share", re.IGNORECASE
)


class Standfirst(msgspec.Struct, frozen=True):
    """A text that may be the standfirst (None: there is none), where it was read and in which words."""

    text: str | None = None
    place: Place = "header"
    words: str = ""


def set_apart(
    pieces: list[Piece], described: list[tuple[str, str]], title: str | None, outlet: str | None
) -> Standfirst:
    """What stands under the headline in an element that says so, or that says what the head's description says.

    One that only calls itself the lead, or that the description repeats, is the body's first paragraph where others
    follow it in its container.
    """
    known = {folded(text) for text, _ in described}
    named: Standfirst | None = None
    for piece in pieces:
        if not piece.below or piece.element.tag in ("ul", "li", "time", "a"):
            continue
        told = folded(piece.text) in known and len(piece.text.split()) >= WORDS_MIN and piece.element.tag != "p"
        if told and (piece.element.tag in _EMPHASISED or not _opens_body(piece.element)):
            text = as_standfirst(piece.text, title, outlet)
            if text:
                return Standfirst(text, "header", "under the headline, as the page's description has it")
        if named is None and _is_named(piece):
            text = as_standfirst(piece.text, title, outlet)
            named = Standfirst(text, "header", "set apart under the headline") if text else None
    return named or Standfirst()


def descriptions(record: Stated, metas: Metas) -> list[tuple[str, str]]:
    """How the head describes the article, and where; the most likely to be the standfirst first."""
    found = [
        (value, f'the meta element "{name}"')
        for name in ("og:description", "description", "twitter:description", "sailthru.description", "dc.description")
        for value in metas.get(name, ())[:1]
    ]
    return [*found, (record.description, 'the JSON-LD\'s "description"')] if record.description else found


def described(found: list[tuple[str, str]], title: str | None, outlet: str | None) -> Standfirst:
    """The first description that can be a standfirst."""
    for value, words in found:
        text = as_standfirst(value, title, outlet)
        if text:
            return Standfirst(text, "json-ld" if "JSON-LD" in words else "meta", words)
    return Standfirst()


def as_standfirst(text: str, title: str | None, outlet: str | None) -> str | None:
    """The text as a standfirst; None where it is cut short, the title over again, or about the outlet."""
    text = safe_text.line(text, STANDFIRST_MAX + 1)
    if (
        not text
        or len(text) > STANDFIRST_MAX
        or (len(text.split()) < WORDS_MIN and text.isascii())
        or _CUT.search(text)
    ):
        return None
    if title and folded(text) == folded(title):
        return None
    if furniture.is_plea(text) or (outlet and folded(outlet) and folded(text).startswith(folded(outlet))):
        return None
    return text


def _opens_body(element: Any) -> bool:
    """Whether an element is the first of the body's own paragraphs: they follow it in the same container."""
    paragraph = element if element.tag == "p" else next(element.iterancestors("p"), None)
    if paragraph is None:
        return False
    following = islice(paragraph.itersiblings("p"), SIBLINGS_MIN)
    return sum(len(p.text_content()) >= SIBLING_LETTERS for p in following) == SIBLINGS_MIN


def _is_named(piece: Piece) -> bool:
    element = piece.element
    if element.get("itemprop") in ("description", "alternativeHeadline"):
        return True
    named = _CAMEL.sub(
        "-", f"{element.get('class') or ''} {element.get('data-testid') or ''} {element.get('id') or ''}"[:300]
    )
    if _PICTURE.search(named):
        return False
    if not _CLASS.search(named) and (not _LEAD.search(named) or _opens_body(element)):
        return False
    return next(element.iter("h1", "img", "figure", "ul", "time"), None) is None
