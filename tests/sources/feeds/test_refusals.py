"""What is no feed, what a feed may not do, and where reading stops: each said in words."""

from __future__ import annotations

import pytest

from reader.sources.feeds import decoding, lenient, raw, strict
from reader.sources.feeds.feed import ITEMS, Feed, NotAFeedError
from reader.sources.feeds.parse import MORE, parse_feed
from tests.sources.feeds.malformed import DECLARATION, rss, story

URL = "https://news.example/feed"


def refusal(content: bytes, content_type: str = "") -> NotAFeedError:
    with pytest.raises(NotAFeedError) as caught:
        parse_feed(content, url=URL, content_type=content_type)
    return caught.value


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b" \n\t \x00", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is a PNG image, not a feed"),
        (b"%PDF-1.7 ...", "is a PDF document, not a feed"),
        (b"\x00\x01\x02\x03" * 40, "is a binary file, not a feed"),
        (b"\x1f\x8b\x08broken", "is a damaged gzip file, not a feed"),
        (b"Too many connections", "is plain text, not a feed: “Too many connections”"),
        (b"<error>Not found</error>", "is an error message, not a feed: “Not found”"),
        (b'{"error": "Not\x1b[31m found"}', "is an error message, not a feed: “Not[31m found”"),
        (b'{"a": 1}', "is JSON, but no feed"),
        (b"[]", "is JSON, but no feed"),
        (b'{"items": [1, 2]}', "is JSON, but no feed"),
        (
            b'{"version": "https://jsonfeed.org/version/1", "items": [',
            "is broken JSON, not a feed: expecting value in line 1",
        ),
        (b"[" * 200_000, "is JSON nested too deep to be a feed"),
        (b"<opml version='2.0'><body/></opml>", "is a list of feeds (OPML), not a feed"),
        (
            b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
            "is XML of another kind (<svg>), not a feed",
        ),
        (b"<?xml version='1.0'?><!-- rss --><x:y xmlns:x='u'>", "is XML of another kind (<y>), not a feed"),
    ],
)
def test_what_is_no_feed_is_named(content: bytes, what: str) -> None:
    refused = refusal(content)
    assert refused.what == what
    assert not refused.page


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html><head><title>News</title></head><body>Hello</body></html>",
        b"\n\n<HTML><BODY>Hello",
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
        b"<div>Please wait<script>location='/'</script></div>",
        b"<html><body><p>Our feed looks so: <rss><channel></channel></rss></p></body></html>",
    ],
)
def test_a_page_says_so_that_its_feeds_can_be_looked_for(page: bytes) -> None:
    refused = refusal(page, "application/rss+xml")
    assert refused.page
    assert str(refused) == "is a web page, not a feed (`dateline feed add` finds the feeds it names)"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declarations",
    [
        f'<!ENTITY l0 "ha">{LAUGHS}',
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;',
        '<!ENTITY harmless "text">',
    ],
)
@pytest.mark.parametrize("damage", ["", " & < "])
def test_a_feed_that_declares_entities_is_refused(declarations: str, damage: str) -> None:
    text = f'<?xml version="1.0"?><!DOCTYPE rss [{declarations}]>{rss(story(f"&l9; &x;{damage}"), start="")}'
    assert (
        refusal(text.encode()).what == "declares XML entities, which feeds do not need and attackers use: it is refused"
    )


def test_an_article_about_entities_is_no_attack() -> None:
    feed = parse_feed(rss(story("<![CDATA[How <!ENTITY x 'y'> works]]>", "a & b")).encode(), url=URL)
    assert feed.items[0].title == "How <!ENTITY x 'y'> works"


def test_no_file_and_no_address_is_opened_for_a_document_type() -> None:
    text = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/rss.dtd">' + rss(story("Bridge"), start="")
    assert parse_feed(text.encode(), url=URL).items[0].title == "Bridge"


def test_items_behind_the_limit_are_named_and_not_read() -> None:
    items = "".join(f"<item><title>{n}</title><guid>{n}</guid></item>" for n in range(ITEMS + 5))
    feed = parse_feed(f"{rss(items)}<broken".encode(), url=URL)
    assert len(feed.items) == ITEMS
    assert feed.items[-1].title == str(ITEMS - 1)
    assert feed.notes == (f"has more than {ITEMS:,} items; the first {ITEMS:,} were read",)


def test_a_json_feed_has_the_same_limit() -> None:
    items = ",".join(f'{{"id": {n}}}' for n in range(ITEMS + 5))
    feed = parse_feed(f'{{"version": "https://jsonfeed.org/version/1", "items": [{items}]}}'.encode(), url=URL)
    assert (len(feed.items), len(feed.notes)) == (ITEMS, 1)


def test_a_broken_feed_is_read_to_a_nearer_limit() -> None:
    items = "".join(f"<item><title><b>{n}</title></item>" for n in range(lenient.ITEMS + 5))
    feed = parse_feed(rss(items).encode(), url=URL)
    assert len(feed.items) == lenient.ITEMS
    assert f"is broken XML, of which the first {lenient.ITEMS} items were read" in feed.notes


def test_a_field_is_cut_at_its_limit() -> None:
    feed = parse_feed(rss(story("Long", "x" * (raw.FIELD + 10))).encode(), url=URL)
    assert len(feed.items[0].summary) == raw.FIELD
    assert feed.notes == ("has a field of more than 2,000,000 characters; the rest of it was left out",)


def test_an_item_of_endless_fields_is_cut() -> None:
    feed = parse_feed(rss(f"<item>{'<category>a</category>' * 5_000}</item>{story('Next')}").encode(), url=URL)
    assert [item.title for item in feed.items] == ["", "Next"]
    assert feed.notes == ("has an item of more than 200 fields; the rest of it was left out",)


def test_a_feed_of_endless_tags_is_cut() -> None:
    text = "<p>a</p>" * (strict.ELEMENTS + 10)
    feed = parse_feed(rss(story("First") + story("Tags", text) + story("Last")).encode(), url=URL)
    assert [item.title for item in feed.items] == ["First", "Tags"]
    assert "has more than 250,000 elements in its items; what follows was left out" in feed.notes


def test_elements_inside_each_other_have_a_limit() -> None:
    refused = refusal(rss(story("Deep", "<b>" * 1_000 + "</b>" * 1_000)).encode())
    assert refused.what == f"nests elements more than {strict.DEPTH} deep, which no feed does"


def test_sitemaps_of_an_index_have_a_limit() -> None:
    maps = "".join(f"<sitemap><loc>https://news.example/{n}.xml</loc></sitemap>" for n in range(MORE + 5))
    feed = parse_feed(f"<sitemapindex>{maps}</sitemapindex>".encode(), url=URL)
    assert len(feed.more) == MORE
    assert feed.notes == (f"names more than {MORE:,} sitemaps; the first {MORE:,} are kept",)


def test_a_feed_beyond_all_measure_is_read_from_its_beginning() -> None:
    content = rss(story("First") + "<!--" + "x" * decoding.BYTES).encode()
    feed = parse_feed(content, url=URL)
    assert feed.items[0].title == "First"
    assert feed.notes[0] == "has more than 32 MB; the rest was left out"


HOSTILE = {
    "open tags": rss(story()) + "<a" * 300_000,
    "less-than signs": DECLARATION + "<rss><channel><item><title>" + "<" * 300_000,
    "ampersands": rss(story("&" * 300_000)),
    "references that never end": rss(story("&a" * 300_000 + "<")),
    "comments that never end": rss("<!--" * 100_000),
    "CDATA that never ends": rss("<![CDATA[" * 100_000),
    "instructions that never end": "<?" * 100_000,
    "a document type that never ends": "<!DOCTYPE rss [" * 50_000,
    "quotes that never end": '<rss a="' + "x='" * 100_000,
    "spaces before the root": " \n" * 300_000 + rss(story()),
    "many prefixes": "<rss " + " ".join(f'xmlns:p{n}="u{n}"' for n in range(20_000)) + ">" + "<p1:a>" * 100,
    "a prefix on every element": rss("".join(f'<item xmlns:p{n}="u"><title>{n}</title></item>' for n in range(4_000))),
    "bases inside each other": "<feed>" + '<entry xml:base="a/">' * 150 + "</entry>" * 150 + "</feed>",
    "broken items": rss("<item><title><b>" * 3_000),
    "broken tags in an item": rss(story("Open", "<p><i><b>" * 20_000 + "</p>")),
    "attributes without end": rss(story("Open", "<p " + "a=b " * 60_000 + ">&")),
    "titles of tags": rss(story("&lt;b" * 1_999)),
    "a date of digits": rss(story(more=f"<pubDate>{'1 ' * 5_000}</pubDate>")),
    "a link of escapes": rss(f"<item><link>{'&amp;' * 50_000}</link></item>"),
    "guids that all differ in nothing": rss("<item><guid>0</guid></item>" * 4_990),
    "declarations": '<?xml version="1.0"?>' * 20_000,
    "encodings": "<?xml " + "encoding " * 40_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_refused_or_read_within_the_limits(name: str) -> None:
    try:
        feed = parse_feed(HOSTILE[name].encode(), url=URL)
    except NotAFeedError as refused:
        feed = Feed("rss", notes=(refused.what,))
    assert len(feed.items) <= ITEMS
    assert feed.items or feed.notes
