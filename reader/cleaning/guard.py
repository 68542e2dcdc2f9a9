"""What a page may cost: limits, and the removal of what would make a parser lose or crawl through the page.

Ordinary news pages (439 measured) stay far inside every limit: 2.2 MB, 4,300 elements at most. What cannot be judged
before parsing is bounded by the wall and memory limit of the worker process that runs this.
"""

from __future__ import annotations

import re
from typing import Any, Final

from reader.cleaning.cleaned import PageTooLargeError

PAGE_MAX: Final = 16_000_000
"""Characters of a page as it comes in."""
MARKUP_MAX: Final = 5_000_000
"""Characters of markup that are parsed, embedded images and oversize scripts already taken out."""
TEXT_MAX: Final = 2_000_000
"""Characters of pasted text."""
ELEMENTS_MAX: Final = 20_000
"""Opening tags in a page; the extractor needs minutes for ten times as many."""
DEPTH_MAX: Final = 80
"""Levels of nesting that are kept; libxml2 loses all that follows a level beyond 256, and rows and
cells of tables are not counted here."""
SCRIPT_MAX: Final = 1_000_000
"""Characters of one script, JSON-LD included."""
TAG_MAX: Final = 4_000
"""Characters of one tag before its attributes are sifted."""
ATTRIBUTES_MAX: Final = 64
"""Attributes kept on a sifted tag; libxml2 is quadratic in them."""
ATTRIBUTE_MAX: Final = 8_000
"""Characters of one attribute."""
TEXT_NODE_MAX: Final = 200_000
"""Characters of one run of text without any tag."""

_VERTICAL = re.compile("[\x0b\x0c\x1c-\x1f\x85]")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_DATA_ADDRESS = re.compile(r"data:[a-zA-Z]{3,12}/[^\"'\s>)]{200,}")
_LONG_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9:-]{{0,40}})([\s/][^<>]{{{TAG_MAX},}})>")
_ATTRIBUTE = re.compile(r"""([^\s=/>"'<]{1,60})\s{0,4}=\s{0,4}("[^"]*"|'[^']*'|[^\s"'>]+)""")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^>]*>")
_OPEN = re.compile(r"<[a-zA-Z]")
_OPAQUE = frozenset(("script", "style", "textarea"))
_UNNESTED = frozenset(
    "p li td th tr dt dd img br hr input meta link source option area base col embed wbr track path circle rect use"
    " line polygon image".split()
)
# HTML Standard 13.2.5.80: references to 0x80-0x9F mean the characters that windows-1252 has there.
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


def safe_markup(page: str) -> str:
    """The page ready to parse: no control characters, no references to any, no data addresses, no oversize scripts
    or tags. Raises PageTooLargeError beyond PAGE_MAX, MARKUP_MAX or ELEMENTS_MAX.
    """
    if len(page) > PAGE_MAX:
        raise _too_large(f"has {len(page) / 1e6:.0f} MB; the limit is {PAGE_MAX // 1_000_000} MB")
    page = without_controls(page)
    if "&#" in page:
        page = _REFERENCE.sub(_sound_reference, page)
    page = _without_long_scripts(page)
    if "data:" in page:
        page = _DATA_ADDRESS.sub("", page)
    page = _LONG_TAG.sub(_sifted_tag, page)
    if len(page) > MARKUP_MAX:
        raise _too_large(f"has {len(page) / 1e6:.0f} MB of markup; the limit is {MARKUP_MAX // 1_000_000} MB")
    count = len(_OPEN.findall(page)) if page.count("<") > ELEMENTS_MAX else 0
    if count > ELEMENTS_MAX:
        page = flattened(page)
        count = len(_OPEN.findall(page))
    if count > ELEMENTS_MAX:
        raise _too_large(f"has {count:,} elements; the limit is {ELEMENTS_MAX:,}")
    return page


def without_controls(text: str) -> str:
    """The text without C0 controls, DEL and lone surrogates; vertical white space becomes a space."""
    if not _UNWANTED.search(text):
        return text
    return _CONTROL.sub("", _VERTICAL.sub(" ", text))


def checked_text(text: str) -> str:
    """Pasted text without controls. Raises PageTooLargeError beyond TEXT_MAX characters."""
    if len(text) > TEXT_MAX:
        raise _too_large(f"has {len(text) / 1e6:.0f} MB of text; the limit is {TEXT_MAX // 1_000_000} MB")
    return without_controls(text)


def trim_tree(tree: Any) -> None:
    """Cut over-long attributes and text runs of a parsed page in place."""
    for value in tree.xpath(f"//@*[string-length() > {ATTRIBUTE_MAX}]"):
        value.getparent().attrib.pop(value.attrname, None)
    for text in tree.xpath(f"//text()[string-length() > {TEXT_NODE_MAX}][not(parent::script)]"):
        parent = text.getparent()
        if text.is_tail:
            parent.tail = text[:TEXT_NODE_MAX]
        else:
            parent.text = text[:TEXT_NODE_MAX]


def _too_large(what: str) -> PageTooLargeError:
    return PageTooLargeError(what, remedy="save the part you want to read and add that")


def _sound_reference(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    if len(digits.lstrip("0")) > 7:
        return ""
    code = int(digits, 16 if match[1] else 10)
    if 0x80 <= code <= 0x9F:
        return _WINDOWS[code]
    if code in (0x09, 0x0A, 0x0D):
        return " "
    if code < 0x20 or code == 0x7F or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return ""
    return "" if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF else match[0]


def _without_long_scripts(page: str) -> str:
    """Scripts beyond SCRIPT_MAX go, and the last one if nothing closes it, as it would swallow the rest."""
    lower = page.lower() if "<script" not in page and "<SCRIPT" in page else page
    kept: list[str] = []
    start = 0
    while (begin := lower.find("<script", start)) >= 0:
        end = lower.find("</script", begin)
        if end < 0:
            if len(page) - begin > SCRIPT_MAX:
                kept.append(page[start:begin])
                start = len(page)
            break
        end = end + len("</script")
        kept.append(page[start:begin] if end - begin > SCRIPT_MAX else page[start:end])
        if end - begin > SCRIPT_MAX:
            end = page.find(">", end) + 1 or len(page)
        start = end
    kept.append(page[start:])
    return "".join(kept)


def _sifted_tag(match: re.Match[str]) -> str:
    attributes = []
    for found in _ATTRIBUTE.finditer(match[2]):
        if len(found[2]) <= ATTRIBUTE_MAX:
            attributes.append(f" {found[1]}={found[2]}")
        if len(attributes) == ATTRIBUTES_MAX:
            break
    return f"<{match[1]}{''.join(attributes)}>"


def is_deep(tree: Any) -> bool:
    """Whether a parsed page is nested deeper than DEPTH_MAX."""
    return bool(tree.xpath(f"boolean(//*[count(ancestor::*) > {DEPTH_MAX}])"))


def flattened(page: str) -> str:
    """The page without the tags that are nested deeper than DEPTH_MAX; their text stays."""
    return _TAG.sub(_Flattening().keep, page)


class _Flattening:
    """Goes through the tags of a page in order and knows how deep each is; what scripts contain is no tag."""

    def __init__(self) -> None:
        self.depth = 0
        self.skipped = 0
        self.opaque = ""

    def keep(self, match: re.Match[str]) -> str:
        closing, name = match[1], match[2].lower()
        if self.opaque:
            if closing and name == self.opaque:
                self.opaque = ""
            return match[0]
        if name in _OPAQUE:
            self.opaque = "" if closing else name
            return match[0]
        counted = name not in _UNNESTED and not match[0].endswith("/>")
        if closing:
            return self._closed(match[0], counted)
        if self.skipped or (counted and self.depth >= DEPTH_MAX):
            self.skipped += counted
            return " " if name == "br" else ""
        self.depth += counted
        return match[0]

    def _closed(self, tag: str, counted: bool) -> str:
        if self.skipped:
            self.skipped -= counted
            return ""
        if counted and self.depth:
            self.depth -= 1
        return tag
