"""Reading feeds: our time against feedparser's on the same feeds in the same run, and what a monstrous feed costs.

The feeds are made here, so that anyone can run it: RSS with HTML in CDATA and escaped, Atom with HTML and XHTML.
"""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from html import escape
from typing import Final

from benchmarks.figures import Figure
from reader.ingest.worker import YOUNG_MAX
from reader.sources.feeds.parse import parse_feed

FEEDS: Final = 100
ITEMS: Final = 100
"""Items a feed."""
WORDS: Final = 500
"""Words of an item's text."""
THEIRS: Final = 12
"""Feeds that feedparser is given: it takes too long for all of them."""
ROUNDS: Final = 3
"""Rounds; each feed counts with its fastest, as noise only ever adds."""
FASTER: Final = 10.0
MONSTER: Final = 100_000
"""Items of the feed that is far too long."""
WORKER_SECONDS: Final = 5.0
"""What a worker may take for one feed before it is killed."""
RESIDENT_MIB: Final = 400.0

_LEXICON: Final = (
    "minister parliament budget harbour élection ministère Straße flood rescue court verdict election coalition "
    "Ukraine Brussels Kenya inflation energy hospital strike museum festival café naïve Zürich league final goal"
).split()


def figures() -> Iterator[Figure]:
    """Our time ÷ feedparser's, with and without what we do not ask it for; seconds and memory of a monster."""
    before = gc.get_threshold()
    gc.set_threshold(YOUNG_MAX)  # as workers do
    try:
        yield from _ratios()
    finally:
        gc.set_threshold(*before)
    yield from _monsters()


def _ratios() -> Iterator[Figure]:
    feeds = [made(number) for number in range(FEEDS)]
    some = feeds[:THEIRS]  # every kind alike often
    ours = fastest(feeds, _ours) / FEEDS / ITEMS
    for name, theirs, bar in (
        ("read a feed ÷ feedparser, time", feedparser_default, 1 / FASTER),
        ("the same ÷ feedparser that cleans nothing", feedparser_bare, float("inf")),
        ("the same ÷ fastfeedparser alone", fastfeedparser, float("inf")),
    ):
        mine, other = interleaved(some, theirs)
        yield Figure(
            name, mine / other, bar, f"{other / mine:.1f} times as fast, {1 / ours:,.0f} items/s of {FEEDS * ITEMS:,}"
        )


def made(number: int) -> bytes:
    """One feed of ITEMS items of WORDS words; every fourth is alike in kind."""
    return (_rss_cdata, _rss_escaped, _atom_html, _atom_xhtml)[number % 4](number).encode()


def _words(seed: int, count: int) -> str:
    state, chosen = seed * 7919 + 1, []
    for _ in range(count):
        state = (state * 1_103_515_245 + 12_345) % 2**31
        chosen.append(_LEXICON[(state >> 16) % len(_LEXICON)])
    return " ".join(chosen)


def _paragraphs(seed: int) -> str:
    return "".join(f'<p>{_words(seed * 3 + part, WORDS // 3)} <a href="/{seed}">more</a>.</p>' for part in range(3))


def _rss(number: int, content: Callable[[str], str]) -> str:
    items = "".join(
        f"<item><title>{_words(number * 1_000 + place, 8)}</title><link>https://feed{number}.example/{place}</link>"
        f'<guid isPermaLink="false">{number}-{place}</guid><dc:creator>Ann Example</dc:creator>'
        f"<pubDate>Tue, {place % 28 + 1:02d} Oct 2024 {place % 24:02d}:05:00 +0200</pubDate><category>World</category>"
        f"<description>{_words(place, 25)}</description>{content(_paragraphs(number + place))}</item>"
        for place in range(ITEMS)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Feed {number}</title><link>https://feed{number}.example/</link>{items}</channel></rss>"
    )


def _rss_cdata(number: int) -> str:
    return _rss(number, lambda html: f"<content:encoded><![CDATA[{html}]]></content:encoded>")


def _rss_escaped(number: int) -> str:
    return _rss(number, lambda html: f"<content:encoded>{escape(html)}</content:encoded>")


def _atom(number: int, content: Callable[[str], str]) -> str:
    entries = "".join(
        f"<entry><title>{_words(number * 1_000 + place, 8)}</title><id>urn:example:{number}:{place}</id>"
        f'<link rel="alternate" href="/{place}"/><author><name>Ann Example</name></author>'
        f"<published>2024-10-{place % 28 + 1:02d}T10:05:00Z</published><updated>2024-10-29T10:05:00Z</updated>"
        f'<category term="World"/><summary>{_words(place, 25)}</summary>{content(_paragraphs(number + place))}</entry>'
        for place in range(ITEMS)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f'<title>Feed {number}</title><link href="https://feed{number}.example/"/>{entries}</feed>'
    )


def _atom_html(number: int) -> str:
    return _atom(number, lambda html: f'<content type="html">{escape(html)}</content>')


def _atom_xhtml(number: int) -> str:
    div = '<div xmlns="http://www.w3.org/1999/xhtml">'
    return _atom(number, lambda html: f'<content type="xhtml">{div}{html}</div></content>')


def _ours(feed: bytes) -> int:
    return len(parse_feed(feed, url="https://feed.example/rss").items)


def feedparser_default(feed: bytes) -> int:
    """Items that feedparser finds, as it comes."""
    import feedparser as library

    return len(library.parse(feed).entries)


def feedparser_bare(feed: bytes) -> int:
    """Items that feedparser finds where it neither cleans HTML nor resolves links, as we ask for broken feeds."""
    import feedparser as library

    return len(library.parse(feed, sanitize_html=False, resolve_relative_uris=False).entries)


def fastfeedparser(feed: bytes) -> int:
    """Items that fastfeedparser finds, with no check before it and no repair after it."""
    import fastfeedparser as library

    return len(library.parse(feed)["entries"])


def fastest(feeds: list[bytes], read: Callable[[bytes], int]) -> float:
    """Processor seconds for all feeds, each with its fastest round."""
    return sum(min(seconds(read, feed) for _ in range(ROUNDS)) for feed in feeds)


def interleaved(feeds: list[bytes], other: Callable[[bytes], int]) -> tuple[float, float]:
    """Processor seconds of ours and of the other, feed by feed in turn, each feed with its fastest round."""
    mine = theirs = 0.0
    other(feeds[0])  # its imports
    for feed in feeds:
        rounds = [(seconds(_ours, feed), seconds(other, feed)) for _ in range(ROUNDS)]
        mine += min(first for first, _ in rounds)
        theirs += min(second for _, second in rounds)
    return mine, theirs


def seconds(read: Callable[[bytes], int], feed: bytes) -> float:
    """Processor seconds of one reading."""
    begun = time.process_time()
    found = read(feed)
    taken = time.process_time() - begun
    if found != ITEMS:
        raise SystemExit(f"{read.__name__} found {found} of {ITEMS} items")
    return taken


def _monsters() -> Iterator[Figure]:
    """A feed of MONSTER items and a broken one, each in a process of its own."""
    for name, broken in ((f"a feed of {MONSTER:,} items", ""), ("the same with broken XML", "<b><i></b>")):
        command = [sys.executable, "-c", f"from benchmarks.feed_parsing import monster; monster({broken!r})"]
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        kept, size, taken, resident = int(answer[0]), *(float(one) for one in answer[1:])
        detail = f"{size:.1f} MB, {kept:,} items kept"
        yield Figure(f"{name}: time", taken, WORKER_SECONDS, detail, "s")
        yield Figure(f"{name}: memory", resident, RESIDENT_MIB, detail, "MiB")


def monster(broken: str) -> None:
    """Print items kept, megabytes read, processor seconds, and the most MiB resident above what the feed itself has."""
    item = _rss_cdata(1).partition("<item>")[2].partition("</item>")[0].replace("]]>", "]]>" + broken)
    head, _, tail = _rss_cdata(2).partition("<item>")
    entries = "".join(
        f"<item>{item}</item>".replace("1-0<", f"1-{place}<") for place in range(MONSTER * 300 // len(item))
    )
    short = "<item><title>x</title></item>" * (MONSTER - MONSTER * 300 // len(item))
    feed = f"{head}{entries}{short}{tail[-16:]}".encode()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    kept = len(parse_feed(feed, url="https://feed.example/rss").items)
    taken = time.process_time() - begun
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(kept, len(feed) / 2**20, taken, (after - before) / (2**20 if sys.platform == "darwin" else 1_024))
