"""Broken feeds: no text is lost against feedparser, and no control character comes out."""

from __future__ import annotations

import re
import warnings
from html import unescape

import pytest

from reader.sources.feeds.feed import Feed, Item
from reader.sources.feeds.parse import parse_feed
from tests.sources.feeds.malformed import BROKEN, Broken
from tests.sources.feeds.malformed_encodings import ENCODINGS

CORPUS = [*BROKEN, *ENCODINGS]
ADDRESS = "https://news.example/feed"
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def every_text(feed: Feed) -> list[str]:
    """All strings of a feed."""
    texts = [feed.title, feed.url, feed.language, *feed.notes, *feed.more]
    for item in feed.items:
        texts += [item.key, item.url, item.title, item.content, item.summary, item.published, item.updated]
        texts += [*item.authors, *item.tags, item.source, item.language, item.base]
    return texts


def words(*texts: str) -> set[str]:
    """The words of HTML texts, references resolved as often as they were escaped."""
    plain = " ".join(re.sub(r"<[^<>]*>", " ", unescape(unescape(unescape(CONTROL.sub("", text))))) for text in texts)
    return set(re.findall(r"\w+", plain))


def said(item: Item) -> str:
    """What a reader gets to see of an item."""
    return unescape(re.sub(r"</?[a-z]+[^<>]*>", " ", " ".join((item.title, item.summary, item.content))))


@pytest.mark.parametrize("broken", CORPUS, ids=lambda broken: broken.name)
def test_the_words_of_a_broken_feed_can_be_read(broken: Broken) -> None:
    feed = parse_feed(broken.content, url=ADDRESS, content_type=broken.content_type)
    text = " ".join(said(item) for item in feed.items)
    assert [word for word in broken.says if word not in text] == []


@pytest.mark.parametrize("broken", CORPUS, ids=lambda broken: broken.name)
def test_no_control_character_comes_out_of_a_broken_feed(broken: Broken) -> None:
    feed = parse_feed(broken.content, url=ADDRESS, content_type=broken.content_type)
    assert [text for text in every_text(feed) if CONTROL.search(text)] == []


@pytest.mark.parametrize("broken", [case for case in CORPUS if case.like_feedparser], ids=lambda broken: broken.name)
def test_nothing_that_feedparser_reads_is_lost(broken: Broken) -> None:
    ours = parse_feed(broken.content, url=ADDRESS, content_type=broken.content_type).items
    theirs = by_feedparser(broken)
    assert len(ours) >= len(theirs)
    for item, (title, body) in zip(ours, theirs, strict=False):
        assert words(title) - words(item.title, item.content, item.summary) == set()
        assert words(body) - words(item.title, item.content, item.summary) == set()


def by_feedparser(broken: Broken) -> list[tuple[str, str]]:
    """Title and texts of every entry as feedparser has them; none where it fails."""
    import feedparser

    headers = {"content-type": broken.content_type or "application/xml"}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            entries = feedparser.parse(broken.content, response_headers=headers, sanitize_html=False).entries
    except (ValueError, OverflowError):
        return []
    return [
        (
            entry.get("title", ""),
            " ".join([entry.get("summary", ""), *(part.value for part in entry.get("content", ()))]),
        )
        for entry in entries
    ]


def test_the_corpus_has_at_least_sixty_kinds_that_feedparser_reads_too() -> None:
    names = [case.name for case in CORPUS]
    assert len(set(names)) == len(names)
    assert sum(case.like_feedparser and bool(by_feedparser(case)) for case in CORPUS) >= 60


def test_a_broken_feed_says_what_was_wrong_and_where() -> None:
    broken = next(case for case in CORPUS if case.name == "tags that close in the wrong order")
    (note,) = parse_feed(broken.content, url=ADDRESS).notes
    assert note == "is broken XML and was read leniently (line 2: mismatched tag)"
