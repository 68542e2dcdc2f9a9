"""Well-formed feeds around the few elements that a test is about, read."""

from __future__ import annotations

from reader.sources.feeds.feed import Feed, Item
from reader.sources.feeds.parse import parse_feed

URL = "https://news.example/feeds/all.xml"
DECLARED = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)


def read(text: str) -> Feed:
    """The feed in this text."""
    return parse_feed(text.encode(), url=URL)


def rss(items: str = "", head: str = "") -> Feed:
    """A feed of RSS 2.0 with these items and what the channel says."""
    return read(f'<?xml version="1.0"?><rss version="2.0" {DECLARED}><channel>{head}{items}</channel></rss>')


def item(inner: str) -> Item:
    """The one item of an RSS feed."""
    (only,) = rss(f"<item>{inner}</item>").items
    return only


def atom(entries: str = "", head: str = "", root: str = 'xmlns="http://www.w3.org/2005/Atom"') -> Feed:
    """A feed of Atom with these entries, what the feed says, and the attributes of its root."""
    return read(f'<?xml version="1.0"?><feed {root}>{head}{entries}</feed>')


def entry(inner: str) -> Item:
    """The one entry of an Atom feed."""
    (only,) = atom(f"<entry>{inner}</entry>").items
    return only
