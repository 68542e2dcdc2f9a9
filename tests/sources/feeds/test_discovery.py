"""The feeds that pages name."""

from __future__ import annotations

import pytest

from reader.sources.feeds import discovery
from reader.sources.feeds.discovery import Discovered, feeds_of_page

URL = "https://news.example/world/today.html"


def found(page: str) -> list[Discovered]:
    return feeds_of_page(page.encode(), URL)


def urls(page: str) -> list[str]:
    return [feed.url for feed in found(page)]


def alternate(href: str, title: str = "", kind: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">'


def test_feeds_in_the_head_come_with_title_and_kind() -> None:
    page = (
        "<html><head>"
        + alternate("/rss", "All &amp; more")
        + alternate("https://f.example/atom", "A", "application/atom+xml; charset=utf-8")
        + alternate("feed.json", "J", "application/feed+json")
        + "</head><body>Text</body></html>"
    )
    assert found(page) == [
        Discovered("https://news.example/rss", "All & more", "rss"),
        Discovered("https://f.example/atom", "A", "atom"),
        Discovered("https://news.example/world/feed.json", "J", "json"),
    ]


@pytest.mark.parametrize(
    "link",
    [
        "<LINK REL=ALTERNATE TYPE=application/rss+xml HREF=/rss>",
        "<link href='/rss' type='application/rss+xml' rel='feed alternate' />",
        '<link\n rel = "alternate"\n type = "application/rss+xml"\n href = " /rss "\n>',
        "<link rel=alternate type=application/rss+xml href=/rss",
        '<body></p><div><link rel="alternate" type="application/rss+xml" href="/rss#top">',
        '<link rel="feed" href="/rss">',
        '<link rel="alternate" type="application/rss+xml" href="feed://news.example/rss">',
        '<link rel="alternate" type="application/rss+xml" href="feed:https://news.example/rss">',
    ],
)
def test_links_in_every_spelling(link: str) -> None:
    assert [url.replace("http:", "https:") for url in urls(link)] == ["https://news.example/rss"]


@pytest.mark.parametrize(
    "tag",
    [
        '<link rel="stylesheet" href="/rss.css">',
        '<link rel="alternate" hreflang="fr" href="/fr/">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">',
        '<link rel="alternate stylesheet" type="text/xml" href="/rss">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:x">',
        '<link rel="alternate" type="application/rss+xml" href="file:///etc/feed">',
        '<link rel="alternate" type="application/rss+xml">',
        f'<link rel="alternate" type="application/rss+xml" href="{URL}">',
        '<!-- <link rel="alternate" type="application/rss+xml" href="/rss"> -->',
        '<script>var a = \'<link rel="alternate" type="application/rss+xml" href="/rss">\'</script>',
        '<a href="/newsfeeds-explained">About</a>',
        '<a href="/story-about-rss-1">Story</a>',
    ],
)
def test_what_names_no_feed(tag: str) -> None:
    assert found(tag) == []


@pytest.mark.parametrize(
    "href",
    [
        "/feed",
        "/feed/",
        "/rss",
        "/rss.xml",
        "/atom.xml",
        "/index.xml",
        "/feeds/world",
        "/news.rss",
        "/?feed=rss2",
        "feed.json",
    ],
)
def test_links_whose_addresses_look_like_feeds(href: str) -> None:
    assert len(found(f'<a class="x" href="{href}">Subscribe</a>')) == 1


def test_the_head_comes_before_links_and_comments_come_last() -> None:
    page = '<a href="/rss">R</a>' + alternate("/comments/feed", "Comments") + alternate("/feed", "News")
    assert urls(page) == [f"https://news.example{path}" for path in ("/feed", "/rss", "/comments/feed")]


def test_each_feed_stands_once() -> None:
    assert len(found(alternate("/rss") * 3 + '<a href="/rss">R</a>')) == 1


def test_a_base_moves_relative_links() -> None:
    assert urls('<base href="https://b.example/x/">' + alternate("rss")) == ["https://b.example/x/rss"]


def test_a_page_in_utf_16() -> None:
    page = ("<html><head>" + alternate("/rss", "Новости") + "</head>").encode("utf-16")
    assert feeds_of_page(page, URL) == [Discovered("https://news.example/rss", "Новости", "rss")]


def test_no_more_feeds_are_named_than_anybody_would_look_at() -> None:
    assert len(found("".join(alternate(f"/{number}") for number in range(500)))) == discovery.FOUND


@pytest.mark.parametrize("piece", ["<", "<a ", "<link rel=", "<!--", "<script>", "<a href='", "a=", '"', "<template>"])
def test_pieces_of_tags_without_end_name_nothing(piece: str) -> None:
    assert found(piece * 200_000) == []
