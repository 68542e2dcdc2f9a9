"""The names that feeds use: which namespaces mean which of the known short prefixes, and which elements are read.

A table apart from the parser, so that a further extension of RSS is a line here and a use in `entries`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.sources.feeds.feed import FeedKind

_NAMESPACES: Final = {
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns": "atom",
    "http://example.com/newformat": "atom",  # early drafts of Atom
    "http://purl.org/rss/1.0": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://channel.netscape.com/rdf/simple/0.9": "",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/elements/1.0": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://purl.org/rss/1.0/modules/syndication": "sy",
    "http://search.yahoo.com/mrss": "media",
    "http://video.search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap/0.84": "",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/xml/1998/namespace": "xml",
}

ROOTS: Final[dict[str, FeedKind]] = {
    "rss": "rss",
    "rdf:rdf": "rss",
    "rdf": "rss",
    "channel": "rss",
    "feed": "atom",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
}
"""From the root's name to the kind of the feed."""
ITEMS: Final[dict[FeedKind, set[str]]] = {
    "json": set(),
    "rss": {"item", "entry"},
    "atom": {"entry"},
    "sitemap": {"url", "sitemap"},
}
"""The elements that are items, by the kind of the feed."""
TRANSPARENT: Final = frozenset(ROOTS)
"""Elements whose children speak for the feed."""

TEXTS: Final = frozenset(
    "title description summary content content:encoded subtitle tagline body xhtml:body xhtml:div fulltext "
    "atom:title atom:summary atom:content atom:subtitle media:title media:description media:text dc:title "
    "dc:description itunes:title itunes:subtitle itunes:summary media:group/media:title media:group/media:description "
    "media:content/media:title media:content/media:description source/title news:news/news:title".split()
)
"""Fields that may have elements inside them, which are HTML then."""
FIELDS: Final = TEXTS | frozenset(
    "link guid id rdf:about pubdate published issued created updated modified lastbuilddate date dc:date "
    "dcterms:created dcterms:issued dcterms:modified dcterms:available atom:published atom:updated atom:link atom:id "
    "author author/name author/email atom:author atom:author/atom:name dc:creator dc:author itunes:author contributor "
    "category dc:subject media:keywords media:group media:content itunes:keywords itunes:category source source/id "
    "source/link language dc:language dc:source feedburner:origlink ttl sy:updateperiod sy:updatefrequency loc lastmod "
    "news:news news:news/news:publication_date news:news/news:keywords news:news/news:publication "
    "news:news/news:publication/news:name news:news/news:publication/news:language expirationdate".split()
)
"""Paths of the fields that are read, below an item or below the feed, in lower case."""
PREFIXES: Final = 64
"""Prefixes that one document may declare; further ones are taken for what they usually mean."""


def short_prefix(uri: str, prefix: str) -> str:
    """The prefix that this table uses for a namespace; of one it does not know, the document's own."""
    key = uri.strip().lower().replace("https://", "http://", 1).rstrip("/#")
    known = _NAMESPACES.get(key)
    return prefix.lower() if known is None else known


def name_of(name: str, prefixes: Mapping[str, str], own: str) -> str:
    """A field's name as this table has it; `own` is the prefix that the feed's own elements have, written or not."""
    prefix, _, local = name.lower().rpartition(":")
    short = prefixes.get(prefix, prefix)
    return local if short in ("", own) else f"{short}:{local}"
