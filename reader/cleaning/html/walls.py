"""What a page shows instead of an article: errors, checks for robots, scripts that must run, consent, login, payment.
Each is told in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, NoReturn

from reader import safe_text
from reader.article import Block
from reader.cleaning import furniture
from reader.cleaning.cleaned import NotAnArticleError
from reader.cleaning.text.lines import word_count

ERROR_WORDS: Final = 120
"""Words; a page that says more is not told from an article by a heading such as "Page not found"."""
WALL_WORDS: Final = 160
"""Words; a page that says more and speaks of cookies or JavaScript is an article all the same."""
CONSENT_WORDS: Final = 500
"""Words of the longest text about cookies and personal data that is a wall, where it is half of what the page says."""
BRIEF_WORDS: Final = 25
"""Words that are left of a short article when the page's notices are taken away."""
TEASER_WORDS: Final = 170
"""Words of the longest beginning of an article that stands before a paywall and not instead of the whole."""
TEASER_SHARE: Final = 0.6
"""Share of the words the page says its article has, below which the rest is missing."""
LEAST_WORDS: Final = 3
"""Words of the shortest page with scripts that is what it says, where it says nothing else."""
NOTICE_MAX: Final = 1_000
"""Characters of a block that are read for what it is."""
LISTED_MIN: Final = 4
"""Stories that a page without an article leads to, from which it is a list of them."""
TEXTS_MAX: Final = 4_000
"""Texts and names of a page that are read for what it asks."""

_REMEDY = "open the page in a browser and save it from there"
_SIGNED_IN = "open it in a browser where you are signed in and save it from there"
_KINDS: Final = (
    ("error", "is an error page", "check the address; the article may have moved"),
    ("robot", "is a check for robots, not the article", _REMEDY),
    ("script", "needs JavaScript to show its article", _REMEDY),
    (
        "consent",
        "is a consent page, not the article",
        "accept or reject cookies in a browser and save the page from there",
    ),
    ("login", "is a login page, not the article", _SIGNED_IN),
    ("index", "is a list of articles, not one of them", "open one of them and save that page"),
    ("paywall", "is for subscribers: it shows at most the beginning", _SIGNED_IN),
)
_SENTENCE = re.compile(r"[.!?…。！？।؟][\"”’»)\]」』]*$")
_OPEN_ENDED = re.compile(r"(?:\.\.\.|…|\[…\]|[^\s.!?…。！？।؟\"”’»)\]])\s*$")
_DATA = re.compile(
    r"cookie|consent|einwillig|datenschutz|privacy|privacidad|données personnelles|personal data", re.IGNORECASE
)
_GATE = re.compile(
    r"(?<![a-z])(?:pay-?wall|reg-?wall|piano|subscri(?:be|ption|ber)-?(?:wall|gate|only|prompt)|premium-?(?:content|wall|teaser)"
    r"|content-?gate|gated|metered|leaky|poool|locked|barrier|plus-?(?:teaser|abo))",
    re.IGNORECASE,
)


def refuse_error_page(tree: Any, words: int) -> None:
    """Raise NotAnArticleError where the page's own title or headline says that there is nothing here."""
    if words > ERROR_WORDS:
        return
    for element in (*tree.xpath("//title")[:1], *tree.xpath("//h1")[:2]):
        text = safe_text.line(" ".join(element.itertext()))
        for kind in ("error", "robot", "script"):
            if furniture.is_wall_title(text, kind):
                raise _refusal(kind)


def without_notices(blocks: list[Block]) -> list[Block]:
    """The blocks of a short text without its notices about cookies, scripts and login. Raises NotAnArticleError in
    their words where next to nothing else is left.
    """
    words = sum(word_count(block.text) for block in blocks)
    if words > CONSENT_WORDS or (words > WALL_WORDS and not any(_DATA.search(block.text) for block in blocks)):
        return blocks
    notices = [block for block in blocks if is_notice(block.text)]
    if not notices:
        return blocks
    rest = [block for block in blocks if block not in notices and block.kind != "heading"]
    left = sum(word_count(block.text) for block in rest)
    told = sum(word_count(block.text) for block in notices)
    consent = any(kind_of(block.text) == "consent" for block in notices)
    if (words <= WALL_WORDS and left < BRIEF_WORDS) or (consent and told >= left):
        raise _refusal(kind_of(" ".join(block.text for block in notices)))
    if words > WALL_WORDS:
        return blocks
    return [block for block in blocks if block not in notices]


def is_notice(text: str) -> bool:
    """Whether a block of a short text is the page's own notice: it says a wall's words, or speaks to
    the reader of consent.
    """
    text = text[:NOTICE_MAX]
    return furniture.wall_kind(text) is not None or furniture.is_consent(text)


def kind_of(text: str) -> str:
    """The wall that a text is: the kind its words say, consent where they only speak of cookies and data."""
    return furniture.wall_kind(text) or "consent"


def refuse_stub(parts: Sequence[Any], blocks: Sequence[Block], *, free: bool | None, stated_words: int) -> None:
    """Raise NotAnArticleError where the page shows the beginning of an article and keeps the rest for subscribers.

    `parts` are the page's tree and what was taken out of it, `free` is what the page states (schema.org's
    isAccessibleForFree), `stated_words` its wordCount, 0 where it gives none. A page that states that it is not free
    and has its whole text is no stub.
    """
    words = sum(word_count(block.text) for block in blocks)
    if words > TEASER_WORDS or free is True:
        return
    if stated_words:
        if words < TEASER_SHARE * stated_words and (free is False or _asks_for_payment(parts)):
            raise _refusal("paywall")
        if words >= TEASER_SHARE * stated_words:
            return
    last = next((block.text for block in reversed(blocks) if block.kind == "paragraph"), "")
    if free is False and (_OPEN_ENDED.search(last) or _has_gate(parts) or _asks_for_payment(parts)):
        raise _refusal("paywall")
    if free is None and _asks_for_payment(parts) and (_has_gate(parts) or _OPEN_ENDED.search(last)):
        raise _refusal("paywall")


def refuse_empty(parts: Sequence[Any]) -> NoReturn:
    """Raise NotAnArticleError for a page in which there is no article, saying what there is."""
    text = safe_text.line(" ".join(part for part in shown_texts(parts)), 4_000)
    kind = furniture.wall_kind(text)
    if _is_index(parts):
        kind = "index"
    if kind is None and furniture.is_consent(text) and len(text.split()) < WALL_WORDS:
        kind = "consent"
    if kind is None and (not text or furniture.is_pointer(text)) and _has_scripts(parts):
        kind = "script"
    if kind is not None:
        raise _refusal(kind)
    if text:
        raise NotAnArticleError("has too little text to be an article", remedy=_REMEDY)
    raise NotAnArticleError("has no article in it", remedy=_REMEDY)


def _refusal(kind: str) -> NotAnArticleError:
    what, remedy = next((what, remedy) for name, what, remedy in _KINDS if name == kind)
    return NotAnArticleError(what, remedy=remedy)


def is_whole(parts: Sequence[Any], blocks: Sequence[Block]) -> bool:
    """Whether a page says next to nothing but what the blocks say, however little that is."""
    said = sum(len(text.strip()) for text in shown_texts(parts))
    if said > 2 * sum(len(block.text) for block in blocks):
        return False
    return sum(word_count(block.text) for block in blocks) >= LEAST_WORDS or not _has_scripts(parts)


def refuse_index(parts: Sequence[Any], blocks: Sequence[Block]) -> None:
    """Raise NotAnArticleError where the page leads to stories and says no sentence of its own."""
    if _is_index(parts) and not any(_SENTENCE.search(block.text) for block in blocks):
        raise _refusal("index")


def _is_index(parts: Sequence[Any]) -> bool:
    return sum(_leads_to_story(part) for part in parts[1:]) >= LISTED_MIN


def _leads_to_story(part: Any) -> bool:
    heading = next(part.iter("h2", "h3", "h4"), None)
    return heading is not None and (next(heading.iter("a"), None) is not None or next(part.iter("a"), None) is not None)


def _has_scripts(parts: Sequence[Any]) -> bool:
    return any(next(part.iter("script"), None) is not None for part in parts)


def shown_texts(parts: Sequence[Any]) -> list[str]:
    """The texts of elements of a page, scripts and the page's head apart; at most TEXTS_MAX of each."""
    path = (
        "descendant-or-self::*[not(self::script or self::style or self::head or self::title)]/text()[normalize-space()]"
    )
    return [str(text) for part in parts for text in part.xpath(path)[:TEXTS_MAX]]


def _asks_for_payment(parts: Sequence[Any]) -> bool:
    return any(furniture.wall_kind(" ".join(text.split())[:400]) == "paywall" for text in shown_texts(parts))


def _has_gate(parts: Sequence[Any]) -> bool:
    path = "descendant-or-self::*[self::div or self::section or self::body]/@*[name() = 'class' or name() = 'id']"
    return any(_GATE.search(name[:200]) for part in parts for name in part.xpath(path)[:TEXTS_MAX])
