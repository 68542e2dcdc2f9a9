"""Feeds that can be read and are odd: their dates, their identities, their links, and what changes between fetches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

from tests.feed_world import writing
from tests.feed_world.case import Case, Line, Making, at, healthy, serving, turning
from tests.feed_world.server import Exchange
from tests.feed_world.statuses import news
from tests.feed_world.writing import Story

FAR_AHEAD: Final = timedelta(days=365 * 40)
_RSS: Final = "application/rss+xml"


def cases() -> Iterator[Case]:
    """Odd dates, odd identities, and feeds that change from one turn to the next."""
    yield from _dates()
    yield from _identities()
    yield from _changing()


def _told(exchange: Exchange) -> list[Story]:
    return writing.stories(exchange.base, exchange.asked.host)


def _each(change: Callable[[Story], Story]) -> Making:
    """The host's three articles, each changed so."""
    return lambda exchange: writing.rss("Odd", [change(one) for one in _told(exchange)])


def _sub(pattern: str, replacement: str) -> Making:
    """The host's feed with every match of the pattern replaced."""
    return lambda exchange: re.sub(pattern, replacement, news(exchange))


def _dates() -> Iterator[Case]:
    ahead = _each(lambda one: one._replace(published=one.published + FAR_AHEAD))
    yield healthy("dates forty years ahead", at(serving(ahead, _RSS)))
    yield healthy("no dates", at(serving(_sub("<pubDate>.*?</pubDate>", ""), _RSS)))
    for name, words in (
        ("dates in words", "the day before yesterday"),
        ("dates of the year zero", "Mon, 00 Jan 0000 00:00:00 +0000"),
        ("dates in a zone nobody knows", "Fri, 01 Mar 2024 09:00:00 XYZT"),
        ("dates in French", "ven., 01 mars 2024 09:00:00 CEST"),
    ):
        yield healthy(name, at(serving(_sub("(<pubDate>).*?<", rf"\g<1>{words}<"), _RSS)))


def _identities() -> Iterator[Case]:
    bare = "<(guid|link|pubDate)[^>]*>.*?</(guid|link|pubDate)>"
    yield healthy("no dates, no ids, no links", at(serving(lambda one: re.sub(bare, "", _items(news(one))), _RSS)))
    yield healthy("no titles", at(serving(lambda one: re.sub("<title>.*?</title>", "", _items(news(one))), _RSS)))
    yield healthy("links relative to the feed", at(serving(_relative, _RSS)))
    yield healthy("ids without links", at(serving(lambda one: re.sub("<link>.*?</link>", "", _items(news(one))), _RSS)))
    yield healthy("every link the same", at(serving(_same_link, _RSS)))
    yield healthy("every id the same", at(serving(_sub("(<guid[^>]*>).*?<", r"\g<1>7<"), _RSS)))
    yield healthy(
        "the same article three times", at(serving(_thrice, _RSS)), added=1, note="names 2 of its items twice"
    )
    yield healthy("links to other schemes", at(serving(_sub("<link>http[^<]*", "<link>javascript:alert(1)"), _RSS)))


def _items(feed: str) -> str:
    """The feed without its own title and link, so that what is changed of it are its items."""
    return re.sub("<channel><title>.*?</description>", "<channel>", feed, count=1)


def _relative(exchange: Exchange) -> str:
    return news(exchange).replace(f"<link>{exchange.base}/news/", "<link>news/")


def _same_link(exchange: Exchange) -> str:
    return re.sub("<link>[^<]*/news/[^<]*", f"<link>{exchange.base}/latest", news(exchange))


def _thrice(exchange: Exchange) -> str:
    one = writing.story(exchange.base, exchange.asked.host, 1)
    copies = [one._replace(url=f"{one.url}?utm_source={way}") for way in ("feed", "letter", "app")]
    return writing.rss("Thrice", copies)


def _changing() -> Iterator[Case]:
    fresh = Line("unchanged", known=3)
    yield Case("another id at every fetch", at(serving(_new_ids, _RSS)), Line("new", "", 3), fresh)
    yield Case("another tracking parameter at every fetch", at(serving(_new_tracking, _RSS)), Line("new", "", 3), fresh)
    yield Case("an item edited", at(serving(_edited, _RSS)), Line("new", "", 3), Line("new", "", 0, 1, 2))
    yield Case("an item more", at(serving(_one_more, _RSS)), Line("new", "", 3), Line("new", "", 1, 0, 3))
    vanished = serving(lambda one: writing.rss("Odd", _told(one)[:1]), _RSS)
    yield Case(
        "items vanish", at(turning(serving(news, _RSS), vanished)), Line("new", "", 3), Line("unchanged", "", known=1)
    )
    turned = serving(lambda one: writing.rss("Odd", _told(one)[::-1]), _RSS)
    yield Case("items in another order", at(turning(serving(news, _RSS), turned)), Line("new", "", 3), fresh)
    broken = serving(lambda _: "<html><p>We are back soon.</p></html>", "text/html")
    late = at(turning(serving(news, _RSS), broken))
    yield Case("a web page the second time", late, Line("new", "", 3), Line("failed", "is a web page, not a feed .*"))


def _new_ids(exchange: Exchange) -> str:
    return re.sub("(<guid[^>]*>)", rf"\g<1>{exchange.count}-", news(exchange))


def _new_tracking(exchange: Exchange) -> str:
    return re.sub("(<link>[^<]*/news/[^<]*)", rf"\g<1>?utm_campaign=round{exchange.count}", news(exchange))


def _edited(exchange: Exchange) -> str:
    told = _told(exchange)
    if exchange.turn:
        told[1] = told[1]._replace(text=(*told[1].text, "Correction: the ferry sails on Tuesday, not on Monday."))
    return writing.rss("Odd", told)


def _one_more(exchange: Exchange) -> str:
    return writing.rss("Odd", writing.stories(exchange.base, exchange.asked.host, 4 if exchange.turn else 3))
