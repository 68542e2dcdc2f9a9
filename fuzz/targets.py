"""What must hold for every input: nothing but a DatelineError is raised, and what comes out is safe and bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from hypothesis import strategies as st

from fuzz import grammar
from reader import safe_text
from reader.article import Block
from reader.cleaning import bounds, decode, guard
from reader.cleaning.clean import clean_html, clean_text
from reader.cleaning.cleaned import Cleaned
from reader.errors import DatelineError

KINDS: Final = ("paragraph", "heading", "list_item", "quote", "caption", "table_row", "code")


class BrokenError(AssertionError):
    """Something that must hold for every input doesn't hold for this one."""


class Target(NamedTuple):
    """What is fed with what."""

    check: Callable[[Any], None]
    inputs: st.SearchStrategy[Any]


def decoded(content: bytes) -> None:
    """Decoding never fails, and what it gives is decoded to itself."""
    try:
        content = decode.inflated(content)
    except DatelineError:
        return
    _hold(decode.kind_of(content) in ("html", "text", "binary"), "an unknown kind")
    text = decode.decode(content)
    _hold(len(text) <= len(content), "more characters than bytes")
    marked = b"\xef\xbb\xbf" + text.encode("utf-8", "replace")
    _hold(decode.decode(marked) == text, "decoded anew it is another text")


def guarded(page: str) -> None:
    """What the guard lets through is within its limits, without controls, and is let through again."""
    markup = guard.safe_markup(page)
    _hold(len(markup.text) <= max(guard.MARKUP_MAX, len(page)), "longer than the limit")
    _hold(guard.without_controls(markup.text) == markup.text, "a control character is left")
    _hold(guard.without_controls(guard.checked_text(page).text) == guard.checked_text(page).text, "a control is left")
    flat = guard.flattened(markup.text)
    _hold(len(flat) <= len(markup.text), "flattened it is longer")


def html(page: str) -> None:
    """An article of a web page is sound, whatever the page is."""
    try:
        cleaned = clean_html(page, url="https://courier.example/pier")
    except DatelineError as error:
        _hold(bool(error.what), "a refusal without words")
        return
    sound(cleaned)


def text(lines: str) -> None:
    """An article of raw page text is sound, and read again it is no longer than it was."""
    try:
        cleaned = clean_text(lines)
    except DatelineError as error:
        _hold(bool(error.what), "a refusal without words")
        return
    sound(cleaned)


def filtered(text: str) -> None:
    """What the filter lets through is let through again, unchanged, and as a line, a name and an address, too."""
    once = safe_text.filtered(text)
    _hold(safe_text.filtered(once) == once, "filtered anew it is another text")
    for kind in (safe_text.line, safe_text.prose, safe_text.url):
        _hold(kind(kind(text)) == kind(text), f"{kind.__name__} is not stable")
    address = safe_text.url(text)
    _hold(not address or address.lower().startswith(("http:", "https:", "mailto:")), "an address of another kind")


def sound(cleaned: Cleaned) -> None:
    """Raises BrokenError unless every string is safe, every block within its limits, every link inside its text."""
    for field in _strings(cleaned):
        _hold(safe_text.filtered(field) == field, f"unsafe text {field!r}")
    _hold(0 < len(cleaned.blocks) <= bounds.BLOCKS_MAX + 1, "no blocks, or too many")
    _hold(len(cleaned.title or "") <= safe_text.TITLE, "a title without end")
    _hold(max(len(cleaned.tags), len(cleaned.byline), len(cleaned.agencies)) <= bounds.NAMES_MAX, "too many names")
    for block in cleaned.blocks:
        _sound_block(block)


def _sound_block(block: Block) -> None:
    _hold(block.kind in KINDS, f"a block of kind {block.kind}")
    _hold(0 < len(block.text) <= safe_text.PARAGRAPH, f"a block of {len(block.text)} characters")
    for link in block.links:
        _hold(0 <= link.start < link.end <= len(block.text), f"a link at {link.start}-{link.end} of {len(block.text)}")
        _hold(bool(link.url) and safe_text.url(link.url) == link.url, f"an unsafe address {link.url!r}")


def _strings(cleaned: Cleaned) -> Iterator[str]:
    fields = (cleaned.url, cleaned.title, cleaned.standfirst, cleaned.source, cleaned.dateline, cleaned.section)
    yield from filter(None, (*fields, cleaned.language, *cleaned.byline, *cleaned.agencies, *cleaned.tags))
    for origin in cleaned.origins:
        yield origin.words
    for block in cleaned.blocks:
        yield block.text


def _hold(condition: bool, what: str) -> None:
    if not condition:
        raise BrokenError(what)


TARGETS: Final = {
    "decode": Target(decoded, grammar.contents),
    "guard": Target(guarded, grammar.pages()),
    "html": Target(html, grammar.pages()),
    "text": Target(text, grammar.texts),
    "safe_text": Target(filtered, st.one_of(grammar.phrases, st.text(max_size=200), grammar.pages())),
}
