"""Which images of a page are pictures of its article, and where they are: lazy loading hides the address, and most
images of a page are icons, portraits, counters and other stories.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, Final
from urllib.parse import urljoin

import msgspec

from reader import safe_text

WIDTH_MIN: Final = 100
"""Pixels; an image that is declared narrower is decoration."""
HEIGHT_MIN: Final = 60
"""Pixels; an image that is declared lower is decoration."""
CANDIDATES_MAX: Final = 40
"""Addresses in one srcset that are looked at."""
STEPS_MAX: Final = 4
"""Levels above an image whose names are asked whether it is decoration."""
ALT_MAX: Final = 500

_LAZY = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-url", "data-hi-res-src", "data-full-src")
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_WIDTHS = re.compile(r"(\S{1,2000})\s{1,20}(\d{1,5})(?:\.\d{1,3})?[wx]\s{0,20}(?:,|$)")
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:placeholder|blank|spacer|transparent|loading|lazy(?:load)?|grey|gray|1x1|clear|pixel|empty|default)"
    r"(?:[/_.-]|$)",
    re.IGNORECASE,
)
_DECORATION = re.compile(
    r"(?:^|[\W_])(?:icons?|avatars?|logos?|sprites?|spacers?|pixels?|emojis?|smil(?:ey|ies)|badges?|shar(?:e|ing)|social|authors?|bylines?|profile"
    r"|gravatar|tracking|beacon|adverts?|ads?|banner|sponsor(?:ed)?|button|rating|flag|thumbs?-?up|headshot|contributor"
    r"|newsletter|promo|captcha|qr-?code)(?:$|[\W_])",
    re.IGNORECASE,
)
_DECORATIVE_FILE = re.compile(
    r"(?:^|[\W_])(?:icons?|avatars?|logos?|sprites?|spacers?|pixels?|emojis?|gravatar|beacon|loader|spinner|blank|1x1|headshot|author)(?:$|[\W_])",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"related|teaser|recommend|sidebar|promo|footer|comment|trending|popular|\bcards?\b|outbrain|taboola|newsletter|more-"
    r"|author|byline|\bshar(?:e|ing)\b|social",
    re.IGNORECASE,
)
_OUTSIDE = frozenset(("nav", "aside", "footer", "form", "button", "iframe"))
_COUNTER = re.compile(r"\.(?:php|aspx?|cgi)$|/[^/.]{0,3}/?$")
"""Paths of counters and advertisements: programs, or no name of a file at all."""
_VECTOR = re.compile(r"\.svg(?:$|\?)", re.IGNORECASE)
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)", re.IGNORECASE)
_SIZE_IN_NAME = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)|@\dx(?=\.\w{3,4}$)")


class Picture(msgspec.Struct, frozen=True):
    """A picture of the article: its alt text and its address (http or https; empty where that is relative and the
    page's own is not known).
    """

    address: str
    alt: str
    key: str
    """What copies of one picture in several sizes have in common."""


def picture_of(element: Any, base: str) -> Picture | None:
    """The picture an img element shows; None where it is decoration, part of another story, or has no address."""
    if _is_small(element) or _is_elsewhere(element):
        return None
    address = _address(element)
    if not address or address.startswith(("data:", "blob:", "about:")) or _VECTOR.search(address):
        return None
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
    if _DECORATION.search(names) or _DECORATIVE_FILE.search(address.split("?", 1)[0].rsplit("/", 1)[-1]):
        return None
    absolute = urljoin(base, address) if base else f"https:{address}" if address[:2] == "//" else address
    alt = safe_text.line(unescape(element.get("alt") or element.get("title") or ""), ALT_MAX)
    path = absolute.split("?", 1)[0].split("#", 1)[0]
    if not alt and _COUNTER.search(path):
        return None
    if path.rstrip("/").count("/") < 3:  # the picture is named in the query
        path = absolute
    return Picture(_followable(absolute), "" if _IMAGE_FILE.search(alt) else alt, _SIZE_IN_NAME.sub("", path))


def _followable(address: str) -> str:
    address = safe_text.url(address)
    return address if address.startswith("http") else ""


def _is_small(element: Any) -> bool:
    for side, least in (("width", WIDTH_MIN), ("height", HEIGHT_MIN)):
        pixels = (element.get(side) or "").strip().removesuffix("px")
        if pixels.isascii() and pixels.isdigit() and 0 < int(pixels[:6]) < least:
            return True
    return False


def _is_elsewhere(element: Any) -> bool:
    """Whether the image is in navigation, a box, or a link to another story."""
    for number, parent in enumerate(element.iterancestors()):
        tag = parent.tag
        if tag in _OUTSIDE:
            return True
        if tag in ("article", "main", "body"):
            return False
        if tag == "a" and _is_teaser(parent):
            return True
        if number < STEPS_MAX and tag != "figure":  # a figure's names tell what it has: shares, a caption
            names = f"{parent.get('class') or ''} {parent.get('id') or ''}"
            if len(names) > 1 and (_ELSEWHERE.search(names) or _DECORATION.search(names)):
                return True
    return False


def _is_teaser(link: Any) -> bool:
    """Whether a link around an image shows another page: it has words of its own, or is one of a list of such."""
    if any(len(text.split()) > 2 for text in link.itertext()) and next(link.iter("figcaption"), None) is None:
        return True
    target = link.get("href") or "#"
    item = next(link.iterancestors("li"), None)
    if item is None or target.startswith("#") or _IMAGE_FILE.search(target):
        return False
    return sum(len(text.split()) for text in item.itertext()) > 2


def _address(element: Any) -> str:
    """The best address the image has: attributes of lazy loading, sets of sizes, the sources of its picture element."""
    shown = (element.get("src") or "").strip()
    for name in _LAZY:
        lazy = (element.get(name) or "").strip()
        if lazy and not lazy.startswith(("{", "[")):
            return lazy
    if shown and not shown.startswith("data:") and not _PLACEHOLDER.search(shown.split("?", 1)[0]):
        return shown
    return next((found for found in map(_widest, _sets(element)) if found), "" if shown.startswith("data:") else shown)


def _sets(element: Any) -> Iterator[str]:
    for name in _LAZY_SETS:
        yield element.get(name) or ""
    picture = next(element.iterancestors("picture"), None)
    for source in picture.iter("source") if picture is not None else ():
        for name in _LAZY_SETS:
            yield source.get(name) or ""


def _widest(candidates: str) -> str:
    """The address of the widest image of a srcset (HTML Standard 4.8.4.2.1), the only one where no width is given."""
    best, width = "", -1
    for number, found in enumerate(_WIDTHS.finditer(candidates)):
        if number == CANDIDATES_MAX:
            break
        if int(found[2]) > width:
            best, width = found[1].lstrip(","), int(found[2])
    return best or (candidates.split() or [""])[0].rstrip(",")
