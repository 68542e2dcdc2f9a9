"""Whose page is fetched for its whole text, and how long an item waits for it.

An item whose page is wanted is held back until the page came or failed, for HOLD_SECONDS at most: then it is listed
as the feed gave it, and the page's text becomes its next version. So a story is mostly listed once, whole, and where
another outlet's copy of it is known already, not a second time.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from reader.article import Article
from reader.sources.feeds.feed import Item

HOLD_SECONDS: Final = 15.0
"""Seconds that an item waits for its page before it is listed without."""
SHORT_WORDS: Final = 150
"""Words of an item's own text below which it is a summary: a short news report has 200."""
LONG_WORD: Final = 12
"""Code points of a word and the space behind it that hardly a language has on average: so long a text has its words."""

_CUT = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|\b(?:read more|continue reading|read the (?:full|rest)[^.]{0,40}"
    r"|full story|weiterlesen|mehr lesen|lire la suite|leer más|seguir leyendo|leggi tutto|continua a leggere"
    r"|lees verder|ler mais|читать далее)\W{0,4})\s*$",
    re.IGNORECASE,
)
_TAIL: Final = 200
"""Code points at the end of a text that are looked at for signs of a cut."""
_NO_PAGE = re.compile(
    r"\.(?:mp3|m4a|ogg|opus|wav|mp4|m4v|mov|webm|pdf|jpe?g|png|gif|webp|zip|epub|docx?|xlsx?|pptx?)$", re.IGNORECASE
)


def has_page(item: Item) -> bool:
    """Whether the item's address is that of a page, and not of a sound, a picture or a document."""
    return bool(item.url) and _NO_PAGE.search(urlsplit(item.url).path) is None


def lacks_text(article: Article) -> bool:
    """Whether a feed gave less than the article: few words, or an end that says that it goes on elsewhere. A text
    without spaces between its words is not short for that.
    """
    last = article.blocks[-1].text if article.blocks else ""
    size = sum(len(block.text) for block in article.blocks)
    return (size < SHORT_WORDS * LONG_WORD and article.words < SHORT_WORDS) or bool(_CUT.search(last[-_TAIL:]))
