"""The headline: what the page shows, says in its JSON-LD and tells search engines and networks, put to the vote.

No single place is right: the title element carries the outlet's name, the og:title may be another headline for readers
of networks, the first h1 may be the site's logo, the JSON-LD may be cut short. What most of them say is the headline,
and what the reader sees has the strongest voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import msgspec

from reader import safe_text
from reader.cleaning.cleaned import Place
from reader.cleaning.html.facts.head import Metas, title_element
from reader.cleaning.html.facts.jsonld import Stated
from reader.cleaning.names import folded, resembles_outlet

HEADINGS_MAX: Final = 8
"""Main headings of one page that are looked at."""
VISIBLE: Final = 1.5
STATED: Final = 1.0
NETWORKS: Final = 0.8
TITLE_ELEMENT: Final = 0.3
"""Voices: of the visible headline, the JSON-LD, the og:title, and the title element and its like."""
DOUBTFUL: Final = 0.25
"""Voice of a main heading that nothing else in the page speaks for, where there is something else."""
KICKER_WORDS: Final = 4
"""Words of the longest kicker or label before or after a headline in the same element."""
FEW_WORDS: Final = 3
SECTION_WORDS: Final = 4
"""Words of the longest tail of a title element that may be a section's or the outlet's name."""

_SEPARATOR = re.compile(
    r"\s+[-|–—•·»:/_]{1,2}\s+|\s*\|\s*|\s+::\s+|(?<=[^\x00-\xff])\s?[-_]\s?(?=[^\x00-\xff])|\s+_(?=\S)"
)
_CUT = re.compile(r"(?:\.\.\.|…)\s*$")
_NAMED = re.compile(r"headline|title|heading", re.IGNORECASE)


class Headline(msgspec.Struct, frozen=True):
    """The page's headline (None: it has none), where it was read and in which words, and the element that shows it."""

    text: str | None
    place: Place = "headline"
    words: str = ""
    element: Any = None


class _Voice(msgspec.Struct):
    text: str
    weight: float
    place: Place
    words: str
    element: Any = None


def headline_of(tree: Any, record: Stated, metas: Metas, *, outlet: str | None, host: str) -> Headline:
    """The page's headline without the outlet's name."""
    stated = [voice for voice in _stated(tree, record, metas, outlet, host) if voice.text]
    visible = [voice for voice in _visible(tree, stated, outlet, host) if voice.text]
    voices = visible + stated
    if not voices:
        return Headline(None)
    shown = next((voice.element for voice in visible if voice.weight > DOUBTFUL), None)
    best = _elected(voices)
    if best.place == "title":
        best.text = _without_tail(best.text)
    return Headline(best.text, best.place, best.words, best.element if best.element is not None else shown)


def _stated(tree: Any, record: Stated, metas: Metas, outlet: str | None, host: str) -> Iterator[_Voice]:
    sources: list[tuple[str, float, Place, str]] = [(record.headline, STATED, "json-ld", 'the JSON-LD\'s "headline"')]
    for name, weight in (
        ("og:title", NETWORKS), ("parsely-title", NETWORKS), ("sailthru.title", TITLE_ELEMENT),
        ("twitter:title", TITLE_ELEMENT), ("dc.title", TITLE_ELEMENT), ("headline", TITLE_ELEMENT),
        ("title", TITLE_ELEMENT),
    ):  # fmt: skip
        sources += [(value, weight, "meta", f'the meta element "{name}"') for value in metas.get(name, ())[:1]]
    sources.append((title_element(tree), TITLE_ELEMENT, "title", "the title element"))
    for text, weight, place, words in sources:
        plain = without_outlet(text, outlet, host)
        yield _Voice(plain, weight / 4 if _CUT.search(plain) else weight, place, words)


def _visible(tree: Any, stated: list[_Voice], outlet: str | None, host: str) -> Iterator[_Voice]:
    """The main headings, each with the voice that it deserves: one that something stated speaks for is the headline."""
    headings = [(h1, safe_text.line(" ".join(h1.itertext()))) for h1 in islice(tree.iter("h1"), HEADINGS_MAX)]
    headings = [(h1, text) for h1, text in headings if text and not resembles_outlet(text, outlet, host)]
    if not headings:
        headings = [
            (element, safe_text.line(" ".join(element.itertext())))
            for element in islice(tree.iterfind(".//*[@itemprop='headline']"), 1)
            if element.tag != "meta"
        ]
    keys = [voice.text for voice in stated]
    for element, text in headings:
        own = next((plain for plain in _without_kickers(element, text) if folded(plain) in map(folded, keys)), text)
        weight = _weight(element, own, keys, alone=len(headings) == 1)
        yield _Voice(without_outlet(own, outlet, host), weight, "headline", "the visible headline", element)


def _weight(element: Any, text: str, stated: list[str], *, alone: bool) -> float:
    if not stated or any(_agree(text, other) for other in stated):
        return VISIBLE
    if len(text.split()) < FEW_WORDS and text.isascii():
        return DOUBTFUL
    marked = _is_marked(element)
    return VISIBLE if alone and marked else STATED if alone or marked else DOUBTFUL


def _is_marked(element: Any) -> bool:
    """Whether the heading stands in the article's element, or is named as its headline in the page's main part."""
    around = {parent.tag for parent in element.iterancestors()}
    named = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    return "article" in around or ("main" in around and _NAMED.search(named) is not None)


def _without_kickers(element: Any, text: str) -> Iterator[str]:
    """The heading's text, and the same without one part of it that has an element of its own."""
    yield text
    for child in islice(element, 4):
        if isinstance(child.tag, str):
            part = safe_text.line(" ".join(child.itertext()))
            if part and len(part.split()) <= KICKER_WORDS:
                yield safe_text.line(text.replace(part, " ", 1))


def _elected(voices: list[_Voice]) -> _Voice:
    """The voice that most others join: same words, or its words with a label or the outlet's sections around them."""
    keys = [folded(voice.text) for voice in voices]
    best, most = voices[0], -1.0
    for voice, key in zip(voices, keys, strict=True):
        if not key:
            continue
        total = sum(other.weight for other, text in zip(voices, keys, strict=True) if _joins(other, text, voice, key))
        total += voice.weight / 100
        if total > most:
            best, most = voice, total
    return best


def _joins(voice: _Voice, key: str, other: _Voice, shorter: str) -> bool:
    if key == shorter:
        return True
    if voice.place == "headline" or (len(other.text.split()) < FEW_WORDS and len(shorter) < 12):
        return False
    if key.startswith(shorter) or key.endswith(shorter):
        parts = [folded(part) for part in _SEPARATOR.split(voice.text)]
        return shorter in parts or len(voice.text.split()) - len(other.text.split()) <= KICKER_WORDS
    return False


def _agree(text: str, other: str) -> bool:
    one, two = folded(text), folded(other)
    if min(len(one), len(two)) >= 8 and (one in two or two in one):
        return True
    words, others = set(text.lower().split()), set(other.lower().split())
    common = len(words & others)
    return bool(words and others) and common >= 0.5 * min(len(words), len(others)) and common >= min(3, len(others))


def without_outlet(text: str, outlet: str | None, host: str) -> str:
    """The title without parts at its ends that name the outlet or its host, and short sections before such a part."""
    text = safe_text.line(text)
    if resembles_outlet(text, outlet, host) and len(text.split()) <= FEW_WORDS:
        return ""
    cut = False
    while marks := list(_SEPARATOR.finditer(text)):
        tail, head = text[marks[-1].end() :], text[: marks[0].start()]
        if len(tail.split()) <= 6 and _names_outlet(tail, outlet, host):
            text, cut = text[: marks[-1].start()], "|" in marks[-1][0]
        elif len(head.split()) <= 5 and _names_outlet(head, outlet, host):
            text = text[marks[0].end() :]
        elif cut and "|" in marks[-1][0] and len(tail.split()) <= FEW_WORDS:
            text = text[: marks[-1].start()]
        else:
            break
    return text.strip()


def _names_outlet(part: str, outlet: str | None, host: str) -> bool:
    """Whether a part of a title is the outlet's name, or that with a word or two ("CNN Politics"); no sentence is."""
    if not resembles_outlet(part, outlet, host):
        return False
    key = folded(part)
    names = [name for name in (folded(outlet or ""), folded(host), folded(host.split(".")[0])) if len(name) >= 2]
    if any(len(name) >= 0.5 * len(key) for name in names):
        return True
    return len(part.split()) <= FEW_WORDS and any(key.startswith(name) or key.endswith(name) for name in names)


def _without_tail(text: str) -> str:
    """A title element's text without its last part, where that is short and what stands before it is a headline.

    Only for a page that says its title nowhere else: the part is then the outlet's name, which the page does not say.
    """
    while marks := list(_SEPARATOR.finditer(text)):
        mark = marks[-1]
        head, tail = text[: mark.start()], text[mark.end() :]
        long_enough = len(head.split()) >= FEW_WORDS or (len(folded(head)) >= 16 and not head.isascii())
        if (":" in mark[0] and "::" not in mark[0]) or not long_enough or len(tail.split()) > SECTION_WORDS:
            break
        if len(folded(tail)) >= len(folded(head)) / 2:
            break
        text = head
    return text.strip()
