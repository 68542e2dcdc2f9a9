"""The two ways in: a web page, and text copied or saved from one."""

from __future__ import annotations

from reader.cleaning import guard
from reader.cleaning.cleaned import Cleaned, NotAnArticleError
from reader.cleaning.decode import decode, has_markup, inflated, kind_of
from reader.cleaning.text.article import clean_lines


def clean_html(page: bytes | str, *, url: str = "") -> Cleaned:
    """The article in a web page; bytes are unpacked and decoded by what they are, and plain text is cleaned as text.

    Raises NotAnArticleError where there is nothing to read, and PageTooLargeError beyond the limits of `guard`.
    """
    text = _decoded(page) if isinstance(page, bytes) else page
    if not text.strip():
        raise NotAnArticleError("is empty", remedy="save the page again")
    if not has_markup(text):
        return clean_text(text, url=url)
    from reader.cleaning.html.article import article_of

    return article_of(text, url=url)


def clean_text(text: str, *, url: str = "") -> Cleaned:
    """The article in raw page text: what is left when a page is copied or saved as text, with menus and teasers.

    Raises NotAnArticleError where there is nothing to read, and PageTooLargeError beyond the limits of `guard`.
    """
    if not text.strip():
        raise NotAnArticleError("is empty", remedy="copy the page again")
    return clean_lines(guard.checked_text(text), url=url)


def _decoded(page: bytes) -> str:
    content = inflated(page)
    if kind_of(content) == "binary":
        raise NotAnArticleError("is a binary file, not a page", remedy="add the page as HTML or text")
    return decode(content)
