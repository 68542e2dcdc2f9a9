"""The two ways in: a web page, and text copied or saved from one."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Final

from reader.cleaning import guard
from reader.cleaning.bounds import bounded
from reader.cleaning.cleaned import Cleaned, NotAnArticleError
from reader.cleaning.decode import decode, has_markup, inflated, kind_of

CLEANER: Final = "2"
"""The version of the cleaning, raised with every change after which articles are worth cleaning again."""


def clean_html(page: bytes | str, *, url: str = "") -> Cleaned:
    """The article in a web page; bytes are unpacked and decoded by what they are, and plain text is cleaned as text.

    A page beyond the limits of `guard` is read in part, and its last block says so. Raises NotAnArticleError where
    there is nothing to read in it, and PageTooLargeError for an archive that unpacks without end.
    """
    text = _decoded(page) if isinstance(page, bytes) else page
    if not text.strip():
        raise NotAnArticleError("is empty", remedy="save the page again")
    if not has_markup(text):
        return clean_text(text, url=url)
    from reader.cleaning.html.article import article_of

    return _in_part(guard.safe_markup(text), lambda markup: article_of(markup, url=url))


def clean_text(text: str, *, url: str = "", repeated: Container[str] = frozenset()) -> Cleaned:
    """The article in raw page text: what is left when a page is copied or saved as text, with menus and teasers.

    `repeated` holds the keys (`text.lines.Line.key`) of lines that other pages of the same site have, too. Raises
    as `clean_html` does.
    """
    if not text.strip():
        raise NotAnArticleError("is empty", remedy="copy the page again")
    from reader.cleaning.text.article import clean_lines

    return _in_part(guard.checked_text(text), lambda lines: clean_lines(lines, url=url, repeated=repeated))


def _in_part(part: guard.Bounded, clean: Callable[[str], Cleaned]) -> Cleaned:
    """What `clean` makes of the part of a page that is read."""
    try:
        return bounded(clean(part.text), part.notice)
    except NotAnArticleError as error:
        if not part.notice:
            raise
        remedy = "save the part you want to read and add that"
        raise NotAnArticleError(f"{error.what}: it is too large, {part.notice}", remedy=remedy) from error


def _decoded(page: bytes) -> str:
    content = inflated(page)
    if kind_of(content) == "binary":
        raise NotAnArticleError("is a binary file, not a page", remedy="add the page as HTML or text")
    return decode(content)
