"""What a page may cost: limits, and the removal of what would make a parser lose or crawl through the page.

Ordinary news pages (439 measured) stay inside every limit: 2.2 MB with scripts, 4,300 elements at most. A larger page
is read as far as the limit goes, and a last block says so. What cannot be judged before parsing is bounded by the wall
and memory limit of the worker process that runs this.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Final, NamedTuple

PAGE_MAX: Final = 16_000_000
"""Characters of a page that are looked at."""
MARKUP_MAX: Final = 2_000_000
"""Characters of markup that are parsed; embedded images don't count, scripts and styles only if they fit."""
TEXT_MAX: Final = 2_000_000
"""Characters of pasted text."""
LINES_MAX: Final = 6_000
"""Lines of pasted text that hold anything."""
ELEMENTS_MAX: Final = 12_000
"""Opening tags of a page; the extractor's time grows faster than their number."""
DEPTH_MAX: Final = 80
"""Levels of nesting that are kept; libxml2 loses all that follows a level beyond 256, and rows and
cells of tables are not counted here."""
SCRIPT_MAX: Final = 1_000_000
"""Characters of one script, JSON-LD included."""
TAG_MAX: Final = 600
"""Characters of a tag from which its attributes are looked at."""
ATTRIBUTES_MAX: Final = 64
"""Attributes kept on a tag; libxml2 is quadratic in them."""
ATTRIBUTE_MAX: Final = 8_000
"""Characters of one attribute."""
CLASS_MAX: Final = 500
"""Characters of a class or an id: the extractor runs its slowest patterns over them."""
TEXT_NODE_MAX: Final = 200_000
"""Characters of one run of text without any tag."""

_VERTICAL = re.compile("[\x0b\x0c\x1c-\x1f\x85]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROL_BYTES = bytes((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))
_OTHERS = tuple(char.encode() for char in "\x85\ufffe\uffff")  # a tree of XML takes no U+FFFE and U+FFFF
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_DATA_ADDRESS = re.compile(r"data:[a-zA-Z]{3,12}/[^\"'\s>)]{200,}")
_ATTRIBUTE = re.compile(r"""([^\s=/>"'<]{1,60}+)(?:\s{0,4}+=\s{0,4}+("[^"]*"|'[^']*'|[^\s"'>]++))?""")
# As a tokenizer sees tags: a quoted value may hold angle brackets, what is in a script or style goes with its tag, and
# the end of the page ends a tag. No part of it can be taken in two ways, so it is linear.
_TAG = re.compile(
    r"""((?i:<(?:script|style)(?=[\s>/])[^>]*+>?(?:[^<]++|<(?!/(?:script|style)))*+)"""
    r"""|</?[a-zA-Z](?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>?)"""
)
_SCRIPT = ("<script", "<style")
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_OPEN = re.compile(r"<[a-zA-Z]")
_QUOTES = "\"'"
_OPAQUE = frozenset(("script", "style", "textarea"))
_UNNESTED = frozenset(
    "p li td th tr dt dd img br hr input meta link source option area base col embed wbr track path circle rect use"
    " line polygon image".split()
)
# HTML Standard 13.2.5.80: references to 0x80-0x9F mean the characters that windows-1252 has there.
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


class Bounded(NamedTuple):
    """As much of a page or a text as is read, and in words where it was cut; no words where it wasn't."""

    text: str
    notice: str


def safe_markup(page: str) -> Bounded:
    """The page ready to parse: no control characters, no references to any, no data addresses, no oversize scripts,
    tags or runs of text, and no more markup and elements than the limits allow.
    """
    page, notice = _head(page, PAGE_MAX, "")
    page = without_controls(page)
    if "&#" in page:
        page = _REFERENCE.sub(_sound_reference, page)
    page = _without_long_scripts(page, SCRIPT_MAX)
    if "data:" in page:
        page = _DATA_ADDRESS.sub("", page)
    page = _with_short_tags(page)
    if len(page) > MARKUP_MAX:
        page = _without_comments(_without_styles(_without_long_scripts(page, 0)))
        page, notice = _head(page, MARKUP_MAX, notice)
    if page.count("<") > ELEMENTS_MAX:
        page, notice = _first_elements(page, notice)
    return Bounded(page, notice)


def without_controls(text: str) -> str:
    """The text without C0 controls, DEL, U+FFFE, U+FFFF and lone surrogates; vertical white space becomes a space."""
    try:
        content = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        content = b"\x00"
    if len(content.translate(None, _CONTROL_BYTES)) == len(content) and not any(map(content.__contains__, _OTHERS)):
        return text
    return _CONTROL.sub("", _VERTICAL.sub(" ", text))


def checked_text(text: str) -> Bounded:
    """Pasted text without controls, no longer than the limits allow."""
    text, notice = _head(text, TEXT_MAX, "")
    text = without_controls(text)
    if text.count("\n") > LINES_MAX:
        end = _end_of_lines(text)
        notice = notice if end == len(text) else f"only the first {LINES_MAX:,} lines were read"
        text = text[:end]
    return Bounded(text, notice)


def _head(text: str, limit: int, notice: str) -> tuple[str, str]:
    if len(text) <= limit:
        return text, notice
    return text[:limit], f"only the first {limit / 1e6:g} MB were read"


def _end_of_lines(text: str) -> int:
    """Where the first LINES_MAX lines that hold anything end."""
    start, count = 0, 0
    while count < LINES_MAX:
        end = text.find("\n", start)
        if end < 0:
            return len(text)
        count += not text[start:end].isspace() and end > start
        start = end + 1
    return start if text[start:].strip() else len(text)


def _first_elements(page: str, notice: str) -> tuple[str, str]:
    """The page up to its element number ELEMENTS_MAX; what only nests is flattened first."""
    beyond = next(islice(_OPEN.finditer(page), ELEMENTS_MAX, None), None)
    if beyond is None:
        return page, notice
    page = flattened(page)
    beyond = next(islice(_OPEN.finditer(page), ELEMENTS_MAX, None), None)
    if beyond is None:
        return page, notice
    return page[: beyond.start()], f"only the first {ELEMENTS_MAX:,} elements were read"


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


def _without_long_scripts(page: str, limit: int) -> str:
    """Scripts beyond `limit` go, JSON-LD only beyond SCRIPT_MAX, and the last one if nothing closes it."""
    lower = page if "<SCRIPT" not in page else page.lower()
    if len(lower) != len(page):
        return page
    kept: list[str] = []
    start = begin = 0
    while (begin := lower.find("<script", begin)) >= 0:
        end = lower.find("</script", begin)
        if end < 0:  # it would swallow the rest
            if len(page) - begin > limit:
                kept.append(page[start:begin])
                start = len(page)
            break
        most = SCRIPT_MAX if "ld+json" in lower[begin : begin + TAG_MAX] else limit
        if end - begin > most:
            kept.append(page[start:begin])
            start = end = page.find(">", end) + 1 or len(page)
        begin = end
    return page if not start else "".join([*kept, page[start:]])


def _without_styles(page: str) -> str:
    return _without(page, "<style", "</style>")


def _without_comments(page: str) -> str:
    return _without(page, "<!--", "-->")


def _without(page: str, opening: str, closing: str) -> str:
    """The page without what stands between the two marks; an opening that nothing closes stays."""
    kept: list[str] = []
    start = 0
    while (begin := page.find(opening, start)) >= 0 and (end := page.find(closing, begin)) >= 0:
        kept.append(page[start:begin])
        start = end + len(closing)
    return "".join([*kept, page[start:]])


def _with_short_tags(page: str) -> str:
    """The page with the attributes of long tags sifted, and runs of text beyond TEXT_NODE_MAX cut."""
    parts = _TAG.split(page)  # text and tags in turn
    cut = False
    for place in [place for place, part in enumerate(parts) if len(part) > TAG_MAX]:
        part = parts[place]
        if place % 2:
            parts[place] = _sifted(part)
        elif len(part) > TEXT_NODE_MAX:
            parts[place] = _short(part)
        cut |= parts[place] != part
    return "".join(parts) if cut else page


def _short(text: str) -> str:
    """Text between two tags, with the text before, between and after its comments cut to TEXT_NODE_MAX."""
    first, *rest = text.split("<!--")
    parts = [part.partition("-->") for part in rest]
    cut = (f"<!--{comment}{mark}{after[:TEXT_NODE_MAX]}" for comment, mark, after in parts)
    return "".join([first[:TEXT_NODE_MAX], *cut])


def _sifted(tag: str) -> str:
    """The tag itself where its attributes are within the limits, else one with those that are; one that nothing closes
    is no tag.
    """
    if tag[:7].lower().startswith(_SCRIPT):
        tag, mark, script = tag.partition(">")
        return f"{tag if len(tag) <= TAG_MAX else tag[:7].strip()}{mark}{script}"
    if not tag.endswith(">"):
        return ""
    name = _NAME.match(tag)
    start = name.end() if name else 0
    kept: list[str] = []
    whole = True
    for found in _ATTRIBUTE.finditer(tag, start):
        if len(kept) == ATTRIBUTES_MAX:
            whole = False
            break
        value = found[2]
        if value is None:
            kept.append(found[1])
            continue
        if len(value) > CLASS_MAX and found[1].lower() in ("class", "id"):
            value = '"' + value.strip(_QUOTES)[:CLASS_MAX].replace('"', "") + '"'
        if len(value) <= ATTRIBUTE_MAX:
            kept.append(f"{found[1]}={value}")
        whole &= value is found[2] and len(value) <= ATTRIBUTE_MAX
    return tag if whole else f"{tag[:start][:40]} {' '.join(kept)}>"


def is_deep(tree: Any) -> bool:
    """Whether a parsed page is nested deeper than DEPTH_MAX."""
    return bool(tree.xpath(f"boolean({'/*' * (DEPTH_MAX + 2)})"))


def flattened(page: str) -> str:
    """The page without the tags that are nested deeper than DEPTH_MAX; their text stays."""
    parts = _TAG.split(page)
    parts[1::2] = map(_Flattening().kept, parts[1::2])
    return "".join(parts)


class _Flattening:
    """Goes through the tags of a page in order and knows how deep each is; what scripts contain is no tag."""

    def __init__(self) -> None:
        self.depth = 0
        self.skipped = 0
        self.opaque = ""

    def kept(self, tag: str) -> str:
        """The tag, or what stands for it."""
        found = _NAME.match(tag)
        closing, name = tag[1] == "/", found[1].lower() if found else ""
        if self.opaque:
            if closing and name == self.opaque:
                self.opaque = ""
            return tag
        if name in _OPAQUE:
            self.opaque = "" if closing else name
            return tag
        counted = name not in _UNNESTED and not tag.endswith("/>")
        if closing:
            return self._closed(tag, counted)
        if self.skipped or (counted and self.depth >= DEPTH_MAX):
            self.skipped += counted
            return " " if name == "br" else ""
        self.depth += counted
        return tag

    def _closed(self, tag: str, counted: bool) -> str:
        if self.skipped:
            self.skipped -= counted
            return ""
        if counted and self.depth:
            self.depth -= 1
        return tag
