"""Feeds that were changed at random: whatever comes, it is read or refused in words, without a control character."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.sources.feeds.dates import iso_date
from reader.sources.feeds.discovery import feeds_of_page
from reader.sources.feeds.feed import ITEMS, NotAFeedError
from reader.sources.feeds.parse import parse_feed
from tests.sources.feeds.malformed import Broken
from tests.sources.feeds.test_malformed import CONTROL, CORPUS, every_text

PIECES = [
    *(b"<", b">", b"&", b'"', b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?", b"?>", b"</item>", b"<item>", b"<entry>"),
    *(
        b"</channel>",
        b"<div>",
        b"&nbsp;",
        b"&#0;",
        b"&#x1F;",
        b"&#146;",
        b"\x00",
        b"\x1b[31m",
        b"\xff",
        b"\xc2\x9b",
        b"\xed\xa0\x80",
    ),
    *(
        b"<!DOCTYPE x [",
        b"<!ENTITY a 'b'>",
        b'xmlns:a="b"',
        b"xml:base='//['",
        b"<link>http://[</link>",
        b"\xef\xbf\xbf",
    ),
    *(
        b"{",
        b'"items":[',
        b"<pubDate>99 Foo 9999 99:99 +9999</pubDate>",
        b"<guid>0</guid>",
        b"\xe2\x80\xae",
        b"<?xml version='1.0'?>",
    ),
]
changes = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.one_of(st.sampled_from(PIECES), st.binary(max_size=8)),
        st.sampled_from([0, 0, 1, 3, 40]),
    ),
    min_size=1,
    max_size=6,
)


def changed(content: bytes, edits: list[tuple[float, bytes, int]]) -> bytes:
    """The content with pieces put in at these shares of its length, each in the place of some bytes."""
    for share, piece, removed in edits:
        place = int(share * len(content))
        content = content[:place] + piece + content[place + removed :]
    return content


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(CORPUS), changes, st.sampled_from(["", "text/html; charset=utf-7", "application/xml; charset=x"])
)
def test_a_changed_feed_is_read_or_refused(case: Broken, edits: list[tuple[float, bytes, int]], kind: str) -> None:
    content = changed(case.content, edits)
    try:
        feed = parse_feed(content, url="https://news.example/feed", content_type=kind)
    except NotAFeedError as refused:
        assert not CONTROL.search(str(refused))  # noqa: PT017
        return
    assert len(feed.items) <= ITEMS
    assert not any(CONTROL.search(text) for text in every_text(feed))
    assert len({item.key for item in feed.items}) == len(feed.items)
    assert all(item.key for item in feed.items)
    assert all(item.url.startswith(("http://", "https://")) for item in feed.items if item.url)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_a_text_is_a_whole_date_or_none(text: str) -> None:
    read = iso_date(text)
    assert read == "" or datetime.fromisoformat(read).utcoffset() is not None


@settings(max_examples=100, deadline=None)
@given(st.datetimes(datetime(1971, 1, 2), datetime(2199, 12, 30)), st.integers(-12 * 60, 14 * 60))  # noqa: DTZ001
def test_rfc_822_and_rfc_3339_are_read_to_the_second(moment: datetime, offset: int) -> None:
    from datetime import timezone
    from email.utils import format_datetime

    given_moment = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset)))
    assert datetime.fromisoformat(iso_date(format_datetime(given_moment))) == given_moment
    assert datetime.fromisoformat(iso_date(given_moment.isoformat())) == given_moment


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<link",
                " rel=alternate",
                ' href="/f"',
                ' type="application/rss+xml"',
                ">",
                "<!--",
                "<a",
                "'",
                '"',
                "<base",
            ]
        ),
        max_size=30,
    )
)
def test_a_page_of_any_pieces_names_absolute_feeds_or_none(pieces: list[str]) -> None:
    found = feeds_of_page("".join(pieces).encode(), "https://news.example/")
    assert all(feed.url.startswith("https://news.example/") for feed in found)
