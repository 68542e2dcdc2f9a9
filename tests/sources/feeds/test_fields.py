"""What items of well-formed feeds say: titles, texts, links, authors, and how long a feed wants to be left alone."""

from __future__ import annotations

import pytest

from tests.sources.feeds.written import atom, entry, item, rss


def test_xhtml_comes_without_its_wrapper_and_escaped_again() -> None:
    only = entry(
        '<id>1</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a &lt; b<br/><img src="x.png" '
        'alt="&quot;"/></p></div></content>'
    )
    assert only.content == '<p>a &lt; b<br><img src="x.png" alt="&quot;"></p>'


def test_xhtml_with_a_prefix() -> None:
    only = entry(
        '<id>1</id><content type="xhtml" xmlns:h="http://www.w3.org/1999/xhtml"><h:div><h:p>Text</h:p></h:div></content>'
    )
    assert only.content == "<p>Text</p>"


def test_html_that_stands_in_rss_as_elements() -> None:
    assert item("<description>one <b>two</b> three</description>").summary == "one <b>two</b> three"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Plain", "Plain"),
        ("AT&amp;amp;T", "AT&T"),
        ("&lt;b&gt;Bold&lt;/b&gt; news", "Bold news"),
        ("&amp;lt;i&amp;gt;Twice&amp;lt;/i&amp;gt;", "Twice"),
        ("Don&amp;#8217;t", "Don’t"),
        ("The &lt;canvas&gt; element", "The <canvas> element"),
        ("A &lt;div&gt; alone", "A <div> alone"),
        ("a &lt; b &gt; c", "a < b > c"),
        ("<![CDATA[Q &amp; A]]>", "Q & A"),
        ("  two\n lines ", "two lines"),
        ("one&lt;br/&gt;two", "one two"),
    ],
)
def test_titles_are_plain_lines(written: str, title: str) -> None:
    assert item(f"<title>{written}</title>").title == title


def test_a_title_of_atom_that_is_text_is_taken_at_its_word() -> None:
    assert entry('<id>1</id><title type="text">&lt;b&gt; &amp;amp; more</title>').title == "<b> &amp; more"


def test_a_title_of_atom_that_is_xhtml() -> None:
    assert entry('<id>1</id><title type="xhtml"><div>5 &lt; <em>6</em></div></title>').title == "5 < 6"


def test_text_of_atom_is_plain_where_nothing_says_html() -> None:
    only = entry("<id>1</id><summary>a &amp; b</summary>")
    assert (only.summary, only.plain) == ("a & b", True)


@pytest.mark.parametrize(
    ("inner", "url"),
    [
        ("<link>https://a.example/1</link>", "https://a.example/1"),
        ("<link> https://a.example/1\n</link>", "https://a.example/1"),
        ("<link>https://a.example/?a=1&amp;amp;b=2</link>", "https://a.example/?a=1&b=2"),
        ("<link>/rel/1</link>", "https://news.example/rel/1"),
        ("<link>//cdn.example/1</link>", "https://cdn.example/1"),
        ("<link>https://a.example/a b</link>", "https://a.example/a%20b"),
        ("<guid>https://a.example/g</guid>", "https://a.example/g"),
        ('<guid isPermaLink="true">https://a.example/g</guid>', "https://a.example/g"),
        ('<guid isPermaLink="false">https://a.example/g</guid>', ""),
        ("<guid>12345</guid>", ""),
        (
            "<link>https://fb.example/~r/1</link><feedburner:origLink>https://a.example/1</feedburner:origLink>",
            "https://a.example/1",
        ),
        (
            '<atom:link rel="self" href="https://a.example/self"/><link>https://a.example/1</link>',
            "https://a.example/1",
        ),
        ('<atom:link rel="alternate" href="https://a.example/alt"/>', "https://a.example/alt"),
        ("<link>javascript:alert(1)</link><guid>https://a.example/g</guid>", "https://a.example/g"),
        ("<link>file:///etc/passwd</link>", ""),
    ],
)
def test_the_link_of_an_item(inner: str, url: str) -> None:
    assert item(f"<title>t</title>{inner}").url == url


def test_bases_lie_within_each_other() -> None:
    feed = atom(
        '<entry xml:base="b/"><id>1</id><link href="c"/><content xml:base="d/" type="html">x</content></entry>'
        '<entry><id>2</id><link href="c"/></entry>',
        root='xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/a/"',
    )
    assert [one.url for one in feed.items] == ["https://base.example/a/b/c", "https://base.example/a/c"]
    assert feed.items[0].base == "https://base.example/a/b/d/"


def test_a_relative_link_of_rss_starts_at_the_site() -> None:
    feed = rss("<item><link>1.html</link></item>", "<link>https://site.example/news/</link>")
    assert feed.items[0].url == "https://site.example/news/1.html"


@pytest.mark.parametrize(
    ("inner", "authors"),
    [
        ("<author>ann@news.example (Ann Example)</author>", ("Ann Example",)),
        ("<author>Ann Example &lt;ann@news.example&gt;</author>", ("Ann Example",)),
        ("<author>ann@news.example</author>", ("ann@news.example",)),
        ("<dc:creator>Ann</dc:creator><dc:creator>Bo</dc:creator><dc:creator>Ann</dc:creator>", ("Ann", "Bo")),
        ("<itunes:author>Ann</itunes:author>", ("Ann",)),
        ("<atom:author><atom:name>Ann</atom:name></atom:author>", ("Ann",)),
    ],
)
def test_the_authors_of_an_item(inner: str, authors: tuple[str, ...]) -> None:
    assert item(inner).authors == authors


def test_the_outlet_that_an_item_of_rss_names() -> None:
    assert item('<source url="https://o.example/rss">Other News</source>').source == "Other News"


def test_a_summary_from_media_where_there_is_no_other() -> None:
    only = item("<media:group><media:title>M</media:title><media:description>Seen</media:description></media:group>")
    assert (only.title, only.summary) == ("M", "Seen")


def test_the_longer_text_is_the_whole_one() -> None:
    only = item("<description>A long text that says it all.</description><content:encoded>Short.</content:encoded>")
    assert (only.content, only.summary) == ("A long text that says it all.", "Short.")


def test_the_same_text_twice_stands_once() -> None:
    only = item("<description>Same</description><content:encoded>Same</content:encoded>")
    assert (only.content, only.summary) == ("Same", "")


@pytest.mark.parametrize(
    ("head", "seconds"),
    [
        ("<ttl>60</ttl>", 3600.0),
        ("<ttl>-5</ttl>", 0.0),
        ("<ttl>soon</ttl>", 0.0),
        ("<ttl>99999999</ttl>", 604800.0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800.0),
        ("<sy:updatePeriod> daily </sy:updatePeriod>", 86400.0),
        ("<sy:updatePeriod>never</sy:updatePeriod>", 0.0),
        ("", 0.0),
    ],
)
def test_how_long_a_feed_asks_to_be_left_alone(head: str, seconds: float) -> None:
    assert rss(head=head).ttl == seconds


def test_dates_in_the_future_are_kept_and_unreadable_ones_are_not_guessed() -> None:
    assert item("<pubDate>Sat, 01 Jan 2050 00:00:00 GMT</pubDate>").published == "2050-01-01T00:00:00+00:00"
    assert item("<pubDate>yesterday</pubDate><guid>2024-01-01</guid>").published == ""
