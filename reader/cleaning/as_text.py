"""A whole page as plain text, for looking at: its markup taken off, no article looked for, nothing else left out.

Without a parser: one pass that jumps from tag to tag, so that it is cheap to load and linear in whatever it meets.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, Final, Literal

import msgspec

from reader import safe_text
from reader.cleaning.decode import decode, has_markup, inflated

TAG_MAX: Final = 16_000
"""Characters of one tag; what goes on longer is no tag, and its opening bracket stands for itself."""

_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40}+)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>"""  # quotes may hold brackets
    r"""|<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40}+)([^<>]*+)>"""  # or are not closed
)
_OPENING = re.compile(r"<[a-zA-Z/!?]")
_ALT = re.compile(r"""\salt\s{0,4}=\s{0,4}(?:"([^"]*+)"|'([^']*+)')""", re.IGNORECASE)
_UNSEEN: Final = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "template", "svg")}
_APART: Final = frozenset("p h1 h2 h3 h4 h5 h6 table ul ol dl blockquote pre figure article section hr title".split())
_LINES: Final = frozenset(
    "address aside body br caption dd details div dt fieldset figcaption footer form head header html legend li main "
    "nav noscript option select summary tbody tfoot thead tr video audio iframe".split()
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPACES = re.compile(r" {2,}")
_GAP = re.compile(r"\n{3,}")
_CODE_TAB = 4
_PARAGRAPH, _KEPT_SPACE = "\u2029", "\u00a0"


def page_text(content: bytes, kind: Literal["html", "text", "entry"]) -> str:
    """The page as a terminal can show it: lines of text, at most one empty line between them. Of an entry of a feed,
    which is kept as JSON, its title and its text.

    Raises NotAnArticleError and PageTooLargeError for what can't be unpacked.
    """
    text = decode(inflated(content))
    if kind == "entry":
        return _entry_text(content)
    return text_of_markup(text) if kind == "html" and has_markup(text) else _tidied(text)


def text_of_markup(markup: str) -> str:
    """The text of some markup, as a terminal can show it."""
    if "<" not in markup and "&" not in markup:
        return _tidied(markup)
    return _tidied("\n\n".join(filter(None, map(_lines, "".join(_unmarked(markup)).split(_PARAGRAPH)))))


def _entry_text(content: bytes) -> str:
    try:
        entry = msgspec.json.decode(content, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _tidied(decode(content))
    body = str(entry.get("content") or entry.get("summary") or "")
    parts = (text_of_markup(str(entry.get("title", ""))), _tidied(body) if entry.get("plain") else text_of_markup(body))
    return "\n\n".join(part for part in parts if part)


def _tidied(text: str) -> str:
    text = "\n".join(map(str.rstrip, safe_text.filtered(text).split("\n")))
    return _GAP.sub("\n\n", text).strip("\n")


def _lines(paragraph: str) -> str:
    """The lines of a paragraph that hold anything, each without spaces but those of code."""
    lines = (_SPACES.sub(" ", line).strip(" \t").replace(_KEPT_SPACE, " ") for line in paragraph.split("\n"))
    return "\n".join(line for line in lines if line.strip("\t •"))


def _unmarked(page: str) -> Iterator[str]:
    """The text between the tags, with line ends where a browser would begin a line."""
    at, is_code = 0, False
    unclosed: set[str] = set()
    while (found := _OPENING.search(page, at)) is not None:
        start = found.start()
        yield _plain(page[at:start], is_code)
        tag = _TAG.match(page, start, start + TAG_MAX)
        if tag is None:
            at = _past_declaration(page, start, unclosed)
            if at == start:
                yield "<"
                at += 1
            continue
        closing, name, rest = (tag[1], tag[2], tag[3]) if tag[2] else (tag[4], tag[5], tag[6])
        name, at = name.lower(), tag.end()
        if name in _UNSEEN and not closing and not rest.endswith("/"):
            at = _past(page, at, _UNSEEN[name], unclosed)
        elif name == "pre":
            is_code = not closing
        yield _sign(name, rest, bool(closing))
    yield _plain(page[at:], is_code)


def _past_declaration(page: str, start: int, unclosed: set[str]) -> int:
    """The end of a comment or declaration that begins at `start`; `start` where there is none."""
    if page.startswith("<!--", start):
        return _past(page, start + 4, _COMMENT_END, unclosed)
    if page[start + 1] in "!?":
        end = page.find(">", start, start + TAG_MAX)
        return end + 1 if end >= 0 else start
    return start


_COMMENT_END = re.compile("-->")


def _past(page: str, at: int, end: re.Pattern[str], unclosed: set[str]) -> int:
    """Behind the next `end`; `at` where there is none further on, which is looked for only once."""
    found = None if end.pattern in unclosed else end.search(page, at)
    if found is None:
        unclosed.add(end.pattern)
        return at
    return found.end()


def _sign(name: str, rest: str, closing: bool) -> str:
    """What stands in the text for a tag."""
    if name in _APART:
        return _PARAGRAPH
    if name in _LINES:
        return "\n• " if name == "li" and not closing else "\n"
    if name in ("td", "th"):
        return "" if closing else "\t"
    if name == "img" and (alt := _ALT.search(rest)):
        words = html.unescape(alt[1] or alt[2] or "").strip()
        return f"[{_SPACE.sub(' ', words)}]" if words else ""
    return ""


def _plain(text: str, is_code: bool) -> str:
    text = html.unescape(text) if "&" in text else text
    return text.expandtabs(_CODE_TAB).replace(" ", _KEPT_SPACE) if is_code else _SPACE.sub(" ", text)
