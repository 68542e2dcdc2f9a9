"""The links of feeds and items: which of several leads to the article, and from where a relative one starts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from reader.sources.feeds.raw import Field, Fields

LENGTH: Final = 2_000
"""Code points of the longest link that is kept; one cut short would lead elsewhere."""

_WHOLE = re.compile(r"https?://[^\s/?#&\[\]\\@]++(?:/(?:[^\s&]|&(?!amp;))*+)?")
_ORIGIN = re.compile(r"https?://[^\s/?#&\[\]\\@]++(?=/)")
_ROOTED = re.compile(r"/(?:[\w~?=%-][\w~?=%./-]*+)?")
_LINE_END = re.compile(r"[ \t]*+[\r\n\t]\s*+")
_SPACE = re.compile(r"\s+")
_HTML_TYPES: Final = ("", "text/html", "application/xhtml+xml")


def absolute(link: str, base: str) -> str:
    """The link as an absolute http or https address; empty where it is none or too long.

    White space that broken feeds put into it is taken out at line ends and escaped elsewhere.
    """
    if len(link) > LENGTH:
        return ""
    if _WHOLE.fullmatch(link):
        return link
    if _ROOTED.fullmatch(link) and (origin := _ORIGIN.match(base)):
        return origin[0] + link
    link = _LINE_END.sub("", link.strip())
    if "&amp;" in link:
        link = unescape(link)
    if not link:
        return ""
    try:
        whole = urljoin(base, link)
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc or _SPACE.search(parts.netloc):
        return ""
    return _SPACE.sub(lambda match: quote(match[0]), whole) if len(whole) <= LENGTH else ""


def entry_link(fields: Fields, base: str) -> tuple[str, str]:
    """The article's address, and the guid as it is given.

    In this order: what FeedBurner covered up, an alternate link (a page before other types), RSS's link, a guid that
    says it is one, or nothing else and looks like one, and for want of those where the whole text is.
    """
    guid = _guid(fields)
    for field in _candidates(fields):
        given = field.attributes
        target = (given.get("href") or field.text or given.get("link") or given.get("src", "")) if given else field.text
        if url := absolute(target, absolute(field.base, base) if field.base else base):
            return url, guid
    return "", guid


def _candidates(fields: Fields) -> Iterator[Field]:
    yield from fields.get("feedburner:origlink", ())
    links = [*fields.get("link", ()), *fields.get("atom:link", ())]
    yield from _alternates(links)
    yield from fields.get("loc", ())
    yield from (guid for guid in fields.get("guid", ()) if _is_permanent(guid))
    yield from (about for about in fields.get("rdf:about", ()) if _is_address(about))
    yield from (content for content in fields.get("content", ()) if content.attributes.get("src"))
    yield from (link for link in links if link.attributes.get("rel") in ("related", "via", "canonical"))
    yield from (id_ for id_ in fields.get("id", ()) if _is_address(id_))


def _alternates(links: list[Field]) -> list[Field]:
    """The links that lead to the article or site itself, pages first."""
    leading = [link for link in links if link.attributes.get("rel", "alternate") in ("alternate", "")]
    return sorted(leading, key=_is_no_page) if len(leading) > 1 else leading


def site_link(head: Fields, base: str) -> str:
    """The address of the page that the feed belongs to; empty where it does not say."""
    for field in _alternates([*head.get("link", ()), *head.get("atom:link", ())]):
        start = absolute(field.base, base) if field.base else base
        if url := absolute(field.attributes.get("href") or field.text, start):
            return url
    return ""


def _guid(fields: Fields) -> str:
    for name in ("guid", "id", "atom:id", "rdf:about"):
        for field in fields.get(name, ()):
            if field.text:
                return field.text
    return ""


def _is_permanent(guid: Field) -> bool:
    """RSS 2.0: a guid is a link unless it says that it is none; many that do not say so are none either."""
    says = guid.attributes.get("isPermaLink", guid.attributes.get("ispermalink", "")).lower()
    return says == "true" if guid.text.startswith("/") else says != "false" and _is_address(guid)


def _is_address(field: Field) -> bool:
    return field.text.lower().startswith(("http://", "https://"))


def _is_no_page(link: Field) -> bool:
    return link.attributes.get("type", "") not in _HTML_TYPES
