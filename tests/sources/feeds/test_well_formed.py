"""Well-formed feeds of every kind, compared exactly with what they say."""

from __future__ import annotations

from reader.sources.feeds.feed import Feed, Item
from tests.sources.feeds.written import atom, read, rss


def test_rss_2() -> None:
    feed = rss(
        "<item><title>Bridge opens</title><link>https://news.example/1</link><guid isPermaLink='false'>id-1</guid>"
        "<pubDate>Tue, 05 Mar 2024 10:00:00 +0100</pubDate><dc:creator>Ann Example</dc:creator>"
        "<category>World</category><category domain='x'>Ports</category><description>Short.</description>"
        "<content:encoded><![CDATA[<p>The whole story.</p>]]></content:encoded></item>",
        "<title>Harbour News</title><link>https://news.example/</link><language>en-gb</language><ttl>30</ttl>",
    )
    assert feed == Feed(
        "rss",
        title="Harbour News",
        url="https://news.example/",
        language="en-gb",
        ttl=1800.0,
        items=(
            Item(
                "id-1",
                url="https://news.example/1",
                title="Bridge opens",
                content="<p>The whole story.</p>",
                summary="Short.",
                published="2024-03-05T10:00:00+01:00",
                authors=("Ann Example",),
                tags=("World", "Ports"),
            ),
        ),
    )


def test_rss_1_0_in_rdf() -> None:
    feed = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>RDF News</title>'
        "<link>https://news.example/</link><items><rdf:Seq><rdf:li resource='https://news.example/1'/></rdf:Seq></items>"
        '</channel><image><title>Logo</title></image><item rdf:about="urn:x:1"><title>One</title>'
        "<link>https://news.example/1</link><description>Text</description><dc:date>2024-03-05T10:00:00Z</dc:date>"
        "<dc:subject>Ports</dc:subject></item></rdf:RDF>"
    )
    assert feed == Feed(
        "rss",
        title="RDF News",
        url="https://news.example/",
        items=(
            Item(
                "urn:x:1",
                url="https://news.example/1",
                title="One",
                summary="Text",
                published="2024-03-05T10:00:00+00:00",
                tags=("Ports",),
            ),
        ),
    )


def test_rss_0_90() -> None:
    feed = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">'
        "<channel><title>Old</title></channel><item><title>One</title><link>https://news.example/1</link></item></rdf:RDF>"
    )
    assert feed.items == (Item("https://news.example/1", url="https://news.example/1", title="One"),)


def test_rss_0_91_with_its_document_type() -> None:
    feed = read(
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Old</title>'
        "<textinput><title>Search</title></textinput><item><title>One</title></item></channel></rss>"
    )
    assert (feed.title, [one.title for one in feed.items], feed.notes) == ("Old", ["One"], ())


def test_atom_1_0() -> None:
    feed = atom(
        '<entry xml:lang="fr"><id>urn:x:1</id><title>Un</title><link rel="edit" href="/edit"/>'
        '<link rel="alternate" type="application/pdf" href="/1.pdf"/><link rel="alternate" type="text/html" href="/1"/>'
        "<published>2024-03-05T10:00:00Z</published><updated>2024-03-06T11:30:00.25+02:00</updated>"
        "<author><name>Ann</name><email>ann@news.example</email></author><author><name>Bo</name></author>"
        '<category term="ports" label="Ports"/><summary>Court.</summary>'
        '<content type="html">&lt;p&gt;Tout&lt;/p&gt;</content><source><title>Other News</title></source></entry>',
        '<title type="html">Harbour &amp;amp; Sea</title><link rel="self" href="/feed"/><link href="/"/>',
        'xmlns="http://www.w3.org/2005/Atom" xml:lang="en"',
    )
    assert feed == Feed(
        "atom",
        title="Harbour & Sea",
        url="https://news.example/",
        language="en",
        items=(
            Item(
                "urn:x:1",
                url="https://news.example/1",
                title="Un",
                content="<p>Tout</p>",
                summary="<p>Court.</p>",
                published="2024-03-05T10:00:00+00:00",
                updated="2024-03-06T11:30:00+02:00",
                authors=("Ann", "Bo"),
                tags=("Ports",),
                source="Other News",
                language="fr",
            ),
        ),
    )


def test_atom_0_3() -> None:
    feed = atom(
        "<entry><id>1</id><title mode='escaped'>One</title><issued>2004-03-05T10:00:00Z</issued>"
        "<modified>2004-03-06T10:00:00Z</modified></entry>",
        "<title>Old</title>",
        'version="0.3" xmlns="http://purl.org/atom/ns#"',
    )
    (only,) = feed.items
    assert (only.published, only.updated) == ("2004-03-05T10:00:00+00:00", "2004-03-06T10:00:00+00:00")


def test_atom_that_names_its_own_elements_with_a_prefix() -> None:
    feed = read(
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>P</a:title><a:entry><a:id>1</a:id><a:title>One</a:title>'
        '<a:link href="/1"/></a:entry></a:feed>'
    )
    assert (feed.title, feed.items) == ("P", (Item("1", url="https://news.example/1", title="One"),))


def test_json_feed_1_1() -> None:
    feed = read(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "J", "home_page_url": "https://news.example/", '
        '"language": "en", "items": [{"id": "1", "url": "/1", "title": "One <b>", "content_html": "<p>Whole</p>", '
        '"summary": "a < b", "date_published": "2024-03-05T10:00:00+01:00", "tags": ["x", 3, null], '
        '"authors": [{"name": "Ann"}, "Bo", {}]}]}'
    )
    assert feed == Feed(
        "json",
        title="J",
        url="https://news.example/",
        language="en",
        items=(
            Item(
                "1",
                url="https://news.example/1",
                title="One <b>",
                content="<p>Whole</p>",
                summary="<p>a &lt; b</p>",
                published="2024-03-05T10:00:00+01:00",
                authors=("Ann", "Bo"),
                tags=("x", "3"),
            ),
        ),
    )


def test_json_feed_1_0_with_plain_text_and_numbers_as_ids() -> None:
    feed = read(
        '{"version":"https://jsonfeed.org/version/1","items":[{"id":17,"content_text":"a < b",'
        '"author":{"name":"Ann"}}]}'
    )
    assert feed.items == (Item("17", content="a < b", plain=True, authors=("Ann",)),)


def test_json_feed_with_line_ends_inside_strings() -> None:
    feed = read('{"version":"https://jsonfeed.org/version/1","title":"a\nb","items":[{"id":"1","title":"x\\u0007y"}]}')
    assert (feed.title, feed.items[0].title) == ("a b", "xy")


def test_a_news_sitemap() -> None:
    feed = read(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/1</loc><news:news>'
        "<news:publication><news:name>Harbour News</news:name><news:language>en</news:language></news:publication>"
        "<news:publication_date>2024-03-05</news:publication_date><news:title>Bridge &amp; toll</news:title>"
        "<news:keywords>ports, tolls</news:keywords></news:news></url></urlset>"
    )
    assert feed == Feed(
        "sitemap",
        items=(
            Item(
                "https://news.example/1",
                url="https://news.example/1",
                title="Bridge & toll",
                published="2024-03-05T00:00:00+00:00",
                tags=("ports", "tolls"),
                source="Harbour News",
                language="en",
            ),
        ),
    )


def test_a_plain_sitemap() -> None:
    feed = read(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc> https://news.example/1 </loc>'
        "<lastmod>2024-03-05T10:00:00Z</lastmod></url></urlset>"
    )
    address = "https://news.example/1"
    assert feed.items == (Item(address, url=address, updated="2024-03-05T10:00:00+00:00"),)


def test_an_index_of_sitemaps_names_further_ones() -> None:
    feed = read(
        "<sitemapindex><sitemap><loc>https://news.example/a.xml</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap>"
        "<sitemap><loc>ftp://x.example/c.xml</loc></sitemap></sitemapindex>"
    )
    assert feed == Feed("sitemap", more=("https://news.example/a.xml", "https://news.example/b.xml"))
