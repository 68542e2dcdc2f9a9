"""Which feeds a web page names: in its head, where they belong, and among its links, where they often are instead."""

from __future__ import annotations

import re
from html import unescape
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec

from reader.sources.feeds.decoding import decode
from reader.sources.feeds.links import absolute
from reader.sources.feeds.plain import plain_line

SEARCHED: Final = 1_000_000
"""Code points of a page that are searched."""
TAGS: Final = 20_000
"""Tags of a page that are looked at."""
FOUND: Final = 50
"""Feeds of a page that are named."""
ATTRIBUTES: Final = 2_000
"""Code points of a tag that are looked at."""

Kind = Literal["rss", "atom", "json", "unknown"]


class Discovered(msgspec.Struct, frozen=True):
    """A feed that a page names. `url` is absolute; `kind` is what the page says it is, or its address suggests."""

    url: str
    title: str
    kind: Kind


_TYPES: Final[dict[str, Kind]] = {
    "application/rss+xml": "rss",
    "application/rdf+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
    "application/json": "json",
    "application/xml": "unknown",
    "text/xml": "unknown",
    "application/rss": "rss",
    "application/atom": "atom",
    "text/rss+xml": "rss",
    "text/atom+xml": "atom",
}
# What cannot name feeds is skipped whole; one that is never closed hides nothing.
_SKIPPED = re.compile(r"<!--|<(script|style|template|noscript|textarea)\b", re.IGNORECASE)
_ENDS: Final = {
    "": re.compile("-->"),
    **{name: re.compile(f"</{name}", re.IGNORECASE) for name in "script style template noscript textarea".split()},
}
_TAG = re.compile(rf"<(link|a|base)(?=[\s/])([^<>]{{0,{ATTRIBUTES}}})>?", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z:_-]{1,40})\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>]++))""")
_LIKELY = re.compile(
    r"(?:^|/)(?:feeds?|rss|atom|rdf|index)(?:\.(?:xml|rss|rdf|atom|json|php))?/?$|\.(?:rss|atom|rdf)$"
    r"|[?&](?:feed|format|type)=(?:rss2?|atom|feed)\b|/(?:feeds?|rss)/[^/?#]{1,80}(?:/|\.xml|\.rss)?$|/(?:feed|rss)[^/]{0,30}\.xml$",
    re.IGNORECASE,
)
_PAGE = re.compile(r"/index(?:\.php)?/?$", re.IGNORECASE)
_COMMENTS = re.compile(r"comment|kommentar|commentaire|comentario", re.IGNORECASE)


def feeds_of_page(content: bytes, url: str) -> list[Discovered]:
    """The feeds that the page from `url` names, the likeliest first, each once.

    First what its head calls an alternate of a feed's type, then links whose addresses look like feeds; feeds of
    comments stand behind all others. Reads broken HTML, in linear time, up to SEARCHED characters and TAGS tags.
    """
    text = _visible(decode(content)[:SEARCHED])
    base = url
    named: dict[str, Discovered] = {}
    linked: dict[str, Discovered] = {}
    for number, tag in enumerate(_TAG.finditer(text)):
        if number == TAGS:
            break
        given = _attributes(tag[2])
        kind = tag[1].lower()
        if kind == "base" and base == url:
            base = absolute(given.get("href", ""), url) or url
        elif kind == "link":
            _keep(named, _from_link(given, base), url)
        elif kind == "a":
            _keep(linked, _from_anchor(given, base, text[tag.end() : tag.end() + 200]), url)
    ranked = sorted(named.values(), key=_rank) + sorted(linked.values(), key=_rank)
    distinct: dict[str, Discovered] = {}
    for feed in ranked:
        distinct.setdefault(feed.url, feed)
    return sorted(distinct.values(), key=_is_about_comments)[:FOUND]


def _visible(text: str) -> str:
    """The text without comments, scripts and the like."""
    kept = []
    place = 0
    while match := _SKIPPED.search(text, place):
        kept.append(text[place : match.start()])
        place = match.end()
        end = _ENDS[(match[1] or "").lower()].search(text, place)
        if not end:
            break
        place = end.end()
    kept.append(text[place:])
    return "".join(kept)


def _attributes(text: str) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        given.setdefault(name.lower(), unescape(double or single or bare).strip())
    return given


def _from_link(given: dict[str, str], base: str) -> Discovered | None:
    """A <link rel=alternate> of a feed's type; `rel="feed"` needs none."""
    relations = given.get("rel", "").lower().split()
    kind = _TYPES.get(given.get("type", "").partition(";")[0].strip().lower())
    if "feed" in relations:
        kind = kind or "unknown"
    elif "alternate" not in relations or "stylesheet" in relations:
        return None
    if kind == "json" and given.get("type", "").lower() == "application/json" and "wp-json" in given.get("href", ""):
        return None  # WordPress names the interface of its database so
    return _discovered(given, base, kind, given.get("title", "")) if kind else None


def _from_anchor(given: dict[str, str], base: str, text: str) -> Discovered | None:
    href = given.get("href", "")
    kind = _TYPES.get(given.get("type", "").lower())
    if not kind and (not _LIKELY.search(href.partition("#")[0]) or _PAGE.search(href)):
        return None
    return _discovered(given, base, kind or _kind_of(href), given.get("title") or text.partition("<")[0])


def _discovered(given: dict[str, str], base: str, kind: Kind, title: str) -> Discovered | None:
    href = given.get("href", "")
    if href[:5].lower() == "feed:":
        href = href[5:] if href[5:].lower().startswith(("http:", "https:")) else f"http:{href[5:]}"
    url = absolute(href.partition("#")[0], base)
    return Discovered(url, plain_line(title), kind) if url else None


def _kind_of(href: str) -> Kind:
    href = href.lower()
    if href.endswith(".json"):
        return "json"
    return "atom" if "atom" in href else "rss" if "rss" in href or "rdf" in href else "unknown"


def _keep(found: dict[str, Discovered], feed: Discovered | None, page: str) -> None:
    if feed and feed.url != page:
        found.setdefault(feed.url, feed)


def _rank(feed: Discovered) -> bool:
    """What says that it is a feed stands before what is XML or JSON of some kind."""
    return feed.kind == "unknown"


def _is_about_comments(feed: Discovered) -> bool:
    return bool(_COMMENTS.search(feed.title) or _COMMENTS.search(urlsplit(feed.url).path))
